import { getVertragsnachricht } from '@berichtsheft/core'
import { signNachricht } from '@berichtsheft/core/signatur'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendFinished } from '../../send-finished.ts'
import { readVertragRow } from '../ausbildungsvertrag/vertragsschritt.ts'
import { partnerOf } from './message-frame.ts'
import { buildVertragsnachricht } from './vertragsnachricht-abruf.service.ts'

/** Messages about a contract, as the gateway gives them out. */
export const vertragsnachrichtAbrufRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.route({
    ...getVertragsnachricht,
    handler: async (request, reply) => {
      const { aufrufer, params } = request
      const isJson = /application\/(json|\*)/.test(request.headers.accept ?? '')
      const row = await inTransaktion(deps, aufrufer, (trx) => readVertragRow(trx, aufrufer, params.id))
      const nachricht = buildVertragsnachricht(row, params.nummer, partnerOf(aufrufer))
      if (nachricht === undefined)
        throw new ProblemError('not-found', { detail: `There is no message ${params.nummer} about this contract yet` })
      const { writeNachricht } = await import('@berichtsheft/core/xml')
      const { name, value } = nachricht
      const text = isJson ? JSON.stringify(value) : writeNachricht(name, value)
      const { identifikation } = value.nachrichtenkopf
      const signatur = await signNachricht(
        Buffer.from(text),
        { nachricht: identifikation.nachrichtentyp.name, nachrichtenUUID: identifikation.nachrichtenUUID },
        deps.keyring.signer(),
        Math.floor(deps.now().getTime() / 1000),
      )
      return sendFinished(
        reply
          .header('content-type', isJson ? 'application/json; charset=utf-8' : 'application/xml; charset=utf-8')
          .header('berichtsheft-signatur', signatur)
          .header('vary', 'accept')
          .header('cache-control', 'no-store'),
        text,
      )
    },
  })
}
