import type { CreateBeruf } from '@berichtsheft/core'
import { type CallOptions, type Connection, toUrl } from './connection.ts'
import { readNdjson, writeNdjson } from './ndjson.ts'
import type { Schemas } from './schemas.ts'

/**
 * Delivers occupations to the catalogue of a gateway in one request, with flat memory: they are taken from the source as the
 * gateway reads them. Yields a line per refused occupation and the summary. Sending them again is safe.
 */
export async function* streamBerufe(
  connection: Connection,
  berufe: AsyncIterable<CreateBeruf>,
  { signal }: CallOptions = {},
): AsyncGenerator<Schemas['Stammdatenzeile']> {
  const answer = await connection.transport.open({
    method: 'POST',
    url: toUrl(connection, '/v1/berufe'),
    headers: new Headers({ 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' }),
    body: writeNdjson(berufe),
    signal,
  })
  yield* readNdjson<Schemas['Stammdatenzeile']>(answer.body)
}
