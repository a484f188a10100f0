import { type Operationsname, type Recht, rechte } from '@berichtsheft/core'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Zugriffsbuch } from '../features/zugriff/zugriffsbuch.ts'
import { isId } from '../ids.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Ids of what a list has answered with, for the log of accesses. */
    gelesen: string[] | undefined
  }
}

/** Ids of one entry; a stream of a whole district makes several. */
const idsPerEntry = 1_000

/**
 * Notes who read whose data (DSGVO Art. 5 Abs. 2, Art. 32): every call of a chamber or a person to an operation that the
 * permission table marks, granted or refused. A vendor's system reads its own books, which it keeps itself.
 */
export const accessLogPlugin = fp<{ zugriffsbuch: Zugriffsbuch; now: () => Date }>(
  async (app, { zugriffsbuch, now }) => {
    app.decorateRequest('gelesen')
    app.addHook('onClose', () => zugriffsbuch.close())
    app.addHook('onRoute', (route) => {
      const operation = (route.schema as { operationId?: string } | undefined)?.operationId
      const recht: Recht | 'oeffentlich' | undefined = rechte[operation as Operationsname]
      if (operation === undefined || recht === undefined || recht === 'oeffentlich' || !recht.protokolliert) return
      route.onResponse = [
        ...[route.onResponse ?? []].flat(),
        (request, reply, done) => {
          const { aufrufer } = request
          if (aufrufer !== undefined && aufrufer.art !== 'anbieter') {
            const ids = idsOf(request)
            for (let i = 0; i === 0 || i < ids.length; i += idsPerEntry)
              zugriffsbuch.note({
                zeitpunkt: now().toISOString(),
                wer: aufrufer.clientId,
                mandant: aufrufer.mandant,
                vorgang: operation,
                status: reply.statusCode,
                objekte: ids.slice(i, i + idsPerEntry),
              })
          }
          done()
        },
      ]
    })
  },
  { name: 'access-log' },
)

/** What was asked for by name, and what a list answered with. */
const idsOf = ({ params, query, gelesen = [] }: FastifyRequest): string[] => {
  const { id } = params as { id?: string }
  const { berichtsheftId } = query as { berichtsheftId?: string }
  return [...(id === undefined ? [] : [id]), ...(berichtsheftId === undefined ? gelesen : [berichtsheftId])].filter(
    isId,
  )
}
