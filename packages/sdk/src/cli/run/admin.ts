import { exitCodes } from '../exit-codes.ts'
import { type Io, outJson } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { connect } from './connect.ts'

export interface AdminOptions extends ConnectionOptions {
  readonly knr?: string
  readonly gueltigBis?: string
  readonly json?: boolean
}

const anwendungen = { kammeradministration: 'kammer', betreiber: 'betrieb' } as const

/** A role that only the operator's client can give first. */
export type Adminrolle = keyof typeof anwendungen

/** Gives a first role to the person with an address. Which roles the operator may give, the gateway says. */
export const giveRolle = async (
  email: string,
  rolle: Adminrolle,
  { knr, gueltigBis, ...options }: AdminOptions,
  io: Io,
): Promise<number> => {
  const client = await connect(options, io)
  const { data } = await client.api.POST('/v1/rollenzuweisungen', {
    body: {
      email,
      rolle,
      anwendung: anwendungen[rolle],
      ...(knr === undefined ? {} : { knr }),
      ...(gueltigBis === undefined ? {} : { gueltigBis }),
    },
    signal: io.signal,
  })
  if (data === undefined) throw new Error('the gateway answered a new role without it')
  if (options.json) await outJson(io, data)
  else
    await io.out(
      `${data.vorname} ${data.nachname} <${email}> is ${data.rolle}${data.knr === undefined ? '' : ` of chamber ${data.knr}`} from ${data.gueltigVon} on\n`,
    )
  return exitCodes.ok
}
