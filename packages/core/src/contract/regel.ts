import { type Static, Type } from 'typebox'
import { Bezeichnung, Datum, ref, Text } from './common.ts'
import { defineOperation } from './operation.ts'
import { Schwere } from './problem.ts'

export type Regel = Static<typeof Regel>
export const Regel = Type.Object(
  {
    id: Type.String({
      description: 'Id of the rule (AN-022, K1); docs/regeln.md explains the ids.',
      examples: ['AN-022'],
    }),
    name: Type.String({
      description: 'The rule as a requirement, in kebab case.',
      examples: ['nachweis-traegt-kopfangaben'],
    }),
    schwere: ref(Schwere, 'Weight of a violation, where it is always the same; the worst one otherwise.'),
    gegenstand: Type.Unsafe<'berichtsheft' | 'ausbildungsnachweis'>({
      type: 'string',
      enum: ['berichtsheft', 'ausbildungsnachweis'],
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
    gueltigVon: ref(Datum, 'First day on which the rule holds.'),
    gueltigBis: Type.Optional(ref(Datum, 'Last day on which the rule holds.')),
  },
  { $id: 'Regel', description: 'A rule that reports and books are checked against.' },
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
