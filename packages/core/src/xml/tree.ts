/** A text: a string with facets that JSON Schema and XSD count and match alike. */
export interface TextType {
  readonly kind: 'text'
  readonly base: 'string' | 'date' | 'dateTime'
  readonly minLength?: number
  readonly maxLength?: number
  /** Pattern as in the JSON Schema. */
  readonly pattern?: string
  /** Closed list of values without a published code list. */
  readonly values?: readonly string[]
}

/** A whole number with both bounds, so that no reader can change its value silently. */
export interface IntegerType {
  readonly kind: 'integer'
  readonly minimum: number
  readonly maximum: number
}

export interface BooleanType {
  readonly kind: 'boolean'
}

/** An entry of a code list as it is published. */
export interface CodelistEntry {
  readonly code: string
  readonly name: string
  readonly beschreibung: string
}

/** A published code list, identified by URI and version. */
export interface Codelist {
  readonly kennung: string
  readonly version: string
  readonly name: string
  readonly eintraege: readonly CodelistEntry[]
}

/** A value of a code list: `<feld><code>…</code></feld>`. */
export interface CodeType {
  readonly kind: 'code'
  readonly codelist: Codelist
}

/** A list: always a wrapper element around item elements, so that an empty list differs from none. */
export interface ListType {
  readonly kind: 'list'
  readonly element: string
  readonly item: Slot
  readonly minItems: number
  readonly maxItems: number | undefined
}

/** An object: its fields are elements in this order, or attributes on the root of a message. */
export interface ObjectType {
  readonly kind: 'object'
  readonly fields: readonly Field[]
  /** All fields are optional, but one must be there. */
  readonly nonEmpty: boolean
}

/** A tagged union: one child element, named by the value of the tag, which JSON keeps as a property. */
export interface UnionType {
  readonly kind: 'union'
  readonly tag: string
  readonly variants: readonly { readonly value: string; readonly type: string; readonly description: string }[]
}

/** A reference to a named type of the model. */
export interface NamedRef {
  readonly kind: 'ref'
  readonly name: string
}

export type XmlType = TextType | IntegerType | BooleanType | CodeType | ListType | ObjectType | UnionType | NamedRef

/** A place that holds a value: its type, whether it may be null there, and what it means there. */
export interface Slot {
  readonly type: XmlType
  readonly nullable: boolean
  readonly description: string
}

/** A property of an object. */
export interface Field extends Slot {
  /** Name of the JSON property. */
  readonly name: string
  /** Name of the element or attribute; another one than the property only where a header of others is followed. */
  readonly element: string
  readonly optional: boolean
  readonly attribute: boolean
}

export interface NamedType {
  /** The `$id` of the schema, which the readers, writers and error pointers use. */
  readonly name: string
  /** Name of the XSD type; code lists carry the prefix `Code.`. */
  readonly xsdName: string
  readonly description: string
  readonly type: XmlType
  /** The schema file that declares it. */
  readonly module: string
}

/** A global element: the root of a message or document. */
export interface RootElement {
  readonly element: string
  readonly type: string
  readonly module: string
  readonly description: string
  readonly title?: string
  readonly rechtsgrundlage?: string
}

/** A global element that holds any number of documents, as streams carry them. */
export interface CollectionElement {
  readonly element: string
  readonly description: string
  /** Root elements that it may hold, in any order. */
  readonly records: readonly string[]
}

/** Everything that XSD, reader and writer are derived from. */
export interface XmlModel {
  readonly namespace: string
  /** Full version; major and minor stand in the namespace. */
  readonly version: string
  readonly roots: readonly RootElement[]
  readonly collections?: readonly CollectionElement[]
  readonly types: ReadonlyMap<string, NamedType>
}

/** The named type a reference leads to. */
export const resolveType = (model: XmlModel, name: string): NamedType =>
  model.types.get(name) ??
  (() => {
    throw new Error(`type ${name} is not part of the XML model`)
  })()

/** The type behind references. */
export const unwrapType = (model: XmlModel, type: XmlType): Exclude<XmlType, NamedRef> =>
  type.kind === 'ref' ? unwrapType(model, resolveType(model, type.name).type) : type
