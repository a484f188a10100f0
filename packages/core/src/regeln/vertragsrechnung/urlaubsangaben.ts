import type { Vertragsobjekt } from '../vertragsobjekt.ts'
import type { Urlaubsrechnung } from './urlaub.ts'

/** What the contract enters for a calendar year, beside what the law gives. */
export interface Urlaubsangabe {
  /** Where it stands: `/urlaub/0`. */
  readonly pfad: string
  readonly tage?: number
  readonly zusatztage?: number
  readonly rechnung: Urlaubsrechnung
}

/**
 * The entries of the leave with the law of their years. A year that is entered twice is left out: that is another finding
 * (DAV-152), and neither entry says what was agreed. So is an entry without a unit.
 */
export const listUrlaubsangaben = ({ vertrag: { urlaub }, lage }: Vertragsobjekt): readonly Urlaubsangabe[] => {
  if (urlaub === undefined || urlaub.length === 0 || lage.urlaub.length === 0) return []
  return urlaub.flatMap(({ kalenderjahr, tage, zusatztage, einheit }, i) => {
    if (kalenderjahr === undefined || einheit === undefined) return []
    const rechnung = lage.urlaub.find((jahr) => jahr.kalenderjahr === kalenderjahr)
    if (rechnung === undefined) return []
    if (urlaub.some((andere, stelle) => stelle !== i && andere.kalenderjahr === kalenderjahr)) return []
    return {
      pfad: `/urlaub/${i}`,
      ...(tage !== undefined && { tage }),
      ...(zusatztage !== undefined && { zusatztage }),
      rechnung,
    }
  })
}
