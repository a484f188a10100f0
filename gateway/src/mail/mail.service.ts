import type { Sprache } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Mailtextname, WerteOf } from './texte/index.ts'

/** A mail to send. */
export interface Mailauftrag<N extends Mailtextname> {
  /** Id of an account, whose address is looked up when the mail goes out, or an address. */
  readonly an: string
  readonly text: N
  readonly werte: WerteOf<N>
  /** Without it the language of the account, and both languages for a bare address. */
  readonly sprache?: Sprache
}

/**
 * Queues a mail in the running transaction: it goes out if and only if the transaction is committed, at least once. The
 * caller of the transaction must be named (`inTransaktion`, `alsSystem`).
 */
export const sendMail = async <N extends Mailtextname>(
  trx: Knex,
  { an, text, werte, sprache }: Mailauftrag<N>,
): Promise<void> => {
  const empfaenger = an.includes('@') ? { an } : { konto_id: an }
  await trx('mail').insert({ ...empfaenger, text, werte: JSON.stringify(werte), sprache: sprache ?? null })
  // Wakes the delivery after the commit; without it the mail would wait for the next look, a second at most.
  await trx.raw("select pg_notify('berichtsheft_ausgang', '')")
}
