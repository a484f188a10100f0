import { ifMatchOperations, ifNoneMatchOperations, withoutIdempotencyKey } from '@berichtsheft/core'

/** The part of an OpenAPI document that is worked on here. */
export interface OpenapiDocument {
  paths: Record<string, Record<string, OpenapiOperation>>
  components?: {
    schemas?: Record<string, unknown>
    parameters?: Record<string, unknown>
    headers?: Record<string, unknown>
  }
}

interface OpenapiOperation {
  operationId?: string
  parameters?: Record<string, unknown>[]
  requestBody?: { required?: boolean; content: Record<string, Record<string, unknown>> }
  responses: Record<string, OpenapiResponse>
}

interface OpenapiResponse {
  description?: string
  headers?: Record<string, unknown>
  content?: Record<string, { schema?: { $ref?: string } }>
}

const headerComponents = {
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Makes a repeated request safe: the same key with the same body gets the first answer again, for at least 24 hours.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: true,
      description:
        'ETag of the form that the change is based on; its version counts. When the object has another one, the answer is 412 with the object as it is.',
      schema: { type: 'string' },
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: 'ETags of the forms that the caller has; when one of them is the present form, the answer is 304.',
      schema: { type: 'string' },
    },
  },
  headers: {
    ETag: {
      description: 'The form that the object has: its version first. For If-Match and If-None-Match.',
      schema: { type: 'string' },
    },
  },
}

/** Bodies that are read as streams and therefore have no schema of their own in the route. */
const streamBodies: Record<
  string,
  { description: string; types: readonly string[]; parameters?: readonly Record<string, unknown>[] }
> = {
  streamLieferungen: { description: 'Books as NDJSON or XML.', types: ['application/x-ndjson', 'application/xml'] },
  streamStammdaten: {
    description: 'Records of master data as NDJSON, XML or CSV.',
    types: ['application/x-ndjson', 'application/xml', 'text/csv'],
  },
  streamBerufe: { description: 'Occupations with their plans as NDJSON.', types: ['application/x-ndjson'] },
  createNachricht: {
    description:
      'A message of the XML schema in openapi/xsd, or the same value as JSON; openapi/beispiele has one of each.',
    types: ['application/xml', 'application/json'],
  },
  streamNachrichten: {
    description: 'Messages as NDJSON or XML.',
    types: ['application/x-ndjson', 'application/xml'],
  },
  uploadWissensdokument: {
    description: 'The bytes of the file.',
    types: ['application/pdf', 'image/jpeg', 'image/png'],
  },
  pushAenderungssaetze: { description: 'One changeset per line.', types: ['application/x-ndjson'] },
  pushBuendel: { description: 'Changesets, then the signed manifest.', types: ['application/x-ndjson'] },
  putAnhang: { description: 'The bytes of the file.', types: ['application/pdf', 'image/jpeg', 'image/png'] },
  uploadVertragsunterlage: {
    description: 'The bytes of the document.',
    types: ['application/pdf', 'image/jpeg', 'image/png'],
  },
  createImport: {
    description: 'One part per file, and optionally a part `kontext` with JSON.',
    types: ['multipart/form-data'],
  },
}

/**
 * Completes what @fastify/swagger makes of the routes: references of parameters, headers that all writes share, stream
 * bodies, NDJSON answers of lists, problem answers by class of status, examples. Components that no operation uses are
 * left out; the messages among them are published as XSD.
 *
 * @param beispiele example values by the name of their schema
 */
export const finishOpenapi = <T extends object>(input: T, beispiele: Readonly<Record<string, unknown>>): T => {
  const document = structuredClone(input) as T & OpenapiDocument
  for (const path of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(path)) {
      finishOperation(method, operation, document.components?.schemas ?? {}, beispiele)
    }
  }
  document.components = { ...document.components, ...headerComponents }
  dropUnused(document)
  return document
}

