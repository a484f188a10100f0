import { type CreatePruefergebnis, canonicalize, type Verstoss } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { lockAnforderung } from '../anforderung/anforderung.queries.ts'
import { moveAnforderung, stateAllows, urheberOf } from '../anforderung/anforderung.service.ts'
import { befund, refuse } from '../anforderung/vorgangsbefund.ts'
import {
  findUebermittelteNachweise,
  lockUebermittlung,
  toPruefergebnis,
  type UebermittlungRow,
} from './uebermittlung.queries.ts'
import { appendUebermittlungEreignis, getUebermittlungRow } from './uebermittlung.service.ts'

const checkPruefergebnis = (
  { entscheidung, beanstandungen = [], nachfrist }: CreatePruefergebnis,
  nachweise: ReadonlySet<string>,
  heute: string,
): Verstoss[] => {
  if (entscheidung === 'angenommen') {
    const faulty = beanstandungen.length > 0 ? '/beanstandungen' : nachfrist === undefined ? undefined : '/nachfrist'
    return faulty === undefined ? [] : [befund('angenommenMitBeanstandung', faulty)]
  }
  return [
    ...(beanstandungen.length === 0 ? [befund('beanstandungFehlt', '/beanstandungen')] : []),
    ...beanstandungen.flatMap(({ nachweisId, text }, i) => [
      ...(text.trim() === '' ? [befund('beanstandungLeer', `/beanstandungen/${i}/text`)] : []),
      ...(nachweisId === undefined || nachweise.has(nachweisId)
        ? []
        : [befund('nachweisFremd', `/beanstandungen/${i}/nachweisId`)]),
    ]),
    ...(nachfrist !== undefined && nachfrist <= heute ? [befund('nachfristVorbei', '/nachfrist', heute)] : []),
  ]
}

/**
 * Stores what a chamber decided about a transfer, once, and moves its request to `geprueft`. A decision carries no grades
 * (AN-029).
 *
 * @throws ProblemError not-found, rule-violated, conflict when the transfer is decided or its request has ended
 */
export const decideUebermittlung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  eingabe: CreatePruefergebnis,
  now: Date,
): Promise<UebermittlungRow> => {
  const { uebermittlungId, beanstandungen = [] } = eingabe
  const found = await getUebermittlungRow(trx, uebermittlungId)
  const named = beanstandungen.flatMap(({ nachweisId }) => (nachweisId === undefined ? [] : [nachweisId]))
  const nachweise =
    named.length === 0
      ? new Set<string>()
      : await kurzAlsSystem(trx, aufrufer, now, () => findUebermittelteNachweise(trx, found, named))
  refuse(checkPruefergebnis(eingabe, nachweise, heuteOf(now)))
  const anforderung = found.anforderung_id === null ? undefined : await lockAnforderung(trx, found.anforderung_id)
  const row = await lockUebermittlung(trx, uebermittlungId)
  if (!row) throw new Error('a transfer vanished inside a transaction')
  if (row.pruefergebnis !== null)
    throw new ProblemError('conflict', { detail: 'The transfer has been decided already' })
  const urheber = urheberOf(aufrufer, now)
  if (anforderung) stateAllows(anforderung, 'geprueft', urheber)
  const pruefergebnis = canonicalize(toPruefergebnis(eingabe, now.toISOString()))
  await trx('uebermittlung').where({ id: row.id }).update({ pruefergebnis, geaendert_am: now })
  const daten = { entscheidung: eingabe.entscheidung }
  if (anforderung) await moveAnforderung(trx, anforderung, 'geprueft', urheber, {}, { ...daten, uebermittlung: row.id })
  else await appendUebermittlungEreignis(trx, row, 'uebermittlung.geprueft', aufrufer.clientId, now, daten)
  return { ...row, pruefergebnis, geaendert_am: now }
}
