import type { Unternehmensstatus } from '../contract/unternehmen.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who moves a company on: the person who registered it, its chamber, its administrators, or the gateway. */
export type Unternehmensseite = 'antragsteller' | 'kammer' | 'unternehmen' | 'system'

/**
 * Life of a company, from its registration to its deletion.
 *
 * @see MI-24 to MI-33, MI-45 to MI-52, MI-57
 */
export const unternehmenZustand = defineZustandsmaschine<Unternehmensstatus, Unternehmensseite>({
  name: 'Unternehmen',
  start: ['beantragt'],
  ende: ['abgelehnt', 'geloescht'],
  uebergaenge: [
    { von: 'beantragt', nach: 'inPruefung', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'beantragt', durch: ['kammer', 'system'] },
    { von: 'inPruefung', nach: 'freigegeben', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'rueckfrage', durch: ['kammer'], kommentarPflicht: true },
    { von: 'inPruefung', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'rueckfrage', nach: 'inPruefung', durch: ['antragsteller'] },
    { von: 'rueckfrage', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'freigegeben', nach: 'briefVersendet', durch: ['kammer'] },
    { von: 'briefVersendet', nach: 'aktiv', durch: ['antragsteller'] },
    { von: 'briefVersendet', nach: 'gesperrt', durch: ['system'] },
    { von: 'briefVersendet', nach: 'freigegeben', durch: ['antragsteller'] },
    { von: 'gesperrt', nach: 'freigegeben', durch: ['antragsteller'] },
    { von: 'aktiv', nach: 'loeschungBeantragt', durch: ['unternehmen'] },
    { von: 'loeschungBeantragt', nach: 'loeschungFreigegeben', durch: ['kammer'] },
    { von: 'loeschungBeantragt', nach: 'aktiv', durch: ['unternehmen', 'kammer'] },
    { von: 'loeschungFreigegeben', nach: 'aktiv', durch: ['unternehmen'] },
    { von: 'loeschungFreigegeben', nach: 'geloescht', durch: ['system'] },
  ],
})

/** States in which the people of a company work with it. */
export const aktiveUnternehmen: readonly Unternehmensstatus[] = ['aktiv', 'loeschungBeantragt', 'loeschungFreigegeben']
