import { type Static, Type } from 'typebox'
import { IdParams, ref, seitenParameter, seiteOf, Zeitpunkt } from './common.ts'
import { defineOperation } from './operation.ts'

export type Zugriff = Static<typeof Zugriff>
export const Zugriff = Type.Object(
  {
    zeitpunkt: ref(Zeitpunkt, 'When.'),
    wer: Type.String({ description: 'Id of the account or machine client that read.' }),
    mandant: Type.String({ description: 'For whom: kammer:<knr>, unternehmen:<id>, konto:<id>.' }),
    vorgang: Type.String({ description: 'The operation, by its operationId.' }),
    gewaehrt: Type.Boolean({ description: 'Whether the access was granted.' }),
  },
  {
    $id: 'Zugriff',
    description:
      'One access to the data of a report book or a training contract (DSGVO Art. 5 Abs. 2, Art. 32). No content stands in it.',
  },
)

export const ZugriffSeite = seiteOf(Zugriff, 'Zugriff')
export type ZugriffSeite = Static<typeof ZugriffSeite>

export type ZugriffFilter = Static<typeof ZugriffFilter>
export const ZugriffFilter = Type.Object(
  { ...seitenParameter },
  { $id: 'ZugriffFilter', description: 'Page of a list of accesses.', additionalProperties: false },
)

export const listZugriffe = defineOperation({
  method: 'GET',
  url: '/v1/berichtshefte/:id/zugriffe',
  schema: {
    operationId: 'listZugriffe',
    tags: ['Berichtshefte'],
    summary: 'List who read a report book',
    description:
      'Every access of a chamber or a person to the book, its reports, attachments, exports and packages, granted or refused. Accesses of the vendor that keeps the book are its own business and not listed.',
    params: ref(IdParams),
    querystring: ref(ZugriffFilter),
    response: { 200: ref(ZugriffSeite) },
  },
})

export const listVertragszugriffe = defineOperation({
  method: 'GET',
  url: '/v1/ausbildungsvertraege/:id/zugriffe',
  schema: {
    operationId: 'listVertragszugriffe',
    tags: ['Ausbildungsvertraege'],
    summary: 'List who read a training contract',
    description:
      'Every access of a chamber or a person to the contract, its documents, renderings, letters and messages, granted or refused. Accesses of the vendor that keeps the contract are its own business and not listed.',
    params: ref(IdParams),
    querystring: ref(ZugriffFilter),
    response: { 200: ref(ZugriffSeite) },
  },
})
