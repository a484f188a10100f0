import { eigenesKonto, jedesUnternehmen, kammer, unternehmensadministration, unternehmenspruefung } from './gruppen.ts'
import type { Recht } from './recht.ts'

/** Companies: registration, letters, comparison with ELSTER, deletion. */
export const unternehmenrechte = {
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
} as const satisfies Record<string, Recht | 'oeffentlich'>
