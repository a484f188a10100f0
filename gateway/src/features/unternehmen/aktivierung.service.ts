import { type CreateAktivierung, normalizeIdentnummer } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { sendMail } from '../../mail/mail.service.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { verifyKennwort } from '../brief/kennwort.ts'
import { admitMitglied } from '../mitgliedschaft/mitgliedschaft.service.ts'
import { insertRolle } from '../rolle/rolle.service.ts'
import type { UnternehmenRow } from './unternehmen.queries.ts'
import { moveUnternehmen, takeUnternehmen } from './unternehmen.service.ts'
import { appendUnternehmensereignis } from './unternehmen-ereignis.ts'

interface KennwortRow {
  readonly salz: Buffer
  readonly hash: Buffer
  readonly versuche: number
  readonly gueltig_bis: Date | null
}

/** The one answer to every refused try: it does not say which of the three was wrong, or whether the time is over. */
export const aktivierungAbgelehnt = (): ProblemError =>
  new ProblemError('forbidden', {
    detail: 'The activation was refused: password, Identnummer and KNR of the valid letter must all match',
  })

/**
 * One try to activate a company. All three must match, within the time of the letter. A wrong try is counted and stored
 * though the answer is a refusal, so the caller throws {@link aktivierungAbgelehnt} after the commit.
 *
 * @returns the active company, or `undefined` when the try was wrong
 * @throws ProblemError not-found, conflict when the company does not wait for its activation
 * @see MI-31, MI-32
 */
export const tryAktivierung = async (
  trx: Knex.Transaction,
  { config }: Pick<Deps, 'config'>,
  aufrufer: Angemeldeter,
  id: string,
  { kennwort, identnummer, knr }: CreateAktivierung,
  now: Date,
): Promise<UnternehmenRow | undefined> => {
  const row = await takeUnternehmen(trx, aufrufer, id)
  if (row.antragsteller !== aufrufer.clientId) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
  if (row.status !== 'briefVersendet')
    throw new ProblemError('conflict', { detail: `The company is in the state ${row.status}` })
  const kept = await kurzAlsSystem(trx, aufrufer, now, () =>
    trx('aktivierungskennwort as k')
      .join('brief as b', 'b.id', 'k.brief_id')
      .where('k.unternehmen_id', id)
      .first<KennwortRow | undefined>(
        'k.salz',
        'k.hash',
        'k.versuche',
        trx.raw('ablauf_mit_wartung(b.versandt_am, k.gueltig_bis) as gueltig_bis'),
      ),
  )
  const isKennwort = await verifyKennwort(kennwort, kept)
  const isIdent =
    row.identnummer !== null && normalizeIdentnummer(row.identnummer) === normalizeIdentnummer(identnummer)
  const isInTime = kept?.gueltig_bis != null && now <= kept.gueltig_bis
  if (!(isKennwort && isIdent && row.knr === knr && isInTime)) {
    await countWrongTry(trx, config.AKTIVIERUNG_VERSUCHE, aufrufer, row, (kept?.versuche ?? 0) + 1, now)
    return undefined
  }
  await trx('unternehmensregistrierung').where({ unternehmen_id: id }).update({ aktivierbar_bis: null })
  const active = await moveUnternehmen(trx, row, 'aktiv', { seite: 'antragsteller', durch: aufrufer.clientId, now })
  await kurzAlsSystem(trx, aufrufer, now, async () => {
    await trx('aktivierungskennwort').where({ unternehmen_id: id }).delete()
    await makeAdministrator(trx, id, aufrufer.clientId, now)
    await sendMail(trx, { an: aufrufer.clientId, text: 'unternehmenAktiviert', werte: { unternehmen: row.name } })
  })
  return { ...active, aktivierbar_bis: null }
}

const countWrongTry = async (
  trx: Knex.Transaction,
  most: number,
  aufrufer: Angemeldeter,
  row: UnternehmenRow,
  versuche: number,
  now: Date,
): Promise<void> => {
  const isLocked = versuche >= most
  await kurzAlsSystem(trx, aufrufer, now, () => {
    const secret = trx('aktivierungskennwort').where({ unternehmen_id: row.id })
    return isLocked ? secret.delete() : secret.update({ versuche })
  })
  await appendUnternehmensereignis(trx, {
    unternehmenId: row.id,
    art: 'unternehmen.aktivierungFehlgeschlagen',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { versuch: `${versuche}` },
  })
  if (isLocked) await moveUnternehmen(trx, row, 'gesperrt', { seite: 'system', durch: 'system', now })
}

/** Whoever registered the company becomes its first administrator, and nothing else by that (MI-16, MI-32). */
const makeAdministrator = async (
  trx: Knex.Transaction,
  unternehmenId: string,
  kontoId: string,
  now: Date,
): Promise<void> => {
  await admitMitglied(trx, { unternehmenId, kontoId, durch: 'system' }, now)
  await insertRolle(
    trx,
    {
      kontoId,
      unternehmenId,
      anwendung: 'meine-ihk',
      rolle: 'unternehmensadministrator',
      gueltigVon: heuteOf(now),
      durch: 'system',
    },
    now,
  )
}
