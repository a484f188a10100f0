import type { Nachweislieferung } from '../contract/ausbildungsnachweis.ts'
import type { CreateBerichtsheft } from '../contract/berichtsheft.ts'
import type { Zeitraum } from '../contract/common.ts'
import type { Zweck } from '../contract/freigabe.ts'
import type { Beteiligter, Nachweisstatus } from '../contract/nachweisverlauf.ts'
import { ausbildungszeitraumOf, type Heftvertrag } from '../domain/heftvertrag.ts'

/** A report as rules see it: as delivered, and with the state that the gateway holds, where it holds one. */
export type Nachweis = Nachweislieferung & { readonly status?: Nachweisstatus }

/** What a rule about a report looks at. Without the head data of the book, rules that need them find nothing. */
export interface Nachweisobjekt {
  readonly berichtsheft?: CreateBerichtsheft
  readonly nachweis: Nachweis
  /** The registered contract; what it says counts before what the head of the book says. */
  readonly heftvertrag?: Heftvertrag
}

/** How and for what a book is presented to a chamber: the facts of its release and request. */
export interface Vorlage {
  readonly zweck?: Zweck
  /** The period that was released; absent means the whole book. */
  readonly umfang?: Zeitraum
  /** The period that the chamber asked for; absent means the whole book. */
  readonly angefordert?: Zeitraum
  /** The company that presents the book. */
  readonly unternehmen?: string
  readonly freigebender?: Beteiligter
}

/** Result of the check of the signature chain of a book (K10). */
export interface Kettenpruefung {
  readonly unversehrt: boolean
  /** Index of the first report that does not fit its signature; absent when the chain as a whole is broken. */
  readonly stelle?: number
}

/** A position of the training plan that a book is measured against (K7). */
export interface Planposition {
  readonly kennung: string
  readonly bezeichnung?: string
}

/** What a rule about a book looks at. Every `Lieferung` is one; the rest is added by who knows it. */
export interface Buchobjekt {
  readonly berichtsheft: CreateBerichtsheft
  readonly ausbildungsnachweise: readonly Nachweis[]
  /** The registered contract; what it says counts before what the head of the book says. */
  readonly heftvertrag?: Heftvertrag
  readonly vorlage?: Vorlage
  readonly kette?: Kettenpruefung
  readonly rahmenplan?: readonly Planposition[]
}

/**
 * The book with the days of the training as the registered contract has them, so that every rule counts from these. A
 * book without a contract stays as it is.
 */
export const withVertragszeitraum = (buch: Buchobjekt): Buchobjekt => {
  if (buch.heftvertrag === undefined) return buch
  const { ausbildungsbeginn: _begin, ausbildungsende: _end, ...kopf } = buch.berichtsheft
  const { von, bis } = ausbildungszeitraumOf(buch.berichtsheft, buch.heftvertrag)
  const berichtsheft = {
    ...kopf,
    ...(von === undefined ? {} : { ausbildungsbeginn: von }),
    ...(bis === undefined ? {} : { ausbildungsende: bis }),
  }
  return { ...buch, berichtsheft }
}

/** The state of a report: the one that the gateway holds, else the last step; `undefined` while nobody has told any. */
export const standOf = (nachweis: Nachweis): Nachweisstatus | undefined =>
  nachweis.status ?? nachweis.verlauf?.at(-1)?.vorgang
