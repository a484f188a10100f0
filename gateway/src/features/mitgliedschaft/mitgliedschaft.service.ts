import type { Mitglied, Mitgliedschaft } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { endRollen, lockVergebene, type RolleRow, releaseZugewiesene } from '../rolle/rolle.service.ts'
import { findMitglied, findMitgliedschaft, lockMitgliedschaft } from './mitgliedschaft.queries.ts'
import { checkAdministratorBleibt, lockBereiche } from './sperre.service.ts'
import {
  appendMitgliedsereignis,
  appendMitgliedsereignisse,
  type Mitgliedsereignis,
} from './unternehmensereignis.service.ts'

export { lockMitgliedschaft } from './mitgliedschaft.queries.ts'

/** Who becomes a member of what. */
export interface Aufnahme {
  readonly unternehmenId: string
  readonly kontoId: string
  /** The account that admits, or `system`. */
  readonly durch: string
  /** The invitation or request that it answers, and the account that made that. */
  readonly auf?: { readonly vorgang: string; readonly konto: string }
}

/**
 * Makes a person a member, or a member again, and appends the step to the chain of the company. Nothing happens to one who
 * is. The caller's transaction must see the company.
 */
export const admitMitglied = async (
  trx: Knex.Transaction,
  { unternehmenId, kontoId, durch, auf }: Aufnahme,
  now: Date,
): Promise<void> => {
  const { rows } = await trx.raw(
    `insert into mitgliedschaft as m (unternehmen_id, konto_id, status, version, erstellt_am, geaendert_am)
     values (:unternehmenId, :kontoId, 'aktiv', 1, :now, :now)
     on conflict (unternehmen_id, konto_id) do update
       set status = 'aktiv', version = m.version + 1, erstellt_am = :now, geaendert_am = :now where m.status = 'entfernt'
     returning konto_id`,
    { unternehmenId, kontoId, now },
  )
  if (rows.length === 0) return
  await appendMitgliedsereignis(trx, {
    aggregatId: unternehmenId,
    art: 'mitglied.aufgenommen',
    objektId: kontoId,
    durch,
    zeitpunkt: now,
    ...(auf === undefined ? {} : { daten: { vorgang: auf.vorgang, auf: auf.konto } }),
  })
}

/**
 * Ends a membership that is locked with all roles in the company, takes back the open requests of the person and gives
 * back those that it had taken as an administrator. Call it as the gateway itself, under the lock of the company.
 *
 * @throws ProblemError conflict when the person is the last administrator
 */
const endMitgliedschaft = async (
  trx: Knex.Transaction,
  { unternehmenId, kontoId, durch }: Omit<Aufnahme, 'auf'>,
  now: Date,
): Promise<Mitgliedsereignis[]> => {
  const rollen = await lockVergebene(trx, { unternehmenId }, { konto_id: kontoId })
  if (rollen.some(({ rolle, vertritt }) => rolle === 'unternehmensadministrator' && vertritt === null))
    await checkAdministratorBleibt(trx, unternehmenId, kontoId)
  await trx('mitgliedschaft')
    .where({ unternehmen_id: unternehmenId, konto_id: kontoId })
    .update({ status: 'entfernt', version: trx.raw('version + 1'), geaendert_am: now })
  const zurueckgezogen = await trx('mitgliedsanfrage')
    .where({ unternehmen_id: unternehmenId, konto_id: kontoId })
    .whereIn('status', ['offen', 'inBearbeitung'])
    .update({ status: 'zurueckgezogen', version: trx.raw('version + 1'), geaendert_am: now })
    .returning<{ id: string }[]>('id')
  const zurueckgegeben = await releaseZugewiesene(trx, unternehmenId, kontoId, now)
  return [
    ...(await endRollen(trx, rollen, durch, now)),
    ...zurueckgegeben,
    ...zurueckgezogen.map(
      ({ id }): Mitgliedsereignis => ({
        aggregatId: unternehmenId,
        art: 'anfrage.zurueckgezogen',
        objektId: id,
        durch: 'system',
        zeitpunkt: now,
      }),
    ),
    {
      aggregatId: unternehmenId,
      art: durch === kontoId ? 'mitglied.ausgetreten' : 'mitglied.entfernt',
      objektId: kontoId,
      durch,
      zeitpunkt: now,
    },
  ]
}

/**
 * Removes a member (MI-34). Call it under the lock of the company.
 *
 * @throws ProblemError not-found, conflict for the last administrator (MI-35)
 */
