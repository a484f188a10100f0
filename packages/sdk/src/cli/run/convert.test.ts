import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beispielLieferung, type Lieferung } from '@berichtsheft/core'
import { readXml } from '@berichtsheft/core/xml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryBench, type MemoryBench } from '../testing/memory-io.ts'

let bench: MemoryBench

/** An adapter that yields what its file says, line by line; `{"throw":"…"}` fails there. */
const lineAdapter = `
class AdapterError extends Error { name = 'AdapterError'; kind = 'rejected' }
export const adapter = {
  name: 'lines', configSchema: { type: 'object' }, konfigurationen: { plain: {} },
  create: (config) => ({
    async *read({ dateien, kontext }) {
      for (const datei of dateien) {
        const parts = []
        for await (const part of datei.lies()) parts.push(Buffer.from(typeof part === 'number' ? [part] : part))
        for (const line of Buffer.concat(parts).toString().split('\\n').filter(Boolean)) {
          const item = JSON.parse(line)
          if (item.throw) throw new AdapterError(datei.name + ': ' + item.throw)
          if (item.berichtsheft) Object.assign(item.berichtsheft, kontext)
          yield item
        }
      }
    },
  }),
}`

const [first, second] = beispielLieferung.ausbildungsnachweise
const buch = (fremdId: string) => ({
  art: 'berichtsheft',
  berichtsheft: { ...beispielLieferung.berichtsheft, fremdId },
})
const report = (nachweis: unknown) => ({ art: 'ausbildungsnachweis', ausbildungsnachweis: nachweis })
const bemerkung = (schwere: string) => ({
  art: 'bemerkung',
  bemerkung: { schwere, stelle: 'a.txt:3', text: 'Zeile doppelt', textEnglisch: 'line twice' },
})
const toLines = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).join('\n')

beforeAll(async () => {
  bench = await createMemoryBench()
  await bench.write('adapter.mjs', lineAdapter)
  await bench.write('one.txt', toLines([buch('h-1'), report(first), report(second)]))
  await bench.write('two.txt', toLines([buch('h-1'), report(first), buch('h-2'), report(second)]))
  const bad = { ...second, inhalt: { ...second?.inhalt, azubi: undefined } }
  await bench.write('bad.txt', toLines([bemerkung('warnung'), buch('h-1'), report(bad), report(first)]))
  await bench.write('doubt.txt', toLines([buch('h-1'), bemerkung('fehler')]))
  await bench.write('broken.txt', toLines([buch('h-1'), report(first), { throw: 'line 3 cannot be read' }]))
})
afterAll(() => bench?.close())

const convert = (...words: string[]) => bench.run(['convert', ...words, '-a', './adapter.mjs'])
const readFileOf = (name: string) => readFile(join(bench.folder, name), 'utf8')

describe('one book', () => {
  const expected: Lieferung = {
    berichtsheft: { ...beispielLieferung.berichtsheft, fremdId: 'h-1' },
    ausbildungsnachweise: beispielLieferung.ausbildungsnachweise,
  }

  it('becomes the document lieferung, as XML and as JSON', async () => {
    const xml = await convert('one.txt')
    expect(xml).toMatchObject({
      code: 0,
      err: '1 book with 2 reports written; refused: 0; remarks: 0 errors, 0 warnings, 0 notes\n',
    })
    expect(readXml(xml.out)).toEqual({ element: 'lieferung', value: expected })
    expect(JSON.parse((await convert('one.txt', '--to', 'json')).out)).toEqual(expected)
  })

  it('becomes records that can be pushed', async () => {
    const { out } = await convert('one.txt', '--to', 'ndjson', '-q')
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toEqual([
      { berichtsheft: expected.berichtsheft },
      { ausbildungsnachweis: first },
      { ausbildungsnachweis: second },
    ])
  })
})

describe('several books', () => {
  it('become the document lieferungen, or an array', async () => {
    const { element, value } = readXml((await convert('two.txt')).out)
    expect(element).toBe('lieferungen')
    const json = JSON.parse((await convert('two.txt', '--to', 'json')).out)
    expect(json).toEqual(value)
    expect(json.map(({ berichtsheft }: Lieferung) => berichtsheft.fremdId)).toEqual(['h-1', 'h-2'])
  })

  it.each(['xml', 'json'] as const)('of which there is none are an empty list in %s', async (form) => {
    await bench.write('none.txt', '')
    const { code, out } = await convert('none.txt', '--to', form)
    expect(code).toBe(0)
    expect(form === 'json' ? JSON.parse(out) : readXml(out).value).toEqual([])
  })
})

