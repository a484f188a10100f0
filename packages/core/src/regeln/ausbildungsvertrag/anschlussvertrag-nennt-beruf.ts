import type { Verstoss } from '../../contract/problem.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-032: a contract that follows a finished training says so and names its occupation. */
export const anschlussvertragNenntBeruf = defineRegel({
  id: 'DAV-032',
  name: 'anschlussvertrag-nennt-beruf',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 34 Abs. 2 Nr. 2',
  rechtsgrundlageHwo: 'HwO § 28',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Angegeben ist, ob es ein Anschlussvertrag ist, und wenn ja, der Beruf der abgeschlossenen Ausbildung; wird eine abgeschlossene Ausbildung angerechnet, ist es einer.',
    en: 'It is said whether the contract follows a finished training, and if so in which occupation; where a finished training is credited, it does.',
  },
  felder: ['/anschlussvertrag/vorhanden', '/anschlussvertrag/beruf', '/anrechnungen/*/grund'],
  beispiel: {
    vertrag: { anrechnungen: [{ grund: 'berufsausbildung', monate: 12 }], anschlussvertrag: { vorhanden: true } },
  },
  texte: {
    fehlt: festeMeldung(
      'Ob es ein Anschlussvertrag ist, fehlt.',
      'Whether the contract follows another one is missing.',
      {
        de: 'Geben Sie an, ob der Vertrag an eine abgeschlossene Ausbildung anschließt.',
        en: 'Say whether the contract follows a finished training.',
      },
    ),
    verneint: festeMeldung(
      'Eine abgeschlossene Ausbildung wird angerechnet; der Vertrag ist damit ein Anschlussvertrag.',
      'A finished training is credited; so the contract follows it.',
      {
        de: 'Kennzeichnen Sie den Vertrag als Anschlussvertrag.',
        en: 'Mark the contract as one that follows another.',
      },
    ),
    beruf: festeMeldung(
      'Der Beruf der abgeschlossenen Ausbildung fehlt.',
      'The occupation of the finished training is missing.',
      {
        de: 'Tragen Sie den Beruf der abgeschlossenen Ausbildung ein.',
        en: 'Enter the occupation of the finished training.',
      },
    ),
  },
  check: ({ vertrag: { anrechnungen = [], anschlussvertrag } }, _kontext, verstoss) => {
    const { vorhanden, beruf } = anschlussvertrag ?? {}
    const abgeschlossen = anrechnungen.some(({ grund }) => grund === 'berufsausbildung' || grund === 'stufenausbildung')
    const verstoesse: Verstoss[] = []
    if (vorhanden === undefined) verstoesse.push(verstoss('fehlt', '/anschlussvertrag/vorhanden', {}))
    else if (!vorhanden && abgeschlossen) verstoesse.push(verstoss('verneint', '/anschlussvertrag/vorhanden', {}))
    if ((vorhanden || abgeschlossen) && beruf === undefined)
      verstoesse.push(verstoss('beruf', '/anschlussvertrag/beruf', {}))
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
