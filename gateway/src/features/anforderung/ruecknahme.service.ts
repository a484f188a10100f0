import type { CreateWiderruf } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import { closeKammerexporte } from '../export/ablage.service.ts'
import { endFreigabe, lockFreigabeMitAnforderung } from '../freigabe/freigabe.service.ts'
import { type AnforderungRow, geleseneAnforderung, lockAnforderung } from './anforderung.queries.ts'
import { moveAnforderung, urheberOf, withHeftnamen } from './anforderung.service.ts'

/** What the company reads about a release that ended with its request. */
const grundDesEndes = 'Die Kammer hat ihre Anforderung zurückgezogen.'

/**
 * Withdraws a request. A release that answered it has lost its purpose and ends with it, so the chamber sees nothing of
 * the book any more.
 *
 * @param expected version that the caller saw (If-Match), if it said so
 * @throws ProblemError not-found, precondition-failed, conflict when the request has ended
 */
export const withdrawAnforderung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  { grund, durch }: CreateWiderruf,
  expected: number | undefined,
  now: Date,
): Promise<AnforderungRow> => {
  const row = await lockAnforderung(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Anforderung ${id}` })
  await checkStand(expected, row.version, async () => {
    const [named = row] = await withHeftnamen(trx, aufrufer, [row], now)
    return geleseneAnforderung(named)
  })
  const urheber = urheberOf(aufrufer, now)
  const moved = await moveAnforderung(trx, row, 'zurueckgezogen', urheber, {
    ...(grund === undefined ? {} : { ruecknahmegrund: grund }),
    ...(durch === undefined ? {} : { zurueckgezogen_durch: durch }),
  })
  const locked = row.freigabe_id === null ? undefined : await lockFreigabeMitAnforderung(trx, row.freigabe_id)
  if (locked?.freigabe.status === 'erteilt') {
    await endFreigabe(trx, locked, { status: 'widerrufen', grund: grundDesEndes }, urheber)
    await kurzAlsSystem(trx, aufrufer, now, () => closeKammerexporte(trx, locked.freigabe, now))
  }
  return moved
}
