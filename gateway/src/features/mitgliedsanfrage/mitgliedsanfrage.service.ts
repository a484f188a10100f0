import {
  type CreateBeitrittsanfrage,
  type CreateEntscheidung,
  type CreateRollenanfrage,
  checkUebergang,
  type Mitgliedsanfrageseite,
  type Mitgliedsanfragestatus,
  mitgliedsanfrageZustand,
  type Rolle,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import { admitMitglied, lockMitgliedschaft } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { appendMitgliedsereignis, type Mitgliedsvorgang } from '../mitgliedschaft/unternehmensereignis.service.ts'
import {
  checkGueltigkeit,
  checkVergebbar,
  heuteOf,
  insertRolle,
  refuseRolle,
  rollenbefund,
} from '../rolle/rolle.service.ts'
import { findAnfrage, geleseneAnfrage, lockAnfrage, type MitgliedsanfrageRow } from './mitgliedsanfrage.queries.ts'

const notFound = (id: string): ProblemError => new ProblemError('not-found', { detail: `Mitgliedsanfrage ${id}` })

/** A request that the caller may see. @throws ProblemError not-found */
export const getAnfrage = async (trx: Knex, aufrufer: Angemeldeter, id: string): Promise<MitgliedsanfrageRow> => {
  const row = await findAnfrage(trx, aufrufer, id)
  if (row === undefined) throw notFound(id)
  return row
}

/** A request as it is made. */
interface NeueAnfrage {
  readonly art: MitgliedsanfrageRow['art']
  readonly unternehmenId: string
  readonly anwendung: string
  readonly rolle: Rolle
  readonly gueltigBis?: string
  readonly nachricht?: string
}

const insertAnfrage = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { art, unternehmenId, anwendung, rolle, gueltigBis, nachricht }: NeueAnfrage,
  now: Date,
): Promise<MitgliedsanfrageRow> => {
  const id = createId(now)
  const inserted = await trx('mitgliedsanfrage')
    .insert({
      id,
      art,
      unternehmen_id: unternehmenId,
      konto_id: aufrufer.clientId,
      anwendung,
      rolle,
      gueltig_bis: gueltigBis ?? null,
      nachricht: nachricht ?? null,
      status: 'offen',
      version: 1,
      erstellt_am: now,
      geaendert_am: now,
    })
    .onConflict()
    .ignore()
    .returning('id')
  if (inserted.length === 0)
    throw new ProblemError('conflict', { detail: 'You have an open request for this role already' })
  const row = await getAnfrage(trx, aufrufer, id)
  await append(trx, row, 'anfrage.gestellt', aufrufer.clientId, now)
  await mailAdministratoren(trx, aufrufer, row, now)
  return row
}

const append = (trx: Knex, row: MitgliedsanfrageRow, art: Mitgliedsvorgang, durch: string, now: Date) =>
  appendMitgliedsereignis(trx, {
    aggregatId: row.unternehmen_id,
    art,
    objektId: row.id,
    durch,
    zeitpunkt: now,
    daten: { konto: row.konto_id, anwendung: row.anwendung, rolle: row.rolle },
  })

/** Tells every administrator of the company of a new request (MI-39). */
const mailAdministratoren = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { unternehmen_id, unternehmen, vorname, nachname, rolle }: MitgliedsanfrageRow,
  now: Date,
): Promise<void> => {
  const administratoren = await kurzAlsSystem(trx, aufrufer, now, () =>
    trx('rollenzuweisung as r')
      .join('konto', 'konto.id', 'r.konto_id')
      .where({ 'r.unternehmen_id': unternehmen_id, 'r.rolle': 'unternehmensadministrator', 'konto.status': 'aktiv' })
      .whereNull('r.entzogen_am')
      .whereRaw("app_heute() between r.gueltig_von and coalesce(r.gueltig_bis, 'infinity')")
      .distinct<{ konto_id: string }[]>('r.konto_id'),
  )
  for (const { konto_id } of administratoren)
    await sendMail(trx, { an: konto_id, text: 'anfrageEingegangen', werte: { unternehmen, vorname, nachname, rolle } })
}

const requireAktivesKonto = async (trx: Knex, aufrufer: Angemeldeter): Promise<void> => {
  const konto = await trx('konto').where({ id: aufrufer.clientId, status: 'aktiv' }).first('id')
  if (konto === undefined) throw new ProblemError('forbidden', { detail: 'Confirm your e-mail address first' })
}

/**
 * Asks to join the company that the data name exactly (MI-04, MI-41). Data that fit no company are answered the same, one
 * field wrong or all. The caller has to see to it that the answers take as long.
 *
 * @throws ProblemError rule-violated, conflict for a member and for a request that is open already
 */
