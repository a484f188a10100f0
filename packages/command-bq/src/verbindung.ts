import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  addConnectionOptions,
  CliError,
  type ConnectionOptions,
  createClient,
  findConnection,
  type GatewayClient,
  type Io,
} from '@berichtsheft/sdk'

/** How a knowledge base is reached: a node of its own with a secret, or the gateway with a profile. */
export interface Wissensverbindung extends ConnectionOptions {
  readonly adresse?: string
  readonly kennwortDatei?: string
}

/** The command that takes options; what `define` of a command gets. */
type Command = Parameters<typeof addConnectionOptions>[0]

/** Adds the options that say which knowledge base is meant. */
export const addVerbindung = (command: Command): Command =>
  addConnectionOptions(
    command
      .option('--adresse <url>', 'a node of its own, as http://127.0.0.1:8090/v1/bq; without it the gateway')
      .option('--kennwort-datei <file>', 'file with the secret of the caller at that node (or BQ_KENNWORT)'),
  )

const readKennwort = async ({ kennwortDatei }: Wissensverbindung, io: Io): Promise<string | undefined> =>
  kennwortDatei === undefined ? io.env.BQ_KENNWORT : (await readFile(resolve(io.cwd, kennwortDatei), 'utf8')).trim()

/** A client of the knowledge base that the options name. */
export const connectWissen = async (options: Wissensverbindung, io: Io): Promise<GatewayClient> => {
  const manners = { fetch: io.fetch, now: io.now, retry: { attempts: 3 } }
  if (options.adresse === undefined) {
    const { baseUrl, clientId, privateJwk } = await findConnection(options, io)
    return createClient({ ...manners, baseUrl, ...(clientId && privateJwk && { clientId, privateJwk }) })
  }
  const baseUrl = options.adresse.replace(/\/+$/, '').replace(/\/v1\/bq$/, '')
  if (!URL.canParse(baseUrl)) throw new CliError('usage', `${options.adresse} is no address`)
  const kennwort = await readKennwort(options, io)
  const withSecret: typeof globalThis.fetch = (input, init) => {
    const headers = new Headers(init?.headers)
    if (kennwort !== undefined) headers.set('authorization', `Bearer ${kennwort}`)
    return io.fetch(input, { ...init, headers })
  }
  return createClient({ ...manners, baseUrl, fetch: withSecret })
}
