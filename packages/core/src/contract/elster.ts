import { type Static, Type } from 'typebox'
import { Anschrift } from './anschrift.ts'
import { defineCodeliste, Firmenname, IdParams, ref, Text, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'

export type Elsterstatus = Static<typeof Elsterstatus>
export const Elsterstatus = defineCodeliste(
  'Elsterstatus',
  'State of the check against the ELSTER certificate (BH-31).',
  [
    {
      code: 'nichtErforderlich',
      name: 'Nicht erforderlich',
      beschreibung: 'Registered before the day from which it is asked for.',
    },
    { code: 'offen', name: 'Offen', beschreibung: 'Still to be done; without it nothing is approved.' },
    { code: 'abgeglichen', name: 'Abgeglichen', beschreibung: 'The certificate names this company.' },
    {
      code: 'abweichung',
      name: 'Abweichung',
      beschreibung: 'The certificate names something else; a clerk looks at it.',
    },
    { code: 'manuell', name: 'Manuell geprüft', beschreibung: 'A clerk looked at it and wrote down why it is right.' },
  ],
)

export type Elsterabgleich = Static<typeof Elsterabgleich>
export const Elsterabgleich = Type.Object(
  {
    status: ref(Elsterstatus),
    aehnlichkeit: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'How alike certificate and registration are, in percent.',
      }),
    ),
    zeitpunkt: Type.Optional(ref(Zeitpunkt, 'When it was checked last.')),
    grund: Type.Optional(ref(Text, 'What the clerk wrote down.')),
  },
  { $id: 'Elsterabgleich', description: 'Result of the ELSTER check; the certificate itself is never kept.' },
)

export type Elsterauskunft = Static<typeof Elsterauskunft>
export const Elsterauskunft = Type.Object(
  {
    steuernummerPseudonym: Type.String({
      description: 'Pseudonym of the tax number, the same for every check of a certificate.',
      pattern: '^[!-~]+$',
      minLength: 1,
      maxLength: 200,
      examples: ['p-7f3a9c'],
    }),
    name: ref(Firmenname, 'Name of the company as the tax office holds it.'),
    anschrift: ref(Anschrift, 'Address of the company as the tax office holds it.'),
  },
  {
    $id: 'Elsterauskunft',
    description: 'What the issuer in front of ELSTER tells in the claim `elster` of the ID token; compared, not kept.',
    additionalProperties: false,
  },
)

export type Elsterverweis = Static<typeof Elsterverweis>
export const Elsterverweis = Type.Object(
  {
    adresse: Type.String({
      description: 'Address to open in the browser; it leads to the sign-in with the certificate and back.',
    }),
    gueltigBis: ref(Zeitpunkt, 'Until when the way back is open.'),
  },
  { $id: 'Elsterverweis', description: 'Begin of an ELSTER check.' },
)

export type CreateElsterergebnis = Static<typeof CreateElsterergebnis>
export const CreateElsterergebnis = Type.Object(
  {
    antwort: Type.String({
      description: 'The query string with which the issuer sent the browser back (`code=…&state=…`).',
      pattern: '^[!-~]+$',
      minLength: 1,
      maxLength: 4000,
      examples: ['code=abc&state=def'],
    }),
  },
  { $id: 'CreateElsterergebnis', description: 'End of an ELSTER check.', additionalProperties: false },
)

export type CreateElsterpruefung = Static<typeof CreateElsterpruefung>
export const CreateElsterpruefung = Type.Object(
  { grund: ref(Text, 'Why the company is the right one though the check was not made or differs.') },
  { $id: 'CreateElsterpruefung', description: 'Manual check by a clerk.', additionalProperties: false },
)

const tags = ['Unternehmen'] as const

export const beginElsterabgleich = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/elster',
  schema: {
    operationId: 'beginElsterabgleich',
    tags,
    summary: 'Begin the check against the ELSTER certificate',
    params: ref(IdParams),
    response: { 201: ref(Elsterverweis) },
  },
})

export const finishElsterabgleich = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/elster/ergebnis',
  schema: {
    operationId: 'finishElsterabgleich',
    tags,
    summary: 'End the check with what the issuer sent the browser back with',
    params: ref(IdParams),
    body: ref(CreateElsterergebnis),
    response: { 200: ref(Elsterabgleich) },
  },
})

export const decideElsterabgleich = defineOperation({
  method: 'POST',
  url: '/v1/unternehmen/:id/elster/pruefung',
  schema: {
    operationId: 'decideElsterabgleich',
    tags,
    summary: 'Accept a company after a manual check by a clerk',
    params: ref(IdParams),
    body: ref(CreateElsterpruefung),
    response: { 200: ref(Elsterabgleich) },
  },
})
