import type { Datum } from '../../contract/common.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { addTage, maxDatum, minDatum, toTageszahl } from '../../domain/kalender.ts'

/** A full-time entry of the contract. */
export type Arbeitszeitangabe = NonNullable<Vertragsentwurf['arbeitszeiten']>[number]

/** Working days of a week; half a day on top counts as half. `undefined` while they are not known. */
export const wochentageOf = ({ tageJeWoche, halberTag }: Arbeitszeitangabe): number | undefined =>
  tageJeWoche === undefined ? undefined : tageJeWoche + (halberTag ? 0.5 : 0)

/** Working days of a week on the average of a period, as half days over a number of days. */
export interface Wochenschnitt {
  readonly halbeTage: number
  readonly jeTage: number
}

/**
 * Working days of a week on the average of the days of a period. Days that no entry names go by the first one, as the
 * full-time hours do.
 *
 * @returns `undefined` while they are not known, and where nobody works
 * @see BUrlG § 3 Abs. 1 (leave in proportion to the days that are worked); DAV-142
 */
export const wochenschnittOf = (
  arbeitszeiten: readonly Arbeitszeitangabe[] | undefined,
  von: Datum,
  bis: Datum,
): Wochenschnitt | undefined => {
  const erstes = arbeitszeiten?.[0] && wochentageOf(arbeitszeiten[0])
  if (arbeitszeiten === undefined || erstes === undefined || erstes === 0) return undefined
  if (arbeitszeiten.every((angabe) => wochentageOf(angabe) === erstes)) return { halbeTage: erstes * 2, jeTage: 1 }
  const laenge = countTage(von, bis)
  let halbeTage = erstes * 2 * laenge
  let frei = von
  for (const angabe of arbeitszeiten) {
    const tage = wochentageOf(angabe)
    if (tage === undefined || tage === 0) return undefined
    // Entries come in order of time; of two that name the same day the first one counts.
    const ab = maxDatum(angabe.von ?? von, frei)
    const letzter = minDatum(angabe.bis ?? bis, bis)
    if (ab > letzter) continue
    halbeTage += (tage - erstes) * 2 * countTage(ab, letzter)
    frei = addTage(letzter, 1)
  }
  return { halbeTage, jeTage: laenge }
}

const countTage = (von: Datum, bis: Datum): number => toTageszahl(bis) - toTageszahl(von) + 1
