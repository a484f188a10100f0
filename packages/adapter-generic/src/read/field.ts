import type { Person } from '@berichtsheft/core'
import { checkContract, personOfParts } from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import { placeAt } from '../input/record.ts'
import type { MappingField, MappingValue } from '../mapping/schema.ts'
import type { MappingPath } from '../mapping/walk.ts'
import { evaluate, type Reading, type Scope } from './reading.ts'
import { convertValue, type Target } from './value.ts'

/** A value and how it was derived, where it was. */
export interface FieldValue<T> {
  readonly value: T
  readonly verfahren: readonly string[]
}

/** The TypeScript type of a {@link Target}. */
type Typed<T extends Target> = T extends 'Minuten' | 'Ganzzahl' ? number : T extends 'Person' ? Person : string

/**
 * The value of a field: the first of its ways that yields one. What a way cannot read is reported; then the next is tried.
 */
export const readField = async <T extends Target>(
  reading: Reading,
  field: MappingField | undefined,
  path: MappingPath,
  scope: Scope,
  target: T,
): Promise<FieldValue<Typed<T>> | undefined> => {
  if (field === undefined) return undefined
  const ways = Array.isArray(field)
    ? field.map((way, index) => ({ way, at: [...path, index] }))
    : [{ way: field, at: path }]
  for (const { way, at } of ways) {
    const found = await readWay(reading, way, at, scope, target, fieldName(path))
    if (found) return found as FieldValue<Typed<T>>
  }
  return undefined
}

/** Whether a field yields the same for a record in every report. */
export const isPure = (reading: Reading, field: MappingField, path: MappingPath): boolean => {
  if (Array.isArray(field)) return field.every((way, index) => isPure(reading, way, [...path, index]))
  const pureAt = (at: MappingPath) => reading.mapping.expressionAt(at).pure
  if (typeof field === 'string') return pureAt(path)
  const used = (['value', 'when'] as const).filter((key) => field[key] !== undefined)
  return used.every((key) => pureAt([...path, key]))
}

/** As {@link readField}, without how it was derived. */
export const readPlain = async <T extends Target>(
  reading: Reading,
  field: MappingField | undefined,
  path: MappingPath,
  scope: Scope,
  target: T,
): Promise<Typed<T> | undefined> => (await readField(reading, field, path, scope, target))?.value

/** A person, from one name or from parts that the source keeps apart. */
export const readPerson = async (
  reading: Reading,
  field: MappingField | { readonly vorname?: MappingField; readonly familienname?: MappingField } | undefined,
  path: MappingPath,
  scope: Scope,
): Promise<FieldValue<Person> | undefined> => {
  if (typeof field !== 'object' || Array.isArray(field) || !('vorname' in field || 'familienname' in field)) {
    return readField(reading, field as MappingField | undefined, path, scope, 'Person')
  }
  const vorname = await readField(reading, field.vorname, [...path, 'vorname'], scope, 'Zeile')
  const familienname = await readField(reading, field.familienname, [...path, 'familienname'], scope, 'Zeile')
  const person = personOfParts(vorname?.value, familienname?.value)
  if (!person) return undefined
  if (checkContract('Person', person).length === 0) {
    return { value: person, verfahren: [...(vorname?.verfahren ?? []), ...(familienname?.verfahren ?? [])] }
  }
  reading.sink.add(
    scope.place.at(),
    befunde.wertUngueltig(fieldName(path), person.name, 'Name nach DIN 91379'),
    scope.fremdId,
  )
  return undefined
}

/** How remarks call a field: its name in the contract with the part of the mapping above it. */
const fieldName = (path: MappingPath): string => {
  const names = path.filter((part): part is string => typeof part === 'string')
  return names.slice(names[0] === 'ausbildungsnachweis' ? 1 : 0).join('.')
}

const readWay = async (
  reading: Reading,
  way: string | MappingValue,
  path: MappingPath,
  scope: Scope,
  target: Target,
  feld: string,
): Promise<FieldValue<unknown> | undefined> => {
  const form: MappingValue = typeof way === 'string' ? {} : way
  if (form.when !== undefined && !(await evaluate(reading, [...path, 'when'], scope))) return undefined
  const valuePath = typeof way === 'string' ? path : [...path, 'value']
  const raw =
    form.constant ??
    (typeof way !== 'string' && form.value === undefined ? undefined : await evaluate(reading, valuePath, scope))
  const converted = convertValue(raw, form, target, feld)
  if (converted === undefined) return undefined
  const stelle =
    form.constant === undefined ? placeAt(scope.place, reading.mapping.expressionAt(valuePath).field) : scope.place.at()
  for (const befund of converted.befunde) reading.sink.add(stelle, befund, scope.fremdId)
  if (!converted.ok) return undefined
  return {
    value: converted.value,
    verfahren: form.derived === undefined ? converted.verfahren : [form.derived, ...converted.verfahren],
  }
}
