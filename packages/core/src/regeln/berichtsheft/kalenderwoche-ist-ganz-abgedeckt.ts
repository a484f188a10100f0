import type { Datum } from '../../contract/common.ts'
import { nameOfWoche } from '../../domain/wochen.ts'
import { defineRegel, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { listWochenstaende } from '../wochenstand.ts'

/** BN-031: a week that has a report is covered from Monday to Friday, as far as training lasts. Whole weeks are K1. */
export const kalenderwocheIstGanzAbgedeckt = defineRegel({
  id: 'BN-031',
  name: 'kalenderwoche-ist-ganz-abgedeckt',
  schwere: 'hinweis',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Berichtszeitraum; zu K1',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Eine Kalenderwoche mit Bericht ist von Montag bis Freitag abgedeckt, soweit die Ausbildung läuft.',
    en: 'A calendar week with a report is covered from Monday to Friday, as far as training lasts.',
  },
  texte: {
    teilweise: meldung<{ woche: string; tage: readonly Datum[] }>(
      ({ woche, tage }) => `In der ${woche} sind Tage ohne Bericht: ${tage.map(toDeutschesDatum).join(', ')}.`,
      ({ woche, tage }) => `Days of week ${woche} without a report: ${tage.join(', ')}.`,
    ),
  },
  check: (buch, { stichtag }, verstoss) =>
    listWochenstaende(buch, stichtag).flatMap(({ woche, stellen, offeneTage }) =>
      stellen.length > 0 && offeneTage.length > 0
        ? [
            verstoss('teilweise', `/ausbildungsnachweise/${stellen[0]}/inhalt/zeitraum`, {
              woche: nameOfWoche(woche),
              tage: offeneTage,
            }),
          ]
        : [],
    ),
})
