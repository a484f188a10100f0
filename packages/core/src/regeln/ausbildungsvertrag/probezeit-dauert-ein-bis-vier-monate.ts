import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-088: a probation of one to four months. */
export const probezeitDauertEinBisVierMonate = defineRegel({
  id: 'DAV-088',
  name: 'probezeit-dauert-ein-bis-vier-monate',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 20 Satz 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Probezeit dauert mindestens einen und höchstens vier Monate.',
    en: 'The probation lasts at least one month and at most four.',
  },
  felder: ['/probezeitMonate'],
  beispiel: { vertrag: { probezeitMonate: 5 } },
  texte: {
    dauer: meldung<{ monate: number }>(
      ({ monate }) => `Die Probezeit von ${monate} Monaten ist ${monate < 1 ? 'zu kurz' : 'zu lang'}.`,
      ({ monate }) => `A probation of ${monate} months is too ${monate < 1 ? 'short' : 'long'}.`,
      {
        gefunden: ({ monate }) => `${monate} Monate`,
        erwartet: () => '1 bis 4 Monate',
        abhilfe: {
          de: 'Vereinbaren Sie eine Probezeit von einem bis vier Monaten.',
          en: 'Agree on a probation of one to four months.',
        },
      },
    ),
  },
  check: ({ vertrag: { probezeitMonate: monate } }, _kontext, verstoss) =>
    monate === undefined || (monate >= 1 && monate <= 4) ? keine : [verstoss('dauer', '/probezeitMonate', { monate })],
})
