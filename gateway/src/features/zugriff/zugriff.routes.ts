import { listVertragszugriffe, listZugriffe, type Zugriff } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import { inTransaktion, kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { type Listeneintrag, sendListe } from '../../liste.ts'
import { ProblemError } from '../../problem-error.ts'
import { type Cursor, zeitpunktForm } from '../../seite.ts'
import { readVertragRow } from '../ausbildungsvertrag/vertragsschritt.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import type { Zugriffsbuch } from './zugriffsbuch.ts'

interface ZugriffRow {
  readonly id: string
  readonly zeitpunkt: Date
  readonly wer: string
  readonly mandant: string
  readonly vorgang: string
  readonly status: number
}

const toZugriff = ({ zeitpunkt, wer, mandant, vorgang, status }: ZugriffRow): Zugriff => ({
  zeitpunkt: zeitpunkt.toISOString(),
  wer,
  mandant,
  vorgang,
  gewaehrt: status < 400,
})

/** Entries have a running number; a cursor carries it in the place of an id. */
const toCursorId = (id: string): string => `00000000-0000-0000-0000-${Number(id).toString(16).padStart(12, '0')}`

const listZugriffRows = async (
  db: Knex,
  heftId: string,
  after: Cursor | undefined,
  limit: number,
): Promise<readonly Listeneintrag[]> => {
  const query = db('zugriff')
    .select<ZugriffRow[]>('id', 'zeitpunkt', 'wer', 'mandant', 'vorgang', 'status')
    .whereRaw('hefte @> array[?::uuid]', [heftId])
    .orderBy('id')
    .limit(limit)
  if (after) query.where('id', '>', Number.parseInt(after.id.slice(-12), 16))
  return (await query).map((row) => ({
    wert: row.zeitpunkt.toISOString(),
    id: toCursorId(row.id),
    json: JSON.stringify(toZugriff(row)),
  }))
}

/** Who read a book or a contract, for those to whom it belongs. */
export const zugriffRoutes: FastifyPluginAsyncTypebox<Deps & { readonly zugriffsbuch: Zugriffsbuch }> = async (
  app,
  deps,
) => {
  /** Entries about an object, once it is known that the caller may see it; what was read a moment ago is among them. */
  const readZugriffe = async (
    { aufrufer, params }: FastifyRequest & { readonly params: { readonly id: string } },
    ensureSeen: (trx: Knex.Transaction) => Promise<unknown>,
    after: Cursor | undefined,
    limit: number,
  ): Promise<readonly Listeneintrag[]> => {
    await deps.zugriffsbuch.flush()
    return inTransaktion(deps, aufrufer, async (trx) => {
      await ensureSeen(trx)
      return kurzAlsSystem(trx, aufrufer, deps.now(), () => listZugriffRows(trx, params.id, after, limit))
    })
  }

  app.route({
    ...listZugriffe,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          readZugriffe(
            request,
            async (trx) => {
              if (!(await findBerichtsheft(trx, request.params.id)))
                throw new ProblemError('not-found', { detail: `Berichtsheft ${request.params.id}` })
            },
            after,
            limit,
          ),
      }),
  })

  app.route({
    ...listVertragszugriffe,
    handler: (request, reply) =>
      sendListe(request, reply, {
        form: zeitpunktForm,
        read: (after, limit) =>
          readZugriffe(request, (trx) => readVertragRow(trx, request.aufrufer, request.params.id), after, limit),
      }),
  })
}
