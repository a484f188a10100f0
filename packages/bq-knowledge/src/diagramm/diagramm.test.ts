import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it, test } from 'vitest'
import type { Aussage } from '../kern/aussage.ts'
import { commit, createKleinesNetz, openTestknoten } from '../testing/besetzung.ts'
import { neueAussage, testslot } from '../testing/entwuerfe.ts'
import { type Diagrammmodell, readDiagramm } from './modell.ts'
import { drawDiagramm } from './zeichnen.ts'

const { besetzung, anna } = createKleinesNetz()
const modellOf = async (
  felder: readonly (readonly [string, Aussage])[],
  zeitpunkt = '2018',
): Promise<Diagrammmodell> => {
  const knoten = await openTestknoten(besetzung)
  const entwuerfe = felder.flatMap(([feld, aussage], i) => neueAussage(testslot('land:TR', feld, String(i)), aussage))
  if (entwuerfe.length > 0) await commit(knoten, anna, 'bearbeiter', entwuerfe)
  return readDiagramm(knoten.stand, 'land:TR', { sicht: 'arbeit', stufe: 'kammern', zeitpunkt })
}

/** Parses as XML does; every text and every element with its attributes. */
const parseSvg = (svg: string) => {
  const parser = new SaxesParser({ xmlns: true })
  const elements: { name: string; attributes: Record<string, string> }[] = []
  let text = ''
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const own = Object.entries(attributes).map(([key, { value }]) => [key, value])
    elements.push({ name, attributes: Object.fromEntries(own) as Record<string, string> })
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.write(svg).close()
  return { elements, text }
}
const harmless = new Set(['svg', 'title', 'desc', 'rect', 'text', 'line', 'g'])
const struktur = (...werte: object[]): readonly [string, Aussage] => ['bildungssystem/struktur', { wert: werte }]
const draw = (modell: Diagrammmodell, land = 'Türkei') =>
  drawDiagramm(modell, { land, sprache: 'de', zeitpunkt: '2018' })

describe('where steps lie', () => {
  test.each([
    [
      'after each other',
      [
        { stufe: 'A', jahre: 4 },
        { stufe: 'B', jahre: 2 },
      ],
      [
        [0, 4, 0],
        [4, 6, 0],
      ],
    ],
    [
      'beside each other after the same one',
      [
        { stufe: 'A', jahre: 4 },
        { stufe: 'B', jahre: 2, nach: ['A'] },
        { stufe: 'C', jahre: 3, nach: ['A'] },
      ],
      [
        [0, 4, 0],
        [4, 6, 0],
        [4, 7, 1],
      ],
    ],
    [
      'by age',
      [
        { stufe: 'A', jahre: 4, abAlter: 6 },
        { stufe: 'B', jahre: 2, abAlter: 11 },
      ],
      [
        [0, 4, 0],
        [5, 7, 0],
      ],
    ],
    [
      'open where the length is not known',
      [{ stufe: 'A' }, { stufe: 'B', jahre: 2.5 }],
      [
        [0, 1, 0],
        [1, 3.5, 0],
      ],
    ],
    [
      'free again',
      [
        { stufe: 'A', jahre: 1 },
        { stufe: 'B', jahre: 1, nach: ['A'] },
        { stufe: 'C', jahre: 1, nach: ['B', 'X'] },
      ],
      [
        [0, 1, 0],
        [1, 2, 0],
        [2, 3, 0],
      ],
    ],
  ])('%s', async (_, steps, places) => {
    const { stufen } = await modellOf([struktur(...steps)])
    expect(stufen.map(({ von, bis, zeile }) => [von, bis, zeile])).toEqual(places)
  })

  it('never on top of each other', async () => {
    const step = fc.record(
      {
        stufe: fc.constantFrom('a', 'b', 'c', 'd'),
        jahre: fc.integer({ min: 1, max: 6 }),
        nach: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }),
      },
      { requiredKeys: ['stufe'] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { stufen } = await modellOf([struktur(...steps)])
        for (const [i, a] of stufen.entries())
          for (const b of stufen.slice(i + 1)) expect(a.zeile === b.zeile && a.von < b.bis && b.von < a.bis).toBe(false)
      }),
      { numRuns: 15 },
    )
  })
})

