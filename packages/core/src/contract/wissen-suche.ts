import { type Static, Type } from 'typebox'
import { ref, seitenParameter } from './common.ts'
import { defineOperation } from './operation.ts'
import { ProfilId, Slotname, Wissenssicht } from './wissen.ts'
import { xmlText } from './xml-text.ts'

const closed = { additionalProperties: false } as const
const words = (description: string) =>
  Type.Optional(Type.String({ description, ...xmlText, minLength: 1, maxLength: 200 }))
const code = (description: string, pattern: string, maxLength: number) =>
  Type.Optional(Type.String({ description, pattern, maxLength }))

/** Filters that the search and the list of qualifications share. */
const filter = {
  sicht: Type.Optional(ref(Wissenssicht, 'Which view; what was published without it.')),
  land: code(
    'Qualifications of this country: ISO 3166-1 alpha-2, or ISO 3166-3 for a former state.',
    '^[A-Z]{2}(?:[A-Z]{2})?$',
    4,
  ),
  sprache: code('Language of the original, ISO 639.', '^[a-z]{2,3}$', 3),
  isced: code('Level of ISCED 2011, or the first digits of one.', '^[0-8][0-9]{0,2}$', 3),
  esco: code('Id of an occupation of ESCO.', '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$', 36),
  jahr: Type.Optional(Type.Integer({ description: 'A year in which it was awarded.', minimum: 1000, maximum: 2199 })),
}

export type WissenssucheParameter = Static<typeof WissenssucheParameter>
export const WissenssucheParameter = Type.Object(
  {
    frage: Type.String({
      description:
        'Words in any script, with marks or without, or in transliteration. Each begins a word of what is found, or has its German stem.',
      ...xmlText,
      minLength: 1,
      maxLength: 200,
      examples: ['branzowa', 'الثانوية العامة'],
    }),
    art: Type.Optional(
      Type.Unsafe<'land' | 'qual' | 'ref'>({
        type: 'string',
        enum: ['land', 'qual', 'ref'],
        description: 'Countries, foreign qualifications or German occupations alone.',
      }),
    ),
    ...filter,
    ...seitenParameter,
  },
  { $id: 'WissenssucheParameter', description: 'What is looked for in the knowledge base.', ...closed },
)

export type QualifikationFilter = Static<typeof QualifikationFilter>
export const QualifikationFilter = Type.Object(
  {
    titel: words('Words of its names, in any script or in transliteration.'),
    referenzberuf: words('Words of the German occupations that it is compared with, or the id of one.'),
    ...filter,
    ...seitenParameter,
  },
  { $id: 'QualifikationFilter', description: 'Filter of the list of foreign qualifications.', ...closed },
)

export type Suchfundstelle = Static<typeof Suchfundstelle>
export const Suchfundstelle = Type.Object(
  {
    slot: ref(Slotname),
    text: Type.String({ description: 'The begin of what stands there.' }),
  },
  { $id: 'Suchfundstelle', description: 'A statement in which words of the question stand.' },
)

export type Suchtreffer = Static<typeof Suchtreffer>
export const Suchtreffer = Type.Object(
  {
    profil: ref(ProfilId),
    titel: Type.String({ description: 'German name, else the original one.' }),
    titelOriginal: Type.Optional(Type.String({ description: 'Name in the language and script of the country.' })),
    aussagen: Type.Integer({ minimum: 0, description: 'Statements of the profile that the caller may read.' }),
    fundstellen: Type.Array(ref(Suchfundstelle), { description: 'Up to three statements in which the words stand.' }),
  },
  { $id: 'Suchtreffer', description: 'A profile that was found.' },
)

const seite = {
  eintraege: Type.Array(ref(Suchtreffer), { description: 'Best first; of a list in the order of titles.' }),
  gesamt: Type.Integer({
    minimum: 0,
    description: 'How many were counted; of many, at least as many as the next page needs.',
  }),
  naechsterCursor: Type.Optional(
    Type.String({ description: 'Opaque cursor of the next page; absent on the last one.', maxLength: 500 }),
  ),
}

export type Wissenssuche = Static<typeof Wissenssuche>
export const Wissenssuche = Type.Object(
  {
    ...seite,
    aehnlich: Type.Boolean({ description: 'Nothing has these words; what is shown has similar names.' }),
  },
  { $id: 'Wissenssuche', description: 'What was found in the knowledge base.' },
)

export type Qualifikationsliste = Static<typeof Qualifikationsliste>
export const Qualifikationsliste = Type.Object(seite, {
  $id: 'Qualifikationsliste',
  description: 'Foreign qualifications.',
})

const tags = ['Wissensbasis']

/** Looks for profiles by words in any script. */
export const searchWissen = defineOperation({
  method: 'GET',
  url: '/v1/bq/suche',
  schema: {
    operationId: 'searchWissen',
    tags,
    summary: 'Search the knowledge base',
    description:
      'Finds countries, qualifications and German occupations by name, original script or transliteration, German occupation, ESCO and ISCED. What the caller may not read is not found.',
    querystring: ref(WissenssucheParameter),
    response: { 200: ref(Wissenssuche) },
  },
})

/** Lists foreign qualifications by their title. */
export const listQualifikationen = defineOperation({
  method: 'GET',
  url: '/v1/bq/qualifikationen',
  schema: {
    operationId: 'listQualifikationen',
    tags,
    summary: 'List foreign qualifications',
    querystring: ref(QualifikationFilter),
    response: { 200: ref(Qualifikationsliste) },
  },
})
