import type { Nachweisstatus } from '../contract/nachweisverlauf.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who takes a step: the vendor, who says for whom, or a person with an account in a role. */
export type Nachweisseite = 'anbieter' | 'auszubildende' | 'ausbildungsbeauftragter' | 'ausbilder'

/**
 * Life of a report: draft → handed in → (first approval →) approved, or sent back; an approved report is opened again
 * only with a reason.
 *
 * @see BH-10 … BH-13, BH-23; docs/adr/0009-schritte.md
 */
export const nachweisZustand = defineZustandsmaschine<Nachweisstatus, Nachweisseite>({
  name: 'Ausbildungsnachweis',
  start: ['entwurf', 'eingereicht', 'stufe1Freigegeben', 'freigegeben', 'zurueckgewiesen', 'wiederGeoeffnet'],
  ende: [],
  uebergaenge: [
    { von: 'entwurf', nach: 'eingereicht', durch: ['anbieter', 'auszubildende'] },
    { von: 'eingereicht', nach: 'stufe1Freigegeben', durch: ['anbieter', 'ausbildungsbeauftragter'] },
    { von: 'eingereicht', nach: 'freigegeben', durch: ['anbieter', 'ausbilder'] },
    { von: 'stufe1Freigegeben', nach: 'freigegeben', durch: ['anbieter', 'ausbilder'] },
    {
      von: 'eingereicht',
      nach: 'zurueckgewiesen',
      durch: ['anbieter', 'ausbildungsbeauftragter', 'ausbilder'],
      kommentarPflicht: true,
    },
    { von: 'stufe1Freigegeben', nach: 'zurueckgewiesen', durch: ['anbieter', 'ausbilder'], kommentarPflicht: true },
    { von: 'zurueckgewiesen', nach: 'entwurf', durch: ['anbieter', 'auszubildende'] },
    { von: 'zurueckgewiesen', nach: 'eingereicht', durch: ['anbieter', 'auszubildende'] },
    { von: 'freigegeben', nach: 'wiederGeoeffnet', durch: ['anbieter', 'ausbilder'], kommentarPflicht: true },
    { von: 'wiederGeoeffnet', nach: 'entwurf', durch: ['anbieter', 'auszubildende'] },
    { von: 'wiederGeoeffnet', nach: 'eingereicht', durch: ['anbieter', 'auszubildende'] },
  ],
})

/** Whether the text of a report in this state may be replaced; an unknown state does not protect the text. */
export const isInhaltAenderbar = (status: Nachweisstatus | undefined): boolean =>
  status === undefined || status === 'entwurf' || status === 'zurueckgewiesen' || status === 'wiederGeoeffnet'
