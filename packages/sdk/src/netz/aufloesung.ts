import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLocalhost, ZielError } from './ziel.ts'

/** Finds all addresses of a host. */
export type Aufloesung = (host: string) => Promise<readonly string[]>

/** Codes of c-ares that say "there is none", not "nobody answered". */
const none = new Set(['ENODATA', 'ENOTFOUND'])

/**
 * Asks the name servers of the system. Unlike `dns.lookup` this occupies no thread, so a name server that does not
 * answer holds up nothing else; the hosts file and search domains are not consulted.
 *
 * @param servers name servers to ask instead, as `address:port`
 */
export const createAufloesung = (servers?: readonly string[]): Aufloesung => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return async (host) => {
    if (isIP(host) !== 0) return [host]
    if (isLocalhost(host)) return ['127.0.0.1', '::1']
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const adressen = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (adressen.length > 0) return adressen
    const codes = answers.map((answer) =>
      answer.status === 'rejected' ? (answer.reason as NodeJS.ErrnoException).code : undefined,
    )
    const gone = codes.every((code) => code !== undefined && none.has(code))
    throw new ZielError(
      'name',
      gone ? `There is no host ${host}` : `No name server answers for ${host} (${codes.join(', ')})`,
    )
  }
}
