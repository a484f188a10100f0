import type { Lieferung } from '@berichtsheft/core'
import { ProblemError, type Schemas } from '@berichtsheft/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLieferung, makeNachweis } from '../testing/fixtures.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway?.close())

const connectVendor = async (name?: string) => gateway.connect(await gateway.createVendor(name))

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

const refusalOf = async (call: Promise<unknown>): Promise<ProblemError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProblemError)) throw new Error(`no refusal: ${String(error)}`)
  return error
}

describe('pushing', () => {
  it('stores a book, and leaves it alone when it comes again', async () => {
    const client = await connectVendor()
    const lieferung = makeLieferung(3)
    const first = await client.pushLieferung(lieferung)
    expect(first).toMatchObject({ gespeichert: 4, unveraendert: 0, abgelehnt: 0 })
    expect(await client.pushLieferung(lieferung)).toMatchObject({ gespeichert: 0, unveraendert: 4 })
  })

  it('stores single reports and says of each what became of it', async () => {
    const client = await connectVendor()
    const { positionen } = await client.pushLieferung(makeLieferung(1))
    const good = makeNachweis(5)
    const bad = {
      ...makeNachweis(6),
      inhalt: { ...makeNachweis(6).inhalt, zeitraum: { von: '2025-02-03', bis: '2025-01-01' } },
    }
    const results = await collect(client.pushNachweise(positionen[0]?.id ?? '', [good, bad, makeNachweis(7)]))
    expect(results.map(({ ergebnis }) => ergebnis)).toEqual(['gespeichert', 'abgelehnt', 'gespeichert'])
    const [, refused] = results
    expect(refused).toMatchObject({ fremdId: bad.fremdId, problem: { status: 422 } })
    const regeln = refused && 'problem' in refused ? refused.problem.verstoesse?.map(({ regel }) => regel) : []
    expect(regeln).toContain('BN-001')
  })

  it('throws what concerns the whole call, with its slug', async () => {
    const client = await connectVendor()
    const push = collect(client.pushNachweise('01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77', [makeNachweis(1)]))
    expect(await refusalOf(push)).toMatchObject({ slug: 'not-found', status: 404 })
  })

  it.each(['ndjson', 'xml'] as const)('streams many books as %s and reads results while it sends', async (form) => {
    const client = await connectVendor()
    const answered: Schemas['Lieferzeile'][] = []
    const seen: number[] = []
    async function* books(): AsyncGenerator<Lieferung> {
      for (let i = 0; i < 40; i++) {
        // The first answers come long before the last book is sent: the wait makes it sure.
        if (i === 39) await expect.poll(() => answered.length).toBeGreaterThan(0)
        seen.push(answered.length)
        yield makeLieferung(6, i === 20 ? { knr: '999' } : {})
      }
    }
    for await (const line of client.streamLieferungen(books(), { form })) answered.push(line)
    expect(answered.at(-1)).toEqual({
      art: 'zusammenfassung',
      berichtshefte: 40,
      gespeichert: 39 * 7,
      unveraendert: 0,
      abgelehnt: 7,
    })
    expect(seen.at(-1)).toBeGreaterThan(0)
  })

  it('answers a stream that is refused at its begin with the problem', async () => {
    const client = await connectVendor()
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('nonsense\n')
      for (let i = 0; i < 2_000; i++) yield Buffer.alloc(65_536, 'x')
    }
    expect(await refusalOf(collect(client.streamBytes(endless())))).toMatchObject({
      status: 400,
      slug: 'malformed-request',
    })
  })

  it('passes on what the source of a stream throws', async () => {
    const client = await connectVendor()
    async function* failing(): AsyncGenerator<Lieferung> {
      yield makeLieferung(1)
      throw new RangeError('the vendor database is gone')
    }
    await expect(collect(client.streamLieferungen(failing()))).rejects.toThrow('the vendor database is gone')
  })
})

