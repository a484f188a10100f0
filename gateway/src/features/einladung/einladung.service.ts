import { createHash, randomBytes } from 'node:crypto'
import {
  type CreateEinladung,
  checkUebergang,
  type Einladungsseite,
  type Einladungsstatus,
  einladungZustand,
  limits,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { insertNew } from '../../db/insert-new.ts'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { createId } from '../../ids.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand } from '../../stand.ts'
import { admitMitglied, lockMitgliedschaft } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { appendMitgliedsereignis, type Mitgliedsvorgang } from '../mitgliedschaft/unternehmensereignis.service.ts'
import { checkGueltigkeit, checkVergebbar, insertRolle, refuseRolle, rollenbefund } from '../rolle/rolle.service.ts'
import {
  ablaufMitWartung,
  type EinladungRow,
  findByToken,
  findEinladung,
  geleseneEinladung,
  lockEinladung,
} from './einladung.queries.ts'

const day = 86_400_000

const notFound = (id: string): ProblemError => new ProblemError('not-found', { detail: `Einladung ${id}` })

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Checks a step by the table of states. */
const checkSchritt = (von: Einladungsstatus, nach: Einladungsstatus, durch: Einladungsseite): void => {
  if (checkUebergang(einladungZustand, von, nach, durch) !== undefined)
    throw new ProblemError('conflict', { detail: `An invitation in the state ${von} cannot become ${nach}` })
}

/** An invitation that the caller may see. @throws ProblemError not-found */
export const getEinladungRow = async (
  trx: Knex,
  aufrufer: Pick<Angemeldeter, 'unternehmenIds'>,
  id: string,
): Promise<EinladungRow> => {
  const row = await findEinladung(trx, aufrufer.unternehmenIds, id)
  if (row === undefined) throw notFound(id)
  return row
}

/**
 * Invites an address into a company and mails the link. Whether the address has an account is not looked up, so the answer
 * cannot tell (MI-06, MI-07).
 *
 * @throws ProblemError rule-violated, conflict for a member and for an address that is invited already
 */
export const invite = async (
  trx: Knex.Transaction,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  aufrufer: Angemeldeter,
  unternehmenId: string,
  eingabe: CreateEinladung,
  now: Date,
): Promise<EinladungRow> => {
  const { email, anwendung, rolle, gueltigBis } = eingabe
  const heute = heuteOf(now)
  const own: { email: string } | undefined = await trx('konto').where({ id: aufrufer.clientId }).first('email')
  refuseRolle([
    ...(own?.email.toLowerCase() === email.toLowerCase() ? [rollenbefund('selbstEingeladen', '/email')] : []),
    ...(await checkVergebbar(trx, 'unternehmen', { anwendung, rolle })),
    ...checkGueltigkeit(heute, heute, gueltigBis),
  ])
  await checkNoMitglied(trx, unternehmenId, email)
  await expireOf(trx, unternehmenId, email, now)
  const id = createId(now)
  const token = randomBytes(32).toString('base64url')
  const isNew = await insertNew(trx, 'einladung', {
    id,
    unternehmen_id: unternehmenId,
    email,
    anwendung,
    rolle,
    gueltig_bis: gueltigBis ?? null,
    status: 'versendet',
    version: 1,
    token_hash: hashOf(token),
    ablauf: new Date(now.getTime() + limits.einladungTage * day),
    eingeladen_von: aufrufer.clientId,
    versendet_am: now,
    erstellt_am: now,
    geaendert_am: now,
  })
  if (!isNew)
    throw new ProblemError('conflict', {
      detail: 'This address is invited already; send its invitation again or withdraw it',
    })
  const row = await getEinladungRow(trx, aufrufer, id)
  await append(trx, row, 'einladung.versendet', aufrufer.clientId, now)
  await mailLink(trx, PUBLIC_URL, row, token)
  return row
}

const checkNoMitglied = async (trx: Knex, unternehmenId: string, email: string): Promise<void> => {
  const mitglied = await trx('mitgliedschaft as m')
    .join('konto', 'konto.id', 'm.konto_id')
    .where({ 'm.unternehmen_id': unternehmenId, 'm.status': 'aktiv' })
    .whereRaw('lower(konto.email) = ?', [email.toLowerCase()])
    .first('m.konto_id')
  if (mitglied !== undefined)
    throw new ProblemError('conflict', { detail: 'This person is a member already; give the role instead' })
}

/** An invitation that has expired does not stand in the way of the next one. */
const expireOf = async (trx: Knex.Transaction, unternehmenId: string, email: string, now: Date): Promise<void> => {
  const rows = await trx('einladung')
    .where({ unternehmen_id: unternehmenId, status: 'versendet' })
    .whereRaw('lower(email) = ?', [email.toLowerCase()])
    .where('ablauf', '<=', now)
    .whereRaw(`${ablaufMitWartung} <= ?`, [now])
    .update(ended('abgelaufen', trx, now))
    .returning<Ende[]>(['id', 'unternehmen_id'])
  for (const row of rows) await append(trx, row, 'einladung.abgelaufen', 'system', now)
}

type Ende = Pick<EinladungRow, 'id' | 'unternehmen_id'>

const ended = (status: Einladungsstatus, db: Knex, now: Date) => ({
  status,
  version: db.raw('version + 1'),
  geaendert_am: now,
})

const append = (trx: Knex, { id, unternehmen_id }: Ende, art: Mitgliedsvorgang, durch: string, now: Date) =>
  appendMitgliedsereignis(trx, { aggregatId: unternehmen_id, art, objektId: id, durch, zeitpunkt: now })

const mailLink = (trx: Knex, publicUrl: string, row: EinladungRow, token: string): Promise<void> =>
  sendMail(trx, {
    an: row.email,
    text: 'einladung',
    werte: {
      unternehmen: row.unternehmen,
      rolle: row.rolle,
      verweis: `${publicUrl}/konto/einladung?token=${token}`,
      tage: String(limits.einladungTage),
    },
  })

/** Moves a locked invitation on and reads it again. */
const move = async (
  trx: Knex.Transaction,
  aufrufer: Pick<Angemeldeter, 'unternehmenIds'>,
  row: EinladungRow,
  changes: Readonly<Record<string, unknown>> & { readonly status: Einladungsstatus },
  now: Date,
): Promise<EinladungRow> => {
  await trx('einladung')
    .where({ id: row.id })
    .update({ ...changes, version: row.version + 1, geaendert_am: now })
  return getEinladungRow(trx, aufrufer, row.id)
}

/** An invitation of the caller's company, locked, in the version that the caller has read. */
const requireOwn = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
): Promise<EinladungRow> => {
  const found = await getEinladungRow(trx, aufrufer, id)
  if (found.konto_id !== null) await lockMitgliedschaft(trx, found.unternehmen_id, found.konto_id)
  const row = await lockEinladung(trx, aufrufer.unternehmenIds ?? [], id)
  if (row === undefined) throw notFound(id)
  await checkStand(expected, row.version, () => geleseneEinladung(row))
  return row
}

