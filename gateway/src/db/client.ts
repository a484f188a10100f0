import net from 'node:net'
import createKnexInstance, { type Knex } from 'knex'
import pg from 'pg'
import { columnTypes } from './types.ts'

/** The role that all work of the running service is done as: owns nothing, sees only the rows its tenant may see. */
export const applicationRole = 'berichtsheft_app'

/** How connections are opened and what they may do. Times are milliseconds; 0 switches a limit off. */
export interface ConnectionOptions {
  /** Name in `pg_stat_activity`. */
  readonly applicationName: string
  /** Role to work as; unset = the user of the address, who owns the tables and is meant for migrations only. */
  readonly role?: string
  /** Most connections open at once; default 10. */
  readonly maxConnections?: number
  /** Longest wait for a connection, a new one included; default 2000. */
  readonly acquireTimeout?: number
  /** Longest run of one statement; default 30000. A server that says nothing for 5 s longer counts as lost. */
  readonly statementTimeout?: number
  /** Longest wait for a lock; default 0. */
  readonly lockTimeout?: number
  /** Longest pause inside a transaction; default 30000. */
  readonly idleInTransactionTimeout?: number
  /** Told of every connection that breaks while nobody waits for its answer. Waiting callers get the error themselves. */
  readonly onError: (error: Error) => void
}

/** Both ways to the same database; the limits hold for each of them. */
export interface Database {
  readonly knex: Knex
  readonly pool: pg.Pool
  /** Closes idle connections at once and the others when they are given back. */
  readonly close: () => Promise<void>
}

/** Opens no connection yet; the first query does. */
export function openDatabase(url: string, options: ConnectionOptions): Database {
  const knex = createKnex(url, options)
  const pool = createPool(url, options)
  return { knex, pool, close: async () => void (await Promise.all([knex.destroy(), pool.end()])) }
}

/**
 * A pool of the bare driver, for prepared statements where every microsecond counts and for COPY. Its statements are planned
 * once per connection: planning one over all partitions again costs more than running it.
 */
export function createPool(url: string, options: ConnectionOptions): pg.Pool {
  const { role, maxConnections = 10, acquireTimeout = 2_000, onError } = options
  const pool = new pg.Pool({
    ...clientConfig(url, options, '-c plan_cache_mode=force_generic_plan'),
    max: maxConnections,
    connectionTimeoutMillis: acquireTimeout,
    idleTimeoutMillis: idleTimeout(options),
    onConnect: (client) => checkRole(client, role),
  })
  // The pool listens to idle clients only: without a listener of its own, a client that breaks between two statements of a transaction ends the process.
  pool.on('connect', (client) => client.on('error', onError))
  pool.on('error', () => {}) // the same error again, and unheard it would end the process too
  return pool
}

/** A Knex instance with its own pool. */
export function createKnex(url: string, options: ConnectionOptions): Knex {
  const { role, maxConnections = 10, acquireTimeout = 2_000, onError } = options
  return createKnexInstance({
    client: 'pg',
    connection: clientConfig(url, options),
    acquireConnectionTimeout: acquireTimeout,
    log: knexLog(onError),
    pool: {
      min: 0,
      max: maxConnections,
      idleTimeoutMillis: idleTimeout(options),
      afterCreate: (client: pg.Client, done: (error: Error | null, client: pg.Client) => void) => {
        client.on('error', onError)
        checkRole(client, role).then(
          () => done(null, client),
          (error: Error) => done(error, client),
        )
      },
    },
  })
}

/** An idle connection is closed before its silence is taken for a loss. */
const idleTimeout = ({ statementTimeout = 30_000 }: ConnectionOptions): number =>
  statementTimeout === 0 ? 30_000 : Math.min(30_000, statementTimeout)

/** Knex prints on its own what it also throws, statements included; only what no caller hears of is passed on. */
function knexLog(onError: (error: Error) => void): Knex.Logger {
  const report = (message: unknown) => {
    const known = /^(Connection Error|Acquire connection error|migration )/.test(String(message))
    if (!known) onError(new Error(`Knex: ${message}`))
  }
  return {
    warn: report,
    error: report,
    deprecate: (old: string, instead: string) => report(`${old} is deprecated, use ${instead}`),
  }
}

/**
 * Takes the `options` parameter out of an address, because there it would silently replace ours.
 * @returns the address without it, and its decoded text.
 */
export function splitServerOptions(url: string): { readonly url: string; readonly options: string } {
  const [base = '', query = ''] = url.split(/\?(.*)/s)
  const isOptions = (pair: string) => /^options(=|$)/.test(pair)
  const pairs = query === '' ? [] : query.split('&')
  const found = pairs
    .filter(isOptions)
    .map((pair) => decodeURIComponent(pair.slice('options='.length).replaceAll('+', ' ')))
  const rest = pairs.filter((pair) => !isOptions(pair)).join('&')
  return { url: rest === '' ? base : `${base}?${rest}`, options: found.at(-1) ?? '' }
}

function clientConfig(address: string, options: ConnectionOptions, more = '') {
  const { role, acquireTimeout = 2_000, statementTimeout = 30_000, lockTimeout = 0 } = options
  const { url, options: given } = splitServerOptions(address)
  const serverOptions = [given, role === undefined ? '' : `-c role=${role}`, more]
    .filter((part) => part !== '')
    .join(' ')
  return {
    connectionString: url,
    application_name: options.applicationName,
    connectionTimeoutMillis: acquireTimeout,
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeout ?? 30_000,
    keepAlive: true,
    types: columnTypes,
    ...(serverOptions === '' ? {} : { options: serverOptions }),
    ...(statementTimeout === 0 ? {} : { stream: () => impatientSocket(statementTimeout + 5_000) }),
  } satisfies pg.ClientConfig
}

/** `statement_timeout` needs a server that answers; a connection cut without a word is noticed only by its silence. */
function impatientSocket(silence: number): net.Socket {
  const socket = new net.Socket()
  socket.setTimeout(silence, () => socket.destroy(new Error(`PostgreSQL said nothing for ${silence} ms`)))
  return socket
}

/** A pooler between us and the server may drop the role without a word; then the second wall would be missing, so nothing runs. */
async function checkRole(client: pg.ClientBase, role: string | undefined): Promise<void> {
  if (role === undefined) return
  const { rows } = await client.query<{ name: string }>('select current_user as name')
  if (rows[0]?.name !== role) {
    throw new Error(
      `Connected as ${rows[0]?.name} instead of ${role}: something between the gateway and PostgreSQL drops the "options" parameter.`,
    )
  }
}
