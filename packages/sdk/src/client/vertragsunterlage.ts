import { createHash } from 'node:crypto'
import type { VertragsunterlageParameter } from '@berichtsheft/core'
import { type CallOptions, type Connection, toUrl } from './connection.ts'
import { type DownloadOptions, fetchBytes } from './download.ts'
import type { Schemas } from './schemas.ts'

const pathOf = (vertragId: string): string => `/v1/ausbildungsvertraege/${vertragId}/dokumente`

/**
 * Uploads a document of a training contract into a slot that is open; its hash is sent along. The same file in the same slot
 * is stored once, so this may be repeated.
 *
 * @param medientyp `application/pdf`, `image/jpeg` or `image/png`; the gateway looks at the bytes
 */
export const uploadVertragsunterlage = async (
  connection: Connection,
  vertragId: string,
  bytes: Uint8Array<ArrayBuffer>,
  medientyp: string,
  angaben: Omit<VertragsunterlageParameter, 'sha256'> = {},
  { signal }: CallOptions = {},
): Promise<Schemas['Vertragsunterlage']> => {
  const headers = new Headers({ 'content-type': medientyp, accept: 'application/json' })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const url = toUrl(connection, pathOf(vertragId), { ...angaben, sha256 })
  const answer = await connection.transport.send({ method: 'POST', url, headers, body: bytes, signal })
  return (await answer.json()) as Schemas['Vertragsunterlage']
}

/** Fetches the bytes of a document and compares them with its hash. */
export const fetchVertragsunterlage = (
  connection: Connection,
  dokument: Pick<Schemas['Vertragsunterlage'], 'id' | 'vertragId' | 'sha256' | 'groesse'>,
  options: DownloadOptions = {},
): Promise<Uint8Array> => fetchBytes(connection, `${pathOf(dokument.vertragId)}/${dokument.id}`, dokument, options)
