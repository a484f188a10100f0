import { canonicalize } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** An event of a contract: who, what, when, and ids, codes and hashes; never names, dates of birth or reasons. */
export interface Vertragsereignis {
  readonly vertragId: string
  /** `vertrag.` and the step. */
  readonly art: `vertrag.${string}`
  /** The account or machine client that did it, the party that confirmed, or `system`. */
  readonly durch: string
  readonly zeitpunkt: Date
  readonly daten?: Readonly<Record<string, string>>
}

/** Appends an event to the chain of the contract, in the running transaction; take the lock of the contract first. */
export const appendVertragsereignis = async (
  trx: Knex,
  { vertragId, zeitpunkt, ...rest }: Vertragsereignis,
): Promise<void> => {
  const inhalt = { ...rest, objekt: vertragId, zeitpunkt: zeitpunkt.toISOString() }
  await trx.raw('select ereignis_anhaengen(?, ?)', [vertragId, canonicalize(inhalt)])
}
