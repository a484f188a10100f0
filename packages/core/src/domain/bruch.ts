import type { Bruchzahl } from '../contract/vertragsdauer.ts'

/**
 * An exact rational number in lowest terms; the denominator is positive. The parts have no bound, so no sum of shares of
 * different denominators is ever rounded.
 */
export interface Bruch {
  readonly zaehler: bigint
  readonly nenner: bigint
}

const ggT = (a: bigint, b: bigint): bigint => (b === 0n ? a : ggT(b, a % b))
const betrag = (a: bigint): bigint => (a < 0n ? -a : a)

const kuerzen = (zaehler: bigint, nenner: bigint): Bruch => {
  if (nenner === 0n) throw new RangeError('a fraction has no denominator 0')
  const teiler = nenner < 0n ? -ggT(betrag(zaehler), -nenner) : ggT(betrag(zaehler), nenner)
  return { zaehler: zaehler / teiler, nenner: nenner / teiler }
}

/**
 * The fraction of two whole numbers.
 *
 * @throws RangeError when the denominator is 0 or a part is no whole number
 */
export const bruchOf = (zaehler: number, nenner = 1): Bruch => kuerzen(BigInt(zaehler), BigInt(nenner))

/** The fraction of the contract; its denominator is never 0. */
export const bruchOfZahl = ({ zaehler, nenner }: Bruchzahl): Bruch => bruchOf(zaehler, nenner)

/** a + b. */
export const addBruch = (a: Bruch, b: Bruch): Bruch =>
  kuerzen(a.zaehler * b.nenner + b.zaehler * a.nenner, a.nenner * b.nenner)

/** a − b. */
export const subtractBruch = (a: Bruch, b: Bruch): Bruch =>
  kuerzen(a.zaehler * b.nenner - b.zaehler * a.nenner, a.nenner * b.nenner)

/** a · b. */
export const multiplyBruch = (a: Bruch, b: Bruch): Bruch => kuerzen(a.zaehler * b.zaehler, a.nenner * b.nenner)

/**
 * a ÷ b.
 *
 * @throws RangeError when b is 0
 */
export const divideBruch = (a: Bruch, b: Bruch): Bruch => kuerzen(a.zaehler * b.nenner, a.nenner * b.zaehler)

/** Negative when a < b, 0 when they are equal, positive when a > b. */
export const compareBruch = (a: Bruch, b: Bruch): number => {
  const links = a.zaehler * b.nenner
  const rechts = b.zaehler * a.nenner
  return links < rechts ? -1 : links > rechts ? 1 : 0
}

/** The largest whole number that is not larger: whole months of a duration (BBiG § 7a Abs. 2 Satz 3). */
export const floorBruch = ({ zaehler, nenner }: Bruch): number =>
  Number(zaehler >= 0n ? zaehler / nenner : -((-zaehler + nenner - 1n) / nenner))

/** The smallest whole number that is not smaller. */
export const ceilBruch = ({ zaehler, nenner }: Bruch): number => 0 - floorBruch({ zaehler: -zaehler, nenner })

/** The nearest whole number, halves up: days of leave (BUrlG § 5 Abs. 2). */
export const roundBruch = ({ zaehler, nenner }: Bruch): number =>
  floorBruch({ zaehler: 2n * zaehler + nenner, nenner: 2n * nenner })

/** Largest numerator and denominator of the contract. */
const grenze = 1_000_000n

/** The fraction as the contract writes it, or `undefined` when it is negative or its parts are too large for that. */
export const toBruchzahl = ({ zaehler, nenner }: Bruch): Bruchzahl | undefined =>
  zaehler < 0n || zaehler > grenze || nenner > grenze ? undefined : { zaehler: Number(zaehler), nenner: Number(nenner) }
