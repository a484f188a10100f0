import type { Anmeldestufe } from '@berichtsheft/core'
import type { JWTPayload } from 'jose'
import type { Knex } from 'knex'
import type { Config } from '../../config.ts'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { sendMail } from '../../mail/mail.service.ts'
import { ProblemError } from '../../problem-error.ts'
import { findKontoByEmail } from '../konto/konto.queries.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'
import { type Angemeldeter, toPerson } from './angemeldeter.ts'

/** What is known of an external issuer beside its address. */
export type Fremdeinstellungen = Pick<Config, 'ISSUER_KONTO' | 'ISSUER_MEHRFAKTOR'>

/** A person as the verified token of an external issuer describes him. */
export interface Fremdperson {
  /** What the issuer calls the person, for ever. */
  readonly subjekt: string
  /** The address, only when the issuer says that it has verified it. */
  readonly email: string | undefined
  readonly stufe: Anmeldestufe
}

/** Longest name of a person at an issuer, in characters (OpenID Connect Core 1.0 section 2). */
const subjektZeichen = 255

/** Reads the person out of the claims; `undefined` when the claim that names him is missing or no text. */
export const readFremdperson = (
  claims: JWTPayload,
  { ISSUER_KONTO, ISSUER_MEHRFAKTOR }: Fremdeinstellungen,
): Fremdperson | undefined => {
  const subjekt = claims[ISSUER_KONTO]
  if (typeof subjekt !== 'string' || subjekt === '' || subjekt.length > subjektZeichen) return undefined
  const { email, email_verified, acr, amr } = claims
  const mehrfaktor = ISSUER_MEHRFAKTOR.split(',').filter((wert) => wert !== '')
  const bezeugt: readonly unknown[] = [acr, ...(Array.isArray(amr) ? amr : [])]
  return {
    subjekt,
    email: email_verified === true && typeof email === 'string' && email.length <= 254 ? email : undefined,
    stufe: mehrfaktor.some((wert) => bezeugt.includes(wert)) ? 'mehrfaktor' : 'normal',
  }
}

/**
 * The account of a person of an external issuer: the one that was bound to the issuer and its name of the person, or else,
 * the first time, the active account with the address that the issuer has verified, which is bound from then on.
 *
 * @throws ProblemError forbidden when there is none; the answer is the same whatever the reason
 */
export const findFremdkonto = async (
  deps: Pick<Deps, 'db' | 'now'>,
  aussteller: string,
  person: Fremdperson,
  scopes: readonly string[],
): Promise<Angemeldeter> => {
  const kontoId = await alsSystem(deps, async (trx) => {
    const bekannt = await findGebunden(trx, aussteller, person.subjekt)
    return bekannt ?? bindKonto(trx, aussteller, person, deps.now())
  })
  if (kontoId === undefined)
    throw new ProblemError('forbidden', {
      detail:
        'No account belongs to this sign-in: the issuer has to confirm an e-mail address that has an active account here',
    })
  return toPerson({ kontoId, stufe: person.stufe, scopes })
}

const findGebunden = async (trx: Knex, aussteller: string, subjekt: string): Promise<string | undefined> => {
  const row: { konto_id: string } | undefined = await trx('fremdanmeldung')
    .where({ aussteller, subjekt })
    .first('konto_id')
  return row?.konto_id
}

/** Of an address that moved on at the issuer the second owner gets nothing: an account is bound once. */
const bindKonto = async (
  trx: Knex,
  aussteller: string,
  { subjekt, email }: Fremdperson,
  now: Date,
): Promise<string | undefined> => {
  const konto = email === undefined ? undefined : await findKontoByEmail(trx, email)
  if (konto?.status !== 'aktiv') return undefined
  const { id: kontoId, vorname, nachname } = konto
  // The lock orders this against the locking and the deletion of the account.
  const aktiv = await trx('konto').where({ id: kontoId, status: 'aktiv' }).forUpdate().first('id')
  if (aktiv === undefined) return undefined
  const neu = await trx('fremdanmeldung')
    .insert({ aussteller, subjekt, konto_id: kontoId, erstellt_am: now })
    .onConflict()
    .ignore()
    .returning('konto_id')
  if (neu.length === 0) return findGebunden(trx, aussteller, subjekt) // a request at the same time was first, or somebody else
  await appendKontoereignis(trx, {
    kontoId,
    art: 'konto.fremdangemeldet',
    durch: kontoId,
    zeitpunkt: now,
    daten: { aussteller },
  })
  await sendMail(trx, { an: kontoId, text: 'kontoFremdangemeldet', werte: { vorname, nachname, aussteller } })
  return kontoId
}
