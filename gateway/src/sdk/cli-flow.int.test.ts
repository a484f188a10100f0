import { readFile, writeFile } from 'node:fs/promises'
import type { Anforderung, Uebermittlung } from '@berichtsheft/core'
import type { GatewayClient } from '@berichtsheft/sdk'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLieferung } from '../testing/fixtures.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

let gateway: TestGateway
let bench: CliBench
let client: GatewayClient
let anbieter: string
let kammer: string

beforeAll(async () => {
  gateway = await startTestGateway()
  bench = await createCliBench()
  const vendor = await gateway.createVendor()
  client = gateway.connect(vendor)
  anbieter = await bench.writeProfile('anbieter', gateway.address, vendor)
  kammer = await bench.writeProfile('kammer', gateway.address, await gateway.createKammer())
})
afterAll(async () => {
  await bench?.close()
  await gateway?.close()
})

const lieferung = makeLieferung(4, { vertragsnummer: '2024/153/004711' })
const frist = ['--frist', '2099-01-31', '--zweck', 'abschlusspruefung', '--rechtsgrundlage', 'BBiG § 43 Abs. 1 Nr. 2']
const freigabe = [
  '--freigebender',
  'Wolfgang Störtebeker',
  '--unternehmen',
  'Werkstatt Störtebeker GmbH',
  '--gueltig-bis',
  '2099-06-30',
]

const antwort = {
  freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
  unternehmen: 'Werkstatt Störtebeker GmbH',
  gueltigBis: '2099-06-30',
} as const

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Thumbprint of the key that signs packages, as somebody would get it from elsewhere. */
const fetchThumbprint = async (): Promise<string> => {
  const { keys } = (await (await fetch(`${gateway.address}/jwks`)).json()) as { keys: { kid: string; alg: string }[] }
  return keys.find(({ alg }) => alg === 'ES256')?.kid ?? ''
}

