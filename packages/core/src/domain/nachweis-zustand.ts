import type { Nachweisstatus } from '../contract/nachweisverlauf.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/**
 * Life of a report: draft → handed in → (first approval →) approved, or sent back; an approved report is opened again
 * only with a reason.
 *
 * @see BH-10 … BH-13, BH-23; docs/adr/0009-schritte.md
 */
export const nachweisZustand = defineZustandsmaschine<Nachweisstatus, 'anbieter'>({
  name: 'Ausbildungsnachweis',
  start: ['entwurf', 'eingereicht', 'stufe1Freigegeben', 'freigegeben', 'zurueckgewiesen', 'wiederGeoeffnet'],
  ende: [],
  uebergaenge: [
    { von: 'entwurf', nach: 'eingereicht', durch: ['anbieter'] },
    { von: 'eingereicht', nach: 'stufe1Freigegeben', durch: ['anbieter'] },
    { von: 'eingereicht', nach: 'freigegeben', durch: ['anbieter'] },
    { von: 'stufe1Freigegeben', nach: 'freigegeben', durch: ['anbieter'] },
    { von: 'eingereicht', nach: 'zurueckgewiesen', durch: ['anbieter'], kommentarPflicht: true },
    { von: 'stufe1Freigegeben', nach: 'zurueckgewiesen', durch: ['anbieter'], kommentarPflicht: true },
    { von: 'zurueckgewiesen', nach: 'entwurf', durch: ['anbieter'] },
    { von: 'zurueckgewiesen', nach: 'eingereicht', durch: ['anbieter'] },
    { von: 'freigegeben', nach: 'wiederGeoeffnet', durch: ['anbieter'], kommentarPflicht: true },
    { von: 'wiederGeoeffnet', nach: 'entwurf', durch: ['anbieter'] },
    { von: 'wiederGeoeffnet', nach: 'eingereicht', durch: ['anbieter'] },
  ],
})

/** Whether the text of a report in this state may be replaced; an unknown state does not protect the text. */
export const isInhaltAenderbar = (status: Nachweisstatus | undefined): boolean =>
  status === undefined || status === 'entwurf' || status === 'zurueckgewiesen' || status === 'wiederGeoeffnet'
