import {
  type CreateRollenzuweisung,
  checkKammernummer,
  kontextOfRolle,
  maxDatum,
  nameOfKammer,
  type Rolle,
  type Rollenaenderung,
  type Rollenzuweisung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { insertNew } from '../../db/insert-new.ts'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { findKonto, findKontoByEmail, type KontoRow } from '../konto/konto.queries.ts'
import { checkAdministratorBleibt, verwaltungsbereichOf } from '../mitgliedschaft/sperre.service.ts'
import {
  appendMitgliedsereignis,
  appendMitgliedsereignisse,
  type Mitgliedsereignis,
} from '../mitgliedschaft/unternehmensereignis.service.ts'
import { lockRolle, lockVergebene, type Rollenbereich, type RolleRow, readRollenzuweisung } from './rolle.queries.ts'
import { refuseRolle, rollenbefund } from './rollenbefund.service.ts'
import { checkErste, checkGueltigkeit, checkVergebbar, checkVertretung } from './rollenpruefung.service.ts'

export { lockVergebene, type RolleRow, rollenangabenSql, toRollenangaben } from './rolle.queries.ts'
export { refuseRolle, rollenbefund } from './rollenbefund.service.ts'
export { checkGueltigkeit, checkVergebbar } from './rollenpruefung.service.ts'

/** A role to give, as it is stored. */
export interface NeueRolle extends Rollenbereich {
  readonly kontoId: string
  readonly anwendung: string
  readonly rolle: Rolle
  readonly gueltigVon: string
  readonly gueltigBis?: string
  readonly vertritt?: string
  /** The account that gives it, the operator's machine client, or `system`. */
  readonly durch: string
  /** Present when it is given by the operator's machine client, which is no account. */
  readonly maschinell?: true
  /** The invitation or request that it answers, and the account that made that. */
  readonly auf?: { readonly vorgang: string; readonly konto: string }
}

/**
 * Stores a role that was checked, appends the step to the chain and tells the person.
 *
 * @throws ProblemError conflict when the person has it already
 */
export const insertRolle = async (trx: Knex.Transaction, neu: NeueRolle, now: Date): Promise<string> => {
  const { kontoId, unternehmenId, knr, anwendung, rolle, gueltigVon, gueltigBis, vertritt, durch, maschinell, auf } =
    neu
  const id = createId(now)
  const isNew = await insertNew(trx, 'rollenzuweisung', {
    id,
    konto_id: kontoId,
    unternehmen_id: unternehmenId ?? null,
    knr: knr ?? null,
    anwendung,
    rolle,
    gueltig_von: gueltigVon,
    gueltig_bis: gueltigBis ?? null,
    vertritt: vertritt ?? null,
    vergeben_von: durch === 'system' || maschinell ? null : durch,
    vergeben_am: now,
  })
  if (!isNew) throw new ProblemError('conflict', { detail: `The person has the role ${rolle} of ${anwendung} already` })
  await appendMitgliedsereignis(trx, {
    aggregatId: unternehmenId ?? kontoId,
    art: 'rolle.vergeben',
    objektId: id,
    durch,
    zeitpunkt: now,
    daten: {
      konto: kontoId,
      anwendung,
      rolle,
      ...(knr === undefined ? {} : { knr }),
      ...(gueltigBis === undefined ? {} : { gueltigBis }),
      ...(vertritt === undefined ? {} : { vertritt }),
      ...(auf === undefined ? {} : { vorgang: auf.vorgang, auf: auf.konto }),
    },
  })
  if (kontoId !== durch) {
    const wo = await findNameOfBereich(trx, { unternehmenId, knr })
    await sendMail(trx, { an: kontoId, text: 'rolleVergeben', werte: { anwendung, rolle, wo } })
  }
  return id
}

/**
 * Ends roles that are locked, and the delegations of them. The steps are returned, because the lock of the chain comes
 * last: append them once every row is locked.
 *
 * @param bleibt a role that its holder gets anew in the same moment: what hangs on it stays
 */
export const endRollen = async (
  trx: Knex.Transaction,
  rows: readonly RolleRow[],
  durch: string,
  now: Date,
  bleibt?: Rolle,
): Promise<Mitgliedsereignis[]> => {
  const vertretungen: RolleRow[] = []
  for (const row of rows.filter(({ vertritt }) => vertritt === null))
    vertretungen.push(
      ...(await lockVergebene(trx, bereichOf(row), {
        anwendung: row.anwendung,
        rolle: row.rolle,
        vertritt: row.konto_id,
      })),
    )
  const alle = [...new Map([...rows, ...vertretungen].map((row) => [row.id, row])).values()]
  await trx('rollenzuweisung')
    .whereIn(
      'id',
      alle.map(({ id }) => id),
    )
    .whereNull('entzogen_am')
    .update({ entzogen_von: durch === 'system' ? null : durch, entzogen_am: now })
  const ereignisse = alle.map(
    ({ id, unternehmen_id, konto_id, anwendung, rolle }): Mitgliedsereignis => ({
      aggregatId: unternehmen_id ?? konto_id,
      art: 'rolle.entzogen',
      objektId: id,
      durch,
      zeitpunkt: now,
      daten: { konto: konto_id, anwendung, rolle },
    }),
  )
  const beendet: Mitgliedsereignis[] = []
  for (const row of alle) if (row.rolle !== bleibt) beendet.push(...(await endHeftrollen(trx, row, now)))
  return [...ereignisse, ...beendet]
}

/** Ends what hangs on a role for report books: links to books and assignments. The steps are returned. */
const endHeftrollen = async (
  trx: Knex.Transaction,
  { unternehmen_id, konto_id, anwendung, rolle, vertritt }: RolleRow,
  now: Date,
): Promise<Mitgliedsereignis[]> => {
  if (unternehmen_id === null || anwendung !== 'berichtsheft' || vertritt !== null) return []
  const { rows } = await trx.raw<{ rows: Heftrollenende[] }>('select art, id from heftrollen_beenden(?, ?, ?, ?)', [
    konto_id,
    unternehmen_id,
    rolle,
    now,
  ])
  return rows.map(({ art, id }) => ({
    aggregatId: unternehmen_id,
    art,
    objektId: id,
    durch: 'system',
    zeitpunkt: now,
  }))
}

interface Heftrollenende {
  readonly art: 'beteiligung.beendet' | 'einsatz.beendet'
  readonly id: string
}

/** What people call the place where a role is held; empty for the operator. */
const findNameOfBereich = async (
  trx: Knex.Transaction,
  { unternehmenId, knr }: { readonly unternehmenId?: string | undefined; readonly knr?: string | undefined },
): Promise<string> => {
  if (knr !== undefined) return nameOfKammer(knr) ?? knr
  if (unternehmenId === undefined) return ''
  const row: { name: string } | undefined = await trx('unternehmen').where({ id: unternehmenId }).first('name')
  return row?.name ?? ''
}

const bereichOf = ({ unternehmen_id, knr }: RolleRow): Rollenbereich => ({
  ...(unternehmen_id === null ? {} : { unternehmenId: unternehmen_id }),
  ...(knr === null ? {} : { knr }),
})

/** The one area that the caller gives roles in. */
const requireBereich = ({ art, unternehmenIds = [], knr }: Angemeldeter, fuerKnr?: string): Rollenbereich => {
  if (art === 'kammer' && knr !== undefined) return { knr }
  if (art === 'betreiber') return fuerKnr === undefined ? {} : { knr: fuerKnr }
  const [unternehmenId, ...weitere] = unternehmenIds
  if (unternehmenId === undefined || weitere.length > 0)
    throw new ProblemError('malformed-request', { detail: 'Berichtsheft-Kontext must name one company' })
  return { unternehmenId }
}

const artOf = ({ art }: Angemeldeter): 'unternehmen' | 'kammer' | 'betreiber' =>
  art === 'kammer' || art === 'betreiber' ? art : 'unternehmen'

/**
 * Gives a role in the area that the caller works for.
 *
 * @throws ProblemError rule-violated, not-found for a person who does not belong there, conflict
 */
export const giveRolle = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  eingabe: CreateRollenzuweisung,
  now: Date,
): Promise<Rollenzuweisung> => {
  const heute = heuteOf(now)
  const { anwendung, rolle, gueltigVon = heute, gueltigBis, vertritt } = eingabe
  const ersteKammeradministration = aufrufer.art === 'betreiber' && rolle === 'kammeradministration'
  const bereich = requireBereich(aufrufer, eingabe.knr)
  const kammer = eingabe.knr === undefined ? undefined : checkKammernummer(eingabe.knr, '/knr')
  refuseRolle([
    ...(await checkVergebbar(trx, ersteKammeradministration ? 'kammer' : artOf(aufrufer), { anwendung, rolle })),
    ...checkGueltigkeit(heute, gueltigVon, gueltigBis),
    ...(ersteKammeradministration === (eingabe.knr !== undefined) ? [] : [rollenbefund('kammerUnbestimmt', '/knr')]),
    ...(kammer === undefined ? [] : [kammer]),
    ...((eingabe.kontoId === undefined) === (eingabe.email === undefined) ||
    (eingabe.email !== undefined && bereich.unternehmenId !== undefined)
      ? [rollenbefund('personUnbestimmt', '/kontoId')]
      : []),
  ])
  const kontoId = await findPerson(trx, aufrufer, bereich, eingabe, now)
  if (ersteKammeradministration) await checkErste(trx, bereich)
  if (vertritt !== undefined) refuseRolle(await checkVertretung(trx, bereich, { ...eingabe, vertritt, kontoId }, heute))
  const neu = {
    ...bereich,
    kontoId,
    anwendung,
    rolle,
    gueltigVon,
    ...(gueltigBis === undefined ? {} : { gueltigBis }),
    ...(vertritt === undefined ? {} : { vertritt }),
    durch: aufrufer.clientId,
    ...(aufrufer.person === undefined ? { maschinell: true as const } : {}),
  }
  return readRollenzuweisung(trx, await insertRolle(trx, neu, now))
}

