import type { Mandantenart, Rolle } from '@berichtsheft/core'

/** A principle in words, and the operations that it is about. Who is not named may not. */
export interface Grundsatz {
  readonly satz: string
  readonly operationen: readonly string[]
  /** Anybody, without a token. */
  readonly alle?: true
  /** Anybody without a token too; whoever sends one is held to what else is said here. */
  readonly unangemeldet?: true
  readonly maschinen?: readonly Mandantenart[]
  /** Every person for the own account. */
  readonly konto?: true
  readonly unternehmen?: readonly Rolle[] | 'jede'
  readonly kammer?: readonly Rolle[] | 'jede'
  readonly betreiber?: readonly Rolle[] | 'jede'
  /** Capacities in which a second factor is needed. */
  readonly zweiterFaktor?: readonly ('unternehmen' | 'kammer' | 'betreiber')[]
}

export const lehrende = ['ausbildungsadministrator', 'ausbilder', 'ausbildungsbeauftragter'] as const
export const beteiligte = ['azubi', 'gesetzlicheVertretung', 'berufsschule'] as const
export const vorlegende = ['ausbildungsadministrator', 'ausbilder'] as const
export const kammer = ['sachbearbeitung', 'ausbildungsberatung'] as const
export const kammerMitPruefern = [...kammer, 'pruefungsausschuss'] as const
