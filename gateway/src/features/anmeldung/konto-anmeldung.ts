import { kontoClientId, kontoPfad } from './anwendungen.ts'

/** How somebody signs in for the pages of the own account. */
export interface Kontoschritt {
  /** Page to return to; the overview without. */
  readonly schritt?: string
  /** Whether to sign in anew though there is a session. */
  readonly neu?: boolean
  readonly mehrfaktor?: boolean
}

/** The address of the sign-in for the pages of the own account. */
export const kontoAnmeldung = (publicUrl: string, { schritt = '', neu, mehrfaktor }: Kontoschritt = {}): string => {
  const query = new URLSearchParams({
    client_id: kontoClientId,
    response_type: 'none',
    redirect_uri: `${publicUrl}${kontoPfad}`,
    scope: 'openid',
    state: schritt,
    ...(neu ? { prompt: 'login' } : {}),
    ...(mehrfaktor ? { acr_values: 'mehrfaktor' } : {}),
  })
  return `/oidc/auth?${query}`
}
