import type { FastifyPluginAsync } from 'fastify'
import { wissenAbgleichen } from './abgleichen.ts'
import type { Wissensdienste } from './aufrufer.ts'
import { wissenLesen } from './lesen.ts'
import { wissenSchreiben } from './schreiben.ts'
import { renderProblem } from './wissensproblem.ts'

/**
 * The routes of the knowledge base, to be mounted under a prefix (`/v1/bq`): reading, editing, review, exchange. Roles and
 * sign-in come from the server around it through `identify`.
 */
export const wissenPlugin: FastifyPluginAsync<Wissensdienste> = async (
  app,
  { knoten, identify, now, knotenschluessel },
) => {
  // Without the prefix, which holds for this plugin as a whole.
  const dienste = { knoten, identify, now, ...(knotenschluessel === undefined ? {} : { knotenschluessel }) }
  app.setErrorHandler(renderProblem)
  await app.register(wissenLesen, dienste)
  await app.register(wissenSchreiben, dienste)
  await app.register(wissenAbgleichen, dienste)
}
