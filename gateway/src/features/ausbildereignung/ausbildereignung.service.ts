import {
  type Ausbildermeldung,
  ausbilderZustand,
  type CreateAusbilderanerkennung,
  type CreateAusbildereignung,
  canonicalize,
  checkUebergang,
  normalizeIdentnummer,
  type Stammausbilder,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { einUnternehmen } from '../ausbildungsvertrag/ausbildungsvertrag.service.ts'
import { befund, refusedBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { nameOf } from '../ausbildungsvertrag/vertragsmail.ts'
import { upsertStammdaten } from '../stammdaten/stammdaten.queries.ts'
import { grundFehlt } from '../unternehmen/unternehmen.service.ts'
import {
  type AusbildereignungRow,
  anerkannteBerufeOf,
  datenblattOf,
  findEignungRow,
  geleseneEignung,
} from './ausbildereignung.queries.ts'

/** What a step is taken with: the transaction, who takes it, and the locked row. */
export interface Eignungslage {
  readonly trx: Knex.Transaction
  readonly aufrufer: Angemeldeter
  readonly row: AusbildereignungRow
  readonly now: Date
}

const appendEreignis = async (
  trx: Knex,
  { id }: Pick<AusbildereignungRow, 'id'>,
  status: Ausbildermeldung,
  { clientId }: Angemeldeter,
  now: Date,
): Promise<void> => {
  const inhalt = { art: `ausbilder.${status}`, durch: clientId, objekt: id, zeitpunkt: now.toISOString() }
  await trx.raw('select ereignis_anhaengen(?, ?)', [id, canonicalize(inhalt)])
}

/** Runs a change that may meet a check of the same trainer that is still open. */
const refuseOffene = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'ausbildereignung_offen') throw error
    throw new ProblemError('conflict', { detail: 'This trainer is being checked already', cause: error })
  }
}

/** The registered trainer with a key in a company; as the gateway itself, because only the chamber reads its register. */
const findRegistered = async (
  trx: Knex,
  { knr, identnummer, fremd_id }: Pick<AusbildereignungRow, 'knr' | 'identnummer' | 'fremd_id'>,
): Promise<Stammausbilder | undefined> => {
  const row: { inhalt: string } | undefined = await trx('stammsatz')
    .where({ knr, art: 'ausbilder', schluessel: fremd_id, identnummer, entfallen: false })
    .first('inhalt')
  return row && (JSON.parse(row.inhalt) as Stammausbilder)
}

/**
 * Reports a trainer of the company of the caller: a new one, or one of the register for further occupations.
 *
 * @throws ProblemError rule-violated without an Identnummer or for a key that the register does not give to the company,
 * conflict while the trainer is being checked
 */
export const report = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  datenblatt: CreateAusbildereignung,
  now: Date,
): Promise<AusbildereignungRow> => {
  const unternehmenId = einUnternehmen(aufrufer)
  const company: { knr: string; identnummer: string | null } | undefined = await trx('unternehmen')
    .where({ id: unternehmenId })
    .first('knr', 'identnummer')
  if (company === undefined) throw new ProblemError('not-found', { detail: `Unternehmen ${unternehmenId}` })
  if (company.identnummer === null)
    throw refusedBefunde([
      befund(
        'DV-15',
        '',
        'Ausbilder meldet ein Unternehmen mit Identnummer der Kammer.',
        'Trainers are reported by companies with a number at the chamber.',
      ),
    ])
  const id = createId(now)
  const key = {
    knr: company.knr,
    identnummer: normalizeIdentnummer(company.identnummer),
    fremd_id: datenblatt.fremdId ?? `ausbilder-${id}`,
  }
  if (datenblatt.fremdId !== undefined) {
    const known = await kurzAlsSystem(trx, aufrufer, now, () => findRegistered(trx, key))
    if (known === undefined)
      throw refusedBefunde([
        befund(
          'DV-21',
          '/fremdId',
          'Dieser Ausbilder ist bei der Kammer nicht für diesen Betrieb verzeichnet.',
          'The register of the chamber has no such trainer of this company.',
        ),
      ])
  }
  await refuseOffene(() =>
    trx('ausbildereignung').insert({
      id,
      status: 'gemeldet',
      version: 1,
      ...key,
      unternehmen_id: unternehmenId,
      inhalt: canonicalize(datenblatt),
      antragsteller: aufrufer.clientId,
      erstellt_am: now,
      geaendert_am: now,
    }),
  )
  await appendEreignis(trx, { id }, 'gemeldet', aufrufer, now)
  return read(trx, aufrufer, id)
}

/** A trainer that the caller may see. @throws ProblemError not-found */
export const read = async (trx: Knex, aufrufer: Angemeldeter, id: string): Promise<AusbildereignungRow> => {
  const row = await findEignungRow(trx, aufrufer, id)
  if (!row) throw new ProblemError('not-found', { detail: `Ausbildereignung ${id}` })
  return row
}

/** The same, locked, and as the caller last saw it. @throws ProblemError not-found, precondition-failed */
export const take = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
): Promise<AusbildereignungRow> => {
  const row = await findEignungRow(trx, aufrufer, id, true)
  if (!row) throw new ProblemError('not-found', { detail: `Ausbildereignung ${id}` })
  await checkStand(expected, row.version, () => geleseneEignung(row))
  return row
}

