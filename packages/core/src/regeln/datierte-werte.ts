import type { Datum } from '../contract/common.ts'
import { addTage } from '../domain/kalender.ts'
import type { Historie } from './historie.ts'
import { toEuro } from './text.ts'
import { erwachsenenarbeitszeit } from './werte/arbeitszeit.ts'
import { seit } from './werte/geltung.ts'
import { jugendarbeitszeit } from './werte/jugendarbeitszeit.ts'
import { mindestverguetung } from './werte/mindestverguetung.ts'
import { sachbezugswerte } from './werte/sachbezug.ts'
import { urlaubswerte } from './werte/urlaub.ts'

/** A value in a period; without `wert` it is not known there, and the rules say so. */
export interface Wertstand {
  readonly ab: Datum
  readonly bis?: Datum
  readonly wert?: string
}

/** A value that changes by law, with its states, its source and the rules that it decides. */
export interface DatierterWert {
  readonly name: string
  /** The day that decides which state holds. */
  readonly nach: string
  readonly quelle: string
  readonly regeln: readonly string[]
  readonly staende: readonly Wertstand[]
}

const staendeOf = <T>(historie: Historie<T | undefined>, textOf: (wert: T) => string): Wertstand[] =>
  historie.map(({ ab, wert }, i) => {
    const naechster = historie[i + 1]
    return {
      ab,
      ...(naechster && { bis: addTage(naechster.ab, -1) }),
      ...(wert === undefined ? {} : { wert: textOf(wert) }),
    }
  })

const stunden = (minuten: number): string => `${minuten / 60} h`

/** Every value of the contract rules that holds for a time, for people: docs/regeln.md lists them. */
export const datierteWerte: readonly DatierterWert[] = [
  {
    name: 'least pay a month, years 1 to 4',
    nach: 'begin of the training',
    quelle: 'BBiG § 17 Abs. 2, § 106 Abs. 1 Satz 2; BGBl. 2023 I Nr. 279, 2024 I Nr. 305, 2025 I Nr. 235',
    regeln: ['DAV-102', 'DAV-105'],
    staende: staendeOf(mindestverguetung, ({ betraege, ungerundet }) => {
      const amounts = betraege.map(toEuro).join(', ')
      return ungerundet === undefined ? amounts : `${amounts}; unrounded ${ungerundet.map(toEuro).join(', ')}`
    }),
  },
  {
    name: 'benefits in kind a month',
    nach: 'begin of the training',
    quelle: 'SvEV § 2 Abs. 1 and 3',
    regeln: ['DAV-107'],
    staende: staendeOf(sachbezugswerte, ({ fruehstueck, mittagessen, abendessen, verpflegung, unterkunft }) =>
      [
        `breakfast ${toEuro(fruehstueck)}`,
        `lunch ${toEuro(mittagessen)}`,
        `supper ${toEuro(abendessen)}`,
        `board ${toEuro(verpflegung)}`,
        `lodging ${toEuro(unterkunft)}`,
      ].join(', '),
    ),
  },
  {
    name: 'working time of minors, a day and a week',
    nach: 'first day of the hours',
    quelle: 'JArbSchG § 8 Abs. 1 and 2a, § 15',
    regeln: ['DAV-120', 'DAV-121', 'DAV-122'],
    staende: staendeOf(
      jugendarbeitszeit,
      ({ taeglich, taeglichBeiAusgleich, woechentlich, tageJeWoche }) =>
        `${stunden(taeglich)} (${stunden(taeglichBeiAusgleich)} with a shorter day), ${stunden(woechentlich)} on ${tageJeWoche} days`,
    ),
  },
  {
    name: 'working time of adults, a day and a week',
    nach: 'first day of the hours',
    quelle: 'ArbZG § 3',
    regeln: ['DAV-126'],
    staende: staendeOf(
      erwachsenenarbeitszeit,
      ({ taeglich, taeglichBeiAusgleich, woechentlich }) =>
        `${stunden(taeglich)} (${stunden(taeglichBeiAusgleich)} when balanced), ${stunden(woechentlich)}`,
    ),
  },
  {
    name: 'leave of a year in Werktage',
    nach: '1 January of the year',
    quelle: 'JArbSchG § 19 Abs. 2; BUrlG § 3 Abs. 1',
    regeln: ['DAV-140', 'DAV-146'],
    staende: staendeOf(urlaubswerte, ({ jugend, erwachsen }) =>
      [...jugend.map(({ unter, tage }) => `under ${unter}: ${tage}`), `others: ${erwachsen}`].join(', '),
    ),
  },
  {
    name: 'form of the contract',
    nach: 'day of the conclusion',
    quelle: 'BBiG §§ 10, 11, changed by the BVaDiG',
    regeln: ['DAV-016', 'DAV-017', 'DAV-018'],
    staende: [
      { ab: seit.bbig2020, bis: addTage(seit.bvadig, -1), wert: 'in writing, with all signatures' },
      { ab: seit.bvadig, wert: 'in writing, or in text form with proofs of receipt' },
    ],
  },
  {
    name: 'shortened part-time ends like full-time',
    nach: 'begin of the training',
    quelle: 'BBiG § 8 Abs. 1 Satz 2',
    regeln: ['DAV-083'],
    staende: [
      { ab: seit.bbig2020, bis: addTage(seit.bvadig, -1), wert: 'no' },
      { ab: seit.bvadig, wert: 'yes' },
    ],
  },
]
