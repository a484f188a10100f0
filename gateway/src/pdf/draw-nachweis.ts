import {
  type Beteiligter,
  type Kommentar,
  kalenderwocheOf,
  type Nachweisinhalt,
  type Nachweisstatus,
  nameOfWoche,
  type Schritt,
} from '@berichtsheft/core'
import { formatDay, formatInstant, formatMinutes, formatPeriod, formatWeekday } from './formats.ts'
import { drawFacts, labelLine, lineHeight, type Page, sheet, styles } from './page.ts'
import { arten, rollen, status as statusTexts, texts, type Zweisprachig } from './texts.ts'

/** A report as the readable book shows it. */
export interface PdfNachweis {
  readonly nr: number
  readonly inhalt: Nachweisinhalt
  readonly hash: string
  readonly status?: Nachweisstatus
  readonly verlauf: readonly Schritt[]
  readonly kommentare: readonly Kommentar[]
}

type Tag = NonNullable<Nachweisinhalt['tage']>[number]

const columns = { day: sheet.left, kind: sheet.left + 60, text: sheet.left + 150, time: sheet.right - 34 } as const
const textWidth = columns.time - columns.text - 10
const indent = sheet.left + 10

/** The calendar week of a report, as in `KW 37/2024`. */
export const weekOf = ({ inhalt }: Pick<PdfNachweis, 'inhalt'>): string =>
  nameOfWoche(kalenderwocheOf(inhalt.zeitraum.von))

/** Draws one report where the page stands. */
export const drawNachweis = (page: Page, nachweis: PdfNachweis): void => {
  const { inhalt, nr } = nachweis
  const period = formatPeriod(inhalt.zeitraum)
  page.setContinued(
    `${texts.nachweis.de} ${nr} · ${weekOf(nachweis)} · ${period} · ${texts.fortsetzung.de} / ${texts.fortsetzung.en}`,
  )
  page.title(texts.nachweis, styles.heading, `${nr} · ${weekOf(nachweis)}`)
  page.rule()
  drawFacts(
    page,
    [
      { label: texts.zeitraum, value: period },
      { label: texts.azubi, value: inhalt.azubi },
      {
        label: texts.ausbildungsjahr,
        value: inhalt.ausbildungsjahr === undefined ? undefined : `${inhalt.ausbildungsjahr}`,
      },
      { label: texts.abteilung, value: inhalt.abteilung },
    ],
    inhalt.abteilung === undefined ? 3 : 4,
  )
  if (inhalt.tage !== undefined && inhalt.tage.length > 0) drawDays(page, inhalt.tage)
  drawWeekTexts(page, inhalt)
  drawSteps(page, nachweis)
  drawRest(page, nachweis)
  page.setContinued(undefined)
  page.y += 10
}

const drawDays = (page: Page, tage: readonly Tag[]): void => {
  const { type } = page
  page.row([
    { x: columns.day, lines: [labelLine(type, texts.tag)] },
    { x: columns.kind, lines: [labelLine(type, texts.art)] },
    { x: columns.text, lines: [labelLine(type, texts.taetigkeiten)] },
    { x: columns.time, lines: type.wrap(texts.zeit.de, 60, styles.label) },
  ])
  for (const tag of tage) {
    page.rule()
    drawDay(page, tag)
  }
  const minutes = tage.map(minutesOf)
  if (minutes.every((value) => value === undefined)) return
  page.rule()
  const sum = minutes.reduce<number>((total, value) => total + (value ?? 0), 0)
  page.row([
    { x: columns.text, lines: type.wrap(`${texts.summe.de} · ${texts.summe.en}`, textWidth, styles.label) },
    { x: columns.time, lines: type.wrap(formatMinutes(sum), 60, styles.strong) },
  ])
}

/** Time of a day as the source gives it, else the sum of what its entries give. */
const minutesOf = (tag: Tag): number | undefined => {
  if (tag.minuten !== undefined) return tag.minuten
  const known = tag.eintraege.flatMap(({ minuten }) => (minuten === undefined ? [] : [minuten]))
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0)
}

