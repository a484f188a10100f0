import { limits } from '@berichtsheft/core'
import { parseStrictJson } from '../../strict-json.ts'

/** The signed text of a token, read but not verified. */
export interface TokenText {
  readonly alg: string
  readonly kid: string
}

/** Header members that a token may have; none of them brings a key along or changes what is signed. */
const headerMembers = new Set(['alg', 'kid', 'typ', 'cty', 'x5t', 'x5t#S256'])

const depth = 8

/**
 * Reads a compact JWS strictly, before any key is touched: three parts of base64url in their one spelling, header and
 * claims as JSON objects without double keys, only harmless header members, a `kid` of printable characters.
 *
 * @returns algorithm and key id, or `undefined` when the token is to be refused
 * @see RFC 7515 section 4.1; RFC 8725 sections 2.4, 3.1, 3.5 and 3.10
 */
export const readTokenText = (token: string): TokenText | undefined => {
  if (token.length > limits.tokenZeichen) return undefined
  const [header, claims, signature, ...rest] = token.split('.')
  if (!header || !claims || !signature || rest.length > 0) return undefined
  if (decode(signature) === undefined || readObject(claims) === undefined) return undefined
  const { alg, kid, ...others } = readObject(header) ?? {}
  if (typeof alg !== 'string' || typeof kid !== 'string' || !/^[!-~]{1,200}$/.test(kid)) return undefined
  if (Object.keys(others).some((name) => !headerMembers.has(name))) return undefined
  return { alg, kid }
}

const readObject = (part: string): Record<string, unknown> | undefined => {
  const bytes = decode(part)
  if (bytes === undefined) return undefined
  try {
    const value = parseStrictJson(bytes, { tiefe: depth })
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined // whatever is wrong with it, the answer is the same
  }
}

/** Node decodes base64url leniently; the one strict spelling is the one that encoding gives back. */
const decode = (part: string): Buffer | undefined => {
  const bytes = Buffer.from(part, 'base64url')
  return bytes.toString('base64url') === part ? bytes : undefined
}
