import { alphabetOf, parsePattern } from './pattern.ts'
import type { BooleanType, CodeType, IntegerType, TextType } from './tree.ts'
import type { XmlFault } from './xml-error.ts'

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

const limited = (keyword: string, limit: number, message: string): XmlFault => ({ keyword, params: { limit }, message })

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

const checkInteger = (type: IntegerType, text: string): XmlFault | undefined => {
  if (!/^[+-]?[0-9]+$/.test(text))
    return { keyword: 'type', params: { type: 'integer' }, message: 'must be a whole number' }
  if (Number(text) < type.minimum) return limited('minimum', type.minimum, `must be at least ${type.minimum}`)
  return Number(text) > type.maximum ? limited('maximum', type.maximum, `must be at most ${type.maximum}`) : undefined
}

const checkValues = (values: readonly string[], text: string): XmlFault | undefined => {
  if (values.includes(text)) return undefined
  if (values.length === 1)
    return { keyword: 'const', params: { allowedValue: values[0] }, message: `must be ${values[0]}` }
  return { keyword: 'enum', params: { allowedValues: values }, message: `must be one of ${values.join(', ')}` }
}

/** Why a text is no value of a type; undefined where it is one. Blanks are collapsed as XSD does. */
export const checkText = (type: ScalarType, content: string): XmlFault | undefined => {
  const collapsed = content.trim()
  if (type.kind === 'boolean')
    return /^(true|false|0|1)$/.test(collapsed)
      ? undefined
      : { keyword: 'type', params: { type: 'boolean' }, message: 'must be true or false' }
  if (type.kind === 'integer') return checkInteger(type, collapsed)
  if (type.kind === 'code')
    return checkValues(
      type.codelist.eintraege.map((entry) => entry.code),
      collapsed,
    )
  const text = type.base === 'string' ? content : collapsed
  if (type.values) return checkValues(type.values, text)
  const length = countCodePoints(text)
  if (type.minLength !== undefined && length < type.minLength)
    return limited('minLength', type.minLength, `must have at least ${type.minLength} characters`)
  if (type.maxLength !== undefined && length > type.maxLength)
    return limited('maxLength', type.maxLength, `must have at most ${type.maxLength} characters`)
  if (type.pattern !== undefined && !new RegExp(type.pattern, 'u').test(text))
    return { keyword: 'pattern', params: { pattern: type.pattern }, message: explainPattern(type.pattern, text) }
  if (type.base === 'string' || isDay(text)) return undefined
  return {
    keyword: 'format',
    params: { format: type.base === 'date' ? 'date' : 'date-time' },
    message: 'must be a day of the calendar',
  }
}
