import type { FastifyPluginAsync } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Deps } from '../../deps.ts'

/** Whether the process still takes new work; false from SIGTERM on. */
export interface Bereitschaft {
  readonly isBereit: () => boolean
}

/** Liveness, readiness and metrics. They need no token and tell nothing about anybody. */
export const healthRoutes: FastifyPluginAsync<Deps & { bereitschaft: Bereitschaft }> = async (
  app,
  { db, bereitschaft },
) => {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))

  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    if (!bereitschaft.isBereit()) return reply.code(503).send({ status: 'draining' })
    try {
      await db.pool.query('select 1')
      return { status: 'ok' }
    } catch (error) {
      request.log.warn({ err: error }, 'not ready: database')
      return reply.code(503).header('retry-after', '2').send({ status: 'database not reachable' })
    }
  })
}

/** Counts requests by operation and status for Prometheus; the address itself never becomes a label. */
export const createMetrics = () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of the answer',
    labelNames: ['operation', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    registry,
    observe: (operation: string, status: number, ms: number) => seconds.observe({ operation, status }, ms / 1000),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

/** `/metrics` and the measurement behind it. */
export const metricsRoutes: FastifyPluginAsync<{ metrics: Metrics }> = async (app, { metrics }) => {
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
