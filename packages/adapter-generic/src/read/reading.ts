import { type AdapterSource, asScalar, type Sink } from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import { expressionFunctions } from '../expression/functions.ts'
import type { Dataset } from '../input/inputs.ts'
import { isRecord, type Place, placeAt, placeOf, type Shape, type SourceRecord } from '../input/record.ts'
import type { Mapping } from '../mapping/parse.ts'
import type { MappingPath } from '../mapping/walk.ts'
import type { FieldValue } from './field.ts'

/** Variables and functions that an expression is evaluated with. */
export type Bindings = Readonly<Record<string, unknown>>

/** A record and what is known around it. */
export interface Scope {
  /** A record; a bare value where a list holds texts or numbers. */
  readonly record: unknown
  readonly place: Place
  readonly bindings: Bindings
  /** Key of the report, for remarks. */
  readonly fremdId?: string
}

/** One run of `read`: the data, and what has become of it so far. */
export interface Reading {
  readonly mapping: Mapping
  readonly sink: Sink
  readonly datasets: ReadonlyMap<string, Dataset>
  readonly bindings: Bindings
  readonly kontext: AdapterSource['kontext']
  /** Records that could be imported; what is not used in the end is reported. */
  readonly candidates: Map<SourceRecord, string>
  readonly used: Set<SourceRecord>
  /** Days of records that many reports look at; null for one that cannot be read. */
  readonly days: Map<unknown, FieldValue<string> | null>
  /** Records of an input by the value of a field. */
  readonly findBy: (dataset: string, fields: readonly string[], values: readonly unknown[]) => readonly SourceRecord[]
}

/** Begins a run over datasets that were read. */
export const makeReading = (
  mapping: Mapping,
  source: AdapterSource,
  datasets: readonly Dataset[],
  sink: Sink,
): Reading => {
  const byName = new Map(datasets.map((dataset) => [dataset.name, dataset]))
  const candidates = new Map<SourceRecord, string>()
  const used = new Set<SourceRecord>()
  for (const { name, records, listed } of datasets)
    if (listed) for (const record of records) candidates.set(record, name)
  const findBy = makeIndex(byName)
  const find = (records: unknown, field: unknown, value: unknown): unknown => {
    const list = Array.isArray(records) ? records : [records]
    const dataset = datasets.find((candidate) => candidate.records === records || candidate.records[0] === list[0])
    const found = dataset ? findBy(dataset.name, [asScalar(field) ?? ''], [value]) : []
    for (const record of found) used.add(record)
    return found[0]
  }
  return {
    mapping,
    sink,
    datasets: byName,
    candidates,
    used,
    days: new Map(),
    findBy,
    kontext: source.kontext,
    bindings: {
      ...expressionFunctions,
      find,
      ...Object.fromEntries(datasets.map(({ name, records }) => [name, records])),
      kontext: source.kontext,
    },
  }
}

/** A key for values of any kind. */
export const keyOf = (values: readonly unknown[]): string =>
  // Numbers and their texts are the same key; a record as a value has no text.
  JSON.stringify(
    values.map((value) => (typeof value === 'object' ? value : value === undefined ? null : String(value))),
  )

/** The value of a dotted path. */
const valueAt = (record: unknown, path: string): unknown => {
  let value: unknown = record
  for (const part of path.split('.')) value = isRecord(value) ? value[part] : undefined
  return value
}

const makeIndex = (datasets: ReadonlyMap<string, Dataset>): Reading['findBy'] => {
  const indexes = new Map<string, Map<string, SourceRecord[]>>()
  return (name, fields, values) => {
    const indexName = JSON.stringify([name, ...fields])
    let index = indexes.get(indexName)
    if (!index) {
      index = new Map()
      for (const record of datasets.get(name)?.records ?? []) {
        const key = keyOf(fields.map((field) => valueAt(record, field)))
        const list = index.get(key)
        if (list) list.push(record)
        else index.set(key, [record])
      }
      indexes.set(indexName, index)
    }
    return index.get(keyOf(values)) ?? []
  }
}

/** Evaluates the expression at a place of the mapping; one that fails yields nothing and a remark. */
export const evaluate = async (reading: Reading, path: MappingPath, scope: Scope): Promise<unknown> => {
  const expression = reading.mapping.expressionAt(path)
  try {
    return await expression.evaluate(scope.record, scope.bindings)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    reading.sink.add(placeAt(scope.place, expression.field), befunde.ausdruckFehlt(reason), scope.fremdId)
    return undefined
  }
}

/** The scope of a record below another one. */
export const scopeOf = (scope: Scope, record: unknown, more: Bindings = {}): Scope => ({
  ...scope,
  record,
  place: placeOf(record) ?? scope.place,
  bindings: { ...scope.bindings, ...more },
})

/** Reports what the run left over: records that nothing used, and fields that no expression looked at. */
export const reportLeftovers = (reading: Reading): void => {
  for (const [record, dataset] of reading.candidates) {
    if (!reading.used.has(record))
      reading.sink.add(placeOf(record)?.at() ?? dataset, befunde.satzNichtVerwendet(dataset))
  }
  for (const { name, store } of reading.datasets.values()) {
    const ignored = new Map((reading.mapping.file.inputs[name]?.ignore ?? []).map((entry) => [entry.field, entry]))
    reportFields(reading.sink, store.shape, name, ignored)
  }
}

const reportFields = (
  sink: Sink,
  shape: Shape,
  dataset: string,
  ignored: ReadonlyMap<string, { readonly reason: string; readonly reasonEnglish: string }>,
): void => {
  for (const [field, { count, first, secret }] of shape.fields) {
    const path = shape.path === '' ? field : `${shape.path}.${field}`
    const name = `${dataset}.${path}`
    const ignore = ignored.get(path)
    if (secret) sink.add(first, befunde.feldGeheim(name, count))
    else if (ignore) sink.add(first, befunde.feldIgnoriert(name, count, ignore.reason, ignore.reasonEnglish))
    else if (!shape.read.has(field)) sink.add(first, befunde.feldNichtZugeordnet(name, count))
    else {
      const inner = shape.inner.get(field)
      if (inner) reportFields(sink, inner, dataset, ignored)
    }
  }
}
