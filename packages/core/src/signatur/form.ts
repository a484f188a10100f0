import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { Static, TSchema } from 'typebox'
import { Datum, FremdId, Id, Knr, Personenname, Sha256, Text, Zeitpunkt, Zeitraum } from '../contract/common.ts'
import { Zweck } from '../contract/freigabe.ts'
import { Beteiligtenrolle, Beteiligter, Nachweisstatus } from '../contract/nachweisverlauf.ts'

/** The first place where a value does not have the form of a schema. */
export interface Formfehler {
  /** JSON Pointer into the value. */
  readonly pfad: string
  /** What the schema demands, as Ajv says it (English). */
  readonly text: string
}

const named = [
  ...[Beteiligter, Beteiligtenrolle, Nachweisstatus, Zweck],
  ...[Datum, FremdId, Id, Knr, Personenname, Sha256, Text, Zeitpunkt, Zeitraum],
]

const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ formats: fullFormats, strictTypes: false, validateFormats: true })
  ajv.addVocabulary(['x-xml', 'x-codeliste'])
  for (const schema of named) ajv.addSchema(schema)
  return ajv
}

/**
 * A check of the form of signed content, compiled at its first use. `undefined` means that the value has the form of the
 * schema, which may refer to the named schemas of the contract that signed content is made of.
 */
export const createForm = <T extends TSchema>(schema: T) => {
  let validate: ValidateFunction | undefined
  const check = (value: unknown): Formfehler | undefined => {
    validate ??= newAjv().compile(schema)
    if (validate(value)) return undefined
    const [error] = validate.errors ?? []
    return { pfad: error?.instancePath ?? '', text: error?.message ?? 'does not have the prescribed form' }
  }
  /** Whether the value has the form; narrows its type. */
  const has = (value: unknown): value is Static<T> => check(value) === undefined
  return { check, has }
}
