import { type Static, Type } from 'typebox'
import {
  Bezeichnung,
  defineCodeliste,
  Firmenname,
  Id,
  IdParams,
  Knr,
  ref,
  seitenParameter,
  seiteOf,
  Zeitpunkt,
} from './common.ts'
import { defineOperation } from './operation.ts'

export type Anbieterstatus = Static<typeof Anbieterstatus>
export const Anbieterstatus = defineCodeliste('Anbieterstatus', 'State of a vendor (BH-02).', [
  { code: 'registriert', name: 'Registriert', beschreibung: 'Registered, not yet admitted.' },
  { code: 'aktiv', name: 'Aktiv', beschreibung: 'Admitted; its systems may call the gateway.' },
  { code: 'gesperrt', name: 'Gesperrt', beschreibung: 'Locked; every call is refused.' },
])

export type OeffentlicherSchluessel = Static<typeof OeffentlicherSchluessel>
export const OeffentlicherSchluessel = Type.Object(
  {
    kty: Type.Unsafe<'EC' | 'RSA'>({ type: 'string', enum: ['EC', 'RSA'], description: 'Kind of key.' }),
    kid: Type.String({ description: 'Key id.', pattern: '^[!-~]+$', minLength: 1, maxLength: 128 }),
    alg: Type.Optional(
      Type.Unsafe<'ES256' | 'RS256' | 'PS256'>({
        type: 'string',
        enum: ['ES256', 'RS256', 'PS256'],
        description: 'Algorithm.',
      }),
    ),
    use: Type.Optional(Type.Unsafe<'sig'>({ type: 'string', enum: ['sig'], description: 'Always sig.' })),
    crv: Type.Optional(Type.Unsafe<'P-256'>({ type: 'string', enum: ['P-256'], description: 'Curve of an EC key.' })),
    x: Type.Optional(
      Type.String({ description: 'EC: x coordinate, base64url.', pattern: '^[A-Za-z0-9_-]+$', maxLength: 100 }),
    ),
    y: Type.Optional(
      Type.String({ description: 'EC: y coordinate, base64url.', pattern: '^[A-Za-z0-9_-]+$', maxLength: 100 }),
    ),
    n: Type.Optional(
      Type.String({
        description: 'RSA: modulus, base64url; 2048 to 4096 bits.',
        pattern: '^[A-Za-z0-9_-]+$',
        minLength: 340,
        maxLength: 700,
      }),
    ),
    e: Type.Optional(
      Type.String({ description: 'RSA: exponent, base64url.', pattern: '^[A-Za-z0-9_-]+$', maxLength: 10 }),
    ),
  },
  {
    $id: 'OeffentlicherSchluessel',
    description: 'A public JSON Web Key (RFC 7517). Private parts are refused.',
    additionalProperties: false,
  },
)

export type Mandantenart = Static<typeof Mandantenart>
export const Mandantenart = defineCodeliste('Mandantenart', 'Who a machine client acts for.', [
  { code: 'anbieter', name: 'Anbieter', beschreibung: 'A vendor of report books.' },
  { code: 'kammer', name: 'Kammer', beschreibung: 'A chamber.' },
  { code: 'betreiber', name: 'Betreiber', beschreibung: 'The operator of the gateway.' },
])

export type CreateAnbieter = Static<typeof CreateAnbieter>
export const CreateAnbieter = Type.Object(
  {
    name: ref(Firmenname, 'Name of the vendor.'),
    produkt: ref(Bezeichnung, 'Name of the report-book product.'),
    kontakt: Type.String({
      description: 'E-mail address for notices.',
      pattern: '^[^@ \\u0000-\\u0020]+@[^@ \\u0000-\\u0020]+$',
      minLength: 3,
      maxLength: 254,
      examples: ['technik@anbieter.example'],
    }),
    schluessel: Type.Optional(
      ref(OeffentlicherSchluessel, 'Public key of the first machine client; with it the answer names the client.'),
    ),
  },
  { $id: 'CreateAnbieter', description: 'A new vendor.', additionalProperties: false },
)

export type UpdateAnbieter = Static<typeof UpdateAnbieter>
export const UpdateAnbieter = Type.Object(
  { status: ref(Anbieterstatus) },
  { $id: 'UpdateAnbieter', description: 'Admission or lock of a vendor.', additionalProperties: false },
)

