import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Vertragsausfertigung, Vertragsentwurf } from '@berichtsheft/core'
import {
  createHandwerksvertrag,
  createMinderjaehrigenvertrag,
  createTeilzeitvertrag,
  createVertrag,
} from '@berichtsheft/core/testing'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { textOfPdf } from '../testing/pdf-text.ts'
import { type PdfVertrag, renderVertrag } from './render-vertrag.ts'
import { findVertragstext } from './vertragstext.ts'

const abfassung = 'a1b2c3d4'.repeat(8)
const formen: readonly Vertragsausfertigung[] = ['antrag', 'ausbildender', 'azubi']

const render = async (ausfertigung: Vertragsausfertigung, vertrag: Vertragsentwurf, more: Partial<PdfVertrag> = {}) =>
  Buffer.from(await renderVertrag({ ausfertigung, vertrag, abfassung, erstelltAm: '2026-11-20T10:00:00Z', ...more }))

/** The text as pieces; words that were drawn in several lines are joined by blanks. */
const textOf = (pdf: Buffer): string => textOfPdf(pdf).replaceAll('\n', ' ')

const pdftotext = 'pdftotext'
const qpdf = 'qpdf'
const hasPdftotext = spawnSync(pdftotext, ['-v']).error === undefined
const hasQpdf = spawnSync(qpdf, ['--version']).error === undefined

