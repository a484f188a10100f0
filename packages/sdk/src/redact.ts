const mask = '***'

/** Spellings of credentials that are masked wherever they stand, known or not. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[a-z0-9._~+/=-]{6,}/gi, `$1 ${mask}`],
  [/\beyJ[\w-]{5,1000}\.[\w-]{5,}(?:\.[\w-]*)?/g, mask],
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:]{1,256}:[^\s/@]{1,256}@/gi, `$1${mask}@`],
  [
    /([?&;\s"'](?:access_token|id_token|refresh_token|token|api_?key|key|secret|client_secret|password|passwort|kennwort|pass|session(?:id)?|jsessionid)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s&;"',]{1,2000}/gi,
    `$1${mask}`,
  ],
]

/**
 * Masks credentials in a text: the given secrets wherever they stand (those of at least four characters, because shorter
 * ones would mask ordinary words), and whatever is spelled like a token, a password parameter or a URL with a password.
 */
export const redact = (text: string, secrets: readonly string[] = []): string => {
  let result = text
  for (const secret of secrets) if (secret.length >= 4) result = result.replaceAll(secret, mask)
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement)
  return result
}
