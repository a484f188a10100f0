import type { Beteiligtenrolle, Beteiligter } from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

/** Longest name that a step carries. */
const laengsterName = 200

/** The person who calls, as steps, remarks and releases name him: the account takes the place of an asserted person. */
export const findBeteiligter = async (
  trx: Knex,
  { clientId }: Angemeldeter,
  rolle: Beteiligtenrolle,
): Promise<Beteiligter> => {
  const row: { vorname: string; nachname: string } | undefined = await trx('konto')
    .where({ id: clientId })
    .first('vorname', 'nachname')
  if (row === undefined) throw new Error('the account that calls cannot be read')
  return { name: `${row.vorname} ${row.nachname}`.slice(0, laengsterName), rolle, kennung: clientId }
}
