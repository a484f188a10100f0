import type { Mandantenart, Rolle } from '@berichtsheft/core'

/** A principle in words, and the operations that it is about. Who is not named may not. */
export interface Grundsatz {
  readonly satz: string
  readonly operationen: readonly string[]
  /** Anybody, without a token. */
  readonly alle?: true
  readonly maschinen?: readonly Mandantenart[]
  /** Every person for the own account. */
  readonly konto?: true
  readonly unternehmen?: readonly Rolle[] | 'jede'
  readonly kammer?: readonly Rolle[] | 'jede'
  readonly betreiber?: readonly Rolle[] | 'jede'
  /** Capacities in which a second factor is needed. */
  readonly zweiterFaktor?: readonly ('unternehmen' | 'kammer' | 'betreiber')[]
}

const lehrende = ['ausbildungsadministrator', 'ausbilder', 'ausbildungsbeauftragter'] as const
const beteiligte = ['azubi', 'gesetzlicheVertretung', 'berufsschule'] as const
const vorlegende = ['ausbildungsadministrator', 'ausbilder'] as const
const kammer = ['sachbearbeitung', 'ausbildungsberatung'] as const
const kammerMitPruefern = [...kammer, 'pruefungsausschuss'] as const

/**
 * Who may do what, written by hand from the issue, the law and the handbook, without a look at the permission table: so
 * the table cannot confirm itself. Every operation stands here exactly once.
 */
