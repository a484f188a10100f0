/**
 * First days of validity that several rules share. Where only a later state of a law could be read, the day is the one
 * of that state; a plausibility check holds at all times.
 */
export const seit = {
  immer: '1900-01-01',
  /** BIBB-Hauptausschuss-Empfehlung 156; sources differ by a day, the later one counts. */
  ha156: '2018-10-09',
  /** BBiG as newly published for 1 January 2020: the earliest state that was read. */
  bbig2020: '2020-01-01',
  /** BIBB-Hauptausschuss-Empfehlung 129 of 2021; the day in that year could not be read. */
  ha129: '2022-01-01',
  /** BVaDiG: no signatures in the book, presented through the company (BBiG § 43 Abs. 1 Nr. 2). */
  bvadig: '2024-08-01',
} as const
