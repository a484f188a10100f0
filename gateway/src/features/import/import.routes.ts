import { createHash } from 'node:crypto'
import {
  type Bemerkung,
  canonicalize,
  createImport,
  type Importergebnis,
  type Lieferposition,
  listAdapter,
} from '@berichtsheft/core'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Antwort, idempotenzSchluesselOf, runOnce, sendAntwort } from '../../idempotenz.ts'
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
    handler: async (request, reply) => {
      if (!request.isMultipart())
        throw new ProblemError('unsupported-media-type', { detail: 'Send multipart/form-data with one part per file' })
      const { aufrufer, query } = request
      const schluessel = idempotenzSchluesselOf(request)
      const parts = await readParts(request)
      const { adapter, konfiguration, pruefen } = query
      const { lieferungen, bemerkungen } = await deps.adapters.read(adapter, { konfiguration, ...parts })
      const now = deps.now()
      const toAntwort = (positionen: readonly (readonly Lieferposition[])[]): Antwort => {
        const ergebnis: Importergebnis = {
          bemerkungen: [...bemerkungen].slice(0, maxBemerkungen) as Bemerkung[],
          lieferungen: positionen.map(toErgebnis),
        }
        return { status: 200, koerper: JSON.stringify(ergebnis) }
      }
      if (pruefen)
        return sendAntwort(reply, toAntwort(lieferungen.map((lieferung) => checkOnly(checkLieferung(lieferung, now)))))
      // One transaction for all books of the files, so that the key is good for all of them or for none.
      const antwort = await inTransaktion(deps, aufrufer, (trx) => {
        const store = async (): Promise<Antwort> => {
          const positionen: (readonly Lieferposition[])[] = []
          for (const lieferung of lieferungen) positionen.push(await storeLieferung(trx, aufrufer, lieferung, now))
          return toAntwort(positionen)
        }
        if (schluessel === undefined) return store()
        const koerperHash = hashOf(request.url, parts)
        return runOnce(trx, { mandant: aufrufer.mandant, schluessel, vorgang: 'createImport', koerperHash }, now, store)
      })
      return sendAntwort(reply, antwort)
    },
  })
}

/** The results of a delivery that is checked and not stored. */
const checkOnly = (checked: ReturnType<typeof checkLieferung>): readonly Lieferposition[] =>
  'positionen' in checked
    ? checked.positionen
    : checked.heft.nachweise.map(({ fremdId }, i) => ({
        art: 'ausbildungsnachweis',
        position: i + 1,
        fremdId,
        ergebnis: 'nichtGespeichert',
        verstoesse: [...(checked.heft.befunde[i] ?? [])],
      }))

/** Hash of what an import asks for: the address, the names and bytes of the files in their order, and the head data. */
const hashOf = (url: string, { dateien, kontext }: Awaited<ReturnType<typeof readParts>>): string => {
  const hash = createHash('sha256').update(`${url}\n${canonicalize(kontext ?? null)}\n`)
  for (const { name, inhalt } of dateien) hash.update(`${JSON.stringify(name)} ${inhalt.byteLength}\n`).update(inhalt)
  return hash.digest('hex')
}