export type CreateZugang = Static<typeof CreateZugang>
export const CreateZugang = Type.Object(
  {
    art: ref(Mandantenart),
    anbieterId: Type.Optional(ref(Id, 'The vendor, for art anbieter.')),
    knr: Type.Optional(ref(Knr, 'The chamber, for art kammer.')),
    name: ref(Bezeichnung, 'What the client is, for people.'),
    schluessel: ref(OeffentlicherSchluessel),
  },
  {
    $id: 'CreateZugang',
    description: 'A new machine client that signs in with its private key (private_key_jwt, RFC 7523).',
    additionalProperties: false,
  },
)

export type Zugang = Static<typeof Zugang>
export const Zugang = Type.Object(
  {
    clientId: ref(Id, 'OAuth client id.'),
    art: ref(Mandantenart),
    anbieterId: Type.Optional(ref(Id, 'The vendor it acts for.')),
    knr: Type.Optional(ref(Knr, 'The chamber it acts for.')),
    name: ref(Bezeichnung, 'What the client is.'),
    kid: Type.String({ description: 'Id of its key.' }),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
    gesperrtAm: Type.Optional(ref(Zeitpunkt, 'When it was locked.')),
  },
  { $id: 'Zugang', description: 'A machine client.' },
)

export type Anbieter = Static<typeof Anbieter>
export const Anbieter = Type.Object(
  {
    id: ref(Id),
    version: Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description: 'Version, raised by every change; the ETag is this number in quotes.',
    }),
    name: ref(Firmenname, 'Name of the vendor.'),
    produkt: ref(Bezeichnung, 'Name of the product.'),
    kontakt: Type.String({ description: 'E-mail address for notices.' }),
    status: ref(Anbieterstatus),
    zugang: Type.Optional(ref(Zugang, 'The machine client that was made with the vendor.')),
    erstelltAm: ref(Zeitpunkt, 'When it registered.'),
    geaendertAm: ref(Zeitpunkt, 'When it changed last.'),
  },
  { $id: 'Anbieter', description: 'A vendor of report books.' },
)

export const AnbieterSeite = seiteOf(Anbieter, 'Anbieter')
export type AnbieterSeite = Static<typeof AnbieterSeite>

export const AnbieterFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(ref(Anbieterstatus)),
    geaendertSeit: Type.Optional(ref(Zeitpunkt, 'Changed at this instant or later.')),
  },
  { $id: 'AnbieterFilter', description: 'Filter of a list of vendors.', additionalProperties: false },
)
export type AnbieterFilter = Static<typeof AnbieterFilter>

export type CreateWebhook = Static<typeof CreateWebhook>
export const CreateWebhook = Type.Object(
  {
    url: Type.String({
      format: 'uri',
      description: 'HTTPS address that receives events; public addresses only.',
      pattern: '^https?://[!-~]+$',
      minLength: 10,
      maxLength: 2000,
      examples: ['https://anbieter.example/webhooks/ihk'],
    }),
  },
  { $id: 'CreateWebhook', description: 'Subscription of all events of the caller.', additionalProperties: false },
)

export type Webhook = Static<typeof Webhook>
export const Webhook = Type.Object(
  {
    id: ref(Id),
    url: Type.String({ description: 'Address that receives events.' }),
    status: Type.Unsafe<'aktiv' | 'abgeschaltet'>({
      type: 'string',
      enum: ['aktiv', 'abgeschaltet'],
      description: 'Switched off after 410 Gone or by the owner.',
    }),
    geheimnis: Type.Optional(
      Type.String({
        description: 'Secret for the signature (whsec_…, Standard Webhooks); shown once, when it is made.',
      }),
    ),
    erstelltAm: ref(Zeitpunkt, 'When it was made.'),
  },
  { $id: 'Webhook', description: 'A subscription; payloads are signed by Standard Webhooks 1.0 and hold ids only.' },
)

export type Zustellung = Static<typeof Zustellung>
export const Zustellung = Type.Object(
  {
    id: ref(Id, 'The webhook-id, the same for every attempt.'),
    webhookId: ref(Id),
    ereignisId: ref(Id, 'The event that is delivered.'),
    status: Type.Unsafe<'offen' | 'zugestellt' | 'unzustellbar'>({
      type: 'string',
      enum: ['offen', 'zugestellt', 'unzustellbar'],
      description: 'Open, delivered, or given up (dead letter).',
    }),
    versuche: Type.Integer({ minimum: 0, description: 'Attempts so far.' }),
    letzterFehler: Type.Optional(Type.String({ description: 'What the last attempt met.' })),
    naechsterVersuch: Type.Optional(ref(Zeitpunkt, 'When the next attempt is due.')),
    erstelltAm: ref(Zeitpunkt, 'When it was queued.'),
  },
  { $id: 'Zustellung', description: 'Delivery of one event to one webhook.' },
)

