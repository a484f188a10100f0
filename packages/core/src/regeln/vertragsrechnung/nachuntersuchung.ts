import type { Datum } from '../../contract/common.ts'
import { addTage } from '../../domain/kalender.ts'
import { letzterTagNach } from '../../domain/monate.ts'
import { toWritableTag } from './dauer.ts'

/** The days of the examination after a year of somebody who is then still under age. */
export interface Nachuntersuchungsplan {
  /** First day after nine months: the company points at it; an examination before would be older than three months. */
  readonly hinweisAm: Datum
  /** Last day of the first year, by which the certificate is to be shown. */
  readonly bis: Datum
  /** Last day of the thirteenth month, by which the company demands it in writing. */
  readonly aufforderungBis: Datum
  /** First day after fourteen months: no employment without the certificate. */
  readonly verbotAb: Datum
}

/**
 * Plans the examination after a year. `undefined` where none is needed, because the person is of age when the year is over,
 * or where a day of it is not known.
 *
 * @see JArbSchG § 33; DAV-059
 */
export const computeNachuntersuchung = (
  beginn: Datum | undefined,
  volljaehrigAb: Datum | undefined,
): Nachuntersuchungsplan | undefined => {
  // Most apprentices are of age at the begin; their contract needs no more than this comparison.
  if (beginn === undefined || volljaehrigAb === undefined || volljaehrigAb <= beginn) return undefined
  const bis = letzterTagNach(beginn, 12)
  const verbotAb = toWritableTag(addTage(letzterTagNach(beginn, 14), 1))
  if (verbotAb === undefined || volljaehrigAb <= addTage(bis, 1)) return undefined
  return {
    hinweisAm: addTage(letzterTagNach(beginn, 9), 1),
    bis,
    aufforderungBis: letzterTagNach(beginn, 13),
    verbotAb,
  }
}
