import { createEreignisVerifier, type VerifyEreignis } from '../../webhook.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, type OutputOptions, outLine } from '../io.ts'
import { type ConnectionOptions, findConnection } from '../profile.ts'
import { openClient } from './connect.ts'

export interface EventsOptions extends OutputOptions, ConnectionOptions {
  readonly nach?: string
  readonly objekt?: string
  readonly follow?: boolean
  readonly verify?: boolean
}

/** Milliseconds between two looks for further events. */
const followPause = 2_000

/** Prints events in their order. @returns 1 when a token does not verify */
export const events = async (options: EventsOptions, io: Io): Promise<number> => {
  const { mandant, ...connection } = await findConnection(options, io)
  const client = openClient(connection, io)
  const verify = options.verify ? createVerifier(connection.baseUrl, mandant, io) : undefined
  let isBad = false
  for await (const ereignis of client.ereignisse({
    signal: io.signal,
    ...(options.nach !== undefined && { nach: options.nach }),
    ...(options.objekt !== undefined && { objektId: options.objekt }),
    ...(options.follow && { warten: followPause }),
  })) {
    const fault = verify ? await findFault(verify, ereignis.token) : undefined
    if (fault !== undefined) isBad = true
    const { id, art, objektId, zeitpunkt } = ereignis
    if (options.json) await outLine(io, { ...ereignis, ...(verify && { gueltig: fault === undefined }) })
    else await io.out(`${zeitpunkt}  ${id}  ${art}  ${objektId}${verify && fault === undefined ? '  verified' : ''}\n`)
    if (fault !== undefined) io.note(`${id}: the token does not verify: ${fault}`)
  }
  return isBad ? exitCodes.befunde : exitCodes.ok
}

const createVerifier = (baseUrl: string, mandant: string | undefined, { fetch, now }: Io): VerifyEreignis => {
  if (mandant === undefined) {
    throw new CliError('usage', '--verify needs a profile that says whom you act for; "berichtsheft login" makes one')
  }
  return createEreignisVerifier({ baseUrl, empfaenger: mandant, fetch, now })
}

const findFault = async (verify: VerifyEreignis, token: string): Promise<string | undefined> => {
  try {
    await verify(token)
    return undefined
  } catch (error) {
    if (error instanceof Error && error.name === 'SignaturError') return error.message
    throw error
  }
}
