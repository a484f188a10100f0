import type { Datum } from '../contract/common.ts'
import { addTage } from './kalender.ts'

/** How long a deletion may be revoked, and from when on that is counted. */
export interface Loeschfrist {
  readonly tage: number
  readonly ab: 'antrag' | 'freigabe'
}

/** The days of a request to delete a company, each a legal day in Europe/Berlin. */
export interface Loeschtage {
  readonly beantragt: Datum
  readonly freigegeben?: Datum
}

/**
 * Last day on which a deletion may be revoked, included: the day on which the period begins is not counted (BGB § 187
 * Abs. 1, § 188 Abs. 1). `undefined` while the period has not begun; then it may be revoked at any time.
 *
 * @see MI-45, MI-51
 */
export const widerrufbarBis = (
  { beantragt, freigegeben }: Loeschtage,
  { tage, ab }: Loeschfrist,
): Datum | undefined => {
  const beginn = ab === 'antrag' ? beantragt : freigegeben
  return beginn === undefined ? undefined : addTage(beginn, tage)
}

/**
 * Whether a deletion may still be revoked on a day.
 *
 * @param bis the last day, `undefined` while the period has not begun: {@link widerrufbarBis}, and what maintenance added
 */
export const isWiderrufbar = (bis: Datum | undefined, heute: Datum): boolean => bis === undefined || heute <= bis

/** First day on which a company may be deleted: the one after the last of the revocation, and never before the approval. */
export const fruehesterTermin = (tage: Loeschtage & { readonly freigegeben: Datum }, frist: Loeschfrist): Datum => {
  const enden = [tage.freigegeben, widerrufbarBis(tage, frist) ?? tage.freigegeben].sort()
  return addTage(enden.at(-1) ?? tage.freigegeben, 1)
}
