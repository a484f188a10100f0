import { beispiele, kleinerKatalog } from '@berichtsheft/core'
import { createTeilzeitvertrag, createVertrag } from '@berichtsheft/core/testing'
import { writeXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createMemoryBench, type MemoryBench } from '../testing/memory-io.ts'
import type { Dateivertrag } from './vertrag.ts'

let bench: MemoryBench
beforeAll(async () => {
  bench = await createMemoryBench()
})
afterAll(() => bench?.close())

const run = (words: readonly string[], input?: string) =>
  bench.run(['vertrag', 'pruefen', ...words], input === undefined ? {} : { input })

/** Checks a text as a file and answers the exit code and what was said of each contract. */
const check = async (name: string, text: string | Uint8Array, ...words: string[]) => {
  await bench.write(name, text)
  const { code, out, err } = await run([name, '--stichtag', '2026-05-18', '--json', ...words])
  return { code, err, vertraege: toLines(out) }
}

const toLines = (out: string): Dateivertrag[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Dateivertrag)

const findingsOf = ({ verstoesse }: Dateivertrag) => verstoesse.map(({ regel, pfad }) => `${regel} ${pfad}`)

const lang = createVertrag({ probezeitMonate: 5 })
const zuLang = ['DAV-088 /probezeitMonate']
const antrag = beispiele.antragEintragung

