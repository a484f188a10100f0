import type { CreateBeitrittsanfrage, CreateRollenanfrage, Rolle } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { insertNew } from '../../db/insert-new.ts'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkGueltigkeit, checkVergebbar, refuseRolle, rollenbefund } from '../rolle/rolle.service.ts'
import type { MitgliedsanfrageRow } from './mitgliedsanfrage.queries.ts'
import { appendAnfrageereignis, getAnfrage } from './mitgliedsanfrage.service.ts'

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
  const isNew = await insertNew(trx, 'mitgliedsanfrage', {
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
  if (!isNew) throw new ProblemError('conflict', { detail: 'You have an open request for this role already' })
  const row = await getAnfrage(trx, aufrufer, id)
  await appendAnfrageereignis(trx, row, 'anfrage.gestellt', aufrufer.clientId, now)
  await mailAdministratoren(trx, aufrufer, row, now)
  return row
}

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
  const unternehmenId = await kurzAlsSystem(trx, aufrufer, now, () =>
    findByDaten(trx, { name, anschrift, identnummer, knr }),
  )
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

/**
 * The company with exactly these data: those that it keeps itself, or those of the register that it was approved as. A
 * colleague may have them from either, and both are what the chamber holds.
 */
const findByDaten = async (
  trx: Knex,
  { name, anschrift, identnummer, knr }: Pick<CreateBeitrittsanfrage, 'name' | 'anschrift' | 'identnummer' | 'knr'>,
): Promise<string | undefined> => {
  const { strasse, hausnummer = '', plz, ort } = anschrift
  const { rows } = await trx.raw(
    `select u.id from unternehmen u
       left join unternehmensregistrierung r on r.unternehmen_id = u.id
       left join stammsatz s on s.id = r.stammsatz_id and not s.entfallen
       cross join lateral (values
         (u.name, u.strasse, u.hausnummer, u.plz, u.ort),
         (s.inhalt::jsonb ->> 'name', s.inhalt::jsonb #>> '{anschrift,strasse}',
          coalesce(s.inhalt::jsonb #>> '{anschrift,hausnummer}', ''), s.inhalt::jsonb #>> '{anschrift,plz}', s.inhalt::jsonb #>> '{anschrift,ort}')
       ) d (name, strasse, hausnummer, plz, ort)
      where u.knr = ? and u.identnummer = ? and u.status = 'aktiv'
        and (normalize(d.name, NFC), normalize(d.strasse, NFC), normalize(d.hausnummer, NFC), d.plz, normalize(d.ort, NFC))
          = (normalize(?::text, NFC), normalize(?::text, NFC), normalize(?::text, NFC), ?::text, normalize(?::text, NFC))`,
    [knr, identnummer, name, strasse, hausnummer, plz, ort],
  )
  return rows[0]?.id
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
