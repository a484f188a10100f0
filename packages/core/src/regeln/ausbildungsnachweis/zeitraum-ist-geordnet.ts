import type { Zeitraum } from '../../contract/common.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-001: a period does not end before it begins. */
export const zeitraumIstGeordnet = defineRegel({
  id: 'BN-001',
  name: 'zeitraum-ist-geordnet',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'Plausibilität: ein Zeitraum endet nicht vor seinem Beginn',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Der Berichtszeitraum endet nicht vor seinem ersten Tag.',
    en: 'The period of a report does not end before its first day.',
  },
  texte: {
    verkehrt: meldung<Zeitraum>(
      ({ von, bis }) =>
        `Der Zeitraum endet am ${toDeutschesDatum(bis)}, vor seinem Beginn am ${toDeutschesDatum(von)}.`,
      ({ von, bis }) => `The period ends on ${bis}, before it begins on ${von}.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { zeitraum } = nachweis.inhalt
    return zeitraum.bis < zeitraum.von ? [verstoss('verkehrt', '/inhalt/zeitraum/bis', zeitraum)] : keine
  },
})
