import type { Verstoss } from '@berichtsheft/core'
import type { XmlError, XmlErrorCode } from '@berichtsheft/core/xml'
import { ProblemError } from './problem-error.ts'

const tooMuch: readonly XmlErrorCode[] = [
  'too-large',
  'too-deep',
  'too-many-elements',
  'too-many-attributes',
  'too-many-records',
]
const wrongForm: readonly XmlErrorCode[] = ['schema-invalid', 'unknown-root', 'unexpected-content']

/** What XML was refused for, as findings with the pointers that JSON would have got. */
export const toXmlVerstoesse = ({ findings }: XmlError): Verstoss[] =>
  findings.map(({ message, line, column, pfad }) => ({
    regel: 'SCHEMA',
    schwere: 'fehler',
    pfad: pfad ?? '',
    text: `Das XML ist an dieser Stelle nicht gültig (Zeile ${line}, Spalte ${column}).`,
    textEnglisch: `${message} (line ${line}, column ${column})`.slice(0, 2000),
  }))

/** XML that was refused as a problem: too much of something, not the documented form, or not readable. */
export const toXmlProblem = (error: XmlError): ProblemError => {
  const slug = tooMuch.includes(error.code)
    ? 'payload-too-large'
    : wrongForm.includes(error.code)
      ? 'validation-failed'
      : 'malformed-request'
  return new ProblemError(slug, { detail: error.message, verstoesse: toXmlVerstoesse(error), cause: error })
}
