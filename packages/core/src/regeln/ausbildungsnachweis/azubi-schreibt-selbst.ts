import type { Beteiligtenrolle } from '../../contract/nachweisverlauf.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** Systems hand in on behalf of the apprentice. */
const erlaubt: readonly Beteiligtenrolle[] = ['auszubildende', 'anbieter', 'system']

/** AN-021: the apprentice writes the report; somebody else does not hand it in. */
export const azubiSchreibtSelbst = defineRegel({
  id: 'AN-021',
  name: 'azubi-schreibt-selbst',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Auszubildende schreiben den Bericht selbst und reichen ihn selbst ein; Stichworte genügen.',
    en: 'Apprentices write the report and hand it in themselves; keywords are enough.',
  },
  texte: {
    andere: meldung<{ rolle: Beteiligtenrolle }>(
      ({ rolle }) => `Eingereicht hat den Bericht nicht die oder der Auszubildende (Rolle: ${rolle}).`,
      ({ rolle }) => `The report was not handed in by the apprentice (role: ${rolle}).`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) =>
    nachweis.verlauf?.flatMap((schritt, i) => {
      const rolle = schritt.durch?.rolle
      return schritt.vorgang === 'eingereicht' && rolle !== undefined && !erlaubt.includes(rolle)
        ? [verstoss('andere', `/verlauf/${i}/durch/rolle`, { rolle })]
        : []
    }) ?? keine,
})