export const WebhookSeite = seiteOf(Webhook, 'Webhook')
export type WebhookSeite = Static<typeof WebhookSeite>
export const ZustellungSeite = seiteOf(Zustellung, 'Zustellung')
export type ZustellungSeite = Static<typeof ZustellungSeite>

export const ZustellungFilter = Type.Object(
  {
    ...seitenParameter,
    status: Type.Optional(
      Type.Unsafe<'offen' | 'zugestellt' | 'unzustellbar'>({
        type: 'string',
        enum: ['offen', 'zugestellt', 'unzustellbar'],
        description: 'Deliveries in this state only.',
      }),
    ),
  },
  { $id: 'ZustellungFilter', description: 'Filter of a list of deliveries.', additionalProperties: false },
)
export type ZustellungFilter = Static<typeof ZustellungFilter>

const tags = ['Anbieter'] as const
const webhookTags = ['Webhooks'] as const

export const createAnbieter = defineOperation({
  method: 'POST',
  url: '/v1/anbieter',
  schema: {
    operationId: 'createAnbieter',
    tags,
    summary: 'Register a vendor: self-service in the demo, else by the operator',
    body: ref(CreateAnbieter),
    response: { 201: ref(Anbieter) },
  },
})

export const listAnbieter = defineOperation({
  method: 'GET',
  url: '/v1/anbieter',
  schema: {
    operationId: 'listAnbieter',
    tags,
    summary: 'List vendors',
    querystring: ref(AnbieterFilter),
    response: { 200: ref(AnbieterSeite) },
  },
})

export const getAnbieter = defineOperation({
  method: 'GET',
  url: '/v1/anbieter/:id',
  schema: {
    operationId: 'getAnbieter',
    tags,
    summary: 'Read one vendor',
    params: ref(IdParams),
    response: { 200: ref(Anbieter) },
  },
})

export const updateAnbieter = defineOperation({
  method: 'PATCH',
  url: '/v1/anbieter/:id',
  schema: {
    operationId: 'updateAnbieter',
    tags,
    summary: 'Admit or lock a vendor',
    params: ref(IdParams),
    body: ref(UpdateAnbieter),
    response: { 200: ref(Anbieter) },
  },
})

export const createZugang = defineOperation({
  method: 'POST',
  url: '/v1/zugaenge',
  schema: {
    operationId: 'createZugang',
    tags,
    summary: 'Create a machine client for a vendor or a chamber',
    body: ref(CreateZugang),
    response: { 201: ref(Zugang) },
  },
})

export const lockZugang = defineOperation({
  method: 'DELETE',
  url: '/v1/zugaenge/:id',
  schema: {
    operationId: 'lockZugang',
    tags,
    summary: 'Lock a machine client at once',
    params: ref(IdParams),
    response: { 200: ref(Zugang) },
  },
})

export const createWebhook = defineOperation({
  method: 'POST',
  url: '/v1/webhooks',
  schema: {
    operationId: 'createWebhook',
    tags: webhookTags,
    summary: 'Subscribe to the events of the caller',
    body: ref(CreateWebhook),
    response: { 201: ref(Webhook) },
  },
})

export const listWebhooks = defineOperation({
  method: 'GET',
  url: '/v1/webhooks',
  schema: {
    operationId: 'listWebhooks',
    tags: webhookTags,
    summary: 'List own subscriptions',
    response: { 200: ref(WebhookSeite) },
  },
})

export const deleteWebhook = defineOperation({
  method: 'DELETE',
  url: '/v1/webhooks/:id',
  schema: {
    operationId: 'deleteWebhook',
    tags: webhookTags,
    summary: 'Switch a subscription off',
    params: ref(IdParams),
    response: { 200: ref(Webhook) },
  },
})

export const listZustellungen = defineOperation({
  method: 'GET',
  url: '/v1/webhooks/:id/zustellungen',
  schema: {
    operationId: 'listZustellungen',
    tags: webhookTags,
    summary: 'List deliveries, dead letters among them',
    params: ref(IdParams),
    querystring: ref(ZustellungFilter),
    response: { 200: ref(ZustellungSeite) },
  },
})

export const replayZustellung = defineOperation({
  method: 'POST',
  url: '/v1/zustellungen/:id/wiederholung',
  schema: {
    operationId: 'replayZustellung',
    tags: webhookTags,
    summary: 'Deliver an event once more',
    params: ref(IdParams),
    response: { 202: ref(Zustellung) },
  },
})
