import type { Knex } from 'knex'
import { alsAufrufer, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'

/**
 * Runs `work` while nobody else takes memberships or roles of these companies away. The lock is taken before the caller's
 * own role is looked up and locked: of two administrators who remove each other at the same instant the second finds that
 * he is none any more (MI-35).
 *
 * @param findIds the companies, looked up as the caller; none for roles that belong to no company
 */
export const inSperre = <T>(
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  findIds: (trx: Knex.Transaction) => Promise<readonly string[]>,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> =>
  inTransaktion(deps, { ...aufrufer, ausweis: withoutLock(aufrufer.ausweis) }, async (trx) => {
    await lockUnternehmen(trx, await findIds(trx))
    await alsAufrufer(trx, aufrufer, deps.now())
    return work(trx)
  })

/** Takes the locks of companies, in one order in every process so that two callers never wait for each other. */
export const lockUnternehmen = async (trx: Knex, ids: readonly string[]): Promise<void> => {
  for (const id of [...new Set(ids)].sort()) await trx.raw('select unternehmen_sperren(?)', [id])
}

const withoutLock = (ausweis: string): string => JSON.stringify({ ...JSON.parse(ausweis), sperren: false })

/**
 * Refuses to take the last administrator without end away from a company (MI-35). Call it under {@link inSperre}.
 *
 * @throws ProblemError conflict, with the way out
 */
export const checkAdministratorBleibt = async (
  trx: Knex,
  unternehmenId: string,
  ohneKontoId: string,
): Promise<void> => {
  const { rows } = await trx.raw('select unternehmen_hat_administrator(?, ?) as bleibt', [unternehmenId, ohneKontoId])
  if (rows[0].bleibt === true) return
  throw new ProblemError('conflict', {
    detail: `The last administrator of the company ${unternehmenId} cannot go; give the role to another member first, without an end, or have the company deleted`,
  })
}

/** The company that an address names, if the caller works for it; any other does not exist for him. */
export const unternehmenOf = ({ unternehmenIds = [] }: Angemeldeter, id: string): string => {
  if (!unternehmenIds.includes(id)) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
  return id
}
