import {
  type Anforderungsseite,
  type Anforderungsstatus,
  anforderungZustand,
  type Berichtsheftauswahl,
  type CreateAnforderung,
  checkUebergang,
  type Datum,
  type Ereignisart,
  type Verstoss,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { insertNew } from '../../db/insert-new.ts'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { appendEreignis } from '../ereignis/ereignis.service.ts'
import {
  type AnforderungBasis,
  type AnforderungRow,
  findAnforderung,
  findHeftnamen,
  lockAnforderung,
} from './anforderung.queries.ts'
import { tellUnternehmen } from './mitteilung.service.ts'
import { befund, refuse, stateConflict } from './vorgangsbefund.ts'

/** Who takes a step, and when. */
export interface Urheber {
  readonly seite: Anforderungsseite
  /** Id of the machine client or of the account, or `system`. */
  readonly durch: string
  readonly now: Date
}

/** The gateway itself, by a deadline or a delivery. */
export const systemUrheber = (now: Date): Urheber => ({ seite: 'system', durch: 'system', now })

/** Who a caller is in the life of a request. */
export const urheberOf = (aufrufer: Angemeldeter, now: Date): Urheber => ({
  seite: aufrufer.art === 'kammer' || aufrufer.art === 'unternehmen' ? aufrufer.art : 'anbieter',
  durch: aufrufer.clientId,
  now,
})

const ereignisarten: Record<Anforderungsstatus, Ereignisart> = {
  angelegt: 'anforderung.angelegt',
  zugestellt: 'anforderung.zugestellt',
  gelesen: 'anforderung.gelesen',
  freigegeben: 'anforderung.freigegeben',
  uebermittelt: 'anforderung.uebermittelt',
  geprueft: 'anforderung.geprueft',
  ueberfaellig: 'anforderung.ueberfaellig',
  zurueckgezogen: 'anforderung.zurueckgezogen',
}

/** Columns that may change with a step. */
export interface Schrittspalten {
  readonly ruecknahmegrund?: string
  readonly zurueckgezogen_durch?: string
  readonly saeumig?: 'anbieter' | 'kammer'
  readonly freigabe_id?: string | null
  readonly uebermittlung_id?: string
  readonly pruef_frist?: Datum
}

/**
 * Checks a step against the table of states.
 *
 * @throws ProblemError conflict when it does not allow the step
 */
export const stateAllows = (
  { status }: Pick<AnforderungBasis, 'status'>,
  nach: Anforderungsstatus,
  { seite }: Pick<Urheber, 'seite'>,
): void => {
  if (checkUebergang(anforderungZustand, status, nach, seite)) throw stateConflict(status, nach)
}

/**
 * Moves a locked request on: checks the step against the table of states, stores it and appends its event.
 *
 * @param daten ids and hashes that go into the event
 * @throws ProblemError conflict when the table does not allow the step
 */
export const moveAnforderung = async <R extends AnforderungBasis>(
  trx: Knex.Transaction,
  row: R,
  nach: Anforderungsstatus,
  { seite, durch, now }: Urheber,
  spalten: Schrittspalten = {},
  daten?: Readonly<Record<string, string>>,
): Promise<R> => {
  stateAllows(row, nach, { seite })
  const changed = {
    ...spalten,
    status: nach,
    version: row.version + 1,
    verlauf: [...row.verlauf, { status: nach, zeitpunkt: now.toISOString() }],
    geaendert_am: now,
  }
  await trx('anforderung')
    .where({ id: row.id })
    .update({ ...changed, verlauf: JSON.stringify(changed.verlauf) })
  await appendAnforderungEreignis(trx, row, ereignisarten[nach], { durch, now }, daten)
  return { ...row, ...changed }
}

/** Appends an event to the chain of a request. */
export const appendAnforderungEreignis = (
  trx: Knex.Transaction,
  row: Pick<AnforderungBasis, 'id' | 'knr' | 'anbieter_id' | 'berichtsheft_id'>,
  art: Ereignisart,
  { durch, now }: Pick<Urheber, 'durch' | 'now'>,
  daten?: Readonly<Record<string, string>>,
): Promise<number> =>
  appendEreignis(trx, {
    aggregatId: row.id,
    art,
    objektId: row.id,
    knr: row.knr,
    anbieterId: row.anbieter_id,
    berichtsheftId: row.berichtsheft_id,
    zeitpunkt: now,
    durch,
    ...(daten === undefined ? {} : { daten }),
  })

/** The parts of a request that the single and the bulk one share, checked. Pointers start at the request. */
export const checkAngaben = (
  { frist, rechtsgrundlage, zeitraum }: Pick<CreateAnforderung, 'frist' | 'rechtsgrundlage' | 'zeitraum'>,
  heute: Datum,
): Verstoss[] => [
  ...(frist > heute ? [] : [befund('fristVorbei', '/frist', heute)]),
  ...(rechtsgrundlage.trim() === '' ? [befund('rechtsgrundlageLeer', '/rechtsgrundlage')] : []),
  ...(zeitraum === undefined || zeitraum.von <= zeitraum.bis ? [] : [befund('zeitraumVerkehrt', '/zeitraum/bis')]),
]

/** Whether a selection can name one book at all. */
const checkAuswahl = ({
  berichtsheftId,
  vertragsnummer,
  azubinummer,
  name,
  geburtsdatum,
}: Berichtsheftauswahl): Verstoss[] => {
  if (name !== undefined && geburtsdatum === undefined) return [befund('geburtsdatumFehlt', '/auswahl/geburtsdatum')]
  if (name === undefined && geburtsdatum !== undefined) return [befund('nameFehlt', '/auswahl/name')]
  const named = berichtsheftId ?? vertragsnummer ?? azubinummer ?? name
  return named === undefined ? [befund('auswahlLeer', '/auswahl')] : []
}

/**
 * The one book of a district that a selection names. Other districts do not exist here, so the answer says nothing about
 * their books. A name is found in both normal forms (NFC and NFD).
 *
 * @throws ProblemError rule-violated when there is none or more than one
 */
const findAuswahl = async (
  db: Knex,
  knr: string,
  auswahl: Berichtsheftauswahl,
): Promise<{ id: string; anbieter_id: string }> => {
  const { berichtsheftId, vertragsnummer, azubinummer, name, geburtsdatum } = auswahl
  const query = db('berichtsheft').where({ knr }).limit(2)
  if (berichtsheftId !== undefined) query.where({ id: berichtsheftId })
  if (vertragsnummer !== undefined) query.where({ vertragsnummer })
  if (azubinummer !== undefined) query.where({ azubinummer })
  if (name !== undefined) query.whereIn('azubi', [name, name.normalize('NFC'), name.normalize('NFD')])
  if (geburtsdatum !== undefined) query.where({ geburtsdatum })
  const [first, second]: { id: string; anbieter_id: string }[] = await query.select('id', 'anbieter_id')
  if (!first) throw refusal('keinTreffer')
  if (second) throw refusal('mehrereTreffer')
  return first
}

const refusal = (name: 'keinTreffer' | 'mehrereTreffer'): ProblemError => {
  const verstoss = befund(name, '/auswahl')
  return new ProblemError('rule-violated', { detail: verstoss.textEnglisch, verstoesse: [verstoss] })
}

/**
 * Requests one book for a chamber and tells its vendor and the people of its company.
 *
 * @throws ProblemError rule-violated
 */
export const requestHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  eingabe: CreateAnforderung,
  now: Date,
): Promise<AnforderungRow> => {
  refuse([...checkAuswahl(eingabe.auswahl), ...checkAngaben(eingabe, heuteOf(now))])
  const knr = knrOf(aufrufer)
  const id = createId(now)
  const heft = await kurzAlsSystem(trx, aufrufer, now, async () => {
    const found = await findAuswahl(trx, knr, eingabe.auswahl)
    await tellUnternehmen(trx, [found.id], { knr, frist: eingabe.frist, vorgang: id })
    return found
  })
  await insertAnforderung(trx, { id, knr, anbieter_id: heft.anbieter_id, berichtsheft_id: heft.id }, eingabe, now)
  await appendAnforderungEreignis(
    trx,
    { id, knr, anbieter_id: heft.anbieter_id, berichtsheft_id: heft.id },
    'anforderung.angelegt',
    { durch: aufrufer.clientId, now },
  )
  const row = await findAnforderung(trx, id)
  if (!row) throw new Error('a new request cannot be read in its own transaction')
  return row
}

