/** What OpenID Connect itself defines, beside the scopes of the gateway. */
export const openidScopes = ['openid', 'profile', 'email', 'offline_access'] as const

/** Whether an application asks for a second factor. */
export const asksForMehrfaktor = (acrValues: unknown): boolean =>
  typeof acrValues === 'string' && acrValues.split(' ')[0] === 'mehrfaktor'
