import fp from 'fastify-plugin'
import type { Wartungsplan } from '../features/wartung/wartung.service.ts'
import { ProblemError } from '../problem-error.ts'

/**
 * While a maintenance window runs, every operation of the contract is refused before anything is done for it, except those
 * about the windows themselves. Health, documents and sign-in stay: the operator has to come in to end it.
 *
 * @see BH-25
 */
export const maintenancePlugin = fp<{ wartungsplan: Wartungsplan; now: () => Date }>(
  async (app, { wartungsplan, now }) => {
    app.addHook('onReady', wartungsplan.refresh)
    app.addHook('onClose', async () => wartungsplan.close())
    app.addHook('onRequest', (request, _reply, done) => {
      const { operationId, tags } = request.routeOptions.schema ?? {}
      const instant = now()
      const end = operationId === undefined || tags?.includes('Wartung') ? undefined : wartungsplan.endOf(instant)
      done(end && refuse(end, instant))
    })
  },
  { name: 'maintenance', dependencies: ['problems'] },
)

const refuse = (end: Date, now: Date): ProblemError =>
  new ProblemError('unavailable', {
    detail: `Maintenance until ${end.toISOString()}`,
    headers: { 'retry-after': String(Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1000))) },
  })
