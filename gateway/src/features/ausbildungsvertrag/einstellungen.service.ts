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

interface EinstellungRow {
  readonly knr: string
  readonly vier_augen: boolean
  readonly unterschrift_noetig: boolean
  readonly antragsfrist_wochen: number
}

/** How chambers deal with contracts, by their numbers. The transaction must be one of the gateway itself, or of the chamber. */
export const listVertragseinstellungen = async (
  db: Knex,
  knrs: readonly string[],
): Promise<(knr: string | undefined) => Vertragseinstellungen> => {
  const rows: EinstellungRow[] =
    knrs.length === 0 ? [] : await db('vertragseinstellung').whereIn('knr', [...new Set(knrs)])
  const known = new Map(
    rows.map(({ knr, vier_augen, unterschrift_noetig, antragsfrist_wochen }) => [
      knr,
      { vierAugen: vier_augen, unterschriftNoetig: unterschrift_noetig, antragsfristWochen: antragsfrist_wochen },
    ]),
  )
  return (knr) => (knr === undefined ? undefined : known.get(knr)) ?? standard
}

/** How a chamber deals with contracts. The transaction must be one of the chamber or of the gateway itself. */
export const findVertragseinstellungen = async (db: Knex, knr: string | undefined): Promise<Vertragseinstellungen> =>
  (await listVertragseinstellungen(db, knr === undefined ? [] : [knr]))(knr)

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
