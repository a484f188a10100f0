import type { Datum } from '../../contract/common.ts'
import { isTagIn } from '../../domain/zeitraum.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-003: every day of a report lies in its period. */
export const tageLiegenImZeitraum = defineRegel({
  id: 'BN-003',
  name: 'tage-liegen-im-zeitraum',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Angabe des Berichtszeitraums',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Jeder Tag eines Berichts liegt in dessen Zeitraum.',
    en: 'Every day of a report lies in its period.',
  },
  texte: {
    ausserhalb: meldung<{ datum: Datum; von: Datum; bis: Datum }>(
      ({ datum, von, bis }) =>
        `Der ${toDeutschesDatum(datum)} liegt nicht im Zeitraum vom ${toDeutschesDatum(von)} bis ${toDeutschesDatum(bis)}.`,
      ({ datum, von, bis }) => `${datum} does not lie in the period from ${von} to ${bis}.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { tage, zeitraum } = nachweis.inhalt
    // A period that ends before it begins is told once, not once more for each of its days.
    if (tage === undefined || zeitraum.bis < zeitraum.von) return keine
    if (tage.every((tag) => isTagIn(zeitraum, tag.datum))) return keine
    return tage.flatMap((tag, i) =>
      isTagIn(zeitraum, tag.datum)
        ? []
        : [verstoss('ausserhalb', `/inhalt/tage/${i}/datum`, { datum: tag.datum, ...zeitraum })],
    )
  },
})
