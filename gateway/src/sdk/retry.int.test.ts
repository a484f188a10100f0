import type { Lieferung } from '@berichtsheft/core'
import { ConnectionError, type GatewayClient } from '@berichtsheft/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeLieferung, makeNachweis } from '../testing/fixtures.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type FlakyProxy, startFlakyProxy } from './testing/flaky-proxy.ts'

let gateway: TestGateway
let proxy: FlakyProxy
let client: GatewayClient
let direct: GatewayClient
let chamber: GatewayClient

beforeAll(async () => {
  gateway = await startTestGateway()
  proxy = await startFlakyProxy(gateway.address)
  const vendor = await gateway.createVendor()
  direct = gateway.connect(vendor)
  chamber = gateway.connect(await gateway.createKammer())
  // The gateway is reached at another address than its own, as through an inner network.
  client = gateway.connect(vendor, {
    baseUrl: proxy.address,
    issuer: `${gateway.address}/oidc`,
    retry: { firstPause: 20 },
  })
})
afterAll(async () => {
  await proxy?.close()
  await gateway?.close()
})
beforeEach(() => void proxy.passages.splice(0))

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const passagesOf = (path: string) => proxy.passages.filter((passage) => passage.path.startsWith(path))

describe('a write that fails on its way', () => {
  it('has its effect once: the same key brings the first answer again', async () => {
    const { positionen } = await direct.pushLieferung(makeLieferung(0))
    const berichtsheftId = positionen[0]?.id ?? ''
    proxy.fail('/v1/ausbildungsnachweise', 'busy', 'lost', 'cut')
    const results = await collect(client.pushNachweise(berichtsheftId, [makeNachweis(1)]))
    expect(results).toMatchObject([{ ergebnis: 'gespeichert', nachweis: { version: 1 } }])
    const passages = passagesOf('/v1/ausbildungsnachweise')
    expect(passages.map(({ fault }) => fault)).toEqual(['busy', 'lost', 'cut', undefined])
    expect(new Set(passages.map(({ key }) => key)).size).toBe(1)
    expect(passages[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
    expect(await collect(direct.ausbildungsnachweise({ berichtsheftId }))).toHaveLength(1)
  })

  it('keeps a key for each report of its own', async () => {
    const { positionen } = await direct.pushLieferung(makeLieferung(0))
    proxy.fail('/v1/ausbildungsnachweise', 'lost')
    await collect(client.pushNachweise(positionen[0]?.id ?? '', [makeNachweis(1), makeNachweis(2)]))
    const keys = passagesOf('/v1/ausbildungsnachweise').map(({ key }) => key)
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(2)
  })

  it('waits as long as Retry-After asks for', async () => {
    proxy.fail('/v1/lieferungen', 'busy')
    const since = performance.now()
    expect(await client.pushLieferung(makeLieferung(1))).toMatchObject({ gespeichert: 2 })
    expect(performance.now() - since).toBeGreaterThan(990)
  })

  it('is given up at some time, and has stored nothing twice by then', async () => {
    const lieferung = makeLieferung(1)
    proxy.fail('/v1/lieferungen', 'lost', 'lost', 'lost', 'lost')
    await expect(client.pushLieferung(lieferung)).rejects.toMatchObject({ name: 'ConnectionError', attempts: 4 })
    expect(await collect(direct.berichtshefte({ fremdId: lieferung.berichtsheft.fremdId }))).toHaveLength(1)
    expect(await direct.pushLieferung(lieferung)).toMatchObject({ unveraendert: 2 })
  })
})

describe('reading', () => {
  it('goes on with the page that broke off', async () => {
    const beruf = { bezeichnung: 'Bäcker', kennung: 'baecker' }
    for (let i = 0; i < 5; i++) await direct.pushLieferung(makeLieferung(0, { beruf }))
    proxy.fail('/v1/berichtshefte', 'cut', 'lost')
    const all = await collect(client.berichtshefte({ beruf: 'baecker' }, { seitengroesse: 2 }))
    expect(all.map(({ id }) => id)).toEqual(
      (await collect(direct.berichtshefte({ beruf: 'baecker' }))).map(({ id }) => id),
    )
    expect(passagesOf('/v1/berichtshefte')).toHaveLength(5)
  })

  it('as one stream says that it broke off, after everything that came', async () => {
    proxy.fail('/v1/berichtshefte', 'cut')
    await expect(collect(client.berichtshefte({ beruf: 'baecker' }, { form: 'strom' }))).rejects.toThrow(
      ConnectionError,
    )
  })

  it('fetches a package anew when it breaks off', async () => {
    const { positionen } = await direct.pushLieferung(makeLieferung(2))
    const berichtsheftId = positionen[0]?.id ?? ''
    const anforderung = await chamber.requestBerichtsheft({
      auswahl: { berichtsheftId },
      zweck: 'stichprobe',
      rechtsgrundlage: 'BBiG § 76',
      frist: '2099-01-31',
    })
    const { id } = await direct.answerAnforderung(anforderung.id, {
      freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
      unternehmen: 'Werkstatt Störtebeker GmbH',
      gueltigBis: '2099-06-30',
    })
    proxy.fail(`/v1/uebermittlungen/${id}/paket`, 'cut', 'lost')
    const seen: number[] = []
    const paket = await client.fetchPaket(id, { onBytes: (received) => seen.push(received) })
    expect(paket.bytes.length).toBe(paket.uebermittlung.paket.groesse)
    expect(seen.at(-1)).toBe(paket.bytes.length)
  })
})

describe('a token that is not accepted any more', () => {
  it('is replaced once, without the caller noticing', async () => {
    proxy.fail('/v1/berichtshefte', 'expired')
    await collect(client.berichtshefte())
    expect(passagesOf('/oidc/token')).toHaveLength(1)
    expect(passagesOf('/v1/berichtshefte').map(({ fault }) => fault)).toEqual(['expired', undefined])
  })
})

describe('a stream of books', () => {
  it('is not repeated; sending it again finds what is stored already', async () => {
    const books: Lieferung[] = [makeLieferung(2), makeLieferung(2)]
    proxy.fail('/v1/lieferungen/strom', 'lost')
    await expect(collect(client.streamLieferungen(books))).rejects.toThrow(ConnectionError)
    expect(passagesOf('/v1/lieferungen/strom')).toHaveLength(1)
    const again = await collect(client.streamLieferungen(books))
    expect(again.at(-1)).toMatchObject({ berichtshefte: 2, abgelehnt: 0, unveraendert: 6 })
  })
})