describe('the three renderings of a contract', () => {
  it('come from one data set and name its version', async () => {
    const vertrag = createMinderjaehrigenvertrag()
    for (const form of formen) {
      const text = textOf(await render(form, vertrag, { eintragungsnummer: '2026-153-000417' }))
      for (const part of [
        'Werkstatt Störtebeker GmbH',
        'Am Salzkai 4, 68159 Mannheim',
        'Tilda Ehrlichmann',
        '10.02.2010',
        'Ada Ehrlichmann',
        'Ruben Ehrlichmann',
        'Hafenstraße 3, 67061',
        'Fachinformatiker',
        'Anwendungsentwicklung',
        'Jakob Wendelin',
        '01.08.2026',
        '31.07.2029',
        '4 Monate',
        '8:00 Std.',
        '40:00 Std.',
        '1120,00 €',
        '1180,00 €',
        '1250,00 €',
        '2026 13 Arbeitstage',
        'Elektronisch, Software',
        'IHK Rhein-Neckar',
        '2026-153-000417',
        'ausbildungsvertrag-2025',
        'Fassung a1b2c3d4a1b2c3d4',
      ])
        expect(text, `${form}: ${part}`).toContain(part)
      expect(text.replaceAll(' ', '')).toContain(abfassung)
    }
  })

  it('tell the register only in the application, and the clauses only in the copies', async () => {
    const vertrag = createTeilzeitvertrag()
    const [antrag, firma, azubi] = await Promise.all(formen.map(async (form) => textOf(await render(form, vertrag))))
    for (const part of ['Allgemeine Hochschulreife', 'Deutschland', '09912342', 'Abitur.pdf', 'BBiG § 36']) {
      expect(antrag).toContain(part)
      expect(firma).not.toContain(part)
      expect(azubi).not.toContain(part)
    }
    for (const text of [firma, azubi]) {
      for (const part of [
        'Überstunden',
        'Kündigung',
        'BBiG § 22',
        '7/10 der Vollzeit',
        'Hochschulreife',
        'Empfangsbestätigung',
      ])
        expect(text).toContain(part)
    }
    expect(antrag).not.toContain('In der Probezeit kann jede Seite')
    expect(antrag).toContain('Erklärung')
    expect(firma).toContain('Exemplar der Ausbildenden')
    expect(azubi).toContain('Exemplar der Auszubildenden')
  })

  it('have lines to sign on for every party of a written contract, and none in text form', async () => {
    const parents = createMinderjaehrigenvertrag()
    const written = textOf(await render('azubi', { ...parents, vertragsform: 'schriftlich' }))
    for (const name of ['Störtebeker GmbH)', '(Tilda Ehrlichmann)', '(Ada Ehrlichmann)', '(Ruben Ehrlichmann)'])
      expect(written).toContain(name)
    expect(written.match(/Unterschrift · Signature/g)).toHaveLength(4)
    expect(textOf(await render('azubi', parents))).not.toContain('Unterschrift · Signature')
  })

  it('name the HwO and its chamber for a contract of a craft', async () => {
    const antrag = textOf(await render('antrag', createHandwerksvertrag()))
    expect(antrag).toContain('Lehrlingsrolle (HwO § 30)')
    expect(antrag).toContain('(00065)')
    expect(antrag).not.toContain('BBiG § 36')
    const firma = textOf(await render('ausbildender', createHandwerksvertrag()))
    expect(firma).toContain('HwO §§ 25, 26')
  })

  it('show what is missing as empty, and that a draft is none to sign', async () => {
    for (const form of formen) {
      const { abfassung: _, ...draft } = {
        ausfertigung: form,
        vertrag: {},
        abfassung,
        erstelltAm: '2026-11-20T10:00:00Z',
      }
      const text = textOf(Buffer.from(await renderVertrag(draft)))
      expect(text).toContain('Entwurf, nicht zur Unterschrift')
      for (const label of ['Geburtsdatum', 'Probezeit', 'Ausbildungsberuf', 'Sonstige Vereinbarungen', 'Kalenderjahr'])
        expect(text).toContain(label)
      expect(text.match(/—/g)?.length).toBeGreaterThan(40)
    }
  })

  it('DV-16: show every field in the application, what was handed over to the apprentice among them', async () => {
    const anschrift = { strasse: 'Kai', hausnummer: '9', plz: '68159', ort: 'Ort' }
    const text = textOf(
      await render('antrag', {
        ...createMinderjaehrigenvertrag(),
        beruf: {
          bezeichnung: 'Bb',
          fachrichtung: 'Ff',
          schwerpunkt: 'Ss',
          einsatzgebiet: 'Ee',
          wahlqualifikationen: ['Ww'],
        },
        ausbildender: {
          ...createVertrag().ausbildender,
          hrNummer: 'HRB 77',
          betriebsnummer: '11112222',
          wirtschaftsIdentnummer: 'DE123456789',
        },
        massnahmen: [
          { partner: 'Pp', anschrift, inhalt: 'Ii', notwendig: true, wochen: 7, verbund: true, verantwortung: 'Vv' },
        ],
        anrechnungen: [{ grund: 'ausland', monate: 5, beruf: 'Ab', einrichtung: 'Ae', rechtsverordnung: 'Ar' }],
        verkuerzungen: [{ grund: 'sonstiges', monate: 3, antragsdatum: '2026-05-02', erlaeuterung: 'Ve' }],
        auslandsabschnitte: [{ staat: 'FR', wochen: 11, planVereinbart: true }],
        arbeitszeiten: [
          {
            minutenTaeglich: 480,
            tageJeWoche: 5,
            halberTag: true,
            pausenMinuten: 45,
            unterTage: true,
            kuerzererTag: true,
          },
        ],
        sachbezuege: [
          { art: 'sonstiges', betrag: 12_345, ausbildungsjahr: 2, belegung: 4, abgeltung: true, bezeichnung: 'Sb' },
        ],
        tarif: {
          geltung: 'gebunden',
          tarifvertrag: 'Tv',
          referenzbetraege: [{ ausbildungsjahr: 1, betrag: 98_765 }],
          urlaubstage: 31,
        },
        betriebsvereinbarungen: { vorhanden: true, hinweis: 'Bh' },
        foerderung: { ueberwiegendOeffentlich: true, art: 'sonderprogramm' },
        berufsschule: { name: 'Schule', schluessel: 'B-17', anschrift, abweichung: 'Sa' },
        nachuntersuchung: { datum: '2027-06-01', vorgelegtAm: '2027-06-02' },
        aushaendigung: { ausbildungsordnungAm: '2026-07-01', ausbildungsplanAm: '2026-07-02' },
        nachweissystem: 'Ns',
        zusatzqualifikationen: ['Zq'],
        sonstigeVereinbarungen: 'Sv',
        unterschriften: [{ partei: 'vertreter', vertreterNummer: 1, datum: '2026-05-20' }],
      }),
    )
    const shown =
      'Bb Ff Ss Ee Ww|HRB 77|11112222|DE123456789|Pp|Kai 9, 68159 Ort|Ii|Vv|Ab, Ae, Ar|Berufsausbildung im Ausland|02.05.2026|Ve|FR|11|5 ½|45 Min.|unter Tage|kürzerer Tag|123,45 €|Sb|4 im Zimmer|Tarifgebunden, Tv|1. Jahr 987,65 €|31|Bh|Sonderprogramm|B-17|Sa|01.06.2027, vorgelegt am 02.06.2027|01.07.2026|02.07.2026|Ns|Zq|Sv|20.05.2026'
    for (const part of shown.split('|').flatMap((one) => (one.startsWith('Bb') ? one.split(' ') : [one])))
      expect(text, part).toContain(part)
  })

  it('say that an own text of the company is attached', async () => {
    const vertragstext = { ueberstundenregelung: true, kuendigungsregelung: true }
    const text = textOf(await render('ausbildender', createVertrag({ vertragstext })))
    expect(text).toContain('eigenen Vertragstext')
    expect(text).not.toContain('In der Probezeit kann jede Seite')
  })

  it('are the same file for the same contract, and another one for another', async () => {
    const first = await render('azubi', createVertrag())
    expect(first.equals(await render('azubi', createVertrag()))).toBe(true)
    expect(first.equals(await render('azubi', createVertrag({ probezeitMonate: 3 })))).toBe(false)
  })
})

