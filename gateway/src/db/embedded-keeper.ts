import { setTimeout as sleep } from 'node:timers/promises'
import { type EmbeddedDatabase, type EmbeddedDatabaseOptions, startEmbeddedDatabase } from './embedded.ts'

/** An embedded server that is started again when it ends by itself. */
export interface KeptDatabase {
  /** Connection string, the same for the whole life of this process. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Who is told what happens to the server. */
export interface KeeperOptions extends Omit<EmbeddedDatabaseOptions, 'port' | 'onUnexpectedExit'> {
  /** The server ended without being asked to, or could not be started again; with the end of its log. */
  readonly onFailure: (log: string) => void
}

const shortestPause = 250
const longestPause = 5_000

/**
 * Starts the embedded server and keeps it: when it ends by itself, because it was killed or its disk was full, it is
 * started again on the same port after 0.25 to 5 seconds, as often as it takes. In between connections are refused.
 *
 * @throws Error when the first start fails
 */
export const keepEmbeddedDatabase = async (
  folder: string,
  { onFailure, ...options }: KeeperOptions,
): Promise<KeptDatabase> => {
  const closing = new AbortController()
  let port: number | undefined
  let restarting = Promise.resolve()
  const open = (): Promise<EmbeddedDatabase> =>
    startEmbeddedDatabase(folder, {
      ...options,
      ...(port === undefined ? {} : { port }),
      onUnexpectedExit: (log) => {
        onFailure(log)
        restarting = reopen()
      },
    })
  const reopen = async (): Promise<void> => {
    for (let pause = shortestPause; !closing.signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined) // only closing ends it early
      if (closing.signal.aborted) return
      try {
        running = await open()
        return
      } catch (error) {
        onFailure(error instanceof Error ? error.message : String(error))
      }
    }
  }
  let running = await open()
  port = Number(new URL(running.url).port)
  return {
    url: running.url,
    stop: async () => {
      closing.abort()
      await restarting
      await running.stop()
    },
  }
}