/**
 * Stores a new request; its event is appended by the caller.
 *
 * @returns whether it is new: a bulk request asks for each book once
 */
export const insertAnforderung = async (
  trx: Knex.Transaction,
  ids: Pick<AnforderungBasis, 'id' | 'knr' | 'anbieter_id' | 'berichtsheft_id'> & {
    readonly sammelanforderung_id?: string
  },
  angaben: Pick<CreateAnforderung, 'zweck' | 'rechtsgrundlage' | 'zeitraum' | 'frist' | 'hinweis'>,
  now: Date,
): Promise<boolean> => {
  return insertNew(trx, 'anforderung', {
    ...ids,
    version: 1,
    status: 'angelegt',
    zweck: angaben.zweck,
    rechtsgrundlage: angaben.rechtsgrundlage,
    von: angaben.zeitraum?.von ?? null,
    bis: angaben.zeitraum?.bis ?? null,
    frist: angaben.frist,
    hinweis: angaben.hinweis ?? null,
    verlauf: JSON.stringify([{ status: 'angelegt', zeitpunkt: now.toISOString() }]),
    erstellt_am: now,
    geaendert_am: now,
  })
}

/** The chamber of a caller. */
export const knrOf = ({ knr }: Angemeldeter): string => {
  if (knr === undefined) throw new Error('the permission table let a caller without chamber through')
  return knr
}

