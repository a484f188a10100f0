/** What is wrong with a Betriebsnummer: its form, its first three digits, or its check digit. */
export type Betriebsnummerfehler = 'form' | 'vorsilbe' | 'pruefziffer'

/**
 * The check digit of the first seven digits of a Betriebsnummer: weights 1, 2, 1, 2, 1, 2, 1, digit sum of every product,
 * sum modulo ten. Numbers may also carry it increased by five, modulo ten.
 *
 * @returns both digits that may stand at the eighth place
 * @see SGB IV § 18i; DAV-038
 */
export const pruefziffernOf = (nummer: string): readonly [number, number] => {
  let summe = 0
  for (let stelle = 0; stelle < 7; stelle++) {
    const produkt = (nummer.charCodeAt(stelle) - 48) * (stelle % 2 === 0 ? 1 : 2)
    summe += produkt > 9 ? produkt - 9 : produkt
  }
  return [summe % 10, (summe + 5) % 10]
}

/** What is wrong with a Betriebsnummer, `undefined` when nothing is. Old numbers may break the rule of the digits. */
export const findBetriebsnummerfehler = (nummer: string): Betriebsnummerfehler | undefined => {
  if (!/^[0-9]{8}$/.test(nummer)) return 'form'
  const vorsilbe = Number(nummer.slice(0, 3))
  if (vorsilbe === 0 || (vorsilbe > 99 && vorsilbe <= 110)) return 'vorsilbe'
  return pruefziffernOf(nummer).includes(nummer.charCodeAt(7) - 48) ? undefined : 'pruefziffer'
}
