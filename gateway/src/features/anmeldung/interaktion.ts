import type { Sprache } from '@berichtsheft/core'
import type { OidcRequest } from './oeffentliche-adresse.ts'
import type { BerichtsheftProvider } from './provider.ts'
import type { Anmeldeseite } from './seiten/seiten.ts'

/** Whose password was right, while the second factor is still missing. */
export interface Vorstufe {
  readonly kontoId: string
  /** Whether the browser shall stay signed in. */
  readonly bleiben: boolean
  /** The second factor that is being set up (`NeuerFaktor` as JSON), wrapped and bound to this sign-in. */
  readonly faktor?: string
}

/** A sign-in under way, as one request sees it. */
export interface Interaktion {
  readonly provider: BerichtsheftProvider
  readonly raw: OidcRequest
  readonly details: Awaited<ReturnType<BerichtsheftProvider['interactionDetails']>>
  readonly sprache: Sprache
  readonly seite: Anmeldeseite
  /** `login` or `consent`. */
  readonly prompt: string
  readonly gruende: readonly string[]
  /** Whether the application asks for a second factor. */
  readonly mehrfaktor: boolean
  readonly vorstufe: Vorstufe | undefined
  /** Where the application waits; forms may lead there. */
  readonly ziel: string | undefined
}
