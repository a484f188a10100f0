import { type Static, Type } from 'typebox'
import { ref, Uuid } from './common.ts'
import { binaryResponse, defineOperation } from './operation.ts'
import { LandParams, ProfilId, Slotname, Wissenssicht, Zeitangabe } from './wissen.ts'

const closed = { additionalProperties: false } as const
const sicht = Type.Optional(ref(Wissenssicht, 'Which view; what was published without it.'))
const zeitpunkt = Type.Optional(ref(Zeitangabe, 'What held in the country at this time.'))

export type VergleichParams = Static<typeof VergleichParams>
export const VergleichParams = Type.Object(
  {
    id: ref(Uuid, 'Id of the qualification without its kind.'),
    referenzberufId: ref(Uuid, 'Id of the German occupation without its kind.'),
  },
  { $id: 'VergleichParams', description: 'Names both sides of a comparison.', ...closed },
)

export type VergleichParameter = Static<typeof VergleichParameter>
export const VergleichParameter = Type.Object(
  { sicht, zeitpunkt },
  { $id: 'VergleichParameter', description: 'How a comparison is read.', ...closed },
)

export type Vergleichswert = Static<typeof Vergleichswert>
export const Vergleichswert = Type.Object(
  {
    slot: ref(Slotname),
    wert: Type.Unknown({ description: 'The value in the form of its field.' }),
    strittig: Type.Boolean({ description: 'Those who wrote do not agree, or it is under review.' }),
  },
  { $id: 'Vergleichswert', description: 'A value on one side of a comparison, with the statement that says so.' },
)

export type Vergleichsmerkmal = Static<typeof Vergleichsmerkmal>
export const Vergleichsmerkmal = Type.Object(
  {
    merkmal: Type.Unsafe<'art' | 'fortbildung' | 'stufe' | 'dauer' | 'ordnung' | 'reglementiert'>({
      type: 'string',
      enum: ['art', 'fortbildung', 'stufe', 'dauer', 'ordnung', 'reglementiert'],
      description: 'The feature: kind, advanced training, level, duration, regulation, whether it is regulated.',
    }),
    qualifikation: Type.Array(ref(Vergleichswert), { description: 'What is stated about the foreign qualification.' }),
    referenzberuf: Type.Array(ref(Vergleichswert), { description: 'What is stated about the German occupation.' }),
  },
  { $id: 'Vergleichsmerkmal', description: 'A feature of both sides; nothing is concluded from it.' },
)

export type Ordnungsposition = Static<typeof Ordnungsposition>
export const Ordnungsposition = Type.Object(
  {
    titel: Type.String({ description: 'What is learnt; or the duration.' }),
    wochen: Type.Optional(Type.Integer({ minimum: 0, description: 'Time value in weeks.' })),
    minuten: Type.Optional(Type.Integer({ minimum: 0, description: 'Time value of lessons in minutes.' })),
    slot: Type.Optional(ref(Slotname)),
    herkunft: Type.Unsafe<'profil' | 'katalog'>({
      type: 'string',
      enum: ['profil', 'katalog'],
      description: 'From the profile of the occupation, or from the catalogue of occupations.',
    }),
  },
  { $id: 'Ordnungsposition', description: 'A position of the German regulation of training.' },
)

export type Vergleichsfach = Static<typeof Vergleichsfach>
export const Vergleichsfach = Type.Object(
  {
    name: Type.String({ description: 'Name of the subject.' }),
    minuten: Type.Optional(Type.Integer({ minimum: 0, description: 'Lessons in minutes, where they are stated.' })),
    slot: Type.Optional(ref(Slotname)),
  },
  { $id: 'Vergleichsfach', description: 'A foreign subject that covers something.' },
)

export type Vergleichszeile = Static<typeof Vergleichszeile>
export const Vergleichszeile = Type.Object(
  {
    art: Type.Unsafe<'inhalt' | 'dauer'>({
      type: 'string',
      enum: ['inhalt', 'dauer'],
      description: 'Whether the row is about a content or about the duration.',
    }),
    position: ref(Ordnungsposition),
    faecher: Type.Array(ref(Vergleichsfach), { description: 'Foreign subjects that are said to cover it.' }),
    abdeckung: Type.Optional(
      Type.Unsafe<'voll' | 'teilweise' | 'fehlt'>({
        type: 'string',
        enum: ['voll', 'teilweise', 'fehlt'],
        description: 'How much is covered.',
      }),
    ),
    wesentlich: Type.Optional(Type.Boolean({ description: 'Whether the occupation needs it.' })),
    ausgleich: Type.Optional(Type.String({ description: 'What makes up for it.' })),
    begruendung: Type.Optional(Type.String({ description: 'Why it was judged so.' })),
    slot: Type.Optional(ref(Slotname, 'The statement that judges it.')),
    strittig: Type.Boolean({ description: 'Those who judged it do not agree, or it is under review.' }),
    befund: Type.Unsafe<'gleichwertig' | 'unwesentlich' | 'ausgleichbar' | 'wesentlich' | 'offen'>({
      type: 'string',
      enum: ['gleichwertig', 'unwesentlich', 'ausgleichbar', 'wesentlich', 'offen'],
      description:
        'An essential difference needs all three: it differs, the occupation needs it, nothing makes up for it. `offen` was not judged.',
    }),
  },
  { $id: 'Vergleichszeile', description: 'A row of a comparison (BQFG § 4 Abs. 2).' },
)

