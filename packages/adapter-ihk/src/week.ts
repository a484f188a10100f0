import {
  ausbildungsjahrAm,
  type CreateBerichtsheft,
  kalenderwocheOf,
  montagOf,
  type Nachweisinhalt,
  type Nachweislieferung,
  type Schritt,
  type Tag,
  type Wochentexte,
} from '@berichtsheft/core'
import {
  asList,
  asObject,
  asScalar,
  asText,
  checkContract,
  type JsonTree,
  parseDatum,
  parsePerson,
  parseZeitpunkt,
  type Sink,
  toFremdId,
} from '@berichtsheft/sdk'
import { befunde } from './befunde.ts'
import { type Report, readDay } from './day.ts'
import type { JsonObject, Located } from './files.ts'
import { readText } from './text.ts'

/** A week as a report of the book, with the Monday that is its key. */
export interface Week {
  readonly montag: string
  readonly report: Nachweislieferung
}

/** What the weeks of a book share. */
export interface BookContext {
  readonly kopf: CreateBerichtsheft
  readonly azubiAusKontext: boolean
  readonly katalog: ReadonlyMap<string, string>
  readonly sink: Sink
}

/** The report of a week; `undefined` when it has no days or says nothing, which is reported. */
export const readWeek = (week: Located, book: BookContext): Week | undefined => {
  const tagesBerichte = asList(week.value.tagesBerichte) ?? []
  const dates = tagesBerichte
    .flatMap((day) => parseDatum(asText(asObject(day)?.datum) ?? '', 'yyyy-MM-dd')?.value ?? [])
    .sort()
  const [von] = dates
  const bis = dates.at(-1)
  if (von === undefined || bis === undefined) {
    book.sink.add(week.stelle(), befunde.wocheOhneTage())
    return undefined
  }
  const montag = montagOf(von)
  if (kalenderwocheOf(bis).montag !== montag) {
    book.sink.add(week.stelle(), befunde.wocheUeberWoche(von, bis))
    return undefined
  }
  const fremdId = toFremdId(`${book.kopf.fremdId}/${montag}`) ?? book.kopf.fremdId
  const report: Report = (befund, path) => book.sink.add(week.stelle(path), befund, fremdId)
  const wochentexte = readTexts(week.value, report)
  const context = { katalog: book.katalog, hasWochentext: wochentexte !== undefined, report }
  const tage = mergeDays(
    tagesBerichte.flatMap((value, index) => {
      const day = asObject(value)
      const tag = day && readDay(day, ['tagesBerichte', index], context)
      return tag ? [{ tag, path: ['tagesBerichte', index] }] : []
    }),
    report,
  )
  const verlauf = readSteps(week.value, report)
  if (tage.length === 0 && wochentexte === undefined && verlauf.every(({ vorgang }) => vorgang === 'entwurf')) {
    report(befunde.wocheLeer(), [])
    return undefined
  }
  checkBasis(week.value, report)
  const inhalt = makeContent({ von, bis }, tage, wochentexte, book, report)
  return { montag, report: { fremdId, inhalt, ...(verlauf.length > 0 && { verlauf }) } }
}

const mergeDays = (days: readonly { tag: Tag; path: (string | number)[] }[], report: Report): Tag[] => {
  const byDate = new Map<string, Tag>()
  for (const { tag, path } of days) {
    if (byDate.has(tag.datum)) report(befunde.tagDoppelt(tag.datum), path)
    else byDate.set(tag.datum, tag)
  }
  return [...byDate.values()].sort((a, b) => (a.datum < b.datum ? -1 : 1))
}

const checkBasis = (week: JsonObject, report: Report): void => {
  const { wochenBasis } = week
  if (wochenBasis !== 'TAG' && wochenBasis !== 'WOCHE' && wochenBasis !== null && wochenBasis !== undefined) {
    report(befunde.basisUnbekannt(wochenBasis), ['wochenBasis'])
  }
}

const makeContent = (
  zeitraum: Nachweisinhalt['zeitraum'],
  tage: Tag[],
  wochentexte: Wochentexte | undefined,
  { kopf, azubiAusKontext }: BookContext,
  report: Report,
): Nachweisinhalt => {
  const beginn = kopf.ausbildungsbeginn
  if (beginn !== undefined && zeitraum.bis < beginn) report(befunde.vorAusbildung(), [])
  const jahr = beginn === undefined || zeitraum.bis < beginn ? undefined : ausbildungsjahrAm(beginn, zeitraum.von)
  const ausbildungsjahr = jahr !== undefined && jahr <= 5 ? jahr : undefined
  const abgeleitet = [
    ...(azubiAusKontext ? [{ pfad: '/azubi', verfahren: 'aus dem Kontext des Imports' }] : []),
    ...(ausbildungsjahr === undefined
      ? []
      : [{ pfad: '/ausbildungsjahr', verfahren: 'volle Jahre seit Ausbildungsbeginn' }]),
  ]
  return {
    zeitraum,
    berichtsart: 'woche',
    azubi: kopf.azubi.name,
    ...(ausbildungsjahr !== undefined && { ausbildungsjahr }),
    ...(tage.length > 0 && { tage }),
    ...(wochentexte && { wochentexte }),
    quelle: { system: 'Digitales Berichtsheft der IHK', format: 'ihk-dibe-json', adapter: 'ihk' },
    ...(abgeleitet.length > 0 && { abgeleitet }),
  }
}