/**
 * Mails a new link; the old one ends. An expired invitation lives again.
 *
 * @throws ProblemError not-found, conflict, precondition-failed
 */
export const resend = async (
  trx: Knex.Transaction,
  { PUBLIC_URL }: Pick<Deps['config'], 'PUBLIC_URL'>,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  now: Date,
): Promise<EinladungRow> => {
  const row = await requireOwn(trx, aufrufer, id, expected)
  checkSchritt(row.status, 'versendet', 'administrator')
  await checkNoMitglied(trx, row.unternehmen_id, row.email)
  const token = randomBytes(32).toString('base64url')
  const ablauf = new Date(now.getTime() + limits.einladungTage * day)
  const changes = { status: 'versendet' as const, token_hash: hashOf(token), ablauf, versendet_am: now }
  const changed = await trx('einladung')
    .where({ unternehmen_id: row.unternehmen_id })
    .whereRaw('lower(email) = ?', [row.email.toLowerCase()])
    .whereIn('status', ['versendet', 'angenommen'])
    .whereNot({ id })
    .first('id')
  if (changed !== undefined) throw new ProblemError('conflict', { detail: 'This address has a newer invitation' })
  const moved = await move(trx, aufrufer, row, changes, now)
  await append(trx, moved, 'einladung.erneutVersendet', aufrufer.clientId, now)
  await mailLink(trx, PUBLIC_URL, moved, token)
  return moved
}

