import type { Ausbildungsnachweis, Beteiligter, CreateBerichtsheft } from '@berichtsheft/core'
import { type Content, type Html, html } from '../../html.ts'
import { formatMinutes, formatPeriod, formatWeekday } from '../../pdf/formats.ts'
import { arten, rollen, status as stati } from '../../pdf/texts.ts'
import { renderPage, renderTable } from './page.ts'

/** A book with its reports in the order of their pages. */
export interface BookView {
  readonly id: string
  readonly kopf: CreateBerichtsheft
  readonly reports: readonly Ausbildungsnachweis[]
}

/** The page of one book: its head and its weeks as people read them. */
export const renderBookPage = ({ id, kopf, reports }: BookView): string =>
  renderPage(
    `${kopf.azubi.name} – Berichtsheft`,
    html`<h1>${kopf.azubi.name}</h1>
<p class="soft" lang="de">Berichtsheft${kopf.beruf ? ` · ${kopf.beruf.bezeichnung}` : ''}</p>
${renderHead(kopf)}
<p class="links">${renderBookLinks(id)}</p>
<h2>Reports</h2>
${reports.length === 0 && html`<p>There are no reports in this book.</p>`}
${reports.map(renderReport)}`,
  )

/** Links to the files of a book. */
export const renderBookLinks = (id: string): Html =>
  html`<a href="/demo/berichtshefte/${id}/berichtsheft.json">JSON</a> <a href="/demo/berichtshefte/${id}/berichtsheft.xml">XML</a> <a href="/demo/berichtshefte/${id}/berichtsheft.pdf">PDF</a>`

const renderHead = (kopf: CreateBerichtsheft): Html => {
  const { unternehmen, knr, ausbildungsbeginn, ausbildungsende, ausbilder, fremdId } = kopf
  const facts: readonly (readonly [string, Content])[] = [
    ['Company (Ausbildungsbetrieb)', unternehmen?.name],
    ['Chamber (Kammernummer)', knr],
    ['Training from', ausbildungsbeginn],
    ['Training until', ausbildungsende],
    ['Trainer (Ausbilder)', ausbilder?.name],
    ["The vendor's key", fremdId],
  ]
  return html`<dl>${facts.map(([name, value]) => value !== undefined && html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

const renderReport = ({ id, inhalt, status, verlauf = [], kommentare = [] }: Ausbildungsnachweis): Html => {
  const { zeitraum, abteilung, ausbildungsjahr, tage, wochentexte, quelle, abgeleitet = [] } = inhalt
  const facts = [
    status === undefined ? 'Stand nicht angegeben' : stati[status].de,
    ausbildungsjahr !== undefined && `${ausbildungsjahr}. Ausbildungsjahr`,
    abteilung,
  ].filter((fact) => typeof fact === 'string')
  return html`<article lang="de" aria-labelledby="n-${id}">
<h3 id="n-${id}">${formatPeriod(zeitraum)}</h3>
<p class="soft">${facts.join(' · ')}</p>
${tage && renderDays(`Tage ${formatPeriod(zeitraum)}`, tage)}
${wochentexte && renderWeek(wochentexte)}
${verlauf.length > 0 && html`<p>${verlauf.map(renderStep)}</p>`}
${kommentare.map(({ text, von }) => html`<p class="prose">„${text}“${von && html` <span class="soft">${nameOf(von)}</span>`}</p>`)}
${(quelle || abgeleitet.length > 0) && html`<p class="soft">${quelle && renderSource(quelle)}${abgeleitet.length > 0 && ` Abgeleitete Werte: ${abgeleitet.length}.`}</p>`}
</article>
`
}

const renderSource = ({ system, format, stelle }: NonNullable<Ausbildungsnachweis['inhalt']['quelle']>): string =>
  `Quelle: ${[system, format, stelle].filter((part) => part !== undefined).join(' · ')}.`

const renderDays = (caption: string, tage: NonNullable<Ausbildungsnachweis['inhalt']['tage']>): Html =>
  renderTable(
    caption,
    ['Tag', 'Ort/Art', 'Tätigkeiten', 'Zeit'],
    tage.map(({ datum, art, minuten, eintraege }) => [
      formatWeekday(datum),
      art && arten[art].de,
      eintraege.map(
        (eintrag) =>
          html`<div class="prose">${eintrag.art && html`<span class="soft">${arten[eintrag.art].de}:</span> `}${eintrag.text}${eintrag.minuten !== undefined && html` <span class="soft">${formatMinutes(eintrag.minuten)}</span>`}</div>`,
      ),
      minuten !== undefined && formatMinutes(minuten),
    ]),
  )

const wochenteile = [
  ['betrieb', 'Betriebliche Tätigkeiten'],
  ['unterweisung', 'Unterweisungen'],
  ['schule', 'Berufsschule'],
  ['ohneArt', 'Ohne Angabe des Lernorts'],
  ['leerGrund', 'Grund für leere Abschnitte'],
] as const

const renderWeek = (texte: NonNullable<Ausbildungsnachweis['inhalt']['wochentexte']>): Html =>
  html`<dl>${wochenteile.map(([key, name]) => texte[key] && html`<dt>${name}</dt><dd class="prose">${texte[key]}</dd>`)}</dl>`

const renderStep = ({
  vorgang,
  datum,
  zeitpunkt,
  durch,
  kommentar,
}: NonNullable<Ausbildungsnachweis['verlauf']>[number]): Html =>
  html`${stati[vorgang].de}${(zeitpunkt ?? datum) && ` ${(zeitpunkt ?? datum ?? '').slice(0, 10)}`}${durch && ` (${nameOf(durch)})`}${kommentar && `: ${kommentar}`}<br>`

const nameOf = ({ name, rolle, kennung }: Beteiligter): string => name ?? (rolle ? rollen[rolle].de : (kennung ?? ''))
