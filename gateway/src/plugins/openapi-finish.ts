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
      description: 'ETag of the version that the change is based on.',
      schema: { type: 'string', pattern: '^"[0-9]{1,10}"$' },
    },
  },
  headers: {
    ETag: { description: 'Version of the object, for If-Match.', schema: { type: 'string' } },
  },
}

/** Bodies that are read as streams and therefore have no schema of their own in the route. */
const streamBodies: Record<string, { description: string; types: readonly string[] }> = {
  streamLieferungen: { description: 'Books as NDJSON or XML.', types: ['application/x-ndjson', 'application/xml'] },
  createNachricht: { description: 'A message of the XML schema in openapi/xsd.', types: ['application/xml'] },
  putAnhang: { description: 'The bytes of the file.', types: ['application/pdf', 'image/jpeg', 'image/png'] },
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
  if (['post', 'put', 'patch'].includes(method) && operation.operationId !== 'putAnhang')
    parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  if (['put', 'patch'].includes(method) && operation.operationId !== 'putAnhang')
    parameters.push({ $ref: '#/components/parameters/IfMatch' })
  if (operation.operationId === 'createSchritt')
    parameters.push({ ...headerComponents.parameters.IfMatch, required: false })
  if (parameters.length > 0) operation.parameters = parameters
  const stream = streamBodies[operation.operationId ?? '']
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
  if (
    success &&
    entity &&
    ['Berichtsheft', 'Ausbildungsnachweis', 'AusbildungsnachweisAngelegt', 'Anforderung'].includes(entity)
  ) {
    success.headers = { ETag: { $ref: '#/components/headers/ETag' } }
  }
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
