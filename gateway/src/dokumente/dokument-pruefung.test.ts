import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createVertrag } from '@berichtsheft/core/testing'
import fc from 'fast-check'
import encodeQr from 'qr'
import { describe, expect, it, test } from 'vitest'
import { renderVertrag } from '../pdf/render-vertrag.ts'
import { pruefeDokument } from './dokument-pruefung.ts'
import { readFassungsmarken, writeFassungsmarke } from './fassungsmarke.ts'
import { feindlicheDateien } from './testing/hostile-files.ts'
import { jpegWith, makePng, tinyJpeg } from './testing/make-bild.ts'
import { makePackedPdf, makePdf, onePage, updatePdf } from './testing/make-pdf.ts'

const pruefe = (inhalt: Uint8Array, mitMarken = false) => pruefeDokument({ inhalt, mitMarken })
const marke = { vertragId: '0193b1c2-7d3e-7f4a-8b5c-6d7e8f9a0b1c', abfassung: 'ab'.repeat(32) }

/** A page with one more stream, packed in some way. */
const streamPage = (filter: string, content: string) =>
  onePage('', `<< /Filter ${filter} /Length ${content.length} >>\nstream\n${content}\nendstream`)
/** Some content of a page, packed. */
const ascii85 = 'Gap9`0N9_+6:1oT!t\\)M<=%Y8*#0G.*#0_f&-*03VEk'

describe('B12: what a document is', () => {
  it.each(feindlicheDateien)('refuses $name', async ({ bytes, grund }) => {
    expect(await pruefe(bytes)).toEqual({ grund })
  })

  it.each([
    ['a plain PDF', makePdf(), 'application/pdf'],
    ['a PDF with packed objects', makePackedPdf(onePage()), 'application/pdf'],
    ['a PDF that was changed', updatePdf(makePdf(), [[4, '<< /Type /Metadata >>']]), 'application/pdf'],
    ['a PDF that opens at a page', makePdf(onePage('/OpenAction [3 0 R /Fit]')), 'application/pdf'],
    [
      'a PDF that goes to a page',
      makePdf(onePage('/OpenAction 4 0 R', '<< /S /GoTo /D [3 0 R /Fit] >>')),
      'application/pdf',
    ],
    ['a PDF with a link', makePdf(onePage('', '<< /S /URI /URI (https://www.ihk.de/) >>')), 'application/pdf'],
    [
      'a PDF with a stream in digits',
      makePdf(streamPage('[/ASCII85Decode /FlateDecode]', `${ascii85}~>`)),
      'application/pdf',
    ],
    ['a PDF with a photograph', makePdf(streamPage('/DCTDecode', tinyJpeg().toString('latin1'))), 'application/pdf'],
    ['a PDF with a form', makePdf(onePage('/AcroForm << /Fields [] >>')), 'application/pdf'],
    ['a PDF with a blank line at its end', Buffer.concat([makePdf(), Buffer.from('\r\n\0')]), 'application/pdf'],
    ['a JPEG', tinyJpeg(), 'image/jpeg'],
    ['a JPEG with a comment', jpegWith(0xfe, 'Aufnahme der Schule'), 'image/jpeg'],
    ['a JPEG with a second picture', Buffer.concat([tinyJpeg(), tinyJpeg()]), 'image/jpeg'],
    ['a PNG', makePng(9, 7, (x) => x * 20, [['tEXt', 'Title\0Zeugnis']]), 'image/png'],
  ])('takes %s', async (_name, bytes, medientyp) => {
    expect(await pruefe(bytes)).toEqual({ medientyp, seiten: 1, marken: [] })
  })

  test.each([
    ['at the limit', 200, undefined],
    ['above it', 201, 'seiten'],
  ])('pages %s', async (_name, count, grund) => {
    const kids = Array.from({ length: count }, () => '3 0 R').join(' ')
    const [catalog = '', , page = ''] = onePage()
    const befund = await pruefe(makePdf([catalog, `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`, page]))
    expect(befund).toEqual(grund === undefined ? { medientyp: 'application/pdf', seiten: 200, marken: [] } : { grund })
  })

  test('of damaged bytes says so and never fails', async () => {
    const samples = [
      makePdf(onePage('/OpenAction 4 0 R', '[3 0 R /Fit]')),
      makePackedPdf(onePage()),
      tinyJpeg(),
      makePng(9, 7, () => 1),
    ]
    const damage = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(damage, async ([sample, at, byte]) => {
        const bytes = Buffer.from(sample)
        bytes[at % bytes.length] = byte
        const befund = await pruefe(bytes)
        expect('grund' in befund || befund.seiten > 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

/** A page with the code of a mark, turned by some degrees, with the noise of a scanner. */
const scanOf = (text: string, degrees: number, noise = 40): Buffer => {
  const modules = encodeQr(text, 'raw', { ecc: 'medium', border: 2 })
  const [size, dot, left] = [600, 5, 120]
  const angle = (degrees * Math.PI) / 180
  return makePng(size, size, (x, y) => {
    const [dx, dy] = [x - size / 2, y - size / 2]
    const column = Math.floor((Math.cos(angle) * dx + Math.sin(angle) * dy + size / 2 - left) / dot)
    const row = Math.floor((Math.cos(angle) * dy - Math.sin(angle) * dx + size / 2 - left) / dot)
    return (modules[row]?.[column] ? 30 : 215) + (((x * 7919 + y * 104_729) % 97) / 97 - 0.5) * noise
  })
}

describe('DV-05: the mark of a printed version', () => {
  it('stands on the forms of a released contract, and on no draft', async () => {
    const erstelltAm = '2026-05-18T10:00:00.000Z'
    for (const ausfertigung of ['antrag', 'azubi'] as const) {
      const printed = await renderVertrag({ ausfertigung, vertrag: createVertrag(), ...marke, erstelltAm })
      expect(await pruefe(printed, true)).toMatchObject({ medientyp: 'application/pdf', marken: [marke] })
    }
    const { vertragId } = marke
    const draft = await renderVertrag({ ausfertigung: 'azubi', vertrag: createVertrag(), vertragId, erstelltAm })
    expect(await pruefe(draft, true)).toMatchObject({ medientyp: 'application/pdf', marken: [] })
  })

  it('is read from the photographed page', async () => {
    expect(await pruefe(readFileSync(path.join(import.meta.dirname, 'testing/scan.jpg')), true)).toEqual({
      medientyp: 'image/jpeg',
      seiten: 1,
      marken: [marke],
    })
  })

  it.each([0, 3, 90, 180])('is read from a scan turned by %d degrees', async (degrees) => {
    expect(await pruefe(scanOf(writeFassungsmarke(marke), degrees), true)).toMatchObject({ marken: [marke] })
  })

  it('is not found where there is none, or another code', async () => {
    expect(await pruefe(scanOf('https://example.org/', 0), true)).toMatchObject({ marken: [] })
    expect(
      await pruefe(
        makePng(40, 40, () => 255),
        true,
      ),
    ).toMatchObject({ marken: [] })
  })

  it('comes back from any text around it, broken anywhere', () => {
    fc.assert(
      fc.property(
        fc.uuid({ version: 7 }),
        fc.stringMatching(/^[0-9a-f]{64}$/),
        fc.nat(120),
        (vertragId, abfassung, at) => {
          const text = writeFassungsmarke({ vertragId, abfassung })
          expect(readFassungsmarken(`Fassung ${text.slice(0, at)}\n ${text.slice(at)} Seite 1`)).toEqual([
            { vertragId, abfassung },
          ])
        },
      ),
    )
  })
})
