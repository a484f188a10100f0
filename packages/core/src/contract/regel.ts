import { type Static, Type } from 'typebox'
import { Bezeichnung, Datum, ref, Text } from './common.ts'
import { defineOperation } from './operation.ts'
import { Schwere } from './problem.ts'
import { Vertragsentwurf } from './vertragsantrag.ts'

export type Regelbeispiel = Static<typeof Regelbeispiel>
export const Regelbeispiel = Type.Object(
  {
    vertrag: ref(Vertragsentwurf, 'The contract, with no more than what breaks the rule.'),
    vorher: Type.Optional(ref(Vertragsentwurf, 'The contract before a change.')),
    eingang: Type.Optional(ref(Datum, 'Day on which the application came in.')),
  },
  { $id: 'Regelbeispiel', description: 'What breaks a rule.' },
)

export type Regel = Static<typeof Regel>
export const Regel = Type.Object(
  {
    id: Type.String({
      description:
        'Id of the requirement (AN-022, K1); docs/regeln.md explains the ids. One that holds for books and for contracts is a rule about each.',
      examples: ['AN-022'],
    }),
    name: Type.String({
      description: 'The rule as a requirement, in kebab case.',
      examples: ['nachweis-traegt-kopfangaben'],
    }),
    schwere: ref(Schwere, 'Weight of a violation, where it is always the same; the worst one otherwise.'),
    gegenstand: Type.Unsafe<'berichtsheft' | 'ausbildungsnachweis' | 'ausbildungsvertrag'>({
      type: 'string',
      enum: ['berichtsheft', 'ausbildungsnachweis', 'ausbildungsvertrag'],
      description: 'What the rule looks at.',
    }),
    wirkung: Type.Unsafe<'ablehnung' | 'befund'>({
      type: 'string',
      enum: ['ablehnung', 'befund'],
      description: 'Whether a violation prevents storing (ablehnung) or is only reported (befund).',
    }),
    beschreibung: ref(Text, 'What is required, in German.'),
    beschreibungEnglisch: ref(Text, 'What is required, in English.'),
    rechtsgrundlage: ref(Bezeichnung, 'Source of the rule.'),
    rechtsgrundlageHwo: Type.Optional(
      ref(Bezeichnung, 'Source for contracts of the crafts, where it is another paragraph.'),
    ),
    felder: Type.Optional(
      Type.Array(Type.String({ description: 'JSON Pointer, with `*` for the items of a list.' }), {
        description: 'The fields that it looks at; contract rules name them.',
      }),
    ),
    beispiel: Type.Optional(ref(Regelbeispiel, 'An example that breaks it; contract rules have one.')),
    gueltigVon: ref(Datum, 'First day on which the rule holds.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day on which the rule holds.')),
  },
  { $id: 'Regel', description: 'A rule that reports, books and training contracts are checked against.' },
)

export const Regelliste = Type.Object(
  { regeln: Type.Array(ref(Regel), { description: 'All rules by id.' }) },
  { $id: 'Regelliste', description: 'The published rule catalogue.' },
)
export type Regelliste = Static<typeof Regelliste>

export const listRegeln = defineOperation({
  method: 'GET',
  url: '/v1/regeln',
  schema: {
    operationId: 'listRegeln',
    tags: ['Regeln'],
    summary: 'Read the rule catalogue',
    security: [],
    response: { 200: ref(Regelliste) },
  },
})
