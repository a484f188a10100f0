import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedDatabase } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { replaceDatabase } from './database-address.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the PostgreSQL programs to test with; empty = the ones from npm. Given by `vitest.config.ts`. */
    postgresBin: string
    /** The server of this run. */
    postgres: {
      /** Address of the administrator. */
      readonly url: string
      /** Name of the migrated database that tests clone. */
      readonly template: string
      /** What the names of this run's databases begin with. */
      readonly prefix: string
    }
  }
}

/**
 * Provides one PostgreSQL for the whole run with a migrated template database: the server of `TEST_DATABASE_URL`, else an embedded one in a temporary folder.
 *
 * @returns what removes all of it again.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer(project.getProvidedContext().postgresBin)
  try {
    const prefix = `berichtsheft_test_${process.pid}_${Date.now().toString(36)}`
    const template = `${prefix}_template`
    await asAdministrator(server.url, (client) => client.query(`create database ${template}`))
    await migrate(replaceDatabase(server.url, template))
    project.provide('postgres', { url: server.url, template, prefix })
    return () => server.close(prefix)
  } catch (error) {
    await server.close('')
    throw error
  }
}

interface Server {
  readonly url: string
  readonly close: (prefix: string) => Promise<void>
}

async function findServer(bin: string): Promise<Server> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, close: (prefix) => dropDatabases(given, prefix) }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'berichtsheft-test-'))
  // A system user must be able to enter the folder where PostgreSQL cannot run as root; its content is closed to others all the same.
  fs.chmodSync(folder, 0o711)
  const database = await startEmbeddedDatabase(path.join(folder, 'postgres'), {
    ...(bin === '' ? {} : { bin }),
    settings: { max_connections: 300 },
  })
  return {
    url: database.url,
    close: async () => {
      await database.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A server that is not ours gets back everything this run created, what interrupted tests left included. */
async function dropDatabases(url: string, prefix: string): Promise<void> {
  if (prefix === '') return
  await asAdministrator(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`)
  })
}

async function asAdministrator(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
