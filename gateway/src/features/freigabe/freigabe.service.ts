import {
  type CreateFreigabe,
  type CreateWiderruf,
  canonicalize,
  nameOfKammer,
  type Verstoss,
  type Zeitraum,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem, kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import { type AnforderungRow, lockAnforderung, zeitraumOf } from '../anforderung/anforderung.queries.ts'
import {
  moveAnforderung,
  stateAllows,
  systemUrheber,
  type Urheber,
  urheberOf,
} from '../anforderung/anforderung.service.ts'
import { befund, refuse } from '../anforderung/vorgangsbefund.ts'
import { type BerichtsheftRow, findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { findBeteiligter } from '../beteiligung/beteiligter.service.ts'
import { einUnternehmenOf } from '../beteiligung/heftbefund.service.ts'
import { appendEreignis } from '../ereignis/ereignis.service.ts'
import { closeKammerexporte } from '../export/ablage.service.ts'
import {
  type FreigabeRow,
  findFreigabe,
  geleseneFreigabe,
  isNochErteilt,
  listAbgelaufene,
  lockFreigabe,
} from './freigabe.queries.ts'

const notFound = (id: string): ProblemError => new ProblemError('not-found', { detail: `Freigabe ${id}` })

/** Appends the event of a release: to the chain of its request, or of the book when there is none. */
const appendFreigabeEreignis = (
  trx: Knex.Transaction,
  row: Pick<FreigabeRow, 'id' | 'knr' | 'anbieter_id' | 'berichtsheft_id' | 'anforderung_id'>,
  art: 'freigabe.erteilt' | 'freigabe.widerrufen' | 'freigabe.abgelaufen',
  { durch, now }: Urheber,
): Promise<number> =>
  appendEreignis(trx, {
    aggregatId: row.anforderung_id ?? row.berichtsheft_id,
    art,
    objektId: row.id,
    knr: row.knr,
    anbieterId: row.anbieter_id,
    berichtsheftId: row.berichtsheft_id,
    zeitpunkt: now,
    durch,
  })

/** What a release has to keep, whatever state its request is in. */
const checkFreigabe = (
  eingabe: CreateFreigabe,
  heft: BerichtsheftRow,
  anforderung: AnforderungRow | undefined,
  heute: string,
): Verstoss[] => {
  const { knr, zweck, umfang, gueltigBis, freigebender } = eingabe
  const angefragt = anforderung && zeitraumOf(anforderung)
  const zuWeit = umfang && angefragt && (umfang.von < angefragt.von || umfang.bis > angefragt.bis)
  return [
    ...(anforderung && anforderung.berichtsheft_id !== heft.id ? [befund('heftPasstNicht', '/berichtsheftId')] : []),
    ...(anforderung && anforderung.knr !== knr ? [befund('kammerPasstNicht', '/knr', anforderung.knr)] : []),
    ...(!anforderung && heft.knr !== knr ? [befund('kammerNichtZustaendig', '/knr', heft.knr)] : []),
    ...(anforderung && anforderung.zweck !== zweck ? [befund('zweckPasstNicht', '/zweck', anforderung.zweck)] : []),
    ...(umfang && umfang.bis < umfang.von ? [befund('zeitraumVerkehrt', '/umfang/bis')] : []),
    ...(zuWeit ? [befund('umfangZuWeit', '/umfang', angefragt.von, angefragt.bis)] : []),
    ...(gueltigBis < heute ? [befund('gueltigBisVorbei', '/gueltigBis', heute)] : []),
    ...((freigebender.name ?? freigebender.kennung) ? [] : [befund('freigebenderUnbenannt', '/freigebender')]),
  ]
}

/**
 * Releases a book to a chamber, in answer to a request or without one. An answer that names no scope opens the period
 * that was requested. The request moves to `freigegeben`.
 *
 * @throws ProblemError not-found for a book or request that is not the caller's, rule-violated, conflict when the request
 * is past that step
 */
export const grantFreigabe = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  angaben: CreateFreigabe,
  now: Date,
): Promise<FreigabeRow> => {
  const { berichtsheftId, anforderungId } = angaben
  const heft = await findBerichtsheft(trx, berichtsheftId)
  if (!heft) throw new ProblemError('not-found', { detail: `Berichtsheft ${berichtsheftId}` })
  const eingabe = aufrufer.person === undefined ? angaben : { ...angaben, ...(await findFreigebende(trx, aufrufer)) }
  const anforderung = anforderungId === undefined ? undefined : await lockAnforderung(trx, anforderungId)
  if (anforderungId !== undefined && !anforderung) {
    throw new ProblemError('not-found', { detail: `Anforderung ${anforderungId}` })
  }
  refuse(checkFreigabe(eingabe, heft, anforderung, heuteOf(now)))
  const urheber = urheberOf(aufrufer, now)
  if (anforderung) stateAllows(anforderung, 'freigegeben', urheber)
  const umfang: Zeitraum | undefined = eingabe.umfang ?? (anforderung && zeitraumOf(anforderung))
  const id = createId(now)
  await trx('freigabe').insert({
    id,
    knr: eingabe.knr,
    anbieter_id: heft.anbieter_id,
    berichtsheft_id: heft.id,
    anforderung_id: anforderungId ?? null,
    status: 'erteilt',
    zweck: eingabe.zweck,
    von: umfang?.von ?? null,
    bis: umfang?.bis ?? null,
    gueltig_bis: eingabe.gueltigBis,
    freigebender: canonicalize(eingabe.freigebender),
    unternehmen: eingabe.unternehmen,
    erstellt_am: now,
    geaendert_am: now,
  })
  const row = await findFreigabe(trx, id)
  if (!row) throw new Error('a new release cannot be read in its own transaction')
  await appendFreigabeEreignis(trx, row, 'freigabe.erteilt', urheber)
  if (anforderung) {
    await moveAnforderung(trx, anforderung, 'freigegeben', urheber, { freigabe_id: id }, { freigabe: id })
  }
  if (aufrufer.person !== undefined) await tellAzubi(trx, row)
  return row
}

/** Who releases and for which company: an account takes the place of what a vendor asserts. */
const findFreigebende = async (
  trx: Knex,
  aufrufer: Angemeldeter,
): Promise<Pick<CreateFreigabe, 'freigebender' | 'unternehmen'>> => {
  const unternehmen: { name: string } | undefined = await trx('unternehmen')
    .where({ id: einUnternehmenOf(aufrufer) })
    .first('name')
  if (unternehmen === undefined) throw new Error('the company that a person works for cannot be read')
  const rolle = aufrufer.person?.rollen.includes('ausbilder') ? 'ausbilder' : 'unternehmen'
  return { freigebender: await findBeteiligter(trx, aufrufer, rolle), unternehmen: unternehmen.name }
}

/** The apprentice is told of a release (BH-14), whatever mails about reports were switched off. */
const tellAzubi = async (trx: Knex, { berichtsheft_id, knr, unternehmen, gueltig_bis }: FreigabeRow): Promise<void> => {
  const azubis: { konto_id: string }[] = await trx('beteiligung')
    .where({ berichtsheft_id, art: 'azubi', status: 'aktiv' })
    .select('konto_id')
  const werte = { unternehmen, kammer: nameOfKammer(knr) ?? knr, bis: gueltig_bis }
  for (const { konto_id } of azubis) await sendMail(trx, { an: konto_id, text: 'heftFreigegeben', werte })
}

/** A release with its request, both locked in the order that every step keeps. */
export const lockFreigabeMitAnforderung = async (
  trx: Knex.Transaction,
  id: string,
): Promise<{ readonly freigabe: FreigabeRow; readonly anforderung: AnforderungRow | undefined } | undefined> => {
  const found = await findFreigabe(trx, id)
  if (!found) return undefined
  const anforderung = found.anforderung_id === null ? undefined : await lockAnforderung(trx, found.anforderung_id)
  const freigabe = await lockFreigabe(trx, id)
  return freigabe && { freigabe, anforderung }
}

/** How a release ends before or on its last day. */
export interface Freigabeende {
  readonly status: 'widerrufen' | 'abgelaufen'
  readonly grund?: string
  readonly durch?: string
}

/**
 * Ends a locked release: the chamber sees nothing of the book any more, and a request that stood at `freigegeben` goes
 * back to `gelesen`. The export files of the chamber are taken away by the caller, who knows in whose name.
 */
export const endFreigabe = async (
  trx: Knex.Transaction,
  { freigabe, anforderung }: { readonly freigabe: FreigabeRow; readonly anforderung: AnforderungRow | undefined },
  { status, grund, durch }: Freigabeende,
  urheber: Urheber,
): Promise<void> => {
  const { now } = urheber
  await trx('freigabe')
    .where({ id: freigabe.id })
    .update({
      status,
      version: trx.raw('version + 1'),
      geaendert_am: now,
      ...(status === 'widerrufen'
        ? { widerrufen_am: now, widerrufsgrund: grund ?? null, widerrufen_durch: durch ?? null }
        : {}),
    })
  await appendFreigabeEreignis(trx, freigabe, `freigabe.${status}`, urheber)
  if (anforderung?.status === 'freigegeben' && anforderung.freigabe_id === freigabe.id) {
    await moveAnforderung(trx, anforderung, 'gelesen', urheber, { freigabe_id: null })
  }
}

/**
 * Withdraws a release.
 *
 * @param expected version that the caller saw (If-Match), if it said so
 * @throws ProblemError not-found, precondition-failed, conflict when it has ended already
 */
export const revokeFreigabe = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  { grund, durch }: CreateWiderruf,
  expected: number | undefined,
  now: Date,
): Promise<FreigabeRow> => {
  const locked = await lockFreigabeMitAnforderung(trx, id)
  if (!locked) throw notFound(id)
  const { status, version } = locked.freigabe
  await checkStand(expected, version, () => geleseneFreigabe(locked.freigabe))
  if (status !== 'erteilt') throw new ProblemError('conflict', { detail: `The release has ended already (${status})` })
  const wer = aufrufer.person === undefined ? durch : (await findFreigebende(trx, aufrufer)).freigebender.name
  const ende: Freigabeende = {
    status: 'widerrufen',
    ...(grund === undefined ? {} : { grund }),
    ...(wer === undefined ? {} : { durch: wer }),
  }
  await endFreigabe(trx, locked, ende, urheberOf(aufrufer, now))
  await kurzAlsSystem(trx, aufrufer, now, () => closeKammerexporte(trx, locked.freigabe, now))
  const row = await findFreigabe(trx, id)
  if (!row) throw new Error('a release vanished inside its own transaction')
  return row
}

