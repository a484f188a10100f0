import { type Static, Type } from 'typebox'
import type { Anbieter } from './anbieter.ts'
import type { Anforderung } from './anforderung.ts'
import type { Anwendung } from './anwendung.ts'
import type { Ausbildereignung } from './ausbildereignung.ts'
import type { Ausbildungsnachweis } from './ausbildungsnachweis.ts'
import type { Ausbildungsvertrag } from './ausbildungsvertrag.ts'
import type { Berichtsheft } from './berichtsheft.ts'
import { Bezeichnung, defineCodeliste, JsonZeiger, ref, Text } from './common.ts'
import type { Einladung } from './einladung.ts'
import type { Einsatz } from './einsatz.ts'
import type { Freigabe } from './freigabe.ts'
import type { Konto } from './konto.ts'
import type { Loeschantrag } from './loeschantrag.ts'
import type { Mitgliedsanfrage } from './mitgliedsanfrage.ts'
import type { Unternehmen } from './unternehmen.ts'
import type { Vertragsaenderung } from './vertragsaenderungen.ts'
import { xmlText } from './xml-text.ts'

export type Schwere = Static<typeof Schwere>
export const Schwere = defineCodeliste('Schwere', 'How much a finding weighs.', [
  { code: 'fehler', name: 'Fehler', beschreibung: 'The object cannot be accepted as it is.' },
  { code: 'warnung', name: 'Warnung', beschreibung: 'The chamber decides, or asks for evidence.' },
  { code: 'hinweis', name: 'Hinweis', beschreibung: 'Information without consequence.' },
])

export type Verstoss = Static<typeof Verstoss>
export const Verstoss = Type.Object(
  {
    regel: Type.String({
      description: 'Id of the rule (AN-022, K1), or SCHEMA for a fault of form.',
      pattern: '^[A-Z][A-Z0-9-]{0,31}$',
      minLength: 1,
      maxLength: 32,
      examples: ['AN-022'],
    }),
    schwere: ref(Schwere),
    pfad: ref(JsonZeiger),
    rechtsgrundlage: Type.Optional(ref(Bezeichnung)),
    text: Type.String({
      description: 'The finding in German, for people.',
      ...xmlText,
      maxLength: 2000,
      examples: ['Der Name des Azubis fehlt.'],
    }),
    textEnglisch: Type.String({
      description: 'The same finding in English.',
      ...xmlText,
      maxLength: 2000,
      examples: ["The apprentice's name is missing."],
    }),
    gefunden: Type.Optional(
      ref(Bezeichnung, 'The value that was found, for people; only where the rule compares values.'),
    ),
    erwartet: Type.Optional(ref(Bezeichnung, 'The value or bound that was expected.')),
    abhilfe: Type.Optional(ref(Text, 'What to do about it, in German.')),
    abhilfeEnglisch: Type.Optional(ref(Text, 'The same in English.')),
  },
  {
    $id: 'Verstoss',
    description: 'A finding: a rule that an object does not keep, with the place in the object.',
    additionalProperties: false,
  },
)

/** The closed list of problem types: slug → status and title. `type` is `https://berichtsheft.example/probleme#<slug>`. */
export const problemTypes = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'validation-failed': { status: 400, title: 'The request does not have the documented form' },
  unauthorized: { status: 401, title: 'A valid access token is required' },
  forbidden: { status: 403, title: 'The caller may not do this' },
  'role-required': { status: 403, title: 'The person has no role that allows this' },
  'not-found': { status: 404, title: 'There is no such object' },
  'method-not-allowed': { status: 405, title: 'The resource does not know this method' },
  'not-acceptable': { status: 406, title: 'The resource has no such representation' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  conflict: { status: 409, title: 'The object is in a state that does not allow this' },
  gone: { status: 410, title: 'The object is no longer available' },
  'precondition-failed': { status: 412, title: 'The object was changed in the meantime' },
  'payload-too-large': { status: 413, title: 'The request is larger than the documented limit' },
  'uri-too-long': { status: 414, title: 'The address is longer than the documented limit' },
  'unsupported-media-type': { status: 415, title: 'The resource does not accept this content type' },
  'rule-violated': { status: 422, title: 'The content breaks a rule' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used with another request' },
  'precondition-required': { status: 428, title: 'The change needs an If-Match header' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The request headers are larger than the documented limit' },
  internal: { status: 500, title: 'The gateway failed' },
  'adapter-rejected': { status: 422, title: 'The adapter cannot read this input' },
  'adapter-unavailable': { status: 502, title: 'The vendor system behind the adapter does not answer' },
  unavailable: { status: 503, title: 'The gateway is busy or its database is not reachable' },
  'insufficient-storage': { status: 507, title: 'The gateway has no space left' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemSlug = keyof typeof problemTypes

/** The URI of a problem type; its heading in docs/probleme.md explains it. */
export const problemUri = (slug: ProblemSlug): string => `https://berichtsheft.example/probleme#${slug}`

/** What has a version and is changed with `If-Match`. */
export type Stand =
  | Berichtsheft
  | Ausbildungsnachweis
  | Anforderung
  | Freigabe
  | Anbieter
  | Anwendung
  | Einladung
  | Mitgliedsanfrage
  | Unternehmen
  | Loeschantrag
  | Konto
  | Einsatz
  | Ausbildungsvertrag
  | Vertragsaenderung
  | Ausbildereignung

/** By name only, because these resources declare their operations, and every operation answers with problems. */
const standSchemas = [
  'Ausbildereignung',
  'Berichtsheft',
  'Unternehmen',
  'Loeschantrag',
  'Ausbildungsnachweis',
  'Anforderung',
  'Freigabe',
  'Anbieter',
  'Anwendung',
  'Einladung',
  'Mitgliedsanfrage',
  'Konto',
  'Einsatz',
  'Ausbildungsvertrag',
  'Vertragsaenderung',
] as const

export type Problem = Static<typeof Problem>
export const Problem = Type.Object(
  {
    type: Type.String({
      format: 'uri',
      description: 'URI of the problem type; the fragment is its slug.',
      examples: [problemUri('not-found')],
    }),
    title: Type.String({
      description: 'What went wrong, the same for every occurrence.',
      examples: [problemTypes['not-found'].title],
    }),
    status: Type.Integer({ minimum: 400, maximum: 599, description: 'HTTP status.', examples: [404] }),
    detail: Type.Optional(
      Type.String({
        description: 'What went wrong this time.',
        examples: ['Berichtsheft 01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'],
      }),
    ),
    instance: Type.Optional(Type.String({ description: 'Id of the request, as in the log.', examples: ['req-1f'] })),
    verstoesse: Type.Optional(Type.Array(ref(Verstoss), { description: 'The single findings.', maxItems: 1000 })),
    stand: Type.Optional(
      Type.Unsafe<Stand>({
        anyOf: standSchemas.map(($ref) => ({ $ref })),
        description:
          'With precondition-failed: the object as it is now, in the form that reading it has, so that the change can be merged into it without another request. The ETag of this answer is that of this form.',
      }),
    ),
  },
  { $id: 'Problem', description: 'An error answer: problem details (RFC 9457) with the list of findings.' },
)
