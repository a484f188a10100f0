import type { Verkuerzungsgrund } from '../../contract/vertrag-codes.ts'

/**
 * Months that a reason usually shortens the training by at most. Reasons that are not named are weighed case by case.
 *
 * @see BIBB-Hauptausschuss-Empfehlung 129 (2021); DAV-075
 */
export const verkuerzungsempfehlung: Partial<Record<Verkuerzungsgrund, number>> = {
  mittlererAbschluss: 6,
  hochschulreife: 12,
  berufsausbildung: 12,
  lebensalter: 12,
}

/**
 * Months that a training lasts at least, by its duration under the ordinance, when reasons for shortening are added up.
 *
 * @see BIBB-Hauptausschuss-Empfehlung 129 (2021); DAV-076
 */
export const mindestdauerempfehlung: ReadonlyMap<number, number> = new Map([
  [42, 24],
  [36, 18],
  [24, 12],
])