export const removeMember = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  kontoId: string,
  now: Date,
): Promise<Mitglied> => {
  const row = await lockMitgliedschaft(trx, unternehmenId, kontoId)
  if (row?.status !== 'aktiv') throw new ProblemError('not-found', { detail: `Mitglied ${kontoId}` })
  const ereignisse = await endMitgliedschaft(trx, { unternehmenId, kontoId, durch: aufrufer.clientId }, now)
  await appendMitgliedsereignisse(trx, ereignisse)
  const unternehmen: { name: string } | undefined = await trx('unternehmen').where({ id: unternehmenId }).first('name')
  if (kontoId !== aufrufer.clientId && unternehmen !== undefined)
    await sendMail(trx, { an: kontoId, text: 'mitgliedEntfernt', werte: { unternehmen: unternehmen.name } })
  const mitglied = await findMitglied(trx, unternehmenId, kontoId)
  if (mitglied === undefined) throw new Error('a removed member cannot be read by the company')
  return mitglied
}

/**
 * Leaves a company. Call it under the lock of the company.
 *
 * @throws ProblemError not-found, conflict for the last administrator (MI-35)
 */
export const leave = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  now: Date,
): Promise<Mitgliedschaft> => {
  const kontoId = aufrufer.clientId
  const row = await lockMitgliedschaft(trx, unternehmenId, kontoId)
  const mitgliedschaft = row?.status === 'aktiv' ? await findMitgliedschaft(trx, kontoId, unternehmenId) : undefined
  if (mitgliedschaft === undefined) throw new ProblemError('not-found', { detail: `Unternehmen ${unternehmenId}` })
  await kurzAlsSystem(trx, aufrufer, now, async () =>
    appendMitgliedsereignisse(trx, await endMitgliedschaft(trx, { unternehmenId, kontoId, durch: kontoId }, now)),
  )
  return { ...mitgliedschaft, status: 'entfernt', rollen: [], geaendertAm: now.toISOString() }
}

/**
 * Ends everything that a person belongs to, for an account that is deleted: memberships, roles in companies, at chambers
 * and for the operator, open invitations that it accepted; what it wrote is erased. Call it as the gateway itself and before the account's row is
 * locked, because it takes the locks of the companies.
 *
 * @throws ProblemError conflict while the person is the last administrator of a company (MI-56)
 */
export const endAllMitgliedschaften = async (trx: Knex.Transaction, kontoId: string, now: Date): Promise<void> => {
  const eigene = () =>
    trx('mitgliedschaft').where({ konto_id: kontoId, status: 'aktiv' }).select<MitgliedschaftId[]>('unternehmen_id')
  const ids = (await eigene()).map(({ unternehmen_id }) => unternehmen_id)
  await lockBereiche(trx, ids)
  const ereignisse: Mitgliedsereignis[] = []
  for (const unternehmenId of [...ids].sort()) {
    await lockMitgliedschaft(trx, unternehmenId, kontoId)
    ereignisse.push(...(await endMitgliedschaft(trx, { unternehmenId, kontoId, durch: kontoId }, now)))
  }
  const uebrige = await trx('rollenzuweisung')
    .where({ konto_id: kontoId, entzogen_am: null })
    .orderBy('id')
    .forUpdate()
    .select<RolleRow[]>('*')
  ereignisse.push(...(await endRollen(trx, uebrige, kontoId, now)))
  const anfragen = await trx('mitgliedsanfrage')
    .where({ konto_id: kontoId })
    .whereIn('status', ['offen', 'inBearbeitung'])
    .update({ status: 'zurueckgezogen', version: trx.raw('version + 1'), geaendert_am: now })
    .returning<Vorgang[]>(['id', 'unternehmen_id'])
  const einladungen = await trx('einladung')
    .where({ konto_id: kontoId, status: 'angenommen' })
    .update({ status: 'zurueckgezogen', version: trx.raw('version + 1'), geaendert_am: now })
    .returning<Vorgang[]>(['id', 'unternehmen_id'])
  // What the person wrote, and the address that was invited, go with the account.
  await trx('mitgliedsanfrage').where({ konto_id: kontoId }).update({ nachricht: null })
  await trx('einladung')
    .where({ konto_id: kontoId })
    .update({ email: `${kontoId}@geloescht.invalid` })
  await appendMitgliedsereignisse(trx, [
    ...ereignisse,
    ...anfragen.map((row) => toRuecknahme('anfrage.zurueckgezogen', row, now)),
    ...einladungen.map((row) => toRuecknahme('einladung.zurueckgezogen', row, now)),
  ])
}

interface MitgliedschaftId {
  readonly unternehmen_id: string
}
interface Vorgang extends MitgliedschaftId {
  readonly id: string
}

const toRuecknahme = (
  art: 'anfrage.zurueckgezogen' | 'einladung.zurueckgezogen',
  { id, unternehmen_id }: Vorgang,
  now: Date,
): Mitgliedsereignis => ({ aggregatId: unternehmen_id, art, objektId: id, durch: 'system', zeitpunkt: now })
