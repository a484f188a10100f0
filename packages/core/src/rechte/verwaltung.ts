import { beide, betreiber, betrieb } from './gruppen.ts'
import type { Recht } from './recht.ts'

/** Webhooks, vendors, machine clients and the running of the service. */
export const verwaltungrechte = {
  createWebhook: { mandanten: beide, scope: 'ereignis:lesen' },
  listWebhooks: { mandanten: beide, scope: 'ereignis:lesen' },
  deleteWebhook: { mandanten: beide, scope: 'ereignis:lesen' },
  listZustellungen: { mandanten: beide, scope: 'ereignis:lesen' },
  replayZustellung: { mandanten: beide, scope: 'ereignis:lesen' },
  createAnbieter: { mandanten: betreiber, scope: 'verwaltung:schreiben', selbstbedienungInDerDemo: true },
  updateAnbieter: { mandanten: betreiber, scope: 'verwaltung:schreiben' },
  createZugang: { mandanten: betreiber, scope: 'verwaltung:schreiben', selbstbedienungInDerDemo: true },
  lockZugang: { mandanten: betreiber, scope: 'verwaltung:schreiben' },
  listAnbieter: { mandanten: betreiber, scope: 'verwaltung:lesen' },
  getAnbieter: { mandanten: ['anbieter', 'betreiber'], scope: 'verwaltung:lesen' },
  createUebernahme: { mandanten: betreiber, scope: 'verwaltung:schreiben', personen: betrieb },
  listUebernahmen: { mandanten: betreiber, scope: 'verwaltung:lesen', personen: betrieb },
  createWartungsfenster: { mandanten: betreiber, scope: 'verwaltung:schreiben', personen: betrieb },
  endWartungsfenster: { mandanten: betreiber, scope: 'verwaltung:schreiben', personen: betrieb },
  listWartungsfenster: 'oeffentlich',
  listRegeln: 'oeffentlich',
} as const satisfies Record<string, Recht | 'oeffentlich'>
