import * as oidc from 'openid-client'

/** An authorization request with PKCE: its address, and what the answer is checked by. */
export interface Autorisierung {
  readonly url: string
  readonly checks: { readonly pkceCodeVerifier: string; readonly expectedState: string; readonly expectedNonce: string }
}

/** Makes the request with which an application begins a sign-in. */
export const createAutorisierung = async (
  client: oidc.Configuration,
  parameters: Readonly<Record<string, string>>,
): Promise<Autorisierung> => {
  const checks = {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
  }
  const { href } = oidc.buildAuthorizationUrl(client, {
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...parameters,
  })
  return { url: href, checks }
}
