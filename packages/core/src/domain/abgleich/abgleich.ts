import { jaroWinkler } from '@skyra/jaro-winkler'
import {
  normalizeHausnummer,
  normalizeHrNummer,
  normalizeIdentnummer,
  normalizeName,
  normalizeOrt,
  normalizeStrasse,
} from './normalform.ts'

/** What is compared: a registration on one side, a company of the register on the other. */
export interface Abgleichsangaben {
  readonly name: string
  readonly strasse: string
  readonly hausnummer?: string
  readonly plz: string
  readonly ort: string
  readonly identnummer?: string
  readonly hrNummer?: string
}

/** Fields that are compared, and their weights in the whole. */
export const abgleichsgewichte = {
  name: 40,
  strasse: 15,
  hausnummer: 8,
  plz: 12,
  ort: 10,
  identnummer: 30,
  hrNummer: 20,
} as const

export type Abgleichsfeld = keyof typeof abgleichsgewichte

/** From which similarity on a match is called certain or possible, in percent. */
export interface Abgleichsschwellen {
  readonly sicher: number
  readonly moeglich: number
}

/** The thresholds unless the operator sets others. */
export const standardSchwellen: Abgleichsschwellen = { sicher: 92, moeglich: 70 }

/** What the comparison proposes; a person decides. */
export type Abgleichsvorschlag = 'uebereinstimmung' | 'pruefen' | 'keine'

/** Result of one comparison, in percent. A field that one side does not know has no value. */
export interface Abgleichsergebnis {
  readonly felder: Readonly<Partial<Record<Abgleichsfeld, number>>>
  readonly gesamt: number
  readonly vorschlag: Abgleichsvorschlag
}

const similarity = (left: string, right: string): number => {
  if (left === right) return 1
  return left === '' || right === '' ? 0 : jaroWinkler(left, right)
}

/** Words this alike are taken for the same one with a typing error. */
const sameWord = 0.9

/** Numbers distinguish companies, so they are alike only when they are the same. */
const compareWords = (left: string, right: string): number =>
  /\d/.test(left + right) ? Number(left === right) : similarity(left, right)

/**
 * How much of the words of `one` also stand in `other`, by their length: words alike count as alike, others not at all, so
 * that "Müller Verwaltungs" is not "Müller".
 */
const coverage = (one: readonly string[], other: readonly string[]): number => {
  const total = one.reduce((sum, word) => sum + word.length, 0)
  const found = one.reduce((sum, word) => {
    const best = Math.max(...other.map((candidate) => compareWords(word, candidate)))
    return sum + (best >= sameWord ? best : 0) * word.length
  }, 0)
  return total === 0 ? 0 : found / total
}

const filler = new Set(['und', 'u', 'der', 'die', 'das', 'fuer', 'in', 'im', 'am'])

const wordsOf = (kern: string): string[] => {
  const words = kern.split(' ').filter((word) => !filler.has(word))
  return words.length > 0 ? words : [kern]
}

const compareNames = (left: string, right: string): number => {
  const [a, b] = [normalizeName(left), normalizeName(right)]
  const [joinedA, joinedB] = [a.kern.replaceAll(' ', ''), b.kern.replaceAll(' ', '')]
  if (joinedA === joinedB)
    return a.rechtsform !== undefined && b.rechtsform !== undefined && a.rechtsform !== b.rechtsform ? 0.85 : 1
  const [wordsA, wordsB] = [wordsOf(a.kern), wordsOf(b.kern)]
  const [most, least] = [coverage(wordsA, wordsB), coverage(wordsB, wordsA)].sort((x, y) => y - x) as [number, number]
  const words = 0.25 * most + 0.75 * least
  // Words written together or apart, as "Auto Haus" and "Autohaus".
  const joined = similarity(joinedA, joinedB)
  const sameLength = Math.abs(joinedA.length - joinedB.length) <= 2
  const sameDigits = joinedA.replaceAll(/\D/g, '') === joinedB.replaceAll(/\D/g, '')
  const core = sameLength && sameDigits && joined >= 0.95 ? Math.max(words, joined) : words
  const differs = a.rechtsform !== undefined && b.rechtsform !== undefined && a.rechtsform !== b.rechtsform
  return core * (differs ? 0.85 : 1) * (sameDigits ? 1 : 0.8)
}

/** Below this, what two streets or towns have in common is chance: "Heidelberg" and "Ladenburg" are 70 % alike. */
const chance = 0.8

const comparePlaces = (left: string, right: string): number => {
  const value = similarity(left, right)
  return value < chance ? 0 : value
}

const compareStreets = (left: string, right: string): number =>
  comparePlaces(normalizeStrasse(left), normalizeStrasse(right))

