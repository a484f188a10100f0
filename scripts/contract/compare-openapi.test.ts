import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareOpenapi, type OpenapiDocument } from './compare-openapi.ts'

/** A small contract with one of everything that is compared. */
const contract = () => ({
  paths: {
    '/v1/hefte': {
      get: {
        operationId: 'listHefte',
        parameters: [
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
          },
          { $ref: '#/components/parameters/Key' },
        ] as Record<string, unknown>[],
        responses: {
          '200': {
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Heft' } },
              'application/x-ndjson': { schema: {} },
            },
            headers: { ETag: { schema: { type: 'string' } } },
          },
          '4XX': { content: { 'application/problem+json': { schema: {} } } },
        } as Record<string, unknown>,
        security: [{ maschine: ['lesen'] }] as Record<string, string[]>[],
      },
      post: {
        operationId: 'createHeft',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/CreateHeft' } } },
        },
        responses: { '201': {} } as Record<string, unknown>,
        security: [] as Record<string, string[]>[],
      },
    },
  },
  components: {
    parameters: {
      Key: { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } },
    },
    schemas: {
      Art: { type: 'string', enum: ['a', 'b'] } as Record<string, unknown>,
      Text: { type: 'string', minLength: 1, maxLength: 100, pattern: '^x' } as Record<string, unknown>,
      Teil: {
        type: 'object',
        additionalProperties: false,
        required: ['text'],
        properties: {
          text: { $ref: '#/components/schemas/Text' },
          teile: { type: 'array', maxItems: 9, items: { $ref: '#/components/schemas/Teil' } },
        },
      } as Record<string, unknown>,
      CreateHeft: {
        type: 'object',
        additionalProperties: false,
        required: ['art'],
        properties: {
          art: { $ref: '#/components/schemas/Art' },
          minuten: { type: 'integer', minimum: 0, maximum: 1440 },
          datum: { type: 'string', format: 'date' },
          ende: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          teil: { $ref: '#/components/schemas/Teil' },
        } as Record<string, unknown>,
      },
      Heft: {
        type: 'object',
        required: ['id', 'art'],
        properties: {
          id: { type: 'string' },
          art: { $ref: '#/components/schemas/Art' },
          name: { type: 'string' },
          anzahl: { type: 'integer', minimum: 0 },
          teile: { type: 'array', items: { $ref: '#/components/schemas/Teil' } },
        } as Record<string, unknown>,
      },
    },
  },
})

type Contract = ReturnType<typeof contract>
const breaksOf = (
  change: (after: Contract) => void,
  prepare: (before: Contract) => void = () => undefined,
): string[] => {
  const [before, after] = [contract(), contract()]
  prepare(before)
  prepare(after)
  change(after)
  return compareOpenapi(before as unknown as OpenapiDocument, after as unknown as OpenapiDocument).map(
    ({ place, reason }) => `${place}: ${reason}`,
  )
}

const input = (c: Contract) => c.components.schemas.CreateHeft
const output = (c: Contract) => c.components.schemas.Heft
const get = (c: Contract) => c.paths['/v1/hefte'].get
const post = (c: Contract) => c.paths['/v1/hefte'].post

