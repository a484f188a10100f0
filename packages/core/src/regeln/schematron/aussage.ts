import type { Schwere } from '../../contract/problem.ts'

/** What of a contract an assertion looks at. */
export type Kontext =
  | 'vertrag'
  | 'arbeitszeit'
  | 'teilzeit'
  | 'urlaub'
  | 'ausbilder'
  | 'staette'
  | 'anrechnung'
  | 'verguetung'
  | 'verkuerzung'
  | 'massnahme'
  | 'dokument'

/** A contract rule, or one of its cases, as XPath: true where the rule has a finding. */
export interface Aussage {
  readonly regel: string
  /** Weight, where it is not the one of the rule. */
  readonly schwere?: Schwere
  readonly kontext: Kontext
  readonly test: string
}

/** Nodes that assertions look at, and the values that several of them use; each may use those before it. */
export interface Kontextangabe {
  readonly pfad: string
  readonly werte: Readonly<Record<string, string>>
}
