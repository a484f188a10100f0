import type { Datum } from '../contract/common.ts'
import type { Eintrag, Taetigkeitsart, Tag } from '../contract/nachweisinhalt.ts'
import type { Schritt } from '../contract/nachweisverlauf.ts'
import { datumInBerlin } from '../domain/kalender.ts'

/** The legal day of a step, as far as it is known. */
export const tagOfSchritt = (schritt: Schritt): Datum | undefined =>
  schritt.zeitpunkt === undefined ? schritt.datum : datumInBerlin(schritt.zeitpunkt)

/** Name of the property that holds the time of a step, for pointers. */
export const zeitfeldOf = (schritt: Schritt): 'zeitpunkt' | 'datum' =>
  schritt.zeitpunkt === undefined && schritt.datum !== undefined ? 'datum' : 'zeitpunkt'

/** The kind of an entry: its own, else the one of its day. */
export const artOf = (tag: Tag, eintrag: Eintrag): Taetigkeitsart | undefined => eintrag.art ?? tag.art

/** Whether a kind is an absence. An unknown kind is none. */
export const isAbwesenheit = (art: Taetigkeitsart | undefined): boolean =>
  art === 'urlaub' || art === 'krank' || art === 'feiertag' || art === 'sonstigeAbwesenheit'

/** Whether a text says something. */
export const hasText = (text: string | undefined): boolean => text !== undefined && text.trim() !== ''

/** The entries of a day that are no absence, of an unknown kind too. */
export const taetigkeitenOf = (tag: Tag): Eintrag[] =>
  tag.eintraege.filter((eintrag) => !isAbwesenheit(artOf(tag, eintrag)))

/** Whether a day says anything: a kind of its own or an entry. */
export const isBelegt = (tag: Tag): boolean => tag.art !== undefined || tag.eintraege.length > 0

/** Whether training took place on a day, as far as it says so. */
export const isAusbildungstag = (tag: Tag): boolean =>
  tag.eintraege.some((eintrag) => !isAbwesenheit(artOf(tag, eintrag))) ||
  (tag.art !== undefined && !isAbwesenheit(tag.art))

/** Whether a day is an absence and nothing else. */
export const isAbwesenheitstag = (tag: Tag): boolean => isBelegt(tag) && !isAusbildungstag(tag)

/** The one kind of absence of a day of absence, or `undefined` when it names several or none. */
export const abwesenheitOf = (tag: Tag): Taetigkeitsart | undefined => {
  if (!isAbwesenheitstag(tag)) return undefined
  const [erster, ...weitere] = tag.eintraege
  if (erster === undefined) return tag.art
  const art = artOf(tag, erster)
  return weitere.every((eintrag) => artOf(tag, eintrag) === art) ? art : undefined
}

/** Training time of a day in minutes: given for the day, else the sum of what its entries give; unknown is `undefined`. */
export const minutenOf = (tag: Tag): number | undefined => {
  if (tag.minuten !== undefined) return tag.minuten
  let summe: number | undefined
  for (const eintrag of tag.eintraege)
    if (eintrag.minuten !== undefined && !isAbwesenheit(artOf(tag, eintrag))) summe = (summe ?? 0) + eintrag.minuten
  return summe
}
