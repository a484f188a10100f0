import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { signText, type Wissensrolle } from '@berichtsheft/bq-knowledge'
import {
  keepAbgleich,
  oeffentlichkeit,
  sendProblem,
  useWissensvertrag,
  type Wissensaufrufer,
  type Wissensdienste,
  WissensproblemError,
  wissenPlugin,
} from '@berichtsheft/bq-knowledge/plugin'
import { migrateWissen, openWissensknoten, type Wissensknoten } from '@berichtsheft/bq-knowledge/speicher'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { type Knotenkonfiguration, readSchluessel } from './konfiguration.ts'

/** What a node needs of the world. */
export interface Knotenumgebung {
  readonly konfiguration: Knotenkonfiguration
  /** Folder from which the files of keys are named. */
  readonly folder: string
  readonly pool: Pool
  readonly now: () => Date
  readonly fetch: typeof globalThis.fetch
  readonly note: (line: string) => void
}

/** A node that is ready to listen. */
export interface Knotenserver {
  readonly app: FastifyInstance
  readonly knoten: Wissensknoten
}

const digest = (kennwort: string): string => createHash('sha256').update(kennwort).digest('hex')

/** Who may call, by the hash of the secret: what is compared tells nothing about the secret itself. */
const listAufrufer = async ({
  konfiguration,
  folder,
}: Knotenumgebung): Promise<ReadonlyMap<string, Wissensaufrufer>> => {
  const { personen, partner, knoten, kammer } = konfiguration
  const aufrufer = new Map<string, Wissensaufrufer>()
  for (const { kennwort, stufe, rollen, schluessel: file } of personen) {
    const { schluessel, privateKey } = await readSchluessel(file, folder)
    const findSchreiber = (rolle: Wissensrolle) =>
      rollen.includes(rolle)
        ? { knoten, kammer, schluessel, rolle, sign: (text: string) => signText(privateKey, text) }
        : undefined
    aufrufer.set(digest(kennwort), { kennung: digest(kennwort), kammer, stufe, istPartner: false, findSchreiber })
  }
  for (const { kennwort, stufe = 'oeffentlich' } of partner) {
    if (kennwort !== undefined)
      aufrufer.set(digest(kennwort), { ...oeffentlichkeit, kennung: digest(kennwort), stufe, istPartner: true })
  }
  return aufrufer
}

/** Opens a node over its database, with its tables brought up to date. */
export const openKnotenserver = async (umgebung: Knotenumgebung): Promise<Knotenserver> => {
  const { konfiguration, folder, pool, now, note } = umgebung
  const aufrufer = await listAufrufer(umgebung)
  await migrateWissen(pool)
  const knoten = await openWissensknoten(pool, konfiguration.gruendung)
  const identify = async ({ headers }: FastifyRequest): Promise<Wissensaufrufer> => {
    if (headers.authorization === undefined) return oeffentlichkeit
    const known = aufrufer.get(digest(headers.authorization.replace(/^Bearer /, '')))
    if (!known) throw new WissensproblemError('unauthorized')
    return known
  }
  // Whoever opens a connection has to say something; streams have their own patience.
  const app = fastify({ connectionTimeout: 120_000, keepAliveTimeout: 10_000 })
  useWissensvertrag(app)
  app.setErrorHandler((error: Error & { statusCode?: number; validation?: unknown }, request, reply) => {
    if (error instanceof WissensproblemError) return sendProblem(error, request, reply)
    if (error.validation) {
      return sendProblem(new WissensproblemError('validation-failed', error.message), request, reply)
    }
    const { statusCode = 500 } = error
    if (statusCode === 413) return sendProblem(new WissensproblemError('payload-too-large'), request, reply)
    if (statusCode === 415) return sendProblem(new WissensproblemError('unsupported-media-type'), request, reply)
    if (statusCode < 500) return sendProblem(new WissensproblemError('malformed-request'), request, reply)
    note(`${request.method} ${request.routeOptions.url ?? ''}: ${error.stack ?? error.message}`)
    return sendProblem(new WissensproblemError('internal'), request, reply)
  })
  app.setNotFoundHandler((request, reply) => sendProblem(new WissensproblemError('not-found'), request, reply))
  app.get('/healthz', async () => ({ status: 'ok' }))
  const dienste: Wissensdienste = { knoten, identify, now }
  const { knotenschluessel: file } = konfiguration
  const key = file === undefined ? undefined : await readSchluessel(file, folder)
  await app.register(wissenPlugin, {
    ...dienste,
    ...(key && {
      knotenschluessel: { schluessel: key.schluessel, sign: (text: string) => signText(key.privateKey, text) },
    }),
  })
  return { app, knoten }
}

/** Exchanges with all partners again and again until it is told to stop; what fails is noted. */
export const keepSync = async (
  { knoten }: Knotenserver,
  { konfiguration, fetch, note }: Knotenumgebung,
  pause: number,
  signal: AbortSignal,
): Promise<void> => {
  const partner = konfiguration.partner.flatMap(({ adresse, unserKennwort: kennwort, stufe = 'oeffentlich' }) =>
    adresse === undefined ? [] : [{ adresse, stufe, fetch, ...(kennwort === undefined ? {} : { kennwort }) }],
  )
  const onError = (adresse: string, error: unknown) =>
    note(`${adresse}: ${error instanceof Error ? error.message : String(error)}`)
  await keepAbgleich(knoten, partner, { pause, signal, onError })
  if (!signal.aborted) await once(signal, 'abort')
}
