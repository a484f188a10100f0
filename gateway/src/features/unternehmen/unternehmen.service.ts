import {
  type CreateUnternehmen,
  checkKammernummer,
  checkUebergang,
  findSitzkammer,
  isElsterPflicht,
  type Unternehmensseite,
  type Unternehmensstatus,
  type UpdateUnternehmen,
  unternehmenZustand,
  type Verstoss,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import {
  anschriftSpalten,
  findUnternehmen,
  gelesenesUnternehmen,
  listKammernDerPlz,
  lockUnternehmen,
  type UnternehmenRow,
} from './unternehmen.queries.ts'
import { appendUnternehmensereignis } from './unternehmen-ereignis.ts'

/** Who moves a company on, as which side, and when. */
export interface Schritturheber {
  readonly seite: Unternehmensseite
  readonly durch: string
  readonly now: Date
  /** Reason, where the step needs one. */
  readonly grund?: string | undefined
  readonly daten?: Readonly<Record<string, string>>
}

const violated = (regel: string, pfad: string, text: string, textEnglisch: string): ProblemError => {
  const verstoss: Verstoss = { regel, schwere: 'fehler', pfad, text, textEnglisch }
  return new ProblemError('rule-violated', { detail: textEnglisch, verstoesse: [verstoss] })
}

/** A reason that is missing or only blanks. */
export const grundFehlt = (regel: string): ProblemError =>
  violated(regel, '/grund', 'Ein Grund ist erforderlich.', 'A reason is required')

/**
 * Moves a locked company on and appends the event.
 *
 * @returns the row as it is now
 * @throws ProblemError conflict when the state does not allow it, rule-violated without the reason that it needs
 */
export const moveUnternehmen = async (
  trx: Knex.Transaction,
  row: UnternehmenRow,
  nach: Unternehmensstatus,
  { seite, durch, now, grund, daten }: Schritturheber,
): Promise<UnternehmenRow> => {
  const fehler = checkUebergang(unternehmenZustand, row.status, nach, seite, grund)
  if (fehler === 'kommentarFehlt') throw grundFehlt('MI-29')
  if (fehler !== undefined) throw new ProblemError('conflict', { detail: `The company is in the state ${row.status}` })
  const version = row.version + 1
  const changed = await trx('unternehmen').where({ id: row.id }).update({ status: nach, version, geaendert_am: now })
  if (changed !== 1) throw new Error(`the company ${row.id} could not be changed`)
  await appendUnternehmensereignis(trx, {
    unternehmenId: row.id,
    art: `unternehmen.${nach}`,
    durch,
    zeitpunkt: now,
    ...(daten === undefined ? {} : { daten }),
  })
  return { ...row, status: nach, version, geaendert_am: now }
}

/** A company that the caller may see, locked, and as the caller last saw it. */
export const takeUnternehmen = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected?: number,
): Promise<UnternehmenRow> => {
  const row = await lockUnternehmen(trx, aufrufer, id)
  if (!row) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
  await checkStand(expected, row.version, () => gelesenesUnternehmen(row, aufrufer))
  return row
}

/**
 * Keeps who has registered a company from checking it as a clerk, or from reading the password in its letter: it would be his
 * with nobody else having looked.
 *
 * @throws ProblemError forbidden
 */
export const refuseOwnRegistration = (row: UnternehmenRow, { clientId }: Angemeldeter): void => {
  if (row.antragsteller === clientId)
    throw new ProblemError('forbidden', {
      detail: 'Somebody else of the chamber checks what one has registered oneself',
    })
}

/** The row after its parts were changed. */
export const readAgain = async (trx: Knex, aufrufer: Angemeldeter, id: string): Promise<UnternehmenRow> => {
  const row = await findUnternehmen(trx, aufrufer, id)
  if (!row) throw new Error(`the company ${id} vanished`)
  return row
}

const duplicate = () =>
  new ProblemError('conflict', { detail: 'A company with this Identnummer is registered with this chamber already' })

/** Runs a change that may meet a company with the same number at the same chamber (MI-33). */
export const refuseDuplicate = async <T>(change: () => Promise<T>): Promise<T> => {
  try {
    return await change()
  } catch (error) {
    const isDuplicate =
      error instanceof Error && 'constraint' in error && error.constraint === 'unternehmen_identnummer'
    throw isDuplicate ? duplicate() : error
  }
}

const findKnr = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  input: CreateUnternehmen,
  now: Date,
): Promise<string> => {
  if (input.knr !== undefined) {
    const kammer = checkKammernummer(input.knr, '/knr')
    if (kammer === undefined) return input.knr
    throw new ProblemError('rule-violated', { detail: kammer.textEnglisch, verstoesse: [kammer] })
  }
  const { plz, ort } = input.anschrift
  const knr = findSitzkammer(ort, await kurzAlsSystem(trx, aufrufer, now, () => listKammernDerPlz(trx, plz)))
  if (knr !== undefined) return knr
  throw violated(
    'MI-28',
    '/knr',
    'Aus der Anschrift folgt nicht, welche Kammer zuständig ist. Bitte geben Sie die Kammernummer an.',
    'The chamber does not follow from the address; name it in knr',
  )
}

