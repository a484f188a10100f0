import { kalenderwocheOf, nameOfWoche } from '../../domain/wochen.ts'
import { findLaengsten, listAbstaende } from '../freigabe.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/**
 * K2: the longest time between the end of a period and its approval, as one finding for the book when it is longer
 * than the review interval; the single late reports are told by AN-025.
 */
export const freigabenKommenZeitnah = defineRegel({
  id: 'K2',
  name: 'freigaben-kommen-zeitnah',
  schwere: 'hinweis',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018); BBiG § 14 Abs. 2',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Auch der am längsten offene Bericht wurde binnen der Frist von AN-025 freigegeben.',
    en: 'The report that stayed open longest was approved within the time of AN-025, too.',
  },
  texte: {
    laengster: meldung<{ tage: number; woche: string; anzahl: number }>(
      ({ tage, woche, anzahl }) =>
        `Längster Abstand zwischen Zeitraum und Freigabe: ${tage} Tage (${woche}); verspätet sind ${anzahl} Berichte.`,
      ({ tage, woche, anzahl }) =>
        `Longest time between period and approval: ${tage} days (${woche}); ${anzahl} reports are late.`,
    ),
  },
  check: (buch, { stichtag, konfig }, verstoss) => {
    const verspaetet = listAbstaende(buch, stichtag, konfig).filter((abstand) => abstand.verspaetet)
    const laengster = findLaengsten(verspaetet)
    return laengster === undefined
      ? keine
      : [
          verstoss('laengster', `/ausbildungsnachweise/${laengster.stelle}/verlauf`, {
            tage: laengster.tage,
            woche: nameOfWoche(kalenderwocheOf(laengster.bis)),
            anzahl: verspaetet.length,
          }),
        ]
  },
})
