import { isIP } from 'node:net'
import { judgeAdresse, type Netze } from './adresse.ts'

/** Why a target is refused. */
export type Zielgrund = 'form' | 'schema' | 'zugangsdaten' | 'adresse' | 'port' | 'name'

/**
 * A target that the gateway does not connect to. The message may be shown to whoever named the target, so it does not say
 * to which inner address a name leads.
 */
export class ZielError extends Error {
  override readonly name = 'ZielError'
  readonly grund: Zielgrund

  constructor(grund: Zielgrund, message: string) {
    super(message)
    this.grund = grund
  }
}

/** Ports of public targets: HTTPS and its usual second. In networks that the operator opened every port is allowed. */
const publicPorts: readonly number[] = [443, 8443]

/** Where a connection goes, as address and port are known at that moment. */
export interface Verbindungsziel {
  /** `https:` or `http:`. */
  readonly schema: string
  readonly adresse: string
  readonly port: number
}

/**
 * Refuses every connection but HTTPS to a public address and ports 443 or 8443, and any to a network that was opened.
 *
 * @throws ZielError
 */
export const checkVerbindung = ({ schema, adresse, port }: Verbindungsziel, erlaubteNetze: Netze): void => {
  const erreichbarkeit = judgeAdresse(adresse, erlaubteNetze)
  if (erreichbarkeit === 'gesperrt') throw new ZielError('adresse', 'The target lies in a network that is not public')
  if (erreichbarkeit === 'freigegeben') return
  if (schema !== 'https:') throw new ZielError('schema', 'Public targets are reached by https only')
  if (!publicPorts.includes(port))
    throw new ZielError('port', `Public targets are reached on the ports ${publicPorts.join(' and ')} only`)
}

/** `localhost` is this machine whatever a name server says (RFC 6761 § 6.3). */
export const isLocalhost = (name: string): boolean => /(^|\.)localhost\.?$/.test(name)

/** The host of an address as `net.connect` takes it: without the brackets of version 6. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

/** The port of an address. */
const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80))

/**
 * Checks what can be told from an address alone, without asking a name server. Reads it as the WHATWG URL standard
 * does, so that every spelling of a number is seen as the address that it means. Where a name leads is checked when a
 * connection is opened.
 *
 * @returns the address as it will be used
 * @throws ZielError
 */
export const checkZiel = (text: string, erlaubteNetze: Netze): URL => {
  if (!URL.canParse(text)) throw new ZielError('form', 'This is no address')
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new ZielError('schema', 'The address begins with https://')
  if (url.username !== '' || url.password !== '')
    throw new ZielError('zugangsdaten', 'The address must not hold a user name or password')
  const host = hostOf(url)
  if (isIP(host) !== 0) checkVerbindung({ schema: url.protocol, adresse: host, port: portOf(url) }, erlaubteNetze)
  else if (isLocalhost(host))
    checkVerbindung({ schema: url.protocol, adresse: '127.0.0.1', port: portOf(url) }, erlaubteNetze)
  else if (url.protocol === 'http:' && erlaubteNetze.isEmpty)
    throw new ZielError('schema', 'The address begins with https://')
  else if (!publicPorts.includes(portOf(url)) && erlaubteNetze.isEmpty)
    throw new ZielError('port', `Public targets are reached on the ports ${publicPorts.join(' and ')} only`)
  url.hash = ''
  return url
}
