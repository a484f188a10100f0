import { defineRegel, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-109: overtime is paid or balanced. */
export const mehrarbeitWirdAusgeglichen = defineRegel({
  id: 'DAV-109',
  name: 'mehrarbeit-wird-ausgeglichen',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  merkblatt: true,
  rechtsgrundlage: 'BBiG § 17 Abs. 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Was über die vereinbarte tägliche Ausbildungszeit hinausgeht, wird besonders vergütet oder durch Freizeit ausgeglichen.',
    en: 'What goes beyond the agreed daily training time is paid apart or balanced by time off.',
  },
  felder: ['/arbeitszeiten'],
  beispiel: { vertrag: {} },
  texte: {
    hinweis: meldung(
      () =>
        'Zeit über die vereinbarte tägliche Ausbildungszeit hinaus wird besonders vergütet oder durch Freizeit ausgeglichen.',
      () => 'Time beyond the agreed daily training time is paid apart or balanced by time off.',
    ),
  },
  check: (_objekt, _kontext, verstoss) => [verstoss('hinweis', '/arbeitszeiten', {})],
})
