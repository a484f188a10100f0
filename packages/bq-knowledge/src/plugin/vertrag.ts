import * as core from '@berichtsheft/core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import type { TSchema } from 'typebox'

const schemas: readonly TSchema[] = Object.values<unknown>(core).filter(
  (value): value is TSchema =>
    typeof value === 'object' && value !== null && '$id' in value && typeof value.$id === 'string',
)

const createAjv = (coerceTypes: boolean): Ajv2020 => {
  const ajv = new Ajv2020({ coerceTypes, useDefaults: coerceTypes, allowUnionTypes: true, removeAdditional: false })
  addFormats.default(ajv)
  ajv.addVocabulary(['x-xml', 'x-codeliste'])
  for (const schema of schemas) ajv.addSchema(schema)
  return ajv
}

/**
 * Makes a server that has nothing but the knowledge base check requests by the contract: bodies as they are, addresses with their
 * numbers read. Answers are finished texts, so nothing is made for writing them.
 */
export const useWissensvertrag = (app: FastifyInstance): void => {
  const [strict, coercing] = [createAjv(false), createAjv(true)]
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => (httpPart === 'body' ? strict : coercing).compile(schema))
  app.setSerializerCompiler(() => JSON.stringify)
  for (const schema of schemas) app.addSchema(schema)
}