describe('a break is found:', () => {
  it.each<[string, (after: Contract) => unknown, string]>([
    ['a path that is gone', (c) => Reflect.deleteProperty(c.paths, '/v1/hefte'), 'GET /v1/hefte: was removed'],
    [
      'an operation that is gone',
      (c) => Reflect.deleteProperty(c.paths['/v1/hefte'], 'post'),
      'POST /v1/hefte: was removed',
    ],
    [
      'another name of an operation',
      (c) => (get(c).operationId = 'findHefte'),
      'GET /v1/hefte: its name changed from listHefte to findHefte',
    ],
    ['a parameter that is gone', (c) => get(c).parameters.shift(), 'GET /v1/hefte query limit: was removed'],
    [
      'a new parameter that is required',
      (c) => get(c).parameters.push({ name: 'x', in: 'query', required: true }),
      'GET /v1/hefte query x: is new and required',
    ],
    [
      'a parameter that becomes required',
      (c) => ((c.components.parameters.Key.required as boolean) = true),
      'GET /v1/hefte header Idempotency-Key: is required now',
    ],
    [
      'a parameter with a lower limit',
      (c) => Object.assign(get(c).parameters[0]?.schema as object, { maximum: 100 }),
      'GET /v1/hefte query limit: maximum was lowered',
    ],
    [
      'a parameter with another default',
      (c) => Object.assign(get(c).parameters[0]?.schema as object, { default: 20 }),
      'GET /v1/hefte query limit: the default changed from 50 to 20',
    ],
    ['a body that is gone', (c) => Reflect.deleteProperty(post(c), 'requestBody'), 'POST /v1/hefte body: was removed'],
    [
      'a body where none was',
      (c) => Object.assign(get(c), { requestBody: { required: true, content: {} } }),
      'GET /v1/hefte body: is new and required',
    ],
    [
      'a media type that is not accepted any more',
      (c) => (post(c).requestBody.content = {} as never),
      'POST /v1/hefte body: application/json is not accepted any more',
    ],
    [
      'an input that becomes required',
      (c) => input(c).required.push('minuten'),
      'POST /v1/hefte body/minuten: is required now',
    ],
    [
      'a new input that is required',
      (c) => {
        input(c).required.push('neu')
        input(c).properties.neu = { type: 'string' }
      },
      'POST /v1/hefte body/neu: is required now',
    ],
    [
      'an input that is gone',
      (c) => Reflect.deleteProperty(input(c).properties, 'minuten'),
      'POST /v1/hefte body/minuten: is not accepted any more',
    ],
    [
      'an input with another type',
      (c) => (input(c).properties.minuten = { type: 'string' }),
      'POST /v1/hefte body/minuten: the type changed: integer before, string now',
    ],
    [
      'an input that may not be null any more',
      (c) => (input(c).properties.ende = { type: 'string' }),
      'POST /v1/hefte body/ende: the type changed: null before, string now',
    ],
    [
      'a code that is not accepted any more',
      (c) => (c.components.schemas.Art.enum = ['a']),
      'POST /v1/hefte body/art: b is not accepted any more',
    ],
    [
      'values where any were accepted',
      (c) => (input(c).properties.datum = { type: 'string', format: 'date', enum: ['x'] }),
      'POST /v1/hefte body/datum: only some values are accepted now',
    ],
    [
      'a lower maximum',
      (c) => (input(c).properties.minuten = { type: 'integer', minimum: 0, maximum: 600 }),
      'POST /v1/hefte body/minuten: maximum was lowered',
    ],
    [
      'a higher minimum',
      (c) => (input(c).properties.minuten = { type: 'integer', minimum: 1, maximum: 1440 }),
      'POST /v1/hefte body/minuten: minimum was raised',
    ],
    [
      'a shorter text, deep inside',
      (c) => (c.components.schemas.Text.maxLength = 99),
      'POST /v1/hefte body/teil/text: maxLength was lowered',
    ],
    [
      'a text that may not be short any more',
      (c) => (c.components.schemas.Text.minLength = 2),
      'POST /v1/hefte body/teil/text: minLength was raised',
    ],
    [
      'another pattern',
      (c) => (c.components.schemas.Text.pattern = '^y'),
      'POST /v1/hefte body/teil/text: the pattern changed',
    ],
    [
      'a format where none was',
      (c) => (input(c).properties.minuten = { type: 'integer', minimum: 0, maximum: 1440, format: 'int32' }),
      'POST /v1/hefte body/minuten: the format changed',
    ],
    [
      'a keyword that is not known here',
      (c) => (input(c).properties.minuten = { type: 'integer', minimum: 0, maximum: 1440, multipleOf: 5 }),
      'POST /v1/hefte body/minuten: multipleOf changed',
    ],
    [
      'a shorter list in a list',
      (c) =>
        Object.assign((c.components.schemas.Teil.properties as Record<string, object>).teile ?? {}, { maxItems: 8 }),
      'POST /v1/hefte body/teil/teile: maxItems was lowered',
    ],
    [
      'an answer that is gone',
      (c) => Reflect.deleteProperty(get(c).responses, '200'),
      'GET /v1/hefte 200: does not come any more',
    ],
    ['a new answer that means success', (c) => (get(c).responses['202'] = {}), 'GET /v1/hefte 202: is a new answer'],
    [
      'a media type that does not come any more',
      (c) => Reflect.deleteProperty((get(c).responses['200'] as { content: object }).content, 'application/x-ndjson'),
      'GET /v1/hefte 200: application/x-ndjson does not come any more',
    ],
    [
      'a header that does not come any more',
      (c) => Object.assign(get(c).responses['200'] as object, { headers: {} }),
      'GET /v1/hefte 200 header ETag: does not come any more',
    ],
    [
      'an output that is gone',
      (c) => Reflect.deleteProperty(output(c).properties, 'name'),
      'GET /v1/hefte 200/name: was removed',
    ],
    [
      'an output that is not always there any more',
      (c) => (output(c).required = ['id']),
      'GET /v1/hefte 200/art: is not always there any more',
    ],
    [
      'an output with another type',
      (c) => (output(c).properties.anzahl = { type: 'string' }),
      'GET /v1/hefte 200/anzahl: the type changed: integer before, string now',
    ],
    [
      'an output that may be null now',
      (c) => (output(c).properties.name = { type: ['string', 'null'] }),
      'GET /v1/hefte 200/name: the type changed: string before, string or null now',
    ],
    [
      'an output that may be a fraction now',
      (c) => (output(c).properties.anzahl = { type: 'number', minimum: 0 }),
      'GET /v1/hefte 200/anzahl: the type changed: integer before, number now',
    ],
    [
      'a new code in an output',
      (c) => (c.components.schemas.Art.enum = ['a', 'b', 'c']),
      'GET /v1/hefte 200/art: there is a new value: c',
    ],
    [
      'an output that may be less',
      (c) => (output(c).properties.anzahl = { type: 'integer' }),
      'GET /v1/hefte 200/anzahl: minimum was lowered',
    ],
    [
      'more rights',
      (c) => (get(c).security = [{ maschine: ['lesen', 'schreiben'] }]),
      'GET /v1/hefte: asks for more rights',
    ],
    ['another right', (c) => (get(c).security = [{ maschine: ['schreiben'] }]), 'GET /v1/hefte: asks for more rights'],
    ['a right where none was', (c) => (post(c).security = [{ maschine: [] }]), 'POST /v1/hefte: asks for more rights'],
  ])('%s', (_name, change, expected) => {
    expect(breaksOf(change)).toContain(expected)
  })
})

