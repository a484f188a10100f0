import { createForm } from '@berichtsheft/core/signatur'
import type { TSchema } from 'typebox'
import { Kennzahlendatei, readKennzahlen } from './kennzahlen.ts'
import {
  Fachrichtungsdatei,
  isBerufetabelle,
  readBerufe,
  readFachrichtungen,
  readStufen,
  Stufendatei,
} from './klassifikationen.ts'
import { Gebietsdatei, Laenderdatei, readGebiete, readLaender, readStaaten, Staatendatei } from './laender.ts'
import { Faktendatei, readLaenderfakten } from './laenderfakten.ts'
import { Laenderprofildatei, readLaenderprofil } from './laenderprofil.ts'
import { Quellenregister, type Quellenverzeichnis, readQuellen } from './quelle.ts'
import { Rahmendatei, readRahmen } from './rahmen.ts'
import type { Importinhalt } from './zeile.ts'

/** What a file may be. */
export type Importart =
  | 'quellen'
  | 'laender'
  | 'gebiete'
  | 'staaten'
  | 'kennzahlen'
  | 'laenderfakten'
  | 'rahmen'
  | 'isced2011'
  | 'iscedf2013'
  | 'esco'
  | 'laenderprofil'

/** A file that is none of the known ones, or is one and not in its form. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
}

interface Leser {
  readonly art: Importart
  readonly schema: TSchema
  /** Members that only this kind of file has. */
  readonly looksLike: (value: Readonly<Record<string, unknown>>) => boolean
  readonly read: (value: never, register: Quellenverzeichnis) => Importinhalt
}

const firstOf = (list: unknown): Readonly<Record<string, unknown>> => {
  const [first] = Array.isArray(list) ? (list as unknown[]) : []
  return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {}
}

const leser: readonly Leser[] = [
  { art: 'laenderprofil', schema: Laenderprofildatei, looksLike: (v) => 'abschnitte' in v, read: readLaenderprofil },
  { art: 'rahmen', schema: Rahmendatei, looksLike: (v) => 'rahmen' in v, read: readRahmen },
  {
    art: 'iscedf2013',
    schema: Fachrichtungsdatei,
    looksLike: (v) => Array.isArray(v.felder),
    read: readFachrichtungen,
  },
  { art: 'isced2011', schema: Stufendatei, looksLike: (v) => 'zweiteStelle' in v, read: readStufen },
  { art: 'staaten', schema: Staatendatei, looksLike: (v) => 'staaten' in v, read: readStaaten },
  { art: 'gebiete', schema: Gebietsdatei, looksLike: (v) => 'gebiete' in v, read: readGebiete },
  {
    art: 'laender',
    schema: Laenderdatei,
    looksLike: ({ laender }) => 'amtssprachen' in firstOf(laender),
    read: readLaender,
  },
  {
    art: 'laenderfakten',
    schema: Faktendatei,
    looksLike: ({ laender }) => 'gec' in firstOf(laender),
    read: readLaenderfakten,
  },
  {
    art: 'kennzahlen',
    schema: Kennzahlendatei,
    looksLike: ({ laender }) => Array.isArray(laender),
    read: readKennzahlen,
  },
]

const forms = new Map<TSchema, ReturnType<typeof createForm>>()
const requireForm = (schema: TSchema, value: unknown): void => {
  const form = forms.get(schema) ?? createForm(schema)
  forms.set(schema, form)
  const fault = form.check(value)
  if (fault) throw new ImportError(`${fault.pfad || '/'}: ${fault.text}`)
}

const parseObject = (text: string): Readonly<Record<string, unknown>> => {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new ImportError('is neither JSON nor a table of occupations', { cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ImportError('holds no JSON object')
  return value as Readonly<Record<string, unknown>>
}

/** What a file is, by its members alone; `undefined` when it is none of the known ones. @throws ImportError for what is no JSON object */
export const detectImportart = (text: string): Importart | undefined => {
  if (isBerufetabelle(text)) return 'esco'
  const value = parseObject(text)
  return 'quellen' in value ? 'quellen' : leser.find(({ looksLike }) => looksLike(value))?.art
}

/** Reads a register of sources. @throws ImportError when it is none */
export const readQuellendatei = (text: string): Quellenverzeichnis => {
  const value = parseObject(text)
  requireForm(Quellenregister, value)
  return readQuellen((value as { quellen: [] }).quellen)
}

/** Reads a file of any known kind but a register. @throws ImportError when it is none, or not in its form */
export const readImportdatei = (
  text: string,
  register: Quellenverzeichnis,
): Importinhalt & { readonly art: Importart } => {
  const art = detectImportart(text)
  if (art === 'esco') return { art, ...readBerufe(text, register) }
  const found = leser.find((one) => one.art === art)
  if (!found) throw new ImportError('is none of the files that can be imported')
  const value = parseObject(text)
  requireForm(found.schema, value)
  return { art: found.art, ...found.read(value as never, register) }
}
