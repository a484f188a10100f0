import type { Datum } from '@berichtsheft/core'
import type { Knex } from 'knex'

/**
 * The last day of a deadline, moved on by the days on which the service rested (BH-25). Only the database counts them, in
 * `frist_mit_wartung`: for this, for instants (`ablauf_mit_wartung`) and for the jobs.
 */
export const fristMitWartung = async (trx: Knex, beginn: Datum, frist: Datum): Promise<Datum> => {
  const { rows } = await trx.raw<{ rows: { frist: Datum }[] }>('select frist_mit_wartung(?, ?) as frist', [
    beginn,
    frist,
  ])
  return rows[0]?.frist ?? frist
}
