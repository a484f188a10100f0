import { type Static, Type } from 'typebox'
import { ref } from './common.ts'
import { defineOperation } from './operation.ts'
import {
  AenderungId,
  AenderungssatzAngelegt,
  AenderungssatzParams,
  ProfilId,
  Slotname,
  Slotwert,
  Wissensaenderung,
  Wissensrolle,
  Wissensurteil,
  wissenstext,
} from './wissen.ts'
import { ProfilParameter } from './wissen-lesen.ts'

const closed = { additionalProperties: false } as const
const aenderungen = (description: string, maxItems: number) =>
  Type.Array(ref(Wissensaenderung), { description, minItems: 1, maxItems })
const koepfe = Type.Array(ref(AenderungId), {
  description: 'Earlier verdicts of the same person that this one takes the place of.',
  maxItems: 200,
  uniqueItems: true,
})

export type CreateAenderungssatz = Static<typeof CreateAenderungssatz>
export const CreateAenderungssatz = Type.Object(
  {
    nachricht: Type.Optional(wissenstext('What was done and why; for chambers.')),
    rolle: Type.Optional(
      ref(Wissensrolle, 'In which role it is written; without it in that of the editor, or the only one that is held.'),
    ),
    zugang: Type.Optional(
      Type.Unsafe<'oeffentlich' | 'kammern'>({
        type: 'string',
        enum: ['oeffentlich', 'kammern'],
        description: 'Whether anything of it may leave the nodes of chambers; may without it.',
      }),
    ),
    nebeneinander: Type.Optional(
      Type.Boolean({
        description: 'Set the value beside others that came meanwhile, instead of being told about them.',
      }),
    ),
    aenderungen: aenderungen('What is to be written, each slot once.', 499),
  },
  {
    $id: 'CreateAenderungssatz',
    description: 'Changes of one author that are signed and stored together, or not at all.',
    ...closed,
  },
)

export type CreateRuecknahme = Static<typeof CreateRuecknahme>
export const CreateRuecknahme = Type.Object(
  { grund: wissenstext('Why it is taken back.') },
  { $id: 'CreateRuecknahme', description: 'Takes back what still stands of a changeset.', ...closed },
)

export type CreatePruefvermerk = Static<typeof CreatePruefvermerk>
export const CreatePruefvermerk = Type.Object(
  {
    ziele: Type.Array(ref(AenderungId), {
      description: 'The changes that are judged; parts of a changeset may be judged apart.',
      minItems: 1,
      maxItems: 500,
      uniqueItems: true,
    }),
    urteil: ref(Wissensurteil),
    text: Type.Optional(wissenstext('The reason; for chambers.', 10_000)),
    ersetzt: Type.Optional(koepfe),
  },
  { $id: 'CreatePruefvermerk', description: 'A verdict about changes of others.', ...closed },
)

const Fassungsaussage = {
  id: ref(Slotname, 'The slot of the statement.'),
}

export type Fassungswert = Static<typeof Fassungswert>
export const Fassungswert = Type.Object(
  {
    wert: Type.Unknown({ description: 'The statement or citation.' }),
    koepfe: Type.Array(ref(AenderungId), { description: 'The changes that say so.', maxItems: 200 }),
  },
  { $id: 'Fassungswert', description: 'A value in a file that is edited without network.', ...closed },
)

export type Basisaussage = Static<typeof Basisaussage>
export const Basisaussage = Type.Object(
  {
    ...Fassungsaussage,
    werte: Type.Array(ref(Fassungswert), { description: 'Its values.', maxItems: 500 }),
    belege: Type.Array(ref(Fassungswert), { description: 'Its citations.', maxItems: 500 }),
  },
  { $id: 'Basisaussage', description: 'A statement in such a file, with the changes that say so.', ...closed },
)

export type Profilfassung = Static<typeof Profilfassung>
export const Profilfassung = Type.Object(
  {
    profil: ref(ProfilId),
    aussagen: Type.Array(ref(Basisaussage), { description: 'Its statements.', maxItems: 20_000 }),
  },
  { $id: 'Profilfassung', description: 'The statements of a profile at a moment, to be edited offline.', ...closed },
)

export type Meineaussage = Static<typeof Meineaussage>
export const Meineaussage = Type.Object(
  {
    ...Fassungsaussage,
    werte: Type.Array(Type.Unknown({ description: 'A statement.' }), { description: 'Its values.', maxItems: 500 }),
    belege: Type.Array(Type.Unknown({ description: 'A citation.' }), { description: 'Its citations.', maxItems: 500 }),
  },
  { $id: 'Meineaussage', description: 'A statement as somebody made it offline.', ...closed },
)