/**
 * A release that the caller may see.
 *
 * @throws ProblemError not-found
 */
export const getFreigabeRow = async (trx: Knex.Transaction, id: string): Promise<FreigabeRow> => {
  const row = await findFreigabe(trx, id)
  if (!row) throw notFound(id)
  return row
}

/** Releases that are looked up together. */
const batch = 100

/**
 * Ends releases whose last day has passed (legal day, Europe/Berlin), each in a transaction of its own: they lock the
 * chains of books, which deliveries lock too.
 *
 * @returns number of releases that ended
 */
export const expireFreigaben = async ({ db }: Pick<Deps, 'db'>, now: Date): Promise<number> => {
  const at = { db, now: () => now }
  for (let total = 0; ; ) {
    const found = await alsSystem(at, (trx) => listAbgelaufene(trx, heuteOf(now), batch))
    for (const { id } of found) if (await alsSystem(at, (trx) => expireFreigabe(trx, id, now))) total++
    if (found.length < batch) return total
  }
}

const expireFreigabe = async (trx: Knex.Transaction, id: string, now: Date): Promise<boolean> => {
  const locked = await lockFreigabeMitAnforderung(trx, id)
  // Somebody else may have ended it while we waited for the lock.
  if (!locked || !(await isNochErteilt(trx, id))) return false
  await endFreigabe(trx, locked, { status: 'abgelaufen' }, systemUrheber(now))
  await closeKammerexporte(trx, locked.freigabe, now)
  return true
}
