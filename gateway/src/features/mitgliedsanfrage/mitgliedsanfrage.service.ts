import {
  type CreateEntscheidung,
  checkUebergang,
  type Mitgliedsanfrageseite,
  type Mitgliedsanfragestatus,
  mitgliedsanfrageZustand,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { heuteOf } from '../../heute.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import { admitMitglied, lockMitgliedschaft } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { appendMitgliedsereignis, type Mitgliedsvorgang } from '../mitgliedschaft/unternehmensereignis.service.ts'
import { checkGueltigkeit, checkVergebbar, insertRolle, refuseRolle, rollenbefund } from '../rolle/rolle.service.ts'
import { findAnfrage, geleseneAnfrage, lockAnfrage, type MitgliedsanfrageRow } from './mitgliedsanfrage.queries.ts'

const notFound = (id: string): ProblemError => new ProblemError('not-found', { detail: `Mitgliedsanfrage ${id}` })

/** A request that the caller may see. @throws ProblemError not-found */
export const getAnfrage = async (trx: Knex, aufrufer: Angemeldeter, id: string): Promise<MitgliedsanfrageRow> => {
  const row = await findAnfrage(trx, aufrufer, id)
  if (row === undefined) throw notFound(id)
  return row
}

/** Appends a step of a request to the chain of its company. */
export const appendAnfrageereignis = (
  trx: Knex,
  row: MitgliedsanfrageRow,
  art: Mitgliedsvorgang,
  durch: string,
  now: Date,
) =>
  appendMitgliedsereignis(trx, {
    aggregatId: row.unternehmen_id,
    art,
    objektId: row.id,
    durch,
    zeitpunkt: now,
    daten: { konto: row.konto_id, anwendung: row.anwendung, rolle: row.rolle },
  })

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
  await appendAnfrageereignis(trx, row, art, aufrufer.clientId, now)
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
