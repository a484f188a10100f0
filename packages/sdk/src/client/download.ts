import { createHash } from 'node:crypto'
import type { WatchOptions } from './anforderung.ts'
import { type CallOptions, type Connection, dataOf, toUrl } from './connection.ts'
import { ConnectionError } from './problem-error.ts'
import type { Schemas } from './schemas.ts'

/** A file that was fetched. Its hash was compared with the one that the gateway states. */
export interface Datei {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Told how far a download is, in bytes. */
export type OnBytes = (received: number, total: number) => void

/** How often a file is fetched anew when its transfer breaks off. */
const attempts = 3

/** Fetches a file of a known size and hash; a transfer that breaks off is begun anew. */
export const fetchBytes = async (
  connection: Connection,
  path: string,
  expected: { groesse: number; sha256: string },
  options: CallOptions & { onBytes?: OnBytes },
): Promise<Uint8Array> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(connection, path, expected, options)
    } catch (error) {
      if (!(error instanceof ConnectionError) || attempt === attempts) throw error
    }
  }
}

const fetchOnce = async (
  connection: Connection,
  path: string,
  { groesse, sha256 }: { groesse: number; sha256: string },
  { signal, onBytes }: CallOptions & { onBytes?: OnBytes },
): Promise<Uint8Array> => {
  const place = `GET ${path}`
  const headers = new Headers({ accept: '*/*' })
  const { body } = await connection.transport.open({ method: 'GET', url: toUrl(connection, path), headers, signal })
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    parts.push(part)
    length += part.length
    if (length > groesse) throw new ConnectionError(`${place}: the file is larger than the ${groesse} bytes announced`)
    onBytes?.(length, groesse)
  }
  const bytes = Buffer.concat(parts)
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (hash !== sha256) throw new ConnectionError(`${place}: the file arrived with another hash than announced`)
  return bytes
}

/** How a file is fetched. */
export interface DownloadOptions extends CallOptions {
  readonly onBytes?: OnBytes
}

/**
 * Fetches the signed package of a transfer.
 *
 * @throws ConnectionError when it did not arrive whole; whether its content is what was signed, `verifyPaket` says
 */
export const fetchPaket = async (
  connection: Connection,
  uebermittlungId: string,
  options: DownloadOptions = {},
): Promise<Datei & { readonly uebermittlung: Schemas['Uebermittlung'] }> => {
  const { signal } = options
  const params = { path: { id: uebermittlungId } }
  const uebermittlung = dataOf(
    await connection.api.GET('/v1/uebermittlungen/{id}', { params, ...(signal && { signal }) }),
  )
  const { paket } = uebermittlung
  const bytes = await fetchBytes(connection, `/v1/uebermittlungen/${uebermittlungId}/paket`, paket, options)
  return { name: paket.dateiname, bytes, uebermittlung }
}

/** Told about the progress of an export. */
export type OnExport = (exported: Schemas['Export']) => void

/** Orders an export of a book or a period, waits until it is made and fetches the file. */
export const fetchExport = async (
  connection: Connection,
  order: Schemas['CreateExport'],
  options: DownloadOptions & WatchOptions & { readonly onExport?: OnExport } = {},
): Promise<Datei> => {
  const { signal, pause = 500, onExport } = options
  const call = signal ? { signal } : {}
  let exported = dataOf(await connection.api.POST('/v1/exporte', { body: order, ...call }))
  const params = { path: { id: exported.id } }
  onExport?.(exported)
  while (exported.status === 'angefordert') {
    await connection.wait(pause, signal)
    exported = dataOf(await connection.api.GET('/v1/exporte/{id}', { params, ...call }))
    onExport?.(exported)
  }
  const { id, status, groesse, sha256, format } = exported
  if (status === 'fehlgeschlagen' || groesse === undefined || sha256 === undefined) {
    throw new Error(`the export ${id} failed on the side of the gateway`)
  }
  const bytes = await fetchBytes(connection, `/v1/exporte/${id}/datei`, { groesse, sha256 }, options)
  return { name: `berichtsheft-${order.berichtsheftId.slice(0, 8)}.${format}`, bytes }
}
