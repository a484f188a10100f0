import { readFile, stat, writeFile } from 'node:fs/promises'
import type { Lieferung } from '@berichtsheft/core'
import type { GatewayClient } from '@berichtsheft/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLieferung, makeNachweis } from '../testing/fixtures.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

let gateway: TestGateway
let bench: CliBench
let vendor: GatewayClient
let chamber: GatewayClient
let anbieter: string
let kammer: string

beforeAll(async () => {
  gateway = await startTestGateway({ env: { DEMO: '1' }, adapters: '@berichtsheft/adapter-generic' })
  bench = await createCliBench()
  const [vendorClient, chamberClient] = [await gateway.createVendor(), await gateway.createKammer()]
  vendor = gateway.connect(vendorClient)
  chamber = gateway.connect(chamberClient)
  anbieter = await bench.writeProfile('anbieter', gateway.address, vendorClient)
  kammer = await bench.writeProfile('kammer', gateway.address, chamberClient)
})
afterAll(async () => {
  await bench?.close()
  await gateway?.close()
})

const frist = ['--frist', '2099-01-31', '--zweck', 'stichprobe', '--rechtsgrundlage', 'BBiG § 76']
const unknownId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'

const write = async (name: string, lieferung: unknown): Promise<string> => {
  await writeFile(bench.file(name), JSON.stringify(lieferung))
  return name
}

describe('exit codes', () => {
  it('0: everything was stored', async () => {
    expect((await bench.run(['push', await write('a.json', makeLieferung(1)), '-p', anbieter])).code).toBe(0)
  })

  it('1: an item was refused, and is shown with its finding in the language asked for', async () => {
    const file = await write('b.json', makeLieferung(1, { knr: '999' }))
    const german = await bench.run(['push', file, '-p', anbieter])
    expect(german.code).toBe(1)
    expect(german.err).toMatch(/^berichtsheft heft-[^:]+: fehler DAV-040 \/knr: .*Kammer/)
    const english = await bench.run(['push', file, '-p', anbieter, '--sprache', 'en'])
    expect(english.err).toMatch(/error DAV-040 \/knr: .*chamber/)
  })

  // All the ways to call it wrongly stand in the tests of the command line itself.
  it('2 and 3: it was called wrongly, and a file cannot be read', async () => {
    const usage = await bench.run(['list', 'berichtshefte', '-p', 'nobody'])
    expect([usage.code, usage.out, usage.err]).toEqual([
      2,
      '',
      expect.stringMatching(/^berichtsheft: there is no profile/),
    ])
    const input = await bench.run(['validate', 'missing.json'])
    expect([input.code, input.out, input.err]).toEqual([3, '', expect.stringMatching(/^berichtsheft: missing\.json: /)])
  })

  it('4: the gateway refuses', async () => {
    const run = await bench.run([
      'answer',
      unknownId,
      '--freigebender',
      'A',
      '--unternehmen',
      'B',
      '--gueltig-bis',
      '2099-01-01',
      '-p',
      anbieter,
    ])
    expect(run.code).toBe(4)
    expect(run.err).toMatch(/^berichtsheft: 404 /)
    const foreign = await bench.run(['request', '--berichtsheft', unknownId, ...frist, '-p', anbieter])
    expect([foreign.code, foreign.err]).toEqual([4, expect.stringMatching(/403 .*kammer/)])
  })

  it('5: the gateway does not answer', async () => {
    const profile = JSON.parse(await readFile(anbieter, 'utf8'))
    const file = await write('nobody.json', { ...profile, gateway: 'http://127.0.0.1:9' })
    const run = await bench.run(['list', 'berichtshefte', '-p', `./${file}`])
    expect([run.code, run.out]).toEqual([5, ''])
    expect(run.err).toMatch(/127\.0\.0\.1:9/)
  })

  it('7: the request ended without the book', async () => {
    const { positionen } = await vendor.pushLieferung(makeLieferung(1))
    const anforderung = await chamber.requestBerichtsheft({
      auswahl: { berichtsheftId: positionen[0]?.id ?? '' },
      zweck: 'stichprobe',
      rechtsgrundlage: 'BBiG § 76',
      frist: '2099-01-31',
    })
    await chamber.api.POST('/v1/anforderungen/{id}/ruecknahme', { params: { path: { id: anforderung.id } }, body: {} })
    const run = await bench.run(['request', '--id', anforderung.id, '--fetch', 'nichts', '-p', kammer])
    expect(run.code).toBe(7)
    expect(run.out).toContain('zurueckgezogen')
  })

  it('130: Ctrl-C', async () => {
    const run = bench.run(['events', '--follow', '-p', kammer], { interruptAfter: 1_500 })
    expect((await run).code).toBe(130)
  })
})

