import type { Datum } from '../../contract/common.ts'
import { hasText, isAusbildungstag, taetigkeitenOf } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** AN-024: the daily training time is visible, for the day or by its entries. One finding per report, at its first gap. */
export const dauerIstErkennbar = defineRegel({
  id: 'AN-024',
  name: 'dauer-ist-erkennbar',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Die Dauer der Tätigkeiten und die tägliche Ausbildungszeit sind erkennbar.',
    en: 'The duration of activities and the daily training time are visible.',
  },
  texte: {
    ohneTage: meldung(
      () => 'Der Bericht nennt keine täglichen Ausbildungszeiten.',
      () => 'The report gives no daily training times.',
    ),
    amTag: meldung<{ datum: Datum; weitere: number }>(
      ({ datum, weitere }) =>
        `Für den ${toDeutschesDatum(datum)} fehlt die Dauer${weitere > 0 ? ` (und für ${weitere} weitere Tage)` : ''}.`,
      ({ datum, weitere }) =>
        `The duration on ${datum} is missing${weitere > 0 ? ` (and on ${weitere} further days)` : ''}.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { tage, wochentexte } = nachweis.inhalt
    if (tage === undefined || tage.length === 0) {
      const { betrieb, unterweisung, schule, ohneArt } = wochentexte ?? {}
      return [betrieb, unterweisung, schule, ohneArt].some(hasText) ? [verstoss('ohneTage', '/inhalt/tage', {})] : keine
    }
    const ohne = tage.flatMap((tag, i) =>
      isAusbildungstag(tag) &&
      tag.minuten === undefined &&
      (tag.eintraege.length === 0 || taetigkeitenOf(tag).some((eintrag) => eintrag.minuten === undefined))
        ? [{ i, datum: tag.datum }]
        : [],
    )
    const [erster] = ohne
    return erster === undefined
      ? keine
      : [verstoss('amTag', `/inhalt/tage/${erster.i}`, { datum: erster.datum, weitere: ohne.length - 1 })]
  },
})