export const requestBeitritt = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { name, anschrift, identnummer, knr, anwendung, rolle, nachricht }: CreateBeitrittsanfrage,
  now: Date,
): Promise<MitgliedsanfrageRow> => {
  await requireAktivesKonto(trx, aufrufer)
  refuseRolle(await checkVergebbar(trx, 'unternehmen', { anwendung, rolle }))
  const { strasse, hausnummer = '', plz, ort } = anschrift
  const { rows } = await kurzAlsSystem(trx, aufrufer, now, () =>
    trx.raw(
      `select id from unternehmen
        where knr = ? and identnummer = ? and status = 'aktiv'
          and (normalize(name, NFC), normalize(strasse, NFC), normalize(hausnummer, NFC), plz, normalize(ort, NFC))
            = (normalize(?::text, NFC), normalize(?::text, NFC), normalize(?::text, NFC), ?::text, normalize(?::text, NFC))`,
      [knr, identnummer, name, strasse, hausnummer, plz, ort],
    ),
  )
  const unternehmenId: string | undefined = rows[0]?.id
  if (unternehmenId === undefined) return refuseNeutral()
  const mitglied = await trx('mitgliedschaft')
    .where({ unternehmen_id: unternehmenId, konto_id: aufrufer.clientId, status: 'aktiv' })
    .first('konto_id')
  if (mitglied !== undefined)
    throw new ProblemError('conflict', { detail: 'You are a member of this company already; ask for a role instead' })
  const neu = {
    art: 'beitritt' as const,
    unternehmenId,
    anwendung,
    rolle,
    ...(nachricht === undefined ? {} : { nachricht }),
  }
  return insertAnfrage(trx, aufrufer, neu, now)
}

const refuseNeutral = (): never => {
  refuseRolle([rollenbefund('keinUnternehmen', '')])
  throw new Error('a finding did not refuse')
}

/**
 * Asks for a role in a company that the person is a member of (MI-05).
 *
 * @throws ProblemError not-found for another company, rule-violated, conflict for a role that is held or asked for already
 */
export const requestRolle = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { unternehmenId, anwendung, rolle, gueltigBis, nachricht }: CreateRollenanfrage,
  now: Date,
): Promise<MitgliedsanfrageRow> => {
  await requireAktivesKonto(trx, aufrufer)
  const kontoId = aufrufer.clientId
  const mitglied = await trx('mitgliedschaft')
    .where({ unternehmen_id: unternehmenId, konto_id: kontoId, status: 'aktiv' })
    .first('konto_id')
  if (mitglied === undefined) throw new ProblemError('not-found', { detail: `Unternehmen ${unternehmenId}` })
  const heute = heuteOf(now)
  refuseRolle([
    ...(await checkVergebbar(trx, 'unternehmen', { anwendung, rolle })),
    ...checkGueltigkeit(heute, heute, gueltigBis),
  ])
  const held = await trx('rollenzuweisung')
    .where({ unternehmen_id: unternehmenId, konto_id: kontoId, anwendung, rolle, entzogen_am: null, vertritt: null })
    .whereRaw("coalesce(gueltig_bis, 'infinity') >= app_heute()")
    .first('id')
  if (held !== undefined) throw new ProblemError('conflict', { detail: 'You have this role already' })
  return insertAnfrage(
    trx,
    aufrufer,
    {
      art: 'rolle',
      unternehmenId,
      anwendung,
      rolle,
      ...(gueltigBis === undefined ? {} : { gueltigBis }),
      ...(nachricht === undefined ? {} : { nachricht }),
    },
    now,
  )
}

/** Moves a request on as the table of states allows, and reads it again. */
const step = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  work: (row: MitgliedsanfrageRow) => {
    readonly durch: Mitgliedsanfrageseite
    readonly art: Mitgliedsvorgang
    readonly changes: Readonly<Record<string, unknown>> & { readonly status: Mitgliedsanfragestatus }
    readonly kommentar?: string
  },
  now: Date,
): Promise<MitgliedsanfrageRow> => {
  const found = await getAnfrage(trx, aufrufer, id)
  // The membership is locked first, in the order that the removal of a member keeps.
  await lockMitgliedschaft(trx, found.unternehmen_id, found.konto_id)
  const row = await lockAnfrage(trx, aufrufer, id)
  if (row === undefined) throw notFound(id)
  await checkStand(expected, row.version, () => geleseneAnfrage(row))
  const { durch, art, changes, kommentar } = work(row)
  checkSchritt(row, changes.status, durch, kommentar)
  await trx('mitgliedsanfrage')
    .where({ id })
    .update({ ...changes, version: row.version + 1, geaendert_am: now })
  await append(trx, row, art, aufrufer.clientId, now)
  return getAnfrage(trx, aufrufer, id)
}

