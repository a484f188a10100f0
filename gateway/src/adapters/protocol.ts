import type { Bemerkung, CreateBerichtsheft, Lieferung } from '@berichtsheft/core'
import type { AdapterErrorKind } from '@berichtsheft/sdk'

/** What is known about a loaded adapter. */
export interface AdapterInfo {
  readonly name: string
  readonly version: string
  readonly faehigkeiten: readonly string[]
  readonly konfigurationen: readonly string[]
}

/** Work for an adapter in its thread. */
export type AdapterAuftrag =
  | { readonly art: 'beschreiben'; readonly specifier: string; readonly base: string }
  | {
      readonly art: 'lesen'
      readonly specifier: string
      readonly base: string
      readonly konfiguration: string | undefined
      readonly dateien: readonly { readonly name: string; readonly inhalt: Uint8Array }[]
      readonly kontext: Partial<CreateBerichtsheft>
    }

/** What comes back. */
export type AdapterAntwort =
  | { readonly art: 'beschrieben'; readonly info: AdapterInfo }
  | { readonly art: 'gelesen'; readonly lieferungen: readonly Lieferung[]; readonly bemerkungen: readonly Bemerkung[] }
  | { readonly art: 'fehler'; readonly kind: AdapterErrorKind | undefined; readonly message: string }
