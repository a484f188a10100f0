import type { Rechtefehler } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

/** Begin of every `WWW-Authenticate` header of the gateway. */
export const realm = 'Bearer realm="berichtsheft"'

/** The answer to a caller who is known but may not do this: it says what is missing. */
export const toRechteproblem = (fehler: Rechtefehler): ProblemError => {
  switch (fehler.grund) {
    case 'scope':
      return new ProblemError('forbidden', {
        detail: `The token lacks the scope ${fehler.scope}`,
        headers: { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${fehler.scope}"` },
      })
    case 'mandant':
      return new ProblemError('forbidden', { detail: `Only these may do this: ${fehler.erlaubt.join(', ')}` })
    case 'kontext':
      return new ProblemError('forbidden', {
        detail: `Berichtsheft-Kontext must name one of these: ${fehler.kontexte.join(', ')}`,
      })
    case 'rolle':
      return new ProblemError('role-required', {
        detail:
          fehler.rollen.length === 0
            ? 'A role is needed there, whichever'
            : `One of these roles is needed: ${fehler.rollen.join(', ')}`,
      })
    case 'stufe':
      // RFC 9470 section 3: the client is told to let the person sign in more surely.
      return new ProblemError('forbidden', {
        detail: 'This needs a sign-in with a second factor',
        headers: {
          'www-authenticate': `${realm}, error="insufficient_user_authentication", acr_values="mehrfaktor"`,
        },
      })
  }
}
