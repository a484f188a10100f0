import { createForm } from '@berichtsheft/core/signatur'
import { type Static, type TSchema, Type } from 'typebox'
import { auswahl, formen } from '../vorlage/feld.ts'
import { knotenPattern, Satzkopf, type Wissensrolle, wissensrollen } from './aenderungssatz.ts'
import { aenderungIdPattern, type Slotart } from './slot.ts'

const { knoten, kammer, nr } = Satzkopf.properties
const aenderungId = Type.String({ description: 'Id of a change.', pattern: aenderungIdPattern })
const ab = Type.Record(Type.String({ pattern: knotenPattern }), nr, {
  description: 'From which number of each chain on it holds; chains not named are meant from their begin.',
})

export type Pruefvermerk = Static<typeof Pruefvermerk>
/** What a reviewer says about changes; its text is the content of the change. */
export const Pruefvermerk = Type.Object(
  {
    ziele: Type.Array(aenderungId, { description: 'The changes that are judged.', minItems: 1, maxItems: 500 }),
    urteil: auswahl('The verdict.', ['frei', 'nein', 'rueckfrage']),
  },
  { $id: 'Pruefvermerk', description: 'The verdict of a reviewer.', additionalProperties: false },
)

export type Schwaerzung = Static<typeof Schwaerzung>
/** An order to remove the content of a change everywhere. */
export const Schwaerzung = Type.Object(
  { ziel: aenderungId, grund: auswahl('Why.', ['personenbezug', 'gericht', 'urheberrecht']) },
  {
    $id: 'Schwaerzung',
    description: 'The content of a change is to be removed everywhere.',
    additionalProperties: false,
  },
)

export type Berechtigung = Static<typeof Berechtigung>
/** What a key may do; the slot names the key. */
export const Berechtigung = Type.Object(
  {
    knoten: { ...knoten, description: 'The chain that the key writes.' },
    kammer,
    person: Type.String({ description: 'Pseudonym of the holder, one per person.', pattern: '^[A-Za-z0-9_-]{1,64}$' }),
    rollen: Type.Array(Type.Unsafe<Wissensrolle>({ type: 'string', enum: [...wissensrollen] }), {
      description: 'The roles.',
      minItems: 1,
      maxItems: wissensrollen.length,
      uniqueItems: true,
    }),
    abNr: { ...nr, description: 'First number of the chain that the key may sign.' },
  },
  { $id: 'Berechtigung', description: 'A key is granted to a person of a chamber.', additionalProperties: false },
)

export type Widerruf = Static<typeof Widerruf>
/** Up to which number a key counts; the slot names the key. */
export const Widerruf = Type.Object(
  {
    bisNr: Type.Integer({ description: 'Last number that the key signed in good faith; 0 for none.', minimum: 0 }),
    kopf: Type.Optional({
      ...formen.hash,
      description: 'The changeset with that number: of a forked chain this branch counts.',
    }),
  },
  { $id: 'WiderrufSchluessel', description: 'A key is revoked.', additionalProperties: false },
)

export type Richtlinie = Static<typeof Richtlinie>
/** How a section is reviewed; the slot names the section, or `*` for all others. */
export const Richtlinie = Type.Object(
  {
    version: Type.Integer({ description: 'Number of the policy; the highest one that has begun holds.', minimum: 1 }),
    mindestens: Type.Integer({ description: 'Reviewers who have to agree.', minimum: 1, maximum: 5 }),
    andereKammer: Type.Boolean({ description: 'Whether they come from another chamber, or from the Leitkammer.' }),
    amtlich: Type.Boolean({ description: 'Whether one citation has to be official.' }),
    ab,
  },
  { $id: 'Richtlinie', description: 'Policy of review.', additionalProperties: false },
)

export type Leitkammer = Static<typeof Leitkammer>
/** Which chambers lead in a profile. */
export const Leitkammer = Type.Object(
  { kammern: Type.Array(kammer, { description: 'The chamber in charge and its deputies.', maxItems: 10 }), ab },
  { $id: 'Leitkammer', description: 'The chamber in charge of a profile, with deputies.', additionalProperties: false },
)

const tag = (description: string) =>
  Type.String({ description, pattern: '^20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$' })
const platz = Type.String({ description: 'The statement, or the profile as a whole.', minLength: 7, maxLength: 240 })

export type Beitragsangaben = Static<typeof Beitragsangaben>
/** What a contribution to the discussion is about; its text is the content of the change. */
export const Beitragsangaben = Type.Object(
  { zu: platz, antwortAuf: Type.Optional(aenderungId) },
  {
    $id: 'Beitragsangaben',
    description: 'What a contribution to the discussion is about.',
    additionalProperties: false,
  },
)

export type Anfrageangaben = Static<typeof Anfrageangaben>
/** Whom a chamber asks about what, and until when. Of the case behind it nothing but its last day is told. */
export const Anfrageangaben = Type.Object(
  {
    an: Type.Array(kammer, {
      description: 'The chambers that are asked.',
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
    }),
    zu: platz,
    frist: tag('Day on which the answer is due.'),
    fallfrist: Type.Optional(tag('Last day of the case that waits for it.')),
  },
  { $id: 'Anfrageangaben', description: 'A question to other chambers.', additionalProperties: false },
)

export type Antwortangaben = Static<typeof Antwortangaben>
/** Which question is answered; what else is in the changeset are the proposals that answer it. */
export const Antwortangaben = Type.Object(
  { anfrage: aenderungId },
  { $id: 'Antwortangaben', description: 'An answer to another chamber.', additionalProperties: false },
)

const formOf = (schema: TSchema) => createForm(schema).check

/** The form of what each kind of slot tells the network; other kinds tell it nothing. */
export const angabenformen: { readonly [A in Slotart]?: ReturnType<typeof formOf> } = {
  pruefvermerk: formOf(Pruefvermerk),
  schwaerzung: formOf(Schwaerzung),
  netzschwaerzung: formOf(Schwaerzung),
  berechtigung: formOf(Berechtigung),
  widerruf: formOf(Widerruf),
  richtlinie: formOf(Richtlinie),
  leitkammer: formOf(Leitkammer),
  beitrag: formOf(Beitragsangaben),
  anfrage: formOf(Anfrageangaben),
  antwort: formOf(Antwortangaben),
}

/** What everybody of a chamber may write beside: messages, the discussion, questions and answers, and the removal of content. */
const gespraech = ['nachricht', 'beitrag', 'anfrage', 'antwort', 'schwaerzung'] as const

/** What may be in a changeset of each role. */
export const rollenslots: Readonly<Record<Wissensrolle, readonly Slotart[]>> = {
  bearbeiter: ['aussage', 'belege', 'sort', 'gleichAls', ...gespraech],
  pruefer: ['pruefvermerk', ...gespraech],
  redaktion: ['aussage', 'belege', 'sort', 'gleichAls', 'vermerk', 'leitkammer', ...gespraech],
  netzadministration: ['berechtigung', 'widerruf', 'richtlinie', 'netzschwaerzung', 'nachricht'],
}