describe('what does not fit', () => {
  it('is left out, shown with its place, and makes the exit code 1', async () => {
    const { code, err, out } = await convert('bad.txt')
    expect(code).toBe(1)
    expect(err).toContain('a.txt:3: warnung: Zeile doppelt')
    expect(err).toContain(`[${second?.fremdId}]: fehler SCHEMA /inhalt/azubi: Diese Angabe fehlt.`)
    expect((readXml(out).value as Lieferung).ausbildungsnachweise).toEqual([first])
    expect((await convert('bad.txt', '--sprache', 'en')).err).toContain('a.txt:3: warning: line twice')
  })

  it('stands in the machine-readable result', async () => {
    const { code, out, err } = await convert('bad.txt', '-o', 'bad.xml', '--json')
    expect([code, err]).toEqual([1, ''])
    expect(JSON.parse(out)).toMatchObject({
      ausgabe: 'bad.xml',
      berichtshefte: 1,
      ausbildungsnachweise: 1,
      abgelehnt: [
        {
          art: 'ausbildungsnachweis',
          fremdId: second?.fremdId,
          verstoesse: [{ regel: 'SCHEMA', pfad: '/inhalt/azubi' }],
        },
      ],
      bemerkungen: [{ schwere: 'warnung' }],
    })
    expect(await readFileOf('bad.xml')).toContain('<bh:lieferung')
  })

  it('takes its reports along when it is a book', async () => {
    const { code, out } = await convert('two.txt', '--knr', '15', '--to', 'json', '-o', 'x.json', '--json')
    expect(code).toBe(1)
    const { berichtshefte, ausbildungsnachweise, abgelehnt } = JSON.parse(out)
    expect([berichtshefte, ausbildungsnachweise, abgelehnt.length]).toEqual([0, 0, 4])
  })

  it('by a remark of the adapter makes the exit code 1, too', async () => {
    expect((await convert('doubt.txt', '-q')).code).toBe(1)
  })
})

describe('input and output', () => {
  it('leaves no half file behind when the adapter fails', async () => {
    const { code, err } = await convert('broken.txt', '-o', 'broken.xml')
    expect([code, err]).toEqual([3, expect.stringContaining('line 3 cannot be read')])
    expect((await readdir(bench.folder)).filter((name) => name.startsWith('broken.xml'))).toEqual([])
  })

  it('reads the standard input under a name', async () => {
    const input = toLines([buch('h-1'), { throw: 'here' }])
    const words = ['convert', '-', '-a', './adapter.mjs']
    expect((await bench.run(words, { input })).code).toBe(2)
    expect((await bench.run([...words, '--stdin-name', 'x.csv'], { input })).err).toContain('x.csv: here')
  })

  it('takes head data from a file and from options, which go first', async () => {
    await bench.write('kontext.json', JSON.stringify({ fremdId: 'h-9', vertragsnummer: 'v-9' }))
    const { out } = await convert(
      'one.txt',
      '--kontext',
      'kontext.json',
      '--fremd-id',
      'h-10',
      '--azubi',
      'Mika Öz',
      '--to',
      'json',
    )
    expect(JSON.parse(out).berichtsheft).toMatchObject({
      fremdId: 'h-10',
      vertragsnummer: 'v-9',
      azubi: { name: 'Mika Öz' },
    })
  })

  it.each([
    ['no JSON', '{', /kontext2\.json is not JSON/],
    ['no object', '[]', /kontext2\.json is not a JSON object/],
    ['an unknown member', '{"chamber":"153"}', /head data has no member chamber; there are fremdId, art/],
  ])('refuses head data that is %s', async (_name, text, expected) => {
    await bench.write('kontext2.json', text)
    const { code, err } = await convert('one.txt', '--kontext', 'kontext2.json')
    expect([code, err]).toEqual([3, expect.stringMatching(expected)])
  })

  it('refuses configurations that are not there or too many', async () => {
    expect((await convert('one.txt', '-k', 'plain', '-q')).code).toBe(0)
    const unknown = await convert('one.txt', '-k', 'other')
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('there are plain')])
    expect((await convert('one.txt', '-k', 'plain', '-m', 'm.yaml')).code).toBe(2)
    expect((await convert('missing.txt')).code).toBe(3)
    expect(existsSync(join(bench.folder, 'missing.txt'))).toBe(false)
  })
})
