import * as contract from '@berichtsheft/core'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import type { Static, TSchema } from 'typebox'

/** One fault of form: where (JSON Pointer) and what. */
export interface SchemaFault {
  readonly pfad: string
  readonly text: string
  readonly keyword: string
  /** What the keyword was broken with, as Ajv gives it. */
  readonly params: Readonly<Record<string, unknown>>
  /** The property that is too much or missing, where the fault is about one. */
  readonly property?: string
}

/** The value with its defaults, or the faults. */
export type SchemaVerdict<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly SchemaFault[] }

// ajv-formats is CommonJS: its types promise a default export, its module is the function itself.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => Ajv2020

const makeAjv = (useDefaults: boolean): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: true, strict: false, useDefaults, ownProperties: true })
  addFormats(ajv)
  return ajv
}

/** The schemas of the contract by their name (`$id`), those of the messages among them. */
export const contractSchemas: ReadonlyMap<string, TSchema> = new Map(
  [
    ...Object.values<unknown>(contract),
    ...Object.values(contract.nachrichten).map(({ schema }): unknown => schema),
  ].flatMap((value) => {
    const id = typeof value === 'object' && value !== null && '$id' in value ? value.$id : undefined
    return typeof id === 'string' ? [[id, value as TSchema] as const] : []
  }),
)

let contractAjv: Ajv2020 | undefined

const getContractAjv = (): Ajv2020 => {
  if (contractAjv === undefined) {
    contractAjv = makeAjv(false)
    for (const schema of contractSchemas.values()) contractAjv.addSchema(schema as object)
  }
  return contractAjv
}

const faultOf = (error: ErrorObject): SchemaFault => {
  const params = error.params as { additionalProperty?: string; missingProperty?: string; allowedValues?: unknown[] }
  const property = params.additionalProperty ?? params.missingProperty
  const allowed = params.allowedValues ? `: ${params.allowedValues.join(', ')}` : ''
  const named = params.additionalProperty === undefined ? '' : ` (${params.additionalProperty})`
  return {
    pfad: error.instancePath,
    text: `${error.message ?? error.keyword}${named}${allowed}`,
    keyword: error.keyword,
    params: error.params,
    ...(property === undefined ? {} : { property }),
  }
}

const run = (validate: ValidateFunction, value: unknown): SchemaFault[] =>
  validate(value) ? [] : (validate.errors ?? []).map(faultOf)

/**
 * Faults of a value against a named schema of the contract; empty when it fits.
 *
 * @throws Error when the contract has no schema of that name
 */
export const checkContract = (name: string, value: unknown): SchemaFault[] => {
  const validate = getContractAjv().getSchema(name)
  if (!validate) throw new Error(`the contract has no schema ${name}`)
  return run(validate, value)
}

const compiled = new WeakMap<TSchema, ValidateFunction>()

/** Checks a value against any schema and returns a deeply frozen copy with the defaults filled in. */
export const checkSchema = <S extends TSchema>(schema: S, value: unknown): SchemaVerdict<Static<S>> => {
  const validate = compiled.get(schema) ?? makeAjv(true).compile(schema as object)
  compiled.set(schema, validate)
  const copy: unknown = structuredClone(value)
  const faults = run(validate, copy)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: deepFreeze(copy) as Static<S> }
}

/** Freezes a value with all that it holds. */
export const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
