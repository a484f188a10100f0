import { type Eintrag, isTagIn, type Rahmenplanposition, type Tag, type Zeitraum } from '@berichtsheft/core'
import { befunde } from '../befunde.ts'
import type { MappingDays, MappingEntry } from '../mapping/schema.ts'
import type { MappingPath } from '../mapping/walk.ts'
import { isPure, readField, readPlain } from './field.ts'
import type { Marks } from './marks.ts'
import type { Reading, Scope } from './reading.ts'
import { scopeOf } from './reading.ts'
import { markUsed, select, take } from './select.ts'

/** What a report is made of while it grows. */
export interface Growing {
  readonly zeitraum: Zeitraum
  readonly marks: Marks
  /** The day or entry that a record became; comments refer to it. */
  readonly targets: Map<unknown, object>
}

const most = { eintraege: 100, positionen: 50, minuten: 1440 } as const

const path: MappingPath = ['ausbildungsnachweis', 'tage']

/** The days of a report in their order; records of the same day become one. */
export const readDays = async (reading: Reading, spec: MappingDays, scope: Scope, growing: Growing): Promise<Tag[]> => {
  const days = new Map<string, Tag>()
  const readDatum = makeDatumReader(reading, spec, scope)
  const near = async (record: unknown) => {
    const datum = await readDatum(record)
    return datum === undefined || isTagIn(growing.zeitraum, datum.value)
  }
  for (const inner of await select(reading, spec, path, scope, spec.within ? near : undefined)) {
    const datum = await readDatum(inner.record)
    if (!datum) {
      reading.sink.add(inner.place.at(), befunde.tagOhneDatum(), spec.within ? undefined : inner.fremdId)
      markUsed(reading, inner.record)
      continue
    }
    const inside = isTagIn(growing.zeitraum, datum.value)
    const already = isTaken(reading, inner.record)
    await take(reading, spec, path, inner)
    if (spec.within && already) reading.sink.add(inner.place.at(), befunde.satzMehrfach(), inner.fremdId)
    if (!inside) reading.sink.add(inner.place.at(), befunde.tagAusserhalb(datum.value), inner.fremdId)
    const known = days.get(datum.value)
    const day = await readDay(reading, spec, inner, datum.value, known, growing.marks)
    const before = known ? known.eintraege.length : 0
    growing.marks.set(day, 'datum', datum.verfahren)
    growing.targets.set(inner.record, day)
    await readEntries(reading, spec.eintraege ?? [], scopeOf(inner, inner.record, { tag: inner.record }), day, growing)
    const empty = day.eintraege.length === before && day.art === undefined && day.minuten === undefined
    if (empty) reading.sink.add(inner.place.at(), befunde.tagLeer(), inner.fremdId)
    else days.set(datum.value, day)
  }
  return [...days.values()].sort((a, b) => (a.datum < b.datum ? -1 : 1))
}

/**
 * Reads the day of a record. With `within` every report looks at the same records, so their days are kept, and what is
 * doubtful about one is remarked once, for no report in particular.
 */
const makeDatumReader = (reading: Reading, spec: MappingDays, scope: Scope) => {
  const at = [...path, 'datum']
  const { fremdId: _fremdId, ...unnamed } = scope
  const read = (record: unknown) =>
    readField(reading, spec.datum, at, scopeOf(spec.within ? unnamed : scope, record), 'Datum')
  if (!spec.within || !isPure(reading, spec.datum, at)) return read
  return async (record: unknown) => {
    const known = reading.days.get(record)
    if (known !== undefined) return known ?? undefined
    const found = await read(record)
    reading.days.set(record, found ?? null)
    return found
  }
}

const isTaken = (reading: Reading, record: unknown): boolean =>
  typeof record === 'object' && record !== null && reading.used.has(record as Readonly<Record<string, unknown>>)

/** The day with its kind and minutes; one that is known already gets what it lacks. */
const readDay = async (
  reading: Reading,
  spec: MappingDays,
  scope: Scope,
  datum: string,
  known: Tag | undefined,
  marks: Marks,
): Promise<Tag> => {
  const art = await readField(reading, spec.art, [...path, 'art'], scope, 'Code.Taetigkeitsart')
  const minuten = await readMinutes(reading, spec.minuten, [...path, 'minuten'], scope)
  const day =
    known ??
    ({ datum, ...(art && { art: art.value }), ...(minuten && { minuten: minuten.value }), eintraege: [] } as Tag)
  for (const [key, found] of [
    ['art', art],
    ['minuten', minuten],
  ] as const) {
    if (!found) continue
    if (day[key] === undefined) Object.assign(day, { [key]: found.value })
    if (day[key] === found.value) marks.set(day, key, found.verfahren)
    else reading.sink.add(scope.place.at(), befunde.tagWidersprueche(key, datum), scope.fremdId)
  }
  return day
}

