import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { applicationRole, createPool } from '../db/client.ts'

/** What is watched, and how. Times are milliseconds. */
export interface WatchOptions {
  readonly databaseUrl: string
  /** Name in `pg_stat_activity`; default `berichtsheft-schluessel`. */
  readonly applicationName?: string
  /** Channel of NOTIFY; a plain SQL name. */
  readonly channel: string
  /** Longest pause between two looks, notified or not; it also shows soon that a connection is dead. */
  readonly interval: number
  /** Looks at what may have changed, over the connection that listens. */
  readonly look: (client: pg.ClientBase) => Promise<void>
  readonly onError: (error: Error) => void
}

/** A connection of its own that listens until it is closed. */
export interface Watch {
  readonly close: () => Promise<void>
}

const shortestPause = 250
const longestPause = 5_000

/**
 * Listens on a channel of PostgreSQL and calls `look` after every notification, after every connect, because
 * notifications in between are lost, and every `interval` in any case. A lost connection is opened again after 0.25 to
 * 5 seconds.
 */
export const watchChannel = ({
  databaseUrl,
  applicationName = 'berichtsheft-schluessel',
  ...options
}: WatchOptions): Watch => {
  const { channel, interval, look, onError } = options
  const closing = new AbortController()
  const pool = createPool(databaseUrl, {
    applicationName,
    role: applicationRole,
    maxConnections: 1,
    statementTimeout: 3_000,
    // A connection that was given back while closing may still hear that the server stops.
    onError: (error) => closing.signal.aborted || onError(error),
  })

  const listen = async (client: pg.PoolClient): Promise<void> => {
    const bell = createBell()
    client.on('notification', bell.ring)
    client.on('error', bell.ring)
    closing.signal.addEventListener('abort', bell.ring)
    try {
      await client.query(`listen ${channel}`)
      while (!closing.signal.aborted) {
        await look(client)
        await bell.wait(interval)
      }
    } finally {
      closing.signal.removeEventListener('abort', bell.ring)
      client.release(true)
    }
  }

  const run = async (): Promise<void> => {
    for (let pause = shortestPause; !closing.signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      const started = performance.now()
      await pool
        .connect()
        .then(listen)
        .catch((error: Error) => closing.signal.aborted || onError(error))
      if (performance.now() - started > longestPause) pause = shortestPause
      await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined) // only closing ends it early
    }
  }

  const running = run()
  return {
    close: async () => {
      closing.abort()
      await running
      await pool.end()
    },
  }
}

/** Waits until it rings or time is over; a ring while nobody waits is not lost. */
const createBell = () => {
  let rung = false
  let wake = () => {}
  return {
    ring: () => {
      rung = true
      wake()
    },
    wait: async (longest: number): Promise<void> => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longest)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
    },
  }
}
