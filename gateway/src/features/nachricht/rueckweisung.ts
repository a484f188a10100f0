import { type Nachricht, problemTypes, type Rueckweisungsgrund } from '@berichtsheft/core'
import type { XmlErrorCode } from '@berichtsheft/core/xml'
import type { ProblemError } from '../../problem-error.ts'
import { type Answered, frame } from './message-frame.ts'

/** Constructs that no honest message holds: entities, instructions, and bodies made to exhaust a parser. */
const harmful: readonly XmlErrorCode[] = [
  'doctype',
  'processing-instruction',
  'schema-location',
  'too-deep',
  'too-many-elements',
  'too-many-attributes',
]

/** The class of XML that was refused before or while it was read. */
export const reasonOfXml = (code: XmlErrorCode): Rueckweisungsgrund =>
  harmful.includes(code) ? 'V' : code === 'too-large' ? 'T' : 'X'

/** The class of any other refusal. */
export const reasonOf = ({ slug }: ProblemError): Rueckweisungsgrund => {
  switch (slug) {
    case 'malformed-request':
    case 'validation-failed':
      return 'X'
    case 'payload-too-large':
    case 'unsupported-media-type':
    case 'request-timeout':
    case 'idempotency-key-reused':
      return 'T'
    default:
      return 'S'
  }
}

/** Most findings that a message carries. */
export const maxFindings = 1000

/** The message 0010 that says why a message was refused. */
export const toRueckweisung = (
  problem: ProblemError,
  grund: Rueckweisungsgrund,
  answered: Answered,
  now: Date,
): Nachricht<'rueckweisung'> => {
  const { detail, verstoesse = [] } = problem.details
  const { title } = problemTypes[problem.slug]
  const inhalt = {
    ...(answered.uuid === undefined ? {} : { bezugUUID: answered.uuid }),
    grund,
    text: cleanText(detail === undefined ? title : `${title}: ${detail}`),
    ...(verstoesse.length === 0 ? {} : { verstoesse: verstoesse.slice(0, maxFindings) }),
  }
  return frame('rueckweisung', inhalt, answered, now)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these have no place in XML 1.0
const notXml = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g

/** A text that may quote what was sent, made fit for XML. */
const cleanText = (text: string): string => text.toWellFormed().replace(notXml, '\ufffd').slice(0, 20_000)
