import { limits, type Nachrichtenname, nachrichten, type Rueckweisungsgrund, Uuid } from '@berichtsheft/core'
import type { NachrichtDocument, XmlError } from '@berichtsheft/core/xml'
import { type Formpruefer, toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { JsonFehler, parseStrictJson } from '../../strict-json.ts'
import { toXmlProblem } from '../../xml-problem.ts'
import { splitLines } from '../../zeilen.ts'
import { reasonOf, reasonOfXml } from './rueckweisung.ts'

/** A refusal whose class is known better than its problem type tells. */
export interface Refusal {
  readonly problem: ProblemError
  readonly grund: Rueckweisungsgrund
  /** UUID of the refused message, as far as it could be seen. */
  readonly uuid?: string
}

/** A message of a stream as it came, or why it cannot be read, with the line in which it begins. */
export type Stromnachricht = { readonly zeile: number } & (NachrichtDocument | Refusal)

const isUuid = validatorOf(Uuid)
const withUuid = (uuid: unknown) => (isUuid(uuid) ? { uuid } : {})

const refusedAs = (error: XmlError): Refusal => ({ problem: toXmlProblem(error), grund: reasonOfXml(error.code) })

/** Reads a message in XML. */
export const readXmlNachricht = async (body: Buffer): Promise<NachrichtDocument | Refusal> => {
  const { readNachricht, XmlError } = await import('@berichtsheft/core/xml')
  try {
    return readNachricht(body)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return { ...refusedAs(error), ...withUuid(uuidIn(body)) }
  }
}

/** The UUID of a message that is not valid, as far as it can be seen near its beginning. */
const uuidIn = (body: Buffer): string | undefined => {
  const head = body.subarray(0, 8192).toString('latin1')
  return /nachrichtenUUID>\s{0,50}([0-9a-f-]{36})\s{0,50}</.exec(head)?.[1]
}

const checks = new Map<Nachrichtenname, Formpruefer<unknown>>()

/** The check of the form of a message, made at its first use. */
const checkOf = (name: Nachrichtenname): Formpruefer<unknown> => {
  const check = checks.get(name) ?? validatorOf(nachrichten[name].schema)
  checks.set(name, check)
  return check
}

/** The header of a value that may be a message, as far as it goes. */
const headOf = (value: unknown): { readonly uuid: unknown; readonly element: unknown } => {
  const { nachrichtenUUID, nachrichtentyp } = (value as Partial<NachrichtDocument['value']> | null)?.nachrichtenkopf
    ?.identifikation ?? { nachrichtenUUID: undefined, nachrichtentyp: undefined }
  return { uuid: nachrichtenUUID, element: nachrichtentyp?.name }
}

const typePointer = '/nachrichtenkopf/identifikation/nachrichtentyp/name'

/** Reads a message in JSON: the one that `nachrichtentyp` in its header names. */
export const readJsonNachricht = (body: Buffer): NachrichtDocument | Refusal => {
  let value: unknown
  try {
    value = parseStrictJson(body, { tiefe: limits.jsonTiefe })
  } catch (error) {
    if (!(error instanceof JsonFehler)) throw error
    return { problem: new ProblemError('malformed-request', { detail: error.message, cause: error }), grund: 'X' }
  }
  const { uuid, element } = headOf(value)
  const [name] = Object.entries(nachrichten).find(([, nachricht]) => nachricht.element === element) ?? []
  const known = name as Nachrichtenname | undefined
  const check = known && checkOf(known)
  if (known && check?.(value)) return { name: known, element, value } as NachrichtDocument
  const problem = new ProblemError('validation-failed', {
    detail: known === undefined ? 'The header names no message of the standard' : `This is no ${String(element)}`,
    verstoesse: check
      ? toVerstoesse(check.errors)
      : [
          {
            regel: 'SCHEMA',
            schwere: 'fehler',
            pfad: typePointer,
            text: 'Der Kopf nennt keine Nachricht des Standards.',
            textEnglisch: 'The header names no message of the standard.',
          },
        ],
  })
  return { problem, grund: reasonOf(problem), ...withUuid(uuid) }
}

/** Messages of NDJSON, one per line. @throws ProblemError payload-too-large */
export async function* readNdjsonNachrichten(source: AsyncIterable<Uint8Array>): AsyncGenerator<Stromnachricht> {
  const grenzen = { gesamt: limits.nachrichtenstrom, zeile: limits.nachricht }
  let count = 0
  for await (const { nr, bytes } of splitLines(source, grenzen)) {
    if (++count > limits.nachrichten)
      throw new ProblemError('payload-too-large', { detail: `A stream has at most ${limits.nachrichten} messages` })
    yield { zeile: nr, ...readJsonNachricht(bytes) }
  }
}

/** Messages of XML, `<nachrichten>…`. @throws ProblemError when the stream itself is refused */
export async function* readXmlNachrichten(source: AsyncIterable<Uint8Array>): AsyncGenerator<Stromnachricht> {
  const { readNachrichten, XmlError: XmlErrorClass } = await import('@berichtsheft/core/xml')
  try {
    for await (const { line, error, document } of readNachrichten(source))
      yield { zeile: line, ...(error ? refusedAs(error) : document) }
  } catch (error) {
    throw error instanceof XmlErrorClass ? toXmlProblem(error) : error
  }
}
