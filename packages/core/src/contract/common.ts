import { type Static, type TSchema, Type } from 'typebox'
import { ortsnamePattern, personennamePattern } from './din91379.ts'
import { xmlLine, xmlPointer, xmlText } from './xml-text.ts'

/**
 * A reference to a named schema (`$id`) that keeps its static type, so that OpenAPI and XSD hold every named schema once.
 * The description says what the property means here; without one the referenced schema speaks for itself.
 *
 * @throws Error when the schema has no `$id`
 */
export const ref = <T extends TSchema>(schema: T, description?: string) =>
  Type.Unsafe<Static<T>>(description === undefined ? { $ref: idOf(schema) } : { $ref: idOf(schema), description })

/** The `$id` of a named schema. */
export const idOf = (schema: TSchema): string => {
  const id = (schema as { $id?: unknown }).$id
  if (typeof id !== 'string') throw new Error('a schema that is referenced needs an $id')
  return id
}

/** A value that may be removed: the referenced schema or `null`. Used in updates, where absent means "leave". */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One entry of a published code list. */
export interface Codelisteneintrag {
  readonly code: string
  readonly name: string
  readonly beschreibung: string
}

/**
 * A closed code list as a string schema. Its entries are published as Genericode and as the XSD type `Code.<name>`. A list
 * of somebody else keeps the URI and version under which they publish it.
 *
 * @see Codelisten-Handbuch 1.2 (identification by URI and version)
 */
export const defineCodeliste = <const E extends readonly Codelisteneintrag[]>(
  name: string,
  description: string,
  eintraege: E,
  amtlich: { readonly kennung: string; readonly version: string } = {
    kennung: `https://berichtsheft.example/codeliste/${name.toLowerCase()}`,
    version: '1',
  },
) =>
  Type.Unsafe<E[number]['code']>({
    $id: name,
    type: 'string',
    description,
    enum: eintraege.map((eintrag) => eintrag.code),
    'x-codeliste': { ...amtlich, name, eintraege },
  })

/** The German name of a code of a list; the code itself where the list has none. */
export const nameOfCode = (liste: object, code: string): string => {
  const { 'x-codeliste': { eintraege = [] } = {} } = liste as {
    readonly 'x-codeliste'?: { readonly eintraege?: readonly Codelisteneintrag[] }
  }
  return eintraege.find((eintrag) => eintrag.code === code)?.name ?? code
}

export type Id = Static<typeof Id>
export const Id = Type.String({
  $id: 'Id',
  description: 'Identifier made by the gateway: a UUID of version 7 (RFC 9562) in lower case.',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  minLength: 36,
  maxLength: 36,
  examples: ['01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'],
})

export type Uuid = Static<typeof Uuid>
export const Uuid = Type.String({
  $id: 'Uuid',
  description: 'A UUID of any version (RFC 9562) in lower case, made by the sender.',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  minLength: 36,
  maxLength: 36,
  examples: ['1b4e28ba-2fa1-4d2a-883f-0016d3cca427'],
})

export type FremdId = Static<typeof FremdId>
export const FremdId = Type.String({
  $id: 'FremdId',
  description: "The sender's own key of an object: opaque, unique per vendor, without control characters or blanks.",
  pattern: '^[!-~]+$',
  minLength: 1,
  maxLength: 128,
  examples: ['azubi-4711/2026-12-14'],
})

export type Datum = Static<typeof Datum>
export const Datum = Type.String({
  $id: 'Datum',
  description: 'A legal day without time zone (Europe/Berlin), ISO 8601.',
  format: 'date',
  pattern: '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  minLength: 10,
  maxLength: 10,
  examples: ['2026-12-14'],
})

export type Zeitpunkt = Static<typeof Zeitpunkt>
export const Zeitpunkt = Type.String({
  $id: 'Zeitpunkt',
  description: 'An instant in UTC, RFC 3339, up to milliseconds.',
  format: 'date-time',
  pattern:
    '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$',
  minLength: 20,
  maxLength: 24,
  examples: ['2026-12-18T13:05:00Z'],
})

