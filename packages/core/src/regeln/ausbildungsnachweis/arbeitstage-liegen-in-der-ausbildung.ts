import type { Datum } from '../../contract/common.ts'
import { isAusbildungstag } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-020: in the first and last week, too, nobody trains before the first or after the last day. */
export const arbeitstageLiegenInDerAusbildung = defineRegel({
  id: 'BN-020',
  name: 'arbeitstage-liegen-in-der-ausbildung',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 3: Beginn und Dauer der Ausbildung',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Tage mit Ausbildung liegen zwischen dem ersten und dem letzten Tag der Ausbildung.',
    en: 'Days with training lie between the first and the last day of training.',
  },
  texte: {
    davor: meldung<{ datum: Datum; beginn: Datum }>(
      ({ datum, beginn }) =>
        `Am ${toDeutschesDatum(datum)} wurde schon ausgebildet; die Ausbildung beginnt am ${toDeutschesDatum(beginn)}.`,
      ({ datum, beginn }) => `There was training on ${datum} already; training begins on ${beginn}.`,
    ),
    danach: meldung<{ datum: Datum; ende: Datum }>(
      ({ datum, ende }) =>
        `Am ${toDeutschesDatum(datum)} wurde noch ausgebildet; die Ausbildung endet am ${toDeutschesDatum(ende)}.`,
      ({ datum, ende }) => `There was still training on ${datum}; training ends on ${ende}.`,
    ),
  },
  check: ({ berichtsheft, nachweis }, _kontext, verstoss) => {
    const { ausbildungsbeginn: beginn, ausbildungsende: ende } = berichtsheft ?? {}
    const { tage, zeitraum } = nachweis.inhalt
    const beruehrt = (beginn !== undefined && zeitraum.von < beginn) || (ende !== undefined && zeitraum.bis > ende)
    if (tage === undefined || !beruehrt) return keine
    return tage.flatMap((tag, i) => {
      if (!isAusbildungstag(tag)) return []
      const { datum } = tag
      if (beginn !== undefined && datum < beginn && zeitraum.bis >= beginn)
        return [verstoss('davor', `/inhalt/tage/${i}/datum`, { datum, beginn })]
      if (ende !== undefined && datum > ende && zeitraum.von <= ende)
        return [verstoss('danach', `/inhalt/tage/${i}/datum`, { datum, ende })]
      return []
    })
  },
})
