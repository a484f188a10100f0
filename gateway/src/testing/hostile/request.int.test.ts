import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKopf, makeLieferung } from '../fixtures.ts'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { expectAtWork, expectProblem } from './refused.ts'
import type { Answer } from './send-request.ts'

let gateway: ChildGateway
/** Ids of a book of the vendor and of a report in it. */
let book: string
let report: string
let stranger: string
beforeAll(async () => {
  gateway = await startChildGateway()
  const answer = await gateway.send({ path: '/v1/lieferungen', body: JSON.stringify(makeLieferung(3)) })
  const ids = JSON.parse(answer.text).positionen.map(({ id }: { id: string }) => id)
  book = ids[0]
  report = ids[1]
  stranger = (await gateway.createVendor()).token
})
afterAll(() => gateway?.close())

const unknown = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const post = { method: 'POST', body: '{}' }

describe('A09: there is one way to every route', () => {
  test.each([
    ['a slash at the end', { path: '/v1/berichtshefte/' }, [404, 400, 401]],
    ['two slashes', { path: '//v1/berichtshefte' }, [404]],
    ['two slashes inside', { path: '/v1//berichtshefte' }, [404]],
    ['an encoded slash', { path: '/v1%2fberichtshefte' }, [404]],
    ['an encoded letter', { path: '/v1/%62erichtshefte' }, [200]],
    ['a dot segment', { path: '/v1/../v1/berichtshefte' }, [404]],
    ['an encoded dot segment', { path: '/v1/%2e%2e/v1/berichtshefte' }, [404]],
    ['a public prefix before a dot segment', { path: '/docs/../v1/berichtshefte' }, [404]],
    [
      'a public prefix before an encoded dot segment',
      { path: '/docs/static/%2e%2e/%2e%2e/v1/berichtshefte' },
      [400, 404],
    ],
    ['a matrix parameter', { path: '/v1/berichtshefte;x=1' }, [404]],
    ['upper case', { path: '/V1/Berichtshefte' }, [404]],
    ['a backslash', { path: '/v1\\berichtshefte' }, [404]],
    ['NUL at the end', { path: '/v1/berichtshefte%00' }, [404]],
    ['a fragment', { path: '/v1/berichtshefte%23x' }, [404]],
    ['another version', { path: '/v2/berichtshefte' }, [404]],
    ['no version', { path: '/berichtshefte' }, [404]],
    ['TRACE', { method: 'TRACE' }, [404, 405]],
    ['OPTIONS', { method: 'OPTIONS' }, [404, 405]],
    ['PUT where there is none', { ...post, method: 'PUT' }, [405]],
    ['DELETE where there is none', { method: 'DELETE' }, [405]],
    ['PROPFIND', { method: 'PROPFIND' }, [404, 405]],
  ] as const)('A09: %s', async (_name, request, expected) => {
    for (const token of ['', gateway.vendor.token]) {
      const answer = await gateway.send({ path: '/v1/berichtshefte', ...request, token })
      // Without a token nothing is answered that a token would open.
      expect(token === '' && expected[0] === 200 ? [401] : expected, answer.text).toContain(answer.status)
      if (answer.status >= 400 && answer.text !== '')
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    }
  })

  test.each([
    ['x-http-method-override', 'DELETE'],
    ['x-http-method', 'PUT'],
    ['x-method-override', 'PATCH'],
    ['x-original-url', '/v1/anbieter'],
    ['x-rewrite-url', '/v1/anbieter'],
    ['x-forwarded-prefix', '/v1/anbieter'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-host', 'evil.example'],
    ['x-forwarded-proto', 'https'],
    ['forwarded', 'for=127.0.0.1;host=evil.example'],
    ['x-real-ip', '127.0.0.1'],
    ['x-forwarded-user', 'admin'],
    ['x-client-id', 'admin'],
  ])('A09: the header %s decides nothing', async (name, value) => {
    const plain = await gateway.send({ path: `/v1/berichtshefte/${book}` })
    const answer = await gateway.send({ path: `/v1/berichtshefte/${book}`, headers: { [name]: value } })
    expect({ status: answer.status, text: answer.text }).toEqual({ status: plain.status, text: plain.text })
    expect(JSON.stringify(answer.headers)).not.toContain('evil')
    expect((await gateway.send({ path: '/v1/berichtshefte', token: '', headers: { [name]: value } })).status).toBe(401)
  })

  test('A09: HEAD decides as GET does and says nothing more', async () => {
    for (const path of ['/v1/berichtshefte', `/v1/berichtshefte/${book}`, `/v1/berichtshefte/${unknown}`]) {
      const get = await gateway.send({ path })
      const head = await gateway.send({ path, method: 'HEAD' })
      expect([get.status, 404, 405]).toContain(head.status)
      expect(head.text).toBe('')
      expect((await gateway.send({ path, method: 'HEAD', token: '' })).status).toBeGreaterThanOrEqual(400)
    }
  })

  test.each(['limit=1&limit=2', 'status=aktiv&status=abgeschlossen', 'cursor=a&cursor=b', 'fremdId=a&fremdId=b'])(
    'A09: a parameter twice, %s',
    async (query) =>
      void expectProblem(await gateway.send({ path: `/v1/berichtshefte?${query}` }), 'validation-failed'),
  )
})

describe('A04: sizes of pages and cursors', () => {
  test.each([
    '-1',
    '0',
    '501',
    '1e2',
    '1e9',
    '1000000000',
    '1.5',
    '0x10',
    '',
    'NaN',
    'null',
    '5;drop',
    '9'.repeat(400),
  ])('A04: limit %s', async (limit) => {
    for (const list of [
      'berichtshefte',
      'ausbildungsnachweise',
      'freigaben',
      'uebermittlungen',
      'anforderungen',
      'ereignisse',
    ])
      expectProblem(await gateway.send({ path: `/v1/${list}?limit=${limit}` }), 'validation-failed')
  })

  const encode = (text: string) => Buffer.from(text).toString('base64url')
  const tampered: readonly (readonly [name: string, cursor: string])[] = [
    ['nothing', ''],
    ['no base64url', '!!!'],
    ['some text', encode('hello')],
    ['a day that does not exist', encode(`2026-99-99T99:99:99.999Z\n${unknown}`)],
    ['30 February', encode(`2026-02-30T00:00:00.000Z\n${unknown}`)],
    ['hour 24', encode(`2026-02-20T24:00:00.001Z\n${unknown}`)],
    ['the year zero', encode(`0000-01-01T00:00:00.000Z\n${unknown}`)],
    ['an id that is none', encode(`2026-01-01T00:00:00.000Z\n------------------------------------`)],
    ['an id of letters', encode(`2026-01-01T00:00:00.000Z\n${'a'.repeat(36)}`)],
    ['SQL', encode(`2026-01-01T00:00:00.000Z'--\n${unknown}`)],
    ['three lines', encode(`2026-01-01T00:00:00.000Z\n${unknown}\nx`)],
    ['a day that does not exist, in a list by day', encode(`2026-02-31\n${unknown}`)],
    ['a number', encode(`999999999999999999999\n${unknown}`)],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x0a, 0xff]).toString('base64url')],
    ['501 characters', 'a'.repeat(501)],
  ]
  test.each(tampered)('A04: a cursor that is no cursor: %s', async (_name, cursor) => {
    gateway.takeLog()
    for (const path of [
      'berichtshefte?',
      'ausbildungsnachweise?',
      `ausbildungsnachweise?berichtsheftId=${book}&`,
      'freigaben?',
      'uebermittlungen?',
      'anforderungen?',
      'ereignisse?',
    ]) {
      const answer = await gateway.send({ path: `/v1/${path}cursor=${cursor}` })
      expect(answer.status, `${path} ${answer.text}`).toBe(400)
    }
    expect(gateway.takeLog().filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  })

  test('A04: the cursor of another tenant shows own rows only', async () => {
    const page = JSON.parse((await gateway.send({ path: '/v1/ausbildungsnachweise?limit=1' })).text)
    expect(page.naechsterCursor).toBeDefined()
    for (const path of ['berichtshefte', 'ausbildungsnachweise']) {
      const answer = await gateway.send({ path: `/v1/${path}?cursor=${page.naechsterCursor}`, token: stranger })
      expect(JSON.parse(answer.text)).toEqual({ eintraege: [] })
    }
    expect(
      (await gateway.send({ path: `/v1/ausbildungsnachweise?berichtsheftId=${book}`, token: stranger })).text,
    ).toBe('{"eintraege":[]}')
  })
})

