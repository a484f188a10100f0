import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** A database of its own on the server of the test run. */
export interface Testdatenbank {
  readonly url: string
  readonly pool: pg.Pool
  /** Ends every connection to it and removes it. */
  readonly close: () => Promise<void>
}

/**
 * Makes a database, empty or a copy of a template. `prefix` is that of the test run, so that what an interrupted test leaves is
 * removed with it.
 */
export const createTestdatenbank = async (
  server: { readonly url: string; readonly prefix: string },
  template?: string,
): Promise<Testdatenbank> => {
  const name = `${server.prefix}_${randomUUID().replaceAll('-', '').slice(0, 12)}`
  await runOnServer(server.url, `create database ${name}${template === undefined ? '' : ` template ${template}`}`)
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
