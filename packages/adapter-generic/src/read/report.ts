import {
  type CreateBerichtsheft,
  type Nachweisinhalt,
  type Nachweislieferung,
  tageOf,
  type Wochentexte,
  type Zeitraum,
} from '@berichtsheft/core'
import { befunde } from '../befunde.ts'
import type { MappingReport } from '../mapping/schema.ts'
import { readDays } from './days.ts'
import { readComments, readSteps } from './dialogue.ts'
import { readField, readPlain } from './field.ts'
import { type Marks, makeMarks } from './marks.ts'
import { type Reading, type Scope, scopeOf } from './reading.ts'
import { markUsed, take } from './select.ts'

/** What every report of a book shares. */
export interface BookContext {
  readonly kopf: CreateBerichtsheft
  readonly azubiAusKontext: boolean
  /** Name of this adapter. */
  readonly adapter: string
}

const path = ['ausbildungsnachweis'] as const
const most = { tage: 31, tageWoche: 7, verlauf: 200, kommentare: 200 } as const
const textFields = ['betrieb', 'unterweisung', 'schule', 'ohneArt', 'leerGrund'] as const

/** The report of a record. `undefined` when it lacks something that it must have or says nothing; that is reported. */
export const readReport = async (
  reading: Reading,
  scope: Scope,
  book: BookContext,
): Promise<Nachweislieferung | undefined> => {
  const spec = reading.mapping.file.ausbildungsnachweis
  const marks = makeMarks()
  markUsed(reading, scope.record)
  const zeitraum = await readPeriod(reading, spec, scope, marks)
  if (!zeitraum) return undefined
  const inner = scopeOf(scope, scope.record, { nachweis: scope.record, von: zeitraum.von, bis: zeitraum.bis })
  const fremdId = await readPlain(reading, spec.fremdId, [...path, 'fremdId'], inner, 'FremdId')
  if (fremdId === undefined) {
    reading.sink.add(scope.place.at(), befunde.nachweisOhneWert('fremdId'))
    return undefined
  }
  const named: Scope = { ...inner, fremdId }
  await take(reading, spec, path, named)
  const growing = { zeitraum, marks, targets: new Map<unknown, object>() }
  const tage = spec.tage ? await readDays(reading, spec.tage, named, growing) : []
  const wochentexte = await readTexts(reading, spec, named, marks)
  if (wochentexte === undefined) reportTextless(reading, tage, named)
  const verlauf = await readSteps(reading, spec.verlauf ?? [], named)
  const comments = await readComments(reading, spec.kommentare ?? [], named, growing)
  const isDraft = verlauf.every(({ vorgang }) => vorgang === 'entwurf')
  if (tage.length === 0 && !wochentexte && comments.length === 0 && isDraft && !spec.keepEmpty) {
    reading.sink.add(scope.place.at(), befunde.nachweisLeer(), fremdId)
    return undefined
  }
  const span = tageOf(zeitraum)
  if (span > most.tageWoche) reading.sink.add(scope.place.at(), befunde.zeitraumUeberWoche(span), fremdId)
  const inhalt = await readContent(reading, spec, named, book, { zeitraum, tage, wochentexte }, marks)
  const kommentare = comments.map(({ kommentar, bezug }) => {
    const pointer = bezug && marks.pointerOf(inhalt, bezug)
    return pointer === undefined ? kommentar : { ...kommentar, bezug: pointer }
  })
  for (const [name, list] of [
    ['Schritten', verlauf],
    ['Kommentaren', kommentare],
  ] as const) {
    if (list.length > most.verlauf)
      reading.sink.add(scope.place.at(), befunde.zuViele(name, list.length, most.verlauf), fremdId)
  }
  return {
    fremdId,
    inhalt,
    ...(verlauf.length > 0 && { verlauf: verlauf.slice(0, most.verlauf) }),
    ...(kommentare.length > 0 && { kommentare: kommentare.slice(0, most.kommentare) }),
  }
}