const finishOperation = (
  method: string,
  operation: OpenapiOperation,
  schemas: Readonly<Record<string, unknown>>,
  beispiele: Readonly<Record<string, unknown>>,
): void => {
  const parameters: Record<string, unknown>[] = (operation.parameters ?? []).map((parameter) =>
    finishParameter(parameter, schemas),
  )
  const { operationId = '' } = operation
  if (method !== 'get' && !(operationId in withoutIdempotencyKey))
    parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  const ifMatch = ifMatchOf(operationId)
  if (ifMatch === 'required') parameters.push({ $ref: '#/components/parameters/IfMatch' })
  if (ifMatch === 'optional') parameters.push({ ...headerComponents.parameters.IfMatch, required: false })
  const stream = streamBodies[operationId]
  parameters.push(...(stream?.parameters ?? []))
  if (answersNotModified(operationId)) parameters.push({ $ref: '#/components/parameters/IfNoneMatch' })
  if (parameters.length > 0) operation.parameters = parameters
  if (stream) {
    const schema = { type: 'string', format: 'binary', description: stream.description }
    operation.requestBody = {
      required: true,
      content: Object.fromEntries(stream.types.map((type) => [type, { schema }])),
    }
  }
  const json = operation.requestBody?.content['application/json']
  const name = (json?.schema as { $ref?: string } | undefined)?.$ref?.split('/').at(-1)
  if (json && name && name in beispiele) json.example = beispiele[name]
  finishResponses(operation, parameters)
}

const ifMatchOf = (operationId: string): 'required' | 'optional' | undefined =>
  (ifMatchOperations as Readonly<Record<string, 'required' | 'optional'>>)[operationId]

const answersNotModified = (operationId: string): boolean => ifNoneMatchOperations.some((name) => name === operationId)

/** A parameter that refers to a schema takes over what the schema says about itself, because the reference hides it. */
const finishParameter = (
  parameter: Record<string, unknown>,
  schemas: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const { $ref, description, ...schema } = parameter.schema as { $ref?: string; description?: string }
  const referred = schemas[$ref?.split('/').at(-1) ?? ''] as { description?: string } | undefined
  const said = description ?? parameter.description ?? referred?.description
  return {
    ...parameter,
    ...(said === undefined ? {} : { description: said }),
    schema: $ref === undefined ? schema : { $ref: $ref.startsWith('#') ? $ref : `#/components/schemas/${$ref}` },
  }
}

/** Answers that come with an ETag, by the name of their schema. */
const withEtag: readonly string[] = [
  'Berichtsheft',
  'Ausbildungsnachweis',
  'AusbildungsnachweisAngelegt',
  'Nachweisstand',
  'Anforderung',
  'Freigabe',
  'Anbieter',
  'Unternehmen',
  'Loeschantrag',
]

const finishResponses = (operation: OpenapiOperation, parameters: readonly Record<string, unknown>[]): void => {
  const { default: problem, '4xx': lower, '4XX': own = lower, ...responses } = operation.responses
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
  const page = success?.content?.['application/json']?.schema?.$ref
  if (
    success?.content &&
    page?.endsWith('Seite') &&
    parameters.some(({ name }) => name === 'cursor' || name === 'nach')
  ) {
    success.content['application/x-ndjson'] = { schema: { $ref: page.replace(/Seite$/, '') } }
  }
  const entity = page?.split('/').at(-1)
  const headers = { ETag: { $ref: '#/components/headers/ETag' } }
  if (success && entity && withEtag.includes(entity)) success.headers = headers
  if (answersNotModified(operation.operationId ?? ''))
    responses['304'] = { description: 'The caller has the present form already.', headers }
  if (!problem) return
  // A refusal may have a form of its own beside the problem that everything else answers with.
  const refusal = own ? { ...problem, content: { ...problem.content, ...own.content } } : problem
  operation.responses = { ...responses, '4XX': refusal, '5XX': problem }
}

const dropUnused = (document: OpenapiDocument): void => {
  const schemas = document.components?.schemas ?? {}
  const used = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('$ref' in value && typeof value.$ref === 'string') {
      const name = value.$ref.split('/').at(-1) ?? ''
      if (name in schemas && !used.has(name)) {
        used.add(name)
        visit(schemas[name])
      }
    }
    for (const child of Object.values(value)) visit(child)
  }
  visit(document.paths)
  // By name, because the order of a module's exports depends on who loads it.
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  kept.sort(([a], [b]) => (a < b ? -1 : 1))
  if (document.components) document.components.schemas = Object.fromEntries(kept)
}
