import { antragstellende, beide, kammer, kammerHandelt } from './gruppen.ts'
import type { Recht } from './recht.ts'
import { antragsrecht, schreibrecht, vertragsleserecht, vertragsrecht } from './vertrag.ts'

/** What becomes of a training contract after its registration: changes, its end, and the archive of the register. */
export const vertragsverlaufrechte = {
  createVertragsaenderung: schreibrecht,
  updateVertragsaenderung: schreibrecht,
  listVertragsaenderungen: vertragsleserecht,
  getVertragsaenderung: vertragsleserecht,
  getVertragsaenderungspruefung: vertragsleserecht,
  getAenderungsausfertigung: vertragsleserecht,
  submitVertragsaenderung: antragsrecht,
  withdrawVertragsaenderung: antragsrecht,
  supplyVertragsaenderung: antragsrecht,
  signVertragsaenderung: schreibrecht,
  requestAenderungsbestaetigung: schreibrecht,
  reopenVertragsaenderung: schreibrecht,
  claimVertragsaenderung: vertragsrecht,
  returnVertragsaenderung: vertragsrecht,
  requestAenderungsnachreichung: vertragsrecht,
  overrideAenderungsbefund: vertragsrecht,
  releaseAenderungsdruck: vertragsrecht,
  proposeVertragsaenderung: vertragsrecht,
  registerVertragsaenderung: vertragsrecht,
  refuseVertragsaenderung: vertragsrecht,
  reportVertragsaufloesung: antragsrecht,
  // The company takes it back, the chamber refuses it.
  discardVertragsaufloesung: schreibrecht,
  dissolveAusbildungsvertrag: vertragsrecht,
  endAusbildungsvertrag: vertragsrecht,
  setMaengelfrist: vertragsrecht,
  settleMaengelfrist: vertragsrecht,
  reportNachuntersuchung: schreibrecht,
  deleteVertragseintragung: vertragsrecht,
  setVertragssperre: { mandanten: beide, scope: 'vertrag:lesen', personen: [...antragstellende, ...kammerHandelt] },
  liftVertragssperre: { mandanten: beide, scope: 'vertrag:lesen', personen: [...antragstellende, ...kammerHandelt] },
  listVertragsarchiv: { mandanten: kammer, scope: 'vertrag:lesen', personen: kammerHandelt, protokolliert: true },
} as const satisfies Record<string, Recht | 'oeffentlich'>