describe('the file', () => {
  it('is tagged, in German, names nobody in its metadata and embeds its fonts', async () => {
    const pdf = (await render('antrag', createVertrag())).toString('latin1')
    expect(pdf).toContain('/Lang (de-DE)')
    expect(pdf).toMatch(/\/Marked true/)
    expect(pdf).toContain('/StructTreeRoot')
    for (const name of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']) expect(pdf).toContain(`/S /${name}\n`)
    expect(pdf).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
    expect(pdf).not.toContain('Ehrlichmann')
    expect(pdf).not.toContain('Helvetica')
  })

  const lang: Vertragsentwurf = {
    ...createMinderjaehrigenvertrag(),
    sonstigeVereinbarungen: 'Die Fahrten zur Berufsschule zahlt der Betrieb. '.repeat(400),
    beruf: { bezeichnung: 'Ž'.repeat(300), wahlqualifikationen: Array.from({ length: 20 }, () => 'Wahl '.repeat(59)) },
    zusatzqualifikationen: Array.from({ length: 20 }, () => 'Ř'.repeat(300)),
  }

  test.each(['antrag', 'azubi'] as const)(
    '%s is sound with texts over several pages, every mark closed',
    async (form) => {
      const pdf = await render(form, lang)
      const pages = pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0
      expect(pages).toBeGreaterThan(6)
      expect(textOf(pdf).match(/zahlt der Betrieb/g)?.length).toBeGreaterThan(350)
    },
  )

  it('passes qpdf and pdftotext without a word', async ({ skip }) => {
    skip(!hasQpdf || !hasPdftotext, 'skipped: qpdf, pdftotext')
    const folder = await mkdtemp(path.join(os.tmpdir(), 'vertrag-pdf-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    for (const [form, vertrag] of [
      ['antrag', createTeilzeitvertrag()],
      ['ausbildender', lang],
      ['azubi', {}],
    ] as const) {
      const input = await render(form, vertrag)
      const file = path.join(folder, `${form}.pdf`)
      await writeFile(file, input)
      expect(execFileSync(qpdf, ['--check', file]).toString()).toContain('No syntax or stream encoding errors')
      const { stdout, stderr } = spawnSync(pdftotext, ['-layout', '-', '-'], { input })
      expect([stderr.toString(), stdout.toString()]).toEqual(['', expect.stringContaining('Seite 1 von')])
    }
  })
})

it('a template that was released never changes', async () => {
  const { createHash } = await import('node:crypto')
  const hash = (key: string) =>
    createHash('sha256')
      .update(JSON.stringify(findVertragstext(key)))
      .digest('hex')
  expect(hash('ausbildungsvertrag-2025')).toMatchInlineSnapshot(
    `"438cb1a2d21b27351b8adff8346f25e24c175067d75cfa9f6b78c1a6ab19f7e8"`,
  )
  expect(findVertragstext('ausbildungsvertrag-1066')).toBeUndefined()
})
