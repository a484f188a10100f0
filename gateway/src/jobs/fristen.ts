import type { Deps } from '../deps.ts'
import { expireAnforderungen, reportNichtAbgeholt } from '../features/anforderung/anforderung-fristen.service.ts'
import { expireEinladungen } from '../features/einladung/einladung.service.ts'
import { expireFreigaben } from '../features/freigabe/freigabe.service.ts'
import { executeLoeschungen } from '../features/loeschantrag/loeschung.service.ts'

/** What one look at the deadlines moved. */
export interface Fristenlauf {
  readonly ueberfaellig: number
  readonly nichtAbgeholt: number
  readonly abgelaufen: number
  /** Companies that were deleted. */
  readonly geloescht: number
  /** Invitations whose link has ended. */
  readonly einladungen: number
}

/**
 * Moves on everything whose day has passed: requests, requests that nobody fetched, releases,
 * companies whose day of deletion has come, invitations. Each kind is done though another fails.
 *
 * @throws AggregateError with what failed, after the rest is done
 */
export const runFristen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<Fristenlauf> => {
  const results = await Promise.allSettled([
    expireAnforderungen(deps, now),
    reportNichtAbgeholt(deps, now),
    expireFreigaben(deps, now),
    executeLoeschungen(deps, now),
    expireEinladungen(deps, now),
  ])
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failed.length > 0) throw new AggregateError(failed, 'deadlines could not all be looked at')
  const [ueberfaellig, nichtAbgeholt, abgelaufen, geloescht, einladungen] = results.map((result) =>
    result.status === 'fulfilled' ? result.value : 0,
  ) as [number, number, number, number, number]
  return { ueberfaellig, nichtAbgeholt, abgelaufen, geloescht, einladungen }
}
