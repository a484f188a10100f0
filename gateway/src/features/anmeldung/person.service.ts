import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { limits } from '@berichtsheft/core'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { countVersuch, forgetVersuche, netzOf, refundVersuche, type Zaehler } from '../konto/drossel.ts'
import { findKonto, findKontoByEmail, findPasswort } from '../konto/konto.queries.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'
import { verifyPasswort } from '../konto/passwort.ts'

/** Somebody who tries to sign in. */
export interface Anmeldeversuch {
  readonly email: string
  readonly passwort: string
  /** Network address that it comes from. */
  readonly adresse: string
  /** Mark of a browser that was signed in before, from its cookie. */
  readonly geraet?: string | undefined
  /** Key of the marks. */
  readonly geheimnis: string
}

/** How it went. Whoever is told only `falsch` learns nothing about the account. */
export type Anmeldebefund =
  | { readonly art: 'gut'; readonly kontoId: string }
  | { readonly art: 'falsch' }
  | { readonly art: 'gedrosselt'; readonly wartezeit: number }

/**
 * Checks address and password, in the same time whether there is such an account. Failures are counted for account and
 * address together, for the address, and for the account; but a browser that was signed in to this account before has a
 * counter of its own, so that strangers who guess cannot keep the owner out. Everybody else gets in by a mailed link.
 *
 * @see OWASP "Slow Down Online Guessing Attacks with Device Cookies"
 */
export const signIn = async (deps: Pick<Deps, 'db' | 'now'>, versuch: Anmeldeversuch): Promise<Anmeldebefund> => {
  const { email, passwort } = versuch
  const zaehler = zaehlerOf(versuch)
  const wartezeit = await countVersuch(deps, zaehler)
  if (wartezeit > 0) return { art: 'gedrosselt', wartezeit }
  const { konto, hash } = await alsSystem(deps, async (trx) => {
    const found = await findKontoByEmail(trx, email)
    // Also asked for nobody: a statement less would tell that there is no account.
    const hash = await findPasswort(trx, found?.id ?? niemand)
    return { konto: found, hash: found?.status === 'aktiv' ? hash : null }
  })
  if (!(await verifyPasswort(hash, passwort)) || konto === undefined) return { art: 'falsch' }
  // Who guesses may own an account himself; signing in to it must not set the counter of his address back.
  const isShared = ({ schluessel }: Zaehler) => schluessel[0] === 'adresse'
  await alsSystem(deps, async (trx) => {
    await forgetVersuche(
      trx,
      zaehler.filter((one) => !isShared(one)),
    )
    await refundVersuche(trx, zaehler.filter(isShared))
  })
  return { art: 'gut', kontoId: konto.id }
}

/** An id that no account has. */
const niemand = '00000000-0000-0000-0000-000000000000'

const zaehlerOf = ({ email, adresse, geraet, geheimnis }: Anmeldeversuch): readonly Zaehler[] => {
  const konto = email.toLowerCase()
  const fenster = limits.anmeldefenster
  const nummer = geraet === undefined ? undefined : readGeraet(geraet, konto, geheimnis)
  if (nummer !== undefined) {
    return [{ schluessel: ['geraet', konto, nummer], hoechstens: limits.anmeldungenJeGeraet, fenster }]
  }
  const netz = netzOf(adresse)
  return [
    { schluessel: ['paar', konto, netz], hoechstens: limits.anmeldungenJePaar, fenster },
    { schluessel: ['konto', konto], hoechstens: limits.anmeldungenJeKonto, fenster },
    { schluessel: ['adresse', netz], hoechstens: limits.anmeldungenJeAdresse, fenster },
  ]
}

const macOf = (nummer: string, konto: string, geheimnis: string): Buffer =>
  createHmac('sha256', geheimnis).update(`${nummer}\n${konto}`).digest()

/** A mark that says that this browser was signed in to this account. It signs nobody in. */
export const createGeraet = (email: string, geheimnis: string): string => {
  const nummer = randomBytes(16).toString('base64url')
  return `${nummer}.${macOf(nummer, email.toLowerCase(), geheimnis).toString('base64url')}`
}

/** The number of a mark that we have made for this account, or nothing. */
const readGeraet = (geraet: string, konto: string, geheimnis: string): string | undefined => {
  const match = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/.exec(geraet)
  if (!match?.[1] || !match[2]) return undefined
  return timingSafeEqual(Buffer.from(match[2], 'base64url'), macOf(match[1], konto, geheimnis)) ? match[1] : undefined
}

/** Who may be signed in, and what an ID token says about him; nothing once the account is not active. */
export const findPerson = async (deps: Pick<Deps, 'db' | 'now'>, kontoId: string) => {
  const konto = await alsSystem(deps, (trx) => findKonto(trx, kontoId))
  if (konto?.status !== 'aktiv') return undefined
  const { email, vorname, nachname, sprache } = konto
  return {
    email,
    email_verified: true,
    given_name: vorname,
    family_name: nachname,
    name: `${vorname} ${nachname}`,
    locale: sprache,
  }
}

/** Notes a sign-in in the chain of the account. */
export const noteAnmeldung = (
  deps: Pick<Deps, 'db' | 'now'>,
  kontoId: string,
  daten: { readonly anwendung: string; readonly stufe: 'normal' | 'mehrfaktor' },
): Promise<void> =>
  alsSystem(deps, (trx) =>
    appendKontoereignis(trx, { kontoId, art: 'konto.angemeldet', durch: kontoId, zeitpunkt: deps.now(), daten }),
  )