/** A member of the company; at a chamber and for the operator anybody with an active account. */
const findPerson = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { unternehmenId }: Rollenbereich,
  { kontoId, email }: Pick<CreateRollenzuweisung, 'kontoId' | 'email'>,
  now: Date,
): Promise<string> => {
  const row: { id: string } | undefined =
    unternehmenId === undefined
      ? await kurzAlsSystem(trx, aufrufer, now, () => findAktivesKonto(trx, kontoId, email))
      : await trx('mitgliedschaft')
          .where({ unternehmen_id: unternehmenId, konto_id: kontoId, status: 'aktiv' })
          .forShare()
          .first('konto_id as id')
  if (row === undefined)
    throw new ProblemError('not-found', { detail: `There is no such person here: ${kontoId ?? email}` })
  return row.id
}

const findAktivesKonto = async (
  trx: Knex,
  kontoId: string | undefined,
  email: string | undefined,
): Promise<KontoRow | undefined> => {
  const konto = kontoId === undefined ? await findKontoByEmail(trx, email ?? '') : await findKonto(trx, kontoId)
  const isMeant = email === undefined || konto?.email.toLowerCase() === email.toLowerCase()
  return konto?.status === 'aktiv' && isMeant ? konto : undefined
}

const requireRolle = async (trx: Knex.Transaction, aufrufer: Angemeldeter, id: string): Promise<RolleRow> => {
  const row = await lockRolle(trx, aufrufer, id)
  if (row === undefined) throw new ProblemError('not-found', { detail: `Rollenzuweisung ${id}` })
  if (row.entzogen_am !== null) throw new ProblemError('conflict', { detail: 'This role was taken away already' })
  return row
}

