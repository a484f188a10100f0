import { canonicalize } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** What happens to a company; each step is an event in its chain. */
export type Unternehmensvorgang =
  | `unternehmen.${string}`
  | `brief.${'erstellt' | 'gelesen'}`
  | `elster.${string}`
  | `loeschung.${string}`

/** An event of a company: who, what, when, and ids and codes; never names, addresses or reasons. */
export interface Unternehmensereignis {
  readonly unternehmenId: string
  readonly art: Unternehmensvorgang
  /** The account or machine client that did it, or `system`. */
  readonly durch: string
  readonly zeitpunkt: Date
  readonly daten?: Readonly<Record<string, string>>
}

/** Appends an event to the chain of the company, in the running transaction; take the lock of the company first. */
export const appendUnternehmensereignis = async (
  trx: Knex,
  { unternehmenId, art, durch, zeitpunkt, daten }: Unternehmensereignis,
): Promise<void> => {
  const inhalt = {
    art,
    objekt: unternehmenId,
    durch,
    zeitpunkt: zeitpunkt.toISOString(),
    ...(daten === undefined ? {} : { daten }),
  }
  await trx.raw('select ereignis_anhaengen(?, ?)', [unternehmenId, canonicalize(inhalt)])
}
