import { idOf } from '@berichtsheft/core'
import buildSerializer, { type AnySchema, type Schema } from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify'
import fp from 'fastify-plugin'
import type { TSchema } from 'typebox'
import { contractSchemas } from './validation.ts'

type Serializer = (data: unknown) => string

const byName = Object.fromEntries(contractSchemas.map((schema) => [idOf(schema), schema as Schema]))

/**
 * Makes serializers when they are needed first, one per named schema. Fastify would make one per route and status at the
 * start, of which hardly any is used: nearly all answers are finished texts, problems among them. Each holds code for
 * everything that its schema refers to, so together they take tens of megabytes.
 */
const createCompiler = (): FastifySerializerCompiler<TSchema & { readonly $ref?: string }> => {
  const made = new Map<string, Serializer>()
  return ({ schema }) => {
    const name = schema.$ref ?? JSON.stringify(schema)
    return (data: unknown) => {
      const serialize = made.get(name) ?? buildSerializer(schema as AnySchema, { schema: byName })
      made.set(name, serialize)
      return serialize(data)
    }
  }
}

/** Answers that are objects are written by the schema of their route; what it does not declare is left out. */
export const serializationPlugin = fp(
  async (app) => {
    app.setSerializerCompiler(createCompiler())
  },
  { name: 'serialization', dependencies: ['validation'] },
)
