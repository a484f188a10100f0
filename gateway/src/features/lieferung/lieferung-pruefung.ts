import {
  CreateBerichtsheft,
  type Lieferposition,
  type Lieferung,
  Nachweislieferung,
  type Verstoss,
} from '@berichtsheft/core'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import { hinweiseZu, pruefeBuchAnnahme } from '../regel/pruefung.ts'

/** A book as it came, before anything about it is known to be right. */
export interface RoheLieferung {
  readonly berichtsheft: unknown
  readonly ausbildungsnachweise: readonly unknown[]
}

/** A book whose every item has the documented form and breaks no rule that prevents storing. */
export interface GeprueftesHeft {
  readonly kopf: CreateBerichtsheft
  readonly nachweise: readonly Nachweislieferung[]
  /** Findings per report that do not prevent storing. */
  readonly befunde: readonly (readonly Verstoss[])[]
}

const validateKopf = validatorOf(CreateBerichtsheft)
const validateNachweis = validatorOf(Nachweislieferung)

const fremdIdOf = (value: unknown): { fremdId?: string } => {
  const fremdId = (value as { fremdId?: unknown } | null)?.fremdId
  return typeof fremdId === 'string' && fremdId.length <= 128 ? { fremdId } : {}
}

const keine: readonly Verstoss[] = []

const isAblehnung = (verstoesse: readonly Verstoss[]): boolean => verstoesse.length > 0

/**
 * Checks every item of a book. One refused item refuses the book, and then every item is reported: the refused ones with
 * their findings, the others as not stored.
 *
 * @param erste running number of the book's head in the whole body
 */
export const checkLieferung = (
  { berichtsheft, ausbildungsnachweise }: RoheLieferung,
  now: Date,
  erste = 0,
): { readonly heft: GeprueftesHeft } | { readonly positionen: readonly Lieferposition[] } => {
  const formfehler = [
    validateKopf(berichtsheft) ? keine : toVerstoesse(validateKopf.errors),
    ...ausbildungsnachweise.map((item) => (validateNachweis(item) ? keine : toVerstoesse(validateNachweis.errors))),
  ]
  // Rules speak of whole books, so they are asked only when every item has the documented form.
  const fehler = formfehler.some(isAblehnung)
    ? formfehler
    : regelfehlerOf({ berichtsheft, ausbildungsnachweise } as Lieferung, now)
  if (!fehler.some(isAblehnung)) {
    const kopf = berichtsheft as CreateBerichtsheft
    const nachweise = ausbildungsnachweise as readonly Nachweislieferung[]
    return { heft: { kopf, nachweise, befunde: nachweise.map((nachweis) => hinweiseZu(nachweis, now, kopf)) } }
  }
  const position = (
    art: Lieferposition['art'],
    i: number,
    item: unknown,
    verstoesse: readonly Verstoss[],
  ): Lieferposition => ({
    art,
    position: erste + i,
    ...fremdIdOf(item),
    ergebnis: isAblehnung(verstoesse) ? 'abgelehnt' : 'nichtGespeichert',
    ...(isAblehnung(verstoesse) ? { verstoesse: [...verstoesse] } : {}),
  })
  return {
    positionen: [
      position('berichtsheft', 0, berichtsheft, fehler[0] ?? keine),
      ...ausbildungsnachweise.map((item, i) => position('ausbildungsnachweis', i + 1, item, fehler[i + 1] ?? keine)),
    ],
  }
}

/** Findings that prevent storing, one list per item: the head first, then the reports. */
const regelfehlerOf = (lieferung: Lieferung, now: Date): (readonly Verstoss[])[] => {
  const { berichtsheft, ausbildungsnachweise } = pruefeBuchAnnahme(lieferung, now)
  return [berichtsheft, ...lieferung.ausbildungsnachweise.map((_, i) => ausbildungsnachweise.get(i) ?? keine)]
}
