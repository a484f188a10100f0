import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'

/** Something that is counted: at most so many attempts within a window of milliseconds. */
export interface Zaehler {
  /** What is counted, and for whom; only its hash is stored. */
  readonly schluessel: readonly string[]
  readonly hoechstens: number
  readonly fenster: number
}

/**
 * Counts one attempt on each counter, before it is made, so that attempts at the same time cannot slip through together.
 * The window begins with the first attempt; those beyond the limit do not lengthen it.
 *
 * @returns milliseconds until the next attempt, 0 when this one may be made
 */
export const countVersuch = (deps: Pick<Deps, 'db' | 'now'>, zaehler: readonly Zaehler[]): Promise<number> =>
  alsSystem(deps, async (trx) => {
    const now = deps.now()
    let wait = 0
    // In one order in every process, so that two attempts never wait for each other.
    const sorted = zaehler.map((one) => ({ ...one, hash: hashOf(one) })).sort((a, b) => Buffer.compare(a.hash, b.hash))
    for (const { hash, hoechstens, fenster } of sorted) {
      const { rows } = await trx.raw(
        `insert into anmeldeversuch as v (schluessel, anzahl, fenster_bis) values (:hash, 1, :bis)
         on conflict (schluessel) do update
           set anzahl = case when v.fenster_bis <= :now then 1 else least(v.anzahl, 1000000) + 1 end,
               fenster_bis = case when v.fenster_bis <= :now then excluded.fenster_bis else v.fenster_bis end
         returning anzahl, fenster_bis`,
        { hash, now, bis: new Date(now.getTime() + fenster) },
      )
      const { anzahl, fenster_bis: until } = rows[0] as { anzahl: number; fenster_bis: Date }
      if (anzahl > hoechstens) wait = Math.max(wait, until.getTime() - now.getTime())
    }
    return wait
  })

/** Forgets the attempts of these counters: the last one succeeded. */
export const forgetVersuche = async (trx: Knex, zaehler: readonly Zaehler[]): Promise<void> => {
  await trx('anmeldeversuch').whereIn('schluessel', zaehler.map(hashOf)).delete()
}

/** Takes one attempt back, because it was none that has to be counted. */
export const refundVersuche = async (trx: Knex, zaehler: readonly Zaehler[]): Promise<void> => {
  await trx('anmeldeversuch')
    .whereIn('schluessel', zaehler.map(hashOf))
    .where('anzahl', '>', 0)
    .update({ anzahl: trx.raw('anzahl - 1') })
}

const hashOf = ({ schluessel }: Zaehler): Buffer => createHash('sha256').update(JSON.stringify(schluessel)).digest()

/** Whom an address stands for: of IPv6 the network, because a household has 2^64 of them. */
export const netzOf = (adresse: string): string => {
  if (!isIPv6(adresse)) return adresse
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(adresse)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail = ''] = adresse.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = adresse.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
