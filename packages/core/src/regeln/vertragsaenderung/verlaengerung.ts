import type { Datum } from '../../contract/common.ts'
import type { Verstoss } from '../../contract/problem.ts'
import { addTage } from '../../domain/kalender.ts'
import { letzterTagNach } from '../../domain/monate.ts'
import { toDeutschesDatum } from '../text.ts'
import { isTeilzeit } from '../vertragsrechnung/teilzeitanteil.ts'
import type { Aenderungslage } from './aenderungspruefung.ts'
import { befundOf } from './befund.ts'

/** Longest time after a failed exam, all lengthenings together (BBiG § 21 Abs. 3). */
const wiederholungsmonate = 12

/**
 * The last day that a lengthening may reach; `undefined` where the law sets none in days: to the goal of the training
 * (BBiG § 8 Abs. 2), to the next exam (§ 7a Abs. 3), by the parental leave that was taken (BEEG § 20 Abs. 1).
 */
export const spaetestesEndeOf = ({ vorher, aenderung, endeVorWiederholung }: Aenderungslage): Datum | undefined => {
  const ende = endeVorWiederholung ?? vorher.ende
  return aenderung.verlaengerungsgrund === 'pruefungNichtBestanden' && ende !== undefined
    ? letzterTagNach(addTage(ende, 1), wiederholungsmonate)
    : undefined
}

const verlaengerung = befundOf('DAV-085', 'BBiG § 8 Abs. 2')
const wiederholung = befundOf('DAV-092', 'BBiG § 21 Abs. 3')
const teilzeit = befundOf('DAV-084', 'BBiG § 7a Abs. 3')

const pruefeZiel = ({ vorher, aenderung, stichtag }: Aenderungslage): Verstoss[] => [
  ...(aenderung.anhoerung === true
    ? []
    : [
        verlaengerung('/anhoerung', {
          de: 'Vor der Verlängerung werden Ausbildende gehört.',
          en: 'The company is heard before a lengthening.',
        }),
      ]),
  ...(aenderung.begruendung?.trim()
    ? []
    : [
        verlaengerung('/begruendung', {
          de: 'Warum die Verlängerung nötig ist, um das Ausbildungsziel zu erreichen, fehlt.',
          en: 'Why the lengthening is needed to reach the goal of the training is missing.',
        }),
      ]),
  ...(vorher.ende !== undefined && (aenderung.antragsdatum ?? stichtag) > vorher.ende
    ? [
        verlaengerung('/antragsdatum', {
          de: 'Nach dem Ende der Ausbildung kann sie aus diesem Grund nicht mehr verlängert werden.',
          en: 'For this reason the training cannot be lengthened after its end.',
        }),
      ]
    : []),
]

const pruefeWiederholung = (lage: Aenderungslage): Verstoss[] => {
  const bis = spaetestesEndeOf(lage)
  return bis !== undefined && lage.aenderung.vertrag.ende > bis
    ? [
        {
          ...wiederholung('/vertrag/ende', {
            de: 'Nach nicht bestandener Prüfung verlängert sich die Ausbildung bis zur nächstmöglichen Wiederholungsprüfung, insgesamt höchstens um ein Jahr.',
            en: 'After a failed exam the training is lengthened until the next possible one, by a year at most altogether.',
          }),
          gefunden: toDeutschesDatum(lage.aenderung.vertrag.ende),
          erwartet: `höchstens ${toDeutschesDatum(bis)}`,
        },
      ]
    : []
}

const pruefeTeilzeit = ({ aenderung: { vertrag } }: Aenderungslage): Verstoss[] => [
  ...(isTeilzeit(vertrag)
    ? []
    : [
        teilzeit('/vertrag/zeitmodell', {
          de: 'Dieser Grund setzt eine Ausbildung in Teilzeit voraus.',
          en: 'This reason needs training in part-time.',
        }),
      ]),
  ...(vertrag.verlaengerungVerlangt === true
    ? []
    : [
        teilzeit('/vertrag/verlaengerungVerlangt', {
          de: 'Die oder der Auszubildende muss die Verlängerung verlangen.',
          en: 'The apprentice has to demand the lengthening.',
        }),
      ]),
]

/** What stands in the way of a lengthening, by its reason. */
export const pruefeVerlaengerung = (lage: Aenderungslage): Verstoss[] => {
  const { vorher, aenderung } = lage
  const { verlaengerungsgrund: grund, antragDurch, vertrag } = aenderung
  return [
    ...(grund === undefined
      ? [
          verlaengerung('/verlaengerungsgrund', {
            de: 'Der Grund der Verlängerung fehlt.',
            en: 'The reason of the lengthening is missing.',
          }),
        ]
      : []),
    ...(vorher.ende !== undefined && vertrag.ende <= vorher.ende
      ? [
          verlaengerung('/vertrag/ende', {
            de: 'Eine Verlängerung endet später als bisher.',
            en: 'A lengthening ends later than before.',
          }),
        ]
      : []),
    // Parental leave is not counted whoever tells it; everything else is the will of the apprentice.
    ...(grund !== 'elternzeit' && !antragDurch.includes('azubi')
      ? [
          verlaengerung('/antragDurch', {
            de: 'Eine Verlängerung beantragt oder verlangt die oder der Auszubildende.',
            en: 'The apprentice applies for a lengthening, or demands it.',
          }),
        ]
      : []),
    ...(grund === 'ausbildungsziel' ? pruefeZiel(lage) : []),
    ...(grund === 'pruefungNichtBestanden' ? pruefeWiederholung(lage) : []),
    ...(grund === 'teilzeit' ? pruefeTeilzeit(lage) : []),
  ]
}
