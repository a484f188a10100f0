import { nameOfKammer } from '../../codelisten/kammersuche.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-040: the number of the chamber stands in the list; whether the chamber still exists is DAV-041. */
export const kammerIstBekannt = defineRegel({
  id: 'DAV-040',
  name: 'kammer-ist-bekannt',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'XUnternehmen, Codelisten der IHKs vom 15.02.2021 und der Handwerkskammern',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Kammernummer steht in der Liste der Industrie- und Handelskammern oder der Handwerkskammern.',
    en: 'The number of the chamber stands in the list of chambers of industry and commerce, or in that of chambers of crafts.',
  },
  texte: {
    unbekannt: meldung<{ knr: string }>(
      ({ knr }) => `Es gibt keine Kammer mit der Nummer ${knr}.`,
      ({ knr }) => `There is no chamber with the number ${knr}.`,
    ),
  },
  check: ({ berichtsheft: { knr } }, _kontext, verstoss) =>
    nameOfKammer(knr) === undefined ? [verstoss('unbekannt', '/berichtsheft/knr', { knr })] : keine,
})
