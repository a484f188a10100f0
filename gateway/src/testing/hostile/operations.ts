import * as core from '@berichtsheft/core'
import { beispielkoerper, type Mandantenart, type OperationDefinition, type Recht, rechte } from '@berichtsheft/core'
import type { TSchema } from 'typebox'
import { contractSchemas } from '../../plugins/validation.ts'
import type { ChildGateway } from './child-gateway.ts'

/** An operation of the contract, who may call it, and an example of its body where it has one of JSON. */
export interface Operation {
  readonly name: string
  readonly definition: OperationDefinition
  readonly art: Mandantenart
  readonly body: unknown
  readonly bodySchema: Schema | undefined
}

/** The part of a schema that is walked here. */
export interface Schema {
  readonly $ref?: string
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly additionalProperties?: unknown
}

const isOperation = (value: unknown): value is OperationDefinition =>
  typeof value === 'object' && value !== null && 'method' in value && 'url' in value && 'schema' in value

const byId = new Map(contractSchemas.map((schema: TSchema) => [(schema as { $id?: string }).$id, schema as Schema]))

/** The schema itself, where a reference to it is given. */
export const resolve = (schema: Schema | undefined): Schema | undefined =>
  schema?.$ref === undefined ? schema : resolve(byId.get(schema.$ref))

/** Every operation that core exports. */
export const operations: readonly Operation[] = Object.entries<unknown>(core).flatMap(([name, definition]) => {
  if (!isOperation(definition)) return []
  const recht: Recht | 'oeffentlich' | undefined = (rechte as Record<string, Recht | 'oeffentlich'>)[name]
  const bodySchema = definition.schema.body as Schema | undefined
  const example = (beispielkoerper as unknown as Record<string, unknown>)[bodySchema?.$ref ?? '']
  const art = recht === undefined || recht === 'oeffentlich' ? 'anbieter' : (recht.mandanten[0] ?? 'anbieter')
  return [{ name, definition, art, body: example, bodySchema: example === undefined ? undefined : bodySchema }]
})

/** Somebody who may call the operation: the token, and the header that says for whom where a person calls. */
export const callerOf = (
  { name, art }: Operation,
  gateway: ChildGateway,
): { readonly token: string; readonly headers: Readonly<Record<string, string>> } => {
  const recht: Recht | 'oeffentlich' | undefined = (rechte as Record<string, Recht | 'oeffentlich'>)[name]
  const machine = { anbieter: gateway.vendor, kammer: gateway.kammer, betreiber: gateway.betreiber }[art]
  if (recht === undefined || recht === 'oeffentlich' || recht.mandanten.length > 0) {
    return { token: machine.token, headers: {} }
  }
  const { token, unternehmenId, knr } = gateway.person
  const kontexte = {
    konto: undefined,
    unternehmen: `unternehmen:${unternehmenId}`,
    kammer: `kammer:${knr}`,
    betreiber: 'betreiber',
  }
  const kontext = kontexte[recht.personen?.[0]?.kontext ?? 'konto']
  return { token, headers: kontext === undefined ? {} : { 'berichtsheft-kontext': kontext } }
}

/** Values for places of an address that take no id: a name, a country, a hash. */
const otherPlaces = ['berichtsheft', 'TR', 'a'.repeat(64)]

/** The address with this id in every place that takes one, and in the others a value of their form. */
export const pathOf = ({ definition }: Operation, id: string): string =>
  definition.url.replaceAll(/:(\w+)/g, (_place, name: string) => {
    const place = resolve(resolve(definition.schema.params as Schema | undefined)?.properties?.[name])
    const fits = (value: string) => place?.pattern === undefined || new RegExp(place.pattern, 'u').test(value)
    return [id, ...otherPlaces].find(fits) ?? id
  })

/** Every place in a value: its pointer, the value there, and its schema. */
export const placesOf = (
  value: unknown,
  schema: Schema | undefined,
  pointer = '',
): readonly { readonly pointer: string; readonly value: unknown; readonly schema: Schema | undefined }[] => {
  const own = resolve(schema)
  const here = { pointer, value, schema: own }
  if (Array.isArray(value)) return [here, ...value.flatMap((item, i) => placesOf(item, own?.items, `${pointer}/${i}`))]
  if (typeof value !== 'object' || value === null) return [here]
  return [
    here,
    ...Object.entries(value).flatMap(([key, item]) => placesOf(item, own?.properties?.[key], `${pointer}/${key}`)),
  ]
}

/** A copy of a value with something else at a place. */
export const withAt = (value: unknown, pointer: string, change: (old: unknown) => unknown): unknown => {
  const [, key, ...rest] = pointer.split('/')
  if (key === undefined) return change(value)
  const inner = rest.length === 0 ? '' : `/${rest.join('/')}`
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? withAt(item, inner, change) : item))
  return Object.fromEntries(
    Object.entries(value as object).map(([name, item]) => [name, name === key ? withAt(item, inner, change) : item]),
  )
}
