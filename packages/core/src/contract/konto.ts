import { type Static, Type } from 'typebox'
import { Bezeichnung, defineCodeliste, Firmenname, Id, Personenname, ref, Zeitpunkt } from './common.ts'

export type Sprache = Static<typeof Sprache>
export const Sprache = defineCodeliste('Sprache', 'Language of mails and pages for a person.', [
  { code: 'de', name: 'Deutsch', beschreibung: 'German.' },
  { code: 'en', name: 'Englisch', beschreibung: 'English.' },
])

export type Kontostatus = Static<typeof Kontostatus>
export const Kontostatus = defineCodeliste('Kontostatus', 'State of an account (MI-01, MI-22, MI-55, MI-56).', [
  { code: 'zurBestaetigung', name: 'Zur Bestätigung', beschreibung: 'Registered; the mailed link was not opened yet.' },
  { code: 'aktiv', name: 'Aktiv', beschreibung: 'Confirmed; its person may sign in.' },
  { code: 'gesperrt', name: 'Gesperrt', beschreibung: 'Locked by its person; nobody can sign in.' },
  { code: 'geloescht', name: 'Gelöscht', beschreibung: 'Deleted; what is left names nobody.' },
])

export type Email = Static<typeof Email>
export const Email = Type.String({
  $id: 'Email',
  description:
    'An e-mail address of ASCII characters, without quotes and comments; of a domain with umlauts its form in ASCII (xn--…). Case does not matter.',
  pattern: "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$",
  minLength: 3,
  maxLength: 254,
  examples: ['tilda.ehrlichmann@example.org'],
})

/** Bounds of a password, in characters (NIST SP 800-63B § 5.1.1: length counts, kinds of characters do not). */
export const passwortlaenge = { mindestens: 12, hoechstens: 200 } as const

export type Passwort = Static<typeof Passwort>
export const Passwort = Type.String({
  $id: 'Passwort',
  description: `A password of ${passwortlaenge.mindestens} to ${passwortlaenge.hoechstens} characters, any but control characters; not the own e-mail address.`,
  pattern: '^[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*$',
  minLength: passwortlaenge.mindestens,
  maxLength: passwortlaenge.hoechstens,
})

export type Einmaltoken = Static<typeof Einmaltoken>
export const Einmaltoken = Type.String({
  $id: 'Einmaltoken',
  description: 'What a mailed link carries: 256 random bits in base64url, good once and until its expiry.',
  pattern: '^[A-Za-z0-9_-]{43}$',
  minLength: 43,
  maxLength: 43,
})

export type CreateKonto = Static<typeof CreateKonto>
export const CreateKonto = Type.Object(
  {
    email: ref(Email, 'Address to sign in with; gets a link that confirms it.'),
    passwort: ref(Passwort),
    vorname: ref(Personenname, 'Given names.'),
    nachname: ref(Personenname, 'Family name.'),
    sprache: ref(Sprache),
    informationspflichten: Type.String({
      description:
        'Version of the information notice that the person has accepted (MI-21); only the current one counts.',
      pattern: '^[0-9]{4}-[0-9]{2}$',
      maxLength: 7,
      examples: ['2026-11'],
    }),
  },
  { $id: 'CreateKonto', description: 'Registration of a person (MI-01, MI-20).', additionalProperties: false },
)

export type UpdateKonto = Static<typeof UpdateKonto>
export const UpdateKonto = Type.Object(
  {
    email: Type.Optional(ref(Email, 'New address; it counts once the link that is mailed to it was opened.')),
    vorname: Type.Optional(ref(Personenname, 'Given names.')),
    nachname: Type.Optional(ref(Personenname, 'Family name.')),
    sprache: Type.Optional(ref(Sprache)),
    benachrichtigungen: Type.Optional(
      Type.Boolean({ description: 'Whether mails tell of reports that wait, were sent back or approved.' }),
    ),
  },
  { $id: 'UpdateKonto', description: 'Change of the own data (MI-53).', additionalProperties: false },
)

export type Konto = Static<typeof Konto>
export const Konto = Type.Object(
  {
    id: ref(Id),
    email: ref(Email, 'Address to sign in with.'),
    neueEmail: Type.Optional(ref(Email, 'Address that waits for its confirmation.')),
    vorname: ref(Personenname, 'Given names.'),
    nachname: ref(Personenname, 'Family name.'),
    sprache: ref(Sprache),
    benachrichtigungen: Type.Boolean({
      description: 'Whether mails tell of reports that wait, were sent back or approved.',
    }),
    status: ref(Kontostatus),
    zweiterFaktor: Type.Boolean({ description: 'Whether a second factor is set up.' }),
    informationspflichten: Type.Optional(
      Type.String({ description: 'Version of the information notice that was accepted last.' }),
    ),
    erstelltAm: ref(Zeitpunkt, 'When the person registered.'),
    geaendertAm: ref(Zeitpunkt, 'When it was changed last.'),
  },
  { $id: 'Konto', description: 'The account of a person: one for all applications.' },
)

export type Kontoannahme = Static<typeof Kontoannahme>
export const Kontoannahme = Type.Object(
  {
    text: Type.String({ description: 'What happens now, in German.' }),
    textEnglisch: Type.String({ description: 'The same in English.' }),
  },
  {
    $id: 'Kontoannahme',
    description: 'Says that a request was taken. It is the same whether the address has an account or not.',
  },
)

