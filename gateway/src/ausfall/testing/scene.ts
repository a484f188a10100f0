import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Mandantenart, scopesOf } from '@berichtsheft/core'
import { generateKey, type Jwks, type PrivateJwk } from '@berichtsheft/core/signatur'
import { importJWK, SignJWT } from 'jose'
import { applicationRole, openDatabase } from '../../db/client.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { insertAnbieter, insertZugang } from '../../features/anbieter/anbieter.service.ts'
import { mandantOf } from '../../features/anmeldung/angemeldeter.ts'
import { openKeyring } from '../../schluessel/keyring.ts'
import { createJournalClient, type JournalClient } from './client.ts'
import { findFreePort, type GatewayProcess, type ProcessOptions, startGatewayProcess } from './gateway-process.ts'

/** A machine client of a scene. */
export interface Participant {
  readonly clientId: string
  readonly anbieterId?: string
  readonly knr?: string
  readonly token: string
  /** Signs a token with other times, in seconds from now. */
  readonly signToken: (times: TokenTimes) => Promise<string>
  /** A client of the gateway of the scene, with a journal of its own. */
  readonly connect: (address?: string, token?: string) => JournalClient
}

/** When a token was issued, begins and ends, in seconds from now. */
export interface TokenTimes {
  readonly iat?: number
  readonly nbf?: number
  readonly exp?: number
}

/** A database with vendors and chambers, and gateways that are started on it. */
export interface Scene {
  /** Address of the owner, straight to the server. */
  readonly databaseUrl: string
  readonly vendors: readonly [Participant, Participant]
  readonly kammern: readonly [Participant, Participant]
  /** Keys of packages and events. */
  readonly jwks: Jwks
  readonly iss: string
  /** Starts a gateway; without options on the port of the scene and straight on the database. */
  readonly start: (options?: Partial<ProcessOptions> & { readonly databaseUrl?: string }) => Promise<GatewayProcess>
  /** Kills all gateways and removes the files; the database stays. */
  readonly close: () => Promise<void>
}

const wrappingKey = Buffer.alloc(32, 7)

/** Prepares a migrated database for gateways in processes of their own. */
export const openScene = async (
  databaseUrl: string,
  extraEnv: Readonly<Record<string, string>> = {},
): Promise<Scene> => {
  const port = await findFreePort()
  const address = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gateway-ausfall-'))
  const errors: Error[] = []
  const onError = (error: Error) => void errors.push(error)
  const now = () => new Date()
  const db = openDatabase(databaseUrl, { applicationName: 'scene', role: applicationRole, maxConnections: 2, onError })
  const keyring = await openKeyring({ db, databaseUrl, now, wrappingKey, onError })
  const signer = keyring.tokenSigner()
  const started: GatewayProcess[] = []
  const join = async (art: Mandantenart, knr?: string): Promise<Participant> => {
    const { publicJwk } = await generateKey('ES256')
    const { kty, kid, crv, x, y } = publicJwk as { kty: 'EC'; kid: string; crv: 'P-256'; x: string; y: string }
    const zugang = await alsSystem({ db, now }, async (trx) => {
      const anbieter =
        art === 'anbieter'
          ? await insertAnbieter(trx, { name: 'Testanbieter', produkt: 'Heft', kontakt: 'a@anbieter.example' }, now())
          : undefined
      return insertZugang(
        trx,
        {
          art,
          name: 'Test',
          schluessel: { kty, kid, crv, x, y },
          ...(anbieter ? { anbieterId: anbieter.id } : {}),
          ...(knr === undefined ? {} : { knr }),
        },
        now(),
      )
    })
    const sign = (times: TokenTimes): Promise<string> => signToken(signer, address, { ...zugang, art }, times)
    const own = await sign({})
    return {
      ...zugang,
      token: own,
      signToken: sign,
      connect: (base = address, token = own) => createJournalClient(base, token),
    }
  }
  try {
    return {
      databaseUrl,
      vendors: [await join('anbieter'), await join('anbieter')],
      kammern: [await join('kammer', '153'), await join('kammer', '107')],
      jwks: keyring.jwks('paket'),
      iss: address,
      start: async ({ env, databaseUrl: other = databaseUrl, ...options } = {}) => {
        const gateway = await startGatewayProcess({
          port,
          ...options,
          env: {
            DATABASE_URL: other,
            DATA_DIR: folder,
            PUBLIC_URL: address,
            SCHLUESSEL: wrappingKey.toString('base64url'),
            ...extraEnv,
            ...env,
          },
        })
        started.push(gateway)
        return gateway
      },
      close: async () => {
        await Promise.all(started.map((gateway) => gateway.kill()))
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } finally {
    await keyring.close()
    await db.close()
  }
}

const year = 365 * 86_400

/** A token; without times it is good for a whole test, travel in time included. */
const signToken = async (
  jwk: PrivateJwk,
  address: string,
  client: { clientId: string; art: Mandantenart; anbieterId?: string; knr?: string },
  { iat = -3 * year, nbf, exp = 3 * year }: TokenTimes,
): Promise<string> => {
  const seconds = Math.floor(Date.now() / 1000)
  const token = new SignJWT({
    client_id: client.clientId,
    scope: scopesOf[client.art].join(' '),
    mandant: mandantOf(client),
    art: client.art,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: jwk.kid })
    .setIssuer(`${address}/oidc`)
    .setAudience(address)
    .setSubject(client.clientId)
    .setIssuedAt(seconds + iat)
    .setExpirationTime(seconds + exp)
  if (nbf !== undefined) token.setNotBefore(seconds + nbf)
  return token.sign(await importJWK(jwk, 'RS256'))
}
