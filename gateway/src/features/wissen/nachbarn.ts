import { keepAbgleich } from '@berichtsheft/bq-knowledge/plugin'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import type { Deps } from '../../deps.ts'
import type { Wissensbasis } from './wissensbasis.ts'

/** Pause between two exchanges with a node, in milliseconds. */
const pause = 60_000
/** Longest time for one answer of a node, in milliseconds. */
const zeit = 1_800_000

/**
 * Exchanges with the nodes that the configuration names until it is stopped. Connections go to public addresses and opened networks
 * alone, whatever a name resolves to (B11), and no redirect is followed. Every process does so; the same again changes nothing.
 *
 * @returns what ends it
 */
export const startNachbarn = ({ config, log }: Pick<Deps, 'config' | 'log'>, { knoten, netz }: Wissensbasis) => {
  const ende = new AbortController()
  const guarded = createGuardedFetch({
    erlaubteNetze: config.ERLAUBTE_NETZE,
    zeit,
    groesse: Number.POSITIVE_INFINITY,
  })
  const partner = netz.partner.map((one) => ({ ...one, fetch: guarded.fetch as typeof fetch }))
  const onError = (adresse: string, err: unknown) => log.warn({ err, adresse }, 'exchange of the knowledge base')
  const done = keepAbgleich(knoten, partner, { pause, signal: ende.signal, onError })
  return async (): Promise<void> => {
    ende.abort()
    await guarded.close()
    await done
  }
}
