import { type Static, Type } from 'typebox'
import { Bezeichnung, defineCodeliste, ref, Sha256, Uuid } from './common.ts'
import { xmlText } from './xml-text.ts'

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

export type ProfilId = Static<typeof ProfilId>
export const ProfilId = Type.Unsafe<`land:${string}` | `qual:${string}` | `ref:${string}` | `klass:${string}`>({
  $id: 'ProfilId',
  type: 'string',
  description:
    'Name of a profile: `land:` with ISO 3166-1 alpha-2, or ISO 3166-3 for a former state; `qual:` a foreign qualification; `ref:` a German occupation to compare with; `klass:` a classification.',
  pattern: `^(?:land:[A-Z]{2}(?:[A-Z]{2})?|(?:qual|ref):${uuid}|klass:[a-z][a-z0-9]{1,19})$`,
  minLength: 7,
  maxLength: 41,
  examples: ['land:TR'],
})

export type Slotname = Static<typeof Slotname>
export const Slotname = Type.String({
  $id: 'Slotname',
  description: 'The place of a statement, or of what stands beside it: profile, section, field and id.',
  pattern: '^[A-Za-z0-9:/_*-]+$',
  minLength: 1,
  maxLength: 240,
  examples: ['land:TR/bildungssystem/pflichtschuljahre/01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'],
})

export type AenderungId = Static<typeof AenderungId>
export const AenderungId = Type.String({
  $id: 'AenderungId',
  description: 'Id of a change: its changeset, its place in it, and a mark of the slot that it belongs to.',
  pattern: '^[0-9a-f]{64}:(?:0|[1-9][0-9]{0,2}):[0-9a-f]{8}$',
  minLength: 75,
  maxLength: 77,
  examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08:0:1f0d6c1e'],
})

export type Zeitangabe = Static<typeof Zeitangabe>
export const Zeitangabe = Type.String({
  $id: 'Zeitangabe',
  description: 'A day known exactly, to the month, or to the year.',
  pattern: '^(?:1[0-9]|2[01])[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$',
  minLength: 4,
  maxLength: 10,
  examples: ['2012', '2012-04-01'],
})

export type Vektortext = Static<typeof Vektortext>
export const Vektortext = Type.String({
  $id: 'Vektortext',
  description: 'A state of the knowledge: how far each chain had come. Chains that are not named had not begun.',
  pattern: '^[A-Za-z0-9._:,-]+$',
  minLength: 1,
  maxLength: 6_000,
  examples: ['ihk-101:5,ihk-102:3'],
})

export type Kettenname = Static<typeof Kettenname>
export const Kettenname = Type.String({
  $id: 'Kettenname',
  description:
    'Name of a chain: of a node, with an epoch after a new begin, or of a key of the network administration.',
  pattern: '^(?:[a-z0-9][a-z0-9-]{0,62}(?:\\.[1-9][0-9]{0,3})?|netz\\.[A-Za-z0-9_-]{43})$',
  minLength: 1,
  maxLength: 68,
  examples: ['ihk-101'],
})

export type Wissenskammer = Static<typeof Wissenskammer>
export const Wissenskammer = Type.String({
  $id: 'Wissenskammer',
  description: 'A chamber of the network, by its KNR or another registered number.',
  pattern: '^[0-9A-Z]{3,12}$',
  minLength: 3,
  maxLength: 12,
  examples: ['153'],
})

export type Pseudonym = Static<typeof Pseudonym>
export const Pseudonym = Type.String({
  $id: 'Pseudonym',
  description: 'Who it was, by a name that only the own chamber can resolve; empty where it is not known.',
  pattern: '^[A-Za-z0-9._-]*$',
  maxLength: 64,
  examples: ['kU3d7Q0aXw'],
})

export type Oeffentlichschluessel = Static<typeof Oeffentlichschluessel>
export const Oeffentlichschluessel = Type.String({
  $id: 'Oeffentlichschluessel',
  description: 'A public key of Ed25519 in base64url, which is also its name (RFC 8032).',
  pattern: '^[A-Za-z0-9_-]{43}$',
  minLength: 43,
  maxLength: 43,
  examples: ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'],
})

