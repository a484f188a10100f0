import type { Verstoss } from '../../contract/problem.ts'
import { roundBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { listUrlaubsangaben } from '../vertragsrechnung/urlaubsangaben.ts'
import { toEinheit, toUnit } from '../vertragsrechnung/urlaubserklaerung.ts'
import { seit } from '../werte/geltung.ts'

interface Anspruch {
  readonly jahr: number
  readonly tage: number
  readonly mindestens: number
  readonly einheit: string
  readonly unit: string
}

/** DAV-141: three Werktage more for minors who work underground. What is below the leave without them is DAV-146. */
export const urlaubUnterTageIstLaenger = defineRegel({
  id: 'DAV-141',
  name: 'urlaub-unter-tage-ist-laenger',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 19 Abs. 2 Satz 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Wer am 1. Januar noch nicht 18 Jahre alt ist und im Bergbau unter Tage arbeitet, erhält drei Werktage Urlaub zusätzlich.',
    en: 'Who is not 18 years old on 1 January and works underground in mining has three Werktage of leave on top.',
  },
  felder: [
    '/urlaub/*/tage',
    '/urlaub/*/einheit',
    '/arbeitszeiten/*/unterTage',
    '/azubi/geburtsdatum',
    '/beginn',
    '/ende',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2027-01-01',
      ende: '2027-12-31',
      arbeitszeiten: [{ tageJeWoche: 5, unterTage: true }],
      urlaub: [{ kalenderjahr: 2027, tage: 27, einheit: 'werktage' }],
    },
  },
  texte: {
    zuWenig: meldung<Anspruch>(
      ({ jahr, mindestens, einheit }) =>
        `Für ${jahr} stehen mit den zusätzlichen Tagen für Arbeit unter Tage mindestens ${mindestens} ${einheit} zu.`,
      ({ jahr, mindestens, unit }) =>
        `With the additional days for work underground, at least ${mindestens} ${unit} are due for ${jahr}.`,
      {
        gefunden: ({ tage, einheit }) => `${tage} ${einheit}`,
        erwartet: ({ mindestens, einheit }) => `mindestens ${mindestens} ${einheit}`,
        abhilfe: {
          de: ({ mindestens, jahr }) => `Tragen Sie für ${jahr} mindestens ${mindestens} Tage ein.`,
          en: ({ mindestens, jahr }) => `Enter at least ${mindestens} days for ${jahr}.`,
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    if (!objekt.lage.urlaub.some(({ bergbau }) => bergbau > 0)) return keine
    return listUrlaubsangaben(objekt).flatMap(({ pfad, tage, rechnung }): Verstoss[] => {
      const { bergbau, mindestens, mitBergbau, kalenderjahr: jahr, einheit } = rechnung
      if (bergbau === 0 || tage === undefined || tage < roundBruch(mindestens)) return []
      const noetig = roundBruch(mitBergbau)
      return tage >= noetig
        ? []
        : [
            verstoss('zuWenig', `${pfad}/tage`, {
              jahr,
              tage,
              mindestens: noetig,
              einheit: toEinheit(einheit),
              unit: toUnit(einheit),
            }),
          ]
    })
  },
})
