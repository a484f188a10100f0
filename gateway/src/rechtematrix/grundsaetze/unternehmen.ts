import type { Grundsatz } from './grundsatz.ts'

/** Principles about companies. */
export const unternehmengrundsaetze: readonly Grundsatz[] = [
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
]