const checkSchritt = (
  { status, zugewiesen_an }: MitgliedsanfrageRow,
  nach: Mitgliedsanfragestatus,
  durch: Mitgliedsanfrageseite,
  kommentar: string | undefined,
): void => {
  const fehler = checkUebergang(mitgliedsanfrageZustand, status, nach, durch, kommentar)
  if (fehler === undefined) return
  if (fehler === 'kommentarFehlt') refuseRolle([rollenbefund('grundFehlt', '/grund')])
  const wessen = status === 'inBearbeitung' && zugewiesen_an !== null ? `; ${zugewiesen_an} works on it` : ''
  throw new ProblemError('conflict', {
    detail: `A request in the state ${status} cannot become ${nach} by you${wessen}`,
  })
}

/** Whether the caller is the administrator who has taken the request. */
const seiteOf = (row: MitgliedsanfrageRow, { clientId }: Angemeldeter): Mitgliedsanfrageseite =>
  row.zugewiesen_an === clientId ? 'bearbeiter' : 'administrator'

/**
 * Assigns a request to the caller; of two at once the second gets a conflict (MI-43).
 *
 * @throws ProblemError not-found, conflict, precondition-failed
 */
export const claim = (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  now: Date,
): Promise<MitgliedsanfrageRow> =>
  step(
    trx,
    aufrufer,
    id,
    expected,
    () => ({
      durch: 'administrator',
      art: 'anfrage.zugewiesen',
      changes: { status: 'inBearbeitung', zugewiesen_an: aufrufer.clientId, zugewiesen_am: now },
    }),
    now,
  )

/**
 * Gives a request back that the caller had taken.
 *
 * @throws ProblemError not-found, conflict, precondition-failed
 */
export const release = (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  now: Date,
): Promise<MitgliedsanfrageRow> =>
  step(
    trx,
    aufrufer,
    id,
    expected,
    (row) => ({
      durch: seiteOf(row, aufrufer),
      art: 'anfrage.zurueckgegeben',
      changes: { status: 'offen', zugewiesen_an: null, zugewiesen_am: null },
    }),
    now,
  )

/**
 * Withdraws an own request.
 *
 * @throws ProblemError not-found, conflict, precondition-failed
 */
export const withdraw = (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  now: Date,
): Promise<MitgliedsanfrageRow> =>
  step(
    trx,
    aufrufer,
    id,
    expected,
    () => ({ durch: 'antragsteller', art: 'anfrage.zurueckgezogen', changes: { status: 'zurueckgezogen' } }),
    now,
  )

/**
 * Decides a request that the caller has taken. With the approval membership and role hold at once (MI-08, MI-09, MI-42).
 *
 * @throws ProblemError not-found, conflict, precondition-failed, rule-violated for a refusal without reason and for a role that
 * cannot be given any more
 */
export const decide = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  { ergebnis, grund }: CreateEntscheidung,
  expected: number | undefined,
  now: Date,
): Promise<MitgliedsanfrageRow> => {
  const row = await step(
    trx,
    aufrufer,
    id,
    expected,
    (found) => ({
      durch: seiteOf(found, aufrufer),
      art: ergebnis === 'genehmigt' ? 'anfrage.genehmigt' : 'anfrage.abgelehnt',
      changes: { status: ergebnis, entschieden_am: now, grund: ergebnis === 'abgelehnt' ? (grund ?? null) : null },
      ...(grund === undefined ? {} : { kommentar: grund }),
    }),
    now,
  )
  const { unternehmen, rolle } = row
  if (ergebnis === 'genehmigt') {
    await fulfil(trx, aufrufer, row, now)
    await sendMail(trx, { an: row.konto_id, text: 'anfrageGenehmigt', werte: { unternehmen, rolle } })
  } else await sendMail(trx, { an: row.konto_id, text: 'anfrageAbgelehnt', werte: { unternehmen, grund: grund ?? '' } })
  return row
}

const fulfil = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  {
    id,
    art,
    unternehmen_id: unternehmenId,
    konto_id: kontoId,
    kontostatus,
    anwendung,
    rolle,
    gueltig_bis,
  }: MitgliedsanfrageRow,
  now: Date,
): Promise<void> => {
  if (kontostatus !== 'aktiv')
    throw new ProblemError('conflict', { detail: 'The account of the person who asked is not active any more' })
  const heute = heuteOf(now)
  refuseRolle([
    ...(await checkVergebbar(trx, 'unternehmen', { anwendung, rolle })),
    ...checkGueltigkeit(heute, heute, gueltig_bis ?? undefined),
  ])
  const durch = aufrufer.clientId
  const auf = { vorgang: id, konto: kontoId }
  if (art === 'beitritt') await admitMitglied(trx, { unternehmenId, kontoId, durch, auf }, now)
  else if ((await lockMitgliedschaft(trx, unternehmenId, kontoId))?.status !== 'aktiv')
    throw new ProblemError('conflict', { detail: 'The person is no member any more' })
  const gueltigkeit = { gueltigVon: heute, ...(gueltig_bis === null ? {} : { gueltigBis: gueltig_bis }) }
  await insertRolle(trx, { unternehmenId, kontoId, anwendung, rolle, ...gueltigkeit, durch, auf }, now)
}
