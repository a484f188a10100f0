import type { Mandantenart } from '../contract/anbieter.ts'
import { checkPerson, type Handelnder, type Personenfehler, type Personenrecht } from './personen.ts'

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
  'stammdaten:schreiben': 'Deliver the master data of a chamber',
  'stammdaten:lesen': 'Read the master data of a chamber',
  'unternehmen:lesen': 'Read registrations, letters and requests for deletion of the companies of a chamber',
  'unternehmen:pruefen': 'Check and decide about them, and fetch letters to post',
  'vertrag:schreiben': 'Write training contracts and hand them in',
  'vertrag:lesen': 'Read training contracts',
  'vertrag:entscheiden': 'Check training contracts, and decide about their registration',
  'verwaltung:schreiben': 'Register and lock vendors and machine clients',
  'verwaltung:lesen': 'Read vendors',
  person: 'Act for the person who signed in, as far as the roles of that person go',
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
    'vertrag:schreiben',
    'vertrag:lesen',
    'verwaltung:lesen',
  ],
  kammer: [
    'berichtsheft:lesen',
    'freigabe:lesen',
    'anforderung:stellen',
    'anforderung:lesen',
    'nachricht:senden',
    'ereignis:lesen',
    'stammdaten:schreiben',
    'stammdaten:lesen',
    'unternehmen:lesen',
    'unternehmen:pruefen',
    'vertrag:schreiben',
    'vertrag:lesen',
    'vertrag:entscheiden',
  ],
  betreiber: ['verwaltung:schreiben', 'verwaltung:lesen'],
}

/** A row of the permission table: who may call the operation, machine clients with which scope and people with which roles. */
export interface Recht {
  readonly mandanten: readonly Mandantenart[]
  /** What a machine client needs; absent where none may call. */
  readonly scope?: Scope
  /** People who may call it; absent where none may. */
  readonly personen?: readonly Personenrecht[]
  /** Who called it is noted, because it shows personal data of apprentices. */
  readonly protokolliert?: true
  /** Anybody may call it while the gateway runs as a demo. */
  readonly selbstbedienungInDerDemo?: true
}

const anbieter = ['anbieter'] as const
const kammer = ['kammer'] as const
const beide = ['anbieter', 'kammer'] as const
const betreiber = ['betreiber'] as const

