import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-164: what a site cannot teach is taught by a measure outside it. */
export const fehlendeInhalteDecktEineMassnahme = defineRegel({
  id: 'DAV-164',
  name: 'fehlende-inhalte-deckt-eine-massnahme',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 27 Abs. 2, § 35 Abs. 1 Nr. 2',
  rechtsgrundlageHwo: 'HwO § 21 Abs. 2, § 29 Abs. 1 Nr. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Was eine nur teilweise geeignete Ausbildungsstätte nicht vermitteln kann, deckt eine notwendige Maßnahme außerhalb ab.',
    en: 'What a site cannot teach that is suitable in part only is covered by a necessary measure outside it.',
  },
  felder: ['/massnahmen', '/massnahmen/*/notwendig', '/ausbildungsstaetten/*/eignung'],
  beispiel: { vertrag: { ausbildungsstaetten: [{ eignung: 'teilweise' }] } },
  texte: {
    ohneMassnahme: meldung<{ nummer: number }>(
      ({ nummer }) =>
        `Die ${nummer}. Ausbildungsstätte ist nur teilweise geeignet; eine notwendige Maßnahme außerhalb ist nicht vereinbart.`,
      ({ nummer }) => `Training site ${nummer} is suitable in part only; no necessary measure outside it is agreed.`,
      {
        erwartet: () => 'mindestens eine notwendige Maßnahme',
        abhilfe: {
          de: 'Vereinbaren Sie, wer die fehlenden Inhalte vermittelt, und tragen Sie die Maßnahme als notwendig ein.',
          en: 'Agree on who teaches what is missing, and enter the measure as necessary.',
        },
      },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten, massnahmen } }, _kontext, verstoss) => {
    if (ausbildungsstaetten === undefined || massnahmen?.some(({ notwendig }) => notwendig !== false)) return keine
    return ausbildungsstaetten.flatMap(({ eignung }, i): Verstoss[] =>
      eignung === 'teilweise' ? [verstoss('ohneMassnahme', '/massnahmen', { nummer: i + 1 })] : [],
    )
  },
})
