import { createHash, randomUUID } from 'node:crypto'
import {
  beispiele,
  kammern,
  type Nachrichtenposition,
  type Nachrichtenzusammenfassung,
  nachrichten,
  scopesOf,
  standard,
} from '@berichtsheft/core'
import { makeVertrag } from '@berichtsheft/core/testing'
import { readNachricht } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { ProblemError } from '../../problem-error.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { toAngemeldeter } from '../anmeldung/angemeldeter.ts'
import { ensureBerufe } from '../beruf/beruf.service.ts'
import type { Stromnachricht } from './nachricht-lesen.ts'
import { takeNachrichten } from './strom.service.ts'
import { message, receiptOf, rejectionOf, send } from './testing/message.ts'

let t: TestApp
let vendor: TestClient
let kammer: TestClient
beforeAll(async () => {
  t = await createTestApp({ now: new Date('2026-05-18T10:00:00Z') })
  await ensureBerufe(t.deps)
  vendor = await t.createVendor()
  kammer = await t.createKammer('153')
})
afterAll(() => t.close())

let seed = 0
/** A contract with this IHK; the crafts have chambers of their own. */
const nextVertrag = () => {
  for (;;) {
    const vertrag = makeVertrag({ seed: ++seed, knr: '153' })
    if (vertrag.kammerart === 'ihk') return vertrag
  }
}

/** An application that no other one is like, with a key of its own. */
const antrag = (uuid: string = randomUUID(), fremdId = `s-${seed}`) => {
  const vertrag = nextVertrag()
  const azubi = {
    ...vertrag.azubi,
    familienname: `Strom ${String(seed).replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`,
  }
  return { uuid, xml: message('antragEintragung', vendor, { fremdId, vertrag: { ...vertrag, azubi } }, { uuid }) }
}

const vertragOf = (xml: string) => {
  const read = readNachricht(xml)
  if (read.name !== 'antragEintragung') throw new Error(read.name)
  return read.value.inhalt
}

/** The same application, addressed to another chamber. */
const withKnr = (xml: string, knr: string) => {
  const { vertrag, ...rest } = vertragOf(xml)
  return message('antragEintragung', vendor, { ...rest, vertrag: { ...vertrag, knr } })
}

const strip = (xml: string) => xml.replace(/^<\?xml[^>]*\?>/u, '')
const toXmlStream = (xmls: readonly string[]) =>
  `<bh:nachrichten xmlns:bh="${standard.namespace}">${xmls.map(strip).join('\n')}</bh:nachrichten>`
const toJson = (xml: string) => JSON.stringify(readNachricht(xml).value)

const forms = {
  'application/xml': toXmlStream,
  'application/x-ndjson': (xmls: readonly string[]) => `${xmls.map(toJson).join('\n')}\n`,
} as const

