import { type Anschrift, type Datum, nameOfKammer, type Rechtsgrundlage, toDeutschesDatum } from '@berichtsheft/core'
import { openDocument } from './open-document.ts'
import { createPage, type Page, styles } from './page.ts'
import { createTaggedPage, type TaggedPage } from './tagged-page.ts'
import { createTypesetter } from './typesetter.ts'
import { anschrift as addressLine, angabe, join, map, monate, tag } from './vertrag-werte.ts'
import { type Briefsatz, fillBriefsatz, getVertragsbrieftext, verzeichnisse } from './vertragsbrieftext.ts'

/** What a letter about a contract is drawn from. It is stored, so it says all that the letter says. */
export interface PdfVertragsbrief {
  readonly vorlage: string
  readonly knr: string
  readonly tag: Datum
  readonly empfaenger: string
  readonly anschrift?: Anschrift | undefined
  readonly rechtsgrundlage: Rechtsgrundlage
  readonly azubi: string
  readonly azubiGeburtsdatum?: Datum | undefined
  readonly ausbildender: string
  readonly staette?: Anschrift | undefined
  readonly beruf: string
  readonly beginn?: Datum | undefined
  readonly ende?: Datum | undefined
  readonly probezeitMonate?: number | undefined
  readonly ausbilder?: string | undefined
  readonly eintragungsnummer?: string | undefined
  readonly eingetragenAm?: Datum | undefined
  /** Hash of the version. */
  readonly abfassung: string
  readonly grund?: string | undefined
  readonly rechtsbehelf?: string | undefined
}

/** Letters to be drawn into one file; each begins on a page of its own. */
export interface PdfVertragsbriefe {
  readonly briefe: readonly PdfVertragsbrief[]
  readonly erstelltAm: string
}

/** Top of the address field of a letter in a window envelope (DIN 5008 form B), in points. */
const addressTop = 142

/**
 * Renders letters about training contracts as one tagged PDF/A-3a, German first, English below it. Equal input gives equal bytes.
 *
 * @see DV-11; BBiG §§ 34, 35; HwO §§ 28, 29; DIN 5008 (address field)
 */
export const renderVertragsbriefe = async ({ briefe, erstelltAm }: PdfVertragsbriefe): Promise<Uint8Array> => {
  const { doc, done } = await openDocument({
    titel: briefe.length === 1 ? 'Brief zum Ausbildungsvertrag' : 'Briefe zu Ausbildungsverträgen',
    erstelltAm,
    subset: 'PDF/A-3a',
    bufferPages: true,
  })
  const page = createPage(doc, createTypesetter(doc))
  page.next()
  const draw = createTaggedPage(doc, page)
  const starts: number[] = []
  for (const [i, brief] of briefe.entries()) {
    if (i > 0) page.next()
    starts.push(doc.bufferedPageRange().count)
    drawBrief(draw, page, brief)
  }
  draw.footers('Ausbildungsvertrag · training contract', (nr, of) => pageOfBrief(starts, nr, of))
  doc.end()
  return done
}

/** The number of a page within its letter. */
const pageOfBrief = (starts: readonly number[], nr: number, of: number): string => {
  const start = starts.findLast((one) => one <= nr) ?? 1
  const last = (starts.find((one) => one > nr) ?? of + 1) - 1
  return `Seite ${nr - start + 1} von ${last - start + 1}`
}

const drawBrief = (draw: TaggedPage, page: Page, brief: PdfVertragsbrief): void => {
  const vorlage = getVertragsbrieftext(brief.vorlage)
  const werte = {
    ...verzeichnisse[brief.rechtsgrundlage],
    azubi: brief.azubi,
    ausbildender: brief.ausbildender,
    nummer: brief.eintragungsnummer ?? '',
    eingetragenAm: map(brief.eingetragenAm, toDeutschesDatum) ?? '',
    grund: brief.grund ?? '',
  }
  const german = ({ de }: Briefsatz) => fillBriefsatz(de, werte)
  const english = ({ en }: Briefsatz) => fillBriefsatz(en, werte)
  draw.paragraph(nameOfKammer(brief.knr) ?? `Kammer ${brief.knr}`, styles.heading)
  page.y = Math.max(page.y, addressTop)
  const lines = [
    brief.empfaenger,
    map(brief.anschrift, ({ strasse, hausnummer = '' }) => `${strasse} ${hausnummer}`.trim()),
    map(brief.anschrift, ({ plz, ort }) => `${plz} ${ort}`),
  ]
  for (const line of lines) if (line !== undefined) draw.paragraph(line, styles.body)
  // Longer addresses than the field holds push the rest down.
  page.y = Math.max(addressTop + 130, page.y + 20)
  draw.paragraph(toDeutschesDatum(brief.tag), styles.small)
  draw.gap(10)
  draw.heading('H1', vorlage.betreff)
  draw.paragraph('Guten Tag,', styles.body)
  for (const absatz of vorlage.absaetze) {
    draw.gap(4)
    draw.paragraph(german(absatz), styles.body)
  }
  draw.gap(8)
  drawFakten(draw, brief)
  for (const absatz of vorlage.schluss) {
    draw.gap(4)
    draw.paragraph(german(absatz), styles.body)
  }
  if (brief.rechtsbehelf !== undefined) {
    draw.gap(8)
    draw.paragraph('Rechtsbehelfsbelehrung · instruction on legal remedies', styles.strong)
    draw.paragraph(brief.rechtsbehelf, styles.body)
  }
  draw.gap(12)
  for (const absatz of [...vorlage.absaetze, ...vorlage.schluss]) draw.paragraph(english(absatz), styles.small)
}

const drawFakten = (draw: TaggedPage, brief: PdfVertragsbrief): void => {
  draw.facts(
    [
      angabe('Eintragungsnummer', 'Number of the registration', brief.eintragungsnummer),
      angabe('Eingetragen am', 'Registered on', tag(brief.eingetragenAm)),
      angabe('Auszubildende oder Auszubildender', 'Apprentice', brief.azubi),
      angabe('Geburtsdatum', 'Date of birth', tag(brief.azubiGeburtsdatum)),
      angabe('Ausbildende', 'Training company', brief.ausbildender),
      angabe('Ausbildungsstätte', 'Training site', addressLine(brief.staette)),
      angabe('Ausbildungsberuf', 'Occupation', brief.beruf),
      angabe('Verantwortlich für die Ausbildung', 'Responsible trainer', brief.ausbilder),
      angabe('Dauer', 'Period', join([tag(brief.beginn), tag(brief.ende)], ' – ')),
      angabe('Probezeit', 'Probation', monate(brief.probezeitMonate)),
    ],
    2,
  )
  draw.paragraph(`Fassung · version ${brief.abfassung}`, styles.label)
}