describe('one object', () => {
  it('is told with the refusal of a change that is based on an older form, and not sent again while it is known', async () => {
    const client = await connectVendor()
    const { positionen } = await client.pushLieferung(makeLieferung(0))
    const path = { id: positionen[0]?.id ?? '' }
    const change = (version: number, azubinummer: string) =>
      client.api.PATCH('/v1/berichtshefte/{id}', {
        params: { path, header: { 'If-Match': `"${version}"` } },
        body: { azubinummer },
      })
    await change(1, '153-1')
    const { slug, stand } = await refusalOf(change(1, '153-2'))
    expect([slug, stand]).toMatchObject(['precondition-failed', { version: 2, azubinummer: '153-1' }])
    const read = (etag?: string) =>
      client.api.GET('/v1/berichtshefte/{id}', { params: { path, ...(etag && { header: { 'If-None-Match': etag } }) } })
    const first = await read()
    const again = await read(String(first.response.headers.get('etag')))
    expect([again.response.status, again.data]).toEqual([304, undefined])
    await change(2, '153-2')
    const changed = await read(String(first.response.headers.get('etag')))
    expect(changed.data).toMatchObject({ version: 3, azubinummer: '153-2' })
  })
})

describe('lists', () => {
  it('yield every entry over pages and over a stream, filtered by geaendertSeit', async () => {
    const client = await connectVendor()
    for (let i = 0; i < 5; i++) await client.pushLieferung(makeLieferung(1))
    const all = await collect(client.berichtshefte())
    expect(all).toHaveLength(5)
    expect(await collect(client.berichtshefte({}, { seitengroesse: 2 }))).toEqual(all)
    expect(await collect(client.berichtshefte({}, { form: 'strom' }))).toEqual(all)
    const geaendertSeit = all[3]?.geaendertAm ?? ''
    const fresh = await collect(client.berichtshefte({ geaendertSeit }))
    expect(fresh.map(({ id }) => id)).toEqual(
      all.filter((heft) => heft.geaendertAm >= geaendertSeit).map(({ id }) => id),
    )
    expect(await collect(client.ausbildungsnachweise({ berichtsheftId: all[0]?.id ?? '' }))).toHaveLength(1)
  })

  it('tell the exports of a vendor and the bulk requests of a chamber', async () => {
    const client = await connectVendor()
    const { positionen } = await client.pushLieferung(makeLieferung(1))
    const body = { berichtsheftId: positionen[0]?.id ?? '', format: 'json' as const }
    const { data } = await client.api.POST('/v1/exporte', { body })
    expect((await collect(client.exporte(body))).map(({ id }) => id)).toEqual([data?.id])
    expect(await collect(client.exporte({ format: 'pdf' }, { form: 'strom' }))).toEqual([])
    const kammer = gateway.connect(await gateway.createKammer())
    const sammelanforderung = await kammer.requestBerichtshefte({
      auswahl: { beruf: 'Tierpfleger' },
      zweck: 'stichprobe',
      rechtsgrundlage: 'BBiG § 76 Abs. 1',
      frist: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    })
    expect(await collect(kammer.sammelanforderungen({ zweck: 'stichprobe' }))).toEqual([sammelanforderung])
  })

  it('end early without reading on', async () => {
    const client = await connectVendor()
    for (let i = 0; i < 3; i++) await client.pushLieferung(makeLieferung(0))
    for await (const heft of client.berichtshefte({}, { form: 'strom' })) {
      expect(heft.anzahlNachweise).toBe(0)
      break
    }
  })
})

describe('signing in', () => {
  it('is refused to a client that nobody knows', async () => {
    const vendor = await gateway.createVendor()
    const stranger = gateway.connect({ ...vendor, clientId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77' })
    expect(await refusalOf(collect(stranger.berichtshefte()))).toMatchObject({ slug: 'unauthorized', status: 401 })
  })

  it('asks for no more than the scopes given', async () => {
    const reader = gateway.connect(await gateway.createVendor(), { scopes: ['berichtsheft:lesen'] })
    expect(await collect(reader.berichtshefte())).toEqual([])
    expect(await refusalOf(reader.pushLieferung(makeLieferung(0)))).toMatchObject({ slug: 'forbidden', status: 403 })
  })

  it('works without a token where none is needed', async () => {
    const { createClient } = await import('@berichtsheft/sdk')
    const { data } = await createClient({ baseUrl: gateway.address }).api.GET('/v1/regeln')
    expect(data?.regeln.length).toBeGreaterThan(30)
    const probezeit = data?.regeln.find(({ id }) => id === 'DAV-088')
    expect(probezeit).toMatchObject({ felder: ['/probezeitMonate'], beispiel: { vertrag: { probezeitMonate: 5 } } })
  })
})
