import type { Datum } from '../../contract/common.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-008: a report has at least one day in the time of training; the rest is a matter of BN-020. */
export const zeitraumLiegtInDerAusbildung = defineRegel({
  id: 'BN-008',
  name: 'zeitraum-liegt-in-der-ausbildung',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BBiG § 13 Satz 2 Nr. 7: der Nachweis wird während der Ausbildung geführt',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Ein Bericht liegt nicht ganz vor dem Beginn oder nach dem Ende der Ausbildung.',
    en: 'A report does not lie wholly before the begin or after the end of training.',
  },
  texte: {
    davor: meldung<{ bis: Datum; beginn: Datum }>(
      ({ bis, beginn }) =>
        `Der Bericht endet am ${toDeutschesDatum(bis)}, vor dem Beginn der Ausbildung am ${toDeutschesDatum(beginn)}.`,
      ({ bis, beginn }) => `The report ends on ${bis}, before training begins on ${beginn}.`,
    ),
    danach: meldung<{ von: Datum; ende: Datum }>(
      ({ von, ende }) =>
        `Der Bericht beginnt am ${toDeutschesDatum(von)}, nach dem Ende der Ausbildung am ${toDeutschesDatum(ende)}.`,
      ({ von, ende }) => `The report begins on ${von}, after training ended on ${ende}.`,
    ),
  },
  check: ({ berichtsheft, nachweis }, _kontext, verstoss) => {
    const { von, bis } = nachweis.inhalt.zeitraum
    const beginn = berichtsheft?.ausbildungsbeginn
    const ende = berichtsheft?.ausbildungsende
    if (beginn !== undefined && bis < beginn) return [verstoss('davor', '/inhalt/zeitraum/bis', { bis, beginn })]
    if (ende !== undefined && von > ende) return [verstoss('danach', '/inhalt/zeitraum/von', { von, ende })]
    return keine
  },
})
