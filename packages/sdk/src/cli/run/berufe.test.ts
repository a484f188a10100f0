import { existsSync, readdirSync } from 'node:fs'
import { cp, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { createMemoryBench, type MemoryBench } from '../testing/memory-io.ts'

const root = path.resolve(import.meta.dirname, '../../../../..')
const example = path.join(root, 'examples/berufe/BJNR999900026.xml')
const katalog = path.join(root, 'examples/berufe/katalog/berufe.json')

let bench: MemoryBench
beforeAll(async () => {
  bench = await createMemoryBench()
})
afterAll(() => bench?.close())

const check = (...words: string[]) => bench.run(['berufe', 'import', ...words, '--pruefen'])

describe('berufe import --pruefen', () => {
  it('reads an ordinance and sends nothing', async () => {
    expect(await check(example)).toEqual({ code: 0, out: '1 file read: 1 occupation, 7 positions\n', err: '' })
  })

  it('reads a catalogue with its plans', async () => {
    expect(await check(katalog)).toEqual({ code: 0, out: '1 file read: 1 occupation, 7 positions\n', err: '' })
  })

  it('says how far the reading agrees with a catalogue, and where it differs', async () => {
    const { code, out, err } = await check(example, '--vergleich', katalog)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('the same with times: 7 of 7 (100.00 %), the same texts: 7 (100.00 %)')

    await cp(path.dirname(katalog), path.join(bench.folder, 'anderer'), { recursive: true })
    const text = await readFile(path.join(path.dirname(katalog), 'rahmenplaene/wolkenwart.json'), 'utf8')
    await bench.write('anderer/rahmenplaene/wolkenwart.json', text.replace('Höhe schätzen', 'Höhe raten'))
    const other = await check(example, '--vergleich', 'anderer/berufe.json', '--json')
    const line = JSON.parse(other.out)
    expect(line).toMatchObject({ art: 'datei', berufe: 1, positionen: 7 })
    expect(line.vergleich).toEqual({
      positionen: 7,
      gleich: 6,
      gleicheTexte: 6,
      abweichungen: [{ beruf: 'wolkenwart', nr: 'A.1.a', feld: 'text', hier: 'Höhe schätzen', dort: 'Höhe raten' }],
    })
    expect((await check(example, '--vergleich', 'anderer/berufe.json')).err).toBe(
      `${example}: wolkenwart A.1.a text: "Höhe schätzen" here, "Höhe raten" there\n`,
    )
  })

  it('tells what a file does not say, reads the others, and ends with 1', async () => {
    const xml = await readFile(example, 'utf8')
    await bench.write('ohne-dauer.xml', xml.replace('dauert drei Jahre', 'ist lang'))
    await bench.write('bombe.xml', xml.replace('gii-norm.dtd">', 'gii-norm.dtd" [<!ENTITY a "b">]>'))
    await bench.write('seite.xml', '<html></html>')
    const { code, out, err } = await check('ohne-dauer.xml', 'bombe.xml', 'seite.xml', example, '--sprache', 'en')
    expect(code).toBe(1)
    expect(out).toBe('4 files read: 1 occupation, 7 positions\n')
    expect(err.split('\n').slice(0, 3)).toEqual([
      'ohne-dauer.xml: error [Wolkenwart/Wolkenwartin]: The duration of the training cannot be read without doubt.',
      expect.stringMatching(
        /^bombe\.xml: error: The file is no readable ordinance: document type declarations are not accepted/,
      ),
      'seite.xml: error: The file is no readable ordinance: the root element is html, not dokumente',
    ])
  })

  it('checks the entries of a catalogue against the contract', async () => {
    const text = await readFile(katalog, 'utf8')
    await bench.write('falsch.json', text.replace('"ausbildungsdauerMonate": 36', '"ausbildungsdauerMonate": "36"'))
    const { code, err } = await check('falsch.json', '--sprache', 'en')
    expect(code).toBe(1)
    expect(err).toContain('wolkenwart: error SCHEMA /fassung/ausbildungsdauerMonate')
  })

  test.each([
    ['a file that does not exist', ['fehlt.xml'], 3],
    ['a catalogue that is no JSON', [example, '--vergleich', example], 3],
    ['another JSON', ['leer.json'], 3],
    ['another verb', [], 2],
  ])('ends for %s with code %j', async (_case, words, code) => {
    await bench.write('leer.json', '{}')
    expect((await check(...words)).code).toBe(code)
  })

  it('does not leave the folder of a catalogue for a plan', async () => {
    const text = await readFile(katalog, 'utf8')
    await bench.write('frech.json', text.replace('"schluessel": "wolkenwart"', '"schluessel": "../../wolkenwart"'))
    const { code, out } = await check('frech.json')
    expect([code, out]).toEqual([1, '1 file read: 1 occupation, 0 positions\n'])
  })
})

it('without --pruefen needs a gateway', async () => {
  expect((await bench.run(['berufe', 'import', example, '--gateway', 'http://localhost:1'])).code).not.toBe(0)
})

const shared = path.resolve(root, '../shared/data')
const isPresent = existsSync(path.join(shared, 'gii'))

test.runIf(isPresent)(
  '30 ordinances and a catalogue of 342 occupations are read without a remark that is an error [needs ../shared]',
  async () => {
    const files = readdirSync(path.join(shared, 'gii'))
      .filter((name) => name.endsWith('.xml'))
      .map((name) => path.join(shared, 'gii', name))
    const run = await check(...files, path.join(shared, 'berufe/berufe.json'), '-q')
    expect(run.code).toBe(0)
    expect((await check(path.join(shared, 'berufe/berufe.json'))).out).toBe(
      '1 file read: 342 occupations, 53859 positions\n',
    )
  },
  60_000,
)
