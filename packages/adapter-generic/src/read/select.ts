import { isRecord, placeOf, type SourceRecord } from '../input/record.ts'
import type { MappingSelection } from '../mapping/schema.ts'
import type { MappingPath } from '../mapping/walk.ts'
import { evaluate, type Reading, type Scope, scopeOf } from './reading.ts'

/**
 * The records that a part of the mapping is about, each in its scope. Records that are left out on purpose are reported;
 * those that a condition passes over wait for another part that wants them.
 *
 * @param wanted passes over records before anything else is looked at
 */
export const select = async (
  reading: Reading,
  spec: MappingSelection,
  path: MappingPath,
  scope: Scope,
  wanted?: (record: unknown) => Promise<boolean>,
): Promise<Scope[]> => {
  const scopes: Scope[] = []
  for (const record of await listRecords(reading, spec, path, scope)) {
    if (wanted && !(await wanted(record))) continue
    const inner = record === scope.record ? scope : scopeOf(scope, record)
    if (isRecord(record) && record !== scope.record) note(reading, record, path)
    if (spec.when !== undefined && !isTrue(await evaluate(reading, [...path, 'when'], inner))) continue
    if (await isSkipped(reading, spec, path, inner)) markUsed(reading, record)
    else scopes.push(inner)
  }
  return scopes
}

/** Notes that a record was imported, and reports what the mapping doubts about it. */
export const take = async (
  reading: Reading,
  spec: MappingSelection,
  path: MappingPath,
  scope: Scope,
): Promise<void> => {
  markUsed(reading, scope.record)
  for (const [index, remark] of (spec.remarks ?? []).entries()) {
    if (!isTrue(await evaluate(reading, [...path, 'remarks', index, 'when'], scope))) continue
    const befund = { schwere: remark.severity, text: remark.text, textEnglisch: remark.textEnglish }
    reading.sink.add(scope.place.at(remark.at), befund, scope.fremdId)
  }
}

/** Notes that a record does not lie idle. */
export const markUsed = (reading: Reading, record: unknown): void => {
  if (isRecord(record)) reading.used.add(record)
}

/** Only candidates can be left over; records of inputs are candidates from the start, with their input as name. */
const note = (reading: Reading, record: SourceRecord, path: MappingPath): void => {
  if (!reading.candidates.has(record))
    reading.candidates.set(record, path.filter((part) => typeof part === 'string').join('.'))
}

/** What JSONata takes for true: everything but nothing, false, 0, the empty text and lists and objects of such. */
const isTrue = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isTrue)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}

const listRecords = async (
  reading: Reading,
  spec: MappingSelection,
  path: MappingPath,
  scope: Scope,
): Promise<unknown[]> => {
  if (spec.records === undefined) return [scope.record]
  if (spec.join !== undefined) {
    const dataset = reading.mapping.expressionAt([...path, 'records']).dataset ?? ''
    const fields = Object.keys(spec.join)
    const values: unknown[] = []
    for (const field of fields) values.push(await evaluate(reading, [...path, 'join', field], scope))
    return [...reading.findBy(dataset, fields, values)]
  }
  const found = await evaluate(reading, [...path, 'records'], scope)
  return flatten(found)
}

const flatten = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.flatMap(flatten) : [value]

const isSkipped = async (
  reading: Reading,
  spec: MappingSelection,
  path: MappingPath,
  scope: Scope,
): Promise<boolean> => {
  for (const [index, skip] of (spec.skip ?? []).entries()) {
    if (!isTrue(await evaluate(reading, [...path, 'skip', index, 'when'], scope))) continue
    const befund = { schwere: 'hinweis', text: skip.text, textEnglisch: skip.textEnglish } as const
    // Several reports may look at the same record; its remark stands once.
    if (!isRecord(scope.record) || !reading.used.has(scope.record)) {
      reading.sink.add((placeOf(scope.record) ?? scope.place).at(), befund, scope.fremdId)
    }
    return true
  }
  return false
}
