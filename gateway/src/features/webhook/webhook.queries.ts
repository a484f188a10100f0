import type { Webhook } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** Row of the table `webhook`. */
export interface WebhookRow {
  readonly id: string
  readonly mandant: string
  readonly url: string
  /** Wrapped secret. */
  readonly geheimnis: string
  readonly status: 'aktiv' | 'abgeschaltet'
  readonly erstellt_am: Date
  /** Failed attempts in a row. */
  readonly fehlschlaege: number
  /** Until then no attempt is made. */
  readonly pause_bis: Date | null
}

/** Row to contract, without the secret. */
export const toWebhook = (row: WebhookRow): Webhook => ({
  id: row.id,
  url: row.url,
  status: row.status,
  erstelltAm: row.erstellt_am.toISOString(),
})

/** Most entries of the list; active ones are limited, the others are removed after a while. */
const listed = 200

/** Webhooks of a tenant, oldest first. */
export const listWebhookRows = (db: Knex, mandant: string): Promise<WebhookRow[]> =>
  db<WebhookRow>('webhook').where({ mandant }).orderBy(['erstellt_am', 'id']).limit(listed)

/** A webhook of a tenant; `undefined` when it has no such webhook. */
export const findWebhook = (db: Knex, mandant: string, id: string): Promise<WebhookRow | undefined> =>
  db<WebhookRow>('webhook').where({ mandant, id }).first()

/** Active webhooks of some tenants. */
export const listActiveWebhooks = (
  db: Knex,
  mandanten: readonly string[],
): Promise<Pick<WebhookRow, 'id' | 'mandant'>[]> =>
  db<WebhookRow>('webhook')
    .whereIn('mandant', mandanten)
    .where({ status: 'aktiv' })
    .orderBy('id')
    .select('id', 'mandant')

export const countActiveWebhooks = async (db: Knex, mandant: string): Promise<number> => {
  const [row] = await db('webhook').where({ mandant, status: 'aktiv' }).count({ anzahl: '*' })
  return Number(row?.anzahl ?? 0)
}

export const insertWebhook = async (
  db: Knex,
  row: Pick<WebhookRow, 'id' | 'mandant' | 'url' | 'geheimnis' | 'erstellt_am'>,
): Promise<void> => {
  await db('webhook').insert({ ...row, status: 'aktiv' })
}

/** Switches a webhook off; its row is locked from here on. */
export const switchOff = async (db: Knex, id: string): Promise<void> => {
  await db('webhook').where({ id }).update({ status: 'abgeschaltet' })
}

/** Ends the pause of an active webhook and locks its row; answers whether it is active. */
export const endPause = async (db: Knex, id: string): Promise<boolean> => {
  const changed = await db('webhook').where({ id, status: 'aktiv' }).update({ pause_bis: null })
  return changed > 0
}
