import { createHash } from 'node:crypto'
import type { Kontostatus } from '@berichtsheft/core'
import { limits } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** What a challenge is for. */
export type Fragezweck = 'anmeldung' | 'einrichtung'

/** A challenge that an authenticator is to answer. */
export interface Passkeyfrage {
  /** The sign-in or the session that it is made for. */
  readonly vorgang: string
  readonly zweck: Fragezweck
  /** The account that it is made for; without one any passkey may answer. */
  readonly kontoId?: string | undefined
}

const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest()

/** Keeps the hash of a challenge until it has expired. */
export const insertFrage = async (trx: Knex, challenge: string, frage: Passkeyfrage, now: Date): Promise<void> => {
  const { vorgang, zweck, kontoId } = frage
  const ablauf = new Date(now.getTime() + limits.passkeyfrageMinuten * 60_000)
  await trx('passkeyfrage').insert({ hash: hashOf(challenge), vorgang, zweck, konto_id: kontoId ?? null, ablauf })
}

/**
 * Uses a challenge up, whatever becomes of the answer; of two answers at the same time one gets it. A challenge of another
 * sign-in, purpose or account is left to whom it belongs.
 */
export const consumeFrage = async (
  trx: Knex,
  challenge: string,
  { vorgang, zweck, kontoId }: Passkeyfrage,
  now: Date,
): Promise<'gut' | 'frageUnbekannt' | 'frageVerbraucht' | 'frageAbgelaufen'> => {
  const own = { hash: hashOf(challenge), vorgang, zweck, konto_id: kontoId ?? null }
  const row: { ablauf: Date } | undefined = await trx('passkeyfrage').where(own).first('ablauf')
  if (row === undefined) return 'frageUnbekannt'
  if (row.ablauf <= now) return 'frageAbgelaufen'
  const count: number = await trx('passkeyfrage').where(own).whereNull('verbraucht_am').update({ verbraucht_am: now })
  return count === 1 ? 'gut' : 'frageVerbraucht'
}

/** Removes challenges an hour after they have expired; until then their answers are told why they are refused. */
export const deleteExpiredFragen = (trx: Knex, now: Date): Promise<number> =>
  trx('passkeyfrage')
    .where('ablauf', '<=', new Date(now.getTime() - 3_600_000))
    .delete()

/** A passkey with the state of its account. */
export interface PasskeyRow {
  readonly id: string
  readonly konto_id: string
  readonly kennung: string
  /** Public key (COSE, base64url). */
  readonly geheimnis: string
  readonly uebertragungen: string[]
  readonly email: string
  readonly status: Kontostatus
}

/** The passkey of this credential id. */
export const findPasskey = (trx: Knex, kennung: string): Promise<PasskeyRow | undefined> =>
  trx('kontofaktor as f')
    .join('konto as k', 'k.id', 'f.konto_id')
    .where({ 'f.kennung': kennung, 'f.art': 'passkey' })
    .first<PasskeyRow | undefined>(
      'f.id',
      'f.konto_id',
      'f.kennung',
      'f.geheimnis',
      'f.uebertragungen',
      'k.email',
      'k.status',
    )

/** The credential ids of an account, with the ways in which their authenticators are reached. */
export const listKennungen = async (
  trx: Knex,
  kontoId: string,
): Promise<readonly { readonly id: string; readonly transports: string[] }[]> => {
  const rows: Pick<PasskeyRow, 'kennung' | 'uebertragungen'>[] = await trx('kontofaktor')
    .where({ konto_id: kontoId, art: 'passkey' })
    .orderBy('erstellt_am')
    .select('kennung', 'uebertragungen')
  return rows.map(({ kennung, uebertragungen }) => ({ id: kennung, transports: uebertragungen }))
}

/**
 * Notes that a passkey was used. Its counter must have grown, unless its authenticator counts nothing: a copy betrays itself
 * by a counter that stands still or goes back.
 *
 * @returns whether the counter is good
 * @see Web Authentication Level 3, section 6.1.1
 */
export const advanceZaehler = async (trx: Knex, id: string, zaehler: number, now: Date): Promise<boolean> => {
  const count: number = await trx('kontofaktor')
    .where({ id })
    .whereRaw('(zaehler < :zaehler or (zaehler = 0 and :zaehler = 0))', { zaehler })
    .update({ zaehler, benutzt_am: now })
  return count === 1
}
