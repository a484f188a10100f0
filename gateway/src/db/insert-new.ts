import type { Knex } from 'knex'

/**
 * Inserts a row unless a unique index has it already.
 *
 * @param row has a column `id`
 * @returns whether it is new; of two calls at the same time only one is
 */
export const insertNew = async (db: Knex, table: string, row: Readonly<Record<string, unknown>>): Promise<boolean> => {
  const rows = await db(table).insert(row).onConflict().ignore().returning('id')
  return rows.length === 1
}
