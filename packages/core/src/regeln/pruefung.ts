import type { Verstoss } from '../contract/problem.ts'
import { annahmeregeln, buchregeln, nachweisregeln } from './katalog.ts'
import { type Buchobjekt, type Nachweisobjekt, withVertragszeitraum } from './objekt.ts'
import { evaluate, type Pruefkontext, type Regeldefinition, sortVerstoesse } from './regel.ts'

/** Checks a report against all rules. Pointers start at the report. */
export const evaluateNachweis = (objekt: Nachweisobjekt, kontext: Pruefkontext): Verstoss[] =>
  evaluate(nachweisregeln, objekt, kontext)

/** What prevents a report from being stored; runs on every write. Pointers start at the report. */
export const evaluateNachweisannahme = (objekt: Nachweisobjekt, kontext: Pruefkontext): Verstoss[] =>
  evaluate(annahmeregeln.ausbildungsnachweis, objekt, kontext)

/**
 * Checks a book and each of its reports against all rules. Pointers start at the delivery: `/berichtsheft/…`,
 * `/ausbildungsnachweise/0/…`, or are empty for what concerns the presentation as a whole.
 */
export const evaluateBuch = (buch: Buchobjekt, kontext: Pruefkontext): Verstoss[] => {
  const objekt = withVertragszeitraum(buch)
  return sortVerstoesse([...evaluate(buchregeln, objekt, kontext), ...evaluateEach(nachweisregeln, objekt, kontext)])
}

/** What prevents a delivery from being stored, of the book and of each report. Pointers start at the delivery. */
export const evaluateBuchannahme = (buch: Buchobjekt, kontext: Pruefkontext): Verstoss[] =>
  sortVerstoesse([
    ...evaluate(annahmeregeln.berichtsheft, buch, kontext),
    ...evaluateEach(annahmeregeln.ausbildungsnachweis, buch, kontext),
  ])

const evaluateEach = (
  regeln: readonly Regeldefinition<'ausbildungsnachweis'>[],
  { berichtsheft, ausbildungsnachweise, heftvertrag }: Buchobjekt,
  kontext: Pruefkontext,
): Verstoss[] =>
  ausbildungsnachweise.flatMap((nachweis, i) =>
    evaluate(regeln, { berichtsheft, nachweis, ...(heftvertrag && { heftvertrag }) }, kontext).map((verstoss) => ({
      ...verstoss,
      pfad: `/ausbildungsnachweise/${i}${verstoss.pfad}`,
    })),
  )

/** Findings of a delivery, sorted to its items; pointers start at the item. */
export interface VerstoesseJePosition {
  /** About the book, and about the delivery as a whole. */
  readonly berichtsheft: readonly Verstoss[]
  /** About single reports, by their index; reports without findings are absent. */
  readonly ausbildungsnachweise: ReadonlyMap<number, readonly Verstoss[]>
}

/** Sorts the findings of {@link evaluateBuch} or {@link evaluateBuchannahme} to the items that they speak of. */
export const groupVerstoesse = (verstoesse: readonly Verstoss[]): VerstoesseJePosition => {
  const berichtsheft: Verstoss[] = []
  const ausbildungsnachweise = new Map<number, Verstoss[]>()
  for (const verstoss of verstoesse) {
    const [, stelle, rest] = /^\/ausbildungsnachweise\/(\d+)(.*)$/su.exec(verstoss.pfad) ?? []
    if (stelle === undefined || rest === undefined) {
      berichtsheft.push({ ...verstoss, pfad: verstoss.pfad.replace(/^\/berichtsheft(?=\/|$)/u, '') })
      continue
    }
    const liste = ausbildungsnachweise.get(Number(stelle)) ?? []
    liste.push({ ...verstoss, pfad: rest })
    ausbildungsnachweise.set(Number(stelle), liste)
  }
  return { berichtsheft, ausbildungsnachweise }
}
