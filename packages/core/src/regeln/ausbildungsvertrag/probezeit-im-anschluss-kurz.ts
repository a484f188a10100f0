import { defineRegel, keine, meldung } from '../regel.ts'
import { toMonate, toMonths } from '../text.ts'
import { seit } from '../werte/geltung.ts'

const ueblich = 1

/** DAV-090: after a finished training in the same company a short probation is usual. */
export const probezeitImAnschlussKurz = defineRegel({
  id: 'DAV-090',
  name: 'probezeit-im-anschluss-kurz',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 20 Satz 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Auch ein Anschlussvertrag im selben Betrieb beginnt mit einer Probezeit; üblich ist dann ein Monat.',
    en: 'A contract that follows another one in the same company begins with a probation, too; one month is usual then.',
  },
  felder: ['/probezeitMonate', '/anschlussvertrag/vorhanden', '/anschlussvertrag/gleicherBetrieb'],
  beispiel: { vertrag: { probezeitMonate: 4, anschlussvertrag: { vorhanden: true, gleicherBetrieb: true } } },
  texte: {
    lang: meldung<{ monate: number }>(
      ({ monate }) =>
        `Im Anschluss an eine Ausbildung im selben Betrieb ist ein Monat Probezeit üblich, nicht ${toMonate(monate)}.`,
      ({ monate }) => `After training in the same company one month of probation is usual, not ${toMonths(monate)}.`,
      { gefunden: ({ monate }) => toMonate(monate), erwartet: () => toMonate(ueblich) },
    ),
  },
  check: ({ vertrag: { probezeitMonate: monate, anschlussvertrag } }, _kontext, verstoss) =>
    monate !== undefined && monate > ueblich && anschlussvertrag?.vorhanden && anschlussvertrag.gleicherBetrieb
      ? [verstoss('lang', '/probezeitMonate', { monate })]
      : keine,
})
