import { type Anforderungsstatus, anforderungZustand, type Verstoss } from '@berichtsheft/core'
import { type Content, type Html, html } from '../../html.ts'
import { zwecke } from '../../pdf/texts.ts'
import { version } from '../../version.ts'
import type { AnforderungRow } from '../anforderung/anforderung.queries.ts'
import { renderBookLinks } from './book-page.ts'
import type { DemoCommand } from './commands.ts'
import type { BookLine, PackageLine } from './demo.queries.ts'
import { renderInstant, renderPage, renderTable } from './page.ts'
import type { DemoPeople } from './people.ts'

/** What runs. */
export interface Running {
  readonly database: string
  readonly adapters: readonly {
    readonly name: string
    readonly version: string
    readonly konfigurationen: readonly string[]
  }[]
  readonly since: Date
}

/** What the demo holds. */
export interface DemoView {
  readonly books: readonly BookLine[]
  readonly requests: readonly AnforderungRow[]
  readonly packages: readonly PackageLine[]
  readonly commands: readonly DemoCommand[]
  readonly people: DemoPeople
}

/** The first page: what runs, and in the demo what there is to see and to try. */
export const renderHomePage = (running: Running, demo: DemoView | undefined): string =>
  renderPage(
    'Berichtsheft-Gateway',
    html`<h1>The gateway runs</h1>
<p>A chamber (IHK) requests a report book (<span lang="de">Berichtsheft</span>) from any connected vendor and receives it complete, checked and signed.</p>
${renderRunning(running)}
${demo && renderDemo(demo)}`,
  )

const renderRunning = ({ database, adapters, since }: Running): Html => html`<dl>
<dt>Version</dt><dd>${version}</dd>
<dt>Database</dt><dd>${database}</dd>
<dt>Adapters</dt><dd>${adapters.length === 0 ? 'none' : adapters.map(renderAdapter)}</dd>
<dt>Running since</dt><dd>${renderInstant(since.toISOString())}</dd>
</dl>`

const renderAdapter = ({ name, version: ofAdapter, konfigurationen }: Running['adapters'][number]): Html =>
  html`<div>${name} ${ofAdapter}${konfigurationen.length > 0 && html` <span class="soft">(${konfigurationen.join(', ')})</span>`}</div>`

const renderDemo = ({ books, requests, packages, commands, people }: DemoView): Html => html`
<h2>Books <span class="soft" lang="de">Berichtshefte</span></h2>
${
  books.length === 0
    ? html`<p>There are no books yet.</p>`
    : renderTable(
        'The newest books of the demo vendor',
        ['Apprentice (Azubi)', 'Occupation', 'Company', 'Reports', 'Read from', 'Files'],
        books.map((book) => [
          html`<a href="/demo/berichtshefte/${book.id}">${book.azubi}</a>`,
          book.beruf ?? undefined,
          book.unternehmen ?? undefined,
          book.anzahl,
          book.quelle ?? undefined,
          html`<span class="links">${renderBookLinks(book.id)}</span>`,
        ]),
      )
}
<h2>Requests <span class="soft" lang="de">Anforderungen</span></h2>
${
  requests.length === 0
    ? html`<p>No chamber has requested a book yet.</p>`
    : renderTable(
        'The newest requests of chambers, with every state so far',
        ['Apprentice (Azubi)', 'Chamber', 'Purpose', 'Deadline', 'States'],
        requests.map((request) => [
          request.azubi ?? undefined,
          request.knr,
          html`<span lang="de">${zwecke[request.zweck].de}</span>`,
          html`<time datetime="${request.frist}">${request.frist}</time>`,
          renderTimeline(request),
        ]),
      )
}
<h2>Packages <span class="soft" lang="de">Übermittlungen</span></h2>
${
  packages.length === 0
    ? html`<p>No book has been handed over yet.</p>`
    : renderTable(
        'The newest transfer packages: signed, with XML, JSON and PDF inside',
        ['Apprentice (Azubi)', 'Made', 'Reports', 'Findings', 'Result', 'Files'],
        packages.map((line) => [
          line.azubi,
          renderInstant(line.erstellt_am.toISOString()),
          line.anzahl,
          renderFindings(line),
          renderResult(line),
          html`<a href="/demo/uebermittlungen/${line.id}/paket.zip">Package (ZIP, ${Math.ceil(line.groesse / 1024)} KiB)</a>`,
        ]),
      )
}
<h2>People <span class="soft" lang="de">meine ihk</span></h2>
<p>They sign in with <code>npx berichtsheft login</code>, all with the password <code>${people.passwort}</code>. Mails arrive in <code>${people.mails}</code>.</p>
${renderTable(
  'Whom the demo knows',
  ['Address', 'Roles'],
  people.personen.map(({ email, rollen }) => [email, rollen]),
)}
<h2>Next commands</h2>
<p>Type them in a second terminal, in the folder of the clone. <code>npx berichtsheft --help</code> tells the rest.</p>
${commands.map(({ title, command }) => html`<p>${title}</p>\n<pre tabindex="0">${command}</pre>\n`)}`

const renderTimeline = ({ verlauf, status, saeumig }: AnforderungRow): Html =>
  html`<ol class="timeline">${verlauf.map(
    (step) =>
      html`<li${step.status === 'ueberfaellig' && html` class="late"`}><span lang="de">${step.status}</span> ${renderInstant(step.zeitpunkt)}</li>`,
  )}</ol>${saeumig !== null && html`<span class="soft">late: ${saeumig}</span>`}${isOpen(status) && html`<span class="soft">open</span>`}`

const isOpen = (status: Anforderungsstatus): boolean => !anforderungZustand.ende.includes(status)

const renderFindings = ({ verstoesse }: PackageLine): Content => {
  const all = JSON.parse(verstoesse) as Verstoss[]
  const count = (schwere: Verstoss['schwere']) => all.filter((verstoss) => verstoss.schwere === schwere).length
  const parts = [
    [count('fehler'), 'errors'],
    [count('warnung'), 'warnings'],
    [count('hinweis'), 'notes'],
  ] as const
  const named = parts.flatMap(([number, name]) => (number > 0 ? [`${number} ${name}`] : []))
  return named.length === 0 ? 'none' : named.join(', ')
}

const renderResult = ({ pruefergebnis, abgeholt_am }: PackageLine): Content => {
  if (pruefergebnis !== null) {
    const { entscheidung } = JSON.parse(pruefergebnis) as { entscheidung: string }
    return html`<span lang="de">${entscheidung}</span>`
  }
  return abgeholt_am === null ? 'waits to be fetched' : 'fetched'
}
