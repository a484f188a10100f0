import type { Knex } from 'knex'
import type { Angemeldeter } from './features/anmeldung/anmeldung.service.ts'

/** The books of companies: same chamber, same number. What of them a person sees is decided by row level security. */
export const hefteVonSql =
  'select h.id from berichtsheft h join unternehmen u on u.knr = h.knr and u.identnummer = h.identnummer where u.id = any(?)'

/**
 * Says once more what row level security says, in a form that an index serves: without it PostgreSQL would look at the
 * rows of all tenants to find those of one.
 *
 * @param table name or alias of a table with the columns `anbieter_id`, `knr` and `berichtsheft_id`
 */
export const applyMandant = (
  query: Knex.QueryBuilder,
  table: string,
  { anbieterId, knr, unternehmenIds }: Pick<Angemeldeter, 'anbieterId' | 'knr' | 'unternehmenIds'>,
): void => {
  if (unternehmenIds !== undefined)
    query.whereRaw(`${table}.berichtsheft_id in (${hefteVonSql})`, [[...unternehmenIds]])
  if (anbieterId !== undefined) query.where(`${table}.anbieter_id`, anbieterId)
  if (knr !== undefined) query.where(`${table}.knr`, knr)
}
