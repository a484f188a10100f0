import { limits } from '@berichtsheft/core'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { countVersuch } from '../konto/drossel.ts'

const hour = 3_600_000

/**
 * Runs a request to join so that nobody can find companies by trying: few tries per account, and every answer takes the
 * same time (MI-41).
 *
 * @throws ProblemError too-many-requests
 */
export const guardBeitritt = async <T>(
  deps: Pick<Deps, 'db' | 'now'>,
  { clientId }: Pick<Angemeldeter, 'clientId'>,
  work: () => Promise<T>,
): Promise<T> => {
  const wait = await countVersuch(deps, [
    { schluessel: ['beitritt', clientId], hoechstens: limits.beitrittsanfragenJeKonto, fenster: hour },
  ])
  if (wait > 0)
    throw new ProblemError('too-many-requests', { headers: { 'retry-after': String(Math.ceil(wait / 1_000)) } })
  const pause = new Promise((resolve) => setTimeout(resolve, limits.beitrittsanfrageZeit))
  const [result] = await Promise.allSettled([work(), pause])
  if (result.status === 'rejected') throw result.reason
  return result.value
}
