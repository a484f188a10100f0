import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'

/** What a secret of the whole gateway is for. */
export type Geheimniszweck = 'geraet'

/** The secret of a purpose, the same in every process; made by the first that asks. */
export const loadGeheimnis = async (
  { db, now, keyring }: Pick<Deps, 'db' | 'now' | 'keyring'>,
  zweck: Geheimniszweck,
): Promise<string> => {
  const bezug = `geheimnis:${zweck}`
  const draft = await keyring.wrap(randomBytes(32).toString('base64url'), bezug)
  const wert = await alsSystem({ db, now }, async (trx: Knex) => {
    await trx('geheimnis').insert({ zweck, wert: draft, erstellt_am: now() }).onConflict('zweck').ignore()
    const row: { wert: string } | undefined = await trx('geheimnis').where({ zweck }).first('wert')
    return row?.wert
  })
  if (wert === undefined) throw new Error(`the secret ${zweck} cannot be read`)
  return keyring.unwrap(wert, bezug)
}
