import Fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify'
import fp from 'fastify-plugin'
import { problemsPlugin } from './problems.ts'
import { securityPlugin } from './security.ts'

/** Everything comes from the gateway itself; nothing is loaded from, or sent to, anywhere else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // The one inline style that the bundle sets on an element of its own, named by its hash.
  "style-src 'self' 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The API documentation at `/docs`, which works offline and under a strict content security policy. Its library is loaded
 * when somebody opens it: a gateway that nobody reads about does not hold it in memory.
 */
export const docsPlugin: FastifyPluginAsync = async (app) => {
  let docs: Promise<FastifyInstance> | undefined
  app.addHook('onClose', async () => (await docs)?.close())
  for (const url of ['/docs', '/docs/*'])
    app.get(url, { schema: { hide: true } }, async (request, reply) => {
      docs ??= buildDocs(app.swagger)
      const { routing } = await docs
      reply.hijack()
      routing(request.raw, reply.raw)
    })
}

const buildDocs = async (swagger: FastifyInstance['swagger']): Promise<FastifyInstance> => {
  const { default: swaggerUi } = await import('@fastify/swagger-ui')
  const docs = Fastify({ logger: false, forceCloseConnections: true })
  await docs.register(problemsPlugin)
  await docs.register(securityPlugin)
  docs.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', policy).header('cache-control', 'public, max-age=300')
  })
  // The library takes the document from the plugin of this name.
  await docs.register(fp(async (scope) => void scope.decorate('swagger', swagger), { name: '@fastify/swagger' }))
  await docs.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'list', defaultModelsExpandDepth: 0, persistAuthorization: false, validatorUrl: null },
    indexPrefix: '',
    theme: { title: 'Berichtsheft-Gateway' },
  })
  await docs.ready()
  return docs
}