export type BearbeiteteFassung = Static<typeof BearbeiteteFassung>
export const BearbeiteteFassung = Type.Object(
  {
    aussagen: Type.Array(ref(Meineaussage), {
      description: 'Statements that are missing were removed.',
      maxItems: 20_000,
    }),
  },
  { $id: 'BearbeiteteFassung', description: 'What somebody made of a profile offline.', ...closed },
)

export type CreateDreiwegevorschau = Static<typeof CreateDreiwegevorschau>
export const CreateDreiwegevorschau = Type.Object(
  {
    basis: ref(Profilfassung, 'The file as it was given out.'),
    meins: ref(BearbeiteteFassung, 'The file as it came back.'),
    grund: wissenstext('Why statements were changed or removed.'),
  },
  { $id: 'CreateDreiwegevorschau', description: 'A profile that was edited offline.', ...closed },
)

export type Entwurfsvorschau = Static<typeof Entwurfsvorschau>
export const Entwurfsvorschau = Type.Object(
  {
    entwurf: ref(Wissensaenderung),
    lage: Type.Unsafe<'unberuehrt' | 'gleich' | 'konflikt'>({
      type: 'string',
      enum: ['unberuehrt', 'gleich', 'konflikt'],
      description: 'Whether it meets what it was made for, the same by somebody else, or something else.',
    }),
    jetzt: Type.Array(ref(Slotwert), { description: 'What the slot says now.' }),
  },
  { $id: 'Entwurfsvorschau', description: 'What a planned change would meet.' },
)

export type Dreiwegevorschau = Static<typeof Dreiwegevorschau>
export const Dreiwegevorschau = Type.Object(
  {
    aenderungen: Type.Array(ref(Wissensaenderung), { description: 'To be sent as a changeset.' }),
    vorschau: Type.Array(ref(Entwurfsvorschau), { description: 'The same with what each would meet.' }),
  },
  { $id: 'Dreiwegevorschau', description: 'The changes that an offline file would make.' },
)

const tags = ['Wissensbasis'] as const
const codes =
  '409 when a slot changed meanwhile, with its heads in `detail`, or while the key of the author is not granted; 422 names the rule: `BQ-` and the code of the refusal.'

export const createAenderungssatz = defineOperation({
  method: 'POST',
  url: '/v1/bq/aenderungssaetze',
  schema: {
    operationId: 'createAenderungssatz',
    tags,
    summary: 'Add, change or withdraw statements as one signed changeset',
    description: codes,
    body: ref(CreateAenderungssatz),
    response: { 201: ref(AenderungssatzAngelegt) },
  },
})

export const revertAenderungssatz = defineOperation({
  method: 'POST',
  url: '/v1/bq/aenderungssaetze/:id/ruecknahme',
  schema: {
    operationId: 'revertAenderungssatz',
    tags,
    summary: 'Take back what still stands of a changeset',
    description: codes,
    params: ref(AenderungssatzParams),
    body: ref(CreateRuecknahme),
    response: { 201: ref(AenderungssatzAngelegt) },
  },
})

export const createPruefvermerk = defineOperation({
  method: 'POST',
  url: '/v1/bq/pruefvermerke',
  schema: {
    operationId: 'createPruefvermerk',
    tags,
    summary: 'Approve changes of others, refuse them, or ask back',
    description: `Own changes may be judged, but that counts for nothing. ${codes}`,
    body: ref(CreatePruefvermerk),
    response: { 201: ref(AenderungssatzAngelegt) },
  },
})

export const getProfilfassung = defineOperation({
  method: 'GET',
  url: '/v1/bq/fassung',
  schema: {
    operationId: 'getProfilfassung',
    tags,
    summary: 'Read a profile as a file to edit offline',
    querystring: ref(ProfilParameter),
    response: { 200: ref(Profilfassung) },
  },
})

export const previewDreiwege = defineOperation({
  method: 'POST',
  url: '/v1/bq/import/dreiwege',
  schema: {
    operationId: 'previewDreiwege',
    tags,
    summary: 'Tell what an offline file would change and what that would meet',
    description: 'Nothing is stored; the changes of the answer are sent as a changeset.',
    body: ref(CreateDreiwegevorschau),
    response: { 200: ref(Dreiwegevorschau) },
  },
})
