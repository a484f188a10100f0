import { limits } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNdjsonLieferungen } from '../../features/lieferung/ndjson-lesen.ts'
import { makeKopf, makeLieferung } from '../fixtures.ts'
import { type ChildGateway, startChildGateway } from './child-gateway.ts'
import { multipart, type Part } from './multipart.ts'
import { expectAtWork, expectProblem, sendWatched } from './refused.ts'
import { sendRaw } from './send-raw.ts'
import type { HostileRequest } from './send-request.ts'

let gateway: ChildGateway
beforeAll(async () => {
  gateway = await startChildGateway({ ADAPTERS: '@berichtsheft/adapter-ihk' })
})
afterAll(() => gateway?.close())

const json = JSON.stringify(makeKopf())
const ndjson = { 'content-type': 'application/x-ndjson' }
const xml = { 'content-type': 'application/xml' }
const padded = (text: string, size: number, filler = ' '): Buffer => {
  const bytes = Buffer.alloc(size, filler)
  bytes.write(text)
  return bytes
}
const files = (count: number, content = '{}'): Part[] =>
  Array.from({ length: count }, (_, i) => ({ name: 'd', filename: `${i}.json`, content }))
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth)
const upload = (parts: readonly Part[]): HostileRequest => ({ path: '/v1/importe?adapter=ihk', ...multipart(parts) })

/** A limit, how a request of exactly so much looks, and what the answer says below and above. */
interface LimitCase {
  readonly limit: keyof typeof limits
  readonly where: string
  readonly make: (size: number) => HostileRequest
  /** Answers that show the size was accepted: the request is judged by something else. */
  readonly below: readonly number[]
  readonly above: 'payload-too-large' | 'malformed-request' | 'validation-failed' | 'uri-too-long'
}

const cases: readonly LimitCase[] = [
  {
    limit: 'body',
    where: 'a book',
    make: (size) => ({ body: padded(json, size) }),
    below: [201, 409],
    above: 'payload-too-large',
  },
  {
    limit: 'body',
    where: 'a check',
    make: (size) => ({ path: '/v1/ausbildungsnachweise/pruefung', body: padded('{}', size) }),
    below: [400],
    above: 'payload-too-large',
  },
  {
    limit: 'lieferung',
    where: 'a delivery',
    make: (size) => ({ path: '/v1/lieferungen', body: padded(JSON.stringify(makeLieferung(1)), size) }),
    below: [200],
    above: 'payload-too-large',
  },
  {
    limit: 'nachricht',
    where: 'a message',
    make: (size) => ({ path: '/v1/nachrichten', headers: xml, body: padded('<x/>', size) }),
    below: [400],
    above: 'payload-too-large',
  },
  {
    limit: 'zeile',
    where: 'a line of a stream',
    make: (size) => ({
      path: '/v1/lieferungen/strom',
      headers: ndjson,
      body: padded(JSON.stringify({ berichtsheft: makeKopf() }), size),
    }),
    below: [200],
    above: 'payload-too-large',
  },
  {
    limit: 'jsonTiefe',
    where: 'a book',
    make: (depth) => ({ body: nested('[', ']', depth) }),
    below: [400],
    above: 'malformed-request',
  },
  {
    limit: 'xmlTiefe',
    where: 'a message',
    make: (depth) => ({ path: '/v1/nachrichten', headers: xml, body: nested('<a>', '</a>', depth) }),
    below: [400],
    above: 'payload-too-large',
  },
  {
    limit: 'xmlElemente',
    where: 'a message',
    make: (count) => ({ path: '/v1/nachrichten', headers: xml, body: `<a>${'<b/>'.repeat(count - 1)}</a>` }),
    below: [400],
    above: 'payload-too-large',
  },
  {
    limit: 'xmlAttribute',
    where: 'a message',
    make: (count) => ({
      path: '/v1/nachrichten',
      headers: xml,
      body: `<a ${Array.from({ length: count }, (_, i) => `b${i}=""`).join(' ')}/>`,
    }),
    below: [400],
    above: 'payload-too-large',
  },
  {
    limit: 'importDateien',
    where: 'an import',
    make: (count) => upload(files(count)),
    below: [422],
    above: 'payload-too-large',
  },
  {
    limit: 'importe',
    where: 'an import',
    make: (size) => upload([{ name: 'd', filename: 'a.json', content: Buffer.alloc(size, 'x') }]),
    below: [422],
    above: 'payload-too-large',
  },
  {
    limit: 'zeile',
    where: 'kontext of an import',
    make: (size) => upload([{ name: 'kontext', content: padded('{}', size) }, ...files(1)]),
    below: [422],
    above: 'payload-too-large',
  },
  {
    limit: 'adresse',
    where: 'any address',
    make: (length) => ({ path: `/v1/berichtshefte?cursor=${'a'.repeat(length - '/v1/berichtshefte?cursor='.length)}` }),
    below: [400],
    above: 'uri-too-long',
  },
  {
    limit: 'idempotenzSchluessel',
    where: 'a header',
    make: (length) => ({ headers: { 'idempotency-key': 'k'.repeat(length) }, body: json }),
    below: [201, 409, 422],
    above: 'malformed-request',
  },
]

