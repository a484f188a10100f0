import type { Eintrag, Rahmenplanposition, Taetigkeitsart, Tag } from '@berichtsheft/core'
import {
  asList,
  asObject,
  asScalar,
  asText,
  type Befund,
  checkContract,
  parseDatum,
  parseDauer,
  shorten,
  toFremdId,
} from '@berichtsheft/sdk'
import { befunde } from './befunde.ts'
import type { JsonObject, Located } from './files.ts'
import { readText } from './text.ts'

/** Reports a finding about a place below the week. */
export type Report = (befund: Befund, path: readonly (string | number)[]) => void

/** Place → kind. Home counts as company; training outside of the company is instruction. */
const orte: Readonly<Record<string, Taetigkeitsart>> = {
  BETRIEB: 'betrieb',
  HOMEOFFICE: 'betrieb',
  BERUFSSCHULE: 'schule',
  SCHULE: 'schule',
  UNTERWEISUNG: 'unterweisung',
  UEBERBETRIEBLICH: 'unterweisung',
}

/** Attendance → kind of absence; who is there has the kind of the place. */
const abwesenheiten: Readonly<Record<string, Taetigkeitsart>> = {
  KRANK: 'krank',
  URLAUB: 'urlaub',
  FEIERTAG: 'feiertag',
  FREI: 'sonstigeAbwesenheit',
  ABWESEND: 'sonstigeAbwesenheit',
}

const most = { eintraege: 100, positionen: 50 } as const

/** What a week hands down to its days. */
export interface WeekContext {
  readonly katalog: ReadonlyMap<string, string>
  /** The texts stand at the week, so entries without text are as they should be. */
  readonly hasWochentext: boolean
  readonly report: Report
}

/** A day with its date; `undefined` for one that says nothing. */
export const readDay = (day: JsonObject, path: readonly (string | number)[], context: WeekContext): Tag | undefined => {
  const { report } = context
  const datum = parseDatum(asText(day.datum) ?? '', 'yyyy-MM-dd')?.value
  if (datum === undefined) {
    report(befunde.tagOhneDatum(), path)
    return undefined
  }
  const art = readKind(day, path, report)
  const eintraege = (asList(day.eintraege) ?? []).flatMap((value, index) => {
    const entry = asObject(value)
    return entry ? (readEntry(entry, [...path, 'eintraege', index], context) ?? []) : []
  })
  if (eintraege.length > most.eintraege) report(befunde.zuViele('Einträgen des Tages', most.eintraege), path)
  if (art === undefined && eintraege.length === 0) {
    if (day.anwesenheit) report(befunde.tagOhneAngaben(), path)
    return undefined
  }
  return { datum, ...(art && { art }), eintraege: eintraege.slice(0, most.eintraege) }
}

/** The kind of the day: what the attendance says goes before the place. */
const readKind = (day: JsonObject, path: readonly (string | number)[], report: Report): Taetigkeitsart | undefined => {
  const { anwesenheit, ort } = day
  if (typeof anwesenheit === 'string' && Object.hasOwn(abwesenheiten, anwesenheit)) {
    if (anwesenheit === 'FREI' || anwesenheit === 'ABWESEND') report(befunde.anwesenheitAlsArt(anwesenheit), path)
    return abwesenheiten[anwesenheit]
  }
  if (anwesenheit !== 'ANWESEND' && anwesenheit !== null && anwesenheit !== undefined) {
    report(befunde.anwesenheitUnbekannt(anwesenheit), [...path, 'anwesenheit'])
    return undefined
  }
  return readPlace(ort, [...path, 'ort'], report)
}

/** The kind of a place; nothing where it is null, then that of the day counts. */
const readPlace = (ort: unknown, path: readonly (string | number)[], report: Report): Taetigkeitsart | undefined => {
  if (ort === null || ort === undefined || ort === '') return undefined
  const art = typeof ort === 'string' && Object.hasOwn(orte, ort) ? orte[ort] : undefined
  if (art === undefined) report(befunde.ortUnbekannt(ort), path)
  else if (ort === 'HOMEOFFICE' || ort === 'UEBERBETRIEBLICH') report(befunde.ortAlsArt(ort, art), path)
  return art
}

const readEntry = (
  entry: JsonObject,
  path: readonly (string | number)[],
  context: WeekContext,
): Eintrag | undefined => {
  const { report } = context
  const text = readText(entry, (befund, field) => report(befund, [...path, field]))
  const art = readPlace(entry.ort, [...path, 'ort'], report)
  const minuten = readDuration(entry.dauer, [...path, 'dauer'], report)
  const positionen = readPositions(entry, path, context)
  if (text === '' && positionen.length === 0 && !minuten) {
    report(befunde.eintragLeer(), path)
    return undefined
  }
  if (text === '' && !context.hasWochentext) report(befunde.eintragOhneText(), path)
  return {
    ...(art && { art }),
    text,
    ...(minuten !== undefined && { minuten }),
    ...(positionen.length > 0 && { positionen }),
  }
}

const readDuration = (dauer: unknown, path: readonly (string | number)[], report: Report): number | undefined => {
  if (dauer === null || dauer === undefined || dauer === '') return undefined
  const parsed = parseDauer(asScalar(dauer) ?? '', 'iso8601')
  if (!parsed || parsed.gerundet || parsed.minuten > 1440) {
    report(befunde.dauerUngueltig(dauer), path)
    return undefined
  }
  if (parsed.minuten === 0) report(befunde.dauerNull(), path)
  return parsed.minuten
}

const readPositions = (
  entry: JsonObject,
  path: readonly (string | number)[],
  { katalog, report }: WeekContext,
): Rahmenplanposition[] => {
  const found = (asList(entry.qualifikationen) ?? []).flatMap((value, index): Rahmenplanposition[] => {
    const id = asScalar(asObject(value)?.berufsbildPositionId) ?? ''
    const kennung = toFremdId(id)
    if (kennung === undefined) return []
    const bezeichnung = katalog.get(id)
    const known = bezeichnung !== undefined && checkContract('Bezeichnung', shorten(bezeichnung, 300)).length === 0
    if (!known) report(befunde.qualifikationUnbekannt(kennung), [...path, 'qualifikationen', index])
    return [{ kennung, ...(known && { bezeichnung: shorten(bezeichnung, 300) }), rahmenplan: 'dibe' }]
  })
  if (found.length > most.positionen) report(befunde.zuViele('Qualifikationen', most.positionen), path)
  return found.slice(0, most.positionen)
}

/** Reports the fields of an object that nobody reads. */
export const reportUnknown = (
  located: Located,
  known: ReadonlySet<string>,
  note: (field: string, stelle: string) => void,
): void => {
  for (const [field, value] of Object.entries(located.value)) {
    if (!known.has(field) && value !== null && value !== '') note(field, located.stelle([field]))
  }
}