describe('what is pushed', () => {
  it('takes many books as an array, XML of one and of many, and single reports', async () => {
    const books = [makeLieferung(1), makeLieferung(2)]
    const array = await bench.run(['push', await write('c.json', books), '-p', anbieter, '--json'])
    expect(array.lines().at(-1)).toMatchObject({ art: 'zusammenfassung', berichtshefte: 2, gespeichert: 5 })

    const { writeXml } = await import('@berichtsheft/core/xml')
    for (const [element, value, count] of [
      ['lieferung', books[0] as Lieferung, 2],
      ['lieferungen', books, 5],
    ] as const) {
      const run = await bench.run(['push', '-', '-p', anbieter, '--json'], { stdin: writeXml(element, value) })
      expect(run.lines().at(-1), run.err).toMatchObject({ art: 'zusammenfassung', unveraendert: count, abgelehnt: 0 })
    }

    const [id] = array.lines<{ id: string }>().map((line) => line.id)
    const reports = await write('d.json', [makeNachweis(30), books[0]?.ausbildungsnachweise[0]])
    const run = await bench.run(['push', reports, '--berichtsheft', id ?? '', '-p', anbieter, '--json'])
    expect(run.lines<{ ergebnis?: string }>().map(({ ergebnis }) => ergebnis)).toEqual([
      'gespeichert',
      'abgelehnt',
      undefined,
    ])
    expect(run.code).toBe(1)
  })

  it('says where a stream ended too early', async () => {
    const [head, ...rest] = [makeLieferung(0), 'nonsense']
    const stdin = `${JSON.stringify({ berichtsheft: (head as Lieferung).berichtsheft })}\n${JSON.stringify({ berichtsheft: {} })}\n${rest[0]}\n`
    const run = await bench.run(['push', '-', '--form', 'ndjson', '-p', anbieter], { stdin })
    expect(run.code).toBe(1)
    expect(run.err).toMatch(/The rest was not read: Line 3/)
  })
})

describe('import', () => {
  const example = new URL('../../../examples/json-three-files/', import.meta.url).pathname
  it('hands files of a vendor to the gateway and shows remarks and results', async () => {
    const words = [
      'import',
      `${example}daten`,
      '-a',
      'generic',
      '-k',
      'json-three-files',
      '--kontext',
      `${example}kontext.json`,
    ]
    const checked = await bench.run([...words, '--pruefen', '--json', '-p', anbieter])
    expect([checked.code, checked.err]).toEqual([0, ''])
    const run = await bench.run([...words, '-p', anbieter])
    expect([run.code, run.out]).toEqual([
      0,
      expect.stringMatching(/^2 books read; items stored: 6, there already: 0, refused: 0; /),
    ])
    expect(run.err).toMatch(/users\.json.*hinweis/)
  }, 90_000)

  it('answers 4 for an adapter that the gateway does not have', async () => {
    const run = await bench.run(['import', `${example}kontext.json`, '-a', 'nobody', '-p', anbieter])
    expect([run.code, run.err]).toEqual([4, expect.stringMatching(/There is no adapter nobody; there are: generic/)])
  })

  it('adapters lists those of the gateway beside those here', async () => {
    const run = await bench.run(['adapters', '--json', '-p', anbieter])
    const { hier, gateway: there } = run.json<{ hier: { name: string }[]; gateway: { name: string }[] }>()
    expect(hier.map(({ name }) => name)).toContain('generic')
    expect(there.map(({ name }) => name)).toEqual(['generic'])
  })
})

