import { createHash } from 'node:crypto'
import { limits, type Stammunternehmen } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { findStammsatz, toStammunternehmen } from '../stammdaten/stammdaten.queries.ts'
import type { WriteDocument } from '../uebermittlung/document-pool.ts'
import type { UnternehmenRow } from '../unternehmen/unternehmen.queries.ts'
import {
  moveUnternehmen,
  readAgain,
  refuseOwnRegistration,
  takeUnternehmen,
} from '../unternehmen/unternehmen.service.ts'
import { appendUnternehmensereignis } from '../unternehmen/unternehmen-ereignis.ts'
import { type BriefRow, findBrief, lockBrief } from './brief.queries.ts'
import { createKennwort } from './kennwort.ts'

const day = 86_400_000

/** What a letter is encrypted as belonging to, so that rows cannot be exchanged. */
const bezugOf = (id: string): string => `brief:${id}`

/** What letters are made with. */
export interface Briefwerkzeug {
  readonly deps: Pick<Deps, 'config' | 'keyring'>
  readonly write: WriteDocument
}

/**
 * Makes a letter with a new activation password to the address of the register and makes earlier ones invalid. The
 * password stands in the encrypted file until it is posted, and elsewhere only as a hash. Call it with the company locked.
 */
export const issueBrief = async (
  trx: Knex.Transaction,
  { deps, write }: Briefwerkzeug,
  aufrufer: Angemeldeter,
  row: UnternehmenRow,
  stamm: Stammunternehmen,
  now: Date,
): Promise<BriefRow> => {
  const { config, keyring } = deps
  const id = createId(now)
  const { kennwort, salz, hash } = await createKennwort()
  const pdf = await write({
    art: 'brief',
    briefId: id,
    knr: row.knr,
    empfaenger: stamm.name,
    anschrift: stamm.anschrift,
    identnummer: stamm.identnummer,
    kennwort,
    gueltigTage: config.AKTIVIERUNG_TAGE,
    versuche: config.AKTIVIERUNG_VERSUCHE,
    adresse: config.PUBLIC_URL,
    erstelltAm: now.toISOString(),
  })
  const brief: BriefRow = {
    id,
    unternehmen_id: row.id,
    knr: row.knr,
    status: 'erstellt',
    empfaenger: stamm.name,
    anschrift: stamm.anschrift,
    inhalt: await keyring.wrap(Buffer.from(pdf).toString('base64'), bezugOf(id)),
    sha256: createHash('sha256').update(pdf).digest(),
    erstellt_am: now,
    versandt_am: null,
    geaendert_am: now,
  }
  await endBriefe(trx, row.id, now)
  await trx('brief').insert({ ...brief, anschrift: JSON.stringify(brief.anschrift) })
  await kurzAlsSystem(trx, aufrufer, now, () =>
    trx('aktivierungskennwort')
      .insert({ unternehmen_id: row.id, brief_id: id, salz, hash, versuche: 0, gueltig_bis: null })
      .onConflict('unternehmen_id')
      .merge(),
  )
  await trx('unternehmensregistrierung').where({ unternehmen_id: row.id }).update({ aktivierbar_bis: null })
  await appendUnternehmensereignis(trx, {
    unternehmenId: row.id,
    art: 'brief.erstellt',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { brief: id },
  })
  return brief
}

/** Makes the letters of a company invalid and removes what stands in them. */
export const endBriefe = async (trx: Knex, unternehmenId: string, now: Date): Promise<void> => {
  await trx('brief')
    .where({ unternehmen_id: unternehmenId })
    .whereIn('status', ['erstellt', 'versandt'])
    .update({ status: 'ungueltig', inhalt: null, geaendert_am: now })
}

/**
 * Orders a new letter for a company that is not active yet. The old password is invalid at once (MI-57).
 *
 * @throws ProblemError not-found, conflict, too-many-requests
 */
