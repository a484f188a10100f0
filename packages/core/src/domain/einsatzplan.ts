import type { Datum, Zeitraum } from '../contract/common.ts'
import type { Einsatzstatus } from '../contract/einsatz.ts'
import { addTage } from './kalender.ts'
import { overlaps, schnittOf } from './zeitraum.ts'

/** The days of an assignment, and whether others may lie in them. */
export interface Planzeit extends Zeitraum {
  readonly parallel: boolean
}

/** State of an assignment on a day (BH-22); one that was called off stays so. */
export const einsatzstatusOf = (
  { von, bis, abgesagt }: Zeitraum & { readonly abgesagt: boolean },
  heute: Datum,
): Einsatzstatus => {
  if (abgesagt) return 'abgesagt'
  if (heute < von) return 'geplant'
  return heute <= bis ? 'laufend' : 'beendet'
}

/**
 * Finds an assignment that stands in the way of a new one of the same apprentice: both have a day in common, and neither
 * allows that (BH-22).
 */
export const findUeberschneidung = <P extends Planzeit>(neu: Planzeit, vorhandene: readonly P[]): P | undefined =>
  neu.parallel ? undefined : vorhandene.find((einsatz) => !einsatz.parallel && overlaps(neu, einsatz))

/** The spans of a period that no assignment covers, oldest first (BH-22). */
export const listLuecken = (zeitraum: Zeitraum, einsaetze: readonly Zeitraum[]): Zeitraum[] => {
  const luecken: Zeitraum[] = []
  let offen = zeitraum.von
  const belegt = einsaetze.flatMap((einsatz) => schnittOf(zeitraum, einsatz) ?? [])
  for (const { von, bis } of belegt.sort((a, b) => (a.von < b.von ? -1 : Number(a.von > b.von)))) {
    if (offen < von) luecken.push({ von: offen, bis: addTage(von, -1) })
    if (bis >= offen) offen = addTage(bis, 1)
  }
  if (offen <= zeitraum.bis) luecken.push({ von: offen, bis: zeitraum.bis })
  return luecken
}
