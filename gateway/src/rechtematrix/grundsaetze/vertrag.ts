import { type Grundsatz, kammer } from './grundsatz.ts'

/** Principles about training contracts, and the data that they stand on. */
export const vertraggrundsaetze: readonly Grundsatz[] = [
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
    satz: 'The catalogue of occupations is kept by the operator, by machine or by a person with a second factor',
    maschinen: ['betreiber'],
    betreiber: ['betreiber'],
    zweiterFaktor: ['betreiber'],
    operationen: ['streamBerufe'],
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
