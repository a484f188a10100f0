import {
  defineRegelkonfig,
  type Regelkonfig,
  standardRegelkonfig,
  type Vertragseinstellungen,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** What holds for a chamber that has decided nothing: one clerk registers. */
const standard: Vertragseinstellungen = {
  vierAugen: false,
  unterschriftNoetig: standardRegelkonfig.unterschriftNoetig,
  antragsfristWochen: standardRegelkonfig.antragsfristWochen,
}

/** How a chamber deals with contracts. The transaction must be one of the chamber or of the gateway itself. */
export const findVertragseinstellungen = async (db: Knex, knr: string | undefined): Promise<Vertragseinstellungen> => {
  const row: { vier_augen: boolean; unterschrift_noetig: boolean; antragsfrist_wochen: number } | undefined =
    knr === undefined ? undefined : await db('vertragseinstellung').where({ knr }).first()
  if (row === undefined) return standard
  return {
    vierAugen: row.vier_augen,
    unterschriftNoetig: row.unterschrift_noetig,
    antragsfristWochen: row.antragsfrist_wochen,
  }
}

/** The same as settings of the rules. */
export const toRegelkonfig = ({ unterschriftNoetig, antragsfristWochen }: Vertragseinstellungen): Regelkonfig =>
  defineRegelkonfig({ unterschriftNoetig, antragsfristWochen })

/** Sets how the calling chamber deals with contracts. */
export const storeVertragseinstellungen = async (
  trx: Knex.Transaction,
  { knr = '', clientId }: Angemeldeter,
  { vierAugen, unterschriftNoetig, antragsfristWochen }: Vertragseinstellungen,
  now: Date,
): Promise<Vertragseinstellungen> => {
  await trx('vertragseinstellung')
    .insert({
      knr,
      vier_augen: vierAugen,
      unterschrift_noetig: unterschriftNoetig,
      antragsfrist_wochen: antragsfristWochen,
      geaendert_von: clientId,
      geaendert_am: now,
    })
    .onConflict('knr')
    .merge()
  return findVertragseinstellungen(trx, knr)
}
