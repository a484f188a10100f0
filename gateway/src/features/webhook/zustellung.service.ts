import type { Knex } from 'knex'
import { createId } from '../../ids.ts'
import { ProblemError } from '../../problem-error.ts'
import { endPause, listActiveWebhooks } from './webhook.queries.ts'
import { aufgabeNach } from './zustellplan.ts'
import { findZustellung, restartZustellung, type ZustellungRow } from './zustellung.queries.ts'

/** An entry in the list of a recipient. */
export interface NeueMeldung {
  readonly mandant: string
  readonly folge: number
  readonly id: string
  readonly aggregat_id: string
}

/** Queues events for every active webhook of their recipients, in the running transaction; answers how many deliveries. */
export const queueZustellungen = async (
  trx: Knex.Transaction,
  meldungen: readonly NeueMeldung[],
  now: Date,
): Promise<number> => {
  const webhooks = await listActiveWebhooks(trx, [...new Set(meldungen.map(({ mandant }) => mandant))])
  const rows = meldungen.flatMap(({ mandant, folge, id, aggregat_id }) =>
    webhooks
      .filter((webhook) => webhook.mandant === mandant)
      .map((webhook) => ({
        id: createId(now),
        webhook_id: webhook.id,
        mandant,
        meldung_id: id,
        aggregat_id,
        folge,
        status: 'offen',
        versuche: 0,
        naechster_versuch: now,
        aufgeben_am: new Date(now.getTime() + aufgabeNach),
        erstellt_am: now,
      })),
  )
  // PostgreSQL takes 65 535 parameters per statement.
  for (let i = 0; i < rows.length; i += 2_000) await trx('zustellung').insert(rows.slice(i, i + 2_000))
  return rows.length
}

/**
 * Delivers an event once more, at once and under the same id, whatever became of it before; the schedule begins anew. It
 * no longer waits for earlier events of its aggregate.
 *
 * @throws ProblemError not-found, or conflict when the webhook is switched off
 */
export const replay = async (trx: Knex.Transaction, mandant: string, id: string, now: Date): Promise<ZustellungRow> => {
  const row = await findZustellung(trx, mandant, id)
  if (!row) throw new ProblemError('not-found', { detail: `Zustellung ${id}` })
  // The webhook before its deliveries, as everywhere, so that nobody waits in a circle.
  if (!(await endPause(trx, row.webhook_id)))
    throw new ProblemError('conflict', { detail: 'The webhook is switched off' })
  const restarted = await restartZustellung(trx, id, now, new Date(now.getTime() + aufgabeNach))
  await trx.raw("select pg_notify('berichtsheft_ausgang', '')")
  return restarted
}
