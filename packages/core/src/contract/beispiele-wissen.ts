import type { Wissensbedarf } from './wissen-abgleich.ts'
import type { CreateAbo } from './wissen-abo.ts'
import type { CreateBewertungsergebnis, CreateWissensentscheidung } from './wissen-entscheidung.ts'
import type { CreateWissensanfrage, CreateWissensantwort, CreateWissensbeitrag } from './wissen-gespraech.ts'
import type { CreateImportplan } from './wissen-import.ts'
import type {
  CreateAenderungssatz,
  CreateDreiwegevorschau,
  CreatePruefvermerk,
  CreateRuecknahme,
} from './wissen-schreiben.ts'
import type { Wissenssiegel } from './wissen-siegel.ts'

/** Bodies of requests to the knowledge base, by the name of their schema. */
export interface Wissenskoerper {
  readonly CreateAenderungssatz: CreateAenderungssatz
  readonly CreateRuecknahme: CreateRuecknahme
  readonly CreatePruefvermerk: CreatePruefvermerk
  readonly CreateDreiwegevorschau: CreateDreiwegevorschau
  readonly CreateImportplan: CreateImportplan
  readonly CreateWissensbeitrag: CreateWissensbeitrag
  readonly CreateWissensanfrage: CreateWissensanfrage
  readonly CreateWissensantwort: CreateWissensantwort
  readonly CreateAbo: CreateAbo
  readonly CreateWissensentscheidung: CreateWissensentscheidung
  readonly CreateBewertungsergebnis: CreateBewertungsergebnis
  readonly Wissensbedarf: Wissensbedarf
  readonly Wissenssiegel: Wissenssiegel
}

const slot = 'land:TR/bildungssystem/pflichtschuljahre/0197a5f0-5a00-7b31-9b1c-2f0d6c1e5a77'
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const aenderung = `${hash}:0:1f0d6c1e`
const aussage = { wert: 12, gueltigVon: '2012' }
const beleg = {
  art: 'gesetz',
  titel: 'Gesetz Nr. 6287 über die Änderung des Grundschulgesetzes',
  fundstelle: 'Art. 3',
  guete: 'amtlich',
}

const siegel: Wissenssiegel = {
  v: 1,
  profil: 'land:TR',
  vektor: { 'ihk-101': 5, 'ihk-102': 3 },
  aenderungen: [aenderung],
  stand: hash,
  hash,
}

/** Realistic examples of them. */
export const wissenskoerper: Wissenskoerper = {
  CreateAenderungssatz: {
    nachricht: 'Schulpflicht seit der Reform von 2012',
    aenderungen: [
      { slot, ersetzt: [], wert: aussage },
      { slot: `${slot}/belege`, ersetzt: [], wert: beleg },
    ],
  },
  CreateRuecknahme: { grund: 'Die Angabe gehört zu einem anderen Land.' },
  CreatePruefvermerk: { ziele: [aenderung], urteil: 'frei', text: 'Mit dem Amtsblatt verglichen.' },
  CreateDreiwegevorschau: {
    basis: {
      profil: 'land:TR',
      aussagen: [{ id: slot, werte: [{ wert: { wert: 8 }, koepfe: [aenderung] }], belege: [] }],
    },
    meins: { aussagen: [{ id: slot, werte: [aussage], belege: [beleg] }] },
    grund: 'Abgleich mit dem Amtsblatt',
  },
  CreateImportplan: {
    zeilen: [{ id: slot, werte: [aussage], belege: [beleg] }],
    grund: 'Steht nicht mehr in der Reihe.',
  },
  CreateWissensbeitrag: { zu: slot, text: 'Gilt das auch für Schüler, die 2011 schon in der achten Klasse waren?' },
  CreateWissensanfrage: {
    an: ['107'],
    zu: 'land:TR',
    text: 'Welche Stundentafel galt 2004 an der Meslek Lisesi im Bereich Elektrik?',
    fall: {
      verfahren: 'fachkraefte',
      eingangAm: '2026-11-02',
      ereignisse: [{ art: 'vollstaendig', am: '2026-11-09' }],
    },
  },
  CreateWissensantwort: {
    anfrage: aenderung,
    text: 'Die Stundentafel von 2001, siehe den Vorschlag.',
    aenderungen: [],
  },
  CreateAbo: { art: 'abschnitt', wert: 'land:TR/bildungssystem' },
  CreateWissensentscheidung: { siegel, aktenzeichen: 'BQ 2026/114' },
  CreateBewertungsergebnis: {
    qualifikation: 'qual:0197a5f0-5a00-7b31-9b1c-2f0d6c1e5a77',
    referenzberuf: 'ref:0197a5f0-5a00-7b31-9b1c-2f0d6c1e5a78',
    ergebnis: 'teilweise',
  },
  Wissensbedarf: {
    ketten: { 'ihk-101': { nr: 5, kopf: hash } },
    gabelungen: [],
    unvollstaendig: [],
  },
  Wissenssiegel: siegel,
}
