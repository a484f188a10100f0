import type {
  Nachricht,
  Nachrichtenname,
  Nachrichtenposition,
  Nachrichtenzusammenfassung,
  Vertragsentwurf,
} from '@berichtsheft/core'
import { type CallOptions, type Connection, dataOf, toUrl } from './connection.ts'
import type { StreamOptions } from './lieferung.ts'
import { readNdjson, writeNdjson } from './ndjson.ts'
import type { Schemas } from './schemas.ts'

/** What a check of a contract depends on. */
export interface VertragspruefungOptions extends CallOptions {
  /** The day that the rules go by; today without it. */
  readonly stichtag?: string
}

/**
 * Checks a contract or a draft at the gateway, which looks occupations up in its own catalogue; nothing is stored, and no
 * token is needed.
 *
 * @throws ProblemError `validation-failed` for a value that has not the form of a draft, `too-many-requests`
 */
export const checkVertrag = async (
  { api }: Connection,
  vertrag: Vertragsentwurf,
  { stichtag, signal }: VertragspruefungOptions = {},
): Promise<Schemas['Vertragspruefung']> =>
  dataOf(
    await api.POST('/v1/ausbildungsvertraege/pruefung', {
      params: { query: stichtag === undefined ? {} : { stichtag } },
      body: vertrag,
      ...(signal && { signal }),
    }),
  ) as Schemas['Vertragspruefung']

/** Reads a contract with its state. @throws ProblemError `not-found` */
export const readVertrag = async (
  { api }: Connection,
  id: string,
  { signal }: CallOptions = {},
): Promise<Schemas['Ausbildungsvertrag']> =>
  dataOf(await api.GET('/v1/ausbildungsvertraege/{id}', { params: { path: { id } }, ...(signal && { signal }) }))

/** Checks a stored contract with what the gateway knows besides: the register of the chamber, the day of arrival. */
export const checkStoredVertrag = async (
  { api }: Connection,
  id: string,
  { signal }: CallOptions = {},
): Promise<Schemas['Vertragspruefung']> =>
  dataOf(
    await api.GET('/v1/ausbildungsvertraege/{id}/pruefung', { params: { path: { id } }, ...(signal && { signal }) }),
  )

/** A line of the answer to a stream of messages. */
export type Nachrichtenzeile = Nachrichtenposition | Nachrichtenzusammenfassung

/**
 * Sends many messages in one request, with flat memory, and yields what became of each, then the counts. Applications (0201) are
 * checked and stored in sets. The stream itself is not repeated when the connection breaks; sending it again is safe,
 * because a message whose `nachrichtenUUID` is known gets the receipt that it got before.
 *
 * @example
 * for await (const zeile of client.streamNachrichten(messages())) if (zeile.art === 'nachricht') …
 */
export const streamNachrichten = (
  connection: Connection,
  messages: Iterable<Nachricht<Nachrichtenname>> | AsyncIterable<Nachricht<Nachrichtenname>>,
  { signal }: CallOptions = {},
): AsyncGenerator<Nachrichtenzeile> =>
  streamNachrichtenBytes(connection, writeNdjson(messages), { form: 'ndjson', ...(signal && { signal }) })

/** As {@link streamNachrichten}, from bytes that are NDJSON, or `<nachrichten>` in XML, already. */
export async function* streamNachrichtenBytes(
  connection: Connection,
  source: AsyncIterable<Uint8Array>,
  { form = 'ndjson', signal }: StreamOptions = {},
): AsyncGenerator<Nachrichtenzeile> {
  const type = form === 'xml' ? 'application/xml' : 'application/x-ndjson'
  const headers = new Headers({ 'content-type': type, accept: 'application/x-ndjson' })
  const url = toUrl(connection, '/v1/nachrichten/strom')
  const answer = await connection.transport.open({ method: 'POST', url, headers, body: source, signal })
  yield* readNdjson<Nachrichtenzeile>(answer.body)
}
