import type { Knex } from 'knex'
import type { Angemeldeter } from './features/anmeldung/anmeldung.service.ts'

/**
 * Says once more what row level security says, in a form that an index serves: without it PostgreSQL would look at the
 * rows of all tenants to find those of one.
 *
 * @param table name or alias of a table with the columns `anbieter_id` and `knr`
 */
export const applyMandant = (
  query: Knex.QueryBuilder,
  table: string,
  { anbieterId, knr }: Pick<Angemeldeter, 'anbieterId' | 'knr'>,
): void => {
  if (anbieterId !== undefined) query.where(`${table}.anbieter_id`, anbieterId)
  if (knr !== undefined) query.where(`${table}.knr`, knr)
}