export type Sichtbarkeit = Static<typeof Sichtbarkeit>
export const Sichtbarkeit = defineCodeliste(
  'Sichtbarkeit',
  'Who may read something of the knowledge base, from the widest to the narrowest circle.',
  [
    { code: 'oeffentlich', name: 'Öffentlich', beschreibung: 'Everybody, without sign-in.' },
    { code: 'unternehmen', name: 'Unternehmen', beschreibung: 'Companies and vendors besides.' },
    { code: 'kammern', name: 'Kammern', beschreibung: 'Chambers besides.' },
    { code: 'redaktion', name: 'Redaktion', beschreibung: 'The Redaktion, and the nodes of chambers.' },
  ],
)

export type Wissenssicht = Static<typeof Wissenssicht>
export const Wissenssicht = defineCodeliste('Wissenssicht', 'Which of the two views of the log is read.', [
  { code: 'oeffentlich', name: 'Veröffentlicht', beschreibung: 'What was approved.' },
  { code: 'arbeit', name: 'Arbeitsstand', beschreibung: 'Everything that was proposed; for chambers.' },
])

export type Wissensrolle = Static<typeof Wissensrolle>
export const Wissensrolle = defineCodeliste('Wissensrolle', 'The role in which something was written.', [
  { code: 'bearbeiter', name: 'Bearbeiter', beschreibung: 'Proposes, edits the working state.' },
  { code: 'pruefer', name: 'Prüfer', beschreibung: 'Reviews the proposals of others.' },
  { code: 'redaktion', name: 'Redaktion', beschreibung: 'Steers; publishes nothing alone.' },
  { code: 'netzadministration', name: 'Netzadministration', beschreibung: 'Votes for keys, policies and redactions.' },
])

export type Wissensurteil = Static<typeof Wissensurteil>
export const Wissensurteil = defineCodeliste('Wissensurteil', 'What a reviewer says about changes.', [
  { code: 'frei', name: 'Frei', beschreibung: 'They may be published.' },
  { code: 'nein', name: 'Nein', beschreibung: 'They may not.' },
  { code: 'rueckfrage', name: 'Rückfrage', beschreibung: 'The author is asked something first.' },
])

/** Free text of somebody who writes into the knowledge base. */
export const wissenstext = (description: string, maxLength = 2_000) =>
  Type.String({ description, ...xmlText, minLength: 1, maxLength })

/** Who answers for a change: chambers, and people under their pseudonyms. */
export const urheberfelder = {
  kammern: Type.Array(ref(Wissenskammer), { description: 'The chambers of those who say so.' }),
  personen: Type.Array(ref(Pseudonym), { description: 'The pseudonyms of those who say so.' }),
}

export type Slotwert = Static<typeof Slotwert>
export const Slotwert = Type.Object(
  {
    wert: Type.Optional(
      Type.Unknown({
        description:
          'The content; of a statement an object with `wert` in the form of its field, validity (`gueltigVon`, `gueltigBis`) and wording (`original`). Absent when it was redacted.',
      }),
    ),
    geschwaerzt: Type.Boolean({ description: 'Whether the content was removed for good.' }),
    aenderungen: Type.Array(ref(AenderungId), { description: 'The changes that say so.' }),
    ...urheberfelder,
  },
  { $id: 'Slotwert', description: 'One of the values that a slot has, with everybody who set it.' },
)

/** How the heads of a slot stand to each other. */
export const slotstandfelder = {
  slot: ref(Slotname),
  stand: Type.Unsafe<'leer' | 'klar' | 'zurueckgezogen' | 'konflikt'>({
    type: 'string',
    enum: ['leer', 'klar', 'zurueckgezogen', 'konflikt'],
    description: 'Whether those who wrote agree, agree that it no longer holds, or do not agree.',
  }),
  werte: Type.Array(ref(Slotwert), { description: 'The values; several only in sets and conflicts.' }),
}

