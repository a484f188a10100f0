/** Apprentices for whom one trainer is recommended to be responsible at most. */
export const azubisJeAusbilder = { hauptamtlich: 16, nebenamtlich: 3 } as const

/** Skilled workers that one more apprentice needs, after the first. */
export const fachkraefteJeAzubi = 3

/**
 * Apprentices that a number of skilled workers is recommended for: one for one or two, two for three to five, three for six
 * to eight, and one more for every three more.
 *
 * @see BBiG § 27 Abs. 1 Nr. 2; BIBB-Hauptausschuss-Empfehlung 162 (2015); DAV-163
 */
export const azubisJeFachkraefte = (fachkraefte: number): number =>
  fachkraefte < 1 ? 0 : Math.floor(fachkraefte / fachkraefteJeAzubi) + 1