const parts = ['betrieb', 'unterweisung', 'schule'] as const
const partOfPlace: Readonly<Record<string, keyof Wochentexte>> = {
  BETRIEB: 'betrieb',
  HOMEOFFICE: 'betrieb',
  BERUFSSCHULE: 'schule',
  SCHULE: 'schule',
  UNTERWEISUNG: 'unterweisung',
  UEBERBETRIEBLICH: 'unterweisung',
}

/** The texts of the week: parts by their name, or one text whose part its place says. */
const readTexts = (week: JsonObject, report: Report): Wochentexte | undefined => {
  const wochenEintrag = asObject(week.wochenEintrag)
  if (!wochenEintrag) return undefined
  const texts: Wochentexte = {}
  const read = (entry: JsonObject, key: keyof Wochentexte, path: readonly string[]): void => {
    const text = readText(entry, (befund, field) => report(befund, [...path, field]))
    if (text !== '') texts[key] = text
    const { dauer, qualifikationen } = entry
    if (dauer || (asList(qualifikationen) ?? []).length > 0) report(befunde.wochenteilAngaben(), path)
  }
  for (const key of parts) {
    const entry = asObject(wochenEintrag[key])
    if (entry) read(entry, key, ['wochenEintrag', key])
  }
  if (typeof wochenEintrag.text === 'string') {
    read(wochenEintrag, partOfPlace[asText(wochenEintrag.ort) ?? ''] ?? 'ohneArt', ['wochenEintrag'])
  }
  return Object.keys(texts).length > 0 ? texts : undefined
}

/** The steps that the state of the week tells; a state without an instant has none. */
const readSteps = (week: JsonObject, report: Report): Schritt[] => {
  const stand = asObject(week.wochenStatus)
  if (!stand) return []
  const { freigabestatus } = stand
  const at = (field: string): string | undefined => {
    const value: JsonTree | undefined = stand[field]
    if (value === null || value === undefined || value === '') return undefined
    const zeitpunkt = parseZeitpunkt(asScalar(value) ?? '')
    if (zeitpunkt === undefined) report(befunde.zeitpunktUngueltig(field, value), ['wochenStatus', field])
    return zeitpunkt
  }
  const eingereicht = at('einreichungsZeitpunkt')
  const handedIn: Schritt[] = eingereicht === undefined ? [] : [{ vorgang: 'eingereicht', zeitpunkt: eingereicht }]
  const durch = readTrainer(stand, report)
  switch (freigabestatus) {
    case null:
    case undefined:
      return []
    case 'OFFEN':
    case 'IN_BEARBEITUNG':
      if (eingereicht !== undefined) report(befunde.einreichungUeberholt(), ['wochenStatus', 'einreichungsZeitpunkt'])
      return [{ vorgang: 'entwurf' }]
    case 'EINGEREICHT':
      return handedIn.length > 0 ? handedIn : [{ vorgang: 'eingereicht' }]
    case 'FREIGEGEBEN': {
      const zeitpunkt = at('abbFreigabeZeitpunkt')
      return [
        ...handedIn,
        { vorgang: 'freigegeben', ...(zeitpunkt !== undefined && { zeitpunkt }), ...(durch && { durch }) },
      ]
    }
    case 'ABGELEHNT':
      report(befunde.grundFehlt(), ['wochenStatus'])
      return [...handedIn, { vorgang: 'zurueckgewiesen', ...(durch && { durch }) }]
    default:
      report(befunde.standUnbekannt(freigabestatus), ['wochenStatus', 'freigabestatus'])
      return []
  }
}

const readTrainer = (stand: JsonObject, report: Report): Schritt['durch'] => {
  const person = parsePerson(asText(stand.abbName) ?? '', 'familyFirst')
  if (!person) return undefined
  if (checkContract('Personenname', person.name).length > 0) {
    report(befunde.nameUngueltig('abbName'), ['wochenStatus', 'abbName'])
    return undefined
  }
  return { name: person.name, rolle: 'ausbilder' }
}
