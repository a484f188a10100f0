import { canonicalize, type Ereignisart } from '@berichtsheft/core'
import type { Knex } from 'knex'

/** A state change that the vendor and the chamber are told. */
export interface NeuesEreignis {
  /** Whose chain it belongs to: the request, or the book where there is no request. */
  readonly aggregatId: string
  readonly art: Ereignisart
  /** What changed: request, release or transfer. */
  readonly objektId: string
  readonly knr: string
  readonly anbieterId: string
  readonly berichtsheftId: string
  readonly zeitpunkt: Date
  /** Id of the machine client that caused it, or `system`. */
  readonly durch: string
  /** Further ids, codes and salted hashes by name; they reach the parties inside the token, so never personal data. */
  readonly daten?: Readonly<Record<string, string>>
}

/** The stored form of an event that parties are told. */
export interface Ereignisinhalt {
  readonly art: Ereignisart
  readonly objekt: string
  readonly durch: string
  readonly zeitpunkt: string
  /** The book, or the contract, that it is about. */
  readonly heft?: string
  readonly vertrag?: string
  readonly knr?: string
  readonly anbieter?: string
  readonly unternehmen?: string
  /** Tenants that are told, `anbieter:<id>`, `kammer:<knr>` and `unternehmen:<id>`. */
  readonly empfaenger: readonly string[]
  readonly daten?: Readonly<Record<string, string>>
}

/**
 * Appends an event to the chain of its aggregate and to the outbox, in the running transaction; the dispatcher tells
 * vendor and chamber after the commit. Takes the lock of the chain, so call it once the state itself is locked.
 *
 * @returns its number in the chain, from 1
 * @throws Error when `daten` hold anything but ids, codes and hashes
 */
export const appendEreignis = async (trx: Knex.Transaction, ereignis: NeuesEreignis): Promise<number> => {
  const { aggregatId, art, objektId, knr, anbieterId, berichtsheftId, zeitpunkt, durch, daten } = ereignis
  checkDaten(daten)
  const inhalt: Ereignisinhalt = {
    art,
    objekt: objektId,
    durch,
    zeitpunkt: zeitpunkt.toISOString(),
    heft: berichtsheftId,
    knr,
    anbieter: anbieterId,
    empfaenger: [`anbieter:${anbieterId}`, `kammer:${knr}`],
    ...(daten === undefined ? {} : { daten }),
  }
  const { rows } = await trx.raw('select ereignis_anhaengen(?, ?) as nr', [aggregatId, canonicalize(inhalt)])
  return rows[0].nr
}

/**
 * What no token can carry must not get into the outbox, where it would hold up everything behind it.
 *
 * @throws Error when `daten` hold anything but ids, codes and hashes
 */
export const checkDaten = (daten: Readonly<Record<string, string>> = {}): void => {
  for (const [name, value] of Object.entries(daten)) {
    if (!/^[a-z][A-Za-z0-9]{0,63}$/.test(name) || !/^[!-~]{1,200}$/.test(value)) {
      throw new Error(`an event carries ids, codes and hashes only, and ${name} is none`)
    }
  }
}
