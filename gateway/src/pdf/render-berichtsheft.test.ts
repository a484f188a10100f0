import { execFileSync, spawnSync } from 'node:child_process'
import { beispielLieferung, completenessReport, type Lieferung, standardRegelkonfig } from '@berichtsheft/core'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { makeLieferung } from '../testing/fixtures.ts'
import { type PdfBerichtsheft, renderBerichtsheft } from './render-berichtsheft.ts'

const xml = Buffer.from('<lieferung/>')

const toPdf = (
  { berichtsheft, ausbildungsnachweise }: Lieferung,
  more: Partial<PdfBerichtsheft> = {},
): PdfBerichtsheft => ({
  berichtsheft,
  nachweise: ausbildungsnachweise.map(({ inhalt, verlauf = [], kommentare = [] }, i) => ({
    nr: i + 1,
    inhalt,
    hash: `${i}`.padStart(64, '0'),
    ...(verlauf.at(-1) ? { status: verlauf.at(-1)?.vorgang ?? 'entwurf' } : {}),
    verlauf,
    kommentare,
  })),
  erstelltAm: '2026-11-20T10:00:00Z',
  ...more,
})

const render = async (book: PdfBerichtsheft): Promise<Buffer> => Buffer.from(await renderBerichtsheft(book))

const pdftotext = 'pdftotext'
const hasPdftotext = spawnSync(pdftotext, ['-v']).error === undefined
const textOf = (pdf: Buffer): string => execFileSync(pdftotext, ['-layout', '-', '-'], { input: pdf }).toString()

describe('the readable book', () => {
  it('is the same file for the same book', async () => {
    const book = toPdf(beispielLieferung, { xml })
    const [first, second] = [await render(book), await render(book)]
    expect(first.equals(second)).toBe(true)
    const other = await render({ ...book, erstelltAm: '2026-11-20T10:00:01Z' })
    expect(first.equals(other)).toBe(false)
  })

  it('embeds its fonts and the XML, and uses no font of the viewer', async () => {
    const pdf = (await render(toPdf(beispielLieferung, { xml }))).toString('latin1')
    expect(pdf.startsWith('%PDF-1.7')).toBe(true)
    expect([...new Set([...pdf.matchAll(/\/BaseFont \/([A-Z]{6}\+)?(\w+)/g)].map(([, , name]) => name))]).toEqual([
      'DejaVuSansCondensed',
      'NotoEmoji',
    ])
    expect(pdf).not.toContain('Helvetica')
    expect(pdf).toMatch(/\/AFRelationship \/Alternative\s+\/F \(berichtsheft\.xml\)/)
    expect(pdf).toContain('/Lang (de-DE)')
  })

  it('has metadata that are well-formed XML and name no person', async () => {
    const odd: Lieferung = {
      ...beispielLieferung,
      berichtsheft: { ...beispielLieferung.berichtsheft, unternehmen: { name: 'Müller & Söhne <GmbH>' } },
    }
    const pdf = (await render(toPdf(odd))).toString('utf8')
    const xmp = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(pdf)?.[0] ?? ''
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>')
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', (error) => {
      throw error
    })
    parser.write(xmp).close()
    expect(xmp).not.toContain('Ehrlichmann')
  })

  it('stays far below 25 MB for a book of three years', async () => {
    expect((await render(toPdf(makeLieferung(156)))).length).toBeLessThan(2_000_000)
  })
})

