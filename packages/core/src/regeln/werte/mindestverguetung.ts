import type { Datum } from '../../contract/common.ts'
import { defineHistorie, wertAm } from '../historie.ts'

/** Least pay a month in cents, for the first to the fourth year of training. */
type Jahressaetze = readonly [number, number, number, number]

/** Least pay of trainings that begin in a period. */
export interface Mindestverguetungssatz {
  readonly betraege: Jahressaetze
  /** What the surcharges of the law give unrounded, where the announced amounts are rounded and the law was silent. */
  readonly ungerundet?: Jahressaetze
}

/**
 * Least pay by the day on which the training begins. No value is known from 2027 on: it has to be announced every year.
 *
 * @see BBiG § 17 Abs. 2 (2020 to 2023); BGBl. 2023 I Nr. 279, 2024 I Nr. 305, 2025 I Nr. 235; § 106 Abs. 1 Satz 2: what
 * began before 1 August 2024 keeps the surcharges of 18, 35 and 40 percent without rounding
 */
export const mindestverguetung = defineHistorie<Mindestverguetungssatz | undefined>([
  { ab: '2020-01-01', wert: { betraege: [51_500, 60_770, 69_525, 72_100] } },
  { ab: '2021-01-01', wert: { betraege: [55_000, 64_900, 74_250, 77_000] } },
  { ab: '2022-01-01', wert: { betraege: [58_500, 69_030, 78_975, 81_900] } },
  { ab: '2023-01-01', wert: { betraege: [62_000, 73_160, 83_700, 86_800] } },
  {
    ab: '2024-01-01',
    wert: { betraege: [64_900, 76_600, 87_600, 90_900], ungerundet: [64_900, 76_582, 87_615, 90_860] },
  },
  { ab: '2024-08-01', wert: { betraege: [64_900, 76_600, 87_600, 90_900] } },
  { ab: '2025-01-01', wert: { betraege: [68_200, 80_500, 92_100, 95_500] } },
  { ab: '2026-01-01', wert: { betraege: [72_400, 85_400, 97_700, 101_400] } },
  { ab: '2027-01-01', wert: undefined },
])

/** Least pay of a year of training: the announced amount, and the lower and the upper bound where rounding is open. */
export interface Mindestbetrag {
  readonly betrag: number
  readonly von: number
  readonly bis: number
}

/** The least pay of a year of training, in cents; later years count as the fourth. `undefined` when no value is known. */
export const findMindestbetrag = (beginn: Datum, ausbildungsjahr: number): Mindestbetrag | undefined => {
  const satz = wertAm(mindestverguetung, beginn)
  const stelle = Math.min(Math.max(ausbildungsjahr, 1), 4) - 1
  const betrag = satz?.betraege[stelle]
  if (betrag === undefined) return undefined
  const ungerundet = satz?.ungerundet?.[stelle] ?? betrag
  return { betrag, von: Math.min(betrag, ungerundet), bis: Math.max(betrag, ungerundet) }
}
