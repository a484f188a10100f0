import { type Static, Type } from 'typebox'
import { defineCodeliste, ref, Sha256 } from './common.ts'
import { defineOperation } from './operation.ts'
import {
  AenderungId,
  Belegangabe,
  LandParams,
  ProfilId,
  Pseudonym,
  Slotname,
  Slotstand,
  slotstandfelder,
  Vektortext,
  Wissenskammer,
  WissensprofilParams,
  Wissenssicht,
  Wissensurteil,
  Zeitangabe,
} from './wissen.ts'
import { xmlText } from './xml-text.ts'

const sicht = Type.Optional(ref(Wissenssicht, 'Which view; what was published without it.'))
const closed = { additionalProperties: false } as const

export type WissensprofilParameter = Static<typeof WissensprofilParameter>
export const WissensprofilParameter = Type.Object(
  {
    zeitpunkt: Type.Optional(ref(Zeitangabe, 'What held in the country at this time.')),
    sicht,
    stand: Type.Optional(ref(Vektortext, 'What was known then; now without it.')),
  },
  { $id: 'WissensprofilParameter', description: 'How a profile is read, on both axes of time.', ...closed },
)

export type Landstatus = Static<typeof Landstatus>
export const Landstatus = defineCodeliste('Landstatus', 'Whether a state exists.', [
  { code: 'aktuell', name: 'Aktuell', beschreibung: 'It has a code of ISO 3166-1.' },
  { code: 'ehemalig', name: 'Ehemalig', beschreibung: 'It had one and is no more (ISO 3166-3).' },
  { code: 'benutzerdefiniert', name: 'Benutzerdefiniert', beschreibung: 'Its code was agreed on by users.' },
])

export type LandFilter = Static<typeof LandFilter>
export const LandFilter = Type.Object(
  {
    sicht,
    suche: Type.Optional(
      Type.String({ description: 'Words of a German or English name.', ...xmlText, minLength: 1, maxLength: 200 }),
    ),
    status: Type.Optional(ref(Landstatus, 'Present or former states alone.')),
    alle: Type.Optional(Type.Boolean({ description: 'Also those of which nothing is known yet.' })),
  },
  { $id: 'LandFilter', description: 'Filter of the list of countries.', ...closed },
)

export type WissensFilter = Static<typeof WissensFilter>
export const WissensFilter = Type.Object(
  { profil: Type.Optional(ref(ProfilId)), sicht },
  { $id: 'WissensFilter', description: 'One profile, or all.', ...closed },
)

export type ProfilFilter = Static<typeof ProfilFilter>
export const ProfilFilter = Type.Object(
  { profil: ref(ProfilId), sicht },
  { $id: 'ProfilFilter', description: 'One profile in a view.', ...closed },
)

export type ProfilParameter = Static<typeof ProfilParameter>
export const ProfilParameter = Type.Object(
  { profil: ref(ProfilId) },
  { $id: 'ProfilParameter', description: 'One profile.', ...closed },
)

export type SlotParameter = Static<typeof SlotParameter>
export const SlotParameter = Type.Object(
  { slot: ref(Slotname) },
  { $id: 'SlotParameter', description: 'One slot.', ...closed },
)

export type StandvergleichParameter = Static<typeof StandvergleichParameter>
export const StandvergleichParameter = Type.Object(
  {
    profil: ref(ProfilId),
    von: ref(Vektortext, 'The earlier state.'),
    bis: Type.Optional(ref(Vektortext, 'The later state; now without it.')),
    sicht,
  },
  { $id: 'StandvergleichParameter', description: 'Two states of a profile.', ...closed },
)

export type Landzeile = Static<typeof Landzeile>
export const Landzeile = Type.Object(
  {
    code: Type.String({ description: 'The country: ISO 3166-1 alpha-2 or ISO 3166-3.', examples: ['TR'] }),
    nameDe: Type.String({ description: 'German name.', examples: ['Türkei'] }),
    nameEn: Type.String({ description: 'English name.', examples: ['Türkiye'] }),
    status: ref(Landstatus),
    nachfolger: Type.Array(Type.String(), { description: 'Codes of the states that followed a former one.' }),
    aussagen: Type.Integer({ minimum: 0, description: 'Statements that the caller may read in this view.' }),
  },
  { $id: 'Landzeile', description: 'A country, and how much is known of it.' },
)

export type Laenderliste = Static<typeof Laenderliste>
export const Laenderliste = Type.Object(
  { laender: Type.Array(ref(Landzeile), { description: 'In the order of their codes.' }) },
  { $id: 'Laenderliste', description: 'Countries and former states.' },
)

