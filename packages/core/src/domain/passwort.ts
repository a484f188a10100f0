import { passwortlaenge } from '../contract/konto.ts'

/** Why a password is refused. */
export type Passwortfehler = 'zuKurz' | 'zuLang' | 'steuerzeichen' | 'eintoenig' | 'istEmail'

/** The same for people. */
export const passwortfehlertexte: Record<Passwortfehler, { readonly de: string; readonly en: string }> = {
  zuKurz: {
    de: `Das Passwort braucht mindestens ${passwortlaenge.mindestens} Zeichen.`,
    en: `The password needs at least ${passwortlaenge.mindestens} characters.`,
  },
  zuLang: {
    de: `Das Passwort darf höchstens ${passwortlaenge.hoechstens} Zeichen haben.`,
    en: `The password may have at most ${passwortlaenge.hoechstens} characters.`,
  },
  steuerzeichen: {
    de: 'Das Passwort enthält unsichtbare Steuerzeichen.',
    en: 'The password contains invisible control characters.',
  },
  eintoenig: {
    de: 'Das Passwort besteht aus weniger als fünf verschiedenen Zeichen.',
    en: 'The password consists of fewer than five different characters.',
  },
  istEmail: {
    de: 'Das Passwort darf nicht Ihre E-Mail-Adresse sein.',
    en: 'The password must not be your e-mail address.',
  },
}

const verschiedene = 5

/**
 * Checks a new password: length counts, kinds of characters do not, and what everybody knows is none.
 *
 * @see NIST SP 800-63B section 5.1.1.2; OWASP Authentication Cheat Sheet
 */
export const checkPasswort = (passwort: string, email: string): Passwortfehler | undefined => {
  const zeichen = [...passwort]
  if (zeichen.length < passwortlaenge.mindestens) return 'zuKurz'
  if (zeichen.length > passwortlaenge.hoechstens) return 'zuLang'
  if (/[\p{Cc}\p{Cs}]/u.test(passwort)) return 'steuerzeichen'
  if (new Set(zeichen).size < verschiedene) return 'eintoenig'
  const klein = passwort.toLowerCase()
  const adresse = email.toLowerCase()
  return klein === adresse || klein === adresse.split('@')[0] ? 'istEmail' : undefined
}
