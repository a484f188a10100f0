import { type Bemerkung, createImport, type Importergebnis, type Lieferergebnis, listAdapter } from '@berichtsheft/core'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { storeLieferung, toErgebnis } from '../lieferung/lieferung.service.ts'
import { checkLieferung } from '../lieferung/lieferung-pruefung.ts'
import { multipartOptions, readParts } from './read-parts.ts'

const maxBemerkungen = 10_000

/** Vendor files that an adapter reads. */
export const importRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  await app.register(multipart, multipartOptions)

  app.route({
    ...listAdapter,
    handler: async () => ({
      adapter: deps.adapters
        .list()
        .map((info) => ({ ...info, faehigkeiten: [...info.faehigkeiten], konfigurationen: [...info.konfigurationen] })),
    }),
  })

  app.route({
    ...createImport,
    handler: async (request) => {
      if (!request.isMultipart())
        throw new ProblemError('unsupported-media-type', { detail: 'Send multipart/form-data with one part per file' })
      const { dateien, kontext } = await readParts(request)
      const { adapter, konfiguration, pruefen } = request.query
      const { lieferungen, bemerkungen } = await deps.adapters.read(adapter, { konfiguration, dateien, kontext })
      const ergebnisse: Lieferergebnis[] = []
      for (const lieferung of lieferungen) {
        const now = deps.now()
        if (pruefen) {
          const checked = checkLieferung(lieferung, now)
          ergebnisse.push(
            toErgebnis(
              'positionen' in checked
                ? checked.positionen
                : checked.heft.nachweise.map(({ fremdId }, i) => ({
                    art: 'ausbildungsnachweis',
                    position: i + 1,
                    fremdId,
                    ergebnis: 'nichtGespeichert',
                    verstoesse: [...(checked.heft.befunde[i] ?? [])],
                  })),
            ),
          )
        } else {
          ergebnisse.push(
            toErgebnis(
              await inTransaktion(deps, request.aufrufer, (trx) =>
                storeLieferung(trx, request.aufrufer, lieferung, now),
              ),
            ),
          )
        }
      }
      return {
        bemerkungen: [...bemerkungen].slice(0, maxBemerkungen) as Bemerkung[],
        lieferungen: ergebnisse,
      } satisfies Importergebnis
    },
  })
}