/** Moves a locked trainer on, by the table of states, and appends the event. */
const move = async (
  { trx, aufrufer, row, now }: Eignungslage,
  nach: Ausbildermeldung,
  spalten: Partial<AusbildereignungRow>,
  grund?: string,
): Promise<AusbildereignungRow> => {
  const seite = aufrufer.art === 'kammer' ? 'kammer' : 'antragsteller'
  const fehler = checkUebergang(ausbilderZustand, row.status, nach, seite, grund)
  if (fehler === 'kommentarFehlt') throw grundFehlt('DV-15')
  if (fehler !== undefined) throw new ProblemError('conflict', { detail: `The trainer is in the state ${row.status}` })
  await refuseOffene(() =>
    trx('ausbildereignung')
      .where({ id: row.id })
      .update({ ...spalten, status: nach, version: row.version + 1, geaendert_am: now }),
  )
  await appendEreignis(trx, row, nach, aufrufer, now)
  return read(trx, aufrufer, row.id)
}

/** Whoever has taken it decides; anybody else puts it back first. */
const checkZuweisung = ({ aufrufer, row }: Eignungslage): void => {
  if (row.zugewiesen_an !== null && row.zugewiesen_an !== aufrufer.clientId)
    throw new ProblemError('conflict', { detail: 'Another clerk has taken the trainer' })
}

/** Reports a refused trainer again. */
export const reportAgain = (lage: Eignungslage, datenblatt: CreateAusbildereignung): Promise<AusbildereignungRow> => {
  if (datenblatt.fremdId !== undefined && datenblatt.fremdId !== lage.row.fremd_id)
    throw refusedBefunde([befund('DV-21', '/fremdId', 'Das ist ein anderer Ausbilder.', 'This is another trainer.')])
  return move(lage, 'gemeldet', { inhalt: canonicalize(datenblatt), antragsteller: lage.aufrufer.clientId })
}

/** Takes a trainer to check. */
export const claim = (lage: Eignungslage): Promise<AusbildereignungRow> =>
  move(lage, 'inPruefung', { zugewiesen_an: lage.aufrufer.clientId })

/** Puts a trainer back; any clerk may, because the one who has it may be away. */
export const giveBack = (lage: Eignungslage): Promise<AusbildereignungRow> =>
  move(lage, 'gemeldet', { zugewiesen_an: null })

/** Puts the trainer into the register with these occupations, or out of it when there are none. */
const storeInRegister = async (
  { trx, now }: Eignungslage,
  { knr, fremd_id, identnummer, ...row }: AusbildereignungRow,
  berufe: readonly string[],
): Promise<void> => {
  const inhalt: Stammausbilder = {
    fremdId: fremd_id,
    identnummer,
    name: nameOf(datenblattOf(row)),
    berufe: [...berufe],
    ...(berufe.length === 0 ? { entfallen: true } : {}),
  }
  await upsertStammdaten(trx, knr, [{ art: 'ausbilder', schluessel: fremd_id, inhalt }], now)
}

const tell = async (
  trx: Knex,
  row: AusbildereignungRow,
  text: 'ausbilderAnerkannt' | 'ausbilderAbgelehnt' | 'ausbilderWiederGeprueft',
  werte: { readonly berufe: string; readonly grund: string },
): Promise<void> => {
  if (row.antragsteller === null) return
  await sendMail(trx, { an: row.antragsteller, text, werte: { ausbilder: nameOf(datenblattOf(row)), ...werte } })
}

/**
 * Accepts a trainer for the occupations asked for, or for some of them: the register has him for these besides those that it
 * had (DV-15, DV-21).
 *
 * @throws ProblemError rule-violated for an occupation that nobody asked for, conflict in any other state
 */
export const recognise = async (
  lage: Eignungslage,
  { berufe, bemerkung }: CreateAusbilderanerkennung,
): Promise<AusbildereignungRow> => {
  const { trx, aufrufer, row, now } = lage
  checkZuweisung(lage)
  const asked = datenblattOf(row).berufe
  const accepted = berufe ?? asked
  const foreign = accepted.findIndex((beruf) => !asked.includes(beruf))
  if (foreign >= 0)
    throw refusedBefunde([
      befund(
        'DV-15',
        `/berufe/${foreign}`,
        'Für diesen Beruf wurde der Ausbilder nicht gemeldet.',
        'The trainer was not reported for this occupation.',
      ),
    ])
  const moved = await move(lage, 'anerkannt', { anerkannt: JSON.stringify(accepted), grund: null })
  const known = await kurzAlsSystem(trx, aufrufer, now, () => findRegistered(trx, row))
  await storeInRegister(lage, row, [...new Set([...(known?.berufe ?? []), ...accepted])])
  await tell(trx, moved, 'ausbilderAnerkannt', { berufe: accepted.join(', '), grund: bemerkung ?? '' })
  return moved
}

/** Refuses a trainer with the reason. */
export const refuse = async (lage: Eignungslage, grund: string): Promise<AusbildereignungRow> => {
  checkZuweisung(lage)
  const moved = await move(lage, 'abgelehnt', { grund, zugewiesen_an: null }, grund)
  await tell(lage.trx, moved, 'ausbilderAbgelehnt', { berufe: datenblattOf(moved).berufe.join(', '), grund })
  return moved
}

/** Checks an accepted trainer again: what was accepted leaves the register until the chamber has decided (BBiG § 32). */
export const reopen = async (lage: Eignungslage, grund: string): Promise<AusbildereignungRow> => {
  const { trx, aufrufer, row, now } = lage
  const accepted = anerkannteBerufeOf(row)
  const spalten = { grund, anerkannt: null, zugewiesen_an: aufrufer.clientId }
  const moved = await move(lage, 'inPruefung', spalten, grund)
  const known = await kurzAlsSystem(trx, aufrufer, now, () => findRegistered(trx, row))
  await storeInRegister(
    lage,
    row,
    (known?.berufe ?? []).filter((beruf) => !accepted.includes(beruf)),
  )
  await tell(trx, moved, 'ausbilderWiederGeprueft', { berufe: accepted.join(', '), grund })
  return moved
}
