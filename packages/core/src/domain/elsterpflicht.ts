import type { Datum } from '../contract/common.ts'

/**
 * Whether a company that registers on a day needs the ELSTER check: from the cut-over day on, that day included.
 *
 * @see BH-31 ("ab dem 20.12.2023")
 */
export const isElsterPflicht = (registriertAm: Datum, ab: Datum): boolean => registriertAm >= ab
