import { type Anschrift, nameOfKammer } from '@berichtsheft/core'
import { brieftexte } from './brief-texts.ts'
import { formatInstant } from './formats.ts'
import { openDocument } from './open-document.ts'
import { createPage, drawFacts, firstLine, sheet, styles } from './page.ts'
import { createTypesetter } from './typesetter.ts'

/** What an activation letter says. The password stands in it and nowhere else. */
export interface PdfBrief {
  readonly briefId: string
  readonly knr: string
  readonly empfaenger: string
  readonly anschrift: Anschrift
  readonly identnummer: string
  readonly kennwort: string
  readonly gueltigTage: number
  readonly versuche: number
  readonly adresse: string
  readonly erstelltAm: string
}

/** Top of the address field of a letter in a window envelope (DIN 5008 form B), in points. */
const addressTop = 142

/**
 * Renders the letter with the activation password of a company on one page, German first. Equal input gives equal bytes.
 *
 * @see MI-30; DIN 5008 (address field)
 */
export const renderBrief = async (brief: PdfBrief): Promise<Uint8Array> => {
  const { doc, done } = await openDocument({
    titel: 'Aktivierungsbrief',
    erstelltAm: brief.erstelltAm,
    subset: 'PDF/A-3b',
  })
  const page = createPage(doc, createTypesetter(doc))
  page.next()
  const kammer = nameOfKammer(brief.knr) ?? `Kammer ${brief.knr}`
  page.paragraph(kammer, styles.heading)
  page.y = addressTop
  const { strasse, hausnummer = '', plz, ort } = brief.anschrift
  for (const line of [brief.empfaenger, `${strasse} ${hausnummer}`.trim(), `${plz} ${ort}`])
    page.paragraph(line, styles.body)
  // Longer addresses than the field holds push the rest down.
  page.y = Math.max(addressTop + 130, page.y + 20)
  page.paragraph(formatInstant(brief.erstelltAm), styles.small)
  page.y += 10
  page.title(brieftexte.betreff, styles.heading)
  page.y += 6
  const werte = {
    empfaenger: brief.empfaenger,
    tage: `${brief.gueltigTage}`,
    versuche: `${brief.versuche}`,
    adresse: brief.adresse,
  }
  for (const text of [brieftexte.anlass, brieftexte.schritte]) page.paragraph(text.de(werte), styles.body)
  page.y += 8
  drawFacts(
    page,
    [
      { label: brieftexte.kennwort, value: brief.kennwort },
      { label: brieftexte.identnummer, value: brief.identnummer },
      { label: brieftexte.knr, value: brief.knr },
    ],
    3,
  )
  page.y += 4
  for (const text of [brieftexte.gueltigkeit, brieftexte.warnung]) page.paragraph(text.de(werte), styles.body)
  page.y += 12
  page.rule()
  for (const text of [brieftexte.anlass, brieftexte.schritte, brieftexte.gueltigkeit, brieftexte.warnung])
    page.paragraph(text.en(werte), styles.small)
  const footer = firstLine(page.type, `${brieftexte.brief.de} · ${brieftexte.brief.en}: ${brief.briefId}`, styles.label)
  page.type.draw(footer, sheet.left, sheet.footer)
  doc.end()
  return done
}
