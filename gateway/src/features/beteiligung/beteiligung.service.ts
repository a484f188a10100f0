import {
  type Beteiligung,
  type Beteiligungsseite,
  beteiligungZustand,
  type CreateBerichtsheft,
  type CreateBeteiligung,
  checkUebergang,
  isMinderjaehrigAm,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { insertNew } from '../../db/insert-new.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { appendMitgliedsereignis, appendMitgliedsereignisse } from '../mitgliedschaft/unternehmensereignis.service.ts'
import {
  type BeteiligungMitNamen,
  findBeteiligung,
  findHeftrolle,
  lockBeteiligung,
  toBeteiligung,
} from './beteiligung.queries.ts'
import { einUnternehmenOf, refuseHeft } from './heftbefund.service.ts'

const notFound = (id: string): ProblemError => new ProblemError('not-found', { detail: `Beteiligung ${id}` })

/** The account of the apprentice of a book, once he has agreed. */
const findAzubi = async (trx: Knex, heftId: string, unternehmenId: string): Promise<string | undefined> => {
  const row: { konto_id: string } | undefined = await trx('beteiligung')
    .where({ berichtsheft_id: heftId, unternehmen_id: unternehmenId, art: 'azubi', status: 'aktiv' })
    .first('konto_id')
  return row?.konto_id
}

const read = async (trx: Knex, aufrufer: Angemeldeter, id: string): Promise<Beteiligung> => {
  const row = await findBeteiligung(trx, aufrufer, id)
  if (row === undefined) throw new Error('a link cannot be read in the transaction that wrote it')
  return toBeteiligung(row)
}

/**
 * Proposes to link a member of the company to one of its books; it opens nothing until the apprentice agrees. Call it under
 * the lock of the company.
 *
 * @throws ProblemError not-found, rule-violated, conflict when it is proposed or in force already
 */
export const proposeBeteiligung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  { berichtsheftId, kontoId, art }: CreateBeteiligung,
  now: Date,
): Promise<Beteiligung> => {
  const unternehmenId = einUnternehmenOf(aufrufer)
  const heft = await findBerichtsheft(trx, berichtsheftId)
  if (heft === undefined) throw new ProblemError('not-found', { detail: `Berichtsheft ${berichtsheftId}` })
  const rolle = await findHeftrolle(trx, unternehmenId, kontoId, art)
  if (rolle === undefined) throw new ProblemError('not-found', { detail: `There is no such person here: ${kontoId}` })
  if (kontoId === aufrufer.clientId) refuseHeft('selbstVorgeschlagen', '/kontoId')
  if (!rolle.hat) refuseHeft('rolleFehlt', '/kontoId')
  const { geburtsdatum } = JSON.parse(heft.kopf) as CreateBerichtsheft
  const minderjaehrig = geburtsdatum !== undefined && isMinderjaehrigAm(geburtsdatum, heuteOf(now))
  if (art === 'gesetzlicheVertretung' && !minderjaehrig) refuseHeft('nichtMinderjaehrig', '/art')
  const azubi = art === 'azubi' ? kontoId : await findAzubi(trx, berichtsheftId, unternehmenId)
  if (azubi === undefined) return refuseHeft('azubiFehlt', '/art')
  const id = createId(now)
  const isNew = await insertNew(trx, 'beteiligung', {
    id,
    unternehmen_id: unternehmenId,
    berichtsheft_id: berichtsheftId,
    konto_id: kontoId,
    art,
    status: 'vorgeschlagen',
    vorgeschlagen_von: aufrufer.clientId,
    erstellt_am: now,
    geaendert_am: now,
  })
  if (!isNew) throw new ProblemError('conflict', { detail: 'The book has this link already, or another apprentice' })
  const beteiligung = await read(trx, aufrufer, id)
  const { vorname, nachname, unternehmen } = beteiligung
  await sendMail(trx, { an: azubi, text: 'beteiligungVorgeschlagen', werte: { unternehmen, vorname, nachname, art } })
  await appendMitgliedsereignis(trx, {
    aggregatId: unternehmenId,
    art: 'beteiligung.vorgeschlagen',
    objektId: id,
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { konto: kontoId, heft: berichtsheftId, rolle: art },
  })
  return beteiligung
}

/** As what the caller decides about a link. */
const seiteOf = async (
  trx: Knex,
  { art, clientId }: Angemeldeter,
  row: BeteiligungMitNamen,
): Promise<Beteiligungsseite> => {
  if (art === 'unternehmen') return 'unternehmen'
  const azubi = row.art === 'azubi' ? row.konto_id : await findAzubi(trx, row.berichtsheft_id, row.unternehmen_id)
  return azubi === clientId ? 'azubi' : 'person'
}

const require = async (
  trx: Knex,
  aufrufer: Angemeldeter,
  id: string,
  nach: Beteiligung['status'],
): Promise<{ readonly row: BeteiligungMitNamen; readonly seite: Beteiligungsseite }> => {
  const row = await lockBeteiligung(trx, aufrufer, id)
  if (row === undefined) throw notFound(id)
  const seite = await seiteOf(trx, aufrufer, row)
  const fehler = checkUebergang(beteiligungZustand, row.status, nach, seite)
  if (fehler === 'falscheSeite') throw new ProblemError('forbidden', { detail: 'Only the apprentice agrees to this' })
  if (fehler !== undefined)
    throw new ProblemError('conflict', { detail: `A link in the state ${row.status} cannot become ${nach}` })
  return { row, seite }
}

/**
 * Agrees to a link, as the apprentice whose book it is.
 *
 * @throws ProblemError not-found, forbidden for anybody else whom it is about, conflict
 */
export const confirmBeteiligung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<Beteiligung> => {
  const { row } = await require(trx, aufrufer, id, 'aktiv')
  await trx('beteiligung').where({ id }).update({ status: 'aktiv', zugestimmt_am: now, geaendert_am: now })
  await appendMitgliedsereignis(trx, {
    aggregatId: row.unternehmen_id,
    art: 'beteiligung.bestaetigt',
    objektId: id,
    durch: aufrufer.clientId,
    zeitpunkt: now,
  })
  return read(trx, aufrufer, id)
}

/**
 * Ends a link or refuses it; with the link of the apprentice go those that he agreed to.
 *
 * @throws ProblemError not-found, conflict when it has ended already
 */
export const endBeteiligung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<Beteiligung> => {
  const { row } = await require(trx, aufrufer, id, 'beendet')
  const ende = { status: 'beendet', beendet_am: now, geaendert_am: now }
  // The others first: they are seen by the link of the apprentice.
  const abhaengige: { id: string }[] =
    row.art === 'azubi' && row.status === 'aktiv'
      ? await trx('beteiligung')
          .where({ berichtsheft_id: row.berichtsheft_id, unternehmen_id: row.unternehmen_id })
          .whereNot({ status: 'beendet' })
          .whereNot({ art: 'azubi' })
          .update(ende)
          .returning('id')
      : []
  await trx('beteiligung').where({ id }).update(ende)
  if (row.konto_id !== aufrufer.clientId)
    await sendMail(trx, { an: row.konto_id, text: 'beteiligungBeendet', werte: { unternehmen: row.unternehmen } })
  await appendMitgliedsereignisse(
    trx,
    [...abhaengige.map((other) => other.id), id].map((objektId) => ({
      aggregatId: row.unternehmen_id,
      art: 'beteiligung.beendet' as const,
      objektId,
      durch: aufrufer.clientId,
      zeitpunkt: now,
    })),
  )
  return toBeteiligung({ ...row, status: 'beendet', beendet_am: now, geaendert_am: now })
}
