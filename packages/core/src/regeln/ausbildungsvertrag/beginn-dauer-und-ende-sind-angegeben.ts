import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-006: begin and duration are given, and the training ends after it has begun. */
export const beginnDauerUndEndeSindAngegeben = defineRegel({
  id: 'DAV-006',
  name: 'beginn-dauer-und-ende-sind-angegeben',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Beginn und Dauer der Ausbildung sind angegeben; sie endet nach ihrem ersten Tag.',
    en: 'Begin and duration of the training are given; it ends after its first day.',
  },
  felder: ['/beginn', '/dauerMonate', '/ende'],
  beispiel: { vertrag: { beginn: '2026-08-01', dauerMonate: 36, ende: '2026-08-01' } },
  texte: {
    beginn: festeMeldung('Der erste Tag der Ausbildung fehlt.', 'The first day of the training is missing.', {
      de: 'Tragen Sie den ersten Tag der Ausbildung ein.',
      en: 'Enter the first day of the training.',
    }),
    dauer: festeMeldung('Die Dauer der Ausbildung fehlt.', 'The duration of the training is missing.', {
      de: 'Tragen Sie die volle Dauer der Ausbildungsordnung in Monaten ein.',
      en: 'Enter the full duration of the ordinance in months.',
    }),
    ende: meldung<{ berechnet: string | undefined }>(
      () => 'Der letzte Tag der Ausbildung fehlt.',
      () => 'The last day of the training is missing.',
      {
        erwartet: ({ berechnet }) => (berechnet === undefined ? 'ein Tag' : toDeutschesDatum(berechnet)),
        abhilfe: { de: 'Übernehmen Sie das berechnete Ende.', en: 'Take the computed end.' },
      },
    ),
    verkehrt: meldung<{ beginn: string; ende: string }>(
      ({ beginn, ende }) =>
        `Die Ausbildung beginnt am ${toDeutschesDatum(beginn)} und endet am ${toDeutschesDatum(ende)}.`,
      ({ beginn, ende }) => `The training begins on ${beginn} and ends on ${ende}.`,
      {
        gefunden: ({ ende }) => toDeutschesDatum(ende),
        erwartet: ({ beginn }) => `nach dem ${toDeutschesDatum(beginn)}`,
        abhilfe: { de: 'Berichtigen Sie Beginn oder Ende.', en: 'Correct begin or end.' },
      },
    ),
  },
  check: ({ vertrag: { beginn, dauerMonate, ende }, lage: { dauer } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    if (beginn === undefined) verstoesse.push(verstoss('beginn', '/beginn', {}))
    if (dauerMonate === undefined) verstoesse.push(verstoss('dauer', '/dauerMonate', {}))
    if (ende === undefined) verstoesse.push(verstoss('ende', '/ende', { berechnet: dauer?.ende }))
    else if (beginn !== undefined && ende <= beginn) verstoesse.push(verstoss('verkehrt', '/ende', { beginn, ende }))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