/** Whether a company could lose its last administrator by the end of this role. */
const carriesCompany = (row: RolleRow): row is RolleRow & { unternehmen_id: string } =>
  row.rolle === 'unternehmensadministrator' && row.unternehmen_id !== null

/**
 * Refuses to end the last administration of the role's area. The operator may, at a chamber: he gives the next first one
 * there, which nobody else could when the only person of a chamber is lost.
 */
const checkVerwaltungBleibt = async (trx: Knex.Transaction, { art }: Angemeldeter, row: RolleRow): Promise<void> => {
  const bereich = verwaltungsbereichOf(row)
  if (bereich === undefined || (art === 'betreiber' && row.knr !== null)) return
  await checkAdministratorBleibt(trx, bereich, row.konto_id)
}

/**
 * Takes a role away. Call it under the lock of its area.
 *
 * @throws ProblemError not-found, conflict when it is gone already or its holder is the last administrator
 */
export const revokeRolle = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<Rollenzuweisung> => {
  const row = await requireRolle(trx, aufrufer, id)
  await checkVerwaltungBleibt(trx, aufrufer, row)
  await appendMitgliedsereignisse(trx, [
    ...(await endRollen(trx, [row], aufrufer.clientId, now)),
    ...(carriesCompany(row) ? await releaseZugewiesene(trx, row.unternehmen_id, row.konto_id, now) : []),
  ])
  if (row.konto_id !== aufrufer.clientId)
    await sendMail(trx, {
      an: row.konto_id,
      text: 'rolleEntzogen',
      werte: { anwendung: row.anwendung, rolle: row.rolle, wo: await findNameOfBereich(trx, bereichOf(row)) },
    })
  return readRollenzuweisung(trx, id)
}

