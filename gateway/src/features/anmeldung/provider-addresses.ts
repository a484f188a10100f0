/** Where a client gets its tokens, below the issuer. */
export const tokenPath = '/token'

/** A key set may be kept for a minute; who meets an unknown key reads it again. */
export const jwksCacheControl = 'public, max-age=60'