/**
 * Withdraws an invitation; its link is good no longer, and there is nothing left to approve.
 *
 * @throws ProblemError not-found, conflict, precondition-failed
 */
export const withdraw = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  now: Date,
): Promise<EinladungRow> => {
  const row = await requireOwn(trx, aufrufer, id, expected)
  checkSchritt(row.status, 'zurueckgezogen', 'administrator')
  const moved = await move(trx, aufrufer, row, { status: 'zurueckgezogen', token_hash: null }, now)
  await append(trx, moved, 'einladung.zurueckgezogen', aufrufer.clientId, now)
  return moved
}

/**
 * Accepts an invitation by its link. The link of somebody else is as unknown as one that was guessed.
 *
 * @throws ProblemError forbidden for an account that is not confirmed, not-found, conflict for a link that was used, gone for
 * one that has expired
 */
export const accept = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  token: string,
  now: Date,
): Promise<EinladungRow> => {
  const konto: { status: string; vorname: string; nachname: string } | undefined = await trx('konto')
    .where({ id: aufrufer.clientId })
    .first('status', 'vorname', 'nachname')
  if (konto?.status !== 'aktiv') throw new ProblemError('forbidden', { detail: 'Confirm your e-mail address first' })
  const found = await findByToken(trx, hashOf(token))
  if (found === undefined) throw new ProblemError('not-found', { detail: 'There is no such invitation for you' })
  return acceptFound(trx, aufrufer, found, { id: aufrufer.clientId, ...konto }, now)
}

interface Eingeladener {
  readonly id: string
  readonly vorname: string
  readonly nachname: string
}

const acceptFound = async (
  trx: Knex.Transaction,
  aufrufer: Pick<Angemeldeter, 'unternehmenIds'>,
  found: EinladungRow,
  { id, vorname, nachname }: Eingeladener,
  now: Date,
): Promise<EinladungRow> => {
  if (found.status === 'abgelaufen')
    throw new ProblemError('gone', { detail: 'The invitation has expired; ask the company for a new one' })
  const row = found.status === 'versendet' ? await lockEinladung(trx, undefined, found.id) : undefined
  if (row === undefined) throw new ProblemError('conflict', { detail: 'This invitation was answered already' })
  checkSchritt(row.status, 'angenommen', 'eingeladener')
  const moved = await move(trx, aufrufer, row, { status: 'angenommen', konto_id: id, angenommen_am: now }, now)
  await append(trx, moved, 'einladung.angenommen', id, now)
  await sendMail(trx, {
    an: moved.eingeladen_von,
    text: 'einladungAngenommen',
    werte: { unternehmen: moved.unternehmen, vorname, nachname },
  })
  return moved
}

/** What the page of a mailed link says when it was opened. */
const linkAntworten = {
  angenommen: {
    text: 'Sie haben die Einladung angenommen. Das Unternehmen bestätigt Ihren Beitritt noch abschließend.',
    textEnglisch: 'You have accepted the invitation. The company still has to give its final approval.',
  },
  keinKonto: {
    text: 'Bitte legen Sie zuerst ein Konto mit der E-Mail-Adresse an, an die diese Einladung ging, und öffnen Sie den Link dann noch einmal.',
    textEnglisch:
      'Please register first with the e-mail address that this invitation went to, and then open the link once more.',
  },
} as const

