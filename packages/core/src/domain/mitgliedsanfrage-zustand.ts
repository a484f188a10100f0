import type { Mitgliedsanfragestatus } from '../contract/mitgliedsanfrage.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/**
 * Who moves a request on: any administrator of the company, the one who has assigned it to himself, the person who asked,
 * or the gateway when one of them goes.
 */
export type Mitgliedsanfrageseite = 'administrator' | 'bearbeiter' | 'antragsteller' | 'system'

/**
 * Life of a request to join or for a role: it is decided by the one administrator who has assigned it to himself, and
 * goes back to all when that one gives it back or is none any more.
 *
 * @see MI-04, MI-05, MI-08, MI-09, MI-39, MI-42, MI-43
 */
export const mitgliedsanfrageZustand = defineZustandsmaschine<Mitgliedsanfragestatus, Mitgliedsanfrageseite>({
  name: 'Mitgliedsanfrage',
  start: ['offen'],
  ende: ['genehmigt', 'abgelehnt', 'zurueckgezogen'],
  uebergaenge: [
    { von: 'offen', nach: 'inBearbeitung', durch: ['administrator'] },
    { von: 'offen', nach: 'zurueckgezogen', durch: ['antragsteller', 'system'] },
    { von: 'inBearbeitung', nach: 'offen', durch: ['bearbeiter', 'system'] },
    { von: 'inBearbeitung', nach: 'genehmigt', durch: ['bearbeiter'] },
    { von: 'inBearbeitung', nach: 'abgelehnt', durch: ['bearbeiter'], kommentarPflicht: true },
    { von: 'inBearbeitung', nach: 'zurueckgezogen', durch: ['antragsteller', 'system'] },
  ],
})
