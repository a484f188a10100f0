import { festeMeldung } from '../festtext.ts'
import { defineRegel } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-057: only the certificate for the employer is handed in, never medical findings. */
export const nurBescheinigungFuerArbeitgeber = defineRegel({
  id: 'DAV-057',
  name: 'nur-bescheinigung-fuer-arbeitgeber',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 39 Abs. 2',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Eingereicht wird nur die Bescheinigung für den Arbeitgeber; medizinische Befunde gehören nicht in den Antrag.',
    en: 'Only the certificate for the employer is handed in; medical findings do not belong in the application.',
  },
  felder: ['/dokumente/*'],
  beispiel: { vertrag: { dokumente: [{ art: 'erstuntersuchung' }] } },
  texte: {
    hinweis: festeMeldung(
      'Prüfen Sie, dass hier nur die Bescheinigung für den Arbeitgeber liegt, ohne medizinische Befunde.',
      'Check that this is only the certificate for the employer, without medical findings.',
    ),
  },
  check: ({ vertrag: { dokumente = [] } }, _kontext, verstoss) =>
    dokumente.flatMap(({ art }, i) =>
      art === 'erstuntersuchung' || art === 'nachuntersuchung' ? [verstoss('hinweis', `/dokumente/${i}`, {})] : [],
    ),
})
