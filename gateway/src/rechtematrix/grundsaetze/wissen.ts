import type { Grundsatz } from './grundsatz.ts'

/** Principles about the knowledge base on foreign qualifications. */
export const wissengrundsaetze: readonly Grundsatz[] = [
  {
    satz: 'What is known about foreign qualifications is read by anybody; whoever signs in may do no less',
    unangemeldet: true,
    maschinen: ['anbieter', 'kammer'],
    konto: true,
    unternehmen: 'jede',
    kammer: 'jede',
    betreiber: 'jede',
    operationen: [
      'listLaender',
      'listQualifikationen',
      'searchWissen',
      'getVergleich',
      'getLanddiagramm',
      'exportWissen',
      'getLand',
      'getQualifikation',
      'getReferenzberuf',
      'listKonflikte',
      'listWidersprueche',
      'getBlame',
      'getSlotverlauf',
      'compareStaende',
      'getWissenssiegel',
      'checkWissenssiegel',
      'getWissensvektor',
      'getStandhashes',
      'fetchAenderungssaetze',
      'getBuendel',
      'proveAenderung',
    ],
  },
  {
    satz: 'The working state is for the staff and the systems of chambers',
    maschinen: ['kammer'],
    kammer: 'jede',
    operationen: ['listVorschlaege', 'getProfilfassung', 'listWissensbeitraege', 'listWissensanfragen'],
  },
  {
    satz: 'Statements are written by editors, by the Redaktion and by systems of chambers, votes by who votes for one; administering a chamber gives no say',
    maschinen: ['kammer'],
    kammer: ['bqBearbeitung', 'bqRedaktion', 'bqNetzadministration'],
    operationen: ['createAenderungssatz', 'revertAenderungssatz', 'previewDreiwege', 'planWissensimport'],
  },
  {
    satz: 'Verdicts are given by reviewers, who are people; the Redaktion has none to give',
    kammer: ['bqPruefung'],
    operationen: ['createPruefvermerk'],
  },
  {
    satz: 'Chambers speak to each other through people who edit, review or steer',
    kammer: ['bqBearbeitung', 'bqPruefung', 'bqRedaktion'],
    operationen: ['createWissensbeitrag', 'createWissensanfrage', 'createWissensantwort'],
  },
  {
    satz: 'Keys are seen by those who have one or vote for them',
    kammer: ['bqBearbeitung', 'bqPruefung', 'bqRedaktion', 'bqNetzadministration'],
    operationen: ['listAutorenschluessel'],
  },
  {
    satz: 'Changesets of others are handed over by the nodes of chambers alone',
    maschinen: ['kammer'],
    operationen: ['pushAenderungssaetze', 'pushBuendel'],
  },
]
