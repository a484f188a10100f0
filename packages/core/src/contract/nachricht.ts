import { type Static, type TSchema, Type } from 'typebox'
import { Quittung, Rueckweisung } from './administration.ts'
import { CreateAnforderung, CreateSammelanforderung } from './anforderung.ts'
import { CreateAusbildungsnachweis } from './ausbildungsnachweis.ts'
import { Lieferung } from './berichtsheft.ts'
import { Bezeichnung, defineCodeliste, Firmenname, FremdId, idOf, ref, Uuid, Zeitpunkt } from './common.ts'
import { CreateFreigabe } from './freigabe.ts'
import { CreateBeitrittsanfrage, CreateRollenanfrage } from './mitgliedsanfrage.ts'
import { CreateRollenzuweisung } from './rollenzuweisung.ts'
import { CreateStammsatz, Stammdatenlieferung } from './stammdaten.ts'
import { CreatePruefergebnis, Uebermittlungsnachricht } from './uebermittlung.ts'
import { CreateUnternehmen } from './unternehmen.ts'
import { Aktivierungsnachricht, Entscheidungsnachricht, Loeschnachricht } from './unternehmensnachrichten.ts'
import { Vertragsantrag, Vertragsentwurf } from './vertragsantrag.ts'
import { vertragsnachrichten } from './vertragsnachrichten.ts'
import { Vertragspruefung } from './vertragspruefung.ts'

/** The XML side of the contract as a standard: XÖV-oriented, with a namespace of its own. */
export const standard = {
  nameLang: 'Berichtsheft: Nachrichten zum Ausbildungsnachweis',
  nameKurz: 'Berichtsheft',
  nameTechnisch: 'berichtsheft',
  kennung: 'https://berichtsheft.example/standard/berichtsheft',
  beschreibung: 'Messages and documents with which report books reach a chamber. XÖV-oriented, not certified.',
  /** Major and minor move with `/v1` and stand in the namespace; patches change no meaning. */
  version: '1.0.0',
  namespace: 'https://berichtsheft.example/def/berichtsheft/1.0',
} as const

/** A `$ref` with facts that only XML needs. */
const refXml = <T extends TSchema>(schema: T, description: string, facts: Readonly<Record<string, unknown>>) =>
  Type.Unsafe<Static<T>>({ $ref: idOf(schema), description, 'x-xml': facts })

const attribut = { attribut: true }

export type Verzeichnisdienst = Static<typeof Verzeichnisdienst>
export const Verzeichnisdienst = defineCodeliste(
  'Verzeichnisdienst',
  'Directory in which a sender or reader is listed.',
  [
    { code: 'knr', name: 'Kammernummern', beschreibung: 'List of chambers; the key is the KNR (DAV-040).' },
    { code: 'gateway', name: 'Gateway', beschreibung: 'Parties registered with the gateway; the key is their id.' },
    {
      code: 'dvdv',
      name: 'DVDV',
      beschreibung: 'Deutsches Verwaltungsdiensteverzeichnis; the key is the Organisationsschlüssel.',
    },
  ],
)

export type Kommunikationspartner = Static<typeof Kommunikationspartner>
export const Kommunikationspartner = Type.Object(
  {
    verzeichnisdienst: ref(Verzeichnisdienst),
    kennung: ref(FremdId, 'Key in that directory.'),
    name: ref(Firmenname, 'Name, for people.'),
  },
  {
    $id: 'Kommunikationspartner',
    description: 'Sender or reader of a message, named as in the G2G header.',
    additionalProperties: false,
    'x-xml': { modul: 'basis' },
  },
)

export type Nachrichtentyp = Static<typeof Nachrichtentyp>
export const Nachrichtentyp = Type.Object(
  {
    code: Type.String({
      description: 'Number of the message.',
      pattern: '^[0-9]{4}$',
      minLength: 4,
      maxLength: 4,
      examples: ['0104'],
    }),
    name: Type.String({
      description: 'Name of the message, the same as the root element.',
      pattern: '^[a-z][A-Za-z]*\\.[a-z][A-Za-z]*\\.[0-9]{4}$',
      maxLength: 100,
      examples: ['ausbildungsnachweis.uebermittlung.0104'],
    }),
  },
  {
    $id: 'Nachrichtentyp',
    description: 'Which message this is.',
    additionalProperties: false,
    'x-xml': { modul: 'basis' },
  },
)

