import type { Datum } from '../contract/common.ts'
import type { Dokumentart } from '../contract/vertrag-codes.ts'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import type { Berufsauskunft } from '../domain/beruf.ts'
import { computeLage, type Vertragslage } from './vertragsrechnung/lage.ts'

/** What the chamber knows beside the contract. What is absent is not known, and no rule concludes anything from it. */
export interface Vertragsstammdaten {
  /** The chamber that the application is addressed to. */
  readonly knr?: string
  /** The chamber of the district of the training site. */
  readonly zustaendigeKnr?: string
  /** Keys of the vocational schools that the chamber knows. */
  readonly berufsschulen?: ReadonlySet<string>
  /** Names of the Wahlqualifikationen of the occupation, as its training plan has them. */
  readonly wahlqualifikationen?: readonly string[]
  /** Keys of the templates whose clauses the chamber knows; without them every template is taken for one. */
  readonly vorlagen?: ReadonlySet<string>
  /** Hashes of seals of foreign training that are not what they say, as recomputed. */
  readonly unechteSiegel?: ReadonlySet<string>
}

/** What can be told to the check of a contract beside the contract; all of it by who knows it. */
export interface Vertragsumfeld {
  /** What the catalogue says about the occupation on the first day of training. */
  readonly beruf?: Berufsauskunft
  /** The day on which the application came in. */
  readonly eingang?: Datum
  /** The contract before a change; the contract itself is then the changed one. */
  readonly vorher?: Vertragsentwurf
  readonly stammdaten?: Vertragsstammdaten
}

/**
 * What a rule about a contract looks at. Pointers of its findings start at the contract (`/azubi/geburtsdatum`); a part
 * that is missing is pointed at where it would stand. An absent input is not known: only the rule about its presence
 * reports it, all others find nothing.
 */
export interface Vertragsobjekt extends Vertragsumfeld {
  readonly vertrag: Vertragsentwurf
  /** What follows from the contract and more than one rule needs. */
  readonly lage: Vertragslage
}

/** An example that breaks a rule, as it is published: parts of a {@link Vertragsobjekt}. */
export interface Vertragsbeispiel {
  readonly vertrag: Vertragsentwurf
  readonly vorher?: Vertragsentwurf
  readonly eingang?: Datum
}

/** A document that a rule asks for. */
export interface Dokumentslot {
  readonly art: Dokumentart
  /** Needed for the registration, or only asked for. */
  readonly pflicht: boolean
  /** The part of the contract that it belongs to, as `/verkuerzungen/0`. */
  readonly bezug?: string
}

/** Makes what the rules look at from a contract and what is known beside it. */
export const createVertragsobjekt = (vertrag: Vertragsentwurf, umfeld: Vertragsumfeld = {}): Vertragsobjekt => ({
  ...umfeld,
  vertrag,
  lage: computeLage(vertrag, umfeld.beruf),
})

/** Whether the contract has a document of a kind. One without `bezug` counts for every part of the contract. */
export const hasDokument = ({ dokumente }: Vertragsentwurf, art: Dokumentart, bezug?: string): boolean =>
  dokumente?.some(
    (dokument) =>
      dokument.art === art && (bezug === undefined || dokument.bezug === undefined || dokument.bezug === bezug),
  ) ?? false

/** Whether this is a template whose clauses are part of the contract: any, unless the chamber says which it knows. */
export const isVorlage = (vorlage: string | undefined, stammdaten: Vertragsstammdaten | undefined): boolean =>
  vorlage !== undefined && (stammdaten?.vorlagen?.has(vorlage) ?? true)
