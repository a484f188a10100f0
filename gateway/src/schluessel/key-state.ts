import {
  createSigner,
  importKey,
  type Jwks,
  type PrivateJwk,
  publicJwks,
  type Signer,
  unwrapKey,
} from '@berichtsheft/core/signatur'
import type { CryptoKey } from 'jose'
import type { SchluesselRow, Schluesselzweck, Signierzweck } from './keyring.queries.ts'
import { openWithAny, unwrapText } from './wrap-text.ts'

/** A secret that signs cookies. */
export interface Cookieschluessel {
  readonly kid: string
  readonly geheimnis: string
  readonly gueltigVon: string
  /** Until when it verifies; absent while it signs. */
  readonly gueltigBis?: string
}

/** What the secrets that sign cookies are bound to where they are stored. */
export const cookieBezug = 'geheimnis:cookie'

/** The keys of one moment, ready for use. Never changed; a new one takes its place. */
export interface KeyState {
  /** Equal for two states exactly when they hold the same keys with the same ends. */
  readonly fingerprint: string
  readonly signer: Signer
  readonly tokenSigner: PrivateJwk
  /** Keys that verify access tokens, each until an instant in milliseconds. */
  readonly tokenKeys: ReadonlyMap<string, { readonly key: CryptoKey; readonly until: number }>
  readonly jwks: Readonly<Record<Signierzweck | 'alle', Jwks>>
  /** The one that signs first, then those that still verify. */
  readonly cookieKeys: readonly Cookieschluessel[]
}

/** The keys that still count: keys of tokens and cookies until their end, keys of packages for ever. */
export const selectLive = (rows: readonly SchluesselRow[], now: Date): readonly SchluesselRow[] =>
  rows.filter(({ zweck, gueltig_bis }) => zweck === 'paket' || gueltig_bis === null || gueltig_bis > now)

/** The purposes for which no key signs. */
export const findMissing = (rows: readonly SchluesselRow[]): readonly Schluesselzweck[] =>
  (['token', 'paket', 'cookie'] as const).filter((zweck) => !signingOf(rows, zweck))

const signingOf = (rows: readonly SchluesselRow[], zweck: Schluesselzweck): SchluesselRow | undefined =>
  rows.find((row) => row.zweck === zweck && row.gueltig_bis === null)

/** @see KeyState.fingerprint */
export const fingerprintOf = (rows: readonly SchluesselRow[]): string =>
  rows.map(({ kid, gueltig_bis }) => `${kid} ${gueltig_bis?.getTime() ?? ''}`).join('\n')

/**
 * Unwraps and imports what `selectLive` left.
 *
 * @throws Error when a purpose has no signing key
 * @param wrappingKeys the current one first
 * @throws SignaturError when the private keys were wrapped by another key
 */
export const buildKeyState = async (
  rows: readonly SchluesselRow[],
  wrappingKeys: readonly Uint8Array[],
): Promise<KeyState> => {
  const unwrap = (zweck: Signierzweck): Promise<PrivateJwk> => {
    const { privat } = signingOf(rows, zweck) ?? {}
    if (privat === undefined) throw new Error(`no key signs for ${zweck}`)
    return openWithAny(wrappingKeys, (key) => unwrapKey(privat, key))
  }
  const tokenKeys = new Map<string, { key: CryptoKey; until: number }>()
  for (const { kid, zweck, oeffentlich, gueltig_bis } of rows) {
    if (zweck !== 'token') continue
    const until = gueltig_bis?.getTime() ?? Number.POSITIVE_INFINITY
    tokenKeys.set(kid, { key: await importKey(oeffentlich), until })
  }
  const jwksOf = (selected: readonly SchluesselRow[]): Jwks =>
    publicJwks(
      selected.map(({ oeffentlich, gueltig_von, gueltig_bis }) => ({
        publicJwk: oeffentlich,
        gueltigVon: gueltig_von.toISOString(),
        gueltigBis: gueltig_bis?.toISOString() ?? null,
      })),
    )
  return {
    fingerprint: fingerprintOf(rows),
    signer: await createSigner(await unwrap('paket')),
    tokenSigner: await unwrap('token'),
    tokenKeys,
    jwks: {
      token: jwksOf(rows.filter(({ zweck }) => zweck === 'token')),
      paket: jwksOf(rows.filter(({ zweck }) => zweck === 'paket')),
      alle: jwksOf(rows.filter(({ zweck }) => zweck !== 'cookie')),
    },
    cookieKeys: await readCookieKeys(rows, wrappingKeys),
  }
}

const readCookieKeys = async (
  rows: readonly SchluesselRow[],
  wrappingKeys: readonly Uint8Array[],
): Promise<readonly Cookieschluessel[]> => {
  const keys = await Promise.all(
    rows
      .filter(({ zweck }) => zweck === 'cookie')
      .map(async ({ kid, privat, gueltig_von, gueltig_bis }) => ({
        kid,
        geheimnis: await openWithAny(wrappingKeys, (key) => unwrapText(privat, cookieBezug, key)),
        gueltigVon: gueltig_von.toISOString(),
        ...(gueltig_bis === null ? {} : { gueltigBis: gueltig_bis.toISOString() }),
      })),
  )
  const signs = ({ gueltigBis }: Cookieschluessel): boolean => gueltigBis === undefined
  return [...keys.filter(signs), ...keys.filter((key) => !signs(key))]
}
