import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'

/** A request as the OpenID library reads it. */
export type OidcRequest = IncomingMessage & { originalUrl?: string }

/**
 * The raw request with the address under which clients reach the gateway: the library builds its own addresses and decides
 * about cookies from it, and what the client itself says of them never gets there.
 */
export const asPublic = (request: FastifyRequest, publicUrl: string): OidcRequest => {
  const { protocol, host } = new URL(publicUrl)
  const raw: OidcRequest = request.raw
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  raw.headers['x-forwarded-host'] = host
  return raw
}
