import type { Kontostatus } from '../contract/konto.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/**
 * Life of an account: registered → confirmed by the mailed link → locked and unlocked by its person → deleted. A person who
 * never confirms is removed by the gateway.
 *
 * @see MI-01, MI-22, MI-55, MI-56
 */
export const kontoZustand = defineZustandsmaschine<Kontostatus, 'person' | 'betreiber' | 'system'>({
  name: 'Konto',
  start: ['zurBestaetigung', 'aktiv'],
  ende: ['geloescht'],
  uebergaenge: [
    { von: 'zurBestaetigung', nach: 'aktiv', durch: ['person'] },
    { von: 'aktiv', nach: 'gesperrt', durch: ['person', 'betreiber'] },
    { von: 'gesperrt', nach: 'aktiv', durch: ['person', 'betreiber'] },
    { von: 'aktiv', nach: 'geloescht', durch: ['person'] },
    { von: 'zurBestaetigung', nach: 'geloescht', durch: ['system'] },
  ],
})