export type Nachrichtenidentifikation = Static<typeof Nachrichtenidentifikation>
export const Nachrichtenidentifikation = Type.Object(
  {
    nachrichtenUUID: ref(Uuid, 'UUID that the sender gave this message; the same one is processed once.'),
    nachrichtentyp: ref(Nachrichtentyp),
    erstellungszeitpunkt: ref(Zeitpunkt, 'When the sender made it.'),
  },
  {
    $id: 'Nachrichtenidentifikation',
    description: 'What identifies a message.',
    additionalProperties: false,
    'x-xml': { modul: 'basis' },
  },
)

export type Nachrichtenkopf = Static<typeof Nachrichtenkopf>
export const Nachrichtenkopf = Type.Object(
  {
    identifikation: refXml(Nachrichtenidentifikation, 'Identification of the message.', {
      name: 'identifikation.nachricht',
    }),
    leser: ref(Kommunikationspartner, 'Who is to read it.'),
    autor: ref(Kommunikationspartner, 'Who made it.'),
    referenzUUID: Type.Optional(ref(Uuid, 'UUID of the message that this one answers.')),
    dvdvDienstkennung: Type.Optional(ref(FremdId, 'Service key in the DVDV, where one is used.')),
  },
  {
    $id: 'Nachrichtenkopf',
    description: 'Header of a message, after the G2G basisnachricht 1.1.',
    additionalProperties: false,
    'x-xml': { modul: 'basis' },
  },
)

const nachrichtFelder = {
  produkt: refXml(Bezeichnung, 'Product that made the message.', attribut),
  produkthersteller: refXml(Bezeichnung, 'Maker of the product.', attribut),
  produktversion: Type.Optional(refXml(Bezeichnung, 'Version of the product.', attribut)),
  standard: Type.Literal(standard.nameTechnisch, { description: 'Technical name of the standard.', 'x-xml': attribut }),
  version: Type.Literal('1.0', { description: 'Version of the standard, as in the namespace.', 'x-xml': attribut }),
  test: Type.Optional(Type.Boolean({ description: 'True for a message without legal effect.', 'x-xml': attribut })),
  nachrichtenkopf: ref(Nachrichtenkopf),
}

/** The part of a message that differs from one to the next. */
export interface NachrichtDefinition<T extends TSchema> {
  readonly nummer: string
  /** Object and process, joined by a dot; the first part is the module. */
  readonly name: `${string}.${string}`
  readonly titel: string
  readonly rechtsgrundlage: string
  readonly beschreibung: string
  readonly inhalt: T
}

/**
 * Declares a message: root element `<name>.<nummer>` with the header of all messages and its own body. JSON and XML carry the
 * same value.
 */
export const defineNachricht = <T extends TSchema>(definition: NachrichtDefinition<T>) => {
  const { name, nummer } = definition
  const $id =
    name
      .split('.')
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join('') + nummer
  const inhalt = ref(definition.inhalt, definition.titel)
  return {
    ...definition,
    element: `${name}.${nummer}`,
    modul: name.slice(0, name.indexOf('.')),
    schema: Type.Object(
      { ...nachrichtFelder, inhalt },
      { $id, description: definition.beschreibung, additionalProperties: false },
    ),
  }
}

