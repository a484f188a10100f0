import type { FastifyPluginAsync } from 'fastify'
import { wissenAbgleichen } from './abgleichen.ts'
import type { Wissensdienste } from './aufrufer.ts'
import { wissenLesen } from './lesen.ts'
import { wissenSchreiben } from './schreiben.ts'

/**
 * The operations of the knowledge base below `/v1/bq`: reading, editing, review, exchange. The server around it has the contract
 * (`useWissensvertrag`, unless it has its own way), says who calls through `identify`, and renders `WissensproblemError`.
 */
export const wissenPlugin: FastifyPluginAsync<Wissensdienste> = async (app, dienste) => {
  await app.register(wissenLesen, dienste)
  await app.register(wissenSchreiben, dienste)
  await app.register(wissenAbgleichen, dienste)
}
