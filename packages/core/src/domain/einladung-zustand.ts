import type { Einladungsstatus } from '../contract/einladung.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/** Who moves an invitation on: an administrator of the company, the invited person, or the gateway by its expiry. */
export type Einladungsseite = 'administrator' | 'eingeladener' | 'system'

/**
 * Life of an invitation: acceptance and final approval are two steps of two people (MI-38). A new link makes an expired
 * invitation live again.
 *
 * @see MI-06, MI-07, MI-37, MI-38, MI-40
 */
export const einladungZustand = defineZustandsmaschine<Einladungsstatus, Einladungsseite>({
  name: 'Einladung',
  start: ['versendet'],
  ende: ['genehmigt', 'zurueckgezogen'],
  uebergaenge: [
    { von: 'versendet', nach: 'versendet', durch: ['administrator'] },
    { von: 'versendet', nach: 'angenommen', durch: ['eingeladener'] },
    { von: 'versendet', nach: 'abgelaufen', durch: ['system'] },
    { von: 'versendet', nach: 'zurueckgezogen', durch: ['administrator', 'system'] },
    { von: 'abgelaufen', nach: 'versendet', durch: ['administrator'] },
    { von: 'abgelaufen', nach: 'zurueckgezogen', durch: ['administrator'] },
    { von: 'angenommen', nach: 'genehmigt', durch: ['administrator'] },
    { von: 'angenommen', nach: 'zurueckgezogen', durch: ['administrator', 'system'] },
  ],
})
