import { anforderungZustand } from '@berichtsheft/core'
import { type CallOptions, type Connection, dataOf } from './connection.ts'
import type { Schemas } from './schemas.ts'

/** Requests the transfer of one book, for a chamber. */
export const requestBerichtsheft = async (
  { api }: Connection,
  anforderung: Schemas['CreateAnforderung'],
  { signal }: CallOptions = {},
): Promise<Schemas['Anforderung']> =>
  dataOf(await api.POST('/v1/anforderungen', { body: anforderung, ...(signal && { signal }) }))

/** Requests all books that match, for a chamber. The single requests are made in the background. */
export const requestBerichtshefte = async (
  { api }: Connection,
  sammelanforderung: Schemas['CreateSammelanforderung'],
  { signal }: CallOptions = {},
): Promise<Schemas['Sammelanforderung']> =>
  dataOf(await api.POST('/v1/sammelanforderungen', { body: sammelanforderung, ...(signal && { signal }) }))

/** How something is watched. */
export interface WatchOptions extends CallOptions {
  /** Milliseconds between the first two looks; the pause grows to twenty times of it while nothing happens. */
  readonly pause?: number
}

const growth = 1.5
const slowest = 20

/** Asks again and again, more seldom while nothing changes. */
async function* look<T>(
  { wait }: Connection,
  read: () => Promise<T>,
  versionOf: (value: T) => string | number,
  { pause = 1_000, signal }: WatchOptions,
): AsyncGenerator<T> {
  let version: string | number | undefined
  for (let current = pause; ; current = Math.min(current * growth, pause * slowest)) {
    const value = await read()
    if (versionOf(value) !== version) {
      version = versionOf(value)
      current = pause
      yield value
    }
    await wait(Math.round(current), signal)
  }
}

/** A state that a request has reached. */
export interface Anforderungsschritt {
  readonly status: Schemas['Anforderungsstatus']
  readonly zeitpunkt: string
  /** The request as it is now, which may be in a later state already. */
  readonly anforderung: Schemas['Anforderung']
}

/**
 * Follows a request through its states, from the first one to the end of its life. No state is left out, however quickly
 * they follow on each other. For a vendor the first look counts as reading it.
 */
export async function* watchAnforderung(
  connection: Connection,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<Anforderungsschritt> {
  const { signal } = options
  const params = { path: { id } }
  const read = async () =>
    dataOf(await connection.api.GET('/v1/anforderungen/{id}', { params, ...(signal && { signal }) }))
  let seen = 0
  for await (const anforderung of look(connection, read, ({ version }) => version, options)) {
    for (const { status, zeitpunkt } of anforderung.verlauf.slice(seen)) yield { status, zeitpunkt, anforderung }
    seen = anforderung.verlauf.length
    if (isEnd(anforderung.status)) return
  }
}

/** Whether a request has come to its end. */
export const isEnd = (status: Schemas['Anforderungsstatus']): boolean => anforderungZustand.ende.includes(status)

/** Follows a bulk request until every single request has come to its end; yields it whenever a count changes. */
export async function* watchSammelanforderung(
  connection: Connection,
  id: string,
  options: WatchOptions = {},
): AsyncGenerator<Schemas['Sammelanforderung']> {
  const { signal } = options
  const params = { path: { id } }
  const read = async () =>
    dataOf(await connection.api.GET('/v1/sammelanforderungen/{id}', { params, ...(signal && { signal }) }))
  const version = ({ status, angelegt, jeStatus }: Schemas['Sammelanforderung']) =>
    JSON.stringify([status, angelegt, jeStatus])
  for await (const sammelanforderung of look(connection, read, version, options)) {
    yield sammelanforderung
    const open = sammelanforderung.jeStatus.some(({ status, anzahl }) => anzahl > 0 && !isEnd(status))
    if (sammelanforderung.status === 'fertig' && !open) return
  }
}

/** What a vendor says when it answers a request: who releases the book, for which company, until when. */
export type Antwort = Pick<Schemas['CreateFreigabe'], 'freigebender' | 'unternehmen' | 'gueltigBis' | 'umfang'> &
  Pick<Schemas['CreateUebermittlung'], 'erklaerungen'>

/**
 * Answers a request as its vendor: releases the book and hands it over. Called again after a failure it goes on where it
 * stopped and makes nothing twice.
 *
 * @throws ProblemError `conflict` when the request has come to its end otherwise
 */
export const answerAnforderung = async (
  { api }: Connection,
  anforderungId: string,
  { erklaerungen, ...freigabe }: Antwort,
  { signal }: CallOptions = {},
): Promise<Schemas['Uebermittlung']> => {
  const call = signal ? { signal } : {}
  const anforderung = dataOf(
    await api.GET('/v1/anforderungen/{id}', { params: { path: { id: anforderungId } }, ...call }),
  )
  const { berichtsheftId, knr, zweck, freigabeId, uebermittlungId } = anforderung
  if (uebermittlungId !== undefined) {
    return dataOf(await api.GET('/v1/uebermittlungen/{id}', { params: { path: { id: uebermittlungId } }, ...call }))
  }
  const release = async () => {
    const body = { berichtsheftId, knr, zweck, anforderungId, ...freigabe }
    return dataOf(await api.POST('/v1/freigaben', { body, ...call })).id
  }
  const body = {
    freigabeId: anforderung.status === 'freigegeben' && freigabeId !== undefined ? freigabeId : await release(),
    ...(erklaerungen && { erklaerungen }),
  }
  return dataOf(await api.POST('/v1/uebermittlungen', { body, ...call }))
}
