import type { Datum } from '../../contract/common.ts'
import { toTageszahl, wochentagOfZahl } from '../../domain/kalender.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * BN-007: a weekly report begins on a Monday. A part of a week is allowed (first and last week, change of department):
 * what is refused is a week that runs across two calendar weeks. The first day of training is a begin like a Monday.
 */
export const wochenberichtBeginntAmMontag = defineRegel({
  id: 'BN-007',
  name: 'wochenbericht-beginnt-am-montag',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'ISO 8601: die Woche beginnt am Montag; Plausibilität',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Ein Wochenbericht beginnt an einem Montag oder am ersten Tag der Ausbildung, oder er liegt ganz in einer Kalenderwoche.',
    en: 'A weekly report begins on a Monday or on the first day of training, or it lies wholly in one calendar week.',
  },
  texte: {
    keinMontag: meldung<{ von: Datum; bis: Datum }>(
      ({ von, bis }) =>
        `Der Wochenbericht beginnt am ${toDeutschesDatum(von)}, keinem Montag, und reicht bis zum ${toDeutschesDatum(bis)} in die nächste Kalenderwoche.`,
      ({ von, bis }) =>
        `The weekly report begins on ${von}, which is no Monday, and reaches into the next week, to ${bis}.`,
    ),
  },
  check: ({ berichtsheft, nachweis }, _kontext, verstoss) => {
    const { berichtsart, zeitraum } = nachweis.inhalt
    if (berichtsart !== 'woche' || zeitraum.von === berichtsheft?.ausbildungsbeginn) return keine
    const von = toTageszahl(zeitraum.von)
    const wochentag = wochentagOfZahl(von)
    const sonntag = von + 7 - wochentag
    return wochentag !== 1 && toTageszahl(zeitraum.bis) > sonntag
      ? [verstoss('keinMontag', '/inhalt/zeitraum/von', zeitraum)]
      : keine
  },
})
