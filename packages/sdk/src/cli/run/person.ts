import type { TokenEndpointResponse } from 'openid-client'
import { CliError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { type PersonProfile, savePersonProfile } from '../profile.ts'

/** What an access token says about the person; read here for show, and verified by the gateway alone. */
export interface Personenangabe {
  readonly kontoId: string
  readonly stufe: string
}

/** What is shown of an account. */
export interface Kontoangabe {
  readonly email: string
  readonly vorname: string
  readonly nachname: string
}

const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  const [, payload = ''] = token.split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
}

/** @throws CliError when the token is not one of a person */
export const readPersonToken = (token: string): Personenangabe => {
  const { sub, art, acr } = claimsOf(token)
  if (art !== 'person' || typeof sub !== 'string')
    throw new CliError('refused', 'the gateway gave no token for a person')
  return { kontoId: sub, stufe: typeof acr === 'string' ? acr : 'normal' }
}

/** The account of the person as the gateway answers it. */
export const fetchKonto = async (
  gateway: string,
  accessToken: string,
  { fetch, signal }: Pick<Io, 'fetch' | 'signal'>,
): Promise<Kontoangabe> => {
  const answer = await fetch(`${gateway}/v1/konten/ich`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    signal,
  }).catch((cause: unknown) => {
    throw new CliError('unreachable', `the gateway does not answer: ${gateway}`, { cause })
  })
  const body = (await answer.json()) as Kontoangabe & { readonly title?: string; readonly detail?: string }
  if (!answer.ok) throw new CliError('refused', `${body.title ?? answer.status}: ${body.detail ?? ''}`)
  return body
}

/** Keeps what a sign-in or a renewal brought; the refresh token before it is good no longer. */
export const keepPerson = async (
  name: string,
  profile: Omit<PersonProfile, 'refreshToken'>,
  tokens: TokenEndpointResponse,
  io: Io,
): Promise<string> => {
  const refreshToken = tokens.refresh_token
  if (refreshToken === undefined) throw new CliError('refused', 'the gateway gave no refresh token')
  return savePersonProfile(name, { ...profile, refreshToken }, io)
}
