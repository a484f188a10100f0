import type { Mandantenart } from '../contract/anbieter.ts'
import type { Personenrecht } from './personen.ts'
import type { Scope } from './scopes.ts'

/** A row of the permission table: who may call the operation, machine clients with which scope and people with which roles. */
export interface Recht {
  readonly mandanten: readonly Mandantenart[]
  /** What a machine client needs; absent where none may call. */
  readonly scope?: Scope
  /** People who may call it; absent where none may. */
  readonly personen?: readonly Personenrecht[]
  /** Who called it is noted, because it shows personal data of apprentices. */
  readonly protokolliert?: true
  /** Anybody may call it without a token, too; who sends one is known, and may see more. */
  readonly ohneAnmeldung?: true
  /** Anybody may call it while the gateway runs as a demo. */
  readonly selbstbedienungInDerDemo?: true
}
