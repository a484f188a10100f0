import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-109: overtime is paid or balanced. */
export const mehrarbeitWirdAusgeglichen = defineMerkblatt({
  id: 'DAV-109',
  name: 'mehrarbeit-wird-ausgeglichen',
  rechtsgrundlage: 'BBiG § 17 Abs. 7',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Was über die vereinbarte tägliche Ausbildungszeit hinausgeht, wird besonders vergütet oder durch Freizeit ausgeglichen.',
    en: 'What goes beyond the agreed daily training time is paid apart or balanced by time off.',
  },
  feld: '/arbeitszeiten',
  hinweis: {
    de: 'Zeit über die vereinbarte tägliche Ausbildungszeit hinaus wird besonders vergütet oder durch Freizeit ausgeglichen.',
    en: 'Time beyond the agreed daily training time is paid apart or balanced by time off.',
  },
})
