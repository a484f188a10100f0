import { type Grundsatz, kammer } from './grundsatz.ts'

/** Principles about what becomes of a training contract after its registration. */
export const vertragsverlaufgrundsaetze: readonly Grundsatz[] = [
  {
    satz: 'A change of a contract is written by the company or its vendor, on paper by the chamber; both may freeze and open it, refuse or take back a notice, and show the second examination',
    maschinen: ['anbieter', 'kammer'],
    unternehmen: ['antragsteller'],
    kammer,
    operationen: [
      'createVertragsaenderung',
      'updateVertragsaenderung',
      'signVertragsaenderung',
      'requestAenderungsbestaetigung',
      'reopenVertragsaenderung',
      'discardVertragsaufloesung',
      'reportNachuntersuchung',
    ],
  },
  {
    satz: 'A change is handed in, answered for and taken back by the company, which also tells that a training has ended',
    maschinen: ['anbieter'],
    unternehmen: ['antragsteller'],
    operationen: [
      'submitVertragsaenderung',
      'withdrawVertragsaenderung',
      'supplyVertragsaenderung',
      'reportVertragsaufloesung',
    ],
  },
  {
    satz: 'Changes are read by the sides of their contract, and each side may hold its contract against erasure',
    maschinen: ['anbieter', 'kammer'],
    unternehmen: ['antragsteller'],
    kammer,
    operationen: [
      'listVertragsaenderungen',
      'getVertragsaenderung',
      'getVertragsaenderungspruefung',
      'getAenderungsausfertigung',
      'setVertragssperre',
      'liftVertragssperre',
    ],
  },
  {
    satz: 'The register is changed by clerks, advisers and systems of the chamber: changes, ends, deadlines, deletions, its archive',
    maschinen: ['kammer'],
    kammer,
    operationen: [
      'claimVertragsaenderung',
      'returnVertragsaenderung',
      'requestAenderungsnachreichung',
      'overrideAenderungsbefund',
      'releaseAenderungsdruck',
      'proposeVertragsaenderung',
      'registerVertragsaenderung',
      'refuseVertragsaenderung',
      'dissolveAusbildungsvertrag',
      'endAusbildungsvertrag',
      'setMaengelfrist',
      'settleMaengelfrist',
      'deleteVertragseintragung',
      'listVertragsarchiv',
    ],
  },
]
