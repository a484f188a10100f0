import type { Ereignisart, Zustellung } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Cursor } from '../../seite.ts'

/** Row of the table `zustellung`: one event on its way to one webhook. */
export interface ZustellungRow {
  readonly id: string
  readonly webhook_id: string
  readonly mandant: string
  readonly meldung_id: string
  readonly aggregat_id: string
  readonly folge: number
  readonly status: Zustellung['status']
  readonly versuche: number
  readonly stufe: number
  readonly geordnet: boolean
  readonly letzter_fehler: string | null
  readonly naechster_versuch: Date | null
  readonly aufgeben_am: Date
  readonly beendet_am: Date | null
  readonly erstellt_am: Date
}

/** Row to contract. */
export const toZustellung = (row: ZustellungRow): Zustellung => ({
  id: row.id,
  webhookId: row.webhook_id,
  ereignisId: row.meldung_id,
  status: row.status,
  versuche: row.versuche,
  ...(row.letzter_fehler === null ? {} : { letzterFehler: row.letzter_fehler }),
  ...(row.status === 'offen' && row.naechster_versuch !== null
    ? { naechsterVersuch: row.naechster_versuch.toISOString() }
    : {}),
  erstelltAm: row.erstellt_am.toISOString(),
})

/** Deliveries of a webhook in the order in which they were queued. */
export const listZustellungRows = (
  db: Knex,
  webhookId: string,
  status: Zustellung['status'] | undefined,
  after: Cursor | undefined,
  limit: number,
): Promise<ZustellungRow[]> => {
  const query = db<ZustellungRow>('zustellung').where({ webhook_id: webhookId }).orderBy('id').limit(limit)
  if (status !== undefined) query.where({ status })
  if (after !== undefined) query.where('id', '>', after.id)
  return query
}

/** A delivery of a tenant; `undefined` when it has no such delivery. */
export const findZustellung = (db: Knex, mandant: string, id: string): Promise<ZustellungRow | undefined> =>
  db<ZustellungRow>('zustellung').where({ mandant, id }).first()

/** Makes a delivery due now, outside the order of its aggregate, with the whole schedule before it. */
export const restartZustellung = async (trx: Knex, id: string, now: Date, aufgebenAm: Date): Promise<ZustellungRow> => {
  const [row] = await trx<ZustellungRow>('zustellung')
    .where({ id })
    .update({
      status: 'offen',
      stufe: 0,
      geordnet: false,
      naechster_versuch: now,
      aufgeben_am: aufgebenAm,
      beendet_am: null,
    })
    .returning('*')
  if (!row) throw new Error(`the delivery ${id} vanished`)
  return row
}

/** A delivery that this process has taken, with all that an attempt needs. */
export interface Auftrag {
  readonly id: string
  readonly webhook_id: string
  readonly mandant: string
  readonly url: string
  readonly geheimnis: string
  readonly art: Ereignisart
  readonly objekt_id: string
  readonly meldung_id: string
  readonly zeitpunkt: Date
  readonly token: string
  readonly stufe: number
  readonly aufgeben_am: Date
}

/** How much may be taken. */
export interface Zugriff {
  readonly now: Date
  /** Until when nobody else takes these deliveries; then they count as lost with their process. */
  readonly bis: Date
  /** Deliveries under way in this process, by webhook. */
  readonly laufend: ReadonlyMap<string, number>
  /** Most deliveries under way for one webhook; one that failed lately gets a single one. */
  readonly jeWebhook: number
  readonly anzahl: number
}

/**
 * Takes deliveries that are due: for each active webhook that is not under pause the oldest ones, but of each aggregate
 * only the first that is open, so that a receiver gets the events of an aggregate in order. The attempt is counted at
 * once, because a process that dies may have made it.
 */
