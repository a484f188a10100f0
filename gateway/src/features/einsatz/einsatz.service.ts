import {
  addMonate,
  addTage,
  type CreateEinsatz,
  type Einsatz,
  type EinsatzlueckeFilter,
  type Einsatzluecken,
  einsatzstatusOf,
  findUeberschneidung,
  listLuecken,
  type Planzeit,
  type UpdateEinsatz,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand, type Gelesen } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { findHeftrolle } from '../beteiligung/beteiligung.queries.ts'
import { einUnternehmenOf, refuseHeft } from '../beteiligung/heftbefund.service.ts'
import { appendMitgliedsereignis } from '../mitgliedschaft/unternehmensereignis.service.ts'
import { type EinsatzRow, listPlan, lockEinsatz, readEinsatz } from './einsatz.queries.ts'

/** The Ausbildungsbeauftragter is a member who holds that role himself; days are in order. */
const checkEinsatz = async (
  trx: Knex,
  unternehmenId: string,
  { kontoId, von, bis }: Pick<CreateEinsatz, 'kontoId' | 'von' | 'bis'>,
): Promise<void> => {
  const rolle = await findHeftrolle(trx, unternehmenId, kontoId, 'ausbildungsbeauftragter')
  if (rolle === undefined) throw new ProblemError('not-found', { detail: `There is no such person here: ${kontoId}` })
  if (!rolle.hat) refuseHeft('rolleFehlt', '/kontoId')
  if (bis < von) refuseHeft('bisVorVon', '/bis')
}

/** @throws ProblemError conflict when another assignment of the apprentice lies in the days */
const checkFrei = async (trx: Knex, heftId: string, zeit: Planzeit, ohneId?: string): Promise<void> => {
  const plan = (await listPlan(trx, heftId, zeit)).filter(({ id }) => id !== ohneId)
  const andere = findUeberschneidung(zeit, plan)
  if (andere !== undefined)
    throw new ProblemError('conflict', {
      detail: `The apprentice is assigned from ${andere.von} to ${andere.bis} already (${andere.id}); parallel assignments have to be allowed`,
    })
}

const append = (
  trx: Knex,
  { clientId }: Angemeldeter,
  art: 'einsatz.geplant' | 'einsatz.geaendert' | 'einsatz.beendet',
  {
    id,
    unternehmen_id,
    konto_id,
    berichtsheft_id,
  }: Pick<EinsatzRow, 'id' | 'unternehmen_id' | 'konto_id' | 'berichtsheft_id'>,
  now: Date,
): Promise<void> =>
  appendMitgliedsereignis(trx, {
    aggregatId: unternehmen_id,
    art,
    objektId: id,
    durch: clientId,
    zeitpunkt: now,
    daten: { konto: konto_id, heft: berichtsheft_id },
  })

/**
 * Assigns an apprentice (BH-22). Call it under the lock of the company: of two who plan the same days the second finds the
 * assignment of the first.
 *
 * @throws ProblemError not-found, rule-violated, conflict
 */
export const planEinsatz = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  eingabe: CreateEinsatz,
  now: Date,
): Promise<Gelesen<Einsatz>> => {
  const { berichtsheftId, kontoId, von, bis, abteilung, abschnitt, parallel = false } = eingabe
  const unternehmenId = einUnternehmenOf(aufrufer)
  const heft = await findBerichtsheft(trx, berichtsheftId)
  if (heft === undefined) throw new ProblemError('not-found', { detail: `Berichtsheft ${berichtsheftId}` })
  await checkEinsatz(trx, unternehmenId, eingabe)
  await checkFrei(trx, berichtsheftId, { von, bis, parallel })
  const row = {
    id: createId(now),
    unternehmen_id: unternehmenId,
    berichtsheft_id: berichtsheftId,
    konto_id: kontoId,
    von,
    bis,
    abteilung,
    abschnitt: abschnitt ?? null,
    parallel,
    version: 1,
    geplant_von: aufrufer.clientId,
    erstellt_am: now,
    geaendert_am: now,
  }
  await trx('einsatz').insert(row)
  if (kontoId !== aufrufer.clientId)
    await sendMail(trx, { an: kontoId, text: 'einsatzGeplant', werte: { azubi: heft.azubi, von, bis, abteilung } })
  await append(trx, aufrufer, 'einsatz.geplant', row, now)
  return readEinsatz(trx, aufrufer, row.id, heuteOf(now))
}