describe('the text of the book', () => {
  it('begins every week on a page of its own and numbers the pages', async ({ skip }) => {
    skip(!hasPdftotext, 'skipped: pdftotext')
    const pages = textOf(await render(toPdf(makeLieferung(3)))).split('\f')
    expect(pages.map((page) => /Ausbildungsnachweis (\d+ · KW \d+\/\d+)/.exec(page)?.[1])).toEqual([
      undefined,
      '1 · KW 36/2024',
      '2 · KW 37/2024',
      '3 · KW 38/2024',
      undefined,
    ])
    expect(pages[3]).toContain('Seite 4 von 4 · page 4 of 4')
  })

  it('puts daily reports of one week on one page', async ({ skip }) => {
    skip(!hasPdftotext, 'skipped: pdftotext')
    const { berichtsheft, ausbildungsnachweise } = makeLieferung(1)
    const days = ausbildungsnachweise.flatMap((nachweis) =>
      (nachweis.inhalt.tage ?? []).map((tag) => ({
        ...nachweis,
        inhalt: {
          ...nachweis.inhalt,
          berichtsart: 'tag' as const,
          zeitraum: { von: tag.datum, bis: tag.datum },
          tage: [tag],
        },
      })),
    )
    const pages = textOf(await render(toPdf({ berichtsheft, ausbildungsnachweise: days }))).split('\f')
    expect(pages[1]?.match(/Ausbildungsnachweis \d/g)?.length).toBeGreaterThan(2)
  })

  it('shows what a report must carry (AN-022 to AN-026), German first', async ({ skip }) => {
    skip(!hasPdftotext, 'skipped: pdftotext')
    const text = textOf(await render(toPdf(beispielLieferung)))
    for (const part of [
      'Berichtszeitraum · Period',
      '14.12.2026 – 18.12.2026',
      'Tilda Ehrlichmann',
      'Ausbildungsjahr · Year of training',
      'Softwareentwicklung',
      'Mo 14.12.',
      'Unterweisung',
      'Krank',
      '14:00',
      'Eingereicht · 18.12.2026, 14:05 Uhr · Tilda Ehrlichmann (Auszubildende)',
      'Zurückgewiesen · 18.12.2026, 15:20 Uhr · Çiğdem Özgür-Łukasz (Ausbilder)',
      '„Bitte Dienstag ergänzen.“',
      'Freigegeben · 21.12.2026',
      'Welche Testfälle waren das?',
      'schnittstelle.pdf',
      'Aus dem Ausbildungsbeginn berechnet',
      'Betriebliche Tätigkeiten',
      'Jahresabschluss vorbereitet',
      'Keine Berufsschule (Ferien)',
    ]) {
      expect(text.replace(/\s+/g, ' ')).toContain(part)
    }
  })

  it('says what the check found and for what the book is presented', async ({ skip }) => {
    skip(!hasPdftotext, 'skipped: pdftotext')
    const { berichtsheft, ausbildungsnachweise } = makeLieferung(2)
    const bericht = completenessReport(
      { berichtsheft, ausbildungsnachweise },
      { stichtag: '2026-11-20', konfig: standardRegelkonfig },
    )
    const vorlage = {
      uebermittlungId: '01934a7b-52c0-7f40-b2d6-91c7e8a3f055',
      zweck: 'abschlusspruefung' as const,
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      unternehmen: 'Werkstatt Störtebeker GmbH',
      freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' as const },
    }
    const text = textOf(await render(toPdf({ berichtsheft, ausbildungsnachweise }, { bericht, vorlage }))).replace(
      /\s+/g,
      ' ',
    )
    expect(text).toContain('Vorlage bei der Kammer')
    expect(text).toContain('BBiG § 43 Abs. 1 Nr. 2')
    expect(text).toContain('fehlend')
    expect(text).toContain('Fehler · K1')
  })

  it('names what it cannot draw, and how often', async ({ skip }) => {
    skip(!hasPdftotext, 'skipped: pdftotext')
    const { berichtsheft, ausbildungsnachweise } = makeLieferung(1)
    const [nachweis] = ausbildungsnachweise
    if (!nachweis) throw new Error('a book of one week has a report')
    const inhalt = { ...nachweis.inhalt, wochentexte: { betrieb: 'Handbuch 漢字 übersetzt' } }
    const text = textOf(await render(toPdf({ berichtsheft, ausbildungsnachweise: [{ ...nachweis, inhalt }] })))
    expect(text).toContain('Handbuch □□ übersetzt')
    expect(text.replace(/\s+/g, ' ')).toContain('unverändert stehen sie in JSON und XML. Anzahl: 2')
  })
})