/** Limits of input that other tests hold, and those that are no limits of what a caller sends. */
const elsewhere: Partial<Record<keyof typeof limits, string>> = {
  strom: 'here, by the length that is said; SOAK=1 sends it',
  stromHefte: 'here, at the reader of streams',
  nachrichtenstrom: 'features/nachricht/strom.routes.ts: the same reader of lines and records as every stream',
  nachrichten: 'features/nachricht/nachricht-lesen.test.ts',
  kopfzeilen: 'here, on the bare connection',
  webhooks: 'features/webhook/webhook.int.test.ts',
  kopfzeit: 'framing.int.test.ts',
  anfragezeit: 'framing.int.test.ts, SOAK=1',
  tokenZeichen: 'features/anmeldung/wrong-token.int.test.ts',
  tokenAnfrage: 'features/anmeldung/token-endpoint.int.test.ts and framing.int.test.ts',
  assertionSekunden: 'features/anmeldung/client-assertion.test.ts',
  anhang: 'packages/core/src/contract: a number of the schema, no file arrives by it yet',
  signaturZeichen: 'packages/core/src/signatur/signatur.test.ts',
  paket: 'packages/core/src/signatur/paket',
  paketEntpackt: 'packages/core/src/signatur/paket',
  paketDatei: 'packages/core/src/signatur/paket',
  paketDateien: 'packages/core/src/signatur/paket',
  paketVerhaeltnis: 'packages/core/src/signatur/paket',
  ausstellerAntwort: 'features/anmeldung/fremdaussteller.int.test.ts',
  ausstellerSchluessel: 'features/anmeldung/fremdaussteller.int.test.ts',
  webhookAntwort: 'netz/guarded-fetch.int.test.ts',
  stammdaten: 'features/stammdaten/stammdaten.int.test.ts, by the length that is said',
  stammsatz: 'features/stammdaten/stammdaten.int.test.ts',
  stammsaetze: 'features/stammdaten/stammdaten.service.test.ts',
  berufe: 'features/beruf/beruf.int.test.ts, by the length that is said',
  beruf: 'features/beruf/beruf.int.test.ts',
  berufsfassungen: 'features/beruf/beruf.service.test.ts',
  briefe: 'features/unternehmen/aktivierung.int.test.ts',
  elsterAntwort: 'features/elster/elster.int.test.ts',
  einladungenJeAdresse: 'features/einladung/einladung.int.test.ts',
  annahmenJeKonto: 'features/einladung/einladung.int.test.ts',
  beitrittsanfragenJeKonto: 'features/mitgliedsanfrage/mitgliedsanfrage.int.test.ts',
  anmeldefenster: 'features/anmeldung/drosselung.int.test.ts and features/konto/drossel.int.test.ts',
  anmeldungenJePaar: 'features/anmeldung/drosselung.int.test.ts',
  anmeldungenJeKonto: 'features/anmeldung/drosselung.int.test.ts',
  anmeldungenJeGeraet: 'features/anmeldung/drosselung.int.test.ts',
  anmeldungenJeAdresse: 'features/anmeldung/drosselung.int.test.ts',
  passkeysJeKonto: 'features/anmeldung/passkey.int.test.ts',
  vertragsdokument: 'dokumente/tresor.int.test.ts, and features/vertragsunterlage by the length that is said',
  vertragsdokumente: 'features/vertragsunterlage/vertragsunterlage.int.test.ts',
  vertragsbriefe: 'features/ausbildungsvertrag/vertragsausgabe.int.test.ts',
  dokumentSeiten: 'dokumente/dokument-pruefung.test.ts',
  dokumentBildpunkte: 'dokumente/dokument-pruefung.test.ts',
  vertragspruefungenJeAdresse: 'features/ausbildungsvertrag/pruefung.int.test.ts',
  wissensdokument: 'features/wissen/dokument.int.test.ts',
  wissensabrufeJeAdresse: 'features/wissen/wissen.int.test.ts',
  kontoanfragenJeAdresse: 'features/konto/drossel.int.test.ts, the counter behind it',
  mailsJeAdresse: 'features/konto/registrierung.int.test.ts',
}
const noInput = /(Zeit|zeit|pause|Stunden|Tage|Minuten|Sekunden|Mb|Gemerkt|gemerkt|Gleichzeitig|Pdf|Befunde|Wartend)$/

