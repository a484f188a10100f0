import { randomUUID } from 'node:crypto'
import { dokumente, type Lieferung, type Nachweislieferung } from '@berichtsheft/core'
import { type CallOptions, type Connection, dataOf, toUrl } from './connection.ts'
import { readNdjson, writeNdjson } from './ndjson.ts'
import { ProblemError } from './problem-error.ts'
import type { Schemas } from './schemas.ts'

/** What a stream of books is sent as. */
export type Stromform = 'ndjson' | 'xml'

const mediaTypes: Record<Stromform, string> = { ndjson: 'application/x-ndjson', xml: 'application/xml' }

/** Pushes one whole book; it is stored whole or not at all, and pushing it again changes nothing. */
export const pushLieferung = async (
  { api }: Connection,
  lieferung: Lieferung,
  { signal }: CallOptions = {},
): Promise<Schemas['Lieferergebnis']> =>
  dataOf(await api.POST('/v1/lieferungen', { body: lieferung, ...(signal && { signal }) }))

/** What became of one report: stored, or the refusal. */
export type Nachweisergebnis =
  | {
      readonly fremdId: string
      readonly ergebnis: 'gespeichert'
      readonly nachweis: Schemas['AusbildungsnachweisAngelegt']
    }
  | { readonly fremdId: string; readonly ergebnis: 'abgelehnt'; readonly problem: Schemas['Problem'] }

/** Refusals that concern one report and not the whole call. */
const ofOneReport: ReadonlySet<number> = new Set([400, 409, 422])

/**
 * Pushes single reports of a book that the gateway holds, one after the other, and yields what became of each. A refused
 * report does not keep the others back.
 *
 * @throws ProblemError for what concerns all of them, such as a book that does not exist
 */
export async function* pushNachweise(
  { api }: Connection,
  berichtsheftId: string,
  nachweise: Iterable<Nachweislieferung> | AsyncIterable<Nachweislieferung>,
  { signal }: CallOptions = {},
): AsyncGenerator<Nachweisergebnis> {
  for await (const nachweis of nachweise) {
    const { fremdId } = nachweis
    try {
      const body = { berichtsheftId, ...nachweis }
      const angelegt = dataOf(await api.POST('/v1/ausbildungsnachweise', { body, ...(signal && { signal }) }))
      yield { fremdId, ergebnis: 'gespeichert', nachweis: angelegt }
    } catch (error) {
      if (!(error instanceof ProblemError) || !ofOneReport.has(error.status)) throw error
      yield { fremdId, ergebnis: 'abgelehnt', problem: error.problem }
    }
  }
}

/** How a stream is sent. */
export interface StreamOptions extends CallOptions {
  readonly form?: Stromform
}

/**
 * Pushes many books in one request, with flat memory: books are taken from the source as the gateway reads them, and the
 * answer, one line per item and a closing `zusammenfassung`, is yielded while books are still being sent. Each book is
 * stored whole or not at all. The stream itself is not repeated when the connection breaks; sending it again is safe,
 * because what is stored already answers `unveraendert`.
 *
 * @example
 * for await (const zeile of client.streamLieferungen(books())) if (zeile.art !== 'zusammenfassung') …
 */
export const streamLieferungen = (
  connection: Connection,
  lieferungen: Iterable<Lieferung> | AsyncIterable<Lieferung>,
  { form = 'ndjson', signal }: StreamOptions = {},
): AsyncGenerator<Schemas['Lieferzeile']> =>
  streamBytes(connection, form === 'xml' ? toXml(lieferungen) : writeNdjson(toRecords(lieferungen)), {
    form,
    ...(signal && { signal }),
  })

/** As {@link streamLieferungen}, from bytes that are NDJSON or XML already, such as a file. */
export async function* streamBytes(
  connection: Connection,
  source: AsyncIterable<Uint8Array>,
  { form = 'ndjson', signal }: StreamOptions = {},
): AsyncGenerator<Schemas['Lieferzeile']> {
  const headers = new Headers({ 'content-type': mediaTypes[form], accept: 'application/x-ndjson' })
  const url = toUrl(connection, '/v1/lieferungen/strom')
  const answer = await connection.transport.open({ method: 'POST', url, headers, body: source, signal })
  yield* readNdjson<Schemas['Lieferzeile']>(answer.body)
}

async function* toRecords(lieferungen: Iterable<Lieferung> | AsyncIterable<Lieferung>): AsyncGenerator<unknown> {
  for await (const { berichtsheft, ausbildungsnachweise } of lieferungen) {
    yield { berichtsheft }
    for (const ausbildungsnachweis of ausbildungsnachweise) yield { ausbildungsnachweis }
  }
}

async function* toXml(lieferungen: Iterable<Lieferung> | AsyncIterable<Lieferung>): AsyncGenerator<Uint8Array> {
  const { writeXml } = await import('@berichtsheft/core/xml')
  const encoder = new TextEncoder()
  const empty = writeXml(dokumente.lieferungen.element, [])
  const end = empty.lastIndexOf('</')
  yield encoder.encode(`${empty.slice(0, end)}\n`)
  for await (const lieferung of lieferungen) {
    const text = writeXml(dokumente.lieferung.element, lieferung)
    yield encoder.encode(text.slice(text.indexOf('\n') + 1))
  }
  yield encoder.encode(empty.slice(end))
}

/** One file that an adapter of the gateway is to read. */
export interface Importdatei {
  /** Name, with folders separated by `/` where the place of the file means something. */
  readonly name: string
  readonly inhalt: Uint8Array<ArrayBuffer>
}

/** How vendor files are read. */
export interface ImportOptions extends CallOptions {
  readonly konfiguration?: string
  /** Head data of the book that the files lack. */
  readonly kontext?: Partial<Schemas['CreateBerichtsheft']>
  /** Only check and report; store nothing. */
  readonly pruefen?: boolean
}

/** Hands vendor files to an adapter of the gateway and answers what became of every item. */
export const importDateien = async (
  connection: Connection,
  adapter: string,
  dateien: readonly Importdatei[],
  { konfiguration, kontext, pruefen, signal }: ImportOptions = {},
): Promise<Schemas['Importergebnis']> => {
  const form = new FormData()
  if (kontext) form.append('kontext', JSON.stringify(kontext))
  for (const { name, inhalt } of dateien) form.append('datei', new Blob([inhalt]), name)
  // The body as bytes, so that it can be sent again.
  const encoded = new Response(form)
  const headers = new Headers({
    'content-type': encoded.headers.get('content-type') ?? '',
    accept: 'application/json',
    'idempotency-key': randomUUID(),
  })
  const url = toUrl(connection, '/v1/importe', { adapter, konfiguration, pruefen })
  const body = new Uint8Array(await encoded.arrayBuffer())
  const answer = await connection.transport.send({ method: 'POST', url, headers, body, signal })
  return (await answer.json()) as Schemas['Importergebnis']
}
