import { beispiele, beispielLieferung, type Lieferung } from '@berichtsheft/core'
import { writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fundstelle } from '../findings.ts'
import { createMemoryBench, type MemoryBench } from '../testing/memory-io.ts'
import type { Dateipruefung } from './validate.ts'

let bench: MemoryBench
beforeAll(async () => {
  bench = await createMemoryBench()
})
afterAll(() => bench?.close())

/** Checks one text and answers the exit code and the findings. */
const check = async (name: string, text: string | Uint8Array, ...words: string[]) => {
  await bench.write(name, text)
  const { code, out, err } = await bench.run(['validate', name, '--json', ...words])
  const [result] = (JSON.parse(out) as { dateien: Dateipruefung[] }).dateien
  if (!result) throw new Error(err)
  return { code, ...result }
}

const clone = (change: (lieferung: Lieferung) => void): Lieferung => {
  const copy = structuredClone(beispielLieferung)
  change(copy)
  return copy
}

/** The example without an apprentice in its second report, and with a wrong day. */
const faulty = clone(({ ausbildungsnachweise }) => {
  const [first, second] = ausbildungsnachweise
  if (first?.inhalt.tage?.[0]) first.inhalt.tage[0].minuten = 1441
  if (second) Reflect.deleteProperty(second.inhalt, 'azubi')
})

const toNdjson = ({ berichtsheft, ausbildungsnachweise }: Lieferung): string =>
  [{ berichtsheft }, ...ausbildungsnachweise.map((ausbildungsnachweis) => ({ ausbildungsnachweis }))]
    .map((record) => JSON.stringify(record))
    .join('\n')

const placesOf = (verstoesse: readonly Fundstelle[]) =>
  verstoesse.filter(({ regel }) => regel === 'SCHEMA').map(({ pfad, zeile, spalte }) => [pfad, zeile, spalte])

describe('faults of form have a place', () => {
  it('in JSON: the member, or where it is missing', async () => {
    const text = JSON.stringify(faulty, null, 2)
    const { code, gueltig, annehmbar, verstoesse } = await check('a.json', text)
    expect([code, gueltig, annehmbar]).toEqual([1, false, false])
    const lines = text.split('\n')
    const minuten = lines.findIndex((line) => line.includes('1441'))
    const [first, second] = placesOf(verstoesse)
    expect(first).toEqual([
      '/ausbildungsnachweise/0/inhalt/tage/0/minuten',
      minuten + 1,
      (lines[minuten]?.indexOf('"minuten"') ?? 0) + 1,
    ])
    expect(second?.[0]).toBe('/ausbildungsnachweise/1/inhalt/azubi')
    expect(lines[Number(second?.[1]) - 1]).toContain('"inhalt": {')
  })

  it('in NDJSON: line and column, with pointers into the line', async () => {
    const text = toNdjson(faulty)
    const { verstoesse } = await check('a.ndjson', text)
    const column = (text.split('\n')[1]?.indexOf('"minuten":1441') ?? 0) + 1
    expect(placesOf(verstoesse)).toEqual([
      ['/ausbildungsnachweis/inhalt/tage/0/minuten', 2, column],
      ['/ausbildungsnachweis/inhalt/azubi', 3, expect.any(Number)],
    ])
  })

  it('in XML: line and column of the element', async () => {
    const text = writeXml('lieferung', beispielLieferung)
      .replaceAll('><', '>\n<')
      .replace('<bh:minuten>480<', '<bh:minuten>1441<')
    const { verstoesse } = await check('a.xml', text)
    const [first] = placesOf(verstoesse)
    expect(first?.[0]).toBe('/ausbildungsnachweise/0/inhalt/tage/0/minuten')
    expect(text.split('\n')[Number(first?.[1]) - 1]).toBe('<bh:minuten>1441</bh:minuten>')
  })
})

describe('findings of rules have a place', () => {
  const unknownKnr = clone(({ berichtsheft }) => {
    berichtsheft.knr = '999'
  })

  it.each([
    ['a.json', JSON.stringify(unknownKnr, null, 2), '/berichtsheft/knr', /"knr": "999"/],
    ['a.xml', writeXml('lieferung', unknownKnr).replaceAll('><', '>\n<'), '/berichtsheft/knr', /<bh:knr>999</],
    ['a.ndjson', toNdjson(unknownKnr), '/berichtsheft/knr', /"knr":"999"/],
  ])('in %s', async (name, text, pfad, line) => {
    const { code, annehmbar, verstoesse } = await check(name, text)
    expect([code, annehmbar]).toEqual([1, false])
    const found = verstoesse.find(({ regel }) => regel === 'DAV-040')
    expect(found).toMatchObject({ pfad, schwere: 'fehler' })
    expect(text.split('\n')[(found?.zeile ?? 0) - 1]).toMatch(line)
  })

  it('go by the day given', async () => {
    const early = await check('a.json', JSON.stringify(beispielLieferung), '--stichtag', '2026-12-18')
    const late = await check('a.json', JSON.stringify(beispielLieferung), '--stichtag', '2027-12-18')
    expect(early.verstoesse.some(({ regel }) => regel === 'BN-024')).toBe(true)
    expect(late.verstoesse.some(({ regel }) => regel === 'BN-024')).toBe(false)
    expect((await bench.run(['validate', 'a.json', '--stichtag', 'morgen'])).code).toBe(2)
  })
})

