import type { Zeitraum } from '../../contract/common.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-006: a daily report covers one day. */
export const tagesberichtUmfasstEinenTag = defineRegel({
  id: 'BN-006',
  name: 'tagesbericht-umfasst-einen-tag',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'Plausibilität: Berichtsart und Zeitraum passen zueinander',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Ein Tagesbericht umfasst genau einen Tag.',
    en: 'A daily report covers exactly one day.',
  },
  texte: {
    mehrereTage: meldung<Zeitraum>(
      ({ von, bis }) => `Der Tagesbericht vom ${toDeutschesDatum(von)} reicht bis zum ${toDeutschesDatum(bis)}.`,
      ({ von, bis }) => `The daily report of ${von} reaches to ${bis}.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { berichtsart, zeitraum } = nachweis.inhalt
    return berichtsart === 'tag' && zeitraum.von < zeitraum.bis
      ? [verstoss('mehrereTage', '/inhalt/zeitraum/bis', zeitraum)]
      : keine
  },
})
