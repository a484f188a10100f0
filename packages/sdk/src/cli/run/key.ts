import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { generateKey } from '@berichtsheft/core/signatur'
import type { JWK } from 'jose'
import type { Schemas } from '../../client/schemas.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, outJson } from '../io.ts'
import { writeSecret } from '../profile.ts'

export interface KeyOptions {
  readonly output: string
  readonly force?: boolean
}

/** A new key pair in the form in which the gateway takes the public half. */
export const makeKey = async (): Promise<{ privateJwk: JWK; publicJwk: Schemas['OeffentlicherSchluessel'] }> => {
  const { privateJwk, publicJwk } = await generateKey('ES256')
  const { kty, kid, crv, x, y } = publicJwk
  if (kty !== 'EC' || crv !== 'P-256' || x === undefined || y === undefined)
    throw new Error('the new key is not on P-256')
  return { privateJwk, publicJwk: { kty, kid, alg: 'ES256', use: 'sig', crv, x, y } }
}

/** Makes a key pair, keeps the private half and prints the public one. */
export const key = async ({ output, force }: KeyOptions, io: Io): Promise<number> => {
  const file = resolve(io.cwd, output)
  if (existsSync(file) && !force) throw new CliError('usage', `${output} is there already; --force replaces it`)
  const { privateJwk, publicJwk } = await makeKey()
  await writeSecret(file, `${JSON.stringify(privateJwk, null, 2)}\n`)
  await outJson(io, publicJwk)
  return exitCodes.ok
}
