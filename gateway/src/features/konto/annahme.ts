import { setTimeout as sleep } from 'node:timers/promises'
import { checkPasswort, type Kontoannahme, limits, passwortfehlertexte, type Verstoss } from '@berichtsheft/core'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { countVersuch, netzOf } from './drossel.ts'

/** What is answered when something was taken. */
export const annahmen = {
  registrierung: {
    text: 'Wir haben Ihnen eine E-Mail gesendet. Öffnen Sie bitte den Link darin.',
    textEnglisch: 'We have sent you an e-mail. Please open the link in it.',
  },
  anforderung: {
    text: 'Wenn es zu dieser E-Mail-Adresse ein Konto gibt, haben wir eine E-Mail mit einem Link gesendet.',
    textEnglisch: 'If there is an account with this e-mail address, we have sent an e-mail with a link.',
  },
  bestaetigt: {
    text: 'Ihr Konto ist bestätigt. Sie können sich jetzt anmelden, ein Unternehmen registrieren oder den Beitritt zu einem Unternehmen anfragen.',
    textEnglisch: 'Your account is confirmed. You can sign in now, register a company, or ask to join one.',
  },
  email: {
    text: 'Ihre neue E-Mail-Adresse gilt ab jetzt.',
    textEnglisch: 'Your new e-mail address holds from now on.',
  },
  passwort: {
    text: 'Ihr neues Passwort gilt ab jetzt. Alle Anmeldungen wurden beendet.',
    textEnglisch: 'Your new password holds from now on. Every session was ended.',
  },
  entsperrt: {
    text: 'Ihr Konto ist wieder frei. Sie können sich jetzt anmelden.',
    textEnglisch: 'Your account is unlocked. You can sign in now.',
  },
} as const satisfies Readonly<Record<string, Kontoannahme>>

/** Least time that an answer takes which must not tell whether an account exists, in milliseconds. */
const leastTime = 300

/** Answers not before {@link leastTime}, so that the work behind the answer does not show in its time. */
export const inEqualTime = async <T>(work: () => Promise<T>): Promise<T> => {
  const [result] = await Promise.allSettled([work(), sleep(leastTime)])
  if (result.status === 'rejected') throw result.reason
  return result.value
}

/** What anybody may ask for, and how often from one address in so many milliseconds. */
interface Anfragegrenze {
  readonly art: string
  readonly hoechstens: number
  readonly fenster: number
}

/** Registrations and requests for links. */
const kontoanfragen: Anfragegrenze = { art: 'anfrage', hoechstens: limits.kontoanfragenJeAdresse, fenster: 3_600_000 }

/**
 * Counts a request for the address that it comes from.
 *
 * @throws ProblemError too-many-requests
 */
export const limitAnfragen = async (
  deps: Pick<Deps, 'db' | 'now'>,
  adresse: string,
  { art, hoechstens, fenster } = kontoanfragen,
): Promise<void> => {
  const wait = await countVersuch(deps, [{ schluessel: [art, netzOf(adresse)], hoechstens, fenster }])
  if (wait > 0) throw new ProblemError('too-many-requests', { headers: { 'retry-after': secondsOf(wait) } })
}

/** Milliseconds as the value of a Retry-After header. */
export const secondsOf = (milliseconds: number): string => String(Math.max(1, Math.ceil(milliseconds / 1000)))

const verstoss = (regel: string, pfad: string, text: string, textEnglisch: string): Verstoss => ({
  regel,
  schwere: 'fehler',
  pfad,
  text,
  textEnglisch,
})

/** @throws ProblemError rule-violated when the password is none that we take */
export const refusePasswort = (passwort: string, email: string, pfad: string): void => {
  const fehler = checkPasswort(passwort, email)
  if (fehler === undefined) return
  const { de, en } = passwortfehlertexte[fehler]
  throw new ProblemError('rule-violated', { detail: en, verstoesse: [verstoss('MI-54', pfad, de, en)] })
}

/** @throws ProblemError rule-violated: another version of the information notice than the present one was accepted */
export const refuseInformationspflichten = (akzeptiert: string, version: string): void => {
  if (akzeptiert === version) return
  const en = `The present information notice is ${version}.`
  const de = `Die aktuellen Informationspflichten haben den Stand ${version}.`
  throw new ProblemError('rule-violated', {
    detail: en,
    verstoesse: [verstoss('MI-21', '/informationspflichten', de, en)],
  })
}
