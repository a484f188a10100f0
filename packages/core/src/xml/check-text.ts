import { alphabetOf, parsePattern } from './pattern.ts'
import type { BooleanType, CodeType, IntegerType, TextType } from './tree.ts'

/** The types whose values are a text in XML. */
export type ScalarType = TextType | IntegerType | BooleanType | CodeType

const countCodePoints = (text: string): number => {
  let count = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0xdc00 || code > 0xdfff) count += 1
  }
  return count
}

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10))
}

/** Patterns of whole alphabets help nobody, so the first foreign character is named instead. */
const explainPattern = (pattern: string, text: string): string => {
  const alphabet = alphabetOf(parsePattern(pattern))
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (!alphabet.some(([from, to]) => code >= from && code <= to))
      return `must not hold the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  }
  return pattern.length > 120 ? 'does not have the form that is demanded' : `must match ${pattern}`
}

/** What a text must be, in words, where it is not; undefined where it fits. Blanks are collapsed as XSD does. */
export const checkText = (type: ScalarType, content: string): string | undefined => {
  const collapsed = content.trim()
  if (type.kind === 'boolean') return /^(true|false|0|1)$/.test(collapsed) ? undefined : 'must be true or false'
  if (type.kind === 'integer') {
    const value = Number(collapsed)
    const fits = /^[+-]?[0-9]+$/.test(collapsed) && value >= type.minimum && value <= type.maximum
    return fits ? undefined : `must be a whole number from ${type.minimum} to ${type.maximum}`
  }
  if (type.kind === 'code') {
    const codes = type.codelist.eintraege.map((entry) => entry.code)
    return codes.includes(collapsed) ? undefined : `must be a code of ${type.codelist.name}: ${codes.join(', ')}`
  }
  const text = type.base === 'string' ? content : collapsed
  if (type.values) return type.values.includes(text) ? undefined : `must be one of ${type.values.join(', ')}`
  const length = countCodePoints(text)
  if (type.minLength !== undefined && length < type.minLength) return `must have at least ${type.minLength} characters`
  if (type.maxLength !== undefined && length > type.maxLength) return `must have at most ${type.maxLength} characters`
  if (type.pattern !== undefined && !new RegExp(type.pattern, 'u').test(text)) return explainPattern(type.pattern, text)
  return type.base === 'string' || isDay(text) ? undefined : 'must be a day of the calendar'
}