const readMinutes = async (reading: Reading, field: MappingDays['minuten'], at: MappingPath, scope: Scope) => {
  const minuten = await readField(reading, field, at, scope, 'Minuten')
  if (!minuten || minuten.value <= most.minuten) return minuten
  reading.sink.add(scope.place.at(), befunde.tagZuVieleMinuten('minuten', minuten.value), scope.fremdId)
  return undefined
}

const readEntries = async (
  reading: Reading,
  specs: readonly MappingEntry[],
  scope: Scope,
  day: Tag,
  growing: Growing,
): Promise<void> => {
  for (const [index, spec] of specs.entries()) {
    const at = [...path, 'eintraege', index]
    for (const inner of await select(reading, spec, at, scope)) {
      await take(reading, spec, at, inner)
      const eintrag = await readEntry(reading, spec, at, inner, growing)
      if (!eintrag) continue
      if (day.eintraege.length >= most.eintraege) {
        reading.sink.add(
          inner.place.at(),
          befunde.zuViele(`Einträgen am ${day.datum}`, most.eintraege + 1, most.eintraege),
          inner.fremdId,
        )
        continue
      }
      if (eintrag.text !== '' && day.eintraege.some((other) => isSame(other, eintrag))) {
        reading.sink.add(inner.place.at(), befunde.eintragDoppelt(), inner.fremdId)
      }
      if (!growing.targets.has(inner.record)) growing.targets.set(inner.record, eintrag)
      day.eintraege.push(eintrag)
    }
  }
}

const isSame = (a: Eintrag, b: Eintrag): boolean => a.text === b.text && a.art === b.art && a.minuten === b.minuten

const readEntry = async (
  reading: Reading,
  spec: MappingEntry,
  at: MappingPath,
  scope: Scope,
  { marks }: Growing,
): Promise<Eintrag | undefined> => {
  const art = await readField(reading, spec.art, [...at, 'art'], scope, 'Code.Taetigkeitsart')
  const text = await readField(reading, spec.text, [...at, 'text'], scope, 'Text')
  const minuten = await readMinutes(reading, spec.minuten, [...at, 'minuten'], scope)
  const positionen = await readPositions(reading, spec, at, scope)
  if (!art && !text && !minuten && positionen.length === 0) return undefined
  const eintrag: Eintrag = {
    ...(art && { art: art.value }),
    text: text?.value ?? '',
    ...(minuten && { minuten: minuten.value }),
    ...(positionen.length > 0 && { positionen }),
  } as Eintrag
  for (const [key, found] of [
    ['art', art],
    ['text', text],
    ['minuten', minuten],
  ] as const) {
    if (found) marks.set(eintrag, key, found.verfahren)
  }
  return eintrag
}

const readPositions = async (
  reading: Reading,
  spec: MappingEntry,
  at: MappingPath,
  scope: Scope,
): Promise<Rahmenplanposition[]> => {
  const found: Rahmenplanposition[] = []
  if (!spec.positionen) return found
  const { positionen } = spec
  const path = [...at, 'positionen']
  for (const inner of await select(reading, positionen, path, scope)) {
    await take(reading, positionen, path, inner)
    const kennung = await readPlain(reading, positionen.kennung, [...path, 'kennung'], inner, 'FremdId')
    if (kennung === undefined) continue
    const bezeichnung = await readPlain(reading, positionen.bezeichnung, [...path, 'bezeichnung'], inner, 'Zeile')
    const rahmenplan = await readPlain(reading, positionen.rahmenplan, [...path, 'rahmenplan'], inner, 'FremdId')
    found.push({
      kennung,
      ...(bezeichnung !== undefined && { bezeichnung }),
      ...(rahmenplan !== undefined && { rahmenplan }),
    })
  }
  if (found.length > most.positionen) {
    reading.sink.add(scope.place.at(), befunde.zuViele('Positionen', found.length, most.positionen), scope.fremdId)
  }
  return found.slice(0, most.positionen)
}
