import { randomBytes } from 'node:crypto'
import {
  createWissensschluessel,
  exportWissensschluessel,
  readWissensschluessel,
  type Wissensrolle,
  type Wissensschluessel,
} from '@berichtsheft/bq-knowledge'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'

/** Whose key it is, and for what. */
export interface Schluesselhalter {
  readonly zweck: 'person' | 'maschine' | 'verwaltung' | 'knoten'
  /** The account, the machine client, or the chamber. */
  readonly inhaber: string
  readonly knr: string
  readonly rolle: Wissensrolle | 'knoten'
}

/** A key with the pseudonym of its holder. */
export interface Gehaltenerschluessel extends Wissensschluessel {
  readonly pseudonym: string
}

/** The keys of authors, made when they are needed first and kept wrapped. */
export interface Schluesselbund {
  readonly find: (halter: Schluesselhalter) => Promise<Gehaltenerschluessel>
}

interface Zeile {
  readonly schluessel: string
  readonly privat: string
  readonly pseudonym: string
}

const bezugOf = ({ zweck, inhaber, knr, rolle }: Schluesselhalter): string => `bq ${zweck} ${inhaber} ${knr} ${rolle}`

/** Keys that one process has unwrapped and keeps; more than that are unwrapped again. */
const kept = 5_000

/** Opens the keys of authors. Each person has one per chamber and role, and one pseudonym for all of them: who judges is another person. */
export const openSchluesselbund = (deps: Pick<Deps, 'db' | 'now' | 'keyring'>): Schluesselbund => {
  const known = new Map<string, Promise<Gehaltenerschluessel>>()
  const load = async (halter: Schluesselhalter): Promise<Gehaltenerschluessel> => {
    const zeile = await alsSystem(deps, async (trx) => (await findZeile(trx, halter)) ?? insertZeile(trx, deps, halter))
    const text = await deps.keyring.unwrap(zeile.privat, bezugOf(halter))
    return { ...readWissensschluessel(text), pseudonym: zeile.pseudonym }
  }
  return {
    find: (halter) => {
      const bezug = bezugOf(halter)
      const found = known.get(bezug) ?? load(halter)
      if (known.size >= kept) known.clear()
      known.set(bezug, found)
      found.catch(() => known.delete(bezug)) // the caller hears of it; the next one tries again
      return found
    },
  }
}

const findZeile = async (trx: Knex, halter: Schluesselhalter): Promise<Zeile | undefined> =>
  trx('wissensschluessel')
    .where({ ...halter })
    .first('schluessel', 'privat', 'pseudonym')

const insertZeile = async (
  trx: Knex,
  { keyring, now }: Pick<Deps, 'keyring' | 'now'>,
  halter: Schluesselhalter,
): Promise<Zeile> => {
  const { inhaber } = halter
  // Two requests of the same person at once must not come to two keys or pseudonyms.
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`bq ${inhaber}`])
  const known = await findZeile(trx, halter)
  if (known) return known
  const other: { pseudonym: string } | undefined = await trx('wissensschluessel').where({ inhaber }).first('pseudonym')
  const paar = createWissensschluessel()
  const zeile = {
    schluessel: paar.schluessel,
    privat: await keyring.wrap(exportWissensschluessel(paar), bezugOf(halter)),
    pseudonym: other?.pseudonym ?? randomBytes(12).toString('base64url'),
  }
  await trx('wissensschluessel').insert({ ...halter, ...zeile, erstellt_am: now() })
  return zeile
}