export const takeFaellige = async (
  trx: Knex.Transaction,
  { now, bis, laufend, jeWebhook, anzahl }: Zugriff,
): Promise<Auftrag[]> => {
  const { rows } = await trx.raw(
    `with frei as (
       select w.id, w.url, w.geheimnis,
              greatest(0, case when w.fehlschlaege > 0 then 1 else :jeWebhook::integer end - coalesce(l.anzahl, 0)) as plaetze
         from webhook w left join unnest(:ids::uuid[], :anzahlen::integer[]) l (id, anzahl) on l.id = w.id
        where w.status = 'aktiv' and (w.pause_bis is null or w.pause_bis <= :now)
     ), auswahl as (
       select z.id, f.url, f.geheimnis
         from frei f cross join lateral (
           select z.id, z.naechster_versuch
             from zustellung z
            where z.webhook_id = f.id and z.status = 'offen' and z.naechster_versuch <= :now
              and (not z.geordnet or not exists (
                select from zustellung v
                 where v.webhook_id = z.webhook_id and v.aggregat_id = z.aggregat_id and v.status = 'offen' and v.geordnet and v.folge < z.folge))
            order by z.naechster_versuch, z.id
            limit f.plaetze
              for update skip locked) z
        order by z.naechster_versuch
        limit :anzahl
     )
     update zustellung z
        set versuche = z.versuche + 1, stufe = z.stufe + 1, naechster_versuch = :bis
       from auswahl a, meldung m
      where z.id = a.id and m.mandant = z.mandant and m.folge = z.folge
     returning z.id, z.webhook_id, z.mandant, z.meldung_id, z.stufe, z.aufgeben_am, a.url, a.geheimnis, m.art, m.objekt_id, m.zeitpunkt, m.token`,
    { now, bis, jeWebhook, anzahl, ids: [...laufend.keys()], anzahlen: [...laufend.values()] },
  )
  return rows
}

/** Ends a delivery; one that was ended in the meantime stays as it is. */
export const endZustellung = async (
  trx: Knex,
  id: string,
  status: 'zugestellt' | 'unzustellbar',
  fehler: string | null,
  now: Date,
): Promise<void> => {
  await trx('zustellung')
    .where({ id, status: 'offen' })
    .update({ status, letzter_fehler: fehler, naechster_versuch: null, beendet_am: now })
}

/** Puts a delivery back until its next attempt. */
export const postponeZustellung = async (trx: Knex, id: string, fehler: string, naechster: Date): Promise<void> => {
  await trx('zustellung')
    .where({ id, status: 'offen' })
    .update({ letzter_fehler: fehler, naechster_versuch: naechster })
}

/** Takes an attempt that was broken off out of the schedule: the delivery is due as it was before. */
export const returnZustellung = async (trx: Knex, id: string, now: Date): Promise<void> => {
  await trx('zustellung').where({ id, status: 'offen' }).update({ naechster_versuch: now }).decrement('stufe', 1)
}

/** Gives up all open deliveries of a webhook; answers how many. */
export const giveUpAll = (trx: Knex, webhookId: string, fehler: string, now: Date): Promise<number> =>
  trx('zustellung')
    .where({ webhook_id: webhookId, status: 'offen' })
    .update({ status: 'unzustellbar', letzter_fehler: fehler, naechster_versuch: null, beendet_am: now })

/** Notes a success of the webhook; does not touch the row when all was well before. */
export const clearStoerung = async (trx: Knex, webhookId: string): Promise<void> => {
  await trx('webhook')
    .where({ id: webhookId })
    .where('fehlschlaege', '>', 0)
    .update({ fehlschlaege: 0, pause_bis: null })
}

/** Counts a failure of the webhook; answers how many there are in a row. */
export const countFehlschlag = async (trx: Knex, webhookId: string): Promise<number> => {
  const [row] = await trx('webhook').where({ id: webhookId }).increment('fehlschlaege', 1).returning('fehlschlaege')
  return row?.fehlschlaege ?? 0
}

/** Leaves a webhook alone until then; a longer pause stays. */
export const pauseWebhook = async (trx: Knex, webhookId: string, bis: Date): Promise<void> => {
  await trx('webhook')
    .where({ id: webhookId })
    .update({ pause_bis: trx.raw('greatest(pause_bis, ?::timestamptz)', [bis]) })
}
