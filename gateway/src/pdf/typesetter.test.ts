import fc from 'fast-check'
import PDFDocument from 'pdfkit'
import { describe, expect, it } from 'vitest'
import { fontFiles, splitGraphemes } from './fonts.ts'
import { createTypesetter, type Line, type Style } from './typesetter.ts'

const doc = new PDFDocument({ font: fontFiles.regular, autoFirstPage: false })
const type = createTypesetter(doc)
const body: Style = { font: 'regular', size: 9, color: '#000000' }

const textOf = ({ runs }: Line): string => runs.map(({ text }) => text).join('')
const wrap = (text: string, width = 120): string[] => type.wrap(text, width, body).map(textOf)

describe('wrap', () => {
  it('breaks between words and keeps the line breaks of the text', () => {
    expect(wrap('kurz\n\nund noch eine Zeile, die nicht mehr ganz passt')).toEqual([
      'kurz',
      '',
      'und noch eine Zeile, die',
      'nicht mehr ganz passt',
    ])
  })

  it('keeps indents, writes tabs as blanks, and begins no line with a blank', () => {
    expect(wrap('\t- eingerückt')).toEqual(['    - eingerückt'])
    expect(
      wrap('eins zwei drei vier fünf sechs sieben')
        .slice(1)
        .every((line) => !line.startsWith(' ')),
    ).toBe(true)
  })

  it('breaks after hyphens and slashes, and inside of words that are longer than a line', () => {
    expect(wrap('Ausbildungsnachweis-Übermittlungsanforderung')).toEqual([
      'Ausbildungsnachweis-',
      'Übermittlungsanforderung',
    ])
    expect(wrap('x'.repeat(100)).join('')).toBe('x'.repeat(100))
  })

  it('fits every line into the width, whatever the text; one character is never cut', () => {
    const widthOf = ({ runs }: Line) =>
      runs.reduce((sum, { font, text }) => sum + doc.font(fontFiles[font]).fontSize(body.size).widthOfString(text), 0)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 20, max: 300 }), (text, width) => {
        for (const line of type.wrap(text, width, body)) {
          expect(widthOf(line) <= width + 0.01 || splitGraphemes(textOf(line)).length === 1).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps all words of ordinary text', () => {
    const word = fc.stringMatching(/^[A-Za-zÄÖÜäöüßŁłÇçğŞş,.;()-]{1,30}$/)
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.integer({ min: 60, max: 400 }), (words, width) => {
        expect(wrap(words.join(' '), width).join('').replaceAll(' ', '')).toBe(words.join(''))
      }),
      { numRuns: 200 },
    )
  })

  it('counts what no font can draw, once per place', () => {
    const before = type.countMissing()
    wrap('漢字 und 字')
    expect(type.countMissing() - before).toBe(3)
  })
})
