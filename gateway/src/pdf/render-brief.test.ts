import { describe, expect, it } from 'vitest'
import { textOfPdf } from '../testing/pdf-text.ts'
import { type PdfBrief, renderBrief } from './render-brief.ts'

const brief: PdfBrief = {
  briefId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77',
  knr: '153',
  empfaenger: 'Werkstatt Störtebeker GmbH',
  anschrift: { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' },
  identnummer: '0001234567',
  kennwort: '7KQ4T-9XMZ2-HRV6W',
  gueltigTage: 30,
  versuche: 5,
  adresse: 'https://berichtsheft.example',
  erstelltAm: '2026-11-20T10:00:00Z',
}

describe('the activation letter', () => {
  it('says in both languages what is needed, and nothing else is in the file', async () => {
    const pdf = Buffer.from(await renderBrief(brief))
    const text = textOfPdf(pdf)
    for (const part of [
      'Werkstatt Störtebeker GmbH',
      'Hafenstraße 12',
      '68159 Mannheim',
      'IHK Rhein-Neckar',
      brief.kennwort,
      brief.identnummer,
      '153',
      '30 Tage',
      '5 falschen',
      '30 days',
      '5 wrong',
    ])
      expect(text).toContain(part)
    expect(pdf.toString('latin1')).not.toContain(brief.kennwort)
    expect(pdf.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(1)
  })

  it('is the same file for the same letter, and another one for another password', async () => {
    const [first, second, other] = [
      await renderBrief(brief),
      await renderBrief(brief),
      await renderBrief({ ...brief, kennwort: 'AAAAA-BBBBB-CCCCC' }),
    ]
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
    expect(textOfPdf(Buffer.from(other))).toContain('AAAAA-BBBBB-CCCCC')
  })

  it('fits on one page with names of full length in any script', async () => {
    const long = {
      ...brief,
      empfaenger: 'Ž'.repeat(299),
      anschrift: { strasse: 'Ř'.repeat(299), hausnummer: '1', plz: '68159', ort: 'Ł'.repeat(299) },
    }
    const pdf = Buffer.from(await renderBrief(long))
    expect(pdf.toString('latin1').match(/\/Type \/Page\n/g)).toHaveLength(1)
  })
})
