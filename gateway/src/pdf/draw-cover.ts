import {
  type CreateBerichtsheft,
  nameOfKammer,
  type Verstoss,
  type Vollstaendigkeitsbericht,
  type Zeitraum,
  type Zweck,
} from '@berichtsheft/core'
import { nameOf } from './draw-nachweis.ts'
import { formatDay, formatInstant, formatPeriod } from './formats.ts'
import { drawFacts, type Page, styles } from './page.ts'
import { schweren, texts, zwecke } from './texts.ts'

/** For what, by whom and in which transfer a book is presented. */
export interface PdfVorlage {
  readonly uebermittlungId: string
  readonly anforderungId?: string
  readonly zweck: Zweck
  readonly rechtsgrundlage?: string
  readonly unternehmen: string
  readonly freigebender: Parameters<typeof nameOf>[0]
}

/** What the first pages say. */
export interface PdfCover {
  readonly berichtsheft: CreateBerichtsheft
  readonly anzahl: number
  readonly zeitraum?: Zeitraum
  readonly erstelltAm: string
  readonly vorlage?: PdfVorlage
  readonly bericht?: Vollstaendigkeitsbericht
}

/** Findings that are printed; the package holds all of them. */
const maxFindings = 60

const kammerName = (knr: string): string => {
  const name = nameOfKammer(knr)
  return name === undefined ? knr : `${name} (${knr})`
}

const period = (von: string | undefined, bis: string | undefined): string | undefined => {
  if (von !== undefined && bis !== undefined) return formatPeriod({ von, bis })
  if (von !== undefined) return `ab ${formatDay(von)}`
  return bis === undefined ? undefined : `bis ${formatDay(bis)}`
}

/** Draws the head data of the book, its presentation and the completeness report. */
export const drawCover = (page: Page, cover: PdfCover): void => {
  const { berichtsheft: heft, zeitraum, vorlage, bericht } = cover
  page.paragraph(texts.titel.de, styles.title)
  page.paragraph(heft.azubi.name, styles.heading)
  const untertitel = heft.art === 'umschulung' ? texts.umschulung : texts.untertitel
  page.paragraph(`${untertitel.de} · ${texts.titel.en}: ${untertitel.en}`, styles.small)
  page.y += 8
  page.rule()
  page.title(texts.angabenHeft, styles.section)
  drawFacts(
    page,
    [
      { label: texts.azubi, value: heft.azubi.name },
      { label: texts.geburtsdatum, value: heft.geburtsdatum && formatDay(heft.geburtsdatum) },
      { label: texts.azubinummer, value: heft.azubinummer },
      { label: texts.vertragsnummer, value: heft.vertragsnummer },
      { label: texts.beruf, value: heft.beruf?.bezeichnung },
      { label: texts.fachrichtung, value: heft.beruf?.fachrichtung },
      { label: texts.unternehmen, value: heft.unternehmen?.name },
      { label: texts.identnummer, value: heft.unternehmen?.identnummer },
      { label: texts.ausbilder, value: heft.ausbilder?.name },
      { label: texts.ausbildungszeitraum, value: period(heft.ausbildungsbeginn, heft.ausbildungsende) },
      { label: texts.pruefungstermin, value: heft.pruefungstermin && formatDay(heft.pruefungstermin) },
      { label: texts.kammer, value: kammerName(heft.knr) },
      { label: texts.nachweisform, value: heft.nachweisform },
      { label: texts.umfang, value: zeitraum ? formatPeriod(zeitraum) : texts.ganzesHeft.de },
      { label: texts.anzahl, value: `${cover.anzahl}` },
      { label: texts.erstelltAm, value: formatInstant(cover.erstelltAm) },
    ],
    2,
  )
  if (vorlage) drawVorlage(page, vorlage)
  const hinweis = vorlage ? texts.hinweisPaket : texts.hinweisExport
  page.y += 4
  page.paragraph(`${hinweis.de} · ${hinweis.en}`, styles.label)
  if (bericht) drawCompleteness(page, bericht)
}

const drawVorlage = (page: Page, vorlage: PdfVorlage): void => {
  page.y += 4
  page.rule()
  page.title(texts.angabenVorlage, styles.section)
  drawFacts(
    page,
    [
      { label: texts.zweck, value: `${zwecke[vorlage.zweck].de} · ${zwecke[vorlage.zweck].en}` },
      { label: texts.rechtsgrundlage, value: vorlage.rechtsgrundlage },
      { label: texts.vorlegendes, value: vorlage.unternehmen },
      { label: texts.freigegebenDurch, value: nameOf(vorlage.freigebender) },
      { label: texts.uebermittlung, value: vorlage.uebermittlungId },
      { label: texts.anforderung, value: vorlage.anforderungId },
    ],
    2,
  )
}

const drawCompleteness = (page: Page, { wochen, zeitraum, verstoesse }: Vollstaendigkeitsbericht): void => {
  page.y += 6
  page.rule()
  page.title(texts.pruefbericht, styles.section)
  const counts = [
    [texts.wochenErwartet, wochen.erwartet],
    [texts.wochenFreigegeben, wochen.freigegeben],
    [texts.wochenAbwesend, wochen.abwesend],
    [texts.wochenOffen, wochen.offen],
    [texts.wochenZurueckgewiesen, wochen.zurueckgewiesen],
    [texts.wochenFehlend, wochen.fehlend],
  ] as const
  const summe = counts.map(([label, count]) => `${label.de} ${count}`).join(', ')
  const inPeriod = zeitraum ? ` (${formatPeriod(zeitraum)})` : ''
  page.paragraph(`${texts.wochen.de}${inPeriod}: ${summe}`, styles.body)
  page.y += 4
  page.title(texts.befunde, styles.section)
  if (verstoesse.length === 0) {
    page.paragraph(`${texts.keineBefunde.de} · ${texts.keineBefunde.en}`, styles.body)
    return
  }
  for (const verstoss of verstoesse.slice(0, maxFindings)) drawVerstoss(page, verstoss)
  if (verstoesse.length > maxFindings) {
    page.paragraph(`${texts.weitereBefunde.de} · ${texts.weitereBefunde.en} (${verstoesse.length})`, styles.label)
  }
}

const drawVerstoss = (page: Page, { regel, schwere, text }: Verstoss): void =>
  page.paragraph(`${schweren[schwere].de} · ${regel} · ${text}`, styles.small)
