import { beispielkoerper, type Operationsname, type Recht, rechte, scopes, scopesOfPerson } from '@berichtsheft/core'
import swagger from '@fastify/swagger'
import fp from 'fastify-plugin'
import { finishOpenapi } from './openapi-finish.ts'

const tags = [
  { name: 'Berichtshefte', description: 'Report books of apprentices.' },
  { name: 'Ausbildungsnachweise', description: 'The reports of a book and the steps of their life.' },
  { name: 'Importe', description: 'Vendor files, read by adapters.' },
  { name: 'Briefe', description: 'Letters with activation passwords of companies.' },
  { name: 'Freigaben', description: 'Releases of books to chambers.' },
  { name: 'Exporte', description: 'A book as XML, JSON or PDF.' },
  { name: 'Anforderungen', description: 'Requests of chambers for books.' },
  { name: 'Uebermittlungen', description: 'Transfers of books to chambers, with signed packages.' },
  { name: 'Nachrichten', description: 'The XML messages at one endpoint.' },
  { name: 'Anbieter', description: 'Vendors of report books and machine clients.' },
  { name: 'Webhooks', description: 'Delivery of events to the caller (Standard Webhooks).' },
  { name: 'Ereignisse', description: 'State changes as signed Security Event Tokens.' },
  { name: 'Regeln', description: 'The catalogue of rules.' },
  { name: 'Wartung', description: 'Times in which the service rests.' },
  { name: 'Konten', description: 'Accounts of people.' },
  { name: 'Unternehmen', description: 'Companies: registration, activation, data, deletion.' },
  { name: 'Stammdaten', description: "A chamber's master data." },
  { name: 'Ausbildungsvertraege', description: 'Training contracts, from the draft to the registration.' },
  { name: 'Ausbildereignungen', description: 'Trainers: reported by companies, checked and accepted by chambers.' },
  { name: 'Berufe', description: 'Recognised occupations and their training plans.' },
  { name: 'Mitgliedschaften', description: 'Members of companies: invitations, requests to join, removal.' },
  { name: 'Rollen', description: 'Roles of people per application.' },
  { name: 'Aufgaben', description: 'What waits for the person who asks.' },
  { name: 'Beteiligungen', description: 'Links between accounts and single books.' },
  { name: 'Wissensbasis', description: 'What chambers know together about foreign qualifications (BQ).' },
  { name: 'Einsaetze', description: 'Assignments of apprentices to Ausbildungsbeauftragte: the planner.' },
]

/** Builds the OpenAPI document from the routes: components by `$id`, security from the permission table. */
export const openapiPlugin = fp<{ publicUrl: string; version: string }>(
  async (app, { publicUrl, version }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Berichtsheft-Gateway',
          version,
          description:
            'One contract for report books of apprentices: vendors deliver, companies release, chambers request and check.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
          contact: { name: 'Berichtsheft-Gateway', url: 'https://berichtsheft.example' },
        },
        servers: [{ url: publicUrl, description: 'This gateway' }],
        tags,
        components: {
          securitySchemes: {
            maschine: {
              type: 'oauth2',
              description: 'Client credentials with private_key_jwt (RFC 7523).',
              flows: { clientCredentials: { tokenUrl: `${publicUrl}/oidc/token`, scopes: machineScopes } },
            },
            person: {
              type: 'oauth2',
              description:
                'A person who signed in. The header Berichtsheft-Kontext says for whom the request is made: `unternehmen:<id>`, ' +
                '`unternehmen:*` (all companies in which the needed role is held), `kammer:<knr>` or `betreiber`; without it, for the ' +
                'own account. The roles are looked up for every request, so a role that was taken away ends at once.',
              flows: {
                authorizationCode: {
                  authorizationUrl: `${publicUrl}/oidc/auth`,
                  tokenUrl: `${publicUrl}/oidc/token`,
                  scopes: { person: scopes.person },
                },
              },
            },
          },
        },
      },
      refResolver: {
        buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`),
      },
      transformObject: (input) =>
        'openapiObject' in input ? finishOpenapi(input.openapiObject, { ...beispielkoerper }) : input.swaggerObject,
      transform: ({ schema, url }) => ({ schema: { ...schema, ...securityOf(schema?.operationId) }, url }),
    })
  },
  { name: 'openapi' },
)

const { person: _person, ...machineScopes } = scopes

const securityOf = (operationId: string | undefined): { security?: Record<string, string[]>[] } => {
  if (operationId === undefined || !(operationId in rechte)) return {}
  const recht: Recht | 'oeffentlich' = rechte[operationId as Operationsname]
  if (recht === 'oeffentlich') return { security: [] }
  return {
    security: [
      ...(recht.ohneAnmeldung === undefined ? [] : [{}]),
      ...(recht.scope === undefined ? [] : [{ maschine: [recht.scope] }]),
      ...(recht.personen === undefined ? [] : [{ person: [...scopesOfPerson] }]),
    ],
  }
}
