import type { Monatsraum, Zeitrichtwert } from '../contract/rahmenplan.ts'

/** A time without the group that it belongs to. */
export type Zeitangabe = Omit<Zeitrichtwert, 'gruppe'>

const numberWords: Readonly<Record<string, number>> = {
  einem: 1,
  ein: 1,
  eins: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwölf: 12,
  eineinhalb: 1.5,
  zweieinhalb: 2.5,
  dreieinhalb: 3.5,
}

/** Weeks in whole numbers, and the half that some ordinance adds; `undefined` for other fractions. */
export const toWochen = (weeks: number): Pick<Zeitrichtwert, 'wochen' | 'halbeWoche'> | undefined => {
  if (!Number.isInteger(weeks * 2)) return undefined
  return { wochen: Math.floor(weeks), ...(Number.isInteger(weeks) ? {} : { halbeWoche: true }) }
}

/** Whether a time is a whole number; frames in months are. */
export const isWhole = (value: number | undefined): value is number => Number.isInteger(value)

/** A number in digits or as a word; `undefined` when it is neither. */
export const readZahl = (text: string): number | undefined => {
  const digits = /^\d{1,4}(?:,\d)?$/.test(text) ? Number(text.replace(',', '.')) : undefined
  return digits ?? numberWords[text.toLowerCase()]
}

const ordinals: Readonly<Record<string, number>> = {
  erstes: 1,
  ersten: 1,
  zweites: 2,
  zweiten: 2,
  drittes: 3,
  dritten: 3,
  viertes: 4,
  vierten: 4,
}

const monthsPerWeek = 12 / 52

/** Years, half years, months or weeks that a heading names, and how many months one of them has. */
const spans: readonly {
  readonly pattern: RegExp
  readonly toMonths: (first: number, last: number) => readonly [number, number]
}[] = [
  {
    pattern: /(\d+)\.(?:\s*(?:bis|und|–|-)\s*(\d+)\.)?\s*(?:Ausbildungs)?[Hh]albjahr/,
    toMonths: (first, last) => [(first - 1) * 6 + 1, last * 6],
  },
  { pattern: /(\d+)\.(?:\s*(?:bis|und|–|-)\s*(\d+)\.)?\s*Monat/, toMonths: (first, last) => [first, last] },
  {
    pattern: /(\d+)\.(?:\s*(?:bis|und|–|-)\s*(\d+)\.)?\s*Woche/,
    toMonths: (first, last) => [Math.round((first - 1) * monthsPerWeek) + 1, Math.round(last * monthsPerWeek)],
  },
  {
    pattern: /(\d+)\.(?:\s*(?:bis|und|–|-|,)\s*(\d+)\.)?\s*(?:Ausbildungs)?[Jj]ahr/,
    toMonths: (first, last) => [(first - 1) * 12 + 1, last * 12],
  },
]

/** `2. Ausbildungsjahr, 1. Halbjahr, 3. und 4. Ausbildungsjahr`: years, of which halves may be named. */
const readJahre = (text: string): readonly [number, number] | undefined => {
  const pattern = /(\d)\.(?:\s*(?:bis|und|–|-)\s*(\d)\.)?\s*Ausbildungsjahr(?:,\s*(\d)\. Halbjahr)?/g
  const spans = [...text.matchAll(pattern)].map(([, first, last, half]) => {
    const begin = (Number(first) - 1) * 12
    if (half !== undefined) return [begin + (Number(half) - 1) * 6 + 1, begin + Number(half) * 6]
    return [begin + 1, Number(last ?? first) * 12]
  })
  return spans.length < 2 && !/, \d\. Halbjahr/.test(text)
    ? undefined
    : [Math.min(...spans.map(([von = 1]) => von)), Math.max(...spans.map(([, bis = 1]) => bis))]
}

/** The months that a heading or the head of a column means; `undefined` when it names none. */
export const readMonatsraum = (heading: string, dauer: number): Monatsraum | undefined => {
  const jahre = readJahre(heading)
  if (jahre) return { vonMonat: jahre[0], bisMonat: Math.min(jahre[1], dauer) }
  const text = heading.replace(/\b(\p{L}+) (Ausbildungs(?:halb)?jahr)/gu, (whole, word: string, unit: string) => {
    const ordinal = ordinals[word.toLowerCase()]
    return ordinal === undefined ? whole : `${ordinal}. ${unit}`
  })
  for (const { pattern, toMonths } of spans) {
    const match = pattern.exec(text)
    if (!match) continue
    const first = Number(match[1])
    const [von, bis] = toMonths(first, Number(match[2] ?? first))
    if (von <= dauer) return { vonMonat: Math.max(von, 1), bisMonat: Math.min(bis, dauer) }
  }
  return undefined
}

/** Longest text of a time; what is longer is no time. */
const maxZeit = 200

const whole = /gesamten?\s+(?:Berufsa|A)usbildung|gesamten?\s+Dauer/i
const footnote = /\s*(\*+\)?|\d\)|[¹²³])$/

const rangePattern = /^(\d{1,3}|\p{L}+)\s*(?:bis|–|-)\s*(\d{1,3}|\p{L}+)(?:\s*(Wochen?|Monaten?|Monate))?$/u

/**
 * Reads the cell of a time column.
 *
 * @param head head of its column
 * @param dauer months of the whole training
 * @param einheit unit of the column
 */
export const readZelleZeit = (
  text: string,
  head: string | undefined,
  dauer: number,
  einheit: 'Wochen' | 'Monate',
): Zeitangabe => {
  if (text.length > maxZeit) return { text: text.slice(0, maxZeit) }
  if (whole.test(text)) return { text, gesamteAusbildung: true, zeitraum: { vonMonat: 1, bisMonat: dauer } }
  const sign = footnote.exec(text)?.[1]
  const bare = text.replace(footnote, '')
  const zeitraum = head === undefined ? undefined : readMonatsraum(head, dauer)
  const common = {
    text,
    ...(head === undefined ? {} : { abschnitt: head }),
    ...(sign === undefined || sign === text ? {} : { fussnote: sign }),
    ...(zeitraum && { zeitraum }),
  }
  const range = rangePattern.exec(bare)
  const von = range?.[1] === undefined ? undefined : readZahl(range[1])
  const bis = range?.[2] === undefined ? undefined : readZahl(range[2])
  if (isWhole(von) && isWhole(bis)) return { ...common, von, bis, einheit }
  const value = readZahl(bare)
  if (value === undefined || value === 0) return common
  const wochen = einheit === 'Wochen' ? toWochen(value) : undefined
  if (wochen) return { ...common, ...wochen, einheit }
  return isWhole(value) ? { ...common, von: value, bis: value, einheit } : common
}
