import type { Verstoss } from '../../contract/problem.ts'
import { hasText } from '../bericht.ts'
import { defineRegel, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** AN-022: every report carries name, year of training and period; chambers want the department, too. */
export const nachweisTraegtKopfangaben = defineRegel({
  id: 'AN-022',
  name: 'nachweis-traegt-kopfangaben',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Jeder Bericht trägt Namen, Ausbildungsjahr und Berichtszeitraum; die Abteilung ist üblich und je Kammer Pflicht.',
    en: 'Every report carries name, year of training and period; the department is usual, and mandatory for some chambers.',
  },
  texte: {
    name: meldung(
      () => 'Der Name der oder des Auszubildenden fehlt.',
      () => 'The name of the apprentice is missing.',
    ),
    jahr: meldung(
      () => 'Das Ausbildungsjahr fehlt.',
      () => 'The year of training is missing.',
    ),
    abteilung: meldung(
      () => 'Die Abteilung oder der Ausbildungsbereich fehlt.',
      () => 'The department or section is missing.',
    ),
  },
  check: ({ nachweis }, { konfig }, verstoss) => {
    const { azubi, ausbildungsjahr, abteilung } = nachweis.inhalt
    const verstoesse: Verstoss[] = []
    // The schema lets blanks and signs through: a name has a letter.
    if (!/\p{L}/u.test(azubi)) verstoesse.push(verstoss('name', '/inhalt/azubi', {}))
    if (ausbildungsjahr === undefined) verstoesse.push(verstoss('jahr', '/inhalt/ausbildungsjahr', {}))
    if (!hasText(abteilung))
      verstoesse.push(verstoss('abteilung', '/inhalt/abteilung', {}, konfig.abteilungNoetig ? 'fehler' : 'hinweis'))
    return verstoesse
  },
})
