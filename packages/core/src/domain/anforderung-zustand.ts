import type { Anforderungsstatus } from '../contract/anforderung.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who moves a request on: the vendor, the people of the company, the chamber, or the gateway by a deadline or a delivery. */
export type Anforderungsseite = 'anbieter' | 'unternehmen' | 'kammer' | 'system'

/**
 * Life of a request for a book. Every state that is not an end state has a way out by a deadline, so that every request
 * ends.
 *
 * @see BH-16; docs/guide/vendor.md
 */
export const anforderungZustand = defineZustandsmaschine<Anforderungsstatus, Anforderungsseite>({
  name: 'Anforderung',
  start: ['angelegt'],
  ende: ['geprueft', 'ueberfaellig', 'zurueckgezogen'],
  uebergaenge: [
    { von: 'angelegt', nach: 'zugestellt', durch: ['system', 'anbieter'] },
    { von: 'angelegt', nach: 'gelesen', durch: ['anbieter'] },
    { von: 'angelegt', nach: 'freigegeben', durch: ['anbieter', 'unternehmen'] },
    { von: 'zugestellt', nach: 'gelesen', durch: ['anbieter'] },
    { von: 'zugestellt', nach: 'freigegeben', durch: ['anbieter', 'unternehmen'] },
    { von: 'gelesen', nach: 'freigegeben', durch: ['anbieter', 'unternehmen'] },
    { von: 'freigegeben', nach: 'uebermittelt', durch: ['anbieter', 'system'] },
    { von: 'freigegeben', nach: 'gelesen', durch: ['anbieter', 'unternehmen', 'system'] },
    { von: 'uebermittelt', nach: 'geprueft', durch: ['kammer'] },
    { von: 'angelegt', nach: 'ueberfaellig', durch: ['system'] },
    { von: 'zugestellt', nach: 'ueberfaellig', durch: ['system'] },
    { von: 'gelesen', nach: 'ueberfaellig', durch: ['system'] },
    { von: 'freigegeben', nach: 'ueberfaellig', durch: ['system'] },
    { von: 'uebermittelt', nach: 'ueberfaellig', durch: ['system'] },
    { von: 'angelegt', nach: 'zurueckgezogen', durch: ['kammer'] },
    { von: 'zugestellt', nach: 'zurueckgezogen', durch: ['kammer'] },
    { von: 'gelesen', nach: 'zurueckgezogen', durch: ['kammer'] },
    { von: 'freigegeben', nach: 'zurueckgezogen', durch: ['kammer'] },
    { von: 'uebermittelt', nach: 'zurueckgezogen', durch: ['kammer'] },
  ],
})
