import { defineHistorie } from '../historie.ts'

/** Days of leave that the law gives in a whole calendar year. */
export interface Urlaubswerte {
  /** Werktage of who is younger than this many years on 1 January, the youngest first. */
  readonly jugend: readonly { readonly unter: number; readonly tage: number }[]
  /** Werktage of everybody else. */
  readonly erwachsen: number
  /** Werktage on top for minors who work underground in mining. */
  readonly bergbau: number
  /** Arbeitstage on top for severely disabled persons who work this many days a week; other weeks in proportion. */
  readonly schwerbehindert: { readonly tage: number; readonly tageJeWoche: number }
}

/**
 * Leave by law. The first day is the first one for which the values were looked up: for earlier years the answer is
 * "unknown".
 *
 * @see JArbSchG § 19 Abs. 2; BUrlG § 3 Abs. 1; SGB IX § 208 Abs. 1; DAV-140, DAV-141, DAV-150
 */
export const urlaubswerte = defineHistorie<Urlaubswerte>([
  {
    ab: '2020-01-01',
    wert: {
      jugend: [
        { unter: 16, tage: 30 },
        { unter: 17, tage: 27 },
        { unter: 18, tage: 25 },
      ],
      erwachsen: 24,
      bergbau: 3,
      schwerbehindert: { tage: 5, tageJeWoche: 5 },
    },
  },
])

/** Werktage of a week: Monday to Saturday (BUrlG § 3 Abs. 2). */
export const werktageJeWoche = 6
