import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { TSchema } from 'typebox'
import * as core from '../index.ts'

/** A schema of the contract with the name under which it is exported. */
export interface Vertragsschema {
  readonly name: string
  readonly id: string
  readonly schema: TSchema
}

/** An operation of the contract with the name under which it is exported. */
export interface Vertragsoperation {
  readonly name: string
  readonly operation: core.OperationDefinition
}

const hasOwn = <K extends string>(wert: unknown, name: K): wert is Record<K, unknown> =>
  typeof wert === 'object' && wert !== null && Object.hasOwn(wert, name)

/** Every schema that core exports, and those of the messages, which are exported as one object. */
export const listSchemas = (): Vertragsschema[] => [
  ...Object.entries(core).flatMap(([name, wert]) => toVertragsschema(name, wert)),
  ...Object.values(core.nachrichten).flatMap(({ schema }) => toVertragsschema(idOf(schema), schema)),
]

const toVertragsschema = (name: string, wert: unknown): Vertragsschema[] =>
  hasOwn(wert, '$id') && typeof wert.$id === 'string' ? [{ name, id: wert.$id, schema: wert }] : []

const idOf = (schema: unknown): string => (hasOwn(schema, '$id') ? String(schema.$id) : '')

/** Every operation that core exports. */
export const listOperationen = (): Vertragsoperation[] =>
  Object.entries(core).flatMap(([name, wert]) =>
    hasOwn(wert, 'method') && hasOwn(wert, 'url') && hasOwn(wert, 'schema')
      ? [{ name, operation: wert as unknown as core.OperationDefinition }]
      : [],
  )

/** Validators that know every schema of the contract; an unknown keyword or format is an error. */
export interface Pruefer {
  /** The validator of a named schema. @throws Error when the contract has none of that name */
  readonly forId: (id: string) => ValidateFunction
  /** The validator of a part of a schema; its references lead into the contract. */
  readonly forPart: (teil: object) => ValidateFunction
}

/** Makes validators as the gateway uses them: JSON Schema 2020-12, strict, with formats. */
export const createPruefer = (): Pruefer => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, keywords: ['x-codeliste', 'x-xml'] })
  formats.default(ajv)
  for (const { schema } of listSchemas()) ajv.addSchema(schema)
  return {
    forId: (id) => {
      const validate = ajv.getSchema(id)
      if (validate === undefined) throw new Error(`the contract has no schema ${id}`)
      return validate
    },
    forPart: (teil) => {
      const { $id: _id, ...ohneName } = { $id: undefined, ...teil }
      return ajv.compile(ohneName)
    },
  }
}