export const grundsaetze: readonly Grundsatz[] = [
  {
    satz: 'What describes the service, and what leads into an account, is open to anybody',
    alle: true,
    operationen: [
      'listRegeln',
      'listBerufe',
      'getBeruf',
      'checkAusbildungsvertrag',
      'readVertragsempfang',
      'confirmVertragsempfang',
      'listWartungsfenster',
      'createKonto',
      'confirmKonto',
      'confirmEmail',
      'requestPasswort',
      'resetPasswort',
      'unlockKonto',
    ],
  },
  {
    satz: 'Only the vendor that keeps a book writes it',
    maschinen: ['anbieter'],
    operationen: [
      'createBerichtsheft',
      'updateBerichtsheft',
      'putAnhang',
      'createLieferung',
      'streamLieferungen',
      'createImport',
      'listAdapter',
      'createUebermittlung',
    ],
  },
  {
    satz: 'Reports are written by the vendor that keeps the book, and by the apprentice; nobody else writes in his name',
    maschinen: ['anbieter'],
    unternehmen: ['azubi'],
    operationen: ['createAusbildungsnachweis', 'updateAusbildungsnachweis'],
  },
  {
    satz: 'Steps and remarks are up to the apprentice and to who trains; administering gives no say',
    maschinen: ['anbieter'],
    unternehmen: ['azubi', 'ausbildungsbeauftragter', 'ausbilder'],
    operationen: ['createSchritt', 'createKommentar'],
  },
  {
    satz: 'A book is presented to the chamber by the company, through its trainers and its administrator of training, or by its vendor',
    maschinen: ['anbieter'],
    unternehmen: vorlegende,
    operationen: ['createFreigabe', 'revokeFreigabe'],
  },
  {
    satz: 'Books are read by their vendor, by who trains in the company, by who is linked to them, and by the chamber and its examiners',
    maschinen: ['anbieter', 'kammer'],
    unternehmen: [...lehrende, ...beteiligte],
    kammer: kammerMitPruefern,
    operationen: [
      'listBerichtshefte',
      'getBerichtsheft',
      'getAnhang',
      'checkAusbildungsnachweis',
      'listAusbildungsnachweise',
      'getAusbildungsnachweis',
    ],
  },
  {
    satz: 'What the chamber got is a matter of vendor and chamber, not of the company',
    maschinen: ['anbieter', 'kammer'],
    kammer: kammerMitPruefern,
    operationen: ['listUebermittlungen', 'getUebermittlung', 'getPaket'],
  },
  {
    satz: 'Who presents books sees what the chamber asked for and may see',
    maschinen: ['anbieter', 'kammer'],
    unternehmen: vorlegende,
    kammer: kammerMitPruefern,
    operationen: ['listFreigaben', 'getFreigabe', 'listAnforderungen', 'getAnforderung'],
  },
  {
    satz: 'Asking for books and judging them is up to the chamber and its clerks; examiners only read',
    maschinen: ['kammer'],
    kammer,
    operationen: ['createAnforderung', 'withdrawAnforderung', 'createSammelanforderung', 'createPruefergebnis'],
  },
  {
    satz: 'Bulk requests are seen by the chamber alone',
    maschinen: ['kammer'],
    kammer: kammerMitPruefern,
    operationen: ['listSammelanforderungen', 'getSammelanforderung'],
  },
  {
    satz: 'Who looked into a book is told to its vendor and to the administrator of training',
    maschinen: ['anbieter'],
    unternehmen: ['ausbildungsadministrator'],
    operationen: ['listZugriffe'],
  },
  {
    satz: 'Whoever has a claim to a book can stop its erasure: its vendor, and the chamber by its clerks',
    maschinen: ['anbieter', 'kammer'],
    kammer,
    operationen: ['setLoeschsperre', 'liftLoeschsperre'],
  },
  {
    satz: 'Exports, events and webhooks are for machines',
    maschinen: ['anbieter', 'kammer'],
    operationen: [
      'listExporte',
      'createExport',
      'getExport',
      'getExportDatei',
      'listEreignisse',
      'getEreignis',
      'createWebhook',
      'listWebhooks',
      'deleteWebhook',
      'listZustellungen',
      'replayZustellung',
    ],
  },
  {
    satz: 'XML messages are one door for all; what is in them needs its own right',
    maschinen: ['anbieter', 'kammer'],
    konto: true,
    unternehmen: 'jede',
    kammer: 'jede',
    operationen: ['createNachricht'],
  },
  {
    satz: 'The register of a chamber is its own: kept by its administration, read by its staff, hidden from companies',
    maschinen: ['kammer'],
    kammer: ['kammeradministration'],
    operationen: ['streamStammdaten'],
  },
  {
    satz: 'The register is read by the staff who work with companies, not by examiners',
    maschinen: ['kammer'],
    kammer: [...kammer, 'kammeradministration'],
    operationen: ['listStammdaten', 'getStammsatz'],
  },
  {
    satz: 'Vendors and machine clients are kept by the system of the operator',
    maschinen: ['betreiber'],
    operationen: ['createAnbieter', 'updateAnbieter', 'createZugang', 'lockZugang', 'listAnbieter'],
  },
  {
    satz: 'The catalogue of occupations is kept by the operator, by machine or by a person with a second factor',
    maschinen: ['betreiber'],
    betreiber: ['betreiber'],
    zweiterFaktor: ['betreiber'],
    operationen: ['streamBerufe'],
  },
  { satz: 'A vendor sees its own entry', maschinen: ['anbieter', 'betreiber'], operationen: ['getAnbieter'] },
  {
    satz: 'The operator announces rest and takes accounts over, by machine or by a person with a second factor',
    maschinen: ['betreiber'],
    betreiber: ['betreiber'],
    zweiterFaktor: ['betreiber'],
    operationen: ['createWartungsfenster', 'endWartungsfenster', 'createUebernahme', 'listUebernahmen'],
  },
  {
    satz: 'An account belongs to its person: no vendor, no chamber, no administrator and no operator reaches it',
    konto: true,
    operationen: [
      'getKonto',
      'updateKonto',
      'deleteKonto',
      'changePasswort',
      'lockKonto',
      'listSitzungen',
      'endSitzungen',
      'endSitzung',
      'getAuskunft',
    ],
  },
  {
    satz: 'Belonging to a company begins and ends with the person',
    konto: true,
    operationen: [
      'listMitgliedschaften',
      'leaveUnternehmen',
      'acceptEinladung',
      'createBeitrittsanfrage',
      'createRollenanfrage',
      'withdrawMitgliedsanfrage',
    ],
  },
  {
    satz: 'Members are admitted, removed and decided about by the administrators of the company, and by nobody else',
    unternehmen: ['unternehmensadministrator'],
    operationen: [
      'removeMitglied',
      'createEinladung',
      'listEinladungen',
      'resendEinladung',
      'approveEinladung',
      'withdrawEinladung',
      'claimMitgliedsanfrage',
      'releaseMitgliedsanfrage',
      'decideMitgliedsanfrage',
    ],
  },
  {
    satz: 'Members are seen by their administrators and by who links them to books',
    unternehmen: ['unternehmensadministrator', 'ausbildungsadministrator'],
    operationen: ['listMitglieder'],
  },
  {
    satz: 'Links to books are proposed by the administrator of training, who keeps all books of the company',
    unternehmen: ['ausbildungsadministrator'],
    operationen: ['createBeteiligung', 'setFreigabeverfahren'],
  },
  {
    satz: 'Only people themselves agree, and the list of all own books is their own',
    konto: true,
    operationen: ['confirmBeteiligung', 'listEigeneBerichtshefte'],
  },
  {
    satz: 'Links are seen and ended by both sides',
    konto: true,
    unternehmen: ['ausbildungsadministrator'],
    operationen: ['listBeteiligungen', 'endBeteiligung'],
  },
  {
    satz: 'In whose hands an apprentice is, is planned by trainers and by the administrator of training',
    unternehmen: vorlegende,
    operationen: ['createEinsatz', 'updateEinsatz', 'endEinsatz', 'listEinsatzluecken'],
  },
  {
    satz: 'The plan is seen by those whom it is about, too',
    unternehmen: [...lehrende, 'azubi'],
    operationen: ['listEinsaetze'],
  },
  {
    satz: 'Who trains knows how the company approves',
    unternehmen: lehrende,
    operationen: ['getFreigabeverfahren'],
  },
  {
    satz: 'Invitations and requests are seen by both sides',
    konto: true,
    unternehmen: ['unternehmensadministrator'],
    operationen: ['getEinladung', 'listMitgliedsanfragen', 'getMitgliedsanfrage'],
  },
  {
    satz: 'Roles are changed and taken away by the administration of each area: company, chamber, operator',
    unternehmen: ['unternehmensadministrator'],
    kammer: ['kammeradministration'],
    betreiber: ['betreiber'],
    zweiterFaktor: ['kammer', 'betreiber'],
    operationen: ['changeRollenzuweisung', 'revokeRollenzuweisung'],
  },
  {
    satz: "The same give roles; the very first ones, of chambers and the operator, come from the operator's machine client",
    maschinen: ['betreiber'],
    unternehmen: ['unternehmensadministrator'],
    kammer: ['kammeradministration'],
    betreiber: ['betreiber'],
    zweiterFaktor: ['kammer', 'betreiber'],
    operationen: ['createRollenzuweisung'],
  },
  {
    satz: 'Roles are seen by their holder and by who gives them',
    konto: true,
    unternehmen: ['unternehmensadministrator'],
    kammer: ['kammeradministration'],
    betreiber: ['betreiber'],
    operationen: ['listRollenzuweisungen'],
  },
  {
    satz: 'Applications are known to everybody, and plugged in by the operator',
    konto: true,
    unternehmen: 'jede',
    kammer: 'jede',
    betreiber: 'jede',
    operationen: ['listAnwendungen'],
  },
  {
    satz: 'Applications are plugged in and switched off by the operator with a second factor',
    betreiber: ['betreiber'],
    zweiterFaktor: ['betreiber'],
    operationen: ['createAnwendung', 'updateAnwendung'],
  },
  {
    satz: 'Everybody has a task list',
    konto: true,
    unternehmen: 'jede',
    kammer: 'jede',
    betreiber: 'jede',
    operationen: ['listAufgaben'],
  },
  {
    satz: 'Whoever registers a company does it for himself until it is active',
    konto: true,
    operationen: [
      'createUnternehmen',
      'activateUnternehmen',
      'createBrief',
      'beginElsterabgleich',
      'finishElsterabgleich',
    ],
  },
  {
    satz: 'A company is seen by who registered it, by its people, and by clerks and systems of the chamber of its seat',
    maschinen: ['kammer'],
    konto: true,
    unternehmen: 'jede',
    kammer: ['sachbearbeitung'],
    zweiterFaktor: ['kammer'],
    operationen: ['listUnternehmen', 'getUnternehmen'],
  },
  {
    satz: 'The data of a company are kept by who registered it, then by its administrators',
    konto: true,
    unternehmen: ['unternehmensadministrator'],
    operationen: ['updateUnternehmen'],
  },
  {
    satz: 'Clerks with a second factor and systems of the chamber decide about companies, because a letter opens one',
    maschinen: ['kammer'],
    kammer: ['sachbearbeitung'],
    zweiterFaktor: ['kammer'],
    operationen: [
      'getUnternehmensabgleich',
      'claimUnternehmen',
      'releaseUnternehmen',
      'decideUnternehmen',
      'decideElsterabgleich',
      'listBriefe',
      'getBriefDatei',
      'sendBrief',
      'decideLoeschantrag',
    ],
  },
  {
    satz: 'Deletion of a company is asked for by its administrators',
    unternehmen: ['unternehmensadministrator'],
    operationen: [
      'createLoeschantrag',
      'updateLoeschantrag',
      'discardLoeschantrag',
      'confirmLoeschantrag',
      'revokeLoeschantrag',
    ],
  },
  {
    satz: 'A deletion is seen by who asks for it and by who decides about it',
    maschinen: ['kammer'],
    unternehmen: ['unternehmensadministrator'],
    kammer: ['sachbearbeitung'],
    zweiterFaktor: ['kammer'],
    operationen: ['listLoeschantraege', 'getLoeschantrag'],
  },
  {
    satz: 'A training contract is written by who files for the company and by its vendor; what came on paper by the chamber; both may freeze and open it',
    maschinen: ['anbieter', 'kammer'],
    unternehmen: ['antragsteller'],
    kammer,
    operationen: [
      'createAusbildungsvertrag',
      'updateAusbildungsvertrag',
      'signAusbildungsvertrag',
      'requestVertragsbestaetigung',
      'reopenAusbildungsvertrag',
    ],
  },
  {
    satz: 'A training contract is handed in, answered for and taken back by the company, through who files for it or its vendor',
    maschinen: ['anbieter'],
    unternehmen: ['antragsteller'],
    operationen: ['submitAusbildungsvertrag', 'withdrawAusbildungsvertrag', 'supplyVertragsnachreichung'],
  },
  {
    satz: 'Training contracts are read by who files for the company, by the vendor, and by clerks, advisers and systems of the chamber',
    maschinen: ['anbieter', 'kammer'],
    unternehmen: ['antragsteller'],
    kammer,
    operationen: ['listAusbildungsvertraege', 'getAusbildungsvertrag', 'getVertragspruefung'],
  },
  {
    satz: 'What the chamber knows of a company is proposed to who files for it',
    unternehmen: ['antragsteller'],
    operationen: ['getVertragsvorbelegung'],
  },
  {
    satz: 'Training contracts are checked and decided about by clerks, advisers and systems of the chamber',
    maschinen: ['kammer'],
    kammer,
    operationen: [
      'claimAusbildungsvertrag',
      'returnAusbildungsvertrag',
      'requestVertragsnachreichung',
      'overrideVertragsbefund',
      'releaseVertragsdruck',
      'proposeVertragseintragung',
      'registerAusbildungsvertrag',
      'refuseAusbildungsvertrag',
    ],
  },
  {
    satz: 'How a chamber deals with contracts is known to its staff and systems',
    maschinen: ['kammer'],
    kammer: [...kammer, 'kammeradministration'],
    operationen: ['getVertragseinstellungen'],
  },
  {
    satz: 'How a chamber deals with contracts is set by its administration',
    kammer: ['kammeradministration'],
    operationen: ['setVertragseinstellungen'],
  },
]
