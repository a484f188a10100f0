import { createHash, randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { appendKontoereignis } from '../konto/konto-ereignis.ts'

const notcodes = { anzahl: 8, alphabet: 'BCDFGHJKLMNPQRSTVWXZ', zeichen: 16 } as const

/** New emergency codes, each of 69 bits, in groups of four letters without vowels. */
export const createNotcodes = (): readonly string[] =>
  Array.from({ length: notcodes.anzahl }, () => {
    const letters = Array.from(
      { length: notcodes.zeichen },
      () => notcodes.alphabet[randomInt(notcodes.alphabet.length)],
    )
    return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
  })

/** The hash of an emergency code, however it is typed; nothing when it cannot be one. Random as it is, it needs no salt. */
export const hashOfNotcode = (code: string): Buffer | undefined => {
  const letters = code.toUpperCase().replaceAll(/[^A-Z]/g, '')
  return letters.length === notcodes.zeichen ? createHash('sha256').update(letters).digest() : undefined
}

/** Uses an emergency code up; of two attempts at the same time one succeeds. */
export const consumeNotcode = async (
  deps: Pick<Deps, 'db' | 'now'>,
  kontoId: string,
  hash: Buffer,
): Promise<boolean> => {
  const now = deps.now()
  return alsSystem(deps, async (trx) => {
    const count: number = await trx('kontonotcode')
      .where({ konto_id: kontoId, hash, verbraucht_am: null })
      .update({ verbraucht_am: now })
    if (count !== 1) return false
    await appendKontoereignis(trx, { kontoId, art: 'konto.notcodeBenutzt', durch: kontoId, zeitpunkt: now })
    return true
  })
}

/** Stores the hashes of these codes in place of all others of the account. */
export const replaceNotcodes = async (
  trx: Knex,
  kontoId: string,
  codes: readonly string[],
  now: Date,
): Promise<void> => {
  await trx('kontonotcode').where({ konto_id: kontoId }).delete()
  if (codes.length === 0) return
  await trx('kontonotcode').insert(
    codes.map((code) => ({ konto_id: kontoId, hash: hashOfNotcode(code), erstellt_am: now })),
  )
}

/** How many codes of an account can still be used. */
export const countNotcodes = async (trx: Knex, kontoId: string): Promise<number> => {
  const rows: unknown[] = await trx('kontonotcode').where({ konto_id: kontoId, verbraucht_am: null }).select('hash')
  return rows.length
}
