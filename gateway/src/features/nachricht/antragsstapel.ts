import { setImmediate } from 'node:timers/promises'
import type { Verstoss } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Knex } from 'knex'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Once } from '../../idempotenz.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'
import { storeAntraege } from '../ausbildungsvertrag/antragsstapel.service.ts'
import { readBerufskatalog } from '../beruf/beruf.service.ts'
import { answeredOf, checkErlaubt, onceOf, toQuittung } from './nachricht.service.ts'
import type { Refusal } from './nachricht-lesen.ts'
import { movePointers } from './pointers.ts'
import { reasonOf } from './rueckweisung.ts'
import { toAntrag } from './vertragsnachricht.ts'

/** A message that hands an application in. */
export type Antragsnachricht = Extract<NachrichtDocument, { readonly name: 'antragEintragung' }>

/** What an accepted message made, and findings that did not prevent it. */
export interface Angenommen {
  readonly objektId: string
  readonly verstoesse: readonly Verstoss[]
}

type Ergebnis = Angenommen | Pick<Refusal, 'problem' | 'grund'>

const refused = (problem: ProblemError): Ergebnis => ({ problem, grund: reasonOf(problem) })

/**
 * Takes many applications: those that are new are checked and stored in one transaction with a few statements, each with
 * its events and its receipt. Any other one, and all of them when that transaction meets another one, are taken alone.
 *
 * @param takeOne takes one message alone
 * @returns what became of each, in the order of the list
 */
export const takeAntraege = async (
  deps: Deps,
  aufrufer: Angemeldeter,
  nachrichten: readonly Antragsnachricht[],
  takeOne: (nachricht: Antragsnachricht) => Promise<Ergebnis>,
): Promise<Ergebnis[]> => {
  const katalog = await readBerufskatalog(deps)
  const now = deps.now()
  const results = new Map<Antragsnachricht, Ergebnis>()
  const allowed = nachrichten.filter((nachricht) => {
    try {
      checkErlaubt(deps, aufrufer, nachricht)
      return true
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      results.set(nachricht, refused(error))
      return false
    }
  })
  const stored = await storeTogether(deps, aufrufer, allowed, katalog, now)
  for (const [nachricht, ergebnis] of stored) results.set(nachricht, ergebnis)
  const inOrder: Ergebnis[] = []
  for (const nachricht of nachrichten) inOrder.push(results.get(nachricht) ?? (await takeOne(nachricht)))
  return inOrder
}

/** A transaction that another one came before; its messages are taken one by one. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof Overtaken ||
  ['40P01', '40001', '55P03', '23505'].includes(String((error as { code?: unknown }).code))

class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

const storeTogether = async (
  deps: Deps,
  aufrufer: Angemeldeter,
  nachrichten: readonly Antragsnachricht[],
  katalog: Parameters<typeof storeAntraege>[3],
  now: Date,
): Promise<ReadonlyMap<Antragsnachricht, Ergebnis>> => {
  const withKeys = await listKeys(aufrufer, nachrichten)
  if (withKeys.length < 2) return new Map()
  try {
    return await inTransaktion(deps, aufrufer, async (trx) => {
      const known = await listKnownKeys(
        trx,
        withKeys.map(({ once }) => once),
      )
      const fresh = withKeys.filter(({ once }) => !known.has(once.schluessel))
      const antraege = fresh.map(({ nachricht }) => toAntrag(aufrufer, nachricht.value.inhalt))
      const stored = await storeAntraege(trx, aufrufer, antraege, katalog, now)
      const results = new Map<Antragsnachricht, Ergebnis>()
      const receipts: (Once & { readonly quittung: string })[] = []
      for (const [i, { nachricht, once }] of fresh.entries()) {
        const ergebnis = stored[i]
        if (ergebnis === undefined || ergebnis === 'allein') continue
        if ('problem' in ergebnis) {
          results.set(nachricht, refused(moved(ergebnis.problem)))
          continue
        }
        const done = { objektId: ergebnis.id, verstoesse: movePointers(ergebnis.verstoesse, '/inhalt') }
        results.set(nachricht, done)
        receipts.push({ ...once, quittung: await toQuittung(nachricht, answeredOf(nachricht), done, now) })
      }
      await insertReceipts(trx, receipts, now)
      return results
    })
  } catch (error) {
    if (isOvertaken(error)) return new Map()
    throw error
  }
}

const moved = ({ slug, details: { verstoesse = [], ...details } }: ProblemError): ProblemError =>
  new ProblemError(slug, { ...details, verstoesse: movePointers(verstoesse, '/inhalt') })

/** Messages with their keys; of those with the same UUID the first, whose repetitions the others are. */
const listKeys = async (aufrufer: Angemeldeter, nachrichten: readonly Antragsnachricht[]) => {
  const withKeys = new Map<string, { readonly nachricht: Antragsnachricht; readonly once: Once }>()
  for (const [i, nachricht] of nachrichten.entries()) {
    const once = onceOf(aufrufer, nachricht)
    if (!withKeys.has(once.schluessel)) withKeys.set(once.schluessel, { nachricht, once })
    // Other requests come between: hashing a set takes as long as hundreds of them.
    if (i % 50 === 49) await setImmediate()
  }
  return [...withKeys.values()]
}

const listKnownKeys = async (trx: Knex.Transaction, keys: readonly Once[]): Promise<ReadonlySet<string>> => {
  const { rows } = await trx.raw<{ rows: { schluessel: string }[] }>(
    'select schluessel from idempotenz where mandant = ? and schluessel = any (?::text[])',
    [keys[0]?.mandant ?? '', keys.map(({ schluessel }) => schluessel)],
  )
  return new Set(rows.map(({ schluessel }) => schluessel))
}

/** Keeps receipts under the keys of their messages. @throws Overtaken when a message came another way in the meantime */
const insertReceipts = async (
  trx: Knex.Transaction,
  receipts: readonly (Once & { readonly quittung: string })[],
  now: Date,
): Promise<void> => {
  if (receipts.length === 0) return
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into idempotenz (mandant, schluessel, vorgang, koerper_hash, status, antwort, kopf, erstellt_am)
     select :mandant, u.schluessel, u.vorgang, decode(u.hash, 'hex'), 201, u.antwort, '{}', :now
       from unnest(:schluessel::text[], :vorgaenge::text[], :hashes::text[], string_to_array(:antworten, chr(30))) u (schluessel, vorgang, hash, antwort)
      order by u.schluessel
     on conflict do nothing`,
    {
      mandant: receipts[0]?.mandant ?? '',
      now,
      schluessel: receipts.map(({ schluessel }) => schluessel),
      vorgaenge: receipts.map(({ vorgang }) => vorgang),
      hashes: receipts.map(({ koerperHash }) => koerperHash),
      // XML 1.0 holds no U+001E.
      antworten: receipts.map(({ quittung }) => quittung).join('\u001e'),
    },
  )
  if (rowCount !== receipts.length) throw new Overtaken('a message of the set came another way in the meantime')
}