export type Aussagenansicht = Static<typeof Aussagenansicht>
export const Aussagenansicht = Type.Object(
  {
    ...slotstandfelder,
    abschnitt: Type.String({ description: 'Section of the profile.' }),
    feld: Type.String({ description: 'Field of the section.' }),
    aussageId: Type.String({ description: 'Id of the statement in its field.' }),
    belege: Type.Array(ref(Belegangabe), { description: 'The citations.' }),
    sort: Type.Integer({ description: 'Order among the statements of the field.' }),
    inPruefung: Type.Boolean({ description: 'The Redaktion has set it under review: to be read with care.' }),
  },
  { $id: 'Aussagenansicht', description: 'A statement as it reads, with its citations.' },
)

export type Aussagenwiderspruch = Static<typeof Aussagenwiderspruch>
export const Aussagenwiderspruch = Type.Object(
  {
    art: Type.String({ description: 'What contradicts: ueberschneidung, stundensumme, anteile or nachfolge.' }),
    profil: ref(ProfilId),
    slots: Type.Array(ref(Slotname), { description: 'The statements that cannot all be right.' }),
    text: Type.String({ description: 'What is wrong, in German.' }),
    textEnglisch: Type.String({ description: 'The same in English.' }),
  },
  { $id: 'Aussagenwiderspruch', description: 'Statements that cannot all be right, though each is without conflict.' },
)

export type Wissensprofil = Static<typeof Wissensprofil>
export const Wissensprofil = Type.Object(
  {
    id: ref(ProfilId),
    vorlage: Type.Unsafe<'land' | 'qual' | 'ref' | 'klass'>({
      type: 'string',
      enum: ['land', 'qual', 'ref', 'klass'],
      description: 'The template that names its sections and fields.',
    }),
    sicht: ref(Wissenssicht),
    zeitpunkt: Type.Optional(ref(Zeitangabe, 'The time in the country that was asked for.')),
    aussagen: Type.Array(ref(Aussagenansicht), { description: 'The statements that the caller may read.' }),
    widersprueche: Type.Array(ref(Aussagenwiderspruch), { description: 'Contradictions among them.' }),
  },
  { $id: 'Wissensprofil', description: 'A profile of a country, a foreign qualification or a German occupation.' },
)

export type Konfliktliste = Static<typeof Konfliktliste>
export const Konfliktliste = Type.Object(
  { konflikte: Type.Array(ref(Slotstand), { description: 'In the order of their slots.' }) },
  { $id: 'Konfliktliste', description: 'Slots whose authors do not agree.' },
)

export type Widerspruchsliste = Static<typeof Widerspruchsliste>
export const Widerspruchsliste = Type.Object(
  { widersprueche: Type.Array(ref(Aussagenwiderspruch), { description: 'The contradictions.' }) },
  { $id: 'Widerspruchsliste', description: 'Statements of a profile that cannot all be right.' },
)

export type Vermerkangabe = Static<typeof Vermerkangabe>
export const Vermerkangabe = Type.Object(
  {
    aenderung: ref(AenderungId, 'The change that holds the verdict.'),
    urteil: ref(Wissensurteil),
    kammer: ref(Wissenskammer),
    person: ref(Pseudonym),
    text: Type.Optional(Type.String({ description: 'The reason; for chambers.' })),
  },
  { $id: 'Vermerkangabe', description: 'A verdict about a change and who gave it.' },
)

export type Aenderungsherkunft = Static<typeof Aenderungsherkunft>
export const Aenderungsherkunft = Type.Object(
  {
    aenderung: ref(AenderungId),
    satz: ref(Sha256, 'Its changeset.'),
    kammer: ref(Wissenskammer),
    person: ref(Pseudonym),
    ersetzt: Type.Array(ref(AenderungId), { description: 'What it took the place of.' }),
    wert: Type.Optional(Type.Unknown({ description: 'The content; absent when it was redacted.' })),
    geschwaerzt: Type.Boolean({ description: 'Whether the content was removed for good.' }),
    freigegeben: Type.Boolean({ description: 'Whether it is approved.' }),
    vermerke: Type.Array(ref(Vermerkangabe), { description: 'The verdicts about it.' }),
  },
  { $id: 'Aenderungsherkunft', description: 'A change with everybody who answers for it.' },
)

