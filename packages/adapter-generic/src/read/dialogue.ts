import type { Beteiligter, Kommentar, Schritt } from '@berichtsheft/core'
import { checkContract } from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import { placeAt } from '../input/record.ts'
import type { MappingComment, MappingStep } from '../mapping/schema.ts'
import type { MappingPath } from '../mapping/walk.ts'
import type { Growing } from './days.ts'
import { readPlain } from './field.ts'
import { evaluate, type Reading, type Scope } from './reading.ts'
import { select, take } from './select.ts'

/** The steps of a report in the order of the mapping. */
export const readSteps = async (reading: Reading, specs: readonly MappingStep[], scope: Scope): Promise<Schritt[]> => {
  const steps: Schritt[] = []
  for (const [index, spec] of specs.entries()) {
    const path = ['ausbildungsnachweis', 'verlauf', index]
    for (const inner of await select(reading, spec, path, scope)) {
      await take(reading, spec, path, inner)
      const vorgang = await readPlain(reading, spec.vorgang, [...path, 'vorgang'], inner, 'Code.Nachweisstatus')
      if (vorgang === undefined) continue
      const kommentar = await readPlain(reading, spec.kommentar, [...path, 'kommentar'], inner, 'Text')
      if (vorgang === 'zurueckgewiesen' && kommentar === undefined) {
        reading.sink.add(inner.place.at(), befunde.kommentarFehlt(), inner.fremdId)
      }
      steps.push({
        vorgang,
        ...(await readTime(reading, spec, path, inner)),
        ...(await readParticipant(reading, spec.durch, [...path, 'durch'], inner, 'durch')),
        ...(kommentar !== undefined && { kommentar }),
      } as Schritt)
    }
  }
  return steps
}

/** The comments of a report, oldest first; those without a day keep their place. */
export const readComments = async (
  reading: Reading,
  specs: readonly MappingComment[],
  scope: Scope,
  growing: Growing,
): Promise<{ kommentar: Kommentar; bezug: object | undefined }[]> => {
  const found: { kommentar: Kommentar; bezug: object | undefined }[] = []
  for (const [index, spec] of specs.entries()) {
    const path = ['ausbildungsnachweis', 'kommentare', index]
    for (const inner of await select(reading, spec, path, scope)) {
      await take(reading, spec, path, inner)
      const text = await readPlain(reading, spec.text, [...path, 'text'], inner, 'Text')
      if (text === undefined) {
        reading.sink.add(inner.place.at(), befunde.kommentarLeer(), inner.fremdId)
        continue
      }
      const kommentar: Kommentar = {
        text,
        ...(await readParticipant(reading, spec.von, [...path, 'von'], inner, 'von')),
        ...(await readTime(reading, spec, path, inner)),
      }
      found.push({ kommentar, bezug: await readReference(reading, spec, path, inner, growing) })
    }
  }
  const dayOf = ({ kommentar }: { kommentar: Kommentar }) => kommentar.zeitpunkt ?? kommentar.datum ?? ''
  return found.sort((a, b) =>
    dayOf(a) === '' || dayOf(b) === '' || dayOf(a) === dayOf(b) ? 0 : dayOf(a) < dayOf(b) ? -1 : 1,
  )
}

const readTime = async (reading: Reading, spec: MappingStep | MappingComment, path: MappingPath, scope: Scope) => {
  const zeitpunkt = await readPlain(reading, spec.zeitpunkt, [...path, 'zeitpunkt'], scope, 'Zeitpunkt')
  const datum = await readPlain(reading, spec.datum, [...path, 'datum'], scope, 'Datum')
  return { ...(datum !== undefined && { datum }), ...(zeitpunkt !== undefined && { zeitpunkt }) }
}

const readParticipant = async <K extends 'durch' | 'von'>(
  reading: Reading,
  spec: MappingStep['durch'],
  path: MappingPath,
  scope: Scope,
  key: K,
): Promise<Partial<Record<K, Beteiligter>>> => {
  const person = await readPlain(reading, spec?.name, [...path, 'name'], scope, 'Person')
  const rolle = await readPlain(reading, spec?.rolle, [...path, 'rolle'], scope, 'Code.Beteiligtenrolle')
  const kennung = await readPlain(reading, spec?.kennung, [...path, 'kennung'], scope, 'FremdId')
  const beteiligter = {
    ...(person !== undefined && { name: person.name }),
    ...(rolle !== undefined && { rolle }),
    ...(kennung !== undefined && { kennung }),
  } as Beteiligter
  const known = Object.keys(beteiligter).length > 0 && checkContract('Beteiligter', beteiligter).length === 0
  return (known ? { [key]: beteiligter } : {}) as Partial<Record<K, Beteiligter>>
}

/** The day or entry that became of the record which the comment refers to. */
const readReference = async (
  reading: Reading,
  spec: MappingComment,
  path: MappingPath,
  scope: Scope,
  growing: Growing,
): Promise<object | undefined> => {
  if (spec.bezug === undefined) return undefined
  const at = [...path, 'bezug']
  const found = await evaluate(reading, at, scope)
  const [record] = Array.isArray(found) ? found : [found]
  if (record === undefined || record === null) return undefined
  const target = growing.targets.get(record)
  if (!target) {
    reading.sink.add(
      placeAt(scope.place, reading.mapping.expressionAt(at).field),
      befunde.bezugUnbekannt(),
      scope.fremdId,
    )
  }
  return target
}
