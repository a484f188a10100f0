import type { Bemerkung, Verstoss } from '@berichtsheft/core'

/** A finding with its place in a file, as `validate` shows it. */
export interface Fundstelle extends Verstoss {
  /** Line and column, from 1, where the place in the file is known. */
  readonly zeile?: number
  readonly spalte?: number
}

/** A language of findings. */
export type Sprache = 'de' | 'en'

const gewichtEnglisch = { fehler: 'error', warnung: 'warning', hinweis: 'note' } as const

/** The weight of a finding in a language. */
export const schwereIn = (schwere: Verstoss['schwere'], sprache: Sprache): string =>
  sprache === 'de' ? schwere : gewichtEnglisch[schwere]

/** One line for people: weight, place, rule, text. */
export const formatFund = (datei: string, fund: Fundstelle, sprache: Sprache): string => {
  const { zeile, spalte, schwere, regel, pfad, text, textEnglisch } = fund
  const place = [datei, zeile, zeile === undefined ? undefined : spalte].filter((part) => part !== undefined).join(':')
  return `${place}: ${schwereIn(schwere, sprache)} ${regel} ${pfad || '/'}: ${sprache === 'de' ? text : textEnglisch}`
}

/** One line for people about a remark of an adapter. */
export const formatBemerkung = (
  { schwere, stelle, fremdId, text, textEnglisch }: Bemerkung,
  sprache: Sprache,
): string => {
  const report = fremdId === undefined ? '' : ` [${fremdId}]`
  return `${stelle}: ${schwereIn(schwere, sprache)}${report}: ${sprache === 'de' ? text : (textEnglisch ?? text)}`
}

/** How many there are of each weight. */
export const countBySchwere = (funde: readonly Pick<Verstoss, 'schwere'>[]): Record<Verstoss['schwere'], number> => ({
  fehler: funde.filter(({ schwere }) => schwere === 'fehler').length,
  warnung: funde.filter(({ schwere }) => schwere === 'warnung').length,
  hinweis: funde.filter(({ schwere }) => schwere === 'hinweis').length,
})

/** "1 book", "2 books". */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`
