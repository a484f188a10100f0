import type { Datum } from '../../contract/common.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-006: training ends after it begins. */
export const ausbildungEndetNachIhremBeginn = defineRegel({
  id: 'DAV-006',
  name: 'ausbildung-endet-nach-ihrem-beginn',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 3',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Ausbildung endet nach ihrem Beginn.',
    en: 'Training ends after it begins.',
  },
  texte: {
    verkehrt: meldung<{ beginn: Datum; ende: Datum }>(
      ({ beginn, ende }) =>
        `Die Ausbildung endet am ${toDeutschesDatum(ende)}, beginnt aber am ${toDeutschesDatum(beginn)}.`,
      ({ beginn, ende }) => `Training ends on ${ende}, but begins on ${beginn}.`,
    ),
  },
  check: ({ berichtsheft }, _kontext, verstoss) => {
    const { ausbildungsbeginn: beginn, ausbildungsende: ende } = berichtsheft
    return beginn !== undefined && ende !== undefined && ende <= beginn
      ? [verstoss('verkehrt', '/berichtsheft/ausbildungsende', { beginn, ende })]
      : keine
  },
})
