import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { findFreePort } from './gateway-process.ts'

/** A PostgreSQL of its own that a test may crash; it comes back on the same port. */
export interface TestCluster {
  readonly url: string
  /** Whether it answers. */
  readonly answers: () => Promise<boolean>
  /** Starts it and waits until it answers, after a crash its recovery included. */
  readonly start: () => Promise<void>
  /** Ends it at once without a checkpoint, as `pg_ctl -m immediate stop` does. */
  readonly crash: () => Promise<void>
  /** `kill -9` of one session of the gateway; PostgreSQL then ends all sessions and recovers. Answers whether there was one. */
  readonly killBackend: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/** Makes and starts a cluster in a folder, migrated unless told otherwise. */
export const startTestCluster = async (
  folder: string,
  bin: string,
  settings: Readonly<Record<string, string | number>> = {},
  migrated = true,
): Promise<TestCluster> => {
  const port = await findFreePort()
  const open = (): Promise<EmbeddedDatabase> =>
    startEmbeddedDatabase(folder, { ...(bin === '' ? {} : { bin }), port, settings })
  let running = await open()
  const { url } = running
  if (migrated) await migrate(url)
  return {
    url,
    answers: async () => {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
      client.on('error', () => {}) // said by the answer
      return client.connect().then(
        () => client.end().then(() => true),
        () => false,
      )
    },
    start: async () => {
      running = await open()
    },
    crash: async () => {
      const [pid] = readFileSync(path.join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')
      sendSignal(Number(pid), 'SIGQUIT')
      await running.stop()
    },
    killBackend: async () => {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {}) // it ends with the others
      await client.connect()
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'berichtsheft-gateway' order by state_change desc limit 1`,
      )
      const [backend] = rows
      if (backend) sendSignal(backend.pid, 'SIGKILL')
      await client.end().catch(() => {}) // the same end
      return backend !== undefined
    },
    close: () => running.stop(),
  }
}

/** Zero and negative numbers would mean groups of processes, our own among them. */
const sendSignal = (pid: number, signal: NodeJS.Signals): void => {
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`${pid} is no process of PostgreSQL`)
  process.kill(pid, signal)
}
