import type { Loeschantragsstatus } from '../contract/loeschantrag.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who moves a request to delete a company on. */
export type Loeschantragsseite = 'unternehmen' | 'kammer' | 'system'

/**
 * Life of a request to delete a company.
 *
 * @see MI-45 to MI-52
 */
export const loeschantragZustand = defineZustandsmaschine<Loeschantragsstatus, Loeschantragsseite>({
  name: 'Loeschantrag',
  start: ['entwurf'],
  ende: ['verworfen', 'abgelehnt', 'widerrufen', 'ausgefuehrt'],
  uebergaenge: [
    { von: 'entwurf', nach: 'beantragt', durch: ['unternehmen'], kommentarPflicht: true },
    { von: 'entwurf', nach: 'verworfen', durch: ['unternehmen'] },
    { von: 'beantragt', nach: 'freigegeben', durch: ['kammer'] },
    { von: 'beantragt', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'beantragt', nach: 'widerrufen', durch: ['unternehmen'] },
    { von: 'freigegeben', nach: 'widerrufen', durch: ['unternehmen'] },
    { von: 'freigegeben', nach: 'ausgefuehrt', durch: ['system'] },
  ],
})
