/** One allowed change of state. `durch` names who may cause it. */
export interface Uebergang<Z extends string, D extends string> {
  readonly von: Z
  readonly nach: Z
  readonly durch: readonly D[]
  /** The step needs a comment or reason. */
  readonly kommentarPflicht?: boolean
}

/** A state machine as data: documentation, tests and the gateway read the same table. */
export interface Zustandsmaschine<Z extends string, D extends string> {
  readonly name: string
  readonly start: readonly Z[]
  readonly ende: readonly Z[]
  readonly uebergaenge: readonly Uebergang<Z, D>[]
}

/** Why a change of state is refused; `undefined` means it is allowed. */
export type Uebergangsfehler = 'unbekannterUebergang' | 'falscheSeite' | 'kommentarFehlt'

/** Declares a state machine; the states are inferred from the table. */
export const defineZustandsmaschine = <const Z extends string, const D extends string>(
  maschine: Zustandsmaschine<Z, D>,
) => maschine

/**
 * Checks one change of state against the table.
 *
 * @param von the present state; `undefined` while the source has told none, then every start state may follow
 */
export const checkUebergang = <Z extends string, D extends string>(
  maschine: Zustandsmaschine<Z, D>,
  von: Z | undefined,
  nach: Z,
  durch: D,
  kommentar?: string,
): Uebergangsfehler | undefined => {
  if (von === undefined) return maschine.start.includes(nach) ? undefined : 'unbekannterUebergang'
  const uebergang = maschine.uebergaenge.find((u) => u.von === von && u.nach === nach)
  if (!uebergang) return 'unbekannterUebergang'
  if (!uebergang.durch.includes(durch)) return 'falscheSeite'
  if (uebergang.kommentarPflicht && !kommentar?.trim()) return 'kommentarFehlt'
  return undefined
}