export const reorderBrief = async (
  trx: Knex.Transaction,
  werkzeug: Briefwerkzeug,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  now: Date,
): Promise<BriefRow> => {
  const row = await takeUnternehmen(trx, aufrufer, unternehmenId)
  if (row.antragsteller !== aufrufer.clientId)
    throw new ProblemError('not-found', { detail: `Unternehmen ${unternehmenId}` })
  if (!['freigegeben', 'briefVersendet', 'gesperrt'].includes(row.status))
    throw new ProblemError('conflict', { detail: `The company is in the state ${row.status}` })
  const [{ anzahl } = { anzahl: 0 }] = await trx('brief')
    .where({ unternehmen_id: unternehmenId })
    .where('erstellt_am', '>', new Date(now.getTime() - 30 * day))
    .count<{ anzahl: string | number }[]>('* as anzahl')
  if (Number(anzahl) >= limits.briefe)
    throw new ProblemError('too-many-requests', { detail: `At most ${limits.briefe} letters are made in 30 days` })
  const stammsatzId = row.stammsatz_id
  const stamm =
    stammsatzId === null
      ? undefined
      : await kurzAlsSystem(trx, aufrufer, now, async () => {
          const found = await findStammsatz(trx, stammsatzId)
          return found && toStammunternehmen(found)
        })
  if (!stamm)
    throw new ProblemError('conflict', { detail: 'The register holds the company no longer; ask the chamber' })
  const brief = await issueBrief(trx, werkzeug, aufrufer, row, stamm, now)
  if (row.status !== 'freigegeben')
    await moveUnternehmen(trx, row, 'freigegeben', { seite: 'antragsteller', durch: aufrufer.clientId, now })
  return brief
}

/**
 * The file of a letter that waits to be posted. Whoever fetches it could read the password, so it is an event.
 *
 * @throws ProblemError not-found, forbidden to who registered the company, gone once it was posted or became invalid
 */
export const readBrief = async (
  trx: Knex,
  { keyring }: Pick<Deps, 'keyring'>,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<Buffer> => {
  const row = await findBrief(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Brief ${id}` })
  refuseOwnRegistration(await readAgain(trx, aufrufer, row.unternehmen_id), aufrufer)
  if (row.inhalt === null)
    throw new ProblemError('gone', { detail: 'The letter was posted or is invalid; its text was removed' })
  const pdf = Buffer.from(await keyring.unwrap(row.inhalt, bezugOf(id)), 'base64')
  await appendUnternehmensereignis(trx, {
    unternehmenId: row.unternehmen_id,
    art: 'brief.gelesen',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { brief: id },
  })
  return pdf
}

/**
 * Notes that a letter was posted: its text is removed, its password is valid from now on, and the registrant is told.
 *
 * @throws ProblemError not-found, conflict
 */
export const postBrief = async (
  trx: Knex.Transaction,
  { config }: Pick<Deps, 'config'>,
  aufrufer: Angemeldeter,
  id: string,
  now: Date,
): Promise<BriefRow> => {
  const found = await findBrief(trx, id)
  if (!found) throw new ProblemError('not-found', { detail: `Brief ${id}` })
  // The company first: everything that changes letters locks in this order.
  const row = await takeUnternehmen(trx, aufrufer, found.unternehmen_id)
  const brief = await lockBrief(trx, id)
  if (brief?.status !== 'erstellt') throw new ProblemError('conflict', { detail: `The letter is ${brief?.status}` })
  const gueltigBis = new Date(now.getTime() + config.AKTIVIERUNG_TAGE * day)
  const posted = { status: 'versandt' as const, inhalt: null, versandt_am: now, geaendert_am: now }
  await trx('brief').where({ id }).update(posted)
  await kurzAlsSystem(trx, aufrufer, now, () =>
    trx('aktivierungskennwort').where({ unternehmen_id: row.id, brief_id: id }).update({ gueltig_bis: gueltigBis }),
  )
  await trx('unternehmensregistrierung').where({ unternehmen_id: row.id }).update({ aktivierbar_bis: gueltigBis })
  await moveUnternehmen(trx, row, 'briefVersendet', {
    seite: 'kammer',
    durch: aufrufer.clientId,
    now,
    daten: { brief: id },
  })
  if (row.antragsteller !== null)
    await sendMail(trx, {
      an: row.antragsteller,
      text: 'unternehmenBriefVersandt',
      werte: { unternehmen: row.name, tage: `${config.AKTIVIERUNG_TAGE}`, verweis: config.PUBLIC_URL },
    })
  return { ...brief, ...posted }
}
