import { canonicalize } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** What happens to an account. */
export type Kontovorgang =
  | 'konto.angelegt'
  | 'konto.bestaetigt'
  | 'konto.geaendert'
  | 'konto.emailAngefordert'
  | 'konto.emailGeaendert'
  | 'konto.passwortAngefordert'
  | 'konto.passwortGesetzt'
  | 'konto.angemeldet'
  | 'konto.fremdangemeldet'
  | 'konto.sitzungenBeendet'
  | 'konto.faktorEingerichtet'
  | 'konto.faktorErsetzt'
  | 'konto.faktorEntfernt'
  | 'konto.passkeyAbgewiesen'
  | 'konto.notcodeBenutzt'
  | 'konto.notcodesErneuert'
  | 'konto.gesperrt'
  | 'konto.entsperrt'
  | 'konto.geloescht'
  | 'konto.uebernommen'
  | 'konto.rolleUebernommen'

/** An event of an account: who, what, when, and ids and codes; never names or addresses. */
export interface Kontoereignis {
  readonly kontoId: string
  readonly art: Kontovorgang
  /** The account that did it, or `system`. */
  readonly durch: string
  readonly zeitpunkt: Date
  readonly daten?: Readonly<Record<string, string>>
}

/** Appends an event to the chain of the account, in the running transaction; take the lock of the account first. */
export const appendKontoereignis = async (
  trx: Knex,
  { kontoId, art, durch, zeitpunkt, daten }: Kontoereignis,
): Promise<void> => {
  const inhalt = {
    art,
    objekt: kontoId,
    durch,
    zeitpunkt: zeitpunkt.toISOString(),
    ...(daten === undefined ? {} : { daten }),
  }
  await trx.raw('select ereignis_anhaengen(?, ?)', [kontoId, canonicalize(inhalt)])
}
