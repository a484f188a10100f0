import { type Nachweislieferung, overlaps } from '@berichtsheft/core'
import {
  type AdapterItem,
  type AdapterSource,
  asScalar,
  checkSource,
  kopfBefunde,
  kopfPersoenlich,
  makeSink,
} from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import { readInputs } from '../input/inputs.ts'
import { placeOf, setPlace } from '../input/record.ts'
import type { Mapping } from '../mapping/parse.ts'
import { readKopf } from './book.ts'
import { evaluate, keyOf, makeReading, type Reading, reportLeftovers, type Scope, scopeOf } from './reading.ts'
import { type BookContext, readReport } from './report.ts'
import { select, take } from './select.ts'

/**
 * Reads the files of a source as a mapping describes them. Yields each book, its reports in the order of their periods, and the
 * remarks as they come up.
 */
export async function* readMapped(
  mapping: Mapping,
  source: AdapterSource,
): AsyncGenerator<AdapterItem, void, undefined> {
  checkSource(source)
  const sink = makeSink()
  const datasets = await readInputs(mapping.file, source, sink)
  const reading = makeReading(mapping, source, datasets, sink)
  const root: Scope = {
    record: source.kontext,
    place: { datei: 'kontext', at: () => 'kontext' },
    bindings: reading.bindings,
  }
  const books = await readBooks(reading, root)
  if (books.length > 1) reportSharedContext(reading, books.length)
  for (const { context, scopes } of books) {
    yield* sink.take()
    yield { art: 'berichtsheft', berichtsheft: context.kopf }
    const seen = new Map<string, string>()
    const reports: Placed[] = []
    for (const scope of scopes) reports.push(...(await readReports(reading, scope, context, seen)))
    reports.sort((a, b) => beginOf(a).localeCompare(beginOf(b)))
    reportOverlaps(reading, reports)
    yield* sink.take()
    for (const { report } of reports) yield { art: 'ausbildungsnachweis', ausbildungsnachweis: report }
  }
  reportLeftovers(reading)
  yield* sink.take()
}

/** A report and where it stands. */
interface Placed {
  readonly report: Nachweislieferung
  readonly stelle: string
}

const beginOf = ({ report }: Placed): string => `${report.inhalt.zeitraum.von} ${report.inhalt.zeitraum.bis}`

interface Book {
  readonly context: BookContext
  readonly scopes: Scope[]
}

/** The books, each with the records that belong to it; several files of one apprentice are one book. */
const readBooks = async (reading: Reading, root: Scope): Promise<Book[]> => {
  const { berichtsheft } = reading.mapping.file
  const path = ['berichtsheft']
  const books = new Map<string, Book>()
  for (const scope of await select(reading, berichtsheft, path, root)) {
    const found = await readKopf(reading, scope)
    if (!found) continue
    const { kopf, azubiAusKontext } = found
    const known = books.get(kopf.fremdId)
    if (known && known.context.kopf.azubi.name !== kopf.azubi.name) {
      reading.sink.add(scope.place.at(), befunde.heftAndererPerson(), kopf.fremdId)
      continue
    }
    await take(reading, berichtsheft, path, scope)
    if (known) reading.sink.add(scope.place.at(), befunde.heftDoppelt(), kopf.fremdId)
    const book = known ?? { context: { kopf, azubiAusKontext, adapter: 'generic' }, scopes: [] }
    book.scopes.push(scopeOf(scope, scope.record, { berichtsheft: scope.record, kopf }))
    books.set(kopf.fremdId, book)
  }
  return [...books.values()]
}

/** Head data of one person that was given for several. */
const reportSharedContext = (reading: Reading, count: number): void => {
  for (const field of kopfPersoenlich) {
    const said = Object.hasOwn(reading.mapping.file.berichtsheft, field)
    if (!said && Object.hasOwn(reading.kontext, field)) {
      reading.sink.add(`kontext#/${field}`, kopfBefunde.kontextFuerAlle(field, count))
    }
  }
}

const readReports = async (
  reading: Reading,
  scope: Scope,
  context: BookContext,
  seen: Map<string, string>,
): Promise<Placed[]> => {
  const reports: Placed[] = []
  for (const inner of await listReports(reading, scope)) {
    const report = await readReport(reading, inner, context)
    if (!report) continue
    const content = JSON.stringify(report)
    const before = seen.get(report.fremdId)
    if (before === undefined) {
      seen.set(report.fremdId, content)
      reports.push({ report, stelle: inner.place.at() })
    } else {
      const befund = before === content ? befunde.nachweisDoppelt() : befunde.nachweisWidersprueche()
      reading.sink.add(inner.place.at(), befund, report.fremdId)
    }
  }
  return reports
}

/** The records of the reports; where they are grouped, one made record per group. */
const listReports = async (reading: Reading, scope: Scope): Promise<Scope[]> => {
  const spec = reading.mapping.file.ausbildungsnachweis
  const path = ['ausbildungsnachweis']
  const scopes = await select(reading, spec, path, scope)
  if (spec.group === undefined) return scopes
  const groups = new Map<string, unknown[]>()
  for (const inner of scopes) {
    const key = await evaluate(reading, [...path, 'group'], inner)
    if (key === undefined || key === null || key === '') continue
    const name = asScalar(key) ?? keyOf([key])
    const rows = groups.get(name) ?? []
    rows.push(inner.record)
    groups.set(name, rows)
  }
  return [...groups].map(([key, rows]) => {
    const group = Object.assign(Object.create(null), { key, rows })
    setPlace(group, placeOf(rows[0]) ?? scope.place)
    return scopeOf(scope, group)
  })
}

/** Reports are sorted by their begin, so only one that ends late can reach into the next ones. */
const reportOverlaps = (reading: Reading, reports: readonly Placed[]): void => {
  let latest: Nachweislieferung | undefined
  for (const { report, stelle } of reports) {
    if (latest && overlaps(latest.inhalt.zeitraum, report.inhalt.zeitraum)) {
      reading.sink.add(stelle, befunde.zeitraumUeberschneidet(latest.fremdId), report.fremdId)
    }
    if (!latest || report.inhalt.zeitraum.bis > latest.inhalt.zeitraum.bis) latest = report
  }
}
