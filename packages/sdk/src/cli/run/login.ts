import type { JWK } from 'jose'
import { dataOf } from '../../client/connection.ts'
import { standardPlan } from '../../client/retry.ts'
import { createTokenSource } from '../../client/token.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, outJson } from '../io.ts'
import { checkAddress, type Profile, readKey, saveProfile } from '../profile.ts'
import { openClient } from './connect.ts'
import { makeKey } from './key.ts'

export interface LoginOptions {
  readonly gateway: string
  readonly profile: string
  readonly clientId?: string
  readonly key?: string
  readonly anbieter?: string
  readonly produkt: string
  readonly kontakt: string
  readonly kammer?: string
  /** Signs a person in with a browser on another device. */
  readonly geraet?: boolean
  /** Asks a person for a second factor. */
  readonly mehrfaktor?: boolean
  readonly json?: boolean
}

/** Tries credentials, made here or given, and keeps them. */
export const login = async (options: LoginOptions, io: Io): Promise<number> => {
  const gateway = options.gateway.replace(/\/+$/, '')
  checkAddress(gateway)
  const { anbieter, kammer, key, clientId } = options
  if ([anbieter, kammer, key, clientId].every((way) => way === undefined))
    return loginPerson({ ...options, gateway }, io)
  const credentials = await findCredentials({ ...options, gateway }, io)
  const claims = await tryCredentials(gateway, credentials, io)
  const profile: Profile = { gateway, ...credentials, ...(claims.mandant && { mandant: claims.mandant }) }
  const file = await saveProfile(options.profile, profile, io)
  const shown = { profil: options.profile, datei: file, gateway, clientId: credentials.clientId, ...claims }
  if (options.json) await outJson(io, shown)
  else {
    await io.out(
      `Signed in at ${gateway} as ${claims.mandant ?? credentials.clientId}\n` +
        `  client   ${credentials.clientId}\n  may      ${claims.scope ?? '?'}\n  profile  ${file}\n`,
    )
  }
  return exitCodes.ok
}

/** Signs a person in and keeps what renews the access. */
const loginPerson = async (options: LoginOptions, io: Io): Promise<number> => {
  const { gateway, profile, geraet, mehrfaktor = false } = options
  const [{ signInByBrowser, signInByDevice }, { fetchKonto, keepPerson, readPersonToken }] = await Promise.all([
    import('./person-login.ts'),
    import('./person.ts'),
  ])
  const tokens = await (geraet ? signInByDevice : signInByBrowser)(gateway, mehrfaktor, io)
  const { kontoId, stufe } = readPersonToken(tokens.access_token)
  const { email, vorname, nachname } = await fetchKonto(gateway, tokens.access_token, io)
  const file = await keepPerson(profile, { gateway, person: { kontoId, email } }, tokens, io)
  if (options.json) await outJson(io, { profil: profile, datei: file, gateway, kontoId, email, stufe })
  else await io.out(`Signed in at ${gateway} as ${vorname} ${nachname} <${email}>\n  profile  ${file}\n`)
  return exitCodes.ok
}

type Credentials = Pick<Profile, 'clientId' | 'privateJwk'>

const findCredentials = async (options: LoginOptions, io: Io): Promise<Credentials> => {
  const { anbieter, kammer, key, clientId } = options
  const ways = [anbieter, kammer, key].filter((way) => way !== undefined)
  if (ways.length !== 1) {
    throw new CliError(
      'usage',
      'give either --key (with --client-id), or --anbieter or --kammer for a demo gateway, or none of them for a person',
    )
  }
  if (key === undefined) return register(options, io)
  const found = await readKey(key, io)
  const id = clientId ?? found.clientId
  if (id === undefined) throw new CliError('usage', 'the id of the client is missing: --client-id')
  return { clientId: id, privateJwk: found.privateJwk }
}

/** Makes a client by the self-service of a demo gateway. */
const register = async (
  { gateway, anbieter, produkt, kontakt, kammer }: LoginOptions,
  io: Io,
): Promise<Credentials> => {
  const { api } = openClient({ baseUrl: gateway }, io)
  const { privateJwk, publicJwk } = await makeKey()
  const { signal } = io
  if (kammer !== undefined) {
    const body = { art: 'kammer', knr: kammer, name: 'berichtsheft login', schluessel: publicJwk } as const
    const { clientId } = dataOf(await api.POST('/v1/zugaenge', { body, signal }))
    return { clientId, privateJwk }
  }
  const body = { name: anbieter ?? '', produkt, kontakt, schluessel: publicJwk }
  const { zugang } = dataOf(await api.POST('/v1/anbieter', { body, signal }))
  if (!zugang) throw new Error('the gateway registered the vendor without its client')
  return { clientId: zugang.clientId, privateJwk }
}

/** What the access token says about its client; it is read here for show, and verified by the gateway alone. */
const tryCredentials = async (
  gateway: string,
  { clientId, privateJwk }: Credentials,
  { fetch, now }: Io,
): Promise<{ mandant?: string; scope?: string }> => {
  const issuer = `${gateway}/oidc`
  const source = createTokenSource({
    issuer,
    endpoint: `${issuer}/token`,
    clientId,
    privateJwk: privateJwk as JWK,
    fetch,
    now,
    timeout: 30_000,
    plan: { ...standardPlan, attempts: 2 },
  })
  const [, payload = ''] = (await source.get()).split('.')
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  const { mandant, scope } = claims as { mandant?: unknown; scope?: unknown }
  return { ...(typeof mandant === 'string' && { mandant }), ...(typeof scope === 'string' && { scope }) }
}
