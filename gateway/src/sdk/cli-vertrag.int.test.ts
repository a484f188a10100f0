import { readFile, writeFile } from 'node:fs/promises'
import { type Nachrichtenposition, type Nachrichtenzusammenfassung, nachrichten, standard } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import { writeXml } from '@berichtsheft/core/xml'
import type { FilterOf, Schemas } from '@berichtsheft/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from '../testing/create-test-app.ts'
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts'
import { type CliBench, createCliBench } from './testing/run-cli.ts'

let gateway: TestGateway
let bench: CliBench
let anbieter: string
let kammer: string
let kammerClient: TestClient
beforeAll(async () => {
  gateway = await startTestGateway()
  bench = await createCliBench()
  anbieter = await bench.writeProfile('anbieter', gateway.address, await gateway.createVendor())
  kammerClient = await gateway.createKammer('153')
  kammer = await bench.writeProfile('kammer', gateway.address, kammerClient)
})
afterAll(async () => {
  await gateway?.close()
  await bench?.close()
})

const vertragOf = (familienname: string, change: object = {}) => {
  const vertrag = createVertrag()
  return { ...vertrag, azubi: { ...vertrag.azubi, familienname }, ...change }
}

const write = async (name: string, text: string): Promise<string> => {
  await writeFile(bench.file(name), text)
  return name
}

type Zeile = (Nachrichtenposition | Nachrichtenzusammenfassung) & { readonly datei: string }

const hand = async (file: string, ...words: string[]) => {
  const run = await bench.run(['vertrag', 'einreichen', file, '-p', anbieter, '--json', ...words])
  const lines = run.lines<Zeile>()
  const positions = lines.flatMap((line) => (line.art === 'nachricht' ? [line] : []))
  return { code: run.code, err: run.err, lines, positions }
}

