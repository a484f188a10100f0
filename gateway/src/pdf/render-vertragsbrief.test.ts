import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sha256 } from '@berichtsheft/core/signatur'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { textOfPdf } from '../testing/pdf-text.ts'
import { type PdfVertragsbrief, renderVertragsbriefe } from './render-vertragsbrief.ts'
import { currentVertragsbrieftext, fillBriefsatz, getVertragsbrieftext } from './vertragsbrieftext.ts'

const qpdf = 'qpdf'

const brief: PdfVertragsbrief = {
  vorlage: 'eintragungsbestaetigung-2026',
  knr: '153',
  tag: '2026-05-18',
  empfaenger: 'Ada Ehrlichmann',
  anschrift: { strasse: 'Hafenstraße', hausnummer: '3', plz: '67061', ort: 'Ludwigshafen' },
  rechtsgrundlage: 'bbig',
  azubi: 'Tilda Ehrlichmann',
  azubiGeburtsdatum: '2010-02-10',
  ausbildender: 'Werkstatt Störtebeker GmbH',
  beruf: 'Fachinformatiker, Anwendungsentwicklung',
  beginn: '2026-08-01',
  ende: '2029-07-31',
  probezeitMonate: 4,
  ausbilder: 'Jakob Wendelin',
  eintragungsnummer: '2026-153-000417',
  eingetragenAm: '2026-05-18',
  abfassung: 'a1b2c3d4'.repeat(8),
}
const render = async (...briefe: PdfVertragsbrief[]) =>
  Buffer.from(await renderVertragsbriefe({ briefe, erstelltAm: '2026-05-18T10:00:00Z' }))
const textOf = (pdf: Buffer) => textOfPdf(pdf).replaceAll('\n', ' ')

describe('DV-11: a letter about a contract', () => {
  it('names its reader, the contract and the number, German first', async () => {
    const text = textOf(await render(brief))
    for (const part of ['Ada Ehrlichmann', 'Hafenstraße 3', '67061 Ludwigshafen', '18.05.2026', '2026-153-000417'])
      expect(text, part).toContain(part)
    for (const part of ['01.08.2026 – 31.07.2029', '4 Monate', 'Jakob Wendelin', 'IHK Rhein-Neckar'])
      expect(text, part).toContain(part)
    expect(text.indexOf('ist seit dem')).toBeLessThan(text.indexOf('is registered since'))
  })

  it('names the roll of apprentices for a craft, and the reason and the remedies of a refusal', async () => {
    expect(textOf(await render({ ...brief, knr: '00065', rechtsgrundlage: 'hwo' }))).toContain(
      'Lehrlingsrolle (HwO § 28)',
    )
    const refusal = {
      vorlage: 'ablehnungsbescheid-2026',
      grund: 'Nicht geeignet {nummer}.',
      rechtsbehelf: 'Widerspruch.',
    }
    const text = textOf(await render({ ...brief, ...refusal }))
    for (const part of ['BBiG § 35 Abs. 2', 'Nicht geeignet {nummer}.', 'Rechtsbehelfsbelehrung', 'Widerspruch.'])
      expect(text).toContain(part)
  })

  it('is the same file for the same content, tagged, without names in its metadata', async () => {
    const pdf = await render(brief)
    expect(pdf.equals(await render(brief))).toBe(true)
    expect(pdf.equals(await render({ ...brief, probezeitMonate: 3 }))).toBe(false)
    const source = pdf.toString('latin1')
    for (const part of ['/StructTreeRoot', '/Lang (de-DE)', '<pdfaid:conformance>A</pdfaid:conformance>'])
      expect(source).toContain(part)
    expect(source).not.toContain('Ehrlichmann')
  })

  it('begins on a page of its own, with pages counted by letter, however long the one before is', async () => {
    const long = { ...brief, vorlage: 'ablehnungsbescheid-2026', grund: 'Ein langer Grund. '.repeat(700) }
    const pdf = await render(brief, long, brief)
    const text = textOf(pdf)
    expect(text.match(/Seite 1 von 1/g)).toHaveLength(2)
    expect(text).toMatch(/Seite 2 von [2-9]/)
  })

  it('passes qpdf without a word', async ({ skip }) => {
    skip(spawnSync(qpdf, ['--version']).error !== undefined, 'skipped: qpdf')
    const folder = await mkdtemp(path.join(os.tmpdir(), 'vertragsbrief-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const file = path.join(folder, 'briefe.pdf')
    await writeFile(file, await render(brief, brief))
    expect(execFileSync(qpdf, ['--check', file]).toString()).toContain('No syntax or stream encoding errors')
  })
})

test.each([
  ['eintragungsbestaetigung-2026', '4ee28c9a03600adf24d4700394e7511d7cbaecf948ada2aede635e24ec87e055'],
  ['aenderungsbestaetigung-2026', 'dfc8c8e37160dae410a9f2be860c6a4ab9b7a9ed1221f1ef30d3813c5efd6387'],
  ['ablehnungsbescheid-2026', '5ed52d92d11ebb44b4282b6781d24d81abe399835b004f9e42ab5dbd926b91d9'],
])('the text %s was used, so it never changes', (vorlage, hash) => {
  expect(sha256(JSON.stringify(getVertragsbrieftext(vorlage)))).toBe(hash)
})

it('every kind has a text; a text that is not there, and a word that nobody gives, are faults', () => {
  for (const art of ['eintragung', 'aenderung', 'ablehnung'] as const)
    expect(getVertragsbrieftext(currentVertragsbrieftext(art).vorlage)).toMatchObject({ art })
  expect(() => getVertragsbrieftext('eintragungsbestaetigung-1066')).toThrow('there is no text')
  expect(() => fillBriefsatz('Guten Tag {name}', {})).toThrow('nothing for name')
})