describe('the drawing', () => {
  const felder = [
    struktur({ stufe: 'Primarschule', jahre: 4, isced: '1' }, { stufe: 'Berufskolleg', jahre: 2 }),
    ['bildungssystem/pflichtschuljahre', { wert: 8, gueltigBis: '2011' }],
    ['bildungssystem/pflichtschuljahre', { wert: 12, gueltigVon: '2012' }],
    [
      'schularten/schulart',
      { wert: { nameOriginal: 'Meslek Lisesi', nameDe: 'berufliches Gymnasium', dauerJahre: 4 } },
    ],
    [
      'schularten/schulart',
      {
        wert: {
          nameOriginal: 'الثانوية العامة',
          sprache: 'ar',
          schrift: 'Arab',
          umschrift: 'aṯ-ṯānawīya',
          nameDe: 'Sekundarschule',
        },
      },
    ],
  ] as const satisfies readonly (readonly [string, Aussage])[]

  it('is XML with title and description, and says everything as text', async () => {
    const svg = draw(await modellOf(felder))
    const { elements, text } = parseSvg(svg)
    expect(elements.filter(({ name }) => !harmless.has(name))).toEqual([])
    expect(elements[0]?.attributes).toMatchObject({
      role: 'img',
      'aria-labelledby': 'titel beschreibung',
      'xml:lang': 'de',
    })
    for (const part of [
      'Bildungssystem Türkei (2018)',
      'Schulpflicht: 12 Jahre',
      'Primarschule: Schuljahr 1–4, ISCED 1',
      'berufliches Gymnasium, Meslek Lisesi, 4 Jahre',
      'الثانوية العامة',
      'aṯ-ṯānawīya',
      'Dauer nicht angegeben',
    ])
      expect(text).toContain(part)
    const arabic = elements.find(({ attributes }) => attributes.direction === 'rtl')
    expect(arabic?.attributes).toMatchObject({ 'xml:lang': 'ar', 'unicode-bidi': 'embed' })
    // In a text from right to left the start is its right end: it begins at the right edge of its card.
    expect(Number(arabic?.attributes.x)).toBeGreaterThan(480)
  })

  it('is the same for the same state, and follows the time in the country', async () => {
    expect(draw(await modellOf(felder))).toBe(draw(await modellOf(felder)))
    expect(parseSvg(draw(await modellOf(felder, '2011'))).text).toContain('Schulpflicht: 8 Jahre')
    expect(parseSvg(draw(await modellOf([]))).text).toContain('Zum Aufbau ist nichts angegeben.')
  })

  it('shows what sources do not agree on', async () => {
    const { text } = parseSvg(draw(await modellOf([...felder, ['bildungssystem/pflichtschuljahre', { wert: 9 }]])))
    expect(text).toContain('Schulpflicht: 9 Jahre (strittig)')
    expect(text).toContain('Schulpflicht: 12 Jahre (strittig)')
  })

  it('takes no text for anything but text', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '</text><script>alert(1)</script>',
        '"><image href="http://x"/>',
        "' onload='x",
        '&#x26;lt;',
        ']]>',
        '<!--',
        '\u202etxet',
        '\u0000\u0008',
        '\ud800',
      ),
    )
    const modell = fc.record({
      stufen: fc.array(
        fc.record({
          name: nasty,
          von: fc.nat(9),
          bis: fc.integer({ min: 10, max: 20 }),
          istOffen: fc.boolean(),
          zeile: fc.nat(3),
          isced: nasty,
        }),
        { maxLength: 3 },
      ),
      schularten: fc.array(fc.record({ name: nasty, original: nasty, umschrift: nasty, sprache: nasty }), {
        maxLength: 4,
      }),
      pflichtjahre: fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 2 }),
    })
    fc.assert(
      fc.property(modell, nasty, (one, land) => {
        const svg = draw(one, land)
        const { elements } = parseSvg(svg)
        expect(elements.filter(({ name }) => !harmless.has(name))).toEqual([])
        expect(
          elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on|href|style/i.test(name)),
        ).toEqual([])
        expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
      }),
      { numRuns: 40 },
    )
  })
})