export type Kontobestaetigung = Static<typeof Kontobestaetigung>
export const Kontobestaetigung = Type.Object(
  { token: ref(Einmaltoken) },
  { $id: 'Kontobestaetigung', description: 'What a mailed link carries.', additionalProperties: false },
)

export type Passwortanforderung = Static<typeof Passwortanforderung>
export const Passwortanforderung = Type.Object(
  { email: ref(Email, 'Address of the account.') },
  {
    $id: 'Passwortanforderung',
    description: 'Asks for the link that sets a new password (BH-29).',
    additionalProperties: false,
  },
)

export type Passwortruecksetzung = Static<typeof Passwortruecksetzung>
export const Passwortruecksetzung = Type.Object(
  { token: ref(Einmaltoken), passwort: ref(Passwort) },
  {
    $id: 'Passwortruecksetzung',
    description: 'Sets a new password by a mailed link (BH-29).',
    additionalProperties: false,
  },
)

export type Passwortwechsel = Static<typeof Passwortwechsel>
export const Passwortwechsel = Type.Object(
  {
    altesPasswort: Type.String({ description: 'The password so far.', maxLength: passwortlaenge.hoechstens }),
    neuesPasswort: ref(Passwort),
  },
  { $id: 'Passwortwechsel', description: 'Change of the own password (MI-54).', additionalProperties: false },
)

export type Kontosperre = Static<typeof Kontosperre>
export const Kontosperre = Type.Object(
  { grund: Type.Optional(ref(Bezeichnung, 'Why, for the own record.')) },
  { $id: 'Kontosperre', description: 'Locks the own account (MI-55).', additionalProperties: false },
)

export type Sitzung = Static<typeof Sitzung>
export const Sitzung = Type.Object(
  {
    id: Type.String({ description: 'Key of the session.' }),
    art: Type.Unsafe<'browser' | 'anwendung'>({
      type: 'string',
      enum: ['browser', 'anwendung'],
      description: 'A browser that is signed in, or an application that renews its access by itself.',
    }),
    anwendungen: Type.Array(Type.String({ description: 'Id of an application.' }), {
      description: 'Applications that it was used for.',
    }),
    mehrfaktor: Type.Boolean({ description: 'Whether a second factor was used.' }),
    angemeldetAm: ref(Zeitpunkt, 'When the person signed in.'),
    ablauf: ref(Zeitpunkt, 'When it ends by itself.'),
  },
  { $id: 'Sitzung', description: 'A place where the person is signed in.' },
)

export type Sitzungsliste = Static<typeof Sitzungsliste>
export const Sitzungsliste = Type.Object(
  { eintraege: Type.Array(ref(Sitzung), { description: 'All sessions, newest first.' }) },
  { $id: 'Sitzungsliste', description: 'The sessions of a person.' },
)

export type SitzungParams = Static<typeof SitzungParams>
export const SitzungParams = Type.Object(
  {
    sitzung: Type.String({
      description: 'Key of the session, as the list has it.',
      pattern: '^[A-Za-z0-9_-]{10,80}$',
      maxLength: 80,
    }),
  },
  { $id: 'SitzungParams', description: 'Path parameter with the key of a session.', additionalProperties: false },
)

export type Aufbewahrung = Static<typeof Aufbewahrung>
export const Aufbewahrung = Type.Object(
  {
    gegenstand: ref(Bezeichnung, 'What is kept, in German.'),
    gegenstandEnglisch: ref(Bezeichnung, 'The same in English.'),
    grund: ref(Bezeichnung, 'Why, in German.'),
    grundEnglisch: ref(Bezeichnung, 'The same in English.'),
    rechtsgrundlage: ref(Bezeichnung, 'Source in the law.'),
  },
  { $id: 'Aufbewahrung', description: 'Something that is kept though its person is erased, with the reason.' },
)

export type Kontoloeschung = Static<typeof Kontoloeschung>
export const Kontoloeschung = Type.Object(
  {
    geloeschtAm: ref(Zeitpunkt, 'When it was deleted.'),
    aufbewahrt: Type.Array(ref(Aufbewahrung), { description: 'What others must keep.' }),
  },
  { $id: 'Kontoloeschung', description: 'Receipt for the deletion of the own account (MI-56).' },
)

export type Kontoauskunft = Static<typeof Kontoauskunft>
export const Kontoauskunft = Type.Object(
  {
    erstelltAm: ref(Zeitpunkt, 'When it was put together.'),
    konto: ref(Konto),
    iss: Type.String({ description: 'The gateway that put it together.', maxLength: 200 }),
    verantwortlicher: ref(Firmenname, 'Who answers for the data.'),
    daten: Type.Record(
      Type.String({ description: 'Kind of data.', pattern: '^[a-z][A-Za-z0-9]{0,63}$' }),
      Type.Array(Type.Unknown({ description: 'One entry, as it is stored; secrets are left out.' })),
      { description: 'Everything that is stored about the person, by kind.' },
    ),
    schluessel: Type.Array(Type.Unknown({ description: 'A public key as JWK (RFC 7517).' }), {
      description: 'The key that signed; compare its thumbprint (RFC 7638) with one that you got from elsewhere.',
    }),
    signatur: Type.String({
      description: 'Detached JWS (RFC 7515, appendix F) over the canonical JSON (RFC 8785) of everything else.',
      maxLength: 2_000,
    }),
  },
  {
    $id: 'Kontoauskunft',
    description:
      'All data of a person as one file (GDPR Article 15), signed; `berichtsheft verify` checks it offline. Passwords and keys are left out.',
  },
)
