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

/** The text of an event that is chained. */
const textOf = ({ vertragId, zeitpunkt, ...rest }: Vertragsereignis): string =>
  canonicalize({ ...rest, objekt: vertragId, zeitpunkt: zeitpunkt.toISOString() })

/** Appends an event to the chain of the contract, in the running transaction; take the lock of the contract first. */
export const appendVertragsereignis = async (trx: Knex, ereignis: Vertragsereignis): Promise<void> => {
  await trx.raw('select ereignis_anhaengen(?, ?)', [ereignis.vertragId, textOf(ereignis)])
}

/** Begins the chains of new contracts with their first events, in one statement; those of one contract stand together. */
export const beginVertragsereignisse = async (trx: Knex, ereignisse: readonly Vertragsereignis[]): Promise<void> => {
  const vertragIds = ereignisse.map(({ vertragId }) => vertragId)
  await trx.raw('select ereignisse_beginnen(?::uuid[], ?)', [vertragIds, ereignisse.map(textOf).join('\u001e')])
}
