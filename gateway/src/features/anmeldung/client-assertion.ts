import { limits } from '@berichtsheft/core'

/** What is checked of a client assertion beside what the OpenID provider checks itself. */
export interface Assertion {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Where and when an assertion is used. */
export interface AssertionContext {
  /** Addresses that an assertion may be made for: the issuer and its token endpoint, as configured. */
  readonly audiences: readonly string[]
  /** Seconds since 1970. */
  readonly now: number
}

const headerMembers = new Set(['alg', 'typ', 'kid'])
const typen = new Set(['jwt', 'client-authentication+jwt'])

/**
 * Why a client assertion with a good signature is refused all the same; `undefined` means that it is not. It must be
 * meant for us alone, live for at most ten minutes, so that its `jti` has to be remembered no longer, and carry no
 * header member that points to a key.
 *
 * @see RFC 7523 section 3; RFC 8725 sections 3.8 and 3.10
 */
export const findAssertionFault = (
  { header, claims }: Assertion,
  { audiences, now }: AssertionContext,
): string | undefined => {
  const foreign = Object.keys(header).find((name) => !headerMembers.has(name))
  if (foreign !== undefined) return `the header member ${foreign} is not accepted`
  const { typ } = header
  if (typ !== undefined && !(typeof typ === 'string' && typen.has(typ.toLowerCase()))) return 'typ is another one'
  const { sub, iss, aud, exp, iat, jti } = claims
  if (sub !== iss) return 'sub and iss differ'
  const meant = Array.isArray(aud) ? aud : [aud]
  if (meant.length === 0 || !meant.every((one) => audiences.includes(one))) return 'aud names somebody else'
  if (typeof exp !== 'number' || exp > now + limits.assertionSekunden + limits.uhrtoleranzSekunden) {
    return `exp lies more than ${limits.assertionSekunden} seconds ahead`
  }
  if (iat !== undefined && !(typeof iat === 'number' && iat <= now + limits.uhrtoleranzSekunden)) {
    return 'iat lies ahead'
  }
  if (typeof jti !== 'string' || jti.length > 256) return 'jti is longer than 256 characters'
  return undefined
}
