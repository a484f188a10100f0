import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '@berichtsheft/core'
import type { FastifyBaseLogger } from 'fastify'
import { loadAdapters } from './adapters/adapters.ts'
import { type App, buildApp } from './app.ts'
import type { Config } from './config.ts'
import { applicationRole, openDatabase } from './db/client.ts'
import { keepEmbeddedDatabase } from './db/embedded-keeper.ts'
import { migrate } from './db/migrate.ts'
import type { Deps } from './deps.ts'
import { buildSammelanforderung } from './features/anforderung/sammelanforderung.service.ts'
import { ensureBetreiber } from './features/anmeldung/anmeldung.service.ts'
import { ensureBerufe } from './features/beruf/beruf.service.ts'
import { type DemoParties, demoPasswort, loadDemo } from './features/demo/demo.service.ts'
import { refuseDemoData } from './features/demo/refuse-demo.ts'
import { buildExport } from './features/export/export.service.ts'
import { loadWissensdemo } from './features/wissen/demo.ts'
import { startNachbarn } from './features/wissen/nachbarn.ts'
import { openWissensbasis } from './features/wissen/wissensbasis.ts'
import { createJobs } from './jobs/jobs.ts'
import { openKeyring } from './schluessel/keyring.ts'
import { loadPreviousKey, loadWrappingKey } from './schluessel/wrapping-key.ts'

/** What a start needs from outside. */
export interface StartOptions {
  readonly config: Config
  readonly now: () => Date
  readonly log: FastifyBaseLogger
  /** Told what the start is doing, one line each. */
  readonly onStep?: (step: string) => void
}

/** A gateway that listens. */
export interface RunningGateway {
  readonly app: App
  readonly deps: Deps
  /** Address that it listens on. */
  readonly address: string
  /** The parties of the demo, where it is loaded. */
  readonly demo?: DemoParties
  /**
   * Takes the gateway out of service: nothing new is accepted, requests under way get `limits.auslaufzeit`, then
   * everything is closed, the embedded database last. Answers at most a second later, closed or not.
   */
  readonly stop: () => Promise<void>
}

/** Starts database, migrations, keys and server; whatever was opened is closed again when a later step fails. Refuses the data of a demo where it is none. */
export const startGateway = async ({ config, now, log, onStep = () => {} }: StartOptions): Promise<RunningGateway> => {
  const closers: (() => Promise<unknown> | unknown)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    const url = config.DATABASE_URL ?? (await startOwnDatabase(config, log, onStep, closers))
    onStep('Bringing the database up to date')
    await migrate(url, { onWait: () => onStep('Another process is bringing the database up to date; waiting') })
    const onError = (error: Error) => log.warn({ err: error }, 'connection to the database lost')
    const db = openDatabase(url, {
      applicationName: 'berichtsheft-gateway',
      role: applicationRole,
      acquireTimeout: limits.verbindungszeit,
      statementTimeout: limits.anweisungszeit,
      lockTimeout: limits.verbindungszeit / 2,
      onError,
    })
    closers.push(db.close)
    const keyring = await openKeyring({
      db,
      databaseUrl: url,
      now,
      wrappingKey: loadWrappingKey(config),
      previousKey: loadPreviousKey(config),
      onError: (error) => log.warn({ err: error }, 'keys'),
    })
    closers.push(() => keyring.close())
    if (!config.demo) await refuseDemoData({ db, now })
    onStep('Loading adapters')
    const adapters = await loadAdapters(config.ADAPTERS, process.cwd())
    const wissen = await openWissensbasis({ config, db, now, keyring }, url)
    const deps: Deps = { config, db, now, keyring, adapters, log, ...(wissen && { wissen }) }
    const betreiber = await ensureBetreiber(deps)
    if (betreiber?.createdFile) onStep(`The operator signs in with ${betreiber.createdFile}`)
    await ensureBerufe(deps)
    const demo = config.demo ? await loadDemo(deps, { onStep }) : undefined
    if (config.demo && wissen && (await loadWissensdemo(deps, wissen, demoPasswort)))
      onStep('Demo: a knowledge base on foreign qualifications with two statements')
    const jobs = await createJobs(deps, {
      databaseUrl: url,
      arten: {
        export: (id) => buildExport(deps, id),
        sammelanforderung: (id) => buildSammelanforderung(deps, id),
      },
    })
    closers.push(jobs.stop)
    if (wissen && wissen.netz.partner.length > 0) closers.push(startNachbarn(deps, wissen))
    const app = await buildApp(deps)
    closers.push(() => app.server.close())
    const address = await app.server.listen({ port: config.PORT, host: config.HOST })
    return { app, deps, address, ...(demo && { demo }), stop: createStop(app, log, close) }
  } catch (error) {
    await close()
    throw error
  }
}

const startOwnDatabase = async (
  config: Config,
  log: FastifyBaseLogger,
  onStep: (step: string) => void,
  closers: (() => Promise<unknown> | unknown)[],
): Promise<string> => {
  onStep(`Starting PostgreSQL in ${config.DATA_DIR}`)
  const database = await keepEmbeddedDatabase(path.resolve(config.DATA_DIR, 'postgres'), {
    onFailure: (serverLog) => log.error({ serverLog }, 'the embedded database does not run; it is started again'),
  })
  closers.push(database.stop)
  return database.url
}

/** Time that everything behind the requests gets to close after `limits.auslaufzeit`, in milliseconds. */
const lastWait = 1_000

const createStop = (app: App, log: FastifyBaseLogger, close: () => Promise<void>) => {
  let stopping: Promise<void> | undefined
  return (): Promise<void> => {
    stopping ??= (async () => {
      app.drain()
      // Connections that answer nothing any more are cut, so that the process ends in time.
      const cut = setTimeout(() => {
        log.warn('requests under way took too long and were cut')
        app.server.server.closeAllConnections()
      }, limits.auslaufzeit)
      const giveUp = new AbortController()
      // Whatever else hangs then, a database that does not answer for example, ends with the process.
      const late = sleep(limits.auslaufzeit + lastWait, undefined, { signal: giveUp.signal }).then(
        () => log.warn('something could not be closed in time'),
        () => undefined, // closed in time
      )
      await Promise.race([close(), late])
      clearTimeout(cut)
      giveUp.abort()
    })()
    return stopping
  }
}
