import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { scopesOf } from '@berichtsheft/core'
import { generateKey } from '@berichtsheft/core/signatur'
import { importJWK, SignJWT } from 'jose'
import pg from 'pg'
import { pino } from 'pino'
import { loadAdapters } from '../gateway/src/adapters/adapters.ts'
import { loadConfig } from '../gateway/src/config.ts'
import { applicationRole, openDatabase } from '../gateway/src/db/client.ts'
import { startEmbeddedDatabase } from '../gateway/src/db/embedded.ts'
import { migrate } from '../gateway/src/db/migrate.ts'
import { alsSystem } from '../gateway/src/db/transaktion.ts'
import type { Deps } from '../gateway/src/deps.ts'
import { insertAnbieter, insertZugang } from '../gateway/src/features/anbieter/anbieter.service.ts'
import { type Angemeldeter, toAngemeldeter } from '../gateway/src/features/anmeldung/angemeldeter.ts'
import { openKeyring } from '../gateway/src/schluessel/keyring.ts'
import { loadWrappingKey } from '../gateway/src/schluessel/wrapping-key.ts'
import { floorSchema } from './floor.ts'

/** Both servers on one PostgreSQL, and the callers that may use them. */
export interface Bench {
  readonly databaseUrl: string
  readonly deps: Deps
  /** The vendor, as a request of it is known inside the gateway. */
  readonly vendor: Angemeldeter
  readonly postgresPid: number
  readonly gateway: { readonly port: number; readonly pid: number }
  readonly floor: { readonly port: number; readonly pid: number }
  readonly anbieterId: string
  readonly vendorToken: string
  readonly kammerToken: string
  readonly query: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>
  readonly stop: () => Promise<void>
}

const root = path.resolve(import.meta.dirname, '..')

/** Starts PostgreSQL (unless `DATABASE_URL` names one), the built gateway and the floor. */
export const startBench = async (): Promise<Bench> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gateway-bench-'))
  const embedded = process.env.DATABASE_URL ? undefined : await startEmbeddedDatabase(path.join(folder, 'postgres'))
  const databaseUrl = embedded?.url ?? process.env.DATABASE_URL ?? ''
  await migrate(databaseUrl)
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  await owner.query(floorSchema)

  const config = loadConfig({ DATA_DIR: folder, DATABASE_URL: databaseUrl, PORT: '18081' })
  const now = () => new Date()
  const log = pino({ level: 'silent' })
  const db = openDatabase(databaseUrl, {
    applicationName: 'bench',
    role: applicationRole,
    maxConnections: 2,
    onError: (error) => console.error(error),
  })
  const keyring = await openKeyring({
    db,
    databaseUrl,
    now,
    wrappingKey: loadWrappingKey(config),
    onError: (error) => console.error(error),
  })
  const adapters = await loadAdapters('', root)
  const deps: Deps = { config, db, now, keyring, adapters, log }

  const { publicJwk } = await generateKey('ES256')
  const { kty, kid, crv, x, y } = publicJwk as { kty: 'EC'; kid: string; crv: 'P-256'; x: string; y: string }
  const schluessel = { kty, kid, crv, x, y }
  const anbieter = await alsSystem(deps, (trx) =>
    insertAnbieter(trx, { name: 'Bench GmbH', produkt: 'Bench', kontakt: 'a@bench.example' }, now()),
  )
  const vendor = await alsSystem(deps, (trx) =>
    insertZugang(trx, { art: 'anbieter', anbieterId: anbieter.id, name: 'Bench', schluessel }, now()),
  )
  const kammer = await alsSystem(deps, (trx) =>
    insertZugang(trx, { art: 'kammer', knr: '153', name: 'Bench', schluessel }, now()),
  )
  const jwk = keyring.tokenSigner()
  const tokenOf = async (clientId: string, art: 'anbieter' | 'kammer', mandant: string) => {
    const seconds = Math.floor(Date.now() / 1000)
    return new SignJWT({ client_id: clientId, scope: scopesOf[art].join(' '), mandant, art, jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid })
      .setIssuer(`${config.PUBLIC_URL}/oidc`)
      .setAudience(config.PUBLIC_URL)
      .setSubject(clientId)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 7200)
      .sign(await importJWK(jwk, 'RS256'))
  }
  const publicToken = keyring.jwks('token').keys[0]

  const gateway = start(
    ['--max-semi-space-size=32', path.join(root, 'gateway/dist/server.js')],
    {
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      PORT: '18081',
      LOG_LEVEL: 'error',
      ADAPTERS: '',
      NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS ?? '',
    },
    'The gateway runs',
  )
  const floor = start(
    ['--conditions=source', path.join(root, 'bench/floor.ts')],
    { DATABASE_URL: databaseUrl, PORT: '18082', TOKEN_JWK: JSON.stringify(publicToken) },
    'ready',
  )
  await Promise.all([gateway.ready, floor.ready])
  const { rows } = await owner.query('select pg_backend_pid() as pid')
  const postgresPid = parentOf(Number(rows[0].pid))
  return {
    databaseUrl,
    deps,
    vendor: toAngemeldeter(vendor.clientId, { art: 'anbieter', anbieterId: anbieter.id }, scopesOf.anbieter),
    postgresPid,
    gateway: { port: 18_081, pid: gateway.child.pid ?? 0 },
    floor: { port: 18_082, pid: floor.child.pid ?? 0 },
    anbieterId: anbieter.id,
    vendorToken: await tokenOf(vendor.clientId, 'anbieter', `anbieter:${anbieter.id}`),
    kammerToken: await tokenOf(kammer.clientId, 'kammer', 'kammer:153'),
    query: (sql, values) => owner.query(sql, values),
    stop: async () => {
      await Promise.all([gateway.stop(), floor.stop()])
      await keyring.close()
      await db.close()
      await owner.end()
      await embedded?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const start = (args: readonly string[], env: Readonly<Record<string, string>>, readyLine: string) => {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Whatever ends the benchmark ends its servers.
  process.once('exit', () => child.kill('SIGKILL'))
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      if (data.toString().includes(readyLine)) resolve()
    })
    child.on('exit', (code) => reject(new Error(`${args.at(-1)} ended with ${code}`)))
  })
  return {
    child,
    ready,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

const parentOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
