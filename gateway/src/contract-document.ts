import * as core from '@berichtsheft/core'
import Fastify from 'fastify'
import { openapiPlugin } from './plugins/openapi.ts'
import { validationPlugin } from './plugins/validation.ts'
import { version } from './version.ts'

/** Every operation that core exports. */
const contractOperations: readonly core.OperationDefinition[] = Object.values<unknown>(core)
  .filter(
    (value): value is core.OperationDefinition =>
      typeof value === 'object' && value !== null && 'url' in value && 'schema' in value && 'method' in value,
  )
  .sort((a, b) => `${a.url} ${a.method}`.localeCompare(`${b.url} ${b.method}`, 'en'))

/** The OpenAPI 3.1 document of the contract, made from core alone: no database, no keys. */
export const renderOpenapi = async (): Promise<Record<string, unknown>> => {
  const app = Fastify({ exposeHeadRoutes: false })
  await app.register(validationPlugin)
  await app.register(openapiPlugin, { publicUrl: 'https://gateway.berichtsheft.example', version })
  for (const operation of contractOperations) {
    app.route({
      ...operation,
      handler: () => {
        throw new Error('this application only describes itself')
      },
    } as Parameters<typeof app.route>[0])
  }
  await app.ready()
  const document = app.swagger() as unknown as Record<string, unknown>
  await app.close()
  return document
}
