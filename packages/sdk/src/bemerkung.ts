import type { Bemerkung, Schwere } from '@berichtsheft/core'
import type { BemerkungItem } from './adapter.ts'
import { cleanLine, cleanText } from './kit/clean-text.ts'

/** What a remark says, in both languages; the texts of an adapter stand in one dictionary of functions that return this. */
export interface Befund {
  /** `fehler`: something is missing now; `warnung`: doubtful; `hinweis`: left out or derived on purpose. */
  readonly schwere: Schwere
  readonly text: string
  readonly textEnglisch: string
}

/** A remark of the contract: the finding and its place (`datei:zeile`, `datei#/zeiger`, `datei!Blatt!Zelle`, `kontext#/feld`). */
export const toBemerkung = (stelle: string, befund: Befund, fremdId?: string): Bemerkung => ({
  schwere: befund.schwere,
  stelle: shorten(cleanLine(stelle).text || '?', 300),
  text: shorten(cleanText(befund.text).text, 2000),
  textEnglisch: shorten(cleanText(befund.textEnglisch).text, 2000),
  ...(fremdId === undefined ? {} : { fremdId }),
})

/** The item that an adapter yields for a remark. */
export const toBemerkungItem = (stelle: string, befund: Befund, fremdId?: string): BemerkungItem => ({
  art: 'bemerkung',
  bemerkung: toBemerkung(stelle, befund, fremdId),
})

/** A text cut to a number of UTF-16 units, never inside of a character; the cut shows as an ellipsis. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text
  const end = /[\ud800-\udbff]/.test(text[length - 2] ?? '') ? length - 2 : length - 1
  return `${text.slice(0, end)}…`
}

/** A value as a remark quotes it: on one line and short. */
export const quoteValue = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return shorten(cleanLine(text).text, 60)
}
