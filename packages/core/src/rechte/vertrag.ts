import {
  anbieter,
  antragstellende,
  beide,
  betreiber,
  betrieb,
  kammer,
  kammerHandelt,
  stammdatenLeser,
  stammdatenPflege,
} from './gruppen.ts'
import type { Recht } from './recht.ts'

/** The contracts of a chamber are checked by clerks and training advisers. */
export const vertragsrecht = { mandanten: kammer, scope: 'vertrag:entscheiden', personen: kammerHandelt } as const
/** Both sides write, each what its state allows: the chamber types in what came on paper. */
export const schreibrecht = {
  mandanten: beide,
  scope: 'vertrag:schreiben',
  personen: [...antragstellende, ...kammerHandelt],
} as const
/** The company and its vendor. */
export const antragsrecht = { mandanten: anbieter, scope: 'vertrag:schreiben', personen: antragstellende } as const
/** Both sides read; who did is noted. */
export const vertragsleserecht = {
  mandanten: beide,
  scope: 'vertrag:lesen',
  personen: [...antragstellende, ...kammerHandelt],
  protokolliert: true,
} as const

/** Training contracts, and what they stand on: the register of a chamber and the catalogue of occupations. */
export const vertragrechte = {
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
  reportAusbilder: { mandanten: [], personen: antragstellende },
  reportAusbilderAgain: { mandanten: [], personen: antragstellende },
  listAusbildereignungen: {
    mandanten: kammer,
    scope: 'vertrag:lesen',
    personen: [...antragstellende, ...kammerHandelt],
  },
  getAusbildereignung: { mandanten: kammer, scope: 'vertrag:lesen', personen: [...antragstellende, ...kammerHandelt] },
  claimAusbildereignung: vertragsrecht,
  returnAusbildereignung: vertragsrecht,
  recogniseAusbilder: vertragsrecht,
  refuseAusbilder: vertragsrecht,
  reopenAusbildereignung: vertragsrecht,
  getHeftangebot: { mandanten: anbieter, scope: 'vertrag:lesen', personen: antragstellende },
  acceptHeftangebot: antragsrecht,
  submitAusbildungsvertrag: antragsrecht,
  withdrawAusbildungsvertrag: antragsrecht,
  supplyVertragsnachreichung: antragsrecht,
  signAusbildungsvertrag: schreibrecht,
  uploadVertragsunterlage: schreibrecht,
  removeVertragsunterlage: schreibrecht,
  listVertragsunterlagen: vertragsleserecht,
  getVertragsunterlage: vertragsleserecht,
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
  createVertragsbescheid: vertragsrecht,
  reportVertragseintragung: vertragsrecht,
  settleVertragseinwendung: vertragsrecht,
  createVertragsbriefe: vertragsrecht,
  printVertragsbriefe: { ...vertragsrecht, protokolliert: true },
  proveVertragsempfang: antragsrecht,
  objectVertragseintragung: antragsrecht,
  getVertragsausfertigung: vertragsleserecht,
  getVertragsnachricht: vertragsleserecht,
  listVertragsbriefe: vertragsleserecht,
  getVertragsbriefDatei: vertragsleserecht,
  listVertragszugriffe: { mandanten: anbieter, scope: 'vertrag:lesen', personen: antragstellende },
  getVertragseinstellungen: {
    mandanten: kammer,
    scope: 'vertrag:lesen',
    personen: [{ kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'kammeradministration'] }],
  },
  setVertragseinstellungen: { mandanten: [], personen: stammdatenPflege },
  streamBerufe: { mandanten: betreiber, scope: 'verwaltung:schreiben', personen: betrieb },
} as const satisfies Record<string, Recht | 'oeffentlich'>
