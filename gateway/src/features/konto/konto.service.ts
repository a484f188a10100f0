import { checkUebergang, type Konto, type Kontostatus, kontoZustand, type UpdateKonto } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { checkStand, etagOf, type Gelesen } from '../../stand.ts'
import { consumeToken, revokeTokens } from './geheimtoken.ts'
import {
  findBeiwerk,
  findKonto,
  findKontoByEmail,
  type KontoRow,
  lockKontoRow,
  toKonto,
  updateKontoRow,
} from './konto.queries.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import { mailEmailWechsel, mailEntsperrung, mailNachricht, mailVorhanden, mayMail } from './kontomail.ts'
import { linkProblem } from './registrierung.service.ts'
import { deleteAllSitzungen } from './sitzung.queries.ts'

type KontoDeps = Pick<Deps, 'db' | 'now' | 'config'>

/** The account as reading it answers. @throws ProblemError not-found */
export const readKonto = async (db: Knex, kontoId: string, now: Date): Promise<Gelesen<Konto>> => {
  const row = await findKonto(db, kontoId)
  if (row === undefined) throw new ProblemError('not-found', { detail: 'Konto' })
  return gelesenesKonto(db, row, now)
}

const gelesenesKonto = async (db: Knex, row: KontoRow, now: Date): Promise<Gelesen<Konto>> => ({
  stand: toKonto(row, await findBeiwerk(db, row.id, now)),
  etag: etagOf(row.version),
})

/**
 * Changes the own data (MI-53). A new address counts once its link was opened; whether it belongs to another account is not
 * told, only that account's owner is.
 *
 * @throws ProblemError precondition-failed
 */
export const changeKonto = async (
  deps: KontoDeps,
  kontoId: string,
  { email, ...change }: UpdateKonto,
  expected: number,
): Promise<Gelesen<Konto>> => {
  const erlaubt = email === undefined || (await mayMail(deps, email))
  return alsSystem(deps, async (trx) => {
    const now = deps.now()
    const row = await lockActive(trx, kontoId)
    await checkStand(expected, row.version, () => gelesenesKonto(trx, row, now))
    await updateKontoRow(trx, kontoId, change, now)
    const durch = { kontoId, durch: kontoId, zeitpunkt: now }
    const felder = Object.keys(change).sort().join(',')
    if (felder !== '') await appendKontoereignis(trx, { ...durch, art: 'konto.geaendert', daten: { felder } })
    if (email !== undefined) {
      const besitzer = await findKontoByEmail(trx, email)
      if (besitzer?.id === kontoId) {
        await updateKontoRow(trx, kontoId, { email }, now) // another case of the same address
        await revokeTokens(trx, kontoId, ['emailWechsel'], now)
      } else {
        const konto = { ...row, ...change }
        await mailEmailWechsel(trx, deps.config, konto, email, now, erlaubt && besitzer === undefined)
        if (besitzer !== undefined && besitzer.status !== 'zurBestaetigung' && erlaubt) {
          await mailVorhanden(trx, deps.config, besitzer)
        }
        await appendKontoereignis(trx, { ...durch, art: 'konto.emailAngefordert' })
      }
    }
    return readKonto(trx, kontoId, now)
  })
}

/**
 * Puts a new address in place of the old one, by the token of its link; the old one is told.
 *
 * @throws ProblemError gone, not-found (link), conflict (the address has an account by now)
 */
export const confirmNeueEmail = async (deps: KontoDeps, token: string): Promise<void> => {
  const befund = await alsSystem(deps, async (trx) => {
    const now = deps.now()
    const found = await consumeToken(trx, 'emailWechsel', token, now)
    if (found.art !== 'gut') return found
    const konto = await lockKontoRow(trx, found.kontoId)
    if (konto?.status !== 'aktiv') return { ...found, art: 'verbraucht' as const }
    const email = String(found.inhalt.email)
    await makeRoom(trx, email, konto.id)
    await updateKontoRow(trx, konto.id, { email }, now)
    await revokeTokens(trx, konto.id, ['passwort', 'emailWechsel'], now)
    const { vorname, nachname, sprache } = konto
    await sendMail(trx, { an: konto.email, text: 'kontoEmailGeaendert', sprache, werte: { vorname, nachname } })
    await appendKontoereignis(trx, {
      kontoId: konto.id,
      art: 'konto.emailGeaendert',
      durch: konto.id,
      zeitpunkt: now,
    })
    return found
  })
  if (befund.art !== 'gut') throw linkProblem(befund.art, 'Ask for the change again')
}

/** A registration that nobody confirmed does not keep an address from the person who owns its mailbox. */
const makeRoom = async (trx: Knex, email: string, kontoId: string): Promise<void> => {
  const other = await findKontoByEmail(trx, email)
  if (other === undefined || other.id === kontoId) return
  if (other.status !== 'zurBestaetigung') {
    throw new ProblemError('conflict', { detail: 'This address belongs to another account by now' })
  }
  await trx('konto').where({ id: other.id, status: 'zurBestaetigung' }).delete()
}

/** Locks the own account (MI-55): every session ends, and the link that ends the lock is mailed. */
export const lockOwnKonto = (deps: KontoDeps, kontoId: string, grund: string | undefined): Promise<Konto> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    const konto = await lockActive(trx, kontoId)
    await moveKonto(trx, konto, 'gesperrt', now)
    await revokeTokens(trx, kontoId, ['passwort', 'emailWechsel'], now)
    await deleteAllSitzungen(trx, kontoId)
    await mailEntsperrung(trx, deps.config, konto, now, grund)
    await appendKontoereignis(trx, { kontoId, art: 'konto.gesperrt', durch: kontoId, zeitpunkt: now })
    return (await readKonto(trx, kontoId, now)).stand
  })

/**
 * Ends the lock of an account by the token of its link.
 *
 * @throws ProblemError gone, not-found
 */
export const unlockByLink = async (deps: KontoDeps, token: string): Promise<void> => {
  const befund = await alsSystem(deps, async (trx) => {
    const now = deps.now()
    const found = await consumeToken(trx, 'entsperrung', token, now)
    if (found.art !== 'gut') return found
    const konto = await lockKontoRow(trx, found.kontoId)
    if (konto?.status !== 'gesperrt') return { ...found, art: 'verbraucht' as const }
    await moveKonto(trx, konto, 'aktiv', now)
    await mailNachricht(trx, deps.config, konto, 'kontoEntsperrt')
    await appendKontoereignis(trx, { kontoId: konto.id, art: 'konto.entsperrt', durch: konto.id, zeitpunkt: now })
    return found
  })
  if (befund.art !== 'gut') throw linkProblem(befund.art, 'Ask for a new one with "forgotten password"')
}

/** Locks the row of an account that must be active. @throws ProblemError forbidden */
export const lockActive = async (trx: Knex, kontoId: string): Promise<KontoRow> => {
  const row = await lockKontoRow(trx, kontoId)
  if (row?.status !== 'aktiv') throw new ProblemError('forbidden', { detail: 'The account is locked or deleted' })
  return row
}

const moveKonto = async (trx: Knex, konto: KontoRow, status: Kontostatus, now: Date): Promise<void> => {
  if (checkUebergang(kontoZustand, konto.status, status, 'person') !== undefined) {
    throw new ProblemError('conflict', { detail: `The account is ${konto.status}` })
  }
  await updateKontoRow(trx, konto.id, { status }, now)
}