/** Every message of the standard. */
export const nachrichten = {
  rueckweisung: defineNachricht({
    nummer: '0010',
    name: 'administration.rueckweisung',
    titel: 'Rejection of a message',
    rechtsgrundlage: 'none; technical answer',
    beschreibung: 'Tells the sender that a message was not accepted and why. Nothing of it was stored.',
    inhalt: Rueckweisung,
  }),
  quittung: defineNachricht({
    nummer: '0020',
    name: 'administration.quittung',
    titel: 'Receipt of a message',
    rechtsgrundlage: 'none; technical answer',
    beschreibung: 'Tells the sender that a message was accepted and which object it made.',
    inhalt: Quittung,
  }),
  anforderung: defineNachricht({
    nummer: '0101',
    name: 'ausbildungsnachweis.anforderung',
    titel: 'Request for one report book',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2, § 76',
    beschreibung: 'With this message a chamber asks for the electronic transfer of one report book.',
    inhalt: CreateAnforderung,
  }),
  sammelanforderung: defineNachricht({
    nummer: '0102',
    name: 'ausbildungsnachweis.sammelanforderung',
    titel: 'Request for many report books',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2, § 76',
    beschreibung: 'With this message a chamber asks for all books of an occupation, company or exam date.',
    inhalt: CreateSammelanforderung,
  }),
  freigabe: defineNachricht({
    nummer: '0103',
    name: 'ausbildungsnachweis.freigabe',
    titel: 'Release of a report book',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
    beschreibung: 'With this message a company releases a book to a chamber, through the vendor that keeps it.',
    inhalt: CreateFreigabe,
  }),
  uebermittlung: defineNachricht({
    nummer: '0104',
    name: 'ausbildungsnachweis.uebermittlung',
    titel: 'Transfer of a report book',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
    beschreibung: 'Book, release and transfer in one message; accepted whole or not at all.',
    inhalt: Uebermittlungsnachricht,
  }),
  pruefergebnis: defineNachricht({
    nummer: '0105',
    name: 'ausbildungsnachweis.pruefergebnis',
    titel: 'Result of the check of a report book',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2, § 76',
    beschreibung: 'With this message a chamber accepts a transferred book or names its defects.',
    inhalt: CreatePruefergebnis,
  }),
  antragEintragung: defineNachricht(vertragsnachrichten.antragEintragung),
  vertragsbescheid: defineNachricht(vertragsnachrichten.vertragsbescheid),
  nachforderung: defineNachricht(vertragsnachrichten.nachforderung),
  nachreichung: defineNachricht(vertragsnachrichten.nachreichung),
  empfangsnachweis: defineNachricht(vertragsnachrichten.empfangsnachweis),
  eintragung: defineNachricht(vertragsnachrichten.eintragung),
  vertragsaenderung: defineNachricht(vertragsnachrichten.vertragsaenderung),
  vertragsaufloesung: defineNachricht(vertragsnachrichten.vertragsaufloesung),
  registrierung: defineNachricht({
    nummer: '0301',
    name: 'unternehmen.registrierung',
    titel: 'Registration of a company',
    rechtsgrundlage: 'MI-24 to MI-28',
    beschreibung: 'With this message a person registers a company with the chamber of its seat.',
    inhalt: CreateUnternehmen,
  }),
  aktivierung: defineNachricht({
    nummer: '0302',
    name: 'unternehmen.aktivierung',
    titel: 'Activation of a company',
    rechtsgrundlage: 'MI-31, MI-32',
    beschreibung: 'With this message the registrant activates the company by the password of the letter.',
    inhalt: Aktivierungsnachricht,
  }),
  loeschung: defineNachricht({
    nummer: '0303',
    name: 'unternehmen.loeschung',
    titel: 'Request to delete a company',
    rechtsgrundlage: 'MI-45 to MI-49',
    beschreibung:
      'With this message an administrator asks the chamber to delete the company; it is confirmed by being sent.',
    inhalt: Loeschnachricht,
  }),
  beitritt: defineNachricht({
    nummer: '0304',
    name: 'unternehmen.beitritt',
    titel: 'Request to join a company',
    rechtsgrundlage: 'MI-04, MI-41',
    beschreibung: 'With this message a person asks to join the company that the data name exactly.',
    inhalt: CreateBeitrittsanfrage,
  }),
  rollenanfrage: defineNachricht({
    nummer: '0305',
    name: 'unternehmen.rollenanfrage',
    titel: 'Request for a role',
    rechtsgrundlage: 'MI-05, MI-42',
    beschreibung: 'With this message a member of a company asks for a role there.',
    inhalt: CreateRollenanfrage,
  }),
  rollenzuweisung: defineNachricht({
    nummer: '0306',
    name: 'unternehmen.rollenzuweisung',
    titel: 'Assignment of a role',
    rechtsgrundlage: 'MI-10 to MI-12',
    beschreibung: 'With this message an administrator gives a role.',
    inhalt: CreateRollenzuweisung,
  }),
  unternehmensentscheidung: defineNachricht({
    nummer: '0307',
    name: 'unternehmen.entscheidung',
    titel: 'Decision about the registration of a company',
    rechtsgrundlage: 'MI-29, MI-30',
    beschreibung: "With this message a chamber's system approves or refuses a registration, or asks back.",
    inhalt: Entscheidungsnachricht,
  }),
} as const

