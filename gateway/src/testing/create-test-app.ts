import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Mandantenart, type Scope, scopesOf } from '@berichtsheft/core'
import { generateKey, type PrivateJwk } from '@berichtsheft/core/signatur'
import type { FastifyBaseLogger, FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { importJWK, SignJWT } from 'jose'
import { pino } from 'pino'
import { loadAdapters } from '../adapters/adapters.ts'
import { type App, buildApp } from '../app.ts'
import { type Config, loadConfig } from '../config.ts'
import { applicationRole, openDatabase } from '../db/client.ts'
import { alsSystem } from '../db/transaktion.ts'
import type { Deps } from '../deps.ts'
import { insertAnbieter, insertZugang } from '../features/anbieter/anbieter.service.ts'
import { mandantOf } from '../features/anmeldung/angemeldeter.ts'
import { openWissensbasis } from '../features/wissen/wissensbasis.ts'
import { openKeyring } from '../schluessel/keyring.ts'
import { createTestDatabase } from './create-test-database.ts'

/** A machine client of a test with a token that is good for the whole test. */
export interface TestClient {
  readonly clientId: string
  readonly art: Mandantenart
  readonly anbieterId?: string
  readonly knr?: string
  /** Private key that signs assertions for the token endpoint. */
  readonly jwk: PrivateJwk
  readonly token: string
  /** Sends a request with the token; `payload` objects become JSON. */
  readonly inject: (options: InjectOptions) => Promise<LightMyRequestResponse>
}

/** The whole gateway on a database of its own. */
export interface TestApp {
  readonly app: App
  readonly server: FastifyInstance
  readonly deps: Deps
  readonly databaseUrl: string
  /** The clock of the gateway; set it to travel. */
  readonly clock: { now: Date }
  readonly createVendor: (name?: string) => Promise<TestClient>
  readonly createKammer: (knr?: string) => Promise<TestClient>
  readonly createBetreiber: () => Promise<TestClient>
  /** A token of a client with other scopes, or with the claims given. */
  readonly createToken: (
    client: Pick<TestClient, 'clientId' | 'art' | 'anbieterId' | 'knr'>,
    options?: { scopes?: readonly Scope[] },
  ) => Promise<string>
  readonly close: () => Promise<void>
}

/** What a test may set. */
export interface TestAppOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly now?: Date
  readonly log?: FastifyBaseLogger
  /** Adapters to load; none without this. */
  readonly adapters?: string
  /** Keeps the clock running from `now` instead of standing still. */
  readonly liveClock?: boolean
  /** Keeps a knowledge base: that of `BQ_KONFIGURATION`, else with the network of a demo. */
  readonly bq?: boolean
}

/** Builds the application as the server does, on a clone of the migrated template database. Nothing listens. */
export const createTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const database = await createTestDatabase()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gateway-test-'))
  const config: Config = loadConfig({
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ERLAUBTE_NETZE: '127.0.0.0/8,::1/128',
    ...options.env,
  })
  const clock = { now: options.now ?? new Date() }
  const now = options.liveClock ? () => new Date() : () => clock.now
  const log = options.log ?? pino({ level: 'silent' })
  const errors: Error[] = []
  const db = openDatabase(database.url, {
    applicationName: 'gateway-test',
    role: applicationRole,
    maxConnections: 6,
    onError: (error) => errors.push(error),
  })
  const keyring = await openKeyring({
    db,
    databaseUrl: database.url,
    now,
    wrappingKey: new Uint8Array(32).fill(7),
    onError: (error) => errors.push(error),
  })
  const adapters = await loadAdapters(options.adapters ?? '', process.cwd())
  const wissen = options.bq
    ? await openWissensbasis({ config: { ...config, demo: true }, db, now, keyring }, database.url)
    : undefined
  const deps: Deps = { config, db, now, keyring, adapters, log, ...(wissen && { wissen }) }
  const app = await buildApp(deps)

  const createToken: TestApp['createToken'] = async (client, { scopes = scopesOf[client.art] } = {}) => {
    const jwk = keyring.tokenSigner()
    const seconds = Math.floor(now().getTime() / 1000)
    return new SignJWT({
      client_id: client.clientId,
      scope: scopes.join(' '),
      mandant: mandantOf(client),
      art: client.art,
      jti: randomUUID(),
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid })
      .setIssuer(`${config.PUBLIC_URL}/oidc`)
      .setAudience(config.PUBLIC_URL)
      .setSubject(client.clientId)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 86_400 * 400)
      .sign(await importJWK(jwk, 'RS256'))
  }

  const toClient = async (
    zugang: { clientId: string; art: Mandantenart; anbieterId?: string; knr?: string },
    jwk: PrivateJwk,
  ): Promise<TestClient> => {
    const token = await createToken(zugang)
    return {
      ...zugang,
      jwk,
      token,
      inject: (request) =>
        app.server.inject({ ...request, headers: { authorization: `Bearer ${token}`, ...request.headers } }),
    }
  }

  const createClient = async (request: {
    art: Mandantenart
    anbieterId?: string
    knr?: string
  }): Promise<TestClient> => {
    const { publicJwk, privateJwk } = await generateKey('ES256')
    const { kty, kid, crv, x, y } = publicJwk as { kty: 'EC'; kid: string; crv: 'P-256'; x: string; y: string }
    const zugang = await alsSystem(deps, (trx) =>
      insertZugang(trx, { ...request, name: 'Test', schluessel: { kty, kid, crv, x, y } }, now()),
    )
    return toClient(zugang, privateJwk)
  }

  return {
    app,
    server: app.server,
    deps,
    databaseUrl: database.url,
    clock,
    createToken,
    createVendor: async (name = 'Testanbieter GmbH') => {
      const anbieter = await alsSystem(deps, (trx) =>
        insertAnbieter(trx, { name, produkt: 'Heft', kontakt: 'technik@anbieter.example' }, now()),
      )
      return createClient({ art: 'anbieter', anbieterId: anbieter.id })
    },
    createKammer: (knr = '153') => createClient({ art: 'kammer', knr }),
    createBetreiber: () => createClient({ art: 'betreiber' }),
    close: async () => {
      await app.server.close()
      await keyring.close()
      await db.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
