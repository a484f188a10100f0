import { setTimeout as sleep } from 'node:timers/promises'
import type { Knex } from 'knex'
import pg from 'pg'
import { createKnex } from './client.ts'
import { migrations as allMigrations, type Migration } from './migrations/index.ts'
import { ensureApplicationRole } from './role.ts'

/** What can be changed about a migration run. */
export interface MigrateOptions {
  /** Default: every migration there is. */
  readonly migrations?: readonly Migration[]
  /** Told once when another process is migrating the same database and this one waits for it. */
  readonly onWait?: () => void
  /** Longest wait for a table in use, in milliseconds; default 10000. All requests queue behind a waiting change, so it gives up rather soon; run it again. */
  readonly lockTimeout?: number
}

/** Key of the advisory lock, the same in every version ever released. */
const lockKey = 7_236_114_502
const lockPollMs = 100

/**
 * Brings the database of `url` to the newest schema, as the user of `url`, who becomes the owner of the tables; the application role is made sure of first.
 * Processes that do this at once wait for each other; a process killed in between blocks nobody.
 *
 * @returns the names of the migrations that ran; none when the schema was current.
 * @throws Error when a migration fails (nothing of the run remains then, steps without transaction excepted), when the database was migrated by a newer
 * version, or when the role cannot be prepared.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<readonly string[]> {
  const list = options.migrations ?? allMigrations
  checkMigrationNames(list.map(({ name }) => name))
  const broken: Error[] = []
  const onError = (error: Error) => void broken.push(error)
  const client = new pg.Client({ connectionString: url, application_name: 'berichtsheft-migrate' })
  client.on('error', onError)
  const knex = createKnex(url, {
    applicationName: 'berichtsheft-migrate',
    statementTimeout: 0,
    idleInTransactionTimeout: 0,
    lockTimeout: options.lockTimeout ?? 10_000,
    acquireTimeout: 10_000,
    onError,
  })
  await client.connect()
  try {
    await takeLock(client, options.onWait)
    await ensureApplicationRole(client)
    const config = { migrationSource: migrationSource(list), tableName: 'schema_migration' }
    // Whoever holds the advisory lock is alone, so what Knex's own lock table says was left by a process that died.
    await knex.migrate.forceFreeMigrationsLock(config)
    const [, applied]: [number, string[]] = await knex.migrate.latest(config).catch(explain)
    if (broken[0]) throw broken[0]
    return applied
  } finally {
    await knex.destroy()
    await client.end()
  }
}

/**
 * @throws Error unless every name is `<14 digits>_<snake_case>` and later than the one before it.
 */
export function checkMigrationNames(names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (!/^\d{14}(_[a-z0-9]+)+$/.test(name))
      throw new Error(`Migration "${name}" is not named <14 digits>_<snake_case>`)
    const previous = names[index - 1]
    if (previous !== undefined && previous >= name) throw new Error(`Migration ${name} stands after ${previous}`)
  }
}

function migrationSource(list: readonly Migration[]): Knex.MigrationSource<Migration> {
  return {
    getMigrations: async () => [...list],
    getMigrationName: ({ name }) => name,
    getMigration: async ({ up, config }) => ({
      // A question mark is a placeholder to Knex and an operator to PostgreSQL; it shall reach PostgreSQL.
      up: (knex: Knex) => knex.raw(up.replaceAll('?', '\\?')),
      down: refuseToGoBack, // Knex insists on a way back
      ...(config && { config }),
    }),
  }
}

async function refuseToGoBack(): Promise<never> {
  throw new Error('Migrations go forward only')
}

function explain(error: unknown): never {
  const unknown = /migration directory is corrupt.*missing: (.*)/s.exec(String(error))?.[1]
  if (unknown === undefined) throw error
  throw new Error(`The database was migrated by a newer version, this one does not know: ${unknown}`, { cause: error })
}

/** Polls instead of waiting inside PostgreSQL: a waiting statement would hold up `create index concurrently` for ever. */
async function takeLock(client: pg.Client, onWait?: () => void): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lockKey])
    if (rows[0]?.taken) return
    if (attempt === 0) onWait?.()
    await sleep(lockPollMs)
  }
}
