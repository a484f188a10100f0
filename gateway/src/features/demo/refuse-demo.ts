import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { demoAnbieter } from './books.ts'

/**
 * Keeps a gateway that is no demo off a database in which the demo was loaded: everybody knows the password of its people,
 * an operator among them, and anybody could make credentials while it ran.
 *
 * @throws Error that says what to do
 */
export const refuseDemoData = async (deps: Pick<Deps, 'db' | 'now'>): Promise<void> => {
  const found: unknown = await alsSystem(deps, (trx) => trx('anbieter').where({ id: demoAnbieter.id }).first('id'))
  if (found !== undefined)
    throw new Error(
      'The demo was loaded into this database, and everybody knows the password of its people; name another DATA_DIR or DATABASE_URL, or set DEMO=1',
    )
}
