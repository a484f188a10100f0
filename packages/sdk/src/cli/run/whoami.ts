import { exitCodes } from '../exit-codes.ts'
import { type Io, outJson } from '../io.ts'
import { type ConnectionOptions, findConnection, readPersonProfile } from '../profile.ts'
import { fetchKonto, keepPerson, readPersonToken } from './person.ts'
import { renewAccess } from './person-login.ts'

export interface WhoamiOptions extends ConnectionOptions {
  readonly json?: boolean
}

/** Says who a profile signs in as. For a person it asks the gateway, so it also tells whether the sign-in still holds. */
export const whoami = async (options: WhoamiOptions, io: Io): Promise<number> => {
  const name = options.profile ?? io.env.BERICHTSHEFT_PROFILE ?? 'default'
  const person = await readPersonProfile(name, io)
  if (person === undefined) {
    const { baseUrl, clientId, mandant } = await findConnection(options, io)
    const shown = { art: 'maschine', gateway: baseUrl, clientId, ...(mandant && { mandant }) }
    if (options.json) await outJson(io, shown)
    else await io.out(`${mandant ?? 'a machine client'} at ${baseUrl}\n  client   ${clientId}\n`)
    return exitCodes.ok
  }
  const { gateway } = person
  const tokens = await renewAccess(gateway, person.refreshToken, io)
  const { kontoId, stufe } = readPersonToken(tokens.access_token)
  // Kept before anything else can fail: the token that was used is good no longer.
  await keepPerson(name, person, tokens, io)
  const { email, vorname, nachname } = await fetchKonto(gateway, tokens.access_token, io)
  if (options.json) await outJson(io, { art: 'person', gateway, kontoId, email, vorname, nachname, stufe })
  else
    await io.out(
      `${vorname} ${nachname} <${email}> at ${gateway}\n  account  ${kontoId}\n  signed in with ${stufe === 'mehrfaktor' ? 'two factors' : 'a password'}\n`,
    )
  return exitCodes.ok
}
