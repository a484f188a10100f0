import { createHash } from 'node:crypto'
import { type CallOptions, type Connection, toUrl } from './connection.ts'
import { ConnectionError } from './problem-error.ts'
import type { Schemas } from './schemas.ts'

const pathOf = (berichtsheftId: string, sha256: string): string =>
  `/v1/berichtshefte/${berichtsheftId}/anhaenge/${sha256}`

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Stores the bytes of an attachment that reports of the book name by their hash. Repeating it changes nothing.
 *
 * @param medientyp `application/pdf`, `image/jpeg` or `image/png`; the gateway looks at the bytes
 */
export const putAnhang = async (
  connection: Connection,
  berichtsheftId: string,
  bytes: Uint8Array<ArrayBuffer>,
  medientyp: string,
  { signal }: CallOptions = {},
): Promise<Schemas['GespeicherterAnhang']> => {
  const headers = new Headers({ 'content-type': medientyp, accept: 'application/json' })
  const url = toUrl(connection, pathOf(berichtsheftId, hashOf(bytes)))
  const answer = await connection.transport.send({ method: 'PUT', url, headers, body: bytes, signal })
  return (await answer.json()) as Schemas['GespeicherterAnhang']
}

/** Fetches the bytes of an attachment and compares them with their hash. */
export const fetchAnhang = async (
  connection: Connection,
  berichtsheftId: string,
  sha256: string,
  { signal }: CallOptions = {},
): Promise<Uint8Array> => {
  const headers = new Headers({ accept: '*/*' })
  const path = pathOf(berichtsheftId, sha256)
  const answer = await connection.transport.send({ method: 'GET', url: toUrl(connection, path), headers, signal })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (hashOf(bytes) !== sha256) throw new ConnectionError(`GET ${path}: the attachment arrived with another hash`)
  return bytes
}
