import { defineMailtext } from '../mailtext.ts'

const ignorierenDe = 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun.'
const ignorierenEn = 'If this was not you, there is nothing you need to do.'

interface Person {
  readonly vorname: string
  readonly nachname: string
}
const anredeDe = ({ vorname, nachname }: Person) => `Guten Tag ${vorname} ${nachname},`
const anredeEn = ({ vorname, nachname }: Person) => `Hello ${vorname} ${nachname},`

type Faktorvorgang = 'eingerichtet' | 'ersetzt' | 'entfernt' | 'erneuert'
const vorgaengeEn: Readonly<Record<Faktorvorgang, string>> = {
  eingerichtet: 'set up',
  ersetzt: 'replaced',
  entfernt: 'removed',
  erneuert: 'renewed',
}
const faktornamenDe = { totp: 'die Authentisierungs-App', passkey: 'der Passkey', notcodes: 'die Notcodes' } as const
const faktornamenEn = {
  totp: 'the authenticator app',
  passkey: 'the passkey',
  notcodes: 'the emergency codes',
} as const

/** Mails about the own account. */
export const kontoMailtexte = {
  /** The link that confirms a registration (MI-22). */
  kontoBestaetigung: defineMailtext<{ vorname: string; nachname: string; verweis: string; stunden: string }>({
    de: ({ verweis, stunden, ...person }) => ({
      betreff: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      absaetze: [
        anredeDe(person),
        'mit dieser E-Mail-Adresse wurde ein Konto angelegt. Bitte bestätigen Sie es:',
        { verweis },
        `Der Link gilt ${stunden} Stunden und nur einmal. ${ignorierenDe}`,
      ],
    }),
    en: ({ verweis, stunden, ...person }) => ({
      betreff: 'Please confirm your e-mail address',
      absaetze: [
        anredeEn(person),
        'an account was created with this e-mail address. Please confirm it:',
        { verweis },
        `The link is good for ${stunden} hours and only once. ${ignorierenEn}`,
      ],
    }),
  }),
  /** Somebody registered with an address that has an account; only its owner learns so. */
  kontoVorhanden: defineMailtext<{ vorname: string; nachname: string; verweis: string }>({
    de: ({ verweis, ...person }) => ({
      betreff: 'Sie haben bereits ein Konto',
      absaetze: [
        anredeDe(person),
        'jemand wollte mit dieser E-Mail-Adresse ein Konto anlegen, aber es gibt bereits eines. Es wurde nichts geändert.',
        'Wenn Sie Ihr Passwort vergessen haben, können Sie hier ein neues anfordern:',
        { verweis },
        ignorierenDe,
      ],
    }),
    en: ({ verweis, ...person }) => ({
      betreff: 'You already have an account',
      absaetze: [
        anredeEn(person),
        'somebody tried to create an account with this e-mail address, but there already is one. Nothing was changed.',
        'If you have forgotten your password, you can ask for a new one here:',
        { verweis },
        ignorierenEn,
      ],
    }),
  }),
  /** The link that confirms a new address; it goes to the new one (MI-53). */
  kontoEmailWechsel: defineMailtext<{ vorname: string; nachname: string; verweis: string; stunden: string }>({
    de: ({ verweis, stunden, ...person }) => ({
      betreff: 'Bitte bestätigen Sie Ihre neue E-Mail-Adresse',
      absaetze: [
        anredeDe(person),
        'diese E-Mail-Adresse soll künftig zu Ihrem Konto gehören. Bitte bestätigen Sie das:',
        { verweis },
        `Bis dahin gilt Ihre bisherige Adresse. Der Link gilt ${stunden} Stunden und nur einmal. ${ignorierenDe}`,
      ],
    }),
    en: ({ verweis, stunden, ...person }) => ({
      betreff: 'Please confirm your new e-mail address',
      absaetze: [
        anredeEn(person),
        'this e-mail address is to belong to your account from now on. Please confirm it:',
        { verweis },
        `Until then your old address holds. The link is good for ${stunden} hours and only once. ${ignorierenEn}`,
      ],
    }),
  }),
  /** Tells the old address of a change. */
  kontoEmailGeaendert: defineMailtext<{ vorname: string; nachname: string }>({
    de: (person) => ({
      betreff: 'Ihre E-Mail-Adresse wurde geändert',
      absaetze: [
        anredeDe(person),
        'zu Ihrem Konto gehört jetzt eine andere E-Mail-Adresse. Mit dieser hier können Sie sich nicht mehr anmelden.',
        'Wenn Sie das nicht waren, wenden Sie sich bitte an Ihre IHK.',
      ],
    }),
    en: (person) => ({
      betreff: 'Your e-mail address was changed',
      absaetze: [
        anredeEn(person),
        'another e-mail address belongs to your account now. You can no longer sign in with this one.',
        'If this was not you, please turn to your chamber (IHK).',
      ],
    }),
  }),
  /** The link that sets a new password (BH-29). */
  kontoPasswort: defineMailtext<{ vorname: string; nachname: string; verweis: string; minuten: string }>({
    de: ({ verweis, minuten, ...person }) => ({
      betreff: 'Neues Passwort',
      absaetze: [
        anredeDe(person),
        'hier können Sie ein neues Passwort für Ihr Konto vergeben:',
        { verweis },
        `Der Link gilt ${minuten} Minuten und nur einmal. ${ignorierenDe}`,
      ],
    }),
    en: ({ verweis, minuten, ...person }) => ({
      betreff: 'New password',
      absaetze: [
        anredeEn(person),
        'here you can set a new password for your account:',
        { verweis },
        `The link is good for ${minuten} minutes and only once. ${ignorierenEn}`,
      ],
    }),
  }),
  /** Tells the owner that the password is another one now. */
  kontoPasswortGeaendert: defineMailtext<{ vorname: string; nachname: string; verweis: string }>({
    de: ({ verweis, ...person }) => ({
      betreff: 'Ihr Passwort wurde geändert',
      absaetze: [
        anredeDe(person),
        'das Passwort Ihres Kontos wurde geändert. Alle Anmeldungen wurden beendet.',
        'Wenn Sie das nicht waren, vergeben Sie bitte sofort ein neues:',
        { verweis },
      ],
    }),
    en: ({ verweis, ...person }) => ({
      betreff: 'Your password was changed',
      absaetze: [
        anredeEn(person),
        'the password of your account was changed. Every session was ended.',
        'If this was not you, please set a new one at once:',
        { verweis },
      ],
    }),
  }),
  /** Tells of a lock, with the link that ends it (MI-55). */
  kontoGesperrt: defineMailtext<{ vorname: string; nachname: string; verweis: string; tage: string }>({
    de: ({ verweis, tage, ...person }) => ({
      betreff: 'Ihr Konto ist gesperrt',
      absaetze: [
        anredeDe(person),
        'Ihr Konto ist auf Ihren Wunsch gesperrt; niemand kann sich damit anmelden. Hier heben Sie die Sperre auf:',
        { verweis },
        `Der Link gilt ${tage} Tage und nur einmal. Einen neuen erhalten Sie über „Passwort vergessen“.`,
      ],
    }),
    en: ({ verweis, tage, ...person }) => ({
      betreff: 'Your account is locked',
      absaetze: [
        anredeEn(person),
        'your account is locked as you asked; nobody can sign in with it. Here you end the lock:',
        { verweis },
        `The link is good for ${tage} days and only once. You get a new one by "forgotten password".`,
      ],
    }),
  }),
  /** Tells of the end of a lock. */
  kontoEntsperrt: defineMailtext<{ vorname: string; nachname: string }>({
    de: (person) => ({
      betreff: 'Ihr Konto ist wieder frei',
      absaetze: [anredeDe(person), 'die Sperre Ihres Kontos ist aufgehoben. Sie können sich wieder anmelden.'],
    }),
    en: (person) => ({
      betreff: 'Your account is unlocked',
      absaetze: [anredeEn(person), 'the lock of your account has ended. You can sign in again.'],
    }),
  }),
  /** Tells of the deletion of the account (MI-56). */
  kontoGeloescht: defineMailtext<{ vorname: string; nachname: string }>({
    de: (person) => ({
      betreff: 'Ihr Konto ist gelöscht',
      absaetze: [
        anredeDe(person),
        'Ihr Konto wurde auf Ihren Wunsch gelöscht. Diese Adresse ist bei uns nicht mehr gespeichert, sobald diese Nachricht zugestellt ist.',
      ],
    }),
    en: (person) => ({
      betreff: 'Your account is deleted',
      absaetze: [
        anredeEn(person),
        'your account was deleted as you asked. We no longer keep this address once this message is delivered.',
      ],
    }),
  }),
  /** Tells of every change of the second factors; whoever did not make it learns what to do. */
  kontoFaktor: defineMailtext<{
    vorname: string
    nachname: string
    vorgang: Faktorvorgang
    faktor: 'totp' | 'passkey' | 'notcodes'
    name: string
  }>({
    de: ({ vorgang, faktor, name, ...person }) => ({
      betreff: faktor === 'notcodes' ? 'Neue Notcodes' : `Zweiter Faktor ${vorgang}`,
      absaetze: [
        anredeDe(person),
        `für Ihr Konto ${faktor === 'notcodes' ? 'wurden' : 'wurde'} ${faktornamenDe[faktor]}${name === '' ? '' : ` „${name}“`} ${vorgang}.`,
        'Wenn Sie das nicht waren, ändern Sie bitte sofort Ihr Passwort und wenden Sie sich an Ihre IHK.',
      ],
    }),
    en: ({ vorgang, faktor, name, ...person }) => ({
      betreff: faktor === 'notcodes' ? 'New emergency codes' : `Second factor ${vorgaengeEn[vorgang]}`,
      absaetze: [
        anredeEn(person),
        `of your account, ${faktornamenEn[faktor]}${name === '' ? '' : ` "${name}"`} ${faktor === 'notcodes' ? 'were' : 'was'} ${vorgaengeEn[vorgang]}.`,
        'If this was not you, please change your password at once and turn to your chamber (IHK).',
      ],
    }),
  }),
}
