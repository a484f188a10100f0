import type { PublicJwk, Schluesselpaar } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import type pg from 'pg'

/** What a key pair signs: access tokens (RS256), or packages, approvals and events (ES256). */
export type Signierzweck = 'token' | 'paket'

/** What a key is for; `cookie` is a secret that signs the cookies of the sign-in and has no public part. */
export type Schluesselzweck = Signierzweck | 'cookie'

/** A key as the database holds it. Of key pairs only the one that signs still has its private part. */
export interface SchluesselRow {
  readonly kid: string
  readonly zweck: Schluesselzweck
  readonly oeffentlich: PublicJwk
  /** Compact JWE; empty once a key pair signs no more. */
  readonly privat: string
  readonly gueltig_von: Date
  /** `null` while the key signs. */
  readonly gueltig_bis: Date | null
}

/** Channel on which PostgreSQL tells every process that the keys have changed. */
export const schluesselChannel = 'berichtsheft_schluessel'

const lockKey = 7_236_114_503

/**
 * Reads all keys, newest first, in one round trip; also over the connection that listens.
 *
 * @param db anything with a `query`: several statements in one message are one transaction to PostgreSQL
 */
export const selectSchluessel = async (db: Pick<pg.ClientBase, 'query'>, now: Date): Promise<SchluesselRow[]> => {
  const results: unknown = await db.query(
    `select system_setzen('${now.toISOString()}');
     select kid, zweck, oeffentlich, privat, gueltig_von, gueltig_bis from schluessel order by gueltig_von desc, kid`,
  )
  const last = Array.isArray(results) ? (results.at(-1) as pg.QueryResult<SchluesselRow>) : undefined
  if (last === undefined) throw new Error('PostgreSQL answered one of two statements')
  return last.rows
}

/** Holds off every other process that wants to change keys until the transaction ends. */
export const lockSchluessel = async (db: Knex): Promise<void> => {
  await db.raw('select pg_advisory_xact_lock(?)', [lockKey])
}

/** Tells every process, once the transaction is committed. */
export const notifySchluessel = async (db: Knex): Promise<void> => {
  await db.raw('select pg_notify(?, ?)', [schluesselChannel, ''])
}

/** The key that signs for a purpose. */
export const findSigning = (db: Knex, zweck: Schluesselzweck): Promise<SchluesselRow | undefined> =>
  db<SchluesselRow>('schluessel').where({ zweck, gueltig_bis: null }).orderBy('gueltig_von', 'desc').first()

export const insertSchluessel = async (
  db: Knex,
  zweck: Signierzweck,
  paar: Schluesselpaar,
  privat: string,
  gueltigVon: Date,
): Promise<void> => {
  await db('schluessel').insert({
    kid: paar.kid,
    zweck,
    oeffentlich: JSON.stringify(paar.publicJwk),
    privat,
    gueltig_von: gueltigVon,
    gueltig_bis: null,
  })
}

/** Keeps a new secret that signs cookies. */
export const insertCookieschluessel = async (
  db: Knex,
  kid: string,
  privat: string,
  gueltigVon: Date,
): Promise<void> => {
  await db('schluessel').insert({
    kid,
    zweck: 'cookie',
    oeffentlich: '{}',
    privat,
    gueltig_von: gueltigVon,
    gueltig_bis: null,
  })
}

/** Ends the signing of all present keys of a purpose; private parts that verify nothing are erased. */
export const endSigning = async (db: Knex, zweck: Schluesselzweck, gueltigBis: Date): Promise<void> => {
  const erased = zweck === 'cookie' ? {} : { privat: '' }
  await db('schluessel')
    .where({ zweck, gueltig_bis: null })
    .update({ gueltig_bis: gueltigBis, ...erased })
}

/** Removes one key; answers what it was for, or `undefined` when there is no such key. */
export const deleteSchluessel = async (
  db: Knex,
  kid: string,
): Promise<Pick<SchluesselRow, 'zweck' | 'gueltig_bis'> | undefined> => {
  const [row] = await db<SchluesselRow>('schluessel').where({ kid }).delete().returning(['zweck', 'gueltig_bis'])
  return row
}

/** Removes keys that verify nothing any more. Keys of packages stay for ever, because packages do. */
export const deleteEndedKeys = async (db: Knex, now: Date): Promise<void> => {
  await db('schluessel').whereIn('zweck', ['token', 'cookie']).where('gueltig_bis', '<', now).delete()
}
