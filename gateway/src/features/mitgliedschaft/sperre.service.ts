import type { Knex } from 'knex'
import { alsAufrufer, inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { isId } from '../../ids.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { ProblemError } from '../../problem-error.ts'

/** What has an administration: a company by its id, a chamber as `kammer:<knr>`, or the operator. */
export type Verwaltungsbereich = string

/** The area that a role administers, if it is the role of an administration. */
export const verwaltungsbereichOf = ({
  unternehmen_id,
  knr,
  rolle,
}: {
  readonly unternehmen_id: string | null
  readonly knr: string | null
  readonly rolle: string
}): Verwaltungsbereich | undefined => {
  if (rolle === 'unternehmensadministrator') return unternehmen_id ?? undefined
  if (rolle === 'kammeradministration') return `kammer:${knr}`
  return rolle === 'betreiber' ? 'betreiber' : undefined
}

/**
 * Runs `work` while nobody else takes memberships or roles of these areas away. The lock is taken before the caller's
 * own role is looked up and locked: of two administrators who remove each other at the same instant the second finds that
 * he is none any more (MI-35).
 *
 * @param findBereiche the areas, looked up as the caller; a company with any role of its own, the others with an administration
 */
export const inSperre = <T>(
  deps: Pick<Deps, 'db' | 'now'>,
  aufrufer: Angemeldeter,
  findBereiche: (trx: Knex.Transaction) => Promise<readonly Verwaltungsbereich[]>,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> =>
  inTransaktion(deps, { ...aufrufer, ausweis: withoutLock(aufrufer.ausweis) }, async (trx) => {
    await lockBereiche(trx, await findBereiche(trx))
    await alsAufrufer(trx, aufrufer, deps.now())
    return work(trx)
  })

/** Takes the locks of areas, in one order in every process so that two callers never wait for each other. */
export const lockBereiche = async (trx: Knex, bereiche: readonly Verwaltungsbereich[]): Promise<void> => {
  for (const bereich of [...new Set(bereiche)].sort())
    await (isId(bereich)
      ? trx.raw('select unternehmen_sperren(?)', [bereich])
      : trx.raw('select pg_advisory_xact_lock(7236115, hashtext(?))', [bereich]))
}

const withoutLock = (ausweis: string): string => JSON.stringify({ ...JSON.parse(ausweis), sperren: false })

/** Whether an area keeps an administration without end when a person goes. Ask it under the lock of the area. */
export const hasVerwaltung = async (trx: Knex, bereich: Verwaltungsbereich, ohneKontoId: string): Promise<boolean> => {
  const { rows } = await (isId(bereich)
    ? trx.raw('select unternehmen_hat_administrator(?, ?) as bleibt', [bereich, ohneKontoId])
    : trx.raw('select bereich_hat_verwaltung(?, ?) as bleibt', [knrOf(bereich), ohneKontoId]))
  return rows[0].bleibt === true
}

const knrOf = (bereich: Verwaltungsbereich): string | null =>
  bereich.startsWith('kammer:') ? bereich.slice('kammer:'.length) : null

/**
 * Refuses to take the last administration without end away from a company (MI-35), a chamber or the operator. Call it
 * under {@link inSperre}.
 *
 * @throws ProblemError conflict, with the way out
 */
export const checkAdministratorBleibt = async (
  trx: Knex,
  bereich: Verwaltungsbereich,
  ohneKontoId: string,
): Promise<void> => {
  if (await hasVerwaltung(trx, bereich, ohneKontoId)) return
  throw new ProblemError('conflict', {
    detail: isId(bereich)
      ? `The last administrator of the company ${bereich} cannot go; give the role to another member first, without an end, or have the company deleted`
      : `The last administration of ${bereich} cannot go; give the role to another person first, without an end`,
  })
}

/** The company that an address names, if the caller works for it; any other does not exist for him. */
export const unternehmenOf = ({ unternehmenIds = [] }: Angemeldeter, id: string): string => {
  if (!unternehmenIds.includes(id)) throw new ProblemError('not-found', { detail: `Unternehmen ${id}` })
  return id
}
