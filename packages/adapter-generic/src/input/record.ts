import { isSecretField } from './geheim.ts'

/** Where a record stands in its file. */
export interface Place {
  readonly datei: string
  /** The place of the record, or of one of its fields, as a remark names it. */
  readonly at: (field?: string) => string
}

/** A record of the source: an object without prototype that knows its place and notes which fields were read. */
export type SourceRecord = Readonly<Record<string, unknown>>

/** What is known about the fields of all records of one kind in one input. */
export interface Shape {
  /** Dotted path of the fields from the records of the input down; empty for these records themselves. */
  readonly path: string
  readonly fields: Map<string, FieldUse>
  readonly read: Set<string>
  readonly inner: Map<string, Shape>
}

/** Where a field holds a value. */
export interface FieldUse {
  count: number
  readonly first: string
  readonly secret: boolean
}

/** What the expressions may know of the file of a record: its name and what the pattern of its input captured. */
export type FileInfo = Readonly<Record<string, string>>

/** The records of one input and what they are made of. */
export interface RecordStore {
  readonly shape: Shape
  /** Wraps a plain tree; objects become records, lists stay lists. The outermost records get the hidden field `_datei`. */
  readonly wrap: (value: unknown, place: Place, datei: FileInfo) => unknown
}

const places = new WeakMap<object, Place>()

/** The place of a record, or `undefined` for anything that does not stand in a file. */
export const placeOf = (value: unknown): Place | undefined =>
  typeof value === 'object' && value !== null ? places.get(value) : undefined

/** Gives a record that the reader made of others the place of one of them. */
export const setPlace = (record: object, place: Place): void => void places.set(record, place)

/** Whether a value is a record (and not a list, a text or a number). */
export const isRecord = (value: unknown): value is SourceRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The hidden field of the outermost records of a file. */
const fileField = '_datei'

/** A new, empty {@link Shape}. */
const makeShape = (path = ''): Shape => ({ path, fields: new Map(), read: new Set(), inner: new Map() })

const innerShape = (shape: Shape, field: string): Shape => {
  const known = shape.inner.get(field)
  if (known) return known
  const made = makeShape(shape.path === '' ? field : `${shape.path}.${field}`)
  shape.inner.set(field, made)
  return made
}

/** Nothing is said by these, so nothing is lost with them. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** A store for the records of one input. */
export const makeRecordStore = (): RecordStore => {
  const handlers = new Map<Shape, ProxyHandler<Record<string, unknown>>>()

  const handlerOf = (shape: Shape): ProxyHandler<Record<string, unknown>> => {
    const known = handlers.get(shape)
    if (known) return known
    const handler: ProxyHandler<Record<string, unknown>> = {
      get: (target, key) => {
        if (typeof key !== 'string' || !Object.hasOwn(target, key)) return undefined
        shape.read.add(key)
        return target[key]
      },
      set: () => false,
      deleteProperty: () => false,
      defineProperty: () => false,
    }
    handlers.set(shape, handler)
    return handler
  }

  const wrap = (value: unknown, place: Place, shape: Shape, datei?: FileInfo): unknown => {
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => wrap(item, elementPlace(place, index), shape, datei))
    }
    if (!isRecord(value)) return value
    const target: Record<string, unknown> = Object.create(null)
    for (const [field, inner] of Object.entries(value)) {
      const secret = isSecretField(field)
      if (!isEmpty(inner)) note(shape, field, place, secret)
      if (secret) continue
      const child = typeof inner === 'object' && inner !== null ? innerShape(shape, field) : shape
      target[field] = wrap(inner, fieldPlace(place, field), child)
    }
    if (datei) Object.defineProperty(target, fileField, { value: datei, enumerable: false })
    const record = new Proxy(target, handlerOf(shape))
    places.set(record, place)
    return record
  }

  const root = makeShape()
  return { shape: root, wrap: (value, place, datei) => wrap(value, place, root, datei) }
}

const note = (shape: Shape, field: string, place: Place, secret: boolean): void => {
  const use = shape.fields.get(field)
  if (use) use.count += 1
  else shape.fields.set(field, { count: 1, first: place.at(field), secret })
}

/** Places inside of tree formats (JSON, XML); tables have no deeper places than their fields. */
const nested = new WeakMap<Place, (key: string | number) => Place>()

/** Declares how places below a place are named. */
export const setInnerPlaces = (place: Place, inner: (key: string | number) => Place): Place => {
  nested.set(place, inner)
  return place
}

/** How a remark names the place of a field, given by its path from a record. */
export const placeAt = (place: Place, path: readonly string[]): string => {
  const [field, ...rest] = path
  if (field === undefined || rest.length === 0) return place.at(field)
  return placeAt(fieldPlace(place, field), rest)
}

const fieldPlace = (place: Place, field: string): Place => nested.get(place)?.(field) ?? place
const elementPlace = (place: Place, index: number): Place => nested.get(place)?.(index) ?? place
