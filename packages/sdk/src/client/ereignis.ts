import { type CallOptions, type Connection, dataOf } from './connection.ts'
import type { Schemas } from './schemas.ts'

/** Which events are fetched. */
export interface EreignisOptions extends CallOptions {
  /** The position to go on after: the id of the last event that was dealt with. Absent means from the first one. */
  readonly nach?: string
  /** Events of this object only. */
  readonly objektId?: string
  /** Keeps waiting for further events instead of ending, and looks again after so many milliseconds. */
  readonly warten?: number
}

/**
 * The events that the caller is told of, in their order. Keep the `id` of the last one that was dealt with and pass it as
 * `nach` to go on there; an event may come again after a failure, never out of order.
 */
export async function* ereignisse(
  { api, wait }: Connection,
  { nach, objektId, warten, signal }: EreignisOptions = {},
): AsyncGenerator<Schemas['Ereignis']> {
  let position = nach
  for (;;) {
    const query = {
      limit: pageSize,
      ...(position === undefined ? {} : { nach: position }),
      ...(objektId === undefined ? {} : { objektId }),
    }
    const page = dataOf(await api.GET('/v1/ereignisse', { params: { query }, ...(signal && { signal }) }))
    yield* page.eintraege
    position = page.nach ?? position
    if (page.eintraege.length > 0) continue
    if (warten === undefined) return
    await wait(warten, signal)
  }
}

const pageSize = 500