describe('vertrag pruefen', () => {
  it('finds the same in JSON and XML, each with its place', async () => {
    const json = JSON.stringify(lang, null, 2)
    const xml = writeXml('vertragsantrag', lang).replaceAll('><', '>\n<')
    for (const [name, text, line] of [
      ['v.json', json, '"probezeitMonate": 5'],
      ['v.xml', xml, '<bh:probezeitMonate>5<'],
    ] as const) {
      const { code, vertraege } = await check(name, text)
      expect([code, vertraege.map(findingsOf)]).toEqual([1, [zuLang]])
      const [first] = vertraege[0]?.verstoesse ?? []
      expect(text.split('\n')[(first?.zeile ?? 0) - 1]).toContain(line)
      expect(vertraege[0]).toMatchObject({ datei: name, gueltig: false, berechnung: { dauer: { ende: '2029-07-31' } } })
    }
  })

  it('checks a line of NDJSON for itself, in files and from the standard input', async () => {
    const text = [createVertrag(), '', lang, { vertrag: lang }, {}]
      .map((value) => (value === '' ? '' : JSON.stringify(value)))
      .join('\n')
    const { code, vertraege } = await check('v.ndjson', text)
    expect(code).toBe(1)
    expect(vertraege.map(({ zeile, gueltig }) => [zeile, gueltig])).toEqual([
      [1, true],
      [3, false],
      [4, false],
      [5, false],
    ])
    expect(vertraege.slice(1, 3).map(findingsOf)).toEqual([zuLang, ['DAV-088 /vertrag/probezeitMonate']])
    const { out } = await run(['-', '--stichtag', '2026-05-18', '--json'], text)
    expect(toLines(out).map((one) => [one.zeile, findingsOf(one)])).toEqual(
      vertraege.map((one) => [one.zeile, findingsOf(one)]),
    )
  })

  it('takes a list, and a document over several lines from the standard input', async () => {
    const { vertraege } = await check('v.json', JSON.stringify([createVertrag(), lang]))
    expect(vertraege.map((one) => [one.pfad, findingsOf(one)])).toEqual([
      ['/0', []],
      ['/1', ['DAV-088 /1/probezeitMonate']],
    ])
    const { code, out } = await run(['-', '--stichtag', '2026-05-18', '--json'], JSON.stringify(lang, null, 2))
    expect([code, toLines(out).map(findingsOf)]).toEqual([1, [zuLang]])
  })

  it('checks the contract of a message with the day of its receipt, as JSON and XML', async () => {
    const late = { ...antrag, inhalt: { ...antrag.inhalt, eingangAm: '2027-01-18' } }
    const element = antrag.nachrichtenkopf.identifikation.nachrichtentyp.name
    const json = await check('n.json', JSON.stringify(late))
    const xml = await check('n.xml', writeXml(element, late))
    expect(json.vertraege).toHaveLength(1)
    expect(json.vertraege[0]?.pfad).toBe('/inhalt/vertrag')
    expect(json.vertraege.flatMap(findingsOf)).toContain('DAV-019 /inhalt/vertrag/beginn')
    expect(xml.vertraege.map(findingsOf)).toEqual(json.vertraege.map(findingsOf))
  })

  it('says what is wrong with the form, and then asks no rule', async () => {
    const { code, vertraege } = await check(
      'v.json',
      JSON.stringify({ ...lang, beginn: '2026-02-31', ausbildungsstaetten: [{ betriebsnummer: 9_912_342 }], farbe: 1 }),
    )
    expect([code, vertraege[0] && findingsOf(vertraege[0])]).toEqual([
      1,
      expect.arrayContaining(['SCHEMA /beginn', 'SCHEMA /ausbildungsstaetten/0/betriebsnummer', 'SCHEMA /farbe']),
    ])
    expect(vertraege[0]).not.toHaveProperty('berechnung')
    expect(vertraege[0]?.verstoesse.every(({ regel }) => regel === 'SCHEMA')).toBe(true)
  })

  test.each([
    ['no JSON', 'v.json', '{"beginn":'],
    ['a number', 'v.json', '7'],
    ['null', 'v.json', 'null'],
    ['a key twice', 'v.json', '{"knr":"153","knr":"153"}'],
    ['a fraction', 'v.json', '{"probezeitMonate":4.0}'],
    ['a message without contract', 'v.json', JSON.stringify(beispiele.quittung)],
    ['broken XML', 'v.xml', '<a>'],
    ['XML of something else', 'v.xml', '<html/>'],
    ['XML with a DTD', 'v.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ])('tells %s as a finding', async (_case, name, text) => {
    const { code, vertraege } = await check(name, text)
    expect([code, vertraege.length, vertraege[0]?.gueltig]).toEqual([1, 1, false])
    expect(vertraege[0]?.verstoesse[0]).toMatchObject({ regel: 'SCHEMA', schwere: 'fehler' })
  })

  test.each([
    ['bytes that are no text', 'v.json', Buffer.from([0x22, 0xff]), 3],
    ['a package', 'v.zip', 'PK', 3],
    ['lines that are empty', 'v.ndjson', '\n\n', 3],
  ])('ends for %s without an answer', async (_case, name, text, code) => {
    expect((await check(name, text)).code).toBe(code)
  })

  it('goes by the day given, and refuses what is none', async () => {
    await bench.write('v.json', JSON.stringify(lang))
    expect((await run(['v.json', '--stichtag', '31.12.2026'])).code).toBe(2)
    expect(toLines((await run(['v.json', '--json'])).out)[0]?.stichtag).toBe('2026-11-20')
  })

  it('counts warnings with --strict, and tells the notes for every contract with --merkblatt', async () => {
    const text = JSON.stringify(createVertrag({ sonstigeVereinbarungen: 'Es gilt eine Vertragsstrafe von 500 Euro.' }))
    expect((await check('v.json', text)).code).toBe(0)
    expect((await check('v.json', text, '--strict')).code).toBe(1)
    const [plain] = (await check('v.json', text)).vertraege
    const [noted] = (await check('v.json', text, '--merkblatt')).vertraege
    expect(noted?.verstoesse.length).toBeGreaterThan(plain?.verstoesse.length ?? 0)
  })

  it('looks occupations up in the catalogue given', async () => {
    const shorter = kleinerKatalog.map((beruf) => ({ ...beruf, ausbildungsdauerMonate: 24 }))
    await bench.write('berufe.json', JSON.stringify({ meta: { stand: '2026-11-20' }, berufe: shorter }))
    const { vertraege } = await check('v.json', JSON.stringify(createVertrag()), '--berufe', 'berufe.json')
    expect(vertraege[0]?.berechnung?.dauer?.monate).toBe(24)
    expect(vertraege.flatMap(findingsOf)).toContain('DAV-070 /dauerMonate')
    await bench.write(
      'falsch.json',
      JSON.stringify({ meta: { stand: '2026-11-20' }, berufe: [{ schluessel: 'maurer' }] }),
    )
    for (const name of ['v.json', 'falsch.json', 'fehlt.json'])
      expect((await check('v.json', '{}', '--berufe', name)).code).toBe(3)
  })
})

it('explains the end of a part-time training in English', async () => {
  await bench.write('t.json', JSON.stringify(createTeilzeitvertrag()))
  const { code, out } = await run(['t.json', '--stichtag', '2026-05-18', '--sprache', 'en'])
  expect([code, out]).toMatchInlineSnapshot(`
    [
      0,
      "t.json: valid (0 errors, 0 warnings, 0 notes; as of 2026-05-18)
      Age at the begin: 20, of age from 2024-03-14
      End of the training: 2029-07-31 (36 months; Share of full-time 7/10)
        DAV-070 (BBiG § 5 Abs. 1 Satz 1 Nr. 2): By its ordinance the training lasts 36 months.
        DAV-081 (BBiG § 7a Abs. 2): Part-time of 7/10 of full-time: 36 ÷ 7/10, rounded down to whole months 51.
        DAV-074 (BBiG § 8 Abs. 1 Satz 1): Shortened by 12 months: 51 − 12 = 39.
        DAV-083 (BBiG § 8 Abs. 1 Satz 2): The training would end at most 6 months after the one in full-time; so it lasts 36 months.
        DAV-086 (BGB § 187 Abs. 2, § 188 Abs. 2 und 3): 36 months from 2026-08-01 on: the last day is 2029-07-31.
      Least pay a month: year 1 506.80 EUR, year 2 597.80 EUR, year 3 683.90 EUR
      Leave of at least: 2026 8 days of work, 2027 20 days of work, 2028 20 days of work, 2029 20 days of work
      Documents: Betrieblicher Ausbildungsplan (DAV-005, there), Nachweis der Verkürzung (DAV-074, there)
    ",
    ]
  `)
})
