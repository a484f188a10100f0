import { CreateBerichtsheft, type Lieferposition, Nachweislieferung, type Verstoss } from '@berichtsheft/core'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import { pruefeHeftAnnahme, pruefeNachweisAnnahme } from '../regel/pruefung.ts'

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

const doppelt: Verstoss = {
  regel: 'BH-02',
  schwere: 'fehler',
  pfad: '/fremdId',
  text: 'Dieser Schlüssel steht in der Lieferung mehrmals.',
  textEnglisch: 'This key stands more than once in the delivery.',
}

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
  const kopfFehler = validateKopf(berichtsheft) ? pruefeHeftAnnahme(berichtsheft, now) : toVerstoesse(validateKopf.errors)
  const seen = new Set<string>()
  const befunde: Verstoss[][] = []
  const fehler = ausbildungsnachweise.map((item) => {
    if (!validateNachweis(item)) return toVerstoesse(validateNachweis.errors)
    if (seen.has(item.fremdId)) return [doppelt]
    seen.add(item.fremdId)
    const { ablehnungen, hinweise } = pruefeNachweisAnnahme(item, now)
    befunde.push(hinweise)
    return ablehnungen
  })
  if (!isAblehnung(kopfFehler) && !fehler.some(isAblehnung)) {
    return { heft: { kopf: berichtsheft as CreateBerichtsheft, nachweise: ausbildungsnachweise as readonly Nachweislieferung[], befunde } }
  }
  const position = (art: Lieferposition['art'], i: number, item: unknown, verstoesse: readonly Verstoss[]): Lieferposition => ({
    art,
    position: erste + i,
    ...fremdIdOf(item),
    ergebnis: isAblehnung(verstoesse) ? 'abgelehnt' : 'nichtGespeichert',
    ...(isAblehnung(verstoesse) ? { verstoesse: [...verstoesse] } : {}),
  })
  return {
    positionen: [
      position('berichtsheft', 0, berichtsheft, kopfFehler),
      ...ausbildungsnachweise.map((item, i) => position('ausbildungsnachweis', i + 1, item, fehler[i] ?? [])),
    ],
  }
}
