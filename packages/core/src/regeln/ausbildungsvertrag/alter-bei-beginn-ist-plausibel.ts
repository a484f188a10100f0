import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-062: who begins training is between 13 and 70 years old. */
export const alterBeiBeginnIstPlausibel = defineRegel({
  id: 'DAV-062',
  name: 'alter-bei-beginn-ist-plausibel',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'Plausibilität; BGB § 187 Abs. 2 Satz 2',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Beim Beginn der Ausbildung ist die oder der Auszubildende 13 bis 70 Jahre alt.',
    en: 'At the begin of training the apprentice is 13 to 70 years old.',
  },
  felder: ['/azubi/geburtsdatum', '/beginn'],
  beispiel: { vertrag: { azubi: { geburtsdatum: '2016-03-14' }, beginn: '2026-08-01' } },
  texte: {
    alter: meldung<{ alter: number }>(
      ({ alter }) => `Nach dem Geburtsdatum beginnt die Ausbildung mit ${alter} Jahren.`,
      ({ alter }) => `By the birth date, training begins at the age of ${alter}.`,
      {
        gefunden: ({ alter }) => `${alter} Jahre`,
        erwartet: () => '13 bis 70 Jahre',
        abhilfe: { de: 'Prüfen Sie Geburtsdatum und Beginn.', en: 'Check birth date and begin.' },
      },
    ),
  },
  check: ({ lage: { alterBeiBeginn: alter } }, _kontext, verstoss) =>
    alter === undefined || (alter >= 13 && alter <= 70) ? keine : [verstoss('alter', '/azubi/geburtsdatum', { alter })],
})
