import { createHash } from 'node:crypto'
import type { VertragsunterlageParameter } from '@berichtsheft/core'
import { type CallOptions, type Connection, toUrl } from './connection.ts'
import { type DownloadOptions, fetchBytes } from './download.ts'
import type { Schemas } from './schemas.ts'

const pathOf = (vertragId: string): string => `/v1/ausbildungsvertraege/${vertragId}/dokumente`

/** What a document is, and what it is called; the gateway makes the name safe. */
export type Unterlagenangaben = Omit<VertragsunterlageParameter, 'sha256'> & { readonly dateiname?: string }

/** RFC 8187, 3.2.1: what an extended parameter does not hold as it is. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

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
  { dateiname, ...angaben }: Unterlagenangaben = {},
  { signal }: CallOptions = {},
): Promise<Schemas['Vertragsunterlage']> => {
  const headers = new Headers({ 'content-type': medientyp, accept: 'application/json' })
  if (dateiname !== undefined) headers.set('content-disposition', `attachment; filename*=UTF-8''${encode(dateiname)}`)
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