const readPeriod = async (
  reading: Reading,
  spec: MappingReport,
  scope: Scope,
  marks: Marks,
): Promise<Zeitraum | undefined> => {
  const at = [...path, 'zeitraum']
  const von = await readField(reading, spec.zeitraum.von, [...at, 'von'], scope, 'Datum')
  const bis = await readField(reading, spec.zeitraum.bis, [...at, 'bis'], scope, 'Datum')
  const refuse = (befund: Parameters<typeof reading.sink.add>[1]): undefined =>
    reading.sink.add(scope.place.at(), befund) as undefined
  if (!von) return refuse(befunde.nachweisOhneWert('zeitraum.von'))
  if (!bis) return refuse(befunde.nachweisOhneWert('zeitraum.bis'))
  const zeitraum = { von: von.value, bis: bis.value }
  const span = tageOf(zeitraum)
  if (span < 1) return refuse(befunde.zeitraumVerkehrt())
  if (span > most.tage) return refuse(befunde.zeitraumZuLang(span))
  marks.set(zeitraum, 'von', von.verfahren)
  marks.set(zeitraum, 'bis', bis.verfahren)
  return zeitraum
}

const readTexts = async (
  reading: Reading,
  spec: MappingReport,
  scope: Scope,
  marks: Marks,
): Promise<Wochentexte | undefined> => {
  const texts: Wochentexte = {}
  for (const key of textFields) {
    const found = await readField(reading, spec.wochentexte?.[key], [...path, 'wochentexte', key], scope, 'Text')
    if (!found) continue
    texts[key] = found.value
    marks.set(texts, key, found.verfahren)
  }
  return Object.keys(texts).length > 0 ? texts : undefined
}

/** Absences need no text, and entries of a report with texts for the week neither. */
const reportTextless = (reading: Reading, tage: Nachweisinhalt['tage'], scope: Scope): void => {
  const working = new Set<string | undefined>(['betrieb', 'schule', 'unterweisung', undefined])
  for (const tag of tage ?? []) {
    const textless = tag.eintraege.some((eintrag) => eintrag.text === '' && working.has(eintrag.art ?? tag.art))
    if (textless) reading.sink.add(scope.place.at(), befunde.eintragOhneText(tag.datum), scope.fremdId)
  }
}

type Content = Pick<Nachweisinhalt, 'zeitraum'> & {
  tage: NonNullable<Nachweisinhalt['tage']>
  wochentexte: Wochentexte | undefined
}

const readContent = async (
  reading: Reading,
  spec: MappingReport,
  scope: Scope,
  book: BookContext,
  { zeitraum, tage, wochentexte }: Content,
  marks: Marks,
): Promise<Nachweisinhalt> => {
  const art = await readField(reading, spec.berichtsart, [...path, 'berichtsart'], scope, 'Code.Berichtsart')
  const jahr = await readField(reading, spec.ausbildungsjahr, [...path, 'ausbildungsjahr'], scope, 'Ganzzahl')
  const abteilung = await readField(reading, spec.abteilung, [...path, 'abteilung'], scope, 'Zeile')
  const year = jahr && jahr.value >= 1 && jahr.value <= 5 ? jahr : undefined
  if (jahr && !year)
    reading.sink.add(scope.place.at(), befunde.wertUngueltig('ausbildungsjahr', jahr.value, '1 bis 5'), scope.fremdId)
  const { file } = reading.mapping
  const inhalt: Nachweisinhalt = {
    zeitraum,
    berichtsart:
      (art?.value as Nachweisinhalt['berichtsart'] | undefined) ?? (zeitraum.von === zeitraum.bis ? 'tag' : 'woche'),
    azubi: book.kopf.azubi.name,
    ...(year && { ausbildungsjahr: year.value }),
    ...(abteilung && { abteilung: abteilung.value }),
    ...(tage.length > 0 && { tage }),
    ...(wochentexte && { wochentexte }),
    // No place and no version: both change while the report stays the same, and its hash must stay the same too.
    quelle: { system: file.system, format: file.name, adapter: book.adapter },
  }
  marks.set(inhalt, 'berichtsart', art ? art.verfahren : ['aus der Länge des Zeitraums'])
  if (book.azubiAusKontext) marks.set(inhalt, 'azubi', ['aus dem Kontext des Imports'])
  if (year) marks.set(inhalt, 'ausbildungsjahr', year.verfahren)
  if (abteilung) marks.set(inhalt, 'abteilung', abteilung.verfahren)
  const abgeleitet = marks.list(inhalt)
  return abgeleitet.length > 0 ? { ...inhalt, abgeleitet } : inhalt
}