export type Slotverlauf = Static<typeof Slotverlauf>
export const Slotverlauf = Type.Object(
  {
    slot: ref(Slotname),
    aenderungen: Type.Array(ref(Aenderungsherkunft), { description: 'Each after those that it replaces.' }),
  },
  { $id: 'Slotverlauf', description: 'Changes of a slot with those who answer for them.' },
)

export type Slotunterschied = Static<typeof Slotunterschied>
export const Slotunterschied = Type.Object(
  {
    slot: ref(Slotname),
    vorher: Type.Array(ref(AenderungId), { description: 'Its heads in the earlier state.' }),
    nachher: Type.Array(ref(AenderungId), { description: 'Its heads in the later state.' }),
  },
  { $id: 'Slotunterschied', description: 'A slot that stands otherwise in two states.' },
)

export type Standvergleich = Static<typeof Standvergleich>
export const Standvergleich = Type.Object(
  { unterschiede: Type.Array(ref(Slotunterschied), { description: 'In the order of their slots.' }) },
  { $id: 'Standvergleich', description: 'What differs between two states of a profile.' },
)

const tags = ['Wissensbasis'] as const
const publicly = 'Needs no sign-in; who signs in may see more.'

export const listLaender = defineOperation({
  method: 'GET',
  url: '/v1/bq/laender',
  schema: {
    operationId: 'listLaender',
    tags,
    summary: 'List the countries of which something is known',
    description: publicly,
    querystring: ref(LandFilter),
    response: { 200: ref(Laenderliste) },
  },
})

export const getLand = defineOperation({
  method: 'GET',
  url: '/v1/bq/laender/:code',
  schema: {
    operationId: 'getLand',
    tags,
    summary: 'Read the profile of a country, at a time there and at a state of our knowledge',
    description: publicly,
    params: ref(LandParams),
    querystring: ref(WissensprofilParameter),
    response: { 200: ref(Wissensprofil) },
  },
})

export const getQualifikation = defineOperation({
  method: 'GET',
  url: '/v1/bq/qualifikationen/:id',
  schema: {
    operationId: 'getQualifikation',
    tags,
    summary: 'Read the profile of a foreign qualification',
    description: publicly,
    params: ref(WissensprofilParams),
    querystring: ref(WissensprofilParameter),
    response: { 200: ref(Wissensprofil) },
  },
})

export const getReferenzberuf = defineOperation({
  method: 'GET',
  url: '/v1/bq/referenzberufe/:id',
  schema: {
    operationId: 'getReferenzberuf',
    tags,
    summary: 'Read the profile of a German occupation to compare with',
    description: publicly,
    params: ref(WissensprofilParams),
    querystring: ref(WissensprofilParameter),
    response: { 200: ref(Wissensprofil) },
  },
})

export const listKonflikte = defineOperation({
  method: 'GET',
  url: '/v1/bq/konflikte',
  schema: {
    operationId: 'listKonflikte',
    tags,
    summary: 'List edits that do not agree',
    description: publicly,
    querystring: ref(WissensFilter),
    response: { 200: ref(Konfliktliste) },
  },
})

export const listWidersprueche = defineOperation({
  method: 'GET',
  url: '/v1/bq/widersprueche',
  schema: {
    operationId: 'listWidersprueche',
    tags,
    summary: 'List statements of a profile that cannot all be right',
    description: publicly,
    querystring: ref(ProfilFilter),
    response: { 200: ref(Widerspruchsliste) },
  },
})

export const getBlame = defineOperation({
  method: 'GET',
  url: '/v1/bq/blame',
  schema: {
    operationId: 'getBlame',
    tags,
    summary: 'Tell who answers for what a slot says now',
    description: `${publicly} What is not approved is for chambers, and so are the reasons of reviewers.`,
    querystring: ref(SlotParameter),
    response: { 200: ref(Slotverlauf) },
  },
})

export const getSlotverlauf = defineOperation({
  method: 'GET',
  url: '/v1/bq/verlauf',
  schema: {
    operationId: 'getSlotverlauf',
    tags,
    summary: 'Tell every change of a slot',
    description: `${publicly} What is not approved is for chambers, and so are the reasons of reviewers.`,
    querystring: ref(SlotParameter),
    response: { 200: ref(Slotverlauf) },
  },
})

export const compareStaende = defineOperation({
  method: 'GET',
  url: '/v1/bq/diff',
  schema: {
    operationId: 'compareStaende',
    tags,
    summary: 'Tell what differs between two states of a profile',
    description: publicly,
    querystring: ref(StandvergleichParameter),
    response: { 200: ref(Standvergleich) },
  },
})