/**
 * Registers a company with the chamber of its seat.
 *
 * @throws ProblemError rule-violated when the chamber cannot be told, conflict when the company is registered already
 */
export const registerUnternehmen = async (
  trx: Knex.Transaction,
  { config }: Pick<Deps, 'config'>,
  aufrufer: Angemeldeter,
  input: CreateUnternehmen,
  now: Date,
): Promise<UnternehmenRow> => {
  const knr = await findKnr(trx, aufrufer, input, now)
  const id = createId(now)
  const elster = isElsterPflicht(heuteOf(now), config.ELSTER_AB) ? 'offen' : 'nichtErforderlich'
  await refuseDuplicate(() =>
    trx('unternehmen').insert({
      id,
      knr,
      name: input.name,
      ...anschriftSpalten(input.anschrift),
      identnummer: input.identnummer ?? null,
      hr_nummer: input.hrNummer ?? null,
      status: 'beantragt',
      version: 1,
      erstellt_am: now,
      geaendert_am: now,
    }),
  )
  await trx('unternehmensregistrierung').insert({
    unternehmen_id: id,
    konto_id: aufrufer.clientId,
    elster_status: elster,
  })
  const daten = { knr, elster }
  await appendUnternehmensereignis(trx, {
    unternehmenId: id,
    art: 'unternehmen.beantragt',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten,
  })
  return readAgain(trx, aufrufer, id)
}

const offene: readonly Unternehmensstatus[] = ['beantragt', 'rueckfrage']

/**
 * Changes a registration that waits, answers the chamber, or keeps the data of an active company.
 *
 * @throws ProblemError not-found, precondition-failed, conflict, rule-violated
 */
export const changeUnternehmen = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  { name, anschrift, identnummer, hrNummer, antwort }: UpdateUnternehmen,
  expected: number,
  now: Date,
): Promise<UnternehmenRow> => {
  const row = await takeUnternehmen(trx, aufrufer, id, expected)
  const isRegistration = aufrufer.art === 'konto'
  const isAntragsteller = isRegistration && row.antragsteller === aufrufer.clientId
  if (isRegistration && !isAntragsteller) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
  if (isRegistration && !offene.includes(row.status))
    throw new ProblemError('conflict', { detail: `The company is in the state ${row.status}` })
  if (!isRegistration && (identnummer !== undefined || antwort !== undefined))
    throw new ProblemError('conflict', { detail: 'The number of an active company is that of the register' })
  if (antwort !== undefined && row.status !== 'rueckfrage')
    throw new ProblemError('conflict', { detail: 'The chamber has not asked anything' })
  const fields = {
    ...(name === undefined ? {} : { name }),
    ...(anschrift === undefined ? {} : anschriftSpalten(anschrift)),
    ...(identnummer === undefined ? {} : { identnummer }),
    ...(hrNummer === undefined ? {} : { hr_nummer: hrNummer }),
  }
  const version = row.version + 1
  await refuseDuplicate(() =>
    trx('unternehmen')
      .where({ id })
      .update({ ...fields, version, geaendert_am: now }),
  )
  await appendUnternehmensereignis(trx, {
    unternehmenId: id,
    art: 'unternehmen.geaendert',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    ...(Object.keys(fields).length === 0 ? {} : { daten: { felder: Object.keys(fields).sort().join(',') } }),
  })
  if (antwort !== undefined) {
    await trx('unternehmensregistrierung').where({ unternehmen_id: id }).update({ antwort })
    const changed = { ...row, version }
    await moveUnternehmen(trx, changed, 'inPruefung', { seite: 'antragsteller', durch: aufrufer.clientId, now })
  }
  return readAgain(trx, aufrufer, id)
}

/**
 * Takes a registration for the calling clerk. Taking it twice is no conflict, taking another one's is.
 *
 * @throws ProblemError not-found, forbidden to who registered it, conflict
 */
export const claimUnternehmen = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<UnternehmenRow> => {
  const row = await takeUnternehmen(trx, aufrufer, id)
  refuseOwnRegistration(row, aufrufer)
  if (row.zugewiesen_an === aufrufer.clientId) return row
  if (row.zugewiesen_an !== null) throw new ProblemError('conflict', { detail: 'Another clerk has taken it' })
  await moveUnternehmen(trx, row, 'inPruefung', { seite: 'kammer', durch: aufrufer.clientId, now })
  await trx('unternehmensregistrierung')
    .where({ unternehmen_id: id })
    .update({ zugewiesen_an: aufrufer.clientId, zugewiesen_am: now })
  return readAgain(trx, aufrufer, id)
}

/**
 * Gives a registration back. Any clerk of the chamber may do so, because the one who has it may be away.
 *
 * @throws ProblemError not-found, conflict when it is not being checked
 */
export const releaseUnternehmen = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<UnternehmenRow> => {
  const row = await takeUnternehmen(trx, aufrufer, id)
  await moveUnternehmen(trx, row, 'beantragt', { seite: 'kammer', durch: aufrufer.clientId, now })
  await trx('unternehmensregistrierung')
    .where({ unternehmen_id: id })
    .update({ zugewiesen_an: null, zugewiesen_am: null })
  return readAgain(trx, aufrufer, id)
}
