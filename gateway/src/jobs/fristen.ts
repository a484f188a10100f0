import type { Deps } from '../deps.ts'
import { expireAnforderungen, reportNichtAbgeholt } from '../features/anforderung/anforderung-fristen.service.ts'
import { expireFreigaben } from '../features/freigabe/freigabe.service.ts'
import { executeLoeschungen } from '../features/loeschantrag/loeschung.service.ts'

/** What one look at the deadlines moved. */
export interface Fristenlauf {
  readonly ueberfaellig: number
  readonly nichtAbgeholt: number
  readonly abgelaufen: number
  /** Companies that were deleted. */
  readonly geloescht: number
}

/**
 * Moves on everything whose day has passed: requests, requests that nobody fetched, releases, companies whose day of deletion has come. Each kind is done though
 * another fails.
 *
 * @throws AggregateError with what failed, after the rest is done
 */
export const runFristen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<Fristenlauf> => {
  const results = await Promise.allSettled([
    expireAnforderungen(deps, now),
    reportNichtAbgeholt(deps, now),
    expireFreigaben(deps, now),
    executeLoeschungen(deps, now),
  ])
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failed.length > 0) throw new AggregateError(failed, 'deadlines could not all be looked at')
  const [ueberfaellig, nichtAbgeholt, abgelaufen, geloescht] = results.map((result) =>
    result.status === 'fulfilled' ? result.value : 0,
  ) as [number, number, number, number]
  return { ueberfaellig, nichtAbgeholt, abgelaufen, geloescht }
}
