import type { Berufsfassung } from '../contract/beruf.ts'
import type { Datum } from '../contract/common.ts'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import type { Vertragspruefung } from '../contract/vertragspruefung.ts'
import { type Berufsauskunft, findBeruf } from '../domain/beruf.ts'
import { vertragsregeln } from './katalog.ts'
import { type Regelkonfig, standardRegelkonfig } from './konfig.ts'
import { evaluate, type Pruefkontext } from './regel.ts'
import { createVertragsobjekt, type Vertragsumfeld } from './vertragsobjekt.ts'
import { computeBerechnung } from './vertragsrechnung/berechnung.ts'

/** What a check of a contract depends on. Only the day is needed; it is an argument, never today. */
export interface Vertragspruefkontext extends Vertragsumfeld {
  readonly stichtag: Datum
  /** Settings of the chamber; without them those of one that has decided nothing. */
  readonly konfig?: Regelkonfig
  /** Occupations to look the one of the contract up in; not needed with `beruf`. */
  readonly katalog?: readonly Berufsfassung[]
  readonly empfaenger?: Pruefkontext['empfaenger']
  /** Also tell the notes that hold for every contract. */
  readonly merkblatt?: boolean
}

/**
 * Checks a contract, or the draft of one, against all rules about contracts and computes what follows from it. Pure: the
 * same arguments give the same answer. Findings come worst first; what is missing is a finding, never an exception.
 *
 * @example
 * const { verstoesse, berechnung } = pruefeVertrag(entwurf, { stichtag: '2026-05-18', katalog: kleinerKatalog })
 */
export const pruefeVertrag = (
  vertrag: Vertragsentwurf,
  { stichtag, konfig = standardRegelkonfig, katalog, empfaenger, merkblatt, ...umfeld }: Vertragspruefkontext,
): Vertragspruefung => {
  const beruf = umfeld.beruf ?? lookUp(vertrag, katalog)
  const objekt = createVertragsobjekt(vertrag, { ...umfeld, ...(beruf && { beruf }) })
  const kontext: Pruefkontext = {
    stichtag,
    konfig,
    ...(empfaenger && { empfaenger }),
    ...(merkblatt !== undefined && { merkblatt }),
  }
  return {
    stichtag,
    verstoesse: evaluate(vertragsregeln, objekt, kontext),
    berechnung: computeBerechnung(objekt, vertragsregeln, kontext),
  }
}

/** The occupation of the contract in a catalogue: by its key where it has one, else by its name. */
const lookUp = (
  { beruf, beginn }: Vertragsentwurf,
  katalog: readonly Berufsfassung[] | undefined,
): Berufsauskunft | undefined => {
  if (katalog === undefined) return undefined
  if (beruf?.kennung !== undefined) return findBeruf(katalog, { schluessel: beruf.kennung }, beginn)
  return beruf?.bezeichnung === undefined ? undefined : findBeruf(katalog, { name: beruf.bezeichnung }, beginn)
}
