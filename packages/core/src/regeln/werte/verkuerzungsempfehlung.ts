import type { Verkuerzungsgrund } from '../../contract/vertrag-codes.ts'

/** Months that a reason usually shortens by at most, and its name. */
export interface Verkuerzungsrahmen {
  readonly monate: number
  readonly de: string
  readonly en: string
}

/**
 * What a reason usually shortens the training by. Reasons that are not named are weighed case by case.
 *
 * @see BIBB-Hauptausschuss-Empfehlung 129 (2021); DAV-075
 */
export const verkuerzungsempfehlung: Partial<Record<Verkuerzungsgrund, Verkuerzungsrahmen>> = {
  mittlererAbschluss: { monate: 6, de: 'mittlerer Abschluss', en: 'intermediate certificate' },
  hochschulreife: { monate: 12, de: 'Hochschulreife', en: 'university entrance qualification' },
  berufsausbildung: { monate: 12, de: 'Berufsausbildung', en: 'vocational training' },
  lebensalter: { monate: 12, de: 'Lebensalter', en: 'age' },
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
