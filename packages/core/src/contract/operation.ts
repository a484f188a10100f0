import type { TSchema } from 'typebox'
import { ref } from './common.ts'
import { Problem } from './problem.ts'

/** The part of a Fastify route that is contract: method, address and schemas. Handlers are added by the gateway. */
export interface OperationDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: `/${string}`
  readonly schema: {
    readonly operationId: string
    readonly tags: readonly string[]
    readonly summary: string
    readonly description?: string
    readonly security?: readonly Record<string, readonly string[]>[]
    readonly consumes?: readonly string[]
    readonly params?: TSchema
    readonly querystring?: TSchema
    readonly headers?: TSchema
    readonly body?: unknown
    readonly response: Record<number | string, unknown>
  }
}

const problemAntwort = {
  description: 'Problem details (RFC 9457); see docs/probleme.md for the types.',
  content: { 'application/problem+json': { schema: ref(Problem) } },
}

/**
 * Declares an operation of the contract. Every operation answers errors with problem details, so that response is added
 * here and nowhere else.
 */
export const defineOperation = <const O extends OperationDefinition>(operation: O) => ({
  ...operation,
  schema: {
    ...operation.schema,
    response: { ...operation.schema.response, default: problemAntwort } as O['schema']['response'] & {
      default: typeof problemAntwort
    },
  } as Omit<O['schema'], 'response'> & { response: O['schema']['response'] & { default: typeof problemAntwort } },
})

/** A response whose body is not JSON: its media type and what it holds. */
export const binaryResponse = (mediaType: string, description: string) => ({
  description,
  content: { [mediaType]: { schema: { type: 'string', format: 'binary', description } as TSchema } },
})
