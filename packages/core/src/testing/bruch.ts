import type { Nachweislieferung } from '../contract/ausbildungsnachweis.ts'
import type { Lieferung } from '../contract/berichtsheft.ts'
import type { Datum } from '../contract/common.ts'
import type { Tag } from '../contract/nachweisinhalt.ts'
import type { Schritt } from '../contract/nachweisverlauf.ts'
import { addTage, wochentagOf } from '../domain/kalender.ts'
import type { Regelkonfig } from '../regeln/konfig.ts'
import type { Buchobjekt } from '../regeln/objekt.ts'

/** A finding that is expected: rule and JSON Pointer from the delivery on. */
export type Erwartung = readonly [regel: string, pfad: string]

/** A broken book with everything that the check of it needs, and all findings that it must have. */
export interface Bruch {
  readonly buch: Buchobjekt
  readonly konfig?: Partial<Regelkonfig>
  readonly erwartet: readonly Erwartung[]
}

/** Breaks one rule in a valid book of at least 60 weeks (`makeBuch`). The book passed in is its own copy. */
export interface Regelbrecher {
  readonly regel: string
  readonly name: string
  readonly brich: (buch: Lieferung) => Bruch
}

/** A report with its index and the path to it. */
export interface Stelle {
  readonly i: number
  readonly pfad: string
  readonly nachweis: Nachweislieferung
}

/** The report of index `i` (from the end when negative). @throws Error when there is none */
export const stelleAt = (buch: Lieferung, i: number): Stelle => {
  const index = i < 0 ? buch.ausbildungsnachweise.length + i : i
  const nachweis = buch.ausbildungsnachweise[index]
  if (nachweis === undefined) throw new Error(`the book has no report ${i}`)
  return { i: index, pfad: `/ausbildungsnachweise/${index}`, nachweis }
}

/** A whole week in the first quarter of the book with a day of work, and approvals that leave room on both sides. */
export const normaleWoche = (buch: Lieferung): Stelle => {
  const i = buch.ausbildungsnachweise.findIndex(
    ({ inhalt }, stelle) =>
      stelle > 2 &&
      inhalt.tage?.length === 5 &&
      inhalt.tage.filter((tag) => tag.art === 'betrieb').length >= 3 &&
      inhalt.tage.every((tag) => tag.art === 'betrieb' || tag.art === 'schule'),
  )
  return stelleAt(buch, i)
}

/** Index of the first day of work after Monday, and the day. @throws Error when there is none */
export const arbeitstagOf = ({ nachweis }: Stelle): { j: number; tag: Tag } => {
  const tage = nachweis.inhalt.tage ?? []
  const j = tage.findIndex((tag) => tag.art === 'betrieb' && wochentagOf(tag.datum) > 2)
  const tag = tage[j]
  if (tag === undefined) throw new Error('the report has no day of work')
  return { j, tag }
}

/** Handing in and approval on two days, in one stage. */
export const verlaufAm = (eingereicht: Datum, freigegeben: Datum): [Schritt, Schritt] => [
  {
    vorgang: 'eingereicht',
    zeitpunkt: `${eingereicht}T11:00:00Z`,
    durch: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
  },
  { vorgang: 'freigegeben', zeitpunkt: `${freigegeben}T12:00:00Z`, durch: { name: 'Ada Muster', rolle: 'ausbilder' } },
]

/** Handed in on Friday, approved on the Sunday of the same week. */
export const ueblicherVerlauf = ({ nachweis }: Stelle): [Schritt, Schritt] =>
  verlaufAm(addTage(nachweis.inhalt.zeitraum.bis, -2), nachweis.inhalt.zeitraum.bis)
