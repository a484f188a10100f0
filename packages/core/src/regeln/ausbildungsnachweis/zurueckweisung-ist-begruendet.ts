import type { Nachweisstatus } from '../../contract/nachweisverlauf.ts'
import { nachweisZustand } from '../../domain/nachweis-zustand.ts'
import { hasText } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** The states that the table of states lets nobody reach without a comment. */
const mitKommentar: ReadonlySet<Nachweisstatus> = new Set(
  nachweisZustand.uebergaenge.flatMap((uebergang) => (uebergang.kommentarPflicht ? [uebergang.nach] : [])),
)

/** BN-023: who sends a report back or opens it again says why. */
export const zurueckweisungIstBegruendet = defineRegel({
  id: 'BN-023',
  name: 'zurueckweisung-ist-begruendet',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BH-13: Zurückweisung nur mit Kommentar',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Wer einen Bericht zurückweist oder wieder öffnet, nennt den Grund.',
    en: 'Who sends a report back or opens it again names the reason.',
  },
  texte: {
    ohneGrund: meldung<{ vorgang: Nachweisstatus }>(
      ({ vorgang }) => `Zum Schritt „${vorgang}“ fehlt der Kommentar.`,
      ({ vorgang }) => `The step "${vorgang}" lacks its comment.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) =>
    nachweis.verlauf?.flatMap((schritt, i) =>
      mitKommentar.has(schritt.vorgang) && !hasText(schritt.kommentar)
        ? [verstoss('ohneGrund', `/verlauf/${i}/kommentar`, { vorgang: schritt.vorgang })]
        : [],
    ) ?? keine,
})
