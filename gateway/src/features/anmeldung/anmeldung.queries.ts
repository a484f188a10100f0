import type { Mandantenart } from '@berichtsheft/core'
import type { JWK } from 'jose'
import type { Knex } from 'knex'
import { isId } from '../../ids.ts'

/** A machine client that may sign in. */
export interface ZugangRow {
  readonly client_id: string
  readonly art: Mandantenart
  readonly anbieter_id: string | null
  readonly knr: string | null
  readonly schluessel: JWK
}

/** The client of this id, and whether it may sign in. */
export const findZugang = async (
  db: Knex,
  clientId: string,
): Promise<(ZugangRow & { readonly aktiv: boolean }) | undefined> => {
  const row = await db('zugang')
    .leftJoin('anbieter', 'anbieter.id', 'zugang.anbieter_id')
    .where({ 'zugang.client_id': clientId })
    .first<(ZugangRow & { readonly gesperrt_am: Date | null; readonly status: string | null }) | undefined>(
      'zugang.client_id',
      'zugang.art',
      'zugang.anbieter_id',
      'zugang.knr',
      'zugang.schluessel',
      'zugang.gesperrt_am',
      'anbieter.status',
    )
  if (row === undefined) return undefined
  return { ...row, aktiv: row.gesperrt_am === null && (row.anbieter_id === null || row.status === 'aktiv') }
}

/** The client of this id, unless it is locked or its vendor is not admitted. Any text may be asked for. */
export const findActiveZugang = async (db: Knex, clientId: string): Promise<ZugangRow | undefined> => {
  const zugang = isId(clientId) ? await findZugang(db, clientId) : undefined
  return zugang?.aktiv === true ? zugang : undefined
}

/** Something that the OpenID provider keeps until a time: used assertions, codes, sessions and tokens of people. */
export interface Artefakt {
  /** Name of the provider's model. */
  readonly art: string
  readonly id: string
  readonly inhalt: object
  readonly ablauf: Date
}

/**
 * Keeps something that must not be there yet; what has expired does not count.
 *
 * @returns whether it was new; of two calls at the same time only one is
 */
export const insertArtefakt = async (db: Knex, artefakt: Artefakt, now: Date): Promise<boolean> => {
  const rows = await db('oidc_artefakt')
    .insert({ ...artefakt, inhalt: JSON.stringify(artefakt.inhalt) })
    .onConflict(['art', 'id'])
    .merge(['inhalt', 'ablauf'])
    .where('oidc_artefakt.ablauf', '<=', now)
    .returning('id')
  return rows.length === 1
}

/** Keeps something in place of what was there. */
export const upsertArtefakt = async (db: Knex, artefakt: Artefakt): Promise<void> => {
  await db('oidc_artefakt')
    .insert({ ...artefakt, inhalt: JSON.stringify(artefakt.inhalt) })
    .onConflict(['art', 'id'])
    .merge(['inhalt', 'ablauf'])
}

/** What is kept under this id, or the one whose content has this member; nothing once it has expired. */
export const findArtefakt = async (
  db: Knex,
  art: string,
  key: { readonly id: string } | { readonly member: string; readonly value: string },
  now: Date,
): Promise<Pick<Artefakt, 'id' | 'inhalt'> | undefined> => {
  const query = db('oidc_artefakt').where({ art }).where('ablauf', '>', now)
  const found = 'id' in key ? query.where({ id: key.id }) : query.whereRaw('inhalt ->> ? = ?', [key.member, key.value])
  return found.first<Pick<Artefakt, 'id' | 'inhalt'> | undefined>('id', 'inhalt')
}

/** Marks something as used, at an instant in seconds; answers whether it was not yet. Of two calls at once one is first. */
export const consumeArtefakt = async (db: Knex, art: string, id: string, seconds: number): Promise<boolean> => {
  const count: number = await db('oidc_artefakt')
    .where({ art, id })
    .whereRaw("inhalt ->> 'consumed' is null")
    .update({ inhalt: db.raw("jsonb_set(inhalt, '{consumed}', to_jsonb(?::bigint))", [seconds]) })
  return count === 1
}

export const deleteArtefakt = async (db: Knex, art: string, id: string): Promise<void> => {
  await db('oidc_artefakt').where({ art, id }).delete()
}

/** Removes everything of one kind that one consent opened. */
export const deleteArtefakteOfGrant = async (db: Knex, art: string, grantId: string): Promise<void> => {
  await db('oidc_artefakt').where({ art }).whereRaw("inhalt ->> 'grantId' = ?", [grantId]).delete()
}

/** Removes what has expired; answers how much it was. */
export const deleteExpiredArtefakte = (db: Knex, now: Date): Promise<number> =>
  db('oidc_artefakt').where('ablauf', '<=', now).delete()
