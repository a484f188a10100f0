import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** Who was born later was not of age when the time of protected trainers ended on 31 July 2009 (AEVO § 7). */
const letztesGeburtsjahrMitBestand = 1991

/**
 * DAV-162: the pedagogical suitability of a trainer. Not asked of whom the chamber has accepted, of liberal professions, and
 * of masters, whose examination has it.
 */
export const ausbildereignungIstNachgewiesen = defineRegel({
  id: 'DAV-162',
  name: 'ausbildereignung-ist-nachgewiesen',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 30 Abs. 5; AEVO §§ 1, 6 und 7',
  rechtsgrundlageHwo: 'HwO § 22b Abs. 1 und 4; AEVO §§ 1, 6 und 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Wer ausbildet, weist die Ausbildereignung nach: durch Prüfung, anderen Nachweis, Befreiung oder Bestandsschutz aus der Zeit vor dem 1. August 2009. In freien Berufen ist sie nicht nötig, bei Meistern in der Prüfung enthalten.',
    en: 'Trainers show their pedagogical suitability: by examination, other proof, exemption or protection from before 1 August 2009. It is not needed in liberal professions and part of the examination of masters.',
  },
  felder: ['/ausbilder/*/aevo', '/ausbilder/*/eignungsart', '/ausbilder/*/geburtsjahr', '/ausbilder/*/meldung'],
  beispiel: { vertrag: { ausbilder: [{ familienname: 'Wendelin', eignungsart: 'berufsabschluss' }] } },
  texte: {
    fehlt: meldung(
      () => 'Der Nachweis der Ausbildereignung ist nicht angegeben.',
      () => 'The proof of the pedagogical suitability is not given.',
      {
        erwartet: () => 'Prüfung, anderer Nachweis, Befreiung oder Bestandsschutz',
        abhilfe: {
          de: 'Geben Sie an, wie die Ausbildereignung nachgewiesen ist.',
          en: 'State how the pedagogical suitability is shown.',
        },
      },
    ),
    doch: meldung(
      () => 'Ohne Ausbildereignung wird nur in freien Berufen ausgebildet.',
      () => 'Only liberal professions train without proof of pedagogical suitability.',
      {
        gefunden: () => 'nicht nötig',
        abhilfe: {
          de: 'Weisen Sie die Ausbildereignung nach, oder geben Sie die Zulassung in einem freien Beruf an.',
          en: 'Show the pedagogical suitability, or state the licence of a liberal profession.',
        },
      },
    ),
    zuJung: meldung<{ jahr: number }>(
      ({ jahr }) => `Wer ${jahr} geboren ist, hat vor dem 1. August 2009 noch nicht ausgebildet.`,
      ({ jahr }) => `Who was born in ${jahr} did not train before 1 August 2009.`,
      {
        gefunden: ({ jahr }) => `Bestandsschutz, geboren ${jahr}`,
        abhilfe: {
          de: 'Prüfen Sie Geburtsjahr und Nachweis der Ausbildereignung.',
          en: 'Check the year of birth and the proof of pedagogical suitability.',
        },
      },
    ),
  },
  check: ({ vertrag: { ausbilder } }, _kontext, verstoss) => {
    if (ausbilder === undefined) return keine
    return ausbilder.flatMap(({ aevo, eignungsart, geburtsjahr, meldung: stand }, i): Verstoss[] => {
      if (stand === 'anerkannt' || eignungsart === 'freierBeruf') return []
      const pfad = `/ausbilder/${i}/aevo`
      if (aevo === undefined) return eignungsart === 'meister' ? [] : [verstoss('fehlt', pfad, {})]
      if (aevo === 'nichtNoetig') return [verstoss('doch', pfad, {})]
      return aevo === 'bestandsschutz' && geburtsjahr !== undefined && geburtsjahr > letztesGeburtsjahrMitBestand
        ? [verstoss('zuJung', pfad, { jahr: geburtsjahr })]
        : []
    })
  },
})
