import { canonicalize } from '@berichtsheft/core/signatur'
import { fetchSaetze, type Vektor, vectorOf } from '../kern/abgleich.ts'
import { grenzen } from '../kern/grenzen.ts'
import type { Empfang } from '../kern/knoten.ts'
import { parseSatz } from '../kern/pruefung.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import type { Sichtbarkeit } from '../vorlage/feld.ts'

/** How another node is reached; `adresse` ends with the prefix of its routes (`https://…/v1/bq`). */
export interface Wissenspartner {
  readonly adresse: string
  readonly kennwort?: string
  /** What it may get from here. */
  readonly stufe: Sichtbarkeit
  readonly fetch: typeof fetch
}

/** What an exchange moved: changesets that were new here, and new there. */
export interface Abgleichergebnis {
  readonly geholt: number
  readonly gebracht: number
}

const pushBytes = 8_388_608
const batch = 100

/** Exchanges with a partner in both directions until nothing moves. Breaking off at any point loses nothing. */
export const syncPartner = async (knoten: Wissensknoten, partner: Wissenspartner): Promise<Abgleichergebnis> => {
  const geholt = await untilStill(() => pull(knoten, partner))
  const gebracht = await untilStill(() => push(knoten, partner))
  return { geholt, gebracht }
}

/** A key may be granted in a chain that comes after the one that needs it, so it goes round until nothing moves. */
const untilStill = async (round: () => Promise<number>): Promise<number> => {
  for (let all = 0; ; ) {
    const moved = await round()
    if (moved === 0) return all
    all += moved
  }
}

const call = async ({ adresse, kennwort, fetch: send }: Wissenspartner, path: string, init: RequestInit = {}) => {
  const headers = new Headers(init.headers)
  if (kennwort !== undefined) headers.set('authorization', `Bearer ${kennwort}`)
  const response = await send(`${adresse}${path}`, { ...init, headers, redirect: 'error' })
  if (response.ok) return response
  throw new Error(`${adresse}${path} answers ${response.status}: ${(await response.text()).slice(0, 500)}`)
}

/** The lines of an answer. An answer that breaks off throws; what was read before has been taken in. */
const linesOf = async function* (response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > grenzen.satz) throw new Error('a line of the partner is too long')
    yield* parts
  }
  if (rest !== '') yield rest
}

/** Fetches what is missing here. */
const pull = async (knoten: Wissensknoten, partner: Wissenspartner): Promise<number> => {
  const have = await knoten.read(vectorOf)
  const body = JSON.stringify(have)
  const response = await call(partner, '/sync/fetch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  let neu = 0
  let werte: unknown[] = []
  const take = async () => {
    const answers = werte.length > 0 ? await knoten.receive(werte) : []
    neu += answers.filter(({ ergebnis }) => ergebnis === 'neu').length
    werte = []
  }
  for await (const line of linesOf(response)) {
    if (line === '') continue
    const gelesen = parseSatz(line)
    if ('wert' in gelesen) werte.push(gelesen.wert)
    if (werte.length >= batch) await take()
  }
  await take()
  return neu
}

/** Brings what is missing there, in parts that it takes as a whole. */
const push = async (knoten: Wissensknoten, partner: Wissenspartner): Promise<number> => {
  const have = (await (await call(partner, '/sync/vector')).json()) as Vektor
  let neu = 0
  let part: string[] = []
  let size = 0
  const send = async () => {
    if (part.length === 0) return
    const response = await call(partner, '/sync/push', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: part.join(''),
    })
    for await (const line of linesOf(response))
      if (line !== '' && (JSON.parse(line) as Empfang).ergebnis === 'neu') neu++
    part = []
    size = 0
  }
  const [saetze, first] = await knoten.read(async (own) => {
    const all = fetchSaetze({ ...own, speicher: knoten.readAhead() }, have, { stufe: partner.stufe })
    return [all, await all.next()] as const
  })
  for (let next = first; !next.done; next = await saetze.next()) {
    const line = `${canonicalize(next.value)}\n`
    if (size + line.length > pushBytes) await send()
    part.push(line)
    size += line.length
  }
  await send()
  return neu
}
