import type { Sachbezugsart } from '../../contract/vertrag-codes.ts'
import { defineHistorie } from '../historie.ts'

/** Values of benefits in kind, in cents a month. */
export interface Sachbezugswerte {
  readonly fruehstueck: number
  readonly mittagessen: number
  readonly abendessen: number
  readonly verpflegung: number
  readonly unterkunft: number
}

/**
 * Values of board and lodging by calendar year. No value is known before 2023 and from 2027 on: they are set every year.
 *
 * @see SvEV § 2 Abs. 1 and 3; SGB IV § 17 Abs. 1 Satz 1 Nr. 4; DAV-107
 */
export const sachbezugswerte = defineHistorie<Sachbezugswerte | undefined>([
  {
    ab: '2023-01-01',
    wert: {
      fruehstueck: 6_000,
      mittagessen: 11_400,
      abendessen: 11_400,
      verpflegung: 28_800,
      unterkunft: 26_500,
    },
  },
  {
    ab: '2024-01-01',
    wert: {
      fruehstueck: 6_500,
      mittagessen: 12_400,
      abendessen: 12_400,
      verpflegung: 31_300,
      unterkunft: 27_800,
    },
  },
  {
    ab: '2025-01-01',
    wert: {
      fruehstueck: 6_900,
      mittagessen: 13_200,
      abendessen: 13_200,
      verpflegung: 33_300,
      unterkunft: 28_200,
    },
  },
  {
    ab: '2026-01-01',
    wert: {
      fruehstueck: 7_100,
      mittagessen: 13_700,
      abendessen: 13_700,
      verpflegung: 34_500,
      unterkunft: 28_500,
    },
  },
  { ab: '2027-01-01', wert: undefined },
])

/** Percent that lodging is worth less: for apprentices, in the household or shared housing, and by persons in a room. */
const abschlagAzubi = 15
const abschlagGemeinschaft = 15
const abschlagBelegung = (personen: number): number =>
  personen > 3 ? 60 : personen === 3 ? 50 : personen === 2 ? 40 : 0

/** What of a benefit decides its value. */
export interface Sachbezugslage {
  readonly art: Sachbezugsart
  readonly gemeinschaftsunterkunft?: boolean
  readonly belegung?: number
}

/**
 * The value of a benefit of an apprentice in cents a month; `undefined` for one that has no value of its own.
 *
 * @see SvEV § 2 Abs. 1 (board), Abs. 3 (lodging: 15 percent less for apprentices and in shared housing, 40, 50 or 60 percent
 * less for two, three or more persons in a room; the percentages are added up)
 */
export const sachbezugswertOf = (
  werte: Sachbezugswerte,
  { art, gemeinschaftsunterkunft = false, belegung = 1 }: Sachbezugslage,
): number | undefined => {
  if (art === 'sonstiges') return undefined
  if (art !== 'unterkunft') return werte[art]
  const abschlag = abschlagAzubi + (gemeinschaftsunterkunft ? abschlagGemeinschaft : 0) + abschlagBelegung(belegung)
  return Math.round((werte.unterkunft * (100 - abschlag)) / 100)
}

/** The value of a single day: a thirtieth of the month, rounded to the cent (SvEV § 2 Abs. 6). */
export const tageswertOf = (monatswert: number): number => Math.round(monatswert / 30)
