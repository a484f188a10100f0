import type { AdapterPayload } from 'oidc-provider'

/** The command line: a public client that runs on the person's own machine (RFC 8252). */
export const cliClientId = 'berichtsheft-cli'
/** The web console of this gateway: a public client in the browser. */
export const konsoleClientId = 'konsole'
/** The pages of the own account: they need no token, only to know who is signed in, and how surely. */
export const kontoClientId = 'konto'
/** Path where the pages of the own account begin. */
export const kontoPfad = '/konto/sicherheit'
/** Pages of the gateway itself: nobody is asked whether the gateway may act for him on itself. */
export const eigeneAnwendungen: readonly string[] = [konsoleClientId, kontoClientId]

/** Applications that people sign in for. They keep no secret, so each sign-in proves itself (PKCE, RFC 7636). */
const anwendungenOf = (publicUrl: string): readonly (AdapterPayload & { readonly client_id: string })[] => [
  {
    client_id: cliClientId,
    client_name: 'berichtsheft (Kommandozeile)',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    // Any port of the loopback (RFC 8252 section 7.3).
    redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
    post_logout_redirect_uris: [],
  },
  {
    client_id: konsoleClientId,
    client_name: 'Konsole',
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [`${publicUrl}/konsole`],
    post_logout_redirect_uris: [`${publicUrl}/konsole`],
  },
  {
    client_id: kontoClientId,
    client_name: 'Sicherheit des Kontos',
    application_type: 'web',
    token_endpoint_auth_method: 'none',
    grant_types: [],
    // Answers that somebody has signed in, and gives nothing that could be stolen.
    response_types: ['none'],
    redirect_uris: [`${publicUrl}${kontoPfad}`],
    post_logout_redirect_uris: [],
  },
]

/** An application that the operator has plugged in: a public client that people are asked about, and that returns to its addresses only. */
export const fachanwendungOf = ({
  kennung,
  name,
  rueckkehradressen,
}: {
  readonly kennung: string
  readonly name: string
  readonly rueckkehradressen: readonly string[]
}): AdapterPayload => ({
  client_id: kennung,
  client_name: name,
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: [...rueckkehradressen],
  post_logout_redirect_uris: [...rueckkehradressen],
})

/** The application of this id. */
export const findAnwendung = (clientId: string, publicUrl: string): AdapterPayload | undefined =>
  anwendungenOf(publicUrl).find(({ client_id }) => client_id === clientId)
