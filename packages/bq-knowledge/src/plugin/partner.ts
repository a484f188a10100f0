import { setTimeout as sleep } from 'node:timers/promises'
import { listFehlende, type Vektor, vectorOf } from '../kern/abgleich.ts'
import type { Empfang } from '../kern/knoten.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import type { Sichtbarkeit } from '../vorlage/feld.ts'
import { readStrom, type Stromzeile, takeStrom, withPatience } from './strom.ts'

/** How another node is reached; `adresse` ends with the prefix of its routes (`https://…/v1/bq`). */
export interface Wissenspartner {
  readonly adresse: string
  readonly kennwort?: string
  /** What it may get from here. */
  readonly stufe: Sichtbarkeit
  /** Opens connections to addresses that an exchange may go to, and to no others. */
  readonly fetch: typeof fetch
  /** Ends the exchange where it is. */
  readonly signal?: AbortSignal
  /** How long a partner may be silent, in milliseconds; one minute without it. */
  readonly geduld?: number
}

/** What an exchange moved: changesets that were new here, and new there. */
export interface Abgleichergebnis {
  readonly geholt: number
  readonly gebracht: number
}

const pushBytes = 8_388_608

/** So much that is of no use may come in a row: a partner that goes on for ever with what is known or refused is left. */
const nutzlosGrenze = 20_000

/** Longest time for one answer in milliseconds; the next round goes on where it broke off. */
const longest = 1_800_000

/** Most bytes of an answer that is no stream of changesets. */
const answerBytes = 33_554_432

/** Exchanges with a partner in both directions until nothing moves. Breaking off at any point loses nothing. */
export const syncPartner = async (knoten: Wissensknoten, partner: Wissenspartner): Promise<Abgleichergebnis> => {
  const geholt = await untilStill(() => pull(knoten, partner))
  const gebracht = await untilStill(() => push(knoten, partner))
  return { geholt, gebracht }
}

/** How often exchanges are made, until when, and who hears of those that fail. */
export interface Abgleichplan {
  /** Pause between two exchanges in milliseconds; pauses differ by half, so that nodes do not keep step. */
  readonly pause: number
  readonly signal: AbortSignal
  readonly onError: (adresse: string, error: unknown) => void
}

/**
 * Exchanges with partners again and again until it is told to stop, with each for itself: one that is slow holds up no other, and
 * one that does not answer is tried again.
 */
export const keepAbgleich = async (
  knoten: Wissensknoten,
  partner: readonly Omit<Wissenspartner, 'signal'>[],
  { pause, signal, onError }: Abgleichplan,
): Promise<void> => {
  const keepOne = async (one: Omit<Wissenspartner, 'signal'>): Promise<void> => {
    while (!signal.aborted) {
      try {
        await syncPartner(knoten, { ...one, signal })
      } catch (error) {
        if (!signal.aborted) onError(one.adresse, error)
      }
      await sleep(pause * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined)
    }
  }
  await Promise.all(partner.map(keepOne))
}

/** A key may be granted in a chain that comes after the one that needs it, so it goes round until nothing moves. */
const untilStill = async (round: () => Promise<number>): Promise<number> => {
  for (let all = 0; ; ) {
    const moved = await round()
    if (moved === 0) return all
    all += moved
  }
}

const geduldOf = ({ geduld = 60_000 }: Wissenspartner): number => geduld

/** Asks a partner; it has to begin to answer in time, and to go on with it. */
const call = async <T>(
  partner: Wissenspartner,
  path: string,
  init: RequestInit,
  read: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> => {
  const { adresse, kennwort, fetch: send } = partner
  const headers = new Headers(init.headers)
  if (kennwort !== undefined) headers.set('authorization', `Bearer ${kennwort}`)
  const controller = new AbortController()
  const signal = partner.signal ? AbortSignal.any([partner.signal, controller.signal]) : controller.signal
  const late = setTimeout(() => controller.abort(new Error(`${adresse} does not answer`)), geduldOf(partner))
  const end = setTimeout(() => controller.abort(new Error(`${adresse} does not come to an end`)), longest)
  try {
    const response = await send(`${adresse}${path}`, {
      ...init,
      headers,
      redirect: 'manual',
      signal,
    })
    clearTimeout(late)
    const body = withPatience((response.body ?? []) as AsyncIterable<Uint8Array>, geduldOf(partner))
    if (response.status !== 200) {
      throw new Error(`${adresse}${path} answers ${response.status}: ${(await readText(body, 500)).slice(0, 500)}`)
    }
    return await read(body)
  } finally {
    clearTimeout(late)
    clearTimeout(end)
    controller.abort()
  }
}

/** The text of an answer, up to so many bytes. */
const readText = async (body: AsyncIterable<Uint8Array>, most: number): Promise<string> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    parts.push(chunk)
    size += chunk.length
    if (size > most) break
  }
  return Buffer.concat(parts).toString('utf8')
}

/** What a partner sends, every changeset of which has to come in time, however slowly its bytes do. */
const readSaetze = (body: AsyncIterable<Uint8Array>, partner: Wissenspartner): AsyncIterable<Stromzeile> =>
  withPatience(readStrom(body), geduldOf(partner))

/** Fetches what is missing here. */
const pull = async (knoten: Wissensknoten, partner: Wissenspartner): Promise<number> => {
  const body = JSON.stringify(await knoten.readNetz(vectorOf))
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  return call(partner, '/sync/fetch', init, async (answer) => {
    let neu = 0
    let nutzlos = 0
    for await (const { ergebnis } of takeStrom(knoten, readSaetze(answer, partner))) {
      const isUseful = ergebnis === 'neu' || ergebnis === 'wartet'
      if (ergebnis === 'neu') neu++
      nutzlos = isUseful ? 0 : nutzlos + 1
      if (nutzlos > nutzlosGrenze) throw new Error(`${partner.adresse} sends nothing of use`)
    }
    return neu
  })
}

/** Brings what is missing there, in parts that it takes as a whole. */
const push = async (knoten: Wissensknoten, partner: Wissenspartner): Promise<number> => {
  const have = await call(partner, '/sync/vector', {}, async (answer) =>
    readVektor(await readText(answer, answerBytes)),
  )
  let neu = 0
  let part: string[] = []
  let size = 0
  const send = async () => {
    if (part.length === 0) return
    const init = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: part.join('') }
    part = []
    size = 0
    await call(partner, '/sync/push', init, async (answer) => {
      for await (const zeile of readSaetze(answer, partner)) {
        if ('wert' in zeile && (zeile.wert as Partial<Empfang> | null)?.ergebnis === 'neu') neu++
      }
    })
  }
  const { fehlend, ergaenzend } = await knoten.readNetz((own) => listFehlende(own, have))
  for await (const line of knoten.readZeilen([...fehlend, ...ergaenzend], { stufe: partner.stufe })) {
    if (size + line.length > pushBytes) await send()
    part.push(line)
    size += line.length
  }
  await send()
  return neu
}

/** What a partner says about itself is read with care: the parts that are used have to be there. */
const readVektor = (text: string): Vektor => {
  const { netz, ketten, gabelungen, unvollstaendig } = JSON.parse(text) as Partial<Vektor>
  if (typeof netz !== 'string' || typeof ketten !== 'object' || ketten === null)
    throw new Error('a vector without chains')
  if (!Array.isArray(gabelungen) || !Array.isArray(unvollstaendig)) throw new Error('a vector without forks')
  return { netz, ketten, gabelungen, unvollstaendig }
}