describe('an addition is no break:', () => {
  it.each<[string, (after: Contract) => unknown]>([
    ['nothing', () => undefined],
    ['a new path', (c) => Object.assign(c.paths, { '/v1/neu': { get: { operationId: 'neu' } } })],
    ['a new optional parameter', (c) => get(c).parameters.push({ name: 'x', in: 'query', required: false })],
    ['a higher limit of a parameter', (c) => Object.assign(get(c).parameters[0]?.schema as object, { maximum: 500 })],
    ['a new optional input', (c) => (input(c).properties.neu = { type: 'string' })],
    [
      'a new optional part of what is both input and output',
      (c) => Object.assign(c.components.schemas.Teil.properties as object, { neu: { type: 'string' } }),
    ],
    ['an input that is optional now', (c) => (input(c).required = [])],
    [
      'an input that may be null now',
      (c) => (input(c).properties.minuten = { type: ['integer', 'null'], minimum: 0, maximum: 1440 }),
    ],
    ['a wider range', (c) => (input(c).properties.minuten = { type: 'integer', minimum: -1, maximum: 9999 })],
    ['a text without its form', (c) => (input(c).properties.datum = { type: 'string' })],
    ['a further media type of a body', (c) => Object.assign(post(c).requestBody.content, { 'application/xml': {} })],
    ['a body that is optional now', (c) => (post(c).requestBody.required = false)],
    ['a new output', (c) => (output(c).properties.neu = { type: 'string' })],
    ['an output that is always there now', (c) => output(c).required.push('name')],
    [
      'a further media type of an answer',
      (c) => Object.assign((get(c).responses['200'] as { content: object }).content, { 'application/xml': {} }),
    ],
    ['a new answer that is a refusal', (c) => (get(c).responses['5XX'] = {})],
    ['fewer rights', (c) => (get(c).security = [])],
    ['another way to sign in beside the old one', (c) => get(c).security.push({ person: [] })],
    [
      'other descriptions and examples',
      (c) => Object.assign(output(c), { description: 'x', examples: [1], title: 'y' }),
    ],
    [
      'another name of a schema',
      (c) => {
        Object.assign(c.components.schemas, { Kind: c.components.schemas.Art })
        output(c).properties.art = { $ref: '#/components/schemas/Kind' }
      },
    ],
  ])('%s', (_name, change) => {
    expect(breaksOf(change)).toEqual([])
  })
})

it('a union of outputs may lose a variant and may not gain one', () => {
  const union = (...types: string[]) => ({ anyOf: types.map((type) => ({ type })) })
  const prepare = (c: Contract) => (output(c).properties.wert = union('string', 'integer'))
  expect(breaksOf((c) => (output(c).properties.wert = union('string')), prepare)).toEqual([])
  expect(breaksOf((c) => (output(c).properties.wert = union('string', 'integer', 'null')), prepare)).toEqual([
    'GET /v1/hefte 200/wert: there is a new variant',
  ])
})

it('our contract is no break of itself', () => {
  const text = readFileSync(new URL('../../openapi/openapi.json', import.meta.url), 'utf8')
  expect(compareOpenapi(JSON.parse(text), JSON.parse(text))).toEqual([])
})
