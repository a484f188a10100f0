import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutscheZahl, toEnglischeZahl, toStunden } from '../text.ts'
import { wochentageOf } from '../vertragsrechnung/arbeitstage.ts'
import { seit } from '../werte/geltung.ts'

/** Minutes by which both may differ. */
const toleranz = 30

interface Zeit {
  readonly woche: number
  readonly tag: number
  readonly tage: number
  readonly summe: number
}

/** DAV-127: the weekly time is the daily one on the days of the week; a shorter day may make it less. */
export const wochenzeitPasstZuDenTagen = defineRegel({
  id: 'DAV-127',
  name: 'wochenzeit-passt-zu-den-tagen',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 5; Plausibilität',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die wöchentliche Ausbildungszeit ist die tägliche mal die Tage der Woche, auf eine halbe Stunde genau; mit einem kürzeren Tag darf sie um weniger als einen Tag geringer sein.',
    en: 'The weekly training time is the daily one times the days of the week, within half an hour; with a shorter day it may be less by less than a day.',
  },
  felder: [
    '/arbeitszeiten/*/minutenWoechentlich',
    '/arbeitszeiten/*/minutenTaeglich',
    '/arbeitszeiten/*/tageJeWoche',
    '/arbeitszeiten/*/halberTag',
    '/arbeitszeiten/*/kuerzererTag',
  ],
  beispiel: { vertrag: { arbeitszeiten: [{ minutenTaeglich: 480, minutenWoechentlich: 2310, tageJeWoche: 5 }] } },
  texte: {
    anders: meldung<Zeit>(
      ({ woche, tag, tage, summe }) =>
        `${toStunden(woche)} Stunden in der Woche passen nicht zu ${toStunden(tag)} Stunden an ${toDeutscheZahl(tage)} Tagen (${toStunden(summe)}).`,
      ({ woche, tag, tage, summe }) =>
        `${toStunden(woche)} hours a week do not fit ${toStunden(tag)} hours on ${toEnglischeZahl(tage)} days (${toStunden(summe)}).`,
      {
        gefunden: ({ woche }) => `${toStunden(woche)} Stunden`,
        erwartet: ({ summe }) => `${toStunden(summe)} Stunden`,
        abhilfe: {
          de: 'Prüfen Sie tägliche und wöchentliche Zeit und die Tage der Woche; geben Sie einen kürzeren Tag an.',
          en: 'Check the daily and weekly time and the days of the week; state a shorter day.',
        },
      },
    ),
  },
  check: ({ vertrag: { arbeitszeiten } }, _kontext, verstoss) => {
    if (arbeitszeiten === undefined) return keine
    const verstoesse: Verstoss[] = []
    arbeitszeiten.forEach((angabe, i) => {
      const { minutenTaeglich: tag, minutenWoechentlich: woche, kuerzererTag } = angabe
      const tage = wochentageOf(angabe)
      if (tag === undefined || woche === undefined || tage === undefined) return
      const summe = Math.round(tag * tage)
      const fehlt = summe - woche
      if (fehlt < -toleranz || (fehlt > toleranz && (!kuerzererTag || fehlt >= tag)))
        verstoesse.push(verstoss('anders', `/arbeitszeiten/${i}/minutenWoechentlich`, { woche, tag, tage, summe }))
    })
    return verstoesse
  },
})
