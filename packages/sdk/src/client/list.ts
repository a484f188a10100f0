import { type CallOptions, type Connection, toUrl } from './connection.ts'
import { readNdjson } from './ndjson.ts'
import type { EntryOf, FilterOf, ListPath } from './schemas.ts'

/** How a list is fetched. */
export interface ListOptions extends CallOptions {
  /**
   * `seiten` (default) fetches page after page, so a broken connection costs one page; `strom` fetches all in one answer as
   * NDJSON, which is faster for long lists, and throws when the connection breaks.
   */
  readonly form?: 'seiten' | 'strom'
  /** Entries per page, at most 200. */
  readonly seitengroesse?: number
}

/**
 * All entries of a list, fetched while they are read.
 *
 * @example for await (const heft of list(connection, '/v1/berichtshefte', { geaendertSeit })) …
 */
export async function* list<P extends ListPath>(
  connection: Connection,
  path: P,
  filter: FilterOf<P>,
  { form = 'seiten', seitengroesse = 200, signal }: ListOptions = {},
): AsyncGenerator<EntryOf<P>> {
  if (form === 'strom') {
    const headers = new Headers({ accept: 'application/x-ndjson' })
    const url = toUrl(connection, path, filter)
    const { body } = await connection.transport.open({ method: 'GET', url, headers, signal })
    yield* readNdjson<EntryOf<P>>(body)
    return
  }
  const headers = new Headers({ accept: 'application/json' })
  let cursor: string | undefined
  do {
    const url = toUrl(connection, path, { ...filter, limit: seitengroesse, cursor })
    const answer = await connection.transport.send({ method: 'GET', url, headers, signal })
    const page = (await answer.json()) as { eintraege: EntryOf<P>[]; naechsterCursor?: string }
    yield* page.eintraege
    cursor = page.naechsterCursor
  } while (cursor !== undefined)
}
