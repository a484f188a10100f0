import type { Verstoss } from '../../contract/problem.ts'
import { bruchOf, compareBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDecimaltext, toDezimaltext } from '../text.ts'
import { listUrlaubsangaben } from '../vertragsrechnung/urlaubsangaben.ts'
import { toEinheit, toUnit } from '../vertragsrechnung/urlaubserklaerung.ts'
import { seit } from '../werte/geltung.ts'
import { werktageJeWoche } from '../werte/urlaub.ts'

interface Einheit {
  readonly tage: string
  readonly days: string
  readonly einheit: string
  readonly unit: string
  readonly passend: string
}

/** From this many working days a week on, Werktage may be used, too. */
const ueblicheWoche = 5

/** DAV-148: the unit of the leave fits the week: Werktage with six days, Arbeitstage with fewer; both with five. */
export const urlaubseinheitPasstZurWoche = defineRegel({
  id: 'DAV-148',
  name: 'urlaubseinheit-passt-zur-woche',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BUrlG § 3 Abs. 2; Plausibilität',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Bei sechs Tagen in der Woche steht der Urlaub in Werktagen, bei weniger als fünf in Arbeitstagen; bei einer Fünftagewoche sind beide möglich.',
    en: 'With six days a week the leave is given in Werktage, with fewer than five in working days; with a week of five days both are possible.',
  },
  felder: ['/urlaub/*/einheit', '/arbeitszeiten/*/tageJeWoche', '/azubi/geburtsdatum', '/beginn', '/ende'],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2006-03-14' },
      beginn: '2027-01-01',
      ende: '2027-12-31',
      arbeitszeiten: [{ tageJeWoche: 6 }],
      urlaub: [{ kalenderjahr: 2027, tage: 24, einheit: 'arbeitstage' }],
    },
  },
  texte: {
    anders: meldung<Einheit>(
      ({ tage, einheit }) => `Zu ${tage} Tagen in der Woche passt die Angabe des Urlaubs in „${einheit}“ nicht.`,
      ({ days, unit }) => `With ${days} days a week, leave is not given in ${unit}.`,
      {
        gefunden: ({ einheit }) => einheit,
        erwartet: ({ passend }) => passend,
        abhilfe: {
          de: ({ passend }) =>
            `Geben Sie den Urlaub in der Einheit „${passend}“ an, oder berichtigen Sie die Tage der Woche.`,
          en: ({ passend }) => `Give the leave in the unit „${passend}“, or correct the days of the week.`,
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const angaben = listUrlaubsangaben(objekt)
    if (angaben.length === 0) return keine
    return angaben.flatMap(({ pfad, rechnung: { woche, einheit } }): Verstoss[] => {
      if (woche === undefined) return []
      const tage = bruchOf(woche.halbeTage, 2 * woche.jeTage)
      const passt =
        einheit === 'werktage'
          ? compareBruch(tage, bruchOf(ueblicheWoche)) >= 0
          : compareBruch(tage, bruchOf(werktageJeWoche)) < 0
      return passt
        ? []
        : [
            verstoss('anders', `${pfad}/einheit`, {
              tage: toDezimaltext(tage),
              days: toDecimaltext(tage),
              einheit: toEinheit(einheit),
              unit: toUnit(einheit),
              passend: toEinheit(einheit === 'werktage' ? 'arbeitstage' : 'werktage'),
            }),
          ]
    })
  },
})
