import { checkUebergang, type Uebergang, type Uebergangsfehler } from './zustandsmaschine.ts'

/** A change of state with the step that causes it and what has to hold besides. */
export interface Vorgangsuebergang<Z extends string, D extends string, V extends string, B extends string>
  extends Uebergang<Z, D> {
  readonly vorgang: V
  readonly bedingungen?: readonly B[]
}

/** Who takes a step, with what, and what holds at that moment; a condition that is not named does not hold. */
export interface Vorgangsschritt<D extends string, B extends string> {
  readonly durch: D
  readonly kommentar?: string
  readonly bedingungen?: readonly B[]
}

/** Where a step leads, or why it is refused. */
export type Vorgangsergebnis<Z extends string, B extends string> =
  | { readonly nach: Z }
  | { readonly fehler: Uebergangsfehler }
  | { readonly fehler: 'bedingungFehlt'; readonly bedingung: B }

/** Takes a step from a state by a table of steps: the new state, or the reason why it is not possible. */
export const takeVorgang = <Z extends string, D extends string, V extends string, B extends string>(
  uebergaenge: readonly Vorgangsuebergang<Z, D, V, B>[],
  von: Z,
  vorgang: V,
  { durch, kommentar, bedingungen = [] }: Vorgangsschritt<D, B>,
): Vorgangsergebnis<Z, B> => {
  const moegliche = uebergaenge.filter((uebergang) => uebergang.von === von && uebergang.vorgang === vorgang)
  const uebergang = moegliche.find((kandidat) => kandidat.durch.includes(durch)) ?? moegliche[0]
  if (uebergang === undefined) return { fehler: 'unbekannterUebergang' }
  const eine = { name: vorgang, start: [], ende: [], uebergaenge: [uebergang] }
  const fehler = checkUebergang<Z, D>(eine, von, uebergang.nach, durch, kommentar)
  if (fehler !== undefined) return { fehler }
  const bedingung = uebergang.bedingungen?.find((noetig) => !bedingungen.includes(noetig))
  return bedingung === undefined ? { nach: uebergang.nach } : { fehler: 'bedingungFehlt', bedingung }
}