describe('A02: what belongs to another is as if it were not there', () => {
  const step = { vorgang: 'eingereicht', zeitpunkt: '2026-11-13T13:05:00Z' }
  const { fremdId: _, ...nachweis } = makeLieferung(1).ausbildungsnachweise[0] ?? { fremdId: '' }
  const freigabe = { knr: '153', zweck: 'abschlusspruefung' }
  const ways: readonly (readonly [
    name: string,
    ask: (id: string) => { method?: string; path: string; body?: unknown },
    which: () => string,
  ])[] = [
    ['reading a book', (id) => ({ path: `/v1/berichtshefte/${id}` }), () => book],
    [
      'changing a book',
      (id) => ({ method: 'PATCH', path: `/v1/berichtshefte/${id}`, body: { pruefungstermin: '2027-05-05' } }),
      () => book,
    ],
    ['reading a report', (id) => ({ path: `/v1/ausbildungsnachweise/${id}` }), () => report],
    [
      'changing a report',
      (id) => ({
        method: 'PUT',
        path: `/v1/ausbildungsnachweise/${id}`,
        body: { inhalt: (nachweis as { inhalt?: unknown }).inhalt },
      }),
      () => report,
    ],
    ['a step of a report', (id) => ({ path: `/v1/ausbildungsnachweise/${id}/schritte`, body: step }), () => report],
    [
      'a report in a book',
      (id) => ({ path: '/v1/ausbildungsnachweise', body: { berichtsheftId: id, fremdId: 'fremd-1', ...nachweis } }),
      () => book,
    ],
    [
      'an export of a book',
      (id) => ({ path: '/v1/exporte', body: { berichtsheftId: id, format: 'json' } }),
      () => book,
    ],
    ['a list of a book', (id) => ({ path: `/v1/ausbildungsnachweise?berichtsheftId=${id}` }), () => book],
    ['a release of a book', (id) => ({ path: '/v1/freigaben', body: { ...freigabe, berichtsheftId: id } }), () => book],
  ]
  test.each(ways)('A02: %s', async (_name, ask, which) => {
    const rows = await gateway.countRows()
    const send = (id: string): Promise<Answer> => {
      const { body, ...request } = ask(id)
      return gateway.send({
        ...request,
        token: stranger,
        headers: { 'if-match': '"1"' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    }
    const [foreign, none] = [await send(which()), await send(unknown)]
    const shape = ({ status, text }: Answer, id: string) => ({
      status,
      text: text.replaceAll(id, 'ID').replace(/"instance":"[^"]+"/, ''),
    })
    expect(shape(foreign, which())).toEqual(shape(none, unknown))
    expect([404, 400, 200]).toContain(foreign.status)
    expect(await gateway.countRows()).toEqual(rows)
  })
})

describe('B04: headers that carry values', () => {
  test.each([
    '""',
    '"-1"',
    '"99999999999999999999"',
    '"9999999999"',
    '"2147483648"',
    '*',
    'W/"1"',
    '1',
    '"1", "2"',
    `"1' or 1=1"`,
    '"0"',
  ])('B04: If-Match %s', async (value) => {
    gateway.takeLog()
    const answer = await gateway.send({
      method: 'PATCH',
      path: `/v1/berichtshefte/${book}`,
      headers: { 'if-match': value },
      body: '{"pruefungstermin":"2027-05-05"}',
    })
    expect([400, 412], answer.text).toContain(answer.status)
    expect(gateway.takeLog().filter((line) => JSON.parse(line).level >= 50)).toEqual([])
  })

  test.each([
    ['empty', ''],
    ['a blank', 'a b'],
    ['beyond ASCII', 'schlüssel'],
    ['256 characters', 'k'.repeat(256)],
    ['twice', ['a', 'b']],
  ] as const)('B04: Idempotency-Key %s', async (_name, key) => {
    const rows = await gateway.countRows()
    const answer = await gateway.send({
      headers: { 'idempotency-key': key as string },
      body: JSON.stringify(makeKopf()),
    })
    expectProblem(answer, 'malformed-request')
    expect(await gateway.countRows()).toEqual(rows)
  })

  test('C07: a key again with another body, another address or by another tenant', async () => {
    const headers = { 'idempotency-key': 'angriff-1' }
    const body = JSON.stringify(makeKopf())
    const first = await gateway.send({ headers, body })
    expect(first.status).toBe(201)
    const rows = await gateway.countRows()
    const again = await gateway.send({ headers, body })
    expect(again.text).toBe(first.text)
    expectProblem(await gateway.send({ headers, body: JSON.stringify(makeKopf()) }), 'idempotency-key-reused')
    const other = { path: `/v1/ausbildungsnachweise/${report}/kommentare`, headers }
    const comment = {
      text: 'Gut',
      von: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
      zeitpunkt: '2026-11-13T13:05:00Z',
    }
    expectProblem(await gateway.send({ ...other, body: JSON.stringify(comment) }), 'idempotency-key-reused')
    expect(await gateway.countRows()).toEqual(rows)
    const theirs = await gateway.send({ headers, body, token: stranger })
    expect(theirs.status, theirs.text).toBe(201)
    expect(JSON.parse(theirs.text).id).not.toBe(JSON.parse(first.text).id)
    await expectAtWork(gateway)
  })

  test.each(['text/html', 'application/xml', 'x'.repeat(5000), '*/*;q=0', ';;;,,,', 'application/json;q=abc'])(
    'B04: Accept %s',
    async (accept) => {
      const answer = await gateway.send({ headers: { accept } })
      expect([200, 406]).toContain(answer.status)
      if (answer.status === 406) expectProblem(answer, 'not-acceptable')
    },
  )
})