/**
 * Notes that the system of the vendor received a request. Does nothing when it is further already.
 *
 * @returns the request as it then is; `undefined` when there is none
 */
export const markZugestellt = async (
  trx: Knex.Transaction,
  id: string,
  now: Date,
): Promise<AnforderungRow | undefined> => {
  const row = await lockAnforderung(trx, id)
  return row?.status === 'angelegt' ? moveAnforderung(trx, row, 'zugestellt', systemUrheber(now)) : row
}

/** Notes that the system of the vendor read a request. Does nothing when it is further already. */
export const markGelesen = async (
  trx: Knex.Transaction,
  row: AnforderungRow,
  urheber: Urheber,
): Promise<AnforderungRow> => {
  if (row.status !== 'angelegt' && row.status !== 'zugestellt') return row
  const locked = await lockAnforderung(trx, row.id)
  if (locked?.status !== 'angelegt' && locked?.status !== 'zugestellt') return locked ?? row
  return moveAnforderung(trx, locked, 'gelesen', urheber)
}

/**
 * Completes rows with the names of their books where row security hides the book: a chamber sees no book of a request
 * that it withdrew, but its own request still says whom it was about.
 */
export const withHeftnamen = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  rows: readonly AnforderungRow[],
  now: Date,
): Promise<AnforderungRow[]> => {
  const hidden = rows.filter(({ azubi }) => azubi === null).map(({ berichtsheft_id }) => berichtsheft_id)
  if (hidden.length === 0) return [...rows]
  const names = await kurzAlsSystem(trx, aufrufer, now, () => findHeftnamen(trx, hidden))
  const byId = new Map(names.map((name) => [name.id, name]))
  return rows.flatMap((row) => {
    const name = byId.get(row.berichtsheft_id)
    if (row.azubi !== null) return [row]
    return name ? [{ ...row, azubi: name.azubi, heft_fremd_id: name.fremd_id, heft_version: name.version }] : []
  })
}