describe('berichtsheft vertrag at a gateway', () => {
  it('hands in many, one per line: a refused one leaves the others alone and makes the exit code 1', async () => {
    const lines = [
      { fremdId: 'v-eins', vertrag: vertragOf('Eins', { pruefungstermin: '2029-06-15' }) },
      { fremdId: 'v-falsch', vertrag: vertragOf('Falsch', { probezeitMonate: 'vier' }) },
      { fremdId: 'v-zwei', vertrag: vertragOf('Zwei', { beginn: '2027-08-01', ende: '2030-07-31' }) },
    ]
    const file = await write('viele.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))
    const { code, positions, lines: all } = await hand(file)
    expect(code).toBe(1)
    expect(positions.map(({ ergebnis, zeile }) => [ergebnis, zeile])).toEqual([
      ['angenommen', 1],
      ['abgelehnt', 2],
      ['angenommen', 3],
    ])
    expect(positions[1]?.verstoesse?.map(({ pfad }) => pfad)).toEqual(['/inhalt/vertrag/probezeitMonate'])
    expect(all.at(-1)).toMatchObject({ gelesen: 3, angenommen: 2, abgelehnt: 1 })
    expect((await hand(file)).positions.map(({ ergebnis }) => ergebnis)).toEqual([
      'abgelehnt',
      'abgelehnt',
      'abgelehnt',
    ])
  })

  it('hands in a contract in XML under a key of its own, and messages as they are', async () => {
    const alone = await write('vertrag.xml', writeXml('vertragsantrag', vertragOf('Drei')))
    expect(await hand(alone, '--fremd-id', 'v-drei')).toMatchObject({
      code: 0,
      positions: [{ ergebnis: 'angenommen' }],
    })
    const stream = `<bh:nachrichten xmlns:bh="${standard.namespace}"></bh:nachrichten>`
    expect(await hand(await write('leer.xml', stream))).toMatchObject({ code: 0, lines: [{ gelesen: 0 }] })
    const other = await hand(await write('anderes.xml', writeXml('lieferungen', [])))
    expect([other.code, other.err]).toEqual([3, expect.stringContaining('no contract and no message')])
  })

  it('lists by occupation, state, begin, exam and change, here and in the client', async () => {
    const all = ['Eins', 'Zwei', 'Drei']
    const { code, lines, err } = await bench.run(
      ['vertrag', 'liste', '-p', kammer, '--json', '--status', 'eingereicht', '--limit', '2'].concat([
        '--beruf',
        createVertrag().beruf.bezeichnung.toUpperCase(),
      ]),
    )
    expect([code, err]).toEqual([0, ''])
    const nameOf = ({ vertrag }: Schemas['Ausbildungsvertrag']) => vertrag.azubi?.familienname
    expect(lines<Schemas['Ausbildungsvertrag']>().map(nameOf)).toEqual(all.slice(0, 2))
    const list = async (filter: FilterOf<'/v1/ausbildungsvertraege'>) => {
      const names = []
      for await (const vertrag of gateway.connect(kammerClient).ausbildungsvertraege(filter))
        names.push(nameOf(vertrag))
      return names
    }
    expect(await list({ beginnVon: '2027-08-01' })).toEqual(['Zwei'])
    expect(await list({ beginnBis: '2027-07-31' })).toEqual(['Eins', 'Drei'])
    expect(await list({ pruefungVon: '2029-06-15', pruefungBis: '2029-06-15' })).toEqual(['Eins'])
    expect(await list({ geaendertSeit: '2199-01-01T00:00:00Z' })).toEqual([])
    expect(await list({})).toEqual(all)
    const wrong = await bench.run(['vertrag', 'liste', '-p', kammer, '--status', 'fertig'])
    expect([wrong.code, wrong.out]).toEqual([4, ''])
  })

  it('shows one with its findings, and exports all to a file that appears whole', async () => {
    const [first] = (await bench.run(['vertrag', 'liste', '-p', kammer, '--json'])).lines<
      Schemas['Ausbildungsvertrag']
    >()
    const shown = await bench.run(['vertrag', 'zeigen', first?.id ?? '', '-p', kammer])
    expect(shown.out).toContain('state    eingereicht, version 2')
    const json = await bench.run(['vertrag', 'zeigen', first?.id ?? '', '-p', kammer, '--json'])
    expect(json.json()).toMatchObject({ id: first?.id, pruefung: { verstoesse: expect.any(Array) } })
    expect(shown.code).toBe(json.code)
    const exported = await bench.run(['vertrag', 'export', '-p', kammer, '--output', 'alle.ndjson', '--json'])
    expect(exported.json()).toEqual({ datei: 'alle.ndjson', vertraege: 3 })
    expect((await readFile(bench.file('alle.ndjson'), 'utf8')).trimEnd().split('\n')).toHaveLength(3)
  })
})

it('the client checks, reads, lists and streams contracts with their types', async () => {
  const vendor = await gateway.createVendor('Personalwerk GmbH')
  const client = gateway.connect(vendor)
  const { verstoesse, stichtag } = await client.checkVertrag({ probezeitMonate: 5 }, { stichtag: '2026-05-18' })
  expect([stichtag, verstoesse.some(({ regel }) => regel === 'DAV-088')]).toEqual(['2026-05-18', true])
  const { nummer, element } = nachrichten.antragEintragung
  const message = {
    produkt: 'Personalwerk',
    produkthersteller: 'Personalwerk GmbH',
    standard: standard.nameTechnisch,
    version: '1.0' as const,
    nachrichtenkopf: {
      identifikation: {
        nachrichtenUUID: '7f1b3a52-65d5-4d0e-9c3f-0d9a1c0b5e11',
        nachrichtentyp: { code: nummer, name: element },
        erstellungszeitpunkt: '2026-05-18T10:00:00Z',
      },
      leser: { verzeichnisdienst: 'gateway' as const, kennung: 'gateway', name: 'Gateway' },
      autor: { verzeichnisdienst: 'gateway' as const, kennung: vendor.anbieterId ?? '', name: 'Personalwerk GmbH' },
    },
    inhalt: { fremdId: 'p-1', vertrag: vertragOf('Vier') },
  }
  const zeilen = []
  for await (const zeile of client.streamNachrichten([message, message])) zeilen.push(zeile)
  const [first, again] = zeilen.flatMap((zeile) => (zeile.art === 'nachricht' ? [zeile] : []))
  expect(again?.objektId).toBe(first?.objektId)
  expect(await client.readVertrag(first?.objektId ?? '')).toMatchObject({ fremdId: 'p-1', status: 'eingereicht' })
  const ids = []
  for await (const { id } of client.ausbildungsvertraege({ status: 'eingereicht' })) ids.push(id)
  expect(ids).toEqual([first?.objektId])
  expect((await client.checkStoredVertrag(first?.objektId ?? '')).berechnung.dauer?.monate).toBeGreaterThan(0)
})