export type Slotstand = Static<typeof Slotstand>
export const Slotstand = Type.Object(slotstandfelder, {
  $id: 'Slotstand',
  description: 'A slot as it reads in a view.',
})

export type Wissensaenderung = Static<typeof Wissensaenderung>
export const Wissensaenderung = Type.Object(
  {
    slot: ref(Slotname),
    ersetzt: Type.Array(ref(AenderungId), {
      description: 'The heads of the slot that the author had on the screen, which this change takes the place of.',
      maxItems: 200,
      uniqueItems: true,
    }),
    wert: Type.Unknown({
      description:
        'The content in the form of the slot: of a statement, a citation, a note; null removes one of a set.',
    }),
    angaben: Type.Optional(
      Type.Unknown({ description: 'What the network has to know for good, of the slots that have it.' }),
    ),
  },
  { $id: 'Wissensaenderung', description: 'What is to be written into one slot.', additionalProperties: false },
)

export type LandParams = Static<typeof LandParams>
export const LandParams = Type.Object(
  {
    code: Type.String({
      description: 'The country: ISO 3166-1 alpha-2, or ISO 3166-3 for a former state.',
      pattern: '^[A-Z]{2}(?:[A-Z]{2})?$',
      minLength: 2,
      maxLength: 4,
    }),
  },
  { $id: 'LandParams', description: 'Names a country.', additionalProperties: false },
)

export type WissensprofilParams = Static<typeof WissensprofilParams>
export const WissensprofilParams = Type.Object(
  { id: ref(Uuid, 'Id of the profile without its kind.') },
  { $id: 'WissensprofilParams', description: 'Names a profile of its kind.', additionalProperties: false },
)

export type AenderungssatzParams = Static<typeof AenderungssatzParams>
export const AenderungssatzParams = Type.Object(
  { id: ref(Sha256, 'Id of the changeset.') },
  { $id: 'AenderungssatzParams', description: 'Names a changeset.', additionalProperties: false },
)

export type Wissensverweis = Static<typeof Wissensverweis>
export const Wissensverweis = Type.Object(
  {
    id: ref(AenderungId),
    slot: ref(Slotname),
  },
  { $id: 'Wissensverweis', description: 'A change that was written, with its place.' },
)

export type AenderungssatzAngelegt = Static<typeof AenderungssatzAngelegt>
export const AenderungssatzAngelegt = Type.Object(
  {
    id: ref(Sha256, 'Id of the changeset.'),
    knoten: ref(Kettenname),
    nr: Type.Integer({ minimum: 1, description: 'Number in the chain.' }),
    aenderungen: Type.Array(ref(Wissensverweis), { description: 'Its changes in their order.' }),
  },
  { $id: 'AenderungssatzAngelegt', description: 'A changeset that was signed and stored.' },
)

export type Belegangabe = Static<typeof Belegangabe>
export const Belegangabe = Type.Object(
  {
    art: ref(Bezeichnung, 'Kind of source.'),
    titel: Type.String({ description: 'Title of the source.' }),
    fundstelle: Type.Optional(Type.String({ description: 'Paragraph, page or section.' })),
    adresse: Type.Optional(Type.String({ description: 'Address of the source on the public web.' })),
    abgerufenAm: Type.Optional(ref(Zeitangabe, 'When the address was read.')),
    dokumentHash: Type.Optional(ref(Sha256, 'SHA-256 of the stored document.')),
    sprache: Type.Optional(Type.String({ description: 'Language of the source, ISO 639.' })),
    schrift: Type.Optional(Type.String({ description: 'Script of the title, ISO 15924.' })),
    lizenz: Type.Optional(Type.String({ description: 'Licence of the source.' })),
    quelle: Type.Optional(Type.String({ description: 'Key in the register of sources it was imported from.' })),
    stand: Type.Optional(ref(Zeitangabe, 'Version of the source.')),
    guete: Type.String({ description: 'How far the source is to be trusted: amtlich, anerkannt, sekundaer, unklar.' }),
  },
  { $id: 'Belegangabe', description: 'A citation of a statement, as it is shown.' },
)
