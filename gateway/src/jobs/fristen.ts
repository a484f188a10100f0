import type { Deps } from '../deps.ts'
import { expireAnforderungen, reportNichtAbgeholt } from '../features/anforderung/anforderung-fristen.service.ts'
import { expireEinladungen } from '../features/einladung/einladung.service.ts'
import { expireFreigaben } from '../features/freigabe/freigabe.service.ts'
import { executeLoeschungen } from '../features/loeschantrag/loeschung.service.ts'
import { remindNachuntersuchungen } from '../features/vertragsende/erinnerung.service.ts'
import {
  applyMeldungen,
  endAbgelaufene,
  reportVertragsfristen,
} from '../features/vertragsende/vertragsfristen.service.ts'

/** What one look at the deadlines moved. */
export interface Fristenlauf {
  readonly ueberfaellig: number
  readonly nichtAbgeholt: number
  readonly abgelaufen: number
  /** Companies that were deleted. */
  readonly geloescht: number
  /** Invitations whose link has ended. */
  readonly einladungen: number
  /** Deadlines of training contracts that a company let pass. */
  readonly vertragsfristen: number
  /** Contracts that ended with their time. */
  readonly beendet: number
  /** Contracts that were looked at for the second examination. */
  readonly nachuntersuchungen: number
  /** Reported changes whose day came. */
  readonly meldungen: number
}

const laeufe = {
  ueberfaellig: expireAnforderungen,
  nichtAbgeholt: reportNichtAbgeholt,
  abgelaufen: expireFreigaben,
  geloescht: executeLoeschungen,
  einladungen: expireEinladungen,
  vertragsfristen: reportVertragsfristen,
  beendet: endAbgelaufene,
  nachuntersuchungen: remindNachuntersuchungen,
  meldungen: applyMeldungen,
} as const satisfies Record<keyof Fristenlauf, (deps: Pick<Deps, 'db'>, now: Date) => Promise<number>>

/**
 * Moves on everything whose day has passed: requests, requests that nobody fetched, releases,
 * companies whose day of deletion has come, invitations, and what waits for a day in training contracts. Each kind is done though another fails.
 *
 * @throws AggregateError with what failed, after the rest is done
 */
export const runFristen = async (deps: Pick<Deps, 'db'>, now: Date): Promise<Fristenlauf> => {
  const namen = Object.keys(laeufe) as (keyof Fristenlauf)[]
  const results = await Promise.allSettled(namen.map((name) => laeufe[name](deps, now)))
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failed.length > 0) throw new AggregateError(failed, 'deadlines could not all be looked at')
  const zahlen = results.map((result, i) => [namen[i], result.status === 'fulfilled' ? result.value : 0] as const)
  return Object.fromEntries(zahlen) as unknown as Fristenlauf
}