export type Nachrichtenname = keyof typeof nachrichten

/** The value of a message, in JSON and XML alike. */
export type Nachricht<N extends Nachrichtenname> = Static<(typeof nachrichten)[N]['schema']>

/** The message whose root element is `element`. */
export const findNachricht = (element: string) =>
  Object.values(nachrichten).find((nachricht) => nachricht.element === element)

/**
 * What the schema cannot say: the header names the message that it heads.
 *
 * @returns JSON Pointers of the parts of the header that name another message
 */
export const checkNachrichtentyp = (
  nachricht: { readonly nummer: string; readonly element: string },
  kopf: Nachrichtenkopf,
): string[] => {
  const place = '/nachrichtenkopf/identifikation/nachrichtentyp'
  const { code, name } = kopf.identifikation.nachrichtentyp
  return [
    ...(code === nachricht.nummer ? [] : [`${place}/code`]),
    ...(name === nachricht.element ? [] : [`${place}/name`]),
  ]
}

export type Lieferungen = Static<typeof Lieferungen>
export const Lieferungen = Type.Array(ref(Lieferung), {
  $id: 'Lieferungen',
  description: 'Many books, as a stream carries them.',
  'x-xml': { element: 'lieferung' },
})

/** The root element of a stream of messages; it holds messages of any kind. */
export const nachrichtensammlung = {
  element: 'nachrichten',
  beschreibung: 'Many messages in one stream; each is read, checked and taken by itself.',
} as const

/** Root elements that are no messages: the XML form of JSON bodies. */
export const dokumente = {
  lieferung: {
    element: 'lieferung',
    schema: Lieferung,
    modul: 'ausbildungsnachweis',
    beschreibung: 'A whole book as a vendor pushes it, and as it is exported.',
  },
  lieferungen: {
    element: 'lieferungen',
    schema: Lieferungen,
    modul: 'ausbildungsnachweis',
    beschreibung: 'Many books in one stream; each is read, checked and stored by itself.',
  },
  ausbildungsnachweis: {
    element: 'ausbildungsnachweis',
    schema: CreateAusbildungsnachweis,
    modul: 'ausbildungsnachweis',
    beschreibung: 'A single report of a book that the gateway already holds.',
  },
  stammdaten: {
    element: 'stammdaten',
    schema: Stammdatenlieferung,
    modul: 'stammdaten',
    beschreibung: 'Master data of a chamber in one stream; each record is read, checked and stored by itself.',
  },
  stammsatz: {
    element: 'stammsatz',
    schema: CreateStammsatz,
    modul: 'stammdaten',
    beschreibung: 'One record of the master data of a chamber; exactly one of its parts is given.',
  },
  vertragsantrag: {
    element: 'vertragsantrag',
    schema: Vertragsantrag,
    modul: 'ausbildungsvertrag',
    beschreibung: 'A training contract with its application for registration, complete in form.',
  },
  vertragsentwurf: {
    element: 'vertragsentwurf',
    schema: Vertragsentwurf,
    modul: 'ausbildungsvertrag',
    beschreibung: 'A draft of a training contract: the same fields, none of them required.',
  },
  vertragspruefung: {
    element: 'vertragspruefung',
    schema: Vertragspruefung,
    modul: 'ausbildungsvertrag',
    beschreibung: 'What the check of a training contract found and computed.',
  },
} as const
