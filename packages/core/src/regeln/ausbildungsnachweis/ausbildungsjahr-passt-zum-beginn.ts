import { ausbildungsjahrAm } from '../../domain/kalender.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** Anrechnung shortens by 6 or 12 months as a rule; two years ahead is the most that it explains (BBiG § 7). */
const hoechstensVoraus = 2

/** BN-029: the year of training on a report fits the begin of training. */
export const ausbildungsjahrPasstZumBeginn = defineRegel({
  id: 'BN-029',
  name: 'ausbildungsjahr-passt-zum-beginn',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Ausbildungsjahr; BBiG § 7',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Das Ausbildungsjahr passt zum Beginn der Ausbildung; durch Anrechnung darf es bis zu zwei Jahre weiter sein.',
    en: 'The year of training fits the begin of training; by Anrechnung it may be up to two years ahead.',
  },
  texte: {
    unpassend: meldung<{ jahr: number; erwartet: number }>(
      ({ jahr, erwartet }) => `Angegeben ist das ${jahr}. Ausbildungsjahr; nach dem Beginn ist es das ${erwartet}.`,
      ({ jahr, erwartet }) => `The report says year ${jahr}; from the begin of training it is year ${erwartet}.`,
    ),
  },
  check: ({ berichtsheft, nachweis }, _kontext, verstoss) => {
    const beginn = berichtsheft?.ausbildungsbeginn
    const jahr = nachweis.inhalt.ausbildungsjahr
    if (beginn === undefined || jahr === undefined) return keine
    const { von, bis } = nachweis.inhalt.zeitraum
    const erwartet = ausbildungsjahrAm(beginn, von)
    return jahr < erwartet || jahr > ausbildungsjahrAm(beginn, bis) + hoechstensVoraus
      ? [verstoss('unpassend', '/inhalt/ausbildungsjahr', { jahr, erwartet })]
      : keine
  },
})
