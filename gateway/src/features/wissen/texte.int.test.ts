import { neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createWissensperson, type Wissensperson } from './testing/wissensnetz.ts'

/** Cases B07, B11 and B13 for what people write into the knowledge base, over HTTP with their exact codes. */

let app: TestApp
let anna: Wissensperson
let carla: Wissensperson
beforeAll(async () => {
  app = await createTestApp({ bq: true })
  anna = await createWissensperson(app, '153', 'bqBearbeitung')
  carla = await createWissensperson(app, '107', 'bqPruefung')
})
afterAll(() => app.close())

const hauptstadt = (name: string) => testslot('land:TR', 'allgemeines/hauptstadt', name)
const vector = async () => (await app.server.inject({ url: '/v1/bq/sync/vector' })).body
const propose = (aenderungen: readonly object[]) =>
  anna.send<{ verstoesse?: { regel: string }[] }>('/aenderungssaetze', { aenderungen })

describe('B07: texts', () => {
  const absatz = testslot('land:TR', 'berufsbildung/zugang', 'b07')
  it.each([
    ['NUL', 'a\u0000b', 'BQ-STEUERZEICHEN'],
    ['a control character', 'a\u0007b', 'BQ-STEUERZEICHEN'],
    ['an override of the direction', 'Diplom\u202egnp.exe', 'BQ-RICHTUNGSZEICHEN'],
    ['an isolate', 'Zugang \u2066frei\u2069', 'BQ-RICHTUNGSZEICHEN'],
    ['half a character', 'a\ud800b', 'BQ-ZEICHEN-FALSCH'],
    ['5 MB', 'a'.repeat(5_000_000), undefined],
    ['70 kB', 'a'.repeat(70_000), 'BQ-ZU-GROSS'],
  ])('with %s are refused, and nothing is stored', async (_name, wert, regel) => {
    const before = await vector()
    const { status, body } = await propose(neueAussage(absatz, { wert }))
    // What is larger than a body may be is refused before it is read.
    if (regel === undefined) expect(status).toBe(413)
    else if (status === 400) expect(regel).toBe('BQ-ZEICHEN-FALSCH')
    else expect([status, body.verstoesse?.map((one) => one.regel)]).toEqual([422, [regel]])
    expect(await vector()).toBe(before)
  })

  it.each([
    ['letters that look alike', 'Рolska', 'BQ-VERWECHSELBAR'],
    ['an invisible character', 'Dip\u200blom', 'BQ-UNSICHTBARES-ZEICHEN'],
    ['a soft hyphen', 'Dip\u00adlom', 'BQ-UNSICHTBARES-ZEICHEN'],
  ])('are refused as titles with %s', async (_name, wert, regel) => {
    const { status, body } = await propose(neueAussage(hauptstadt('b07t'), { wert }))
    expect([status, body.verstoesse?.map((one) => one.regel)]).toEqual([422, [regel]])
  })

  it('bytes that are no UTF-8 are no request', async () => {
    const text = JSON.stringify({ aenderungen: neueAussage(absatz, { wert: 'MARKE' }) })
    const payload = Buffer.concat([
      Buffer.from(text.slice(0, text.indexOf('MARKE'))),
      Buffer.of(0xc3, 0x28),
      Buffer.from(text.slice(text.indexOf('MARKE') + 5)),
    ])
    const headers = { 'content-type': 'application/json' }
    const answer = await anna.inject('kammer:153', { method: 'POST', url: '/v1/bq/aenderungssaetze', payload, headers })
    expect(answer.statusCode).toBe(400)
  })

  it('that are valid come back as they are, and are found composed and decomposed alike', async () => {
    const nfc = 'Zażółć gęślą jaźń – الثانوية العامة – Κέρκυρα 𐌰'
    const slot = testslot('land:PL', 'berufsbildung/zugang', 'b07')
    const { body } = await anna.send<{ aenderungen: { id: string }[] }>('/aenderungssaetze', {
      aenderungen: neueAussage(slot, { wert: nfc }),
    })
    const ziele = body.aenderungen.map(({ id }) => id)
    expect((await carla.send('/pruefvermerke', { ziele, urteil: 'frei' })).status).toBe(201)
    const { aussagen } = (await app.server.inject({ url: '/v1/bq/laender/PL' })).json()
    expect(aussagen[0].werte[0].wert.wert).toBe(nfc)
    for (const frage of ['zażółć', 'zażółć'.normalize('NFD'), 'ZAZOLC'.toLowerCase()]) {
      const url = `/v1/bq/suche?frage=${encodeURIComponent(frage)}`
      expect((await app.server.inject({ url })).json().eintraege, frage).toMatchObject([{ profil: 'land:PL' }])
    }
  })
})

describe('B11: citations', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://example.org/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://①②⑦.0.0.1/',
    'http://localhost/',
    'http://intranet/',
    'http://printer.local/',
    'https://user@example.org/',
    'https://example.org:8443/',
    'https://example.org\t/',
    'https://example.org/\u202e',
    'nonsense',
  ])('of %s are refused, and nothing is stored', async (adresse) => {
    const before = await vector()
    const beleg = { art: 'webseite', titel: 'Quelle', adresse, guete: 'unklar' } as const
    const { status, body } = await propose(neueAussage(hauptstadt('b11'), { wert: 'Ankara' }, beleg))
    expect([status, body.verstoesse?.[0]?.regel]).toEqual([
      422,
      adresse.length < 8 ? 'BQ-WERT-FALSCH' : 'BQ-ADRESSE-VERBOTEN',
    ])
    expect(await vector()).toBe(before)
  })
})

describe('B13: injection', () => {
  const strings = [
    "'; drop table bq.satz; --",
    '" or 1=1 --',
    "\\'; select pg_sleep(5) --",
    "%' union select null --",
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '{{7*7}}<%= 7*7 %>',
    "a' & b | c <-> !d",
    ':*',
    '(((((',
  ]

  it('is stored and told as the text that it is, and is no question of its own', async () => {
    for (const [i, wert] of strings.entries()) {
      const slot = testslot('land:SY', 'berufsbildung/zugang', `b13-${i}`)
      expect((await propose(neueAussage(slot, { wert }))).status, wert).toBe(201)
    }
    const { body } = await anna.send<{ aussagen: { werte: { wert: { wert: string } }[] }[] }>(
      '/laender/SY?sicht=arbeit',
    )
    const told = body.aussagen.flatMap(({ werte }) => werte.map(({ wert }) => wert.wert))
    expect([...told].sort()).toEqual([...strings].sort())
    const answer = await anna.inject('kammer:153', { url: '/v1/bq/laender/SY?sicht=arbeit' })
    expect(answer.headers['content-type']).toContain('application/json')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  it('in every parameter is refused or finds nothing, without an error of the database and in no time', async () => {
    const places = [
      '/suche?frage=',
      '/qualifikationen?titel=',
      '/laender?suche=',
      '/blame?slot=',
      '/vorschlaege?kammer=',
      '/beitraege?zu=',
      '/anfragen?kammer=',
      '/siegel?profil=',
      '/diff?profil=land:TR&von=',
      '/laender/TR?stand=',
      '/ergebnisse?qualifikation=',
      '/dokumente?profil=',
    ]
    for (const place of places) {
      for (const text of strings) {
        const start = performance.now()
        const { status } = await anna.send(`${place}${encodeURIComponent(text)}`)
        expect([200, 400, 404], `${place}${text}`).toContain(status)
        expect(performance.now() - start).toBeLessThan(4_000)
      }
    }
  })
})
