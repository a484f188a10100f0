import { limits } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { inEqualTime, limitAnfragen, refusePasswort, secondsOf } from './annahme.ts'
import { countVersuch, forgetVersuche, type Zaehler } from './drossel.ts'
import { consumeToken, isGood, revokeTokens } from './geheimtoken.ts'
import {
  findKonto,
  findKontoByEmail,
  findPasswort,
  type KontoRow,
  lockKontoRow,
  upsertPasswort,
} from './konto.queries.ts'
import { appendKontoereignis } from './konto-ereignis.ts'
import {
  mailBestaetigung,
  mailEntsperrung,
  mailNachricht,
  mailPasswort,
  mayMail,
  type Registrierungsinhalt,
} from './kontomail.ts'
import { hashPasswort, verifyPasswort } from './passwort.ts'
import { linkProblem } from './registrierung.service.ts'
import { deleteAllSitzungen } from './sitzung.queries.ts'

type PasswortDeps = Pick<Deps, 'db' | 'now' | 'config'>

/**
 * Mails the way back into an account: the link for a new password; for one that waits for its confirmation or is locked, the
 * link that ends that. Whoever asks learns nothing, not even from the time it takes (BH-29).
 *
 * @throws ProblemError too-many-requests
 */
export const requestNeuesPasswort = (deps: PasswortDeps, email: string, adresse: string): Promise<void> =>
  inEqualTime(async () => {
    await limitAnfragen(deps, adresse)
    if (!(await mayMail(deps, email))) return
    await alsSystem(deps, async (trx) => {
      const now = deps.now()
      const konto = await findKontoByEmail(trx, email)
      if (konto === undefined) return
      if (konto.status === 'gesperrt') await mailEntsperrung(trx, deps.config, konto, now)
      if (konto.status === 'zurBestaetigung') await repeatBestaetigung(trx, deps.config, konto, now)
      if (konto.status !== 'aktiv') return
      await mailPasswort(trx, deps.config, konto, now)
      await appendKontoereignis(trx, {
        kontoId: konto.id,
        art: 'konto.passwortAngefordert',
        durch: 'system',
        zeitpunkt: now,
      })
    })
  })

/** The latest registration of an address that nobody has confirmed, expired or not, is mailed again. */
const repeatBestaetigung = async (
  trx: Knex,
  config: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: KontoRow,
  now: Date,
): Promise<void> => {
  const row: { inhalt: unknown } | undefined = await trx('kontotoken')
    .where({ konto_id: konto.id, zweck: 'bestaetigung', verbraucht_am: null })
    .orderBy('erstellt_am', 'desc')
    .first('inhalt')
  if (row !== undefined) await mailBestaetigung(trx, config, konto, row.inhalt as Registrierungsinhalt, now)
}

/**
 * Sets a new password by the token of its link and ends every session.
 *
 * @throws ProblemError gone, not-found (link), rule-violated (password; the link stays good then)
 */
export const resetByLink = async (deps: PasswortDeps, token: string, passwort: string): Promise<string> => {
  // A guessed link is not worth the work of a hash.
  const isOpen = await alsSystem(deps, (trx) => isGood(trx, 'passwort', token, deps.now()))
  const hash = isOpen ? await hashPasswort(passwort) : ''
  const befund = await alsSystem(deps, async (trx) => {
    const now = deps.now()
    const found = await consumeToken(trx, 'passwort', token, now)
    if (found.art !== 'gut') return found
    const konto = await lockKontoRow(trx, found.kontoId)
    if (konto?.status !== 'aktiv') return { ...found, art: 'verbraucht' as const }
    refusePasswort(passwort, konto.email, '/passwort')
    await storePasswort(trx, deps.config, konto, hash, now)
    return found
  })
  if (befund.art === 'gut') return befund.kontoId
  throw linkProblem(befund.art, 'Ask for a new one')
}

const storePasswort = async (
  trx: Knex,
  config: Pick<Deps['config'], 'PUBLIC_URL'>,
  konto: KontoRow,
  hash: string,
  now: Date,
): Promise<void> => {
  await upsertPasswort(trx, konto.id, hash, now)
  await revokeTokens(trx, konto.id, ['passwort'], now)
  await deleteAllSitzungen(trx, konto.id)
  await appendKontoereignis(trx, { kontoId: konto.id, art: 'konto.passwortGesetzt', durch: konto.id, zeitpunkt: now })
  await mailNachricht(trx, config, konto, 'kontoPasswortGeaendert')
}

/**
 * Changes the password of a person who knows the old one, and ends every session.
 *
 * @throws ProblemError rule-violated (new password), forbidden (old one is wrong), too-many-requests
 */
export const changeOwnPasswort = async (
  deps: PasswortDeps,
  kontoId: string,
  { altesPasswort, neuesPasswort }: { readonly altesPasswort: string; readonly neuesPasswort: string },
): Promise<void> => {
  const { konto, hash } = await alsSystem(deps, async (trx) => ({
    konto: await findKonto(trx, kontoId),
    hash: await findPasswort(trx, kontoId),
  }))
  if (konto === undefined) throw new ProblemError('not-found')
  refusePasswort(neuesPasswort, konto.email, '/neuesPasswort')
  const zaehler: Zaehler[] = [
    { schluessel: ['wechsel', kontoId], hoechstens: limits.anmeldungenJeGeraet, fenster: limits.anmeldefenster },
  ]
  const wait = await countVersuch(deps, zaehler)
  if (wait > 0) throw new ProblemError('too-many-requests', { headers: { 'retry-after': secondsOf(wait) } })
  if (!(await verifyPasswort(hash, altesPasswort))) {
    throw new ProblemError('forbidden', { detail: 'The password so far is another one' })
  }
  const neu = await hashPasswort(neuesPasswort)
  await alsSystem(deps, async (trx) => {
    const locked = await lockKontoRow(trx, kontoId)
    // Of two changes at once that know the same old password, one comes too late.
    if (locked?.status !== 'aktiv' || (await findPasswort(trx, kontoId)) !== hash) {
      throw new ProblemError('conflict', { detail: 'The account was changed in the meantime' })
    }
    await storePasswort(trx, deps.config, locked, neu, deps.now())
    await forgetVersuche(trx, zaehler)
  })
}
