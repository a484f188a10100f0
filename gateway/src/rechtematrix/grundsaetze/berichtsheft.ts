import { beteiligte, type Grundsatz, kammer, kammerMitPruefern, lehrende, vorlegende } from './grundsatz.ts'

/** Principles about report books, and what is done with them. */
export const berichtsheftgrundsaetze: readonly Grundsatz[] = [
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
    satz: 'Messages are one door for all; what is in them needs its own right',
    maschinen: ['anbieter', 'kammer'],
    konto: true,
    unternehmen: 'jede',
    kammer: 'jede',
    operationen: ['createNachricht', 'streamNachrichten'],
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
]
