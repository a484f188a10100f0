import { type Static, Type } from 'typebox'
import { Bezeichnung, defineCodeliste, ref, Text } from './common.ts'
import { defineOperation } from './operation.ts'

export type Nummernquelle = Static<typeof Nummernquelle>
export const Nummernquelle = defineCodeliste('Nummernquelle', 'Who gives the numbers of registrations.', [
  { code: 'gateway', name: 'Gateway', beschreibung: 'A gap-free series per chamber and year, kept here.' },
  { code: 'kammer', name: 'Kammer', beschreibung: "The chamber's own system, which reports each registration." },
])

export type UnlesbarerScan = Static<typeof UnlesbarerScan>
export const UnlesbarerScan = defineCodeliste(
  'UnlesbarerScan',
  'What becomes of a signed scan on which no mark of the version can be read.',
  [
    { code: 'hinweis', name: 'Hinweis', beschreibung: 'It is taken, and the clerk is told to compare it.' },
    { code: 'ablehnung', name: 'Ablehnung', beschreibung: 'It is refused.' },
  ],
)

export type Wahlqualifikationsliste = Static<typeof Wahlqualifikationsliste>
export const Wahlqualifikationsliste = Type.Object(
  {
    beruf: ref(Bezeichnung, 'Name of the occupation; case, blanks and slashes do not matter.'),
    wahlqualifikationen: Type.Array(ref(Bezeichnung), {
      minItems: 1,
      maxItems: 60,
      description: 'Names of the choices, as its training plan has them.',
    }),
  },
  {
    $id: 'Wahlqualifikationsliste',
    description: 'The Wahlqualifikationen of an occupation (DAV-003).',
    additionalProperties: false,
  },
)

export type Vertragseinstellungen = Static<typeof Vertragseinstellungen>
export const Vertragseinstellungen = Type.Object(
  {
    vierAugen: Type.Boolean({ description: 'Whether a second clerk decides about each registration.' }),
    unterschriftNoetig: Type.Boolean({
      description: 'Whether the chamber wants contracts printed and signed; otherwise text form is enough (DAV-020).',
    }),
    antragsfristWochen: Type.Integer({
      minimum: 0,
      maximum: 52,
      description: 'Weeks after the conclusion from which on an application is late (DAV-019).',
    }),
    unterschriftGiltAlsEmpfang: Type.Optional(
      Type.Boolean({ description: 'Whether a signature proves the receipt, too (DAV-017); true when absent.' }),
    ),
    ueberlangeZeitIstFehler: Type.Optional(
      Type.Boolean({
        description:
          'Whether more than 10 hours a day or 48 a week of adults is an error, not a warning (DAV-126); true when absent.',
      }),
    ),
    ausbilderwechselTage: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 365,
        description: 'Days within which a change of the trainer is reported without delay (DAV-168); 14 when absent.',
      }),
    ),
    vorlagen: Type.Optional(
      Type.Array(
        Type.String({
          description: 'Key and version of a template.',
          pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
          minLength: 1,
          maxLength: 60,
        }),
        {
          maxItems: 100,
          description:
            'Templates whose clauses the chamber knows beside those of the gateway (DAV-011, DAV-013); when absent, every template counts.',
        },
      ),
    ),
    wahlqualifikationen: Type.Optional(
      Type.Array(ref(Wahlqualifikationsliste), {
        maxItems: 400,
        description: 'Choices of training plans by occupation (DAV-003).',
      }),
    ),
    bezirk: Type.Optional(
      Type.Array(
        Type.String({
          description: 'Begin of the Amtlicher Gemeindeschlüssel: 2 digits of a Land, 3, 5 or all 8 of a municipality.',
          pattern: '^[0-9]{2,8}$',
          minLength: 2,
          maxLength: 8,
        }),
        {
          maxItems: 2000,
          description:
            'Municipalities of the district. Where the site of a contract lies in the one of another chamber, DAV-042 says so.',
        },
      ),
    ),
    nummernquelle: Type.Optional(
      ref(Nummernquelle, 'Who gives the numbers of registrations; the gateway when absent.'),
    ),
    unlesbarerScan: Type.Optional(
      ref(
        UnlesbarerScan,
        'What becomes of a signed scan on which no mark can be read (DV-05); a note to the clerk when absent.',
      ),
    ),
    rechtsbehelf: Type.Optional(
      ref(Text, 'Instruction on legal remedies, as it stands under a refusal; without it there is none.'),
    ),
  },
  {
    $id: 'Vertragseinstellungen',
    description: 'How a chamber deals with training contracts.',
    additionalProperties: false,
  },
)

const url = '/v1/vertragseinstellungen'
const tags = ['Ausbildungsvertraege'] as const

export const getVertragseinstellungen = defineOperation({
  method: 'GET',
  url,
  schema: {
    operationId: 'getVertragseinstellungen',
    tags,
    summary: 'Read how the own chamber deals with training contracts',
    response: { 200: ref(Vertragseinstellungen) },
  },
})

export const setVertragseinstellungen = defineOperation({
  method: 'PUT',
  url,
  schema: {
    operationId: 'setVertragseinstellungen',
    tags,
    summary: 'Set how the own chamber deals with training contracts',
    body: ref(Vertragseinstellungen),
    response: { 200: ref(Vertragseinstellungen) },
  },
})