test('B04: every limit of input has a case', () => {
  const open = (Object.keys(limits) as (keyof typeof limits)[]).filter(
    (key) => !noInput.test(key) && !(key in elsewhere) && !cases.some(({ limit }) => limit === key),
  )
  expect(open).toEqual([])
})

describe('B04: documented limits are the tested ones', () => {
  test.each(cases)('B04: $limit at $where', async ({ limit, make, below, above }) => {
    const size = limits[limit]
    const byteCount = size > 1_000_000
    for (const allowed of [size - 1, size]) {
      const answer = await gateway.send(make(allowed))
      expect(below, `${allowed}: ${answer.text.slice(0, 300)}`).toContain(answer.status)
      await expectAtWork(gateway)
    }
    const rows = await gateway.countRows()
    const request = make(size + 1)
    // Up to the limit a body may be held; that it is not held many times over is what is left to check.
    const answer = await sendWatched(gateway, request, 2000, byteCount ? 64 + (3 * size) / 1_048_576 : 64)
    if (request.path === '/v1/nachrichten') expect(answer.status, answer.text).toBe(413)
    else expectProblem(answer, above)
    expect(await gateway.countRows()).toEqual(rows)
    await expectAtWork(gateway)
  })

  test('B04: kopfzeilen, request line and headers together', async () => {
    const ask = async (size: number) => {
      const start = 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: '
      const { answers } = await sendRaw(gateway.port, [`${start}${'a'.repeat(size - start.length - 4)}\r\n\r\n`])
      return answers.map(({ status }) => status)
    }
    expect(await ask(limits.kopfzeilen - 256)).toEqual([200])
    expect(await ask(limits.kopfzeilen + 256)).toEqual([431])
  })

  test('B04: strom, by the length that is said', async () => {
    const ask = async (length: number) => {
      const head = `POST /v1/lieferungen/strom HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.vendor.token}\r\nContent-Type: application/x-ndjson\r\nContent-Length: ${length}\r\n\r\n`
      const { answers } = await sendRaw(gateway.port, [head, 'x'.repeat(100)], 150, 400)
      return answers.map(({ status }) => status)
    }
    expect(await ask(limits.strom + 1)).toEqual([413])
    // One that is not too long waits for its line to end.
    expect(await ask(limits.strom)).toEqual([])
  })

  test('B04: stromHefte, books of one stream', async () => {
    const read = async (books: number) => {
      const line = Buffer.from('{"berichtsheft":{}}\n'.repeat(1000))
      const source = async function* () {
        for (let i = 0; i < books; i += 1000) yield line.subarray(0, (line.length / 1000) * Math.min(1000, books - i))
      }
      let count = 0
      for await (const _ of readNdjsonLieferungen(source())) count++
      return count
    }
    expect(await read(limits.stromHefte)).toBe(limits.stromHefte)
    await expect(read(limits.stromHefte + 1)).rejects.toMatchObject({ slug: 'payload-too-large' })
  })
})

test('B04: 100 MB are refused before they are read', async () => {
  for (const path of ['/v1/berichtshefte', '/v1/lieferungen', '/v1/importe?adapter=ihk']) {
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.vendor.token}\r\nContent-Type: ${path.includes('importe') ? 'multipart/form-data; boundary=b' : 'application/json'}\r\nContent-Length: 104857600\r\n\r\n`
    const { answers, closed, ms } = await sendRaw(gateway.port, [head, 'x'])
    expect(answers.map(({ status }) => status)).toEqual([413])
    expect(closed).toBe(true)
    expect(ms).toBeLessThan(5000)
  }
  await expectAtWork(gateway)
})