export type Knr = Static<typeof Knr>
export const Knr = Type.String({
  $id: 'Knr',
  description:
    'Number of a chamber (Kammernummer): three digits of an IHK in the XUnternehmen list (DAV-040), five digits of an HWK; a string, leading zeros kept.',
  pattern: '^[0-9]{3}([0-9]{2})?$',
  minLength: 3,
  maxLength: 5,
  examples: ['153', '00065'],
})

export type Bezeichnung = Static<typeof Bezeichnung>
export const Bezeichnung = Type.String({
  $id: 'Bezeichnung',
  description: 'One line of text without control characters.',
  pattern: xmlLine,
  minLength: 1,
  maxLength: 300,
  examples: ['Fachinformatiker Fachrichtung Anwendungsentwicklung'],
})

export type Text = Static<typeof Text>
export const Text = Type.String({
  $id: 'Text',
  description: 'Free text of several lines (LF), without control characters other than TAB and LF.',
  ...xmlText,
  maxLength: 20_000,
  examples: ['Angebote geschrieben und nachgefasst'],
})

export type Personenname = Static<typeof Personenname>
export const Personenname = Type.String({
  $id: 'Personenname',
  description: 'Name of a person in the characters of DIN 91379 data type A (DAV-045).',
  pattern: personennamePattern,
  minLength: 1,
  maxLength: 200,
  examples: ['Tilda Ehrlichmann'],
})

export type Firmenname = Static<typeof Firmenname>
export const Firmenname = Type.String({
  $id: 'Firmenname',
  description: 'Name of a company or institution in the characters of DIN 91379 (DAV-045).',
  pattern: ortsnamePattern,
  minLength: 1,
  maxLength: 300,
  examples: ['Werkstatt Störtebeker GmbH'],
})

export type Sha256 = Static<typeof Sha256>
export const Sha256 = Type.String({
  $id: 'Sha256',
  description: 'SHA-256 as 64 hexadecimal digits in lower case (FIPS 180-4).',
  pattern: '^[0-9a-f]{64}$',
  minLength: 64,
  maxLength: 64,
  examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
})

export type JsonZeiger = Static<typeof JsonZeiger>
export const JsonZeiger = Type.String({
  $id: 'JsonZeiger',
  description: 'A JSON Pointer (RFC 6901) into the object that is spoken of; the empty string is the whole object.',
  pattern: xmlPointer,
  maxLength: 1000,
  examples: ['/tage/0/eintraege/1/minuten'],
})

export type Zeitraum = Static<typeof Zeitraum>
export const Zeitraum = Type.Object(
  {
    von: ref(Datum, 'First day, included.'),
    bis: ref(Datum, 'Last day, included.'),
  },
  { $id: 'Zeitraum', description: 'A span of days, both ends included.', additionalProperties: false },
)

export type Person = Static<typeof Person>
export const Person = Type.Object(
  {
    name: ref(Personenname, 'The name as it is shown: given names, then family name.'),
    vorname: Type.Optional(ref(Personenname, 'Given names, where the source separates them.')),
    familienname: Type.Optional(ref(Personenname, 'Family name, where the source separates it.')),
  },
  {
    $id: 'Person',
    description: 'A person by name; the parts are given only where the source knows them.',
    additionalProperties: false,
  },
)

/** A page of a list: `eintraege` and, while there is more, the cursor of the next page. */
export const seiteOf = <T extends TSchema>(schema: T, name: string) =>
  Type.Object(
    {
      eintraege: Type.Array(ref(schema), { description: 'The entries of this page, oldest change first.' }),
      naechsterCursor: Type.Optional(
        Type.String({ description: 'Opaque cursor of the next page; absent on the last one.', maxLength: 500 }),
      ),
    },
    { $id: `${name}Seite`, description: `One page of ${name}.` },
  )

export type IdParams = Static<typeof IdParams>
export const IdParams = Type.Object(
  { id: ref(Id, 'Id of the object.') },
  { $id: 'IdParams', description: 'Path parameters with one id.' },
)

/** Query parameters that every list has: page size and cursor. */
export const seitenParameter = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Entries per page.' })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'Cursor from the page before.' })),
}