const drawDay = (page: Page, tag: Tag): void => {
  const { type } = page
  const day = type.wrap(formatWeekday(tag.datum), columns.kind - columns.day - 6, styles.strong)
  const kindLines = (name: Zweisprachig | undefined) =>
    name === undefined ? [] : type.wrap(name.de, columns.text - columns.kind - 6, styles.body)
  const timeLines = (minutes: number | undefined) =>
    minutes === undefined ? [] : type.wrap(formatMinutes(minutes), 60, styles.body)
  const ofDay = tag.art && arten[tag.art]
  if (tag.eintraege.length === 0) {
    const text = ofDay ? '' : `${texts.keineEintraege.de} · ${texts.keineEintraege.en}`
    page.row([
      { x: columns.day, lines: day },
      { x: columns.kind, lines: kindLines(ofDay) },
      { x: columns.text, lines: type.wrap(text, textWidth, styles.label) },
      { x: columns.time, lines: timeLines(tag.minuten) },
    ])
    return
  }
  tag.eintraege.forEach((eintrag, i) => {
    const kind = eintrag.art === undefined ? ofDay : arten[eintrag.art]
    const positions = (eintrag.positionen ?? []).map(({ kennung, bezeichnung }) =>
      bezeichnung === undefined ? kennung : `${kennung} ${bezeichnung}`,
    )
    page.row([
      { x: columns.day, lines: i === 0 ? day : [] },
      { x: columns.kind, lines: kindLines(kind) },
      {
        x: columns.text,
        lines: [
          ...type.wrap(eintrag.text, textWidth, styles.body),
          ...(positions.length === 0
            ? []
            : type.wrap(`${texts.positionen.de}: ${positions.join(' · ')}`, textWidth, styles.label)),
        ],
      },
      { x: columns.time, lines: timeLines(eintrag.minuten ?? (i === 0 ? tag.minuten : undefined)) },
    ])
    page.y += 2
  })
}

const drawWeekTexts = (page: Page, { wochentexte }: Nachweisinhalt): void => {
  if (wochentexte === undefined) return
  for (const part of ['betrieb', 'unterweisung', 'schule', 'ohneArt', 'leerGrund'] as const) {
    const text = wochentexte[part]
    if (text === undefined || text === '') continue
    page.y += 4
    page.title(texts[part], styles.section)
    page.paragraph(text, styles.body)
  }
}

/** Who somebody was: name or key, and role. */
export const nameOf = ({ name, kennung, rolle }: Beteiligter): string => {
  const role = rolle && rollen[rolle].de
  const who = name ?? kennung
  if (who === undefined) return role ?? ''
  return role === undefined ? who : `${who} (${role})`
}

const drawSteps = (page: Page, { status, verlauf }: PdfNachweis): void => {
  page.y += 6
  page.reserve(lineHeight(styles.section) * 3)
  page.title(texts.verlauf, styles.section)
  const state = status === undefined ? texts.standUnbekannt : statusTexts[status]
  page.paragraph(`${texts.stand.de}: ${state.de} · ${texts.stand.en}: ${state.en}`, styles.strong)
  for (const { vorgang, datum, zeitpunkt, durch, kommentar } of verlauf) {
    const when = zeitpunkt !== undefined ? formatInstant(zeitpunkt) : datum !== undefined ? formatDay(datum) : undefined
    const parts = [statusTexts[vorgang].de, when, durch && nameOf(durch)].filter(Boolean)
    page.paragraph(parts.join(' · '), styles.body, indent)
    if (kommentar !== undefined && kommentar !== '') page.paragraph(`„${kommentar}“`, styles.small, indent + 10)
  }
}

const drawRest = (page: Page, { inhalt, kommentare, hash }: PdfNachweis): void => {
  if (kommentare.length > 0) {
    page.y += 4
    page.title(texts.kommentare, styles.section)
    for (const { text, von, datum, zeitpunkt } of kommentare) {
      const when =
        zeitpunkt !== undefined ? formatInstant(zeitpunkt) : datum !== undefined ? formatDay(datum) : undefined
      const head = [von && nameOf(von), when].filter(Boolean).join(' · ')
      page.paragraph(head === '' ? text : `${head}: ${text}`, styles.body, indent)
    }
  }
  const anhaenge = (inhalt.anhaenge ?? []).map(({ dateiname, beschreibung }) =>
    beschreibung === undefined ? dateiname : `${dateiname} (${beschreibung})`,
  )
  const { quelle } = inhalt
  const quellangabe =
    quelle && [quelle.system, quelle.format, quelle.adapter, quelle.stelle].filter(Boolean).join(' · ')
  const abgeleitet = (inhalt.abgeleitet ?? []).map(({ pfad, verfahren }) => `${pfad}: ${verfahren}`)
  page.y += 4
  for (const [label, value] of [
    [texts.anhaenge, anhaenge.join(', ')],
    [texts.herkunft, quellangabe ?? ''],
    [texts.abgeleitet, abgeleitet.join('; ')],
    [texts.pruefsumme, hash],
  ] as const) {
    if (value !== '') page.paragraph(`${label.de} · ${label.en}: ${value}`, styles.label)
  }
}
