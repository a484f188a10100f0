import type { anhangMedientypen, Verstoss } from '@berichtsheft/core'
import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'
import { DocumentProcessError, withDocumentProcess } from '../features/uebermittlung/document-pool.ts'
import { ProblemError } from '../problem-error.ts'
import { type Ablehnungsgrund, ablehnungstext } from './ablehnung.ts'
import type { Dokumentbefund } from './dokument-pruefung.ts'
import type { Fassungsmarke } from './fassungsmarke.ts'
import { createScan } from './scanner.ts'
import { openDokument, putDokument, removeDokument, type Tresordokument } from './tresor.ts'

/** A document that was found to be what it says, and clean; it waits in the safe for its owner. */
export interface Angenommen extends Tresordokument {
  readonly medientyp: (typeof anhangMedientypen)[number]
  readonly seiten: number
  readonly marken: readonly Fassungsmarke[]
}

/** What is expected of a document. */
export interface Annahme {
  /** The type that its sender says. */
  readonly typ: string
  /** Bytes. */
  readonly hoechstens: number
  /** Hash that its sender says, if any. */
  readonly sha256?: string | undefined
  /** Whether the marks of printed contracts are to be read from it. */
  readonly mitMarken: boolean
  /** Id of the rule by which findings are told. */
  readonly regel: string
}

type Annahmedeps = Pick<Deps, 'db' | 'now' | 'keyring' | 'config'>

/** What is wrong about the kind of the file, and about its size; everything else is about its content. */
const typfehler = new Set<Ablehnungsgrund>(['unbekannt', 'zip', 'svg', 'html', 'xml', 'bild', 'programm', 'andererTyp'])
const groessenfehler = new Set<Ablehnungsgrund>(['seiten', 'bildpunkte'])

const refuse = (regel: string, { de, en }: { de: string; en: string }, grund?: Ablehnungsgrund): ProblemError => {
  const verstoesse: Verstoss[] = [{ regel, schwere: 'fehler', pfad: '', text: de, textEnglisch: en }]
  const slug =
    grund !== undefined && typfehler.has(grund)
      ? 'unsupported-media-type'
      : grund !== undefined && groessenfehler.has(grund)
        ? 'payload-too-large'
        : 'rule-violated'
  return new ProblemError(slug, { detail: en, verstoesse })
}

const collect = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

/** Looks at the whole document in a process of its own; only as many lie in memory as there are processes. */
const pruefe = (
  read: () => Promise<AsyncIterable<Buffer>>,
  mitMarken: boolean,
  isGone: () => boolean,
): Promise<Dokumentbefund> =>
  withDocumentProcess(async (write) => {
    const inhalt = await collect(await read())
    try {
      return await write({ art: 'pruefung', inhalt, mitMarken })
    } catch (error) {
      if (!(error instanceof DocumentProcessError)) throw error
      return { grund: 'zuAufwendig' }
    }
  }, isGone)

/**
 * Takes in a document: into the safe as it arrives, then through the malware scanner, then through the check of its content.
 * What is refused anywhere is removed at once, and until its owner takes it over nobody can read it.
 *
 * @throws ProblemError with the reason in both languages: unsupported-media-type for a kind that is not taken,
 *   payload-too-large, rule-violated for active, damaged or infected content; unavailable while the scanner is not there
 */
export const receiveDokument = async (
  deps: Annahmedeps,
  source: AsyncIterable<Uint8Array>,
  { typ, hoechstens, sha256, mitMarken, regel }: Annahme,
  isGone: () => boolean = () => false,
): Promise<Angenommen> => {
  const dokument = await putDokument(deps, source, hoechstens)
  try {
    if (sha256 !== undefined && sha256 !== dokument.sha256)
      throw refuse(regel, {
        de: 'Die Datei hat eine andere Prüfsumme als angegeben.',
        en: 'The file has another hash than the one that was given.',
      })
    const read = () => openDokument(deps, (work) => alsSystem(deps, work), dokument.id)
    if (deps.config.SCANNER !== undefined) {
      const found = await createScan(deps.config.SCANNER)(await read())
      if (found !== undefined)
        throw refuse(regel, {
          de: `In der Datei wurde Schadsoftware gefunden: ${found}`,
          en: `Malware was found in the file: ${found}`,
        })
    }
    const befund = await pruefe(read, mitMarken, isGone)
    if ('grund' in befund) throw refuse(regel, ablehnungstext(befund.grund), befund.grund)
    if (befund.medientyp !== typ) throw refuse(regel, ablehnungstext('andererTyp'), 'andererTyp')
    return { ...dokument, ...befund }
  } catch (error) {
    await removeDokument(deps, dokument.id)
    throw error
  }
}
