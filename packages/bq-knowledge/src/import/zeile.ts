import type { Aussage, Beleg } from '../kern/aussage.ts'
import type { BearbeiteteFassung } from '../kern/fassung.ts'
import { deriveAussageId, type ProfilId, slotOf } from '../kern/slot.ts'

/** What a file says about one slot: one value, several of a set, with its citations. */
export type Importzeile = BearbeiteteFassung['aussagen'][number]

/** Something of a file that finds no place, and where it stands there. */
export interface Importbefund {
  readonly stelle: string
  readonly de: string
  readonly en: string
}

/** A file read: rows to import, and what could not be read. */
export interface Importinhalt {
  readonly zeilen: readonly Importzeile[]
  readonly befunde: readonly Importbefund[]
}

/** A row with one value. Its id follows from name space and key, so that every node that imports it means the same statement. */
export const toZeile = (
  [profil, abschnitt, feld]: readonly [ProfilId, string, string],
  [namensraum, schluessel]: readonly [string, string],
  werte: Aussage | readonly Aussage[],
  belege: readonly Beleg[],
): Importzeile => ({
  id: slotOf(profil, abschnitt, feld, deriveAussageId(namensraum, schluessel)),
  werte: Array.isArray(werte) ? werte : [werte as Aussage],
  belege,
})

/** The members of an object that are known: neither absent nor null. */
export const known = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null))

/** Changes of one part of a file: each may also remove as many, and all have to fit into one changeset. */
const perBatch = 240

/** Rows in parts that fit into one changeset each. */
export const batchZeilen = (zeilen: readonly Importzeile[]): Importzeile[][] => {
  const parts: Importzeile[][] = []
  let changes = perBatch
  for (const zeile of zeilen) {
    const own = zeile.werte.length + zeile.belege.length
    if (changes + own > perBatch) {
      parts.push([])
      changes = 0
    }
    parts.at(-1)?.push(zeile)
    changes += own
  }
  return parts
}