export type Qualifikationsvergleich = Static<typeof Qualifikationsvergleich>
export const Qualifikationsvergleich = Type.Object(
  {
    qualifikation: ref(ProfilId),
    referenzberuf: ref(ProfilId),
    sicht: ref(Wissenssicht),
    zeitpunkt: Type.Optional(ref(Zeitangabe)),
    merkmale: Type.Array(ref(Vergleichsmerkmal), { description: 'Features of both sides.' }),
    zeilen: Type.Array(ref(Vergleichszeile), { description: 'Duration first, then the positions in their order.' }),
    offen: Type.Array(Type.Integer({ minimum: 0 }), {
      description:
        'Places in `zeilen` that nobody has judged: what a qualification analysis has to find out (BQFG § 14).',
    }),
    uebrigeFaecher: Type.Array(ref(Slotname), { description: 'Foreign subjects that no row names.' }),
  },
  {
    $id: 'Qualifikationsvergleich',
    description: 'A foreign qualification beside a German occupation. There is no score.',
  },
)

export type DiagrammParameter = Static<typeof DiagrammParameter>
export const DiagrammParameter = Type.Object(
  {
    zeitpunkt,
    sicht,
    sprache: Type.Optional(
      Type.Unsafe<'de' | 'en'>({
        type: 'string',
        enum: ['de', 'en'],
        description: 'Language of what is written around.',
      }),
    ),
  },
  { $id: 'DiagrammParameter', description: 'How a diagram is drawn.', ...closed },
)

export type AusgabeParameter = Static<typeof AusgabeParameter>
export const AusgabeParameter = Type.Object(
  {
    form: Type.Optional(
      Type.Unsafe<'ndjson' | 'csv'>({ type: 'string', enum: ['ndjson', 'csv'], description: 'NDJSON without it.' }),
    ),
    lizenzklasse: Type.Optional(
      Type.Unsafe<'frei' | 'gleicheBedingungen'>({
        type: 'string',
        enum: ['frei', 'gleicheBedingungen'],
        description:
          'Statements that may be used with their source, or those whose sources ask for the same terms again; the first without it.',
      }),
    ),
    profil: Type.Optional(ref(ProfilId, 'One profile alone.')),
  },
  { $id: 'AusgabeParameter', description: 'Which open data, and in which form.', ...closed },
)

const tags = ['Wissensbasis']

/** Sets a foreign qualification beside a German occupation. */
export const getVergleich = defineOperation({
  method: 'GET',
  url: '/v1/bq/qualifikationen/:id/vergleich/:referenzberufId',
  schema: {
    operationId: 'getVergleich',
    tags,
    summary: 'Compare a qualification with a German occupation',
    description:
      'Row by row: content, duration, whether it is essential, what makes up for it. Judgements are for chambers.',
    params: ref(VergleichParams),
    querystring: ref(VergleichParameter),
    response: { 200: ref(Qualifikationsvergleich) },
  },
})

/** Draws the education system of a country. */
export const getLanddiagramm = defineOperation({
  method: 'GET',
  url: '/v1/bq/laender/:code/diagramm',
  schema: {
    operationId: 'getLanddiagramm',
    tags,
    summary: 'Diagram of an education system',
    description: 'Drawn from the statements, as SVG with texts that can be read aloud; the same for the same state.',
    params: ref(LandParams),
    querystring: ref(DiagrammParameter),
    response: { 200: binaryResponse('image/svg+xml', 'The diagram.') },
  },
})

/** Gives out what is published as open data. */
export const exportWissen = defineOperation({
  method: 'GET',
  url: '/v1/bq/ausgabe',
  schema: {
    operationId: 'exportWissen',
    tags,
    summary: 'Open data of what is published',
    description:
      'Every published statement that anybody may read, with its sources and licences, by profile and slot. NDJSON begins with a line about the whole and ends with one that has number and SHA-256 of the lines between.',
    querystring: ref(AusgabeParameter),
    response: { 200: binaryResponse('application/x-ndjson', 'A statement per line.') },
  },
})
