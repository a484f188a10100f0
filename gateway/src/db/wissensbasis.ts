import { migrateWissen } from '@berichtsheft/bq-knowledge/speicher'
import pg from 'pg'
import { applicationRole } from './client.ts'

/**
 * What the running service may do with the tables of the knowledge base: all but remove anything from the log, or touch what
 * tells how far the tables were brought up to date. Said at every start, so that it holds for tables of later versions too.
 */
const rights = `
grant usage on schema bq to ${applicationRole};
grant select, insert, update, delete on all tables in schema bq to ${applicationRole};
revoke delete on bq.satz, bq.aenderung from ${applicationRole};
revoke insert, update, delete on bq.schema_migration from ${applicationRole};
grant usage, select, update on all sequences in schema bq to ${applicationRole};
grant execute on all functions in schema bq to ${applicationRole};
`

/** Brings the tables of the knowledge base up to date as the owner of the database, and gives the running service its rights. */
export const migrateWissensbasis = async (url: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'berichtsheft-migrate' })
  try {
    await migrateWissen(pool)
    await pool.query(rights)
  } finally {
    await pool.end()
  }
}
