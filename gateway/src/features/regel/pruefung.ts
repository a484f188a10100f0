import {
  alleRegeln,
  annahmeregeln,
  type CreateBerichtsheft,
  datumInBerlin,
  evaluate,
  type Nachweislieferung,
  standardRegelkonfig,
  type Verstoss,
} from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

const context = (now: Date) => ({ stichtag: datumInBerlin(now.toISOString()), konfig: standardRegelkonfig })

/** Findings about the head of a book that prevent storing it. */
export const pruefeHeftAnnahme = (berichtsheft: CreateBerichtsheft, now: Date): readonly Verstoss[] =>
  evaluate(annahmeregeln.berichtsheft, { berichtsheft, ausbildungsnachweise: [] }, context(now)).map((verstoss) => ({
    ...verstoss,
    pfad: verstoss.pfad.replace(/^\/berichtsheft/, ''),
  }))

/** Findings about a report: those that prevent storing it, and the others. */
export const pruefeNachweisAnnahme = (nachweis: Nachweislieferung, now: Date): { readonly ablehnungen: readonly Verstoss[]; readonly hinweise: Verstoss[] } => {
  const ablehnungen = evaluate(annahmeregeln.ausbildungsnachweis, { nachweis }, context(now))
  if (ablehnungen.length > 0) return { ablehnungen, hinweise: [] }
  return { ablehnungen, hinweise: [...evaluate(alleRegeln.ausbildungsnachweis, { nachweis }, context(now))] }
}

/**
 * Refuses the head of a book that breaks a rule of acceptance.
 *
 * @throws ProblemError rule-violated
 */
export const checkHeft = (berichtsheft: CreateBerichtsheft, now: Date): void => {
  const verstoesse = pruefeHeftAnnahme(berichtsheft, now)
  if (verstoesse.length > 0) throw new ProblemError('rule-violated', { verstoesse })
}

/**
 * Refuses a report that breaks a rule of acceptance.
 *
 * @returns the findings that do not prevent storing
 * @throws ProblemError rule-violated
 */
export const checkNachweis = (nachweis: Nachweislieferung, now: Date): Verstoss[] => {
  const { ablehnungen, hinweise } = pruefeNachweisAnnahme(nachweis, now)
  if (ablehnungen.length > 0) throw new ProblemError('rule-violated', { verstoesse: ablehnungen })
  return hinweise
}

/** All findings about a report, refusing ones first. */
export const befundeOf = (nachweis: Nachweislieferung, now: Date): readonly Verstoss[] => {
  const { ablehnungen, hinweise } = pruefeNachweisAnnahme(nachweis, now)
  return [...ablehnungen, ...hinweise]
}