describe('from the vendor to the chamber', () => {
  let anforderung: Anforderung
  let paket: string

  it('push stores a book and says what became of it', async () => {
    await writeFile(bench.file('buch.json'), JSON.stringify(lieferung))
    const run = await bench.run(['push', 'buch.json', '-p', anbieter])
    expect([run.code, run.err]).toEqual([0, ''])
    expect(run.out).toBe('1 book read; items stored: 5, there already: 0, refused: 0\n')
    const again = await bench.run(['push', 'buch.json', '-p', anbieter, '--json'])
    const lines = again.lines<{ art: string; ergebnis?: string }>()
    expect(lines.map(({ art, ergebnis }) => ergebnis ?? art)).toEqual([
      ...Array(5).fill('unveraendert'),
      'zusammenfassung',
    ])
  })

  it('request asks for it', async () => {
    const run = await bench.run(['request', '--vertragsnummer', '2024/153/004711', ...frist, '-p', kammer, '--json'])
    expect([run.code, run.err]).toEqual([0, ''])
    anforderung = run.json<Anforderung>()
    expect(anforderung).toMatchObject({ status: 'angelegt', berichtsheftFremdId: lieferung.berichtsheft.fremdId })
  })

  it('the vendor finds the request and answers it; answering again makes nothing twice', async () => {
    const list = await bench.run(['list', 'anforderungen', '-p', anbieter, '--json'])
    expect(list.lines<Anforderung>().map(({ id }) => id)).toEqual([anforderung.id])
    const first = await bench.run(['answer', anforderung.id, ...freigabe, '-p', anbieter, '--json'])
    expect([first.code, first.err]).toEqual([0, ''])
    const uebermittlung = first.json<Uebermittlung>()
    expect(uebermittlung).toMatchObject({ anforderungId: anforderung.id, anzahlNachweise: 4 })
    const second = await bench.run(['answer', anforderung.id, ...freigabe, '-p', anbieter, '--json'])
    expect(second.json<Uebermittlung>().id).toBe(uebermittlung.id)
  })

  it('request --fetch shows every state, stores the package and verifies it', async () => {
    const thumbprint = await fetchThumbprint()
    const words = ['request', '--id', anforderung.id, '--fetch', 'pakete', '-s', thumbprint, '-p', kammer, '--json']
    const run = await bench.run(words)
    expect([run.code, run.err]).toEqual([0, ''])
    const lines = run.lines<{ art: string; status?: string; datei: string; gueltig?: boolean }>()
    const states = lines.flatMap(({ art, status }) => (art === 'schritt' ? [status] : []))
    expect(states[0]).toBe('angelegt')
    expect(states.at(-1)).toBe('uebermittelt')
    expect(lines.at(-1)).toMatchObject({ art: 'paket', gueltig: true, vertrauen: 'gepinnt' })
    paket = lines.at(-1)?.datei ?? ''
  })

  it('verify accepts the package offline, and says when the key was not compared', async () => {
    const run = await bench.run(['verify', paket])
    expect(run.code).toBe(0)
    expect(run.out).toContain('valid: nothing was changed after signing')
    expect(run.out).toContain('key      not compared')
    const pinned = await bench.run(['verify', paket, '--schluessel', await fetchThumbprint(), '--json'])
    expect([pinned.code, pinned.json()]).toMatchObject([0, { gueltig: true, vertrauen: 'gepinnt' }])
  })

  it('verify refuses a package of another key', async () => {
    const run = await bench.run(['verify', paket, '-s', 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'])
    expect(run.code).toBe(6)
    expect(run.out).toContain('NOT the one named by --schluessel')
  })

  it('verify names the report and the field of one changed character', async () => {
    const files = unzipSync(await readFile(bench.file(paket)))
    const [name] = Object.keys(files).filter((key) => key.endsWith('berichtsheft.json'))
    const text = Buffer.from(files[name ?? ''] ?? []).toString('utf8')
    const changed = text.replace('Schnittstelle 2/1 entworfen', 'Schnittstelle 2/1 entworten')
    expect(changed).not.toBe(text)
    await writeFile(bench.file('geaendert.zip'), zipSync({ ...files, [name ?? '']: Buffer.from(changed) }))
    const run = await bench.run(['verify', 'geaendert.zip', '--json'])
    expect(run.code).toBe(6)
    const { befunde } = run.json<{ befunde: { pfad?: string; nachweis?: { fremdId: string } }[] }>()
    const fremdId = lieferung.ausbildungsnachweise[2]?.fremdId
    expect(befunde).toContainEqual(
      expect.objectContaining({
        nachweis: expect.objectContaining({ fremdId }),
        pfad: '/inhalt/tage/1/eintraege/0/text',
      }),
    )
    const shown = await bench.run(['validate', 'geaendert.zip'])
    expect(shown.code).toBe(6)
    expect(shown.err).toContain(`${fremdId}`)
    expect(shown.err).toContain('/inhalt/tage/1/eintraege/0/text')
  })

  it('events shows what happened to both sides, with tokens that verify', async () => {
    for (const profile of [anbieter, kammer]) {
      const words = ['events', '--objekt', anforderung.id, '--verify', '--json', '-p', profile]
      await expect
        .poll(
          async () =>
            (await bench.run(words))
              .lines<{ art: string; gueltig: boolean }>()
              .map(({ art, gueltig }) => [art, gueltig]),
          {
            timeout: 15_000,
          },
        )
        .toContainEqual(['anforderung.uebermittelt', true])
    }
  })

  it('export fetches the book', async () => {
    const run = await bench.run([
      'export',
      anforderung.berichtsheftId,
      '-t',
      'json',
      '-o',
      'export.json',
      '-p',
      anbieter,
    ])
    expect([run.code, run.err]).toEqual([0, ''])
    const exported = JSON.parse(await readFile(bench.file('export.json'), 'utf8'))
    expect(JSON.stringify(exported)).toContain('Schnittstelle 2/1 entworfen')
  })
})

describe('bulk requests', () => {
  it('are made, watched and fetched together', async () => {
    const beruf = { bezeichnung: 'Fachkraft für Lagerlogistik', kennung: 'lagerlogistik' }
    const books = [makeLieferung(1, { beruf }), makeLieferung(2, { beruf })]
    const records = books.flatMap(({ berichtsheft, ausbildungsnachweise }) => [
      { berichtsheft },
      ...ausbildungsnachweise.map((ausbildungsnachweis) => ({ ausbildungsnachweis })),
    ])
    const stdin = `${records.map((record) => JSON.stringify(record)).join('\n')}\n`
    expect((await bench.run(['push', '-', '-p', anbieter], { stdin })).code).toBe(0)

    const watching = bench.run([
      'request',
      '--beruf',
      'lagerlogistik',
      ...frist,
      '--fetch',
      'viele',
      '--pause',
      '0.2',
      '-p',
      kammer,
      '--json',
    ])
    const fremdIds = new Set(books.map(({ berichtsheft }) => berichtsheft.fremdId))
    const listOpen = async () => {
      const all = await collect(client.anforderungen())
      return all.filter(({ berichtsheftFremdId }) => fremdIds.has(berichtsheftFremdId))
    }
    await expect.poll(async () => (await listOpen()).length, { timeout: 20_000 }).toBe(2)
    for (const { id } of await listOpen()) await client.answerAnforderung(id, antwort)

    const run = await watching
    expect([run.code, run.err]).toEqual([0, ''])
    const pakete = run
      .lines<{ art: string; gueltig: boolean; anforderungId: string }>()
      .filter(({ art }) => art === 'paket')
    expect(pakete.map(({ gueltig }) => gueltig)).toEqual([true, true])
    expect(new Set(pakete.map(({ anforderungId }) => anforderungId)).size).toBe(2)
  }, 90_000)
})
