import { Elsterauskunft, limits } from '@berichtsheft/core'
import { createGuardedFetch } from '@berichtsheft/sdk/netz'
import type { Deps } from '../../deps.ts'
import { validatorOf } from '../../plugins/validation.ts'

/** Secrets of one check, kept until the browser comes back. */
export interface Elstervorgang {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
}

/** The way to ELSTER; another façade takes its place by another address. */
export interface Elsterport {
  /** Begins a check: where the browser goes, and what has to be kept for the way back. */
  readonly begin: () => Promise<Elstervorgang & { readonly adresse: string }>
  /**
   * Ends a check with the query string that the browser came back with.
   *
   * @throws Error when the issuer refused, does not answer, or the answer belongs to another check
   */
  readonly finish: (antwort: string, vorgang: Elstervorgang) => Promise<Elsterauskunft>
  readonly close: () => Promise<void>
}

const isAuskunft = validatorOf(Elsterauskunft)

/**
 * The port over OpenID Connect (authorization code with PKCE): the issuer in front of ELSTER puts its answer into the
 * claim `elster` of the ID token. `undefined` when none is configured.
 *
 * @see OpenID Connect Core 1.0, RFC 7636
 */
export const openElsterport = ({ config }: Pick<Deps, 'config'>): Elsterport | undefined => {
  const { ELSTER_AUSSTELLER, ELSTER_CLIENT, ELSTER_GEHEIMNIS, ERLAUBTE_NETZE, PUBLIC_URL } = config
  if (ELSTER_AUSSTELLER === undefined) return undefined
  const netz = createGuardedFetch({
    erlaubteNetze: ERLAUBTE_NETZE,
    zeit: limits.elsterZeit,
    groesse: limits.elsterAntwort,
  })
  const issuer = new URL(ELSTER_AUSSTELLER)
  const redirectUri = `${PUBLIC_URL}/elster`
  const library = () => import('openid-client')

  const discover = async () => {
    const { allowInsecureRequests, customFetch, discovery } = await library()
    return discovery(issuer, ELSTER_CLIENT, ELSTER_GEHEIMNIS, undefined, {
      [customFetch]: netz.fetch,
      ...(issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
    })
  }

  return {
    begin: async () => {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } =
        await library()
      const configuration = await discover()
      const [state, nonce, codeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
      const adresse = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid elster',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return { state, nonce, codeVerifier, adresse: adresse.href }
    },
    finish: async (antwort, { state, nonce, codeVerifier }) => {
      const { authorizationCodeGrant } = await library()
      const tokens = await authorizationCodeGrant(await discover(), new URL(`${redirectUri}?${antwort}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      })
      const auskunft = tokens.claims()?.elster
      if (!isAuskunft(auskunft)) throw new Error('the answer of the ELSTER issuer has another form')
      return auskunft
    },
    close: netz.close,
  }
}
