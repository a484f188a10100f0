import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** An empty database of its own on the server of the test run. */
export interface Testdatenbank {
  readonly url: string
  readonly pool: pg.Pool
  /** Ends every connection to it and removes it. */
  readonly close: () => Promise<void>
}

/** Makes an empty database. `prefix` is that of the test run, so that what an interrupted test leaves is removed with it. */
export const createTestdatenbank = async (server: { url: string; prefix: string }): Promise<Testdatenbank> => {
  const name = `${server.prefix}_bq_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  await runOnServer(server.url, `create database ${name}`)
  const address = new URL(server.url)
  address.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: address.href, max: 4 })
  // The server may end a connection that is just being closed.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    url: address.href,
    pool,
    close: async () => {
      await pool.end()
      await runOnServer(server.url, `drop database if exists ${name} with (force)`)
    },
  }
}

const runOnServer = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
