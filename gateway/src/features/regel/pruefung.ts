import {
  type CreateBerichtsheft,
  evaluate,
  evaluateBuchannahme,
  evaluateNachweis,
  evaluateNachweisannahme,
  groupVerstoesse,
  type Lieferung,
  type Nachweislieferung,
  nachweisregeln,
  type Pruefkontext,
  standardRegelkonfig,
  type VerstoesseJePosition,
  type Verstoss,
} from '@berichtsheft/core'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'

/** What every check of the gateway goes by: the legal day and the settings of a chamber that decided nothing. */
const pruefkontextAm = (now: Date): Pruefkontext => {
  const stunde = Math.floor(now.getTime() / 3_600_000)
  // The legal day changes at a full hour only; finding it costs more than all rules of acceptance together.
  if (stunde !== known.stunde) known = { stunde, kontext: { stichtag: heuteOf(now), konfig: standardRegelkonfig } }
  return known.kontext
}

let known: { stunde: number; kontext: Pruefkontext } = {
  stunde: Number.NaN,
  kontext: { stichtag: '1970-01-01', konfig: standardRegelkonfig },
}

/** Findings that prevent storing a book, sorted to its items. */
export const pruefeBuchAnnahme = (lieferung: Lieferung, now: Date): VerstoesseJePosition =>
  groupVerstoesse(evaluateBuchannahme(lieferung, pruefkontextAm(now)))

/** Findings about the head of a book that prevent storing it. */
const pruefeHeftAnnahme = (berichtsheft: CreateBerichtsheft, now: Date): readonly Verstoss[] =>
  pruefeBuchAnnahme({ berichtsheft, ausbildungsnachweise: [] }, now).berichtsheft

const befundregeln = nachweisregeln.filter(({ wirkung }) => wirkung === 'befund')

/** Findings about a report that do not prevent storing it, in the light of the head of its book where that is known. */
export const hinweiseZu = (nachweis: Nachweislieferung, now: Date, berichtsheft?: CreateBerichtsheft): Verstoss[] =>
  evaluate(befundregeln, { nachweis, ...(berichtsheft ? { berichtsheft } : {}) }, pruefkontextAm(now))

/** All findings about a report. */
export const befundeZu = (nachweis: Nachweislieferung, now: Date): Verstoss[] =>
  evaluateNachweis({ nachweis }, pruefkontextAm(now))

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
  const ablehnungen = evaluateNachweisannahme({ nachweis }, pruefkontextAm(now))
  if (ablehnungen.length > 0) throw new ProblemError('rule-violated', { verstoesse: ablehnungen })
  return hinweiseZu(nachweis, now)
}
