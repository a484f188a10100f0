import { canonicalize } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { idOfName } from '../../ids.ts'
import type { Stapelergebnis } from '../../satzstrom.ts'

/** Where the chain of events of a chamber's register begins. */
export const stammdatenketteOf = (knr: string): string => idOfName(`stammdaten:${knr}`)

/** What a batch changed in the register of a chamber; counts only, because the records name people. */
export interface Stammdatenereignis extends Stapelergebnis {
  readonly knr: string
  /** The account or machine client that delivered it. */
  readonly durch: string
  readonly zeitpunkt: Date
}

/** Appends a batch to the chain of the register, in the transaction that stored it; one that changed nothing is no event. */
export const appendStammdatenereignis = async (
  trx: Knex,
  { knr, durch, zeitpunkt, neu, geaendert, unveraendert }: Stammdatenereignis,
): Promise<void> => {
  if (neu + geaendert === 0) return
  const objekt = stammdatenketteOf(knr)
  const inhalt = {
    art: 'stammdaten.geliefert',
    objekt,
    durch,
    zeitpunkt: zeitpunkt.toISOString(),
    daten: { knr, neu: `${neu}`, geaendert: `${geaendert}`, unveraendert: `${unveraendert}` },
  }
  await trx.raw('select ereignis_anhaengen(?, ?)', [objekt, canonicalize(inhalt)])
}