/** A clerk may see what the chamber may see; asking for books and deciding about them is for clerks alone. */
const kammerLiest = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'pruefungsausschuss'] },
] as const satisfies readonly Personenrecht[]
const kammerHandelt = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung'] },
] as const satisfies readonly Personenrecht[]
/** Who trains sees the books of the company; a trainer of another application does not by that (MI-15). */
const ausbildende = [
  {
    kontext: 'unternehmen',
    rollen: ['ausbildungsadministrator', 'ausbilder', 'ausbildungsbeauftragter'],
    anwendung: 'berichtsheft',
  },
] as const satisfies readonly Personenrecht[]
/** The operator's people, who sign in with a second factor. */
const betrieb = [
  { kontext: 'betreiber', rollen: ['betreiber'], stufe: 'mehrfaktor' },
] as const satisfies readonly Personenrecht[]
/** Whoever has an account keeps it. */
const eigenesKonto = [{ kontext: 'konto' }] as const satisfies readonly Personenrecht[]
/** Who is linked to single books, by a role of the application: the apprentice, those who represent him by law, the school. */
const beteiligte = [
  {
    kontext: 'unternehmen',
    rollen: ['azubi', 'gesetzlicheVertretung', 'berufsschule'],
    anwendung: 'berichtsheft',
  },
] as const satisfies readonly Personenrecht[]
const leser = [...kammerLiest, ...ausbildende, ...beteiligte]
/** The apprentice writes the reports of the own book. */
const schreibende = [
  { kontext: 'unternehmen', rollen: ['azubi'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Steps and remarks: by the apprentice, and by who approves. */
const schreitende = [
  {
    kontext: 'unternehmen',
    rollen: ['azubi', 'ausbildungsbeauftragter', 'ausbilder'],
    anwendung: 'berichtsheft',
  },
] as const satisfies readonly Personenrecht[]
/** Who presents a book to the chamber in the name of the company (BBiG § 43 Abs. 1 Nr. 2). */
const vorlegende = [
  { kontext: 'unternehmen', rollen: ['ausbildungsadministrator', 'ausbilder'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Who keeps all books of the company and assigns trainers. */
const ausbildungsadministration = [
  { kontext: 'unternehmen', rollen: ['ausbildungsadministrator'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Who plans in whose hands an apprentice is (BH-22). */
const einsatzplanung = vorlegende
/** The own assignments are seen by both sides. */
const einsatzleser = [
  { kontext: 'unternehmen', rollen: ['ausbildungsbeauftragter', 'azubi'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Who keeps the members of a company and their roles. */
const unternehmensadministration = [
  { kontext: 'unternehmen', rollen: ['unternehmensadministrator'] },
] as const satisfies readonly Personenrecht[]
/** Who gives roles: each in the own area, at chambers and for the operator with a second factor. */
const rollenvergabe = [
  ...unternehmensadministration,
  { kontext: 'kammer', rollen: ['kammeradministration'], stufe: 'mehrfaktor' },
  ...betrieb,
] as const satisfies readonly Personenrecht[]
const rollenleser = [
  ...eigenesKonto,
  ...unternehmensadministration,
  { kontext: 'kammer', rollen: ['kammeradministration'] },
  { kontext: 'betreiber', rollen: ['betreiber'] },
] as const satisfies readonly Personenrecht[]
/** Whoever has an account, in whatever capacity; a person without a role there has nothing to see. */
const jedePerson = [
  ...eigenesKonto,
  { kontext: 'unternehmen' },
  { kontext: 'kammer' },
  { kontext: 'betreiber' },
] as const satisfies readonly Personenrecht[]
/** Whoever has a role in a company sees its data. */
const jedesUnternehmen = [{ kontext: 'unternehmen' }] as const satisfies readonly Personenrecht[]
/** Clerks who decide about companies; with a second factor, because a letter opens a company. */
const unternehmenspruefung = [
  { kontext: 'kammer', rollen: ['sachbearbeitung'], stufe: 'mehrfaktor' },
] as const satisfies readonly Personenrecht[]
/** The register of a chamber is read by all of its staff who work with companies, and kept by administrators. */
const stammdatenLeser = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'kammeradministration'] },
] as const satisfies readonly Personenrecht[]
const stammdatenPflege = [
  { kontext: 'kammer', rollen: ['kammeradministration'] },
] as const satisfies readonly Personenrecht[]
/** Who files training contracts for a company. */
const antragstellende = [
  { kontext: 'unternehmen', rollen: ['antragsteller'], anwendung: 'ausbildungsvertrag' },
] as const satisfies readonly Personenrecht[]
/** The contracts of a chamber are checked by clerks and training advisers. */
const vertragsrecht = { mandanten: kammer, scope: 'vertrag:entscheiden', personen: kammerHandelt } as const
/** Both sides write, each what its state allows: the chamber types in what came on paper. */
const schreibrecht = {
  mandanten: beide,
  scope: 'vertrag:schreiben',
  personen: [...antragstellende, ...kammerHandelt],
} as const
const antragsrecht = { mandanten: anbieter, scope: 'vertrag:schreiben', personen: antragstellende } as const
const vertragsleserecht = {
  mandanten: beide,
  scope: 'vertrag:lesen',
  personen: [...antragstellende, ...kammerHandelt],
} as const

/**
 * The permission table: one row per operation, `'oeffentlich'` where no token is needed. Whose objects are meant follows
 * from the tenant of the caller: foreign objects do not exist for it.
 */
export const rechte = {
  createBerichtsheft: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  updateBerichtsheft: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  listBerichtshefte: { mandanten: beide, scope: 'berichtsheft:lesen', personen: leser, protokolliert: true },
  getBerichtsheft: { mandanten: beide, scope: 'berichtsheft:lesen', personen: leser, protokolliert: true },
  listZugriffe: {
    mandanten: anbieter,
    scope: 'berichtsheft:lesen',
    personen: [{ kontext: 'unternehmen', rollen: ['ausbildungsadministrator'] }],
  },
  setLoeschsperre: { mandanten: beide, scope: 'berichtsheft:lesen', personen: kammerHandelt },
  liftLoeschsperre: { mandanten: beide, scope: 'berichtsheft:lesen', personen: kammerHandelt },
  putAnhang: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  getAnhang: { mandanten: beide, scope: 'berichtsheft:lesen', personen: leser, protokolliert: true },
  createLieferung: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  streamLieferungen: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  createImport: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  listAdapter: { mandanten: anbieter, scope: 'berichtsheft:schreiben' },
  createAusbildungsnachweis: { mandanten: anbieter, scope: 'berichtsheft:schreiben', personen: schreibende },
  updateAusbildungsnachweis: { mandanten: anbieter, scope: 'berichtsheft:schreiben', personen: schreibende },
  createSchritt: { mandanten: anbieter, scope: 'berichtsheft:schreiben', personen: schreitende },
  createKommentar: { mandanten: anbieter, scope: 'berichtsheft:schreiben', personen: schreitende },
  checkAusbildungsnachweis: { mandanten: beide, scope: 'berichtsheft:lesen', personen: leser },
  listAusbildungsnachweise: { mandanten: beide, scope: 'berichtsheft:lesen', personen: leser, protokolliert: true },
  getAusbildungsnachweis: { mandanten: beide, scope: 'berichtsheft:lesen', personen: leser, protokolliert: true },
  createExport: { mandanten: beide, scope: 'berichtsheft:lesen', protokolliert: true },
  listExporte: { mandanten: beide, scope: 'berichtsheft:lesen' },
  getExport: { mandanten: beide, scope: 'berichtsheft:lesen' },
  getExportDatei: { mandanten: beide, scope: 'berichtsheft:lesen', protokolliert: true },
  createFreigabe: { mandanten: anbieter, scope: 'freigabe:erteilen', personen: vorlegende },
  revokeFreigabe: { mandanten: anbieter, scope: 'freigabe:erteilen', personen: vorlegende },
  listFreigaben: { mandanten: beide, scope: 'freigabe:lesen', personen: [...kammerLiest, ...vorlegende] },
  getFreigabe: { mandanten: beide, scope: 'freigabe:lesen', personen: [...kammerLiest, ...vorlegende] },
  createUebermittlung: { mandanten: anbieter, scope: 'freigabe:erteilen' },
  listUebermittlungen: { mandanten: beide, scope: 'freigabe:lesen', personen: kammerLiest, protokolliert: true },
  getUebermittlung: { mandanten: beide, scope: 'freigabe:lesen', personen: kammerLiest, protokolliert: true },
  getPaket: { mandanten: beide, scope: 'freigabe:lesen', personen: kammerLiest, protokolliert: true },
  createPruefergebnis: { mandanten: kammer, scope: 'anforderung:stellen', personen: kammerHandelt },
  createAnforderung: { mandanten: kammer, scope: 'anforderung:stellen', personen: kammerHandelt },
  withdrawAnforderung: { mandanten: kammer, scope: 'anforderung:stellen', personen: kammerHandelt },
  createSammelanforderung: { mandanten: kammer, scope: 'anforderung:stellen', personen: kammerHandelt },
  listSammelanforderungen: { mandanten: kammer, scope: 'anforderung:lesen', personen: kammerLiest },
  getSammelanforderung: { mandanten: kammer, scope: 'anforderung:lesen', personen: kammerLiest },
  listAnforderungen: { mandanten: beide, scope: 'anforderung:lesen', personen: [...kammerLiest, ...vorlegende] },
  getAnforderung: { mandanten: beide, scope: 'anforderung:lesen', personen: [...kammerLiest, ...vorlegende] },
  createNachricht: {
    mandanten: beide,
    scope: 'nachricht:senden',
    // Each message also needs the right of its operation.
    personen: [{ kontext: 'konto' }, { kontext: 'unternehmen' }, { kontext: 'kammer' }],
  },
  listEreignisse: { mandanten: beide, scope: 'ereignis:lesen' },
  getEreignis: { mandanten: beide, scope: 'ereignis:lesen' },
  streamStammdaten: { mandanten: kammer, scope: 'stammdaten:schreiben', personen: stammdatenPflege },
  listStammdaten: { mandanten: kammer, scope: 'stammdaten:lesen', personen: stammdatenLeser },
  getStammsatz: { mandanten: kammer, scope: 'stammdaten:lesen', personen: stammdatenLeser },
  listBerufe: 'oeffentlich',
  getBeruf: 'oeffentlich',
  checkAusbildungsvertrag: 'oeffentlich',
  readVertragsempfang: 'oeffentlich',
  confirmVertragsempfang: 'oeffentlich',
  createAusbildungsvertrag: schreibrecht,
  updateAusbildungsvertrag: schreibrecht,
  listAusbildungsvertraege: vertragsleserecht,
  getAusbildungsvertrag: vertragsleserecht,
  getVertragspruefung: vertragsleserecht,
  getVertragsvorbelegung: { mandanten: [], personen: antragstellende },
  submitAusbildungsvertrag: antragsrecht,
  withdrawAusbildungsvertrag: antragsrecht,
  supplyVertragsnachreichung: antragsrecht,
  signAusbildungsvertrag: schreibrecht,
  requestVertragsbestaetigung: schreibrecht,
  reopenAusbildungsvertrag: schreibrecht,
  claimAusbildungsvertrag: vertragsrecht,
  returnAusbildungsvertrag: vertragsrecht,
  requestVertragsnachreichung: vertragsrecht,
  overrideVertragsbefund: vertragsrecht,
  releaseVertragsdruck: vertragsrecht,
  proposeVertragseintragung: vertragsrecht,
  registerAusbildungsvertrag: vertragsrecht,
  refuseAusbildungsvertrag: vertragsrecht,
  getVertragseinstellungen: {
    mandanten: kammer,
    scope: 'vertrag:lesen',
    personen: [{ kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'kammeradministration'] }],
  },
  setVertragseinstellungen: { mandanten: [], personen: stammdatenPflege },
  streamBerufe: { mandanten: betreiber, scope: 'verwaltung:schreiben', personen: betrieb },
  createUnternehmen: { mandanten: [], personen: eigenesKonto },
  listUnternehmen: {
    mandanten: kammer,
    scope: 'unternehmen:lesen',
    personen: [...eigenesKonto, ...jedesUnternehmen, ...unternehmenspruefung],
  },
  getUnternehmen: {
    mandanten: kammer,
    scope: 'unternehmen:lesen',
    personen: [...eigenesKonto, ...jedesUnternehmen, ...unternehmenspruefung],
  },
  updateUnternehmen: { mandanten: [], personen: [...eigenesKonto, ...unternehmensadministration] },
  getUnternehmensabgleich: { mandanten: kammer, scope: 'unternehmen:lesen', personen: unternehmenspruefung },
  claimUnternehmen: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  releaseUnternehmen: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  decideUnternehmen: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  activateUnternehmen: { mandanten: [], personen: eigenesKonto },
  beginElsterabgleich: { mandanten: [], personen: eigenesKonto },
  finishElsterabgleich: { mandanten: [], personen: eigenesKonto },
  decideElsterabgleich: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  createBrief: { mandanten: [], personen: eigenesKonto },
  listBriefe: { mandanten: kammer, scope: 'unternehmen:lesen', personen: unternehmenspruefung },
  getBriefDatei: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  sendBrief: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  createLoeschantrag: { mandanten: [], personen: unternehmensadministration },
  listLoeschantraege: {
    mandanten: kammer,
    scope: 'unternehmen:lesen',
    personen: [...unternehmensadministration, ...unternehmenspruefung],
  },
  getLoeschantrag: {
    mandanten: kammer,
    scope: 'unternehmen:lesen',
    personen: [...unternehmensadministration, ...unternehmenspruefung],
  },
  updateLoeschantrag: { mandanten: [], personen: unternehmensadministration },
  discardLoeschantrag: { mandanten: [], personen: unternehmensadministration },
  confirmLoeschantrag: { mandanten: [], personen: unternehmensadministration },
  decideLoeschantrag: { mandanten: kammer, scope: 'unternehmen:pruefen', personen: unternehmenspruefung },
  revokeLoeschantrag: { mandanten: [], personen: unternehmensadministration },
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
  createKonto: 'oeffentlich',
  confirmKonto: 'oeffentlich',
  confirmEmail: 'oeffentlich',
  requestPasswort: 'oeffentlich',
  resetPasswort: 'oeffentlich',
  unlockKonto: 'oeffentlich',
  getKonto: { mandanten: [], personen: eigenesKonto },
  updateKonto: { mandanten: [], personen: eigenesKonto },
  deleteKonto: { mandanten: [], personen: eigenesKonto },
  changePasswort: { mandanten: [], personen: eigenesKonto },
  lockKonto: { mandanten: [], personen: eigenesKonto },
  listSitzungen: { mandanten: [], personen: eigenesKonto },
  endSitzungen: { mandanten: [], personen: eigenesKonto },
  endSitzung: { mandanten: [], personen: eigenesKonto },
  getAuskunft: { mandanten: [], personen: eigenesKonto },
  listMitglieder: { mandanten: [], personen: [...unternehmensadministration, ...ausbildungsadministration] },
  removeMitglied: { mandanten: [], personen: unternehmensadministration },
  listMitgliedschaften: { mandanten: [], personen: eigenesKonto },
  leaveUnternehmen: { mandanten: [], personen: eigenesKonto },
  createEinladung: { mandanten: [], personen: unternehmensadministration },
  listEinladungen: { mandanten: [], personen: unternehmensadministration },
  getEinladung: { mandanten: [], personen: [...eigenesKonto, ...unternehmensadministration] },
  resendEinladung: { mandanten: [], personen: unternehmensadministration },
  acceptEinladung: { mandanten: [], personen: eigenesKonto },
  approveEinladung: { mandanten: [], personen: unternehmensadministration },
  withdrawEinladung: { mandanten: [], personen: unternehmensadministration },
  createBeitrittsanfrage: { mandanten: [], personen: eigenesKonto },
  createRollenanfrage: { mandanten: [], personen: eigenesKonto },
  listMitgliedsanfragen: { mandanten: [], personen: [...eigenesKonto, ...unternehmensadministration] },
  getMitgliedsanfrage: { mandanten: [], personen: [...eigenesKonto, ...unternehmensadministration] },
  claimMitgliedsanfrage: { mandanten: [], personen: unternehmensadministration },
  releaseMitgliedsanfrage: { mandanten: [], personen: unternehmensadministration },
  decideMitgliedsanfrage: { mandanten: [], personen: unternehmensadministration },
  withdrawMitgliedsanfrage: { mandanten: [], personen: eigenesKonto },
  listRollenzuweisungen: { mandanten: [], personen: rollenleser },
  // The operator's machine client gives the first roles, when nobody has one yet.
  createRollenzuweisung: { mandanten: betreiber, scope: 'verwaltung:schreiben', personen: rollenvergabe },
  changeRollenzuweisung: { mandanten: [], personen: rollenvergabe },
  revokeRollenzuweisung: { mandanten: [], personen: rollenvergabe },
  listAnwendungen: { mandanten: [], personen: jedePerson },
  createAnwendung: { mandanten: [], personen: betrieb },
  updateAnwendung: { mandanten: [], personen: betrieb },
  listAufgaben: { mandanten: [], personen: jedePerson },
  createBeteiligung: { mandanten: [], personen: ausbildungsadministration },
  listBeteiligungen: { mandanten: [], personen: [...eigenesKonto, ...ausbildungsadministration] },
  confirmBeteiligung: { mandanten: [], personen: eigenesKonto },
  endBeteiligung: { mandanten: [], personen: [...eigenesKonto, ...ausbildungsadministration] },
  listEigeneBerichtshefte: { mandanten: [], personen: eigenesKonto, protokolliert: true },
  createEinsatz: { mandanten: [], personen: einsatzplanung },
  listEinsaetze: { mandanten: [], personen: [...einsatzplanung, ...einsatzleser] },
  listEinsatzluecken: { mandanten: [], personen: einsatzplanung },
  updateEinsatz: { mandanten: [], personen: einsatzplanung },
  endEinsatz: { mandanten: [], personen: einsatzplanung },
  getFreigabeverfahren: { mandanten: [], personen: ausbildende },
  setFreigabeverfahren: { mandanten: [], personen: ausbildungsadministration },
  listRegeln: 'oeffentlich',
} as const satisfies Record<string, Recht | 'oeffentlich'>

export type Operationsname = keyof typeof rechte

/** For whom a call acts: the three kinds of machine clients, or a person for a company or the own account. */
export type Aufruferart = Mandantenart | 'unternehmen' | 'konto'

/** Who calls and for whom: a machine client, or a person, who has the art of the context that he works in. */
export interface Aufrufer {
  readonly art: Aufruferart
  readonly scopes: readonly string[]
  /** Present when a person calls. */
  readonly person?: Handelnder
}

/** Why a call is refused; `undefined` means it is allowed. */
export type Rechtefehler =
  | { readonly grund: 'mandant'; readonly erlaubt: readonly Mandantenart[] }
  | { readonly grund: 'scope'; readonly scope: Scope }
  | Personenfehler

/** Decides by the table whether a caller may call an operation. Pure; whose objects are meant is decided by the data. */
export const checkRecht = (operation: Operationsname, aufrufer: Aufrufer): Rechtefehler | undefined => {
  const recht: Recht | 'oeffentlich' = rechte[operation]
  if (recht === 'oeffentlich') return undefined
  if (aufrufer.person !== undefined)
    return recht.personen === undefined
      ? { grund: 'mandant', erlaubt: recht.mandanten }
      : checkPerson(recht.personen, aufrufer.person, aufrufer.scopes)
  const { art } = aufrufer
  if (!recht.mandanten.some((erlaubt) => erlaubt === art)) return { grund: 'mandant', erlaubt: recht.mandanten }
  if (recht.scope !== undefined && !aufrufer.scopes.includes(recht.scope)) return { grund: 'scope', scope: recht.scope }
  return undefined
}