/**
 * Accepts an invitation for whoever has its mail: the link went to one address, and only the account that has confirmed the
 * same address becomes a member. Without such an account nothing happens, and the answer says what to do.
 *
 * @returns what the page says, in both languages
 * @throws ProblemError not-found, conflict for a link that was used, gone for one that has expired
 */
export const acceptByLink = (
  deps: Pick<Deps, 'db' | 'now'>,
  token: string,
): Promise<(typeof linkAntworten)[keyof typeof linkAntworten]> =>
  alsSystem(deps, async (trx) => {
    const found = await findByToken(trx, hashOf(token))
    if (found === undefined) throw new ProblemError('not-found', { detail: 'There is no such invitation' })
    const konto: Eingeladener | undefined = await trx('konto')
      .where({ status: 'aktiv' })
      .whereRaw('lower(email) = ?', [found.email.toLowerCase()])
      .first('id', 'vorname', 'nachname')
    if (konto === undefined && found.status === 'versendet') return linkAntworten.keinKonto
    if (konto === undefined) throw new ProblemError('gone', { detail: 'The invitation has ended' })
    await acceptFound(trx, {}, found, konto, deps.now())
    return linkAntworten.angenommen
  })

/**
 * Approves finally what the invited person has accepted: membership and role hold from now on (MI-40).
 *
 * @throws ProblemError not-found, conflict before the acceptance and for an account that is not active any more,
 * rule-violated when the role cannot be given any more, precondition-failed
 */
export const approve = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  id: string,
  expected: number | undefined,
  now: Date,
): Promise<EinladungRow> => {
  const row = await requireOwn(trx, aufrufer, id, expected)
  checkSchritt(row.status, 'genehmigt', 'administrator')
  const { unternehmen_id: unternehmenId, konto_id: kontoId, anwendung, rolle, gueltig_bis } = row
  if (kontoId === null || row.kontostatus !== 'aktiv')
    throw new ProblemError('conflict', { detail: 'The account of the invited person is not active any more' })
  const heute = heuteOf(now)
  refuseRolle([
    ...(await checkVergebbar(trx, 'unternehmen', { anwendung, rolle })),
    ...checkGueltigkeit(heute, heute, gueltig_bis ?? undefined),
  ])
  const durch = aufrufer.clientId
  const changes = { status: 'genehmigt' as const, genehmigt_am: now, genehmigt_von: durch, token_hash: null }
  const moved = await move(trx, aufrufer, row, changes, now)
  const auf = { vorgang: id, konto: row.eingeladen_von }
  await append(trx, moved, 'einladung.genehmigt', durch, now)
  await admitMitglied(trx, { unternehmenId, kontoId, durch, auf }, now)
  const gueltigkeit = { gueltigVon: heute, ...(gueltig_bis === null ? {} : { gueltigBis: gueltig_bis }) }
  await insertRolle(trx, { unternehmenId, kontoId, anwendung, rolle, ...gueltigkeit, durch, auf }, now)
  return moved
}

/** Writes down the end of invitations whose links have expired, a thousand at a time. */
export const expireEinladungen = (deps: Pick<Deps, 'db'>, now: Date): Promise<number> =>
  alsSystem({ ...deps, now: () => now }, async (trx) => {
    const due = trx('einladung')
      .where({ status: 'versendet' })
      .where('ablauf', '<=', now)
      .whereRaw(`${ablaufMitWartung} <= ?`, [now])
      .orderBy('id')
      .limit(1_000)
      .forUpdate()
      .skipLocked()
      .select('id')
    const rows = await trx('einladung')
      .whereIn('id', due)
      .update(ended('abgelaufen', trx, now))
      .returning<Ende[]>(['id', 'unternehmen_id'])
    for (const row of rows) await append(trx, row, 'einladung.abgelaufen', 'system', now)
    return rows.length
  })
