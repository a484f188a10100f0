import { jedePerson } from './gruppen.ts'
import type { Personenrecht } from './personen.ts'
import type { Recht } from './recht.ts'

/** Whoever works for a chamber sees the working state. */
const kammerleser = [{ kontext: 'kammer' }] as const satisfies readonly Personenrecht[]
/** Who edits, who steers, and who votes; what each may write the log decides by the role. */
const bearbeitung = [
  { kontext: 'kammer', rollen: ['bqBearbeitung', 'bqRedaktion', 'bqNetzadministration'], anwendung: 'bq' },
] as const satisfies readonly Personenrecht[]
const pruefung = [
  { kontext: 'kammer', rollen: ['bqPruefung'], anwendung: 'bq' },
] as const satisfies readonly Personenrecht[]

/** Everybody with a role in the knowledge base. */
const mitarbeit = [
  {
    kontext: 'kammer',
    rollen: ['bqBearbeitung', 'bqPruefung', 'bqRedaktion', 'bqNetzadministration'],
    anwendung: 'bq',
  },
] as const satisfies readonly Personenrecht[]

/** Anybody reads; what is shown follows from who calls: public, companies and vendors, chambers, the Redaktion. */
const offen = {
  mandanten: ['anbieter', 'kammer'],
  scope: 'bq:lesen',
  personen: jedePerson,
  ohneAnmeldung: true,
} as const
const arbeitsstand = { mandanten: ['kammer'], scope: 'bq:lesen', personen: kammerleser } as const
const schreibrecht = { mandanten: ['kammer'], scope: 'bq:schreiben', personen: bearbeitung } as const
/** Watch lists are of people. */
const arbeitsplatz = { mandanten: [], personen: kammerleser } as const
/** Cases are of clerks, of those who work with the knowledge base, and of the systems of chambers. */
const fallbearbeitung = {
  mandanten: ['kammer'],
  scope: 'bq:schreiben',
  personen: [
    ...bearbeitung,
    { kontext: 'kammer', rollen: ['bqPruefung'], anwendung: 'bq' },
    { kontext: 'kammer', rollen: ['sachbearbeitung'] },
  ],
} as const
/** People speak to people: editors, reviewers and the Redaktion. */
const gespraech = {
  mandanten: [],
  personen: [{ kontext: 'kammer', rollen: ['bqBearbeitung', 'bqPruefung', 'bqRedaktion'], anwendung: 'bq' }],
} as const
/** Other nodes are machine clients of their chambers. */
const partnerrecht = { mandanten: ['kammer'], scope: 'bq:abgleichen' } as const

/** The knowledge base on foreign qualifications. */
export const wissenrechte = {
  listLaender: offen,
  listQualifikationen: offen,
  searchWissen: offen,
  getVergleich: offen,
  getLanddiagramm: offen,
  exportWissen: offen,
  getLand: offen,
  getQualifikation: offen,
  getReferenzberuf: offen,
  listKonflikte: offen,
  listWidersprueche: offen,
  getBlame: offen,
  getSlotverlauf: offen,
  compareStaende: offen,
  getWissenssiegel: offen,
  checkWissenssiegel: offen,
  getWissensvektor: offen,
  getStandhashes: offen,
  fetchAenderungssaetze: offen,
  getBuendel: offen,
  proveAenderung: offen,
  getRueckstand: offen,
  listVeralteteAussagen: offen,
  uploadWissensdokument: schreibrecht,
  listWissensdokumente: offen,
  getWissensdokument: offen,
  createAbo: arbeitsplatz,
  listAbos: arbeitsplatz,
  deleteAbo: arbeitsplatz,
  listBenachrichtigungen: arbeitsplatz,
  createWissensentscheidung: fallbearbeitung,
  getSiegelbetroffene: fallbearbeitung,
  listBetroffene: fallbearbeitung,
  createBewertungsergebnis: fallbearbeitung,
  listBewertungsergebnisse: arbeitsstand,
  listVorschlaege: arbeitsstand,
  getProfilfassung: arbeitsstand,
  createAenderungssatz: schreibrecht,
  revertAenderungssatz: schreibrecht,
  previewDreiwege: schreibrecht,
  planWissensimport: schreibrecht,
  createWissensbeitrag: gespraech,
  createWissensanfrage: gespraech,
  createWissensantwort: gespraech,
  listWissensbeitraege: arbeitsstand,
  listWissensanfragen: arbeitsstand,
  createPruefvermerk: { mandanten: [], personen: pruefung },
  listAutorenschluessel: { mandanten: [], personen: mitarbeit },
  pushAenderungssaetze: partnerrecht,
  pushBuendel: partnerrecht,
} as const satisfies Record<string, Recht | 'oeffentlich'>
