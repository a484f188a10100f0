import { type ClientOptions, createClient, type GatewayClient } from '../../client/client.ts'
import type { Io } from '../io.ts'
import { type ConnectionOptions, findConnection } from '../profile.ts'

/** Fewer attempts than a server makes: somebody waits at the terminal. */
const retry = { attempts: 3 }

/** A client of the gateway that options, environment or profile name. */
export const connect = async (options: ConnectionOptions, io: Io): Promise<GatewayClient> => {
  const { baseUrl, clientId, privateJwk } = await findConnection(options, io)
  return openClient({ baseUrl, ...(clientId && privateJwk && { clientId, privateJwk }) }, io)
}

/** A client with the manners of the command line. */
export const openClient = (options: ClientOptions, { fetch, now }: Pick<Io, 'fetch' | 'now'>): GatewayClient =>
  createClient({ fetch, now, retry, ...options })