describe('what can be checked', () => {
  it.each(Object.entries(beispiele))('the message %s, as JSON and XML', async (name, value) => {
    const json = await check('m.json', JSON.stringify(value))
    const element = value.nachrichtenkopf.identifikation.nachrichtentyp.name
    const xml = await check('m.xml', writeXml(element, value))
    expect(json.annehmbar).toBe(true)
    expect(xml.verstoesse.map(({ regel, pfad }) => [regel, pfad])).toEqual(
      json.verstoesse.map(({ regel, pfad }) => [regel, pfad]),
    )
    expect(json.verstoesse.some(({ pfad }) => pfad.startsWith('/inhalt/lieferung/'))).toBe(name === 'uebermittlung')
  })

  it.each([
    ['a list of books', [beispielLieferung, beispielLieferung], 2, 4],
    ['a single report', beispielLieferung.ausbildungsnachweise[0], 0, 1],
    ['the head of a book', beispielLieferung.berichtsheft, 1, 0],
    [
      'a report with the id of its book',
      { berichtsheftId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77', ...beispielLieferung.ausbildungsnachweise[0] },
      0,
      1,
    ],
  ])('%s', async (_name, value, berichtshefte, ausbildungsnachweise) => {
    expect(await check('v.json', JSON.stringify(value))).toMatchObject({
      annehmbar: true,
      berichtshefte,
      ausbildungsnachweise,
    })
  })

  it('a stream of books in XML, with the place of each book', async () => {
    const bad = clone(({ berichtsheft }) => Reflect.deleteProperty(berichtsheft, 'fremdId'))
    const text = writeXml('lieferungen', [beispielLieferung, beispielLieferung]).replace(
      '<bh:fremdId>heft-4711</bh:fremdId>',
      '',
    )
    const { berichtshefte, verstoesse } = await check('s.xml', text)
    expect(berichtshefte).toBe(2)
    expect(verstoesse[0]).toMatchObject({ regel: 'SCHEMA', pfad: '/berichtsheft/fremdId' })
    expect(bad.berichtsheft).not.toHaveProperty('fremdId')
  })

  it('the standard input, by its content', async () => {
    for (const input of [
      JSON.stringify(beispielLieferung),
      toNdjson(beispielLieferung),
      writeXml('lieferung', beispielLieferung),
    ]) {
      const { out } = await bench.run(['validate', '-', '--json'], { input })
      expect(JSON.parse(out).dateien[0]).toMatchObject({
        datei: 'standard input',
        berichtshefte: 1,
        ausbildungsnachweise: 2,
      })
    }
  })
})

describe('what cannot be read is a finding with a place', () => {
  it.each([
    ['no JSON', 'a.json', '{\n  "a": 1,\n}', 3, 1],
    ['nothing', 'a.json', '', 1, 1],
    ['a key twice', 'a.json', '{"a":1,\n"a":2}', 2, 1],
    ['a fraction', 'a.json', '{"inhalt":1.0}', 1, 11],
    ['something else', 'a.json', '{"x":1}', 1, 1],
    ['a number alone', 'a.json', '7', 1, 1],
    [
      'a message that nobody knows',
      'a.json',
      '{"nachrichtenkopf":{"identifikation":{"nachrichtentyp":{"name":"x.y.0001"}}}}',
      1,
      57,
    ],
    ['a report before the first book', 'a.ndjson', '{"ausbildungsnachweis":{}}', 1, 1],
    ['a line with two records', 'a.ndjson', '{"berichtsheft":{},"ausbildungsnachweis":{}}', 1, 1],
    ['a line that is no JSON', 'a.ndjson', '{"berichtsheft":{}}\n\n{"ausbildungsnachweis":', 3, undefined],
    ['broken XML', 'a.xml', '<a>\n<b></a>', 2, undefined],
    ['XML with a DTD', 'a.xml', '<!DOCTYPE a><a/>', 1, undefined],
    ['XML of something else', 'a.xml', '<html/>', 1, undefined],
  ])('%s', async (_name, file, text, zeile, spalte) => {
    const { code, gueltig, verstoesse } = await check(file, text)
    expect([code, gueltig]).toEqual([1, false])
    expect(verstoesse[0]).toMatchObject({
      regel: 'SCHEMA',
      schwere: 'fehler',
      zeile,
      ...(spalte !== undefined && { spalte }),
    })
  })

  it('but bytes that are no text make the exit code 3', async () => {
    await bench.write('bytes.json', Buffer.from([0x22, 0xff, 0x22]))
    expect(await bench.run(['validate', 'bytes.json'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('not UTF-8'),
    })
    await bench.write('bytes.ndjson', Buffer.from([0x22, 0xff, 0x22]))
    expect((await bench.run(['validate', 'bytes.ndjson'])).code).toBe(3)
  })
})

describe('for people', () => {
  it('one line per finding and one per file; --strict counts warnings', async () => {
    const only = { ...beispielLieferung.ausbildungsnachweise[1], verlauf: undefined, kommentare: undefined }
    await bench.write('p.json', JSON.stringify(only))
    const { out, err } = await bench.run(['validate', 'p.json', '--sprache', 'en'])
    expect(out).toMatch(/^p\.json: (NOT )?valid.* \(0 books, 1 report; \d+ errors, \d+ warnings, \d+ notes\)\n$/)
    for (const line of err.trimEnd().split('\n').filter(Boolean))
      expect(line).toMatch(/^p\.json:1:\d+: (error|warning|note) [A-Z0-9-]+ \S+: /)
    const count = (weight: string) => Number(new RegExp(`(\\d+) ${weight}`).exec(out)?.[1])
    const strict = await bench.run(['validate', 'p.json', '--strict', '-q'])
    expect(strict.code).toBe(count('errors') + count('warnings') > 0 ? 1 : 0)
  })
})