const compareNumbers = (left: string, right: string): number => {
  const [a, b] = [normalizeHausnummer(left), normalizeHausnummer(right)]
  if (a === b) return 1
  const first = (text: string) => /^\d+/.exec(text)?.[0]
  return first(a) !== undefined && first(a) === first(b) ? 0.8 : 0
}

const comparePlz = (left: string, right: string): number => {
  const [a, b] = [[...left], [...right]]
  if (left === right) return 1
  if (a.length !== b.length) return 0
  const different = a.filter((digit, i) => digit !== b[i]).length
  const transposed = different === 2 && a.toSorted().join('') === b.toSorted().join('')
  if (a.slice(0, 3).join('') === b.slice(0, 3).join('') || transposed) return 0.6
  return different === 1 ? 0.4 : 0
}

const compareTowns = (left: string, right: string): number => {
  const [a, b] = [normalizeOrt(left), normalizeOrt(right)]
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 4 && long.startsWith(`${short} `) ? 0.95 : comparePlaces(a, b)
}

const compareRegister = (left: string, right: string): number | undefined => {
  const [a, b] = [normalizeHrNummer(left), normalizeHrNummer(right)]
  if (!a || !b) return undefined
  // Without the section the digits have to do.
  const digits = (kennung: string) => kennung.replaceAll(/[^0-9]/g, '')
  const hasSection = /^[a-z]/.test(a.kennung) && /^[a-z]/.test(b.kennung)
  const same = hasSection ? a.kennung === b.kennung : digits(a.kennung) === digits(b.kennung)
  if (!same) return 0
  return a.gericht === '' || b.gericht === '' || similarity(a.gericht, b.gericht) >= sameWord ? 1 : 0
}

const both = <T>(
  left: string | undefined,
  right: string | undefined,
  compare: (l: string, r: string) => T,
): T | undefined =>
  left === undefined || right === undefined || left === '' || right === '' ? undefined : compare(left, right)

const compareFields = (left: Abgleichsangaben, right: Abgleichsangaben): Record<Abgleichsfeld, number | undefined> => ({
  name: compareNames(left.name, right.name),
  strasse: compareStreets(left.strasse, right.strasse),
  hausnummer: both(left.hausnummer, right.hausnummer, compareNumbers),
  plz: comparePlz(left.plz, right.plz),
  ort: compareTowns(left.ort, right.ort),
  identnummer: both(left.identnummer, right.identnummer, (l, r) =>
    normalizeIdentnummer(l) === normalizeIdentnummer(r) ? 1 : 0,
  ),
  hrNummer: both(left.hrNummer, right.hrNummer, compareRegister),
})

/** A certain match has nothing that speaks against it: no other number, town, street or name. */
const isContradicted = (fields: Readonly<Record<Abgleichsfeld, number | undefined>>): boolean =>
  fields.identnummer === 0 ||
  fields.hrNummer === 0 ||
  (fields.name ?? 0) < 0.86 ||
  (fields.ort ?? 0) < 0.8 ||
  (fields.plz ?? 0) < 0.6 ||
  (fields.strasse ?? 0) < 0.85 ||
  (fields.hausnummer ?? 1) < 0.5

/** Companies keep their numbers when they are renamed or move, so the same number is always worth a look. */
const hasSameNumber = ({ identnummer, hrNummer }: Readonly<Record<Abgleichsfeld, number | undefined>>): boolean =>
  identnummer === 1 || hrNummer === 1

/** Below this, two names in one house are two companies. */
const sameName = 0.6

/**
 * Compares a registration with a company of the register, field by field, and proposes what to make of it. Pure and
 * symmetric; fields that one side does not know count neither way.
 *
 * @see MI-26, MI-29
 */
export const compareUnternehmen = (
  left: Abgleichsangaben,
  right: Abgleichsangaben,
  schwellen: Abgleichsschwellen = standardSchwellen,
): Abgleichsergebnis => {
  const fields = compareFields(left, right)
  const known = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined
      ? []
      : [{ field: field as Abgleichsfeld, value, weight: abgleichsgewichte[field as Abgleichsfeld] }],
  )
  const weights = known.reduce((sum, { weight }) => sum + weight, 0)
  const gesamt = Math.round((known.reduce((sum, { value, weight }) => sum + value * weight, 0) * 100) / weights)
  const felder = Object.fromEntries(known.map(({ field, value }) => [field, Math.round(value * 100)]))
  return { felder, gesamt, vorschlag: propose(fields, gesamt, schwellen) }
}

const propose = (
  fields: Readonly<Record<Abgleichsfeld, number | undefined>>,
  gesamt: number,
  { sicher, moeglich }: Abgleichsschwellen,
): Abgleichsvorschlag => {
  if (gesamt >= sicher && !isContradicted(fields)) return 'uebereinstimmung'
  const isAlike = gesamt >= moeglich && (fields.name ?? 0) >= sameName
  return isAlike || hasSameNumber(fields) ? 'pruefen' : 'keine'
}
