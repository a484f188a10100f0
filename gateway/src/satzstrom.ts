import { Readable } from 'node:stream'
import { limits, type Stammdatenposition, type Stammdatenzusammenfassung, type Verstoss } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toProblem, toProblemBody } from './plugins/problems.ts'
import { ProblemError } from './problem-error.ts'
import { sendFinished } from './send-finished.ts'
import { JsonFehler, parseStrictJson } from './strict-json.ts'
import { splitLines, type Zeilengrenzen } from './zeilen.ts'

/** A record of a delivery as it came, or why it cannot be read. Faults of one record leave the others untouched. */
export type Rohsatz = { readonly zeile?: number } & (
  | { readonly wert: unknown; readonly fehler?: undefined }
  | { readonly fehler: readonly Verstoss[] }
)

/** What became of the records of a batch. */
export interface Stapelergebnis {
  readonly neu: number
  readonly geaendert: number
  readonly unveraendert: number
}

/** What is told while a delivery is stored: refused records, and at the end the counts. */
export type Satzmeldung = Stammdatenposition | Stammdatenzusammenfassung

/** A record that may be stored under its key, or what is wrong with it. */
export type Satzpruefung<S> =
  | { readonly satz: S; readonly schluessel: string }
  | { readonly verstoesse: readonly Verstoss[]; readonly schluessel?: string }

/** How the records of a kind of delivery are checked and stored. */
export interface Satzablage<S> {
  readonly check: (wert: unknown) => Satzpruefung<S>
  /** Stores a batch in a transaction of its own; no key stands twice in it. */
  readonly store: (saetze: readonly S[]) => Promise<Stapelergebnis>
  /** Records per batch. */
  readonly stapel: number
  /** Records of a whole delivery. */
  readonly hoechstens: number
}

/** A fault of a record that cannot be read at all. */
export const unreadable = (text: string, textEnglisch: string): readonly Verstoss[] => [
  { regel: 'SCHEMA', schwere: 'fehler', pfad: '', text, textEnglisch },
]

/** Records of NDJSON, one per line. */
export async function* readNdjsonSaetze(
  source: AsyncIterable<Uint8Array>,
  grenzen: Zeilengrenzen,
): AsyncGenerator<Rohsatz> {
  for await (const { nr, bytes } of splitLines(source, grenzen)) {
    try {
      yield { zeile: nr, wert: parseStrictJson(bytes, { tiefe: limits.jsonTiefe }) }
    } catch (error) {
      if (!(error instanceof JsonFehler)) throw error
      yield { zeile: nr, fehler: unreadable('Diese Zeile ist kein gültiges JSON.', error.message.slice(0, 2000)) }
    }
  }
}

/** Turns an error into what the summary of a delivery says, and into the answer where nothing was read yet. */
export type ToProblem = (error: unknown) => {
  readonly error: ProblemError
  readonly body: NonNullable<Stammdatenzusammenfassung['problem']>
}

/**
 * Stores a delivery batch by batch and tells refused records as they are met. When the rest cannot be read, what came
 * before is stored and the summary says why; a fault before the first record is thrown.
 */
export async function* storeSaetze<S>(
  saetze: AsyncIterable<Rohsatz>,
  { check, store, stapel, hoechstens }: Satzablage<S>,
  toProblem: ToProblem,
): AsyncGenerator<Satzmeldung> {
  const sum = { gelesen: 0, neu: 0, geaendert: 0, unveraendert: 0, abgelehnt: 0 }
  const batch = new Map<string, S>()
  let problem: Stammdatenzusammenfassung['problem']
  const flush = async () => {
    if (batch.size === 0) return
    const records = [...batch.values()]
    batch.clear()
    const done = await store(records)
    sum.neu += done.neu
    sum.geaendert += done.geaendert
    sum.unveraendert += done.unveraendert
  }
  try {
    for await (const roh of saetze) {
      const position = ++sum.gelesen
      if (position > hoechstens)
        throw new ProblemError('payload-too-large', { detail: `A delivery has at most ${hoechstens} records` })
      const checked: Satzpruefung<S> = roh.fehler ? { verstoesse: roh.fehler } : check(roh.wert)
      if ('satz' in checked) {
        // Later ones win, in the order in which they came.
        if (batch.has(checked.schluessel) || batch.size === stapel) await flush()
        batch.set(checked.schluessel, checked.satz)
        continue
      }
      sum.abgelehnt++
      const { zeile } = roh
      yield {
        art: 'satz',
        position,
        ...(zeile === undefined ? {} : { zeile }),
        ...(checked.schluessel === undefined ? {} : { schluessel: checked.schluessel }),
        verstoesse: [...checked.verstoesse],
      }
    }
    await flush()
  } catch (error) {
    const { error: thrown, body } = toProblem(error)
    if (sum.gelesen === 0) throw thrown
    problem = body
    await flush()
  }
  yield { art: 'zusammenfassung', ...sum, ...(problem ? { problem } : {}) }
}

/** How the errors of a request are told in a summary. */
export const toProblemOf =
  (request: FastifyRequest): ToProblem =>
  (error) => {
    const problem = toProblem(error, request)
    return { error: problem, body: toProblemBody(problem, request.id) }
  }

/** Result lines that wait for a client that sends without reading; beyond, the gateway reads no further. */
const answerBuffer = 32 * 1024 * 1024

/** Answers a delivery line by line while it is stored. A fault before the first record is an ordinary error answer. */
export const sendMeldungen = async (reply: FastifyReply, told: AsyncGenerator<object>): Promise<void> => {
  const first = await told.next()
  reply.header('content-type', 'application/x-ndjson; charset=utf-8')
  return sendFinished(reply, Readable.from(toLines(first, told), { objectMode: false, highWaterMark: answerBuffer }))
}

async function* toLines(first: IteratorResult<object>, rest: AsyncGenerator<object>): AsyncGenerator<string> {
  if (first.done) return
  yield `${JSON.stringify(first.value)}\n`
  for await (const line of rest) yield `${JSON.stringify(line)}\n`
}

/**
 * The body of a delivery as a stream, in one of the types that it may have.
 *
 * @throws ProblemError unsupported-media-type, payload-too-large
 */
export const streamOf = (
  request: FastifyRequest,
  types: readonly string[],
  limit: number,
): { readonly type: string; readonly body: Readable } => {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  const { body } = request
  if (!types.includes(type) || !(body instanceof Readable))
    throw new ProblemError('unsupported-media-type', { detail: `Send ${types.join(', ')}` })
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new ProblemError('payload-too-large', { detail: `A delivery has at most ${limit} bytes` })
  return { type, body }
}