const stream = async (client: TestClient, type: keyof typeof forms, payload: string) => {
  const answer = await client.inject({
    method: 'POST',
    url: '/v1/nachrichten/strom',
    payload,
    headers: { 'content-type': type },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  const lines = answer.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  return {
    positionen: lines.slice(0, -1) as Nachrichtenposition[],
    summe: lines.at(-1) as Nachrichtenzusammenfassung,
  }
}

/** Events of a contract without what differs from one to the next, and the last hash of its chain. */
const chainOf = (id: string) =>
  alsSystem(t.deps, async (trx) => {
    const events = await trx('ereignis').where('aggregat_id', id).orderBy('nr').select('nr', 'inhalt', 'hash')
    const chain = await trx('kette').where('aggregat_id', id).first('nr', 'hash')
    let hash = Buffer.alloc(32)
    for (const { nr, inhalt, hash: stored } of events) {
      const number = Buffer.alloc(8)
      number.writeBigInt64BE(BigInt(nr))
      hash = createHash('sha256').update(hash).update(number).update(inhalt).digest()
      expect(stored).toEqual(hash)
    }
    expect(chain).toEqual({ nr: events.length, hash })
    return events.map(({ inhalt }) => {
      const { objekt, vertrag, daten, ...event } = JSON.parse(inhalt)
      return { ...event, daten: daten && { ...daten, abfassung: daten.abfassung.length } }
    })
  })

const get = async (client: TestClient, id: string) => {
  const answer = await client.inject({ url: `/v1/ausbildungsvertraege/${id}` })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

describe.each(['application/xml', 'application/x-ndjson'] as const)('a stream of messages as %s', (type) => {
  const body = forms[type]

  it('makes of each application what a message alone makes of it: state, version, events, receipt', async () => {
    const alone = antrag()
    const single = receiptOf(await send(vendor, alone.xml)).inhalt
    const some = [antrag(), antrag(), antrag()]
    const { positionen, summe } = await stream(vendor, type, body(some.map(({ xml }) => xml)))
    expect(summe).toEqual({ art: 'zusammenfassung', gelesen: 3, angenommen: 3, abgelehnt: 0 })
    expect(positionen.map(({ position, nachrichtenUUID }) => [position, nachrichtenUUID])).toEqual(
      some.map(({ uuid }, i) => [i + 1, uuid]),
    )
    const expected = await get(vendor, single.objektId)
    for (const [i, { objektId = '', nachricht, ergebnis }] of positionen.entries()) {
      expect([nachricht, ergebnis]).toEqual([nachrichten.antragEintragung.element, 'angenommen'])
      const read = await get(kammer, objektId)
      const { id, fremdId, vertrag, eingereichtAm, ...rest } = expected
      expect(read).toMatchObject(rest)
      expect(await chainOf(objektId)).toEqual(await chainOf(single.objektId))
      // The receipt that the same message gets when it comes alone later.
      const again = receiptOf(await send(vendor, some[i]?.xml ?? '')).inhalt
      expect(again.objektId).toBe(objektId)
      expect(again.verstoesse ?? []).toEqual(positionen[i]?.verstoesse ?? [])
    }
  })

  it('C07: the same stream again has the same objects; a message that stands twice in it is done once', async () => {
    const [one, two] = [antrag(), antrag()]
    const payload = body([one.xml, two.xml, one.xml])
    const first = await stream(vendor, type, payload)
    expect(first.summe).toMatchObject({ gelesen: 3, angenommen: 3 })
    expect(first.positionen[2]?.objektId).toBe(first.positionen[0]?.objektId)
    expect((await stream(vendor, type, payload)).positionen).toEqual(first.positionen)
  })

  it('a refused message leaves the others alone, and is refused as it would be alone', async () => {
    const good = antrag()
    const last = antrag()
    receiptOf(await send(vendor, antrag(randomUUID(), `da-${type}`).xml))
    const doppelt = antrag(randomUUID(), `da-${type}`)
    const foreign = message('antragEintragung', vendor, vertragOf(antrag().xml), {
      autor: { verzeichnisdienst: 'gateway', kennung: randomUUID(), name: 'Andere GmbH' },
    })
    const retired = withKnr(antrag().xml, kammern.find(({ aktiv }) => !aktiv)?.knr ?? '')
    const unreadable = antrag().xml.replaceAll('bh:probezeitMonate>', 'bh:probezeit>')
    const beyond = message('eintragung', vendor, beispiele.eintragung.inhalt)
    const bad = [doppelt.xml, foreign, retired, ...(type === 'application/xml' ? [unreadable] : []), beyond]
    const { positionen, summe } = await stream(vendor, type, body([good.xml, ...bad, last.xml]))
    expect(positionen.map(({ ergebnis }) => ergebnis)).toEqual([
      'angenommen',
      ...bad.map(() => 'abgelehnt'),
      'angenommen',
    ])
    expect(summe).toMatchObject({ angenommen: 2, abgelehnt: bad.length })
    for (const [i, xml] of bad.entries()) {
      const { grund, findings } = rejectionOf(await send(vendor, xml))
      const line = positionen[i + 1]
      expect([line?.grund, (line?.verstoesse ?? []).map(({ regel, pfad }) => `${regel} ${pfad}`)]).toEqual([
        grund,
        findings,
      ])
    }
  })
})

it('messages are taken in the order of the stream, each by who may send it', async () => {
  const one = antrag(randomUUID(), 'reihe')
  const { objektId } = receiptOf(await send(vendor, one.xml)).inhalt
  await kammer.inject({ method: 'POST', url: `/v1/ausbildungsvertraege/${objektId}/uebernahme` })
  const ask = message('nachforderung', kammer, {
    verweis: { vertragId: objektId },
    frist: '2026-06-30',
    text: 'Bitte das Zeugnis.',
  })
  const answer = message('nachreichung', vendor, { verweis: { fremdId: 'reihe' }, antwort: 'Liegt bei.' })
  const early = await stream(vendor, 'application/xml', toXmlStream([answer]))
  expect(early.summe).toMatchObject({ angenommen: 0, abgelehnt: 1 })
  expect((await stream(kammer, 'application/xml', toXmlStream([ask]))).summe.angenommen).toBe(1)
  const both = await stream(vendor, 'application/xml', toXmlStream([antrag().xml, answer, antrag().xml]))
  // The message was refused, not done, so it may come again.
  expect(both.positionen.map(({ ergebnis }) => ergebnis)).toEqual(['angenommen', 'angenommen', 'angenommen'])
  expect(await get(kammer, objektId)).toMatchObject({ status: 'nachgereicht' })
})

it('a stream that breaks off keeps what came before; one without a message is refused', async () => {
  const xml = toXmlStream([antrag().xml, antrag().xml])
  const { positionen, summe } = await stream(
    vendor,
    'application/xml',
    xml.replace('</bh:nachrichten>', '<x/></bh:nachrichten>'),
  )
  expect(positionen.map(({ ergebnis }) => ergebnis)).toEqual(['angenommen', 'angenommen'])
  expect(summe).toMatchObject({ angenommen: 2, problem: { status: 400 } })
  const nothing = await vendor.inject({
    method: 'POST',
    url: '/v1/nachrichten/strom',
    payload: '<x/>',
    headers: { 'content-type': 'application/xml' },
  })
  expect(nothing.statusCode).toBe(400)
})

const toProblem = () => ({
  error: new ProblemError('malformed-request'),
  body: { type: 'about:blank', title: 'broken', status: 400 },
})

const take = (deps: TestApp['deps'], messages: AsyncIterable<Stromnachricht>) =>
  takeNachrichten(deps, toAngemeldeter(vendor.clientId, vendor, scopesOf.anbieter), messages, {
    isGone: () => false,
    toProblem,
  })

it('C07: sets are stored while the next one is read, and are answered in order, also to a sender who waits for that', async () => {
  const stapel = 500
  const uuids = Array.from({ length: stapel + 2 }, () => randomUUID())
  const told: (Nachrichtenposition | Nachrichtenzusammenfassung)[] = []
  const { promise: isAnswered, resolve: answered } = Promise.withResolvers<void>()
  async function* messages(): AsyncGenerator<Stromnachricht> {
    for (const [i, uuid] of uuids.entries()) {
      if (i === stapel) await isAnswered
      yield { zeile: i + 1, ...readNachricht(antrag(uuid, `folge-${i}`).xml) }
    }
    throw new ProblemError('malformed-request', { detail: 'the stream breaks off' })
  }
  for await (const line of take(t.deps, messages())) {
    told.push(line)
    if (told.length === stapel) answered()
  }
  expect(told.slice(0, -1)).toMatchObject(
    uuids.map((nachrichtenUUID, i) => ({ position: i + 1, zeile: i + 1, nachrichtenUUID, ergebnis: 'angenommen' })),
  )
  const count = uuids.length
  expect(told.at(-1)).toMatchObject({ gelesen: count, angenommen: count, abgelehnt: 0, problem: { status: 400 } })
})

it('nothing is taken after a set that could not be stored, and the summary says so', async () => {
  const last = antrag(randomUUID(), 'nach-dem-fehler')
  const first = antrag()
  async function* messages(): AsyncGenerator<Stromnachricht> {
    const document = readNachricht(first.xml)
    for (let i = 0; i < 500; i++) yield { zeile: i + 1, ...document }
    yield { zeile: 501, ...readNachricht(last.xml) }
  }
  let calls = 0
  const now = () => {
    if (++calls === 1) throw new Error('the clock fails')
    return t.deps.now()
  }
  const told: object[] = []
  for await (const line of take({ ...t.deps, now }, messages())) told.push(line)
  expect(told).toMatchObject([{ art: 'zusammenfassung', angenommen: 0, abgelehnt: 0, problem: { status: 400 } }])
  const stored = await alsSystem(t.deps, (trx) => trx('idempotenz').where('schluessel', `nachricht ${last.uuid}`))
  expect(stored).toEqual([])
})

it('papers of a chamber come in a stream, too, and are in its hands at once', async () => {
  const papers = [antrag(), antrag()].map(({ xml }) => ({ ...vertragOf(xml), eingangAm: '2026-05-15' }))
  const xmls = papers.map((inhalt) => message('antragEintragung', kammer, inhalt))
  const late = message('antragEintragung', kammer, { ...vertragOf(antrag().xml), eingangAm: '2026-05-19' })
  const { positionen } = await stream(kammer, 'application/xml', toXmlStream([...xmls, late]))
  expect(positionen.map(({ ergebnis, verstoesse = [] }) => [ergebnis, verstoesse[0]?.regel === 'DV-09'])).toEqual([
    ['angenommen', false],
    ['angenommen', false],
    ['abgelehnt', true],
  ])
  expect(await get(kammer, positionen[0]?.objektId ?? '')).toMatchObject({
    status: 'inPruefung',
    herkunft: 'papier',
    zugewiesenAn: kammer.clientId,
  })
})

it('a single message may be JSON: its receipt and its rejection are the values of those in XML', async () => {
  const { xml } = antrag()
  const post = (payload: string) =>
    vendor.inject({
      method: 'POST',
      url: '/v1/nachrichten',
      payload,
      headers: { 'content-type': 'application/json' },
    })
  const answer = await post(toJson(xml))
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([201, 'application/json; charset=utf-8'])
  expect(answer.json()).toEqual(receiptOf(await send(vendor, xml)))
  const refused = await post('{"nachrichtenkopf":{}}')
  expect([refused.statusCode, refused.json().inhalt.grund]).toEqual([400, 'X'])
})
