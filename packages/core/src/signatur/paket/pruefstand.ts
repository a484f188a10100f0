import { canonicalize, KanonischError } from '../kanonisch.ts'
import type { Befundliste, Befundnachweis, Befundstelle } from './befund.ts'
import type { Json } from './json.ts'
import { type Paketmanifest, type Paketnachweis, paketdateien } from './manifest.ts'

/** What the checks of one package share. */
export interface Pruefstand {
  readonly dateien: ReadonlyMap<string, Uint8Array>
  readonly manifest: Paketmanifest
  /** Files whose bytes have the hash of the manifest. */
  readonly intakt: ReadonlySet<string>
  readonly liste: Befundliste
}

/** The part of `berichtsheft.json` that the checks work with. */
export interface Heft {
  readonly berichtsheft: { readonly id: string; readonly hash: string; readonly inhalt: JsonObject }
  readonly ausbildungsnachweise: readonly {
    readonly id: string
    readonly fremdId: string
    readonly nr: number
    readonly hash: string
    readonly inhalt: JsonObject
    readonly status?: Json
    readonly verlauf?: Json
    readonly kommentare?: Json
  }[]
}

type JsonObject = { readonly [key: string]: Json }

/** Names a report of the manifest in a finding. */
export const toBefundnachweis = ({ nr, id, fremdId, zeitraum }: Paketnachweis): Befundnachweis => ({
  nr,
  id,
  fremdId,
  zeitraum,
})

/** Splits a pointer into `berichtsheft.json` into the report that it lies in and the pointer inside of that report. */
export const toStelle = ({ manifest }: Pruefstand, pfad: string): Befundstelle => {
  const [, index, rest] = /^\/ausbildungsnachweise\/([0-9]+)(.*)$/s.exec(pfad) ?? []
  const nachweis = manifest.nachweise[Number(index)]
  if (nachweis === undefined) return { datei: paketdateien.json, pfad }
  return { datei: paketdateien.json, nachweis: toBefundnachweis(nachweis), pfad: rest ?? '' }
}

/** A value as findings quote it: its JSON text, at most 100 characters. */
export const quote = (value: Json | undefined): string => {
  if (value === undefined) return '–'
  const text = [...JSON.stringify(value)]
  return text.length > 100 ? `${text.slice(0, 99).join('')}…` : text.join('')
}

/** The canonical text of a value, or `undefined` where a damaged file holds a value that has none. */
export const tryCanonicalize = (value: unknown): string | undefined => {
  try {
    return canonicalize(value)
  } catch (error) {
    if (error instanceof KanonischError) return undefined
    throw error
  }
}

/** Which entries of two lists belong together. */
export interface Paarung {
  readonly paare: readonly (readonly [expected: number, actual: number])[]
  readonly fehlt: readonly number[]
  readonly zusaetzlich: readonly number[]
}

/**
 * Matches two lists by key. Where a key has no partner, entries at the same place belong together if neither has one:
 * then the key itself was changed.
 */
export const pairUp = (expected: readonly unknown[], actual: readonly unknown[]): Paarung => {
  const places = new Map<unknown, number>()
  for (const [index, key] of actual.entries()) if (!places.has(key)) places.set(key, index)
  const known = new Set(expected)
  const paare: [number, number][] = []
  const fehlt: number[] = []
  for (const [index, key] of expected.entries()) {
    const partner = places.get(key) ?? (index < actual.length && !known.has(actual[index]) ? index : undefined)
    if (partner === undefined) fehlt.push(index)
    else paare.push([index, partner])
  }
  const taken = new Set(paare.map(([, partner]) => partner))
  return { paare, fehlt, zusaetzlich: [...actual.keys()].filter((index) => !taken.has(index)) }
}
