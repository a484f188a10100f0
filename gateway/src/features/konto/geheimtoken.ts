import { createHash, randomBytes } from 'node:crypto'
import type { Knex } from 'knex'

/** What a mailed link is for. */
export type Tokenzweck = 'bestaetigung' | 'emailWechsel' | 'passwort' | 'entsperrung'

/** What a mailed link brings about once it is opened. */
export interface NeuesToken {
  readonly kontoId: string
  readonly zweck: Tokenzweck
  readonly inhalt?: Readonly<Record<string, unknown>>
  /** Life in milliseconds. */
  readonly dauer: number
}

/** What became of a link that was opened. */
export type Tokenbefund =
  | { readonly art: 'gut'; readonly kontoId: string; readonly inhalt: Readonly<Record<string, unknown>> }
  | {
      readonly art: 'abgelaufen' | 'verbraucht'
      readonly kontoId: string
      readonly inhalt: Readonly<Record<string, unknown>>
    }
  | { readonly art: 'unbekannt' }

// A link rests while the service does.
const ablauf = 'ablauf_mit_wartung(erstellt_am, ablauf)'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * Makes a link's token; only its hash is stored. Earlier ones of the same account and purpose are good no longer, except for
 * registrations: whoever registers a foreign address must not be able to take the links of its owner away.
 */
export const createToken = async (
  trx: Knex,
  { kontoId, zweck, inhalt = {}, dauer }: NeuesToken,
  now: Date,
): Promise<string> => {
  const token = randomBytes(32).toString('base64url')
  if (zweck !== 'bestaetigung') await revokeTokens(trx, kontoId, [zweck], now)
  await trx('kontotoken').insert({
    hash: hashOf(token),
    konto_id: kontoId,
    zweck,
    inhalt: JSON.stringify(inhalt),
    erstellt_am: now,
    ablauf: new Date(now.getTime() + dauer),
  })
  return token
}

/** Uses a token up: of two calls at once only one finds it good. A token of another purpose is unknown. */
export const consumeToken = async (trx: Knex, zweck: Tokenzweck, token: string, now: Date): Promise<Tokenbefund> => {
  const row:
    | { konto_id: string; inhalt: Record<string, unknown>; ablauf: Date; verbraucht_am: Date | null }
    | undefined = await trx('kontotoken')
    .where({ hash: hashOf(token), zweck })
    .forUpdate()
    .first('konto_id', 'inhalt', trx.raw(`${ablauf} as ablauf`), 'verbraucht_am')
  if (row === undefined) return { art: 'unbekannt' }
  const befund = { kontoId: row.konto_id, inhalt: row.inhalt }
  if (row.verbraucht_am !== null) return { art: 'verbraucht', ...befund }
  if (row.ablauf.getTime() <= now.getTime()) return { art: 'abgelaufen', ...befund }
  // What it brought about is stored elsewhere now.
  await trx('kontotoken')
    .where({ hash: hashOf(token) })
    .update({ verbraucht_am: now, inhalt: '{}' })
  return { art: 'gut', ...befund }
}

/** Whether a token would be good now; uses nothing up. For pages that ask before they act. */
export const isGood = async (trx: Knex, zweck: Tokenzweck, token: string, now: Date): Promise<boolean> => {
  const row = await trx('kontotoken')
    .where({ hash: hashOf(token), zweck, verbraucht_am: null })
    .whereRaw(`${ablauf} > ?`, [now])
    .first('konto_id')
  return row !== undefined
}

/** Makes all open tokens of these purposes useless. */
export const revokeTokens = async (
  trx: Knex,
  kontoId: string,
  zwecke: readonly Tokenzweck[],
  now: Date,
): Promise<void> => {
  await trx('kontotoken')
    .where({ konto_id: kontoId, verbraucht_am: null })
    .whereIn('zweck', zwecke)
    .update({ verbraucht_am: now, inhalt: '{}' })
}
