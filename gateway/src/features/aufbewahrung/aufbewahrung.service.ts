import { canonicalize, type Loeschsperre } from '@berichtsheft/core'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'

const requireHeft = async (trx: Knex.Transaction, heftId: string): Promise<void> => {
  if (!(await findBerichtsheft(trx, heftId))) throw new ProblemError('not-found', { detail: `Berichtsheft ${heftId}` })
}

/**
 * Keeps a book for the caller until the hold is lifted; repeating it renews the reason.
 *
 * @throws ProblemError not-found
 */
export const keepHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  heftId: string,
  grund: string,
  now: Date,
): Promise<Loeschsperre> => {
  await requireHeft(trx, heftId)
  await trx('loeschsperre')
    .insert({ berichtsheft_id: heftId, mandant: aufrufer.mandant, grund, durch: aufrufer.clientId, erstellt_am: now })
    .onConflict(['berichtsheft_id', 'mandant'])
    .merge()
  await appendHold(trx, aufrufer, heftId, 'heft.gesperrt', now)
  return { berichtsheftId: heftId, grund, erstelltAm: now.toISOString() }
}

/**
 * Lifts the hold of the caller.
 *
 * @returns the hold that there was
 * @throws ProblemError not-found for the book, or when the caller has no hold on it
 */
export const releaseHeft = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  heftId: string,
  now: Date,
): Promise<Loeschsperre> => {
  await requireHeft(trx, heftId)
  const [lifted]: { grund: string; erstellt_am: Date }[] = await trx('loeschsperre')
    .where({ berichtsheft_id: heftId, mandant: aufrufer.mandant })
    .delete()
    .returning(['grund', 'erstellt_am'])
  if (!lifted) throw new ProblemError('not-found', { detail: `Löschsperre of ${heftId}` })
  await appendHold(trx, aufrufer, heftId, 'heft.entsperrt', now)
  return { berichtsheftId: heftId, grund: lifted.grund, erstelltAm: lifted.erstellt_am.toISOString() }
}

const appendHold = (
  trx: Knex.Transaction,
  { clientId, mandant }: Angemeldeter,
  heftId: string,
  art: 'heft.gesperrt' | 'heft.entsperrt',
  now: Date,
): Promise<unknown> =>
  trx.raw('select ereignis_anhaengen(?, ?)', [
    heftId,
    canonicalize({ art, durch: clientId, mandant, objekt: heftId, zeitpunkt: now.toISOString() }),
  ])

/**
 * What belongs to a book and goes with it. Events stay: they hold ids and salted hashes, and the salts go. Records of access
 * hold ids only, of other books in the same entry too, and have a time of their own.
 */
const inhalte = [
  'freigabesignatur',
  'anhang',
  'export',
  'uebermittlung',
  'freigabe',
  'anforderung',
  'loeschsperre',
  'beteiligung',
  'einsatz',
] as const

/**
 * Erases books whose time of retention is over and on which nobody has a hold: the texts with their salts, attachments,
 * packages, exports, releases, requests and the head. The chain of events stays and verifies without them.
 *
 * @param monate months that a book is kept after the end of training or the exam, whichever is later
 * @returns number of books
 * @see AN-033; DSGVO Art. 17
 */
export const eraseHefte = async (deps: Pick<Deps, 'db'>, now: Date, monate: number): Promise<number> => {
  const heute = heuteOf(now)
  for (let total = 0; ; total++) {
    const done = await alsSystem({ ...deps, now: () => now }, async (trx) => {
      const heft: { id: string } | undefined = await trx('berichtsheft as b')
        .whereRaw('b.abgeschlossen_ab + make_interval(months => ?::integer) <= ?::date', [monate, heute])
        .whereNotExists(trx('loeschsperre as s').whereRaw('s.berichtsheft_id = b.id').select(trx.raw('1')))
        .orderBy('b.abgeschlossen_ab')
        .forUpdate()
        .skipLocked()
        .first('b.id')
      if (heft) await eraseHeft(trx, heft.id, now)
      return heft !== undefined
    })
    if (!done) return total
  }
}

const eraseHeft = async (trx: Knex.Transaction, heftId: string, now: Date): Promise<void> => {
  const of = { berichtsheft_id: heftId }
  const reports = trx('ausbildungsnachweis').whereRaw('fach = fach_von(?)', [heftId]).where(of)
  await trx('datei')
    .whereIn('id', trx('uebermittlung').where(of).select('id'))
    .orWhereIn('id', trx('export').where(of).select('id'))
    .delete()
  await trx('fremdschluessel').where({ art: 'h', id: heftId }).delete()
  await trx('fremdschluessel').where({ art: 'n' }).whereIn('id', reports.clone().select('id')).delete()
  await reports.delete()
  // What one refers to goes after it: a transfer before its release, a release before its request.
  for (const table of inhalte) await trx(table).where(of).delete()
  await trx('berichtsheft').where({ id: heftId }).delete()
  await trx.raw('select ereignis_anhaengen(?, ?)', [
    heftId,
    canonicalize({ art: 'heft.geloescht', durch: 'gateway', objekt: heftId, zeitpunkt: now.toISOString() }),
  ])
}
