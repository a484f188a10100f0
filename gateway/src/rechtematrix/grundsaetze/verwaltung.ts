import type { Grundsatz } from './grundsatz.ts'

/** Principles about the service, its vendors and machines. */
export const verwaltunggrundsaetze: readonly Grundsatz[] = [
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
    satz: 'Exports and webhooks are for machines',
    maschinen: ['anbieter', 'kammer'],
    operationen: [
      'listExporte',
      'createExport',
      'getExport',
      'getExportDatei',
      'createWebhook',
      'listWebhooks',
      'deleteWebhook',
      'listZustellungen',
      'replayZustellung',
    ],
  },
  {
    satz: 'Vendors and machine clients are kept by the system of the operator',
    maschinen: ['betreiber'],
    operationen: ['createAnbieter', 'updateAnbieter', 'createZugang', 'lockZugang', 'listAnbieter'],
  },
  { satz: 'A vendor sees its own entry', maschinen: ['anbieter', 'betreiber'], operationen: ['getAnbieter'] },
  {
    satz: 'The operator announces rest and takes accounts over, by machine or by a person with a second factor',
    maschinen: ['betreiber'],
    betreiber: ['betreiber'],
    zweiterFaktor: ['betreiber'],
    operationen: ['createWartungsfenster', 'endWartungsfenster', 'createUebernahme', 'listUebernahmen'],
  },
]
