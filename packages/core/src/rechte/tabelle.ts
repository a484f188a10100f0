import type { Mandantenart } from '../contract/anbieter.ts'

/** What a machine client may be allowed to do; a token carries the scopes it was asked for. */
export const scopes = {
  'berichtsheft:schreiben': 'Write report books and reports',
  'berichtsheft:lesen': 'Read report books and reports',
  'freigabe:erteilen': 'Release books to chambers and hand them over',
  'freigabe:lesen': 'Read releases and transfers',
  'anforderung:stellen': 'Request books, withdraw requests, decide about transfers',
  'anforderung:lesen': 'Read requests',
  'nachricht:senden': 'Send XML messages; each also needs the scope of what it does',
  'ereignis:lesen': 'Fetch events and keep webhooks',
  'verwaltung:schreiben': 'Register and lock vendors and machine clients',
  'verwaltung:lesen': 'Read vendors',
} as const

export type Scope = keyof typeof scopes

/** Which scopes a client may ask for, by whom it acts for. */
export const scopesOf: Record<Mandantenart, readonly Scope[]> = {
  anbieter: [
    'berichtsheft:schreiben',
    'berichtsheft:lesen',
    'freigabe:erteilen',
    'freigabe:lesen',
    'anforderung:lesen',
    'nachricht:senden',
    'ereignis:lesen',
    'verwaltung:lesen',
  ],
  kammer: [
    'berichtsheft:lesen',
    'freigabe:lesen',
    'anforderung:stellen',
    'anforderung:lesen',
    'nachricht:senden',
    'ereignis:lesen',
  ],
  betreiber: ['verwaltung:schreiben', 'verwaltung:lesen'],
}

/** A row of the permission table: who may call the operation, and with which scope. */
export interface Recht {
  readonly mandanten: readonly Mandantenart[]
  readonly scope: Scope
  /** Anybody may call it while the gateway runs as a demo. */
  readonly selbstbedienungInDerDemo?: true
}

const anbieter = ['anbieter'] as const
const kammer = ['kammer'] as const
const beide = ['anbieter', 'kammer'] as const
const betreiber = ['betreiber'] as const

/**
 * The permission table for machine clients: one row per operation, `'oeffentlich'` where no token is needed. Whose
 * objects are meant follows from the tenant of the caller: foreign objects do not exist for it. People, companies and
 * roles add columns here.
 */
export const rechte = {
  createBerichtsheft: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  updateBerichtsheft: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  listBerichtshefte: { mandanten: beide, scope: 'berichtsheft:lesen' },
  getBerichtsheft: { mandanten: beide, scope: 'berichtsheft:lesen' },
  putAnhang: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  getAnhang: { mandanten: beide, scope: 'berichtsheft:lesen' },
  createLieferung: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  streamLieferungen: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  createImport: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  listAdapter: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  createAusbildungsnachweis: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  updateAusbildungsnachweis: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  createSchritt: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  createKommentar: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  checkAusbildungsnachweis: { mandanten: beide, scope: 'berichtsheft:lesen' },
  listAusbildungsnachweise: { mandanten: beide, scope: 'berichtsheft:lesen' },
  getAusbildungsnachweis: { mandanten: beide, scope: 'berichtsheft:lesen' },
  createExport: { mandanten: beide, scope: 'berichtsheft:lesen' },
  getExport: { mandanten: beide, scope: 'berichtsheft:lesen' },
  getExportDatei: { mandanten: beide, scope: 'berichtsheft:lesen' },
  createFreigabe: { mandanten: anbieter, scope: 'freigabe:erteilen' },
  revokeFreigabe: { mandanten: anbieter, scope: 'freigabe:erteilen' },
  listFreigaben: { mandanten: beide, scope: 'freigabe:lesen' },
  getFreigabe: { mandanten: beide, scope: 'freigabe:lesen' },
  createUebermittlung: { mandanten: anbieter, scope: 'freigabe:erteilen' },
  listUebermittlungen: { mandanten: beide, scope: 'freigabe:lesen' },
  getUebermittlung: { mandanten: beide, scope: 'freigabe:lesen' },
  getPaket: { mandanten: beide, scope: 'freigabe:lesen' },
  createPruefergebnis: { mandanten: kammer, scope: 'anforderung:stellen' },
  createAnforderung: { mandanten: kammer, scope: 'anforderung:stellen' },
  withdrawAnforderung: { mandanten: kammer, scope: 'anforderung:stellen' },
  createSammelanforderung: { mandanten: kammer, scope: 'anforderung:stellen' },
  getSammelanforderung: { mandanten: kammer, scope: 'anforderung:lesen' },
  listAnforderungen: { mandanten: beide, scope: 'anforderung:lesen' },
  getAnforderung: { mandanten: beide, scope: 'anforderung:lesen' },
  createNachricht: { mandanten: beide, scope: 'nachricht:senden' },
  listEreignisse: { mandanten: beide, scope: 'ereignis:lesen' },
  getEreignis: { mandanten: beide, scope: 'ereignis:lesen' },
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
  listRegeln: 'oeffentlich',
} as const satisfies Record<string, Recht | 'oeffentlich'>

export type Operationsname = keyof typeof rechte

/** Who calls: the machine client and whom it acts for. */
export interface Aufrufer {
  readonly art: Mandantenart
  readonly scopes: readonly string[]
}

/** Why a call is refused; `undefined` means it is allowed. */
export type Rechtefehler =
  | { readonly grund: 'mandant'; readonly erlaubt: readonly Mandantenart[] }
  | { readonly grund: 'scope'; readonly scope: Scope }

/** Decides by the table whether a caller may call an operation. Pure; whose objects are meant is decided by the data. */
export const checkRecht = (operation: Operationsname, aufrufer: Aufrufer): Rechtefehler | undefined => {
  const recht: Recht | 'oeffentlich' = rechte[operation]
  if (recht === 'oeffentlich') return undefined
  if (!recht.mandanten.includes(aufrufer.art)) return { grund: 'mandant', erlaubt: recht.mandanten }
  if (!aufrufer.scopes.includes(recht.scope)) return { grund: 'scope', scope: recht.scope }
  return undefined
}
