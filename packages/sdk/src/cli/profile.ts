import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { JWK } from 'jose'
import type { ClientOptions } from '../client/client.ts'
import { CliError } from './exit-codes.ts'
import type { Io } from './io.ts'

/** A gateway and who calls it, as kept in a file. */
export interface Profile {
  readonly gateway: string
  readonly clientId: string
  /** Private key; the file is for its owner alone. */
  readonly privateJwk: JWK
  /** Whom the client acts for: `anbieter:<id>` or `kammer:<knr>`, where it is known. */
  readonly mandant?: string
}

/** A gateway and the person who has signed in there. */
export interface PersonProfile {
  readonly gateway: string
  readonly person: { readonly kontoId: string; readonly email: string }
  /** Good once: each use brings the next one, which takes its place in the file. */
  readonly refreshToken: string
}

/** Options that say how the gateway is reached and who calls. */
export interface ConnectionOptions {
  readonly profile?: string
  readonly gateway?: string
  readonly clientId?: string
  readonly key?: string
}

/** The file of a profile: a path as it is, a name below the configuration folder of the user. */
const profileFile = (name: string, { env, cwd }: Pick<Io, 'env' | 'cwd'>): string => {
  if (/[\\/]|\.json$/.test(name)) return resolve(cwd, name)
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(name)) {
    throw new CliError(
      'usage',
      `${JSON.stringify(name)} is no name of a profile: letters, digits, dot, dash, underscore`,
    )
  }
  const folder = env.XDG_CONFIG_HOME || join(env.HOME ?? homedir(), '.config')
  return join(folder, 'berichtsheft', `${name}.json`)
}

/** Writes a file that nobody but its owner can read, also where it was there before. */
export const writeSecret = async (file: string, text: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(file, text, { mode: 0o600 })
  await chmod(file, 0o600)
}

/** Keeps a profile. @returns its file */
export const saveProfile = async (name: string, profile: Profile, io: Io): Promise<string> => {
  const file = profileFile(name, io)
  await writeSecret(file, `${JSON.stringify(profile, null, 2)}\n`)
  return file
}

/** Keeps the sign-in of a person. @returns its file */
export const savePersonProfile = async (name: string, profile: PersonProfile, io: Io): Promise<string> => {
  const file = profileFile(name, io)
  await writeSecret(file, `${JSON.stringify(profile, null, 2)}\n`)
  return file
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )

/** The sign-in of a person, when this profile is one. */
export const readPersonProfile = async (name: string, io: Io): Promise<PersonProfile | undefined> => {
  const file = profileFile(name, io)
  if (!(await exists(file))) return undefined
  const profile = await readJson(file)
  const { gateway, person, refreshToken } = profile as Partial<PersonProfile>
  if (typeof gateway !== 'string' || person === undefined || typeof refreshToken !== 'string') return undefined
  await warnIfOpen(file, io)
  return { gateway, person, refreshToken }
}

const readJson = async (file: string): Promise<Record<string, unknown>> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError('input', `${file}: there is no such file, or it cannot be read`, { cause })
  })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch (cause) {
    // The text may hold a key, so it is not repeated.
    throw new CliError('input', `${file} is not JSON`, { cause })
  }
  throw new CliError('input', `${file} is not a JSON object`)
}

const warnIfOpen = async (file: string, io: Io): Promise<void> => {
  const { mode } = await stat(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    io.note(`berichtsheft: others can read ${file}; run: chmod 600 ${file}`)
  }
}

/** @throws CliError when a text is no address of a gateway */
export const checkAddress = (text: string): void => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return
  throw new CliError('usage', `${text} is no address of a gateway, as https://gateway.example`)
}

/** A private key from a file, with the client id that the operator's key file holds as a further member. */
export const readKey = async (path: string, io: Io): Promise<{ privateJwk: JWK; clientId?: string }> => {
  const file = resolve(io.cwd, path)
  const { clientId, ...jwk } = await readJson(file)
  if (typeof jwk.kty !== 'string' || typeof jwk.d !== 'string') {
    throw new CliError('input', `${path} holds no private key as JWK ("berichtsheft key" makes one)`)
  }
  await warnIfOpen(file, io)
  return { privateJwk: jwk, ...(typeof clientId === 'string' && { clientId }) }
}

const readProfile = async (name: string, io: Io): Promise<Profile | undefined> => {
  const file = profileFile(name, io)
  if (!(await exists(file))) return undefined
  const profile = await readJson(file)
  if (profile.person !== undefined) {
    throw new CliError('usage', `${file} is the sign-in of a person; this command needs a machine client`)
  }
  if (typeof profile.gateway !== 'string' || typeof profile.clientId !== 'string' || !profile.privateJwk) {
    throw new CliError('input', `${file} is no profile; "berichtsheft login" makes one`)
  }
  await warnIfOpen(file, io)
  return profile as unknown as Profile
}

/**
 * Who calls which gateway: options go before the environment, and both before the profile.
 *
 * @throws CliError that says what is missing and how to give it
 */
export const findConnection = async (
  options: ConnectionOptions,
  io: Io,
): Promise<Pick<ClientOptions, 'baseUrl' | 'clientId' | 'privateJwk'> & { readonly mandant?: string }> => {
  const { env } = io
  const name = options.profile ?? env.BERICHTSHEFT_PROFILE
  const profile = await readProfile(name ?? 'default', io)
  if (name !== undefined && !profile) {
    throw new CliError(
      'usage',
      `there is no profile ${name} (${profileFile(name, io)}); "berichtsheft login" makes one`,
    )
  }
  const baseUrl = options.gateway ?? env.BERICHTSHEFT_GATEWAY ?? profile?.gateway
  if (baseUrl === undefined) {
    throw new CliError('usage', 'which gateway? Give --gateway <url>, or sign in once with "berichtsheft login"')
  }
  checkAddress(baseUrl)
  const keyFile = options.key ?? env.BERICHTSHEFT_KEY
  const key = keyFile === undefined ? undefined : await readKey(keyFile, io)
  const clientId = options.clientId ?? env.BERICHTSHEFT_CLIENT_ID ?? key?.clientId ?? profile?.clientId
  const privateJwk = key?.privateJwk ?? profile?.privateJwk
  if (clientId === undefined || privateJwk === undefined) {
    throw new CliError('usage', 'who calls? Give --client-id and --key, or sign in once with "berichtsheft login"')
  }
  const isProfile = clientId === profile?.clientId
  return { baseUrl, clientId, privateJwk, ...(isProfile && profile?.mandant && { mandant: profile.mandant }) }
}