/**
 * Changes role or days: the old assignment ends and a new one begins. Call it under the lock of its area.
 *
 * @throws ProblemError not-found, rule-violated, conflict when it is gone already or its holder is the last administrator
 */
export const changeRolle = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  aenderung: Rollenaenderung,
  now: Date,
): Promise<Rollenzuweisung> => {
  const row = await requireRolle(trx, aufrufer, id)
  const heute = heuteOf(now)
  const rolle = aenderung.rolle ?? row.rolle
  const bisher = maxDatum(row.gueltig_von, heute)
  const gueltigVon = aenderung.gueltigVon ?? bisher
  const gueltigBis = (aenderung.gueltigBis === undefined ? row.gueltig_bis : aenderung.gueltigBis) ?? undefined
  const { anwendung } = row
  const gleich = rolle === row.rolle && gueltigBis === (row.gueltig_bis ?? undefined) && gueltigVon === bisher
  const artDerRolle = kontextOfRolle[row.rolle]
  const vertreten = { kontoId: row.konto_id, anwendung, rolle, ...(gueltigBis === undefined ? {} : { gueltigBis }) }
  refuseRolle([
    ...(gleich ? [rollenbefund('nichtsGeaendert', '')] : []),
    ...(await checkVergebbar(trx, artDerRolle, { anwendung, rolle })),
    ...checkGueltigkeit(heute, gueltigVon, gueltigBis),
    ...(row.vertritt === null
      ? []
      : await checkVertretung(trx, bereichOf(row), { ...vertreten, vertritt: row.vertritt }, heute)),
  ])
  const bleibtAdministrator = rolle === row.rolle && gueltigBis === undefined && gueltigVon <= heute
  if (!bleibtAdministrator) await checkVerwaltungBleibt(trx, aufrufer, row)
  await appendMitgliedsereignisse(trx, [
    ...(await endRollen(trx, [row], aufrufer.clientId, now, rolle)),
    ...(carriesCompany(row) && rolle !== row.rolle
      ? await releaseZugewiesene(trx, row.unternehmen_id, row.konto_id, now)
      : []),
  ])
  const neu = {
    ...bereichOf(row),
    ...vertreten,
    gueltigVon,
    ...(row.vertritt === null ? {} : { vertritt: row.vertritt }),
    durch: aufrufer.clientId,
  }
  return readRollenzuweisung(trx, await insertRolle(trx, neu, now))
}

/** Requests that an administrator had taken go back to all when he is none any more. The steps are returned. */
export const releaseZugewiesene = async (
  trx: Knex.Transaction,
  unternehmenId: string,
  kontoId: string,
  now: Date,
): Promise<Mitgliedsereignis[]> => {
  const rows = await trx('mitgliedsanfrage')
    .where({ unternehmen_id: unternehmenId, zugewiesen_an: kontoId, status: 'inBearbeitung' })
    .update({
      status: 'offen',
      zugewiesen_an: null,
      zugewiesen_am: null,
      version: trx.raw('version + 1'),
      geaendert_am: now,
    })
    .returning<{ id: string }[]>('id')
  return rows.map(({ id }) => ({
    aggregatId: unternehmenId,
    art: 'anfrage.zurueckgegeben',
    objektId: id,
    durch: 'system',
    zeitpunkt: now,
  }))
}
