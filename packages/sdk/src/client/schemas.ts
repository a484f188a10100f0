import type { components, paths } from '../generated/api.ts'

/** The addresses of the gateway with what they take and give, generated from `openapi/openapi.json`. */
export type { paths as Paths } from '../generated/api.ts'

/** The named schemas of the contract as types, generated from `openapi/openapi.json`. */
export type Schemas = components['schemas']

/** Addresses that answer with a page of a list. */
export type ListPath = {
  [P in keyof paths]: paths[P] extends {
    get: { responses: { 200: { content: { 'application/json': { eintraege: unknown[]; naechsterCursor?: string } } } } }
  }
    ? P extends `${string}{${string}`
      ? never
      : P
    : never
}[keyof paths]

/** The entry of a list. */
export type EntryOf<P extends ListPath> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': { eintraege: (infer E)[] } } } } }
}
  ? E
  : never

/** The filter of a list, without page size and cursor, which the client handles. */
export type FilterOf<P extends ListPath> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? Omit<NonNullable<Q>, 'limit' | 'cursor'>
  : never
