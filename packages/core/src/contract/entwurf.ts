import { type Static, type TSchema, Type } from 'typebox'
import { idOf } from './common.ts'
import type { BqSiegelverweis, Bruchzahl } from './vertragsdauer.ts'

/** What is given whole or not at all, in a draft as elsewhere: half of it would mean nothing. */
type Unteilbar = string | number | boolean | null | Bruchzahl | BqSiegelverweis

/** The draft of a value: every part may be missing, at every depth. Every complete value is a draft, too. */
export type Entwurf<T> = T extends Unteilbar
  ? T
  : T extends readonly (infer E)[]
    ? Entwurf<E>[]
    : { [K in keyof T]?: Entwurf<T[K]> }

type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

/**
 * Derives the schema of a draft: the same properties with the same limits, none of them required, in objects within it,
 * too. Lists may be shorter than they must be in the end.
 *
 * @param teile the objects within it, which are taken apart; all other references stay
 */
export const entwurfOf = <T extends TSchema>(
  schema: T,
  teile: readonly TSchema[],
  options: { readonly $id: string; readonly description: string },
) => {
  const named = new Map(teile.map((teil) => [idOf(teil), teil as unknown as Json]))

  const loosen = (node: unknown): Json => {
    if (!isJson(node)) throw new Error('a draft is derived from objects, lists and references')
    if (typeof node.$ref === 'string') {
      const { $id: _, ...teil } = named.get(node.$ref) ?? { $id: undefined }
      return named.has(node.$ref) ? { ...loosen(teil), description: node.description ?? teil.description } : { ...node }
    }
    if (node.type === 'array') {
      const { minItems: _, items, 'x-xml': facts, ...rest } = node
      const element = isJson(items) && typeof items.$ref === 'string' ? { element: lowerFirst(items.$ref) } : {}
      return { ...rest, items: loosen(items), 'x-xml': { ...element, ...(isJson(facts) ? facts : {}) } }
    }
    if (node.type === 'object') {
      const { required: _, properties, ...rest } = node
      const entries = Object.entries(isJson(properties) ? properties : {})
      return { ...rest, properties: Object.fromEntries(entries.map(([name, teil]) => [name, loosen(teil)])) }
    }
    return { ...node }
  }

  const { $id: _, ...rest } = schema as unknown as Json
  return Type.Unsafe<Entwurf<Static<T>>>({ ...loosen(rest), ...options })
}