describe('signing in', () => {
  it('registers a vendor and a chamber at a demo gateway and keeps profiles that nobody else can read', async () => {
    const env = { XDG_CONFIG_HOME: bench.file('config') }
    const login = await bench.run(['login', '--gateway', gateway.address, '--anbieter', 'Heftwerk GmbH', '--json'], {
      env,
    })
    expect([login.code, login.err]).toEqual([0, ''])
    const shown = login.json<{ datei: string; mandant: string }>()
    expect(shown.mandant).toMatch(/^anbieter:/)
    expect(login.out).not.toContain('"d"')
    expect((await stat(shown.datei)).mode & 0o777).toBe(0o600)
    expect((await bench.run(['push', await write('e.json', makeLieferung(1))], { env })).code).toBe(0)

    const words = ['login', '--gateway', gateway.address, '--kammer', '153', '-p', 'kammer']
    expect((await bench.run(words, { env })).out).toContain('kammer:153')
    const list = await bench.run(['list', 'anforderungen', '--limit', '1', '--json'], {
      env: { ...env, BERICHTSHEFT_PROFILE: 'kammer' },
    })
    expect(list.json<{ eintraege: unknown[] }>().eintraege.length).toBeLessThanOrEqual(1)
  })

  it('makes a key, with which a client that the operator registers signs in', async () => {
    const made = await bench.run(['key', '-o', 'k.jwk.json'])
    expect(made.out).not.toContain('"d"')
    expect((await stat(bench.file('k.jwk.json'))).mode & 0o777).toBe(0o600)
    expect((await bench.run(['key', '-o', 'k.jwk.json'])).code).toBe(2)

    const body = { name: 'Neu GmbH', produkt: 'Heft', kontakt: 'a@b.example', schluessel: made.json() as never }
    const betreiber = gateway.connect(await gateway.createBetreiber())
    const { data } = await betreiber.api.POST('/v1/anbieter', { body })
    const connection = {
      BERICHTSHEFT_GATEWAY: gateway.address,
      BERICHTSHEFT_CLIENT_ID: data?.zugang?.clientId ?? '',
      BERICHTSHEFT_KEY: 'k.jwk.json',
    }
    const list = await bench.run(['list', 'berichtshefte', '--json'], { env: connection })
    expect([list.code, list.out, list.err]).toEqual([0, '', ''])
  })

  it('is refused with another key', async () => {
    await bench.run(['key', '-o', 'other.jwk.json'])
    const { clientId } = JSON.parse(await readFile(anbieter, 'utf8'))
    const run = await bench.run([
      'login',
      '--gateway',
      gateway.address,
      '--client-id',
      clientId,
      '--key',
      'other.jwk.json',
      '-p',
      './x.json',
    ])
    expect(run.code).toBe(4)
    await expect(stat(bench.file('x.json'))).rejects.toThrow('ENOENT')
  })
})

describe('lists', () => {
  it('are filtered and paged as in the API', async () => {
    const beruf = { bezeichnung: 'Tischler', kennung: 'tischler' }
    for (let i = 0; i < 3; i++) await vendor.pushLieferung(makeLieferung(1, { beruf }))
    const words = ['list', 'berichtshefte', '--beruf', 'tischler', '-p', anbieter]
    const all = (await bench.run([...words, '--json'])).lines<{ id: string; geaendertAm: string }>()
    expect(all).toHaveLength(3)
    const first = (await bench.run([...words, '--limit', '2', '--json'])).json<{
      eintraege: unknown[]
      naechsterCursor: string
    }>()
    const second = (await bench.run([...words, '--limit', '2', '--cursor', first.naechsterCursor, '--json'])).json<{
      eintraege: unknown[]
    }>()
    expect([...first.eintraege, ...second.eintraege]).toEqual(all)
    const fresh = await bench.run([...words, '--geaendert-seit', all[2]?.geaendertAm ?? '', '--json'])
    expect(fresh.lines<{ id: string }>().map(({ id }) => id)).toContain(all[2]?.id)
    expect((await bench.run(words)).out).toMatch(/^[0-9a-f-]{36} {2}aktiv {2}heft-.* {2}Tilda Ehrlichmann {2}Tischler/)
  })
})