const requireEinsatz = async (
  trx: Knex,
  aufrufer: Angemeldeter,
  id: string,
  heute: string,
): Promise<{ readonly row: EinsatzRow; readonly status: Einsatz['status'] }> => {
  const row = await lockEinsatz(trx, aufrufer, id)
  if (row === undefined) throw new ProblemError('not-found', { detail: `Einsatz ${id}` })
  return { row, status: einsatzstatusOf({ von: row.von, bis: row.bis, abgesagt: row.abgesagt_am !== null }, heute) }
}

/**
 * Changes an assignment that was not called off. Call it under the lock of the company.
 *
 * @throws ProblemError not-found, precondition-failed, rule-violated, conflict
 */
export const changeEinsatz = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  aenderung: UpdateEinsatz,
  expected: number,
  now: Date,
): Promise<Gelesen<Einsatz>> => {
  const heute = heuteOf(now)
  const { row, status } = await requireEinsatz(trx, aufrufer, id, heute)
  await checkStand(expected, row.version, () => readEinsatz(trx, aufrufer, id, heute))
  if (status === 'abgesagt') throw new ProblemError('conflict', { detail: 'The assignment was called off' })
  if (Object.keys(aenderung).length === 0) refuseHeft('nichtsGeaendert', '')
  const { kontoId = row.konto_id, von = row.von, bis = row.bis, abteilung = row.abteilung } = aenderung
  const { parallel = row.parallel, abschnitt = row.abschnitt } = aenderung
  await checkEinsatz(trx, row.unternehmen_id, { kontoId, von, bis })
  await checkFrei(trx, row.berichtsheft_id, { von, bis, parallel }, id)
  const columns = { konto_id: kontoId, von, bis, abteilung, abschnitt, parallel }
  await trx('einsatz')
    .where({ id })
    .update({ ...columns, version: row.version + 1, geaendert_am: now })
  await append(trx, aufrufer, 'einsatz.geaendert', { ...row, konto_id: kontoId }, now)
  return readEinsatz(trx, aufrufer, id, heute)
}

/**
 * Calls an assignment off that has not begun; a running one ends today. Call it under the lock of the company.
 *
 * @throws ProblemError not-found, conflict when it has ended already
 */
export const endEinsatz = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<Gelesen<Einsatz>> => {
  const heute = heuteOf(now)
  const { row, status } = await requireEinsatz(trx, aufrufer, id, heute)
  if (status === 'abgesagt' || status === 'beendet' || (status === 'laufend' && row.bis === heute))
    throw new ProblemError('conflict', { detail: `The assignment has ended already or ends today (${status})` })
  await trx('einsatz')
    .where({ id })
    .update({
      ...(status === 'geplant' ? { abgesagt_am: now } : { bis: heute }),
      version: row.version + 1,
      geaendert_am: now,
    })
  await append(trx, aufrufer, 'einsatz.beendet', row, now)
  return readEinsatz(trx, aufrufer, id, heute)
}

/** Longest period in which gaps are looked for, in months. */
const laengste = 60

/**
 * The days of an apprentice that nobody is assigned for (BH-22).
 *
 * @throws ProblemError not-found, rule-violated
 */
export const findLuecken = async (
  trx: Knex.Transaction,
  { berichtsheftId, von, bis }: EinsatzlueckeFilter,
): Promise<Einsatzluecken> => {
  if ((await findBerichtsheft(trx, berichtsheftId)) === undefined)
    throw new ProblemError('not-found', { detail: `Berichtsheft ${berichtsheftId}` })
  if (bis < von || bis > addTage(addMonate(von, laengste), -1)) refuseHeft('zeitraumZuLang', '/bis')
  return { luecken: listLuecken({ von, bis }, await listPlan(trx, berichtsheftId, { von, bis })) }
}
