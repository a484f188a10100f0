import type { Datum } from '../../contract/common.ts'
import type { Verstoss } from '../../contract/problem.ts'
import type { CreateVertragsaenderung, Vertragsaenderungsart } from '../../contract/vertragsaenderung.ts'
import type { Vertragsunterschied } from '../../contract/vertragsaenderungen.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { isMinderjaehrigAm } from '../../domain/kalender.ts'
import { aenderungsartOf, diffVertrag, isGleich, needsNeueAbfassung } from '../../domain/vertragsaenderung.ts'
import { befundOf } from './befund.ts'
import { pruefeVerlaengerung } from './verlaengerung.ts'

/** A change with the contract that it is about. */
export interface Aenderungslage {
  /** The contract that the change was written on. */
  readonly vorher: Vertragsentwurf
  readonly aenderung: CreateVertragsaenderung
  /** The day that is judged; never today by itself. */
  readonly stichtag: Datum
  /** Last day before the first lengthening after a failed exam, where there was one before. */
  readonly endeVorWiederholung?: Datum
}

/** What follows from a decision of the chamber about the duration; the parties agree on nothing new by it. */
const folgen = /^\/(ende|dauerMonate|urlaub|verguetungen|pruefungstermin|verkuerzungen|verlaengerungVerlangt)(\/|$)/
const isDauerentscheidung = (art: Vertragsaenderungsart): boolean => art === 'verkuerzung' || art === 'verlaengerung'

/**
 * Whether a change needs a new text with receipts. Lengthening and shortening are decided by the chamber (BBiG § 8), or
 * follow from the law (§ 21 Abs. 3): what follows from them needs none.
 *
 * @see BBiG § 11 Abs. 3; DAV-022
 */
export const needsAbfassungOf = (art: Vertragsaenderungsart, unterschiede: readonly Vertragsunterschied[]): boolean =>
  needsNeueAbfassung(isDauerentscheidung(art) ? unterschiede.filter(({ pfad }) => !folgen.test(pfad)) : unterschiede)

/** Parts that decide the duration: where one of them changes, another end follows from the contract. */
const dauerteile = ['beginn', 'beruf', 'dauerMonate', 'zeitmodell', 'teilzeit', 'anrechnungen'] as const

const aenderung = befundOf('DV-12', 'BBiG § 36 Abs. 1 Satz 4')
const verkuerzung = befundOf('DAV-074', 'BBiG § 8 Abs. 1')

const pruefeArt = ({ vorher, aenderung: { art, vertrag } }: Aenderungslage): Verstoss[] => {
  const noetig = aenderungsartOf(diffVertrag(vorher, vertrag))
  if (noetig === undefined)
    return [
      aenderung('/vertrag', {
        de: 'Der geänderte Vertrag sagt dasselbe wie der eingetragene.',
        en: 'The changed contract says the same as the registered one.',
      }),
    ]
  if ((art === 'anschrift' && noetig !== 'anschrift') || (art === 'ausbilder' && noetig === 'aenderung'))
    return [
      befundOf(art === 'anschrift' ? 'DV-13' : 'DV-14', 'BBiG § 11 Abs. 3')('/art', {
        de: 'Es ändert sich mehr, als nur gemeldet wird; das ist eine Änderung des Vertrags.',
        en: 'More changes than is only reported; this is a change of the contract.',
      }),
    ]
  const sameDuration = dauerteile.every((teil) => isGleich(vorher[teil], vertrag[teil]))
  if (art === 'aenderung' && sameDuration && vorher.ende !== undefined && vertrag.ende !== vorher.ende)
    return [
      aenderung('/art', {
        de: 'Ein anderes Ende bei gleicher Dauer ist eine Verkürzung oder Verlängerung; beide werden eigens beantragt.',
        en: 'Another end of the same duration is a shortening or lengthening; both are applied for as such.',
      }),
    ]
  return []
}

const pruefeTag = ({ vorher, aenderung: { art, wirksamAb, vertrag } }: Aenderungslage): Verstoss[] => {
  const beginn = [vorher.beginn, vertrag.beginn].filter((tag) => tag !== undefined).sort()[0]
  // What is only reported may change before the training begins.
  const isVorher = beginn !== undefined && wirksamAb < beginn && art !== 'anschrift' && art !== 'ausbilder'
  const isAusserhalb = isVorher || wirksamAb > vertrag.ende
  return isAusserhalb
    ? [
        aenderung('/wirksamAb', {
          de: 'Dieser Tag liegt außerhalb der Ausbildung.',
          en: 'This day lies outside the training.',
        }),
      ]
    : []
}

const pruefeVerkuerzung = ({ vorher, aenderung, stichtag }: Aenderungslage): Verstoss[] => {
  const { vertrag, antragDurch, antragsdatum = stichtag } = aenderung
  const isMinderjaehrig = isMinderjaehrigAm(vertrag.azubi.geburtsdatum, antragsdatum)
  return [
    ...(vorher.ende !== undefined && vertrag.ende >= vorher.ende
      ? [
          verkuerzung('/vertrag/ende', {
            de: 'Eine Verkürzung endet früher als bisher.',
            en: 'A shortening ends earlier than before.',
          }),
        ]
      : []),
    ...(vertrag.ende < stichtag
      ? [
          verkuerzung('/vertrag/ende', {
            de: 'Das neue Ende liegt in der Vergangenheit.',
            en: 'The new end lies in the past.',
          }),
        ]
      : []),
    ...((vertrag.verkuerzungen ?? []).length <= (vorher.verkuerzungen ?? []).length
      ? [
          verkuerzung('/vertrag/verkuerzungen', {
            de: 'Monate und Grund der Verkürzung fehlen.',
            en: 'Months and reason of the shortening are missing.',
          }),
        ]
      : []),
    ...(antragDurch.includes('azubi') && antragDurch.includes('ausbildender')
      ? []
      : [
          verkuerzung('/antragDurch', {
            de: 'Eine Verkürzung beantragen Auszubildende und Ausbildende gemeinsam.',
            en: 'Apprentice and company apply for a shortening together.',
          }),
        ]),
    ...(isMinderjaehrig && !antragDurch.includes('vertreter')
      ? [
          verkuerzung('/antragDurch', {
            de: 'Für Minderjährige stellen den Antrag auch die gesetzlichen Vertreter.',
            en: 'For a minor the legal representatives apply, too.',
          }),
        ]
      : []),
  ]
}

/**
 * What stands in the way of a change, by the steps that the law sets for its kind. What the changed contract says is judged
 * by the rules about contracts. Pure.
 *
 * @see BBiG §§ 7a, 8, 21, 36; DV-12 to DV-14, DV-25
 */
export const pruefeAenderung = (lage: Aenderungslage): Verstoss[] => {
  const { vorher, aenderung: beantragt } = lage
  const { art, vertrag } = beantragt
  return [
    ...pruefeArt(lage),
    ...(vertrag.knr !== vorher.knr || vertrag.kammerart !== vorher.kammerart
      ? [
          aenderung('/vertrag/knr', {
            de: 'Der Vertrag bleibt bei seiner Kammer eingetragen; bei einer anderen wird er neu beantragt.',
            en: 'The contract stays registered with its chamber; another one is applied to anew.',
          }),
        ]
      : []),
    ...pruefeTag(lage),
    ...(art === 'verkuerzung' ? pruefeVerkuerzung(lage) : []),
    ...(art === 'verlaengerung' ? pruefeVerlaengerung(lage) : []),
  ]
}
