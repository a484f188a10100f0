import { beispielVertrag } from './beispiele-vertrag.ts'
import type {
  Aenderungsnachricht,
  Aufloesungsnachricht,
  Eintragungsnachricht,
  Empfangsnachricht,
  Nachforderungsnachricht,
  Nachreichungsnachricht,
  Vertragsantragsnachricht,
  Vertragsbescheidsnachricht,
} from './vertragsnachricht.ts'

const vertragId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a90'
const eintragungsnummer = '2026-153-000417'
const abfassung = '3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b'
const plan = {
  art: 'ausbildungsplan',
  dateiname: 'Ausbildungsplan.pdf',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
} as const

interface Vertragsnachrichtinhalte {
  readonly antragEintragung: Vertragsantragsnachricht
  readonly vertragsbescheid: Vertragsbescheidsnachricht
  readonly nachforderung: Nachforderungsnachricht
  readonly nachreichung: Nachreichungsnachricht
  readonly empfangsnachweis: Empfangsnachricht
  readonly eintragung: Eintragungsnachricht
  readonly vertragsaenderung: Aenderungsnachricht
  readonly vertragsaufloesung: Aufloesungsnachricht
}

/** What the examples of the messages about training contracts carry: the life of one contract. */
export const vertragsnachrichtinhalte: Vertragsnachrichtinhalte = {
  antragEintragung: { fremdId: 'vertrag-2026-17', vertrag: beispielVertrag },
  vertragsbescheid: {
    verweis: { vertragId, fremdId: 'vertrag-2026-17' },
    vollstaendig: false,
    verstoesse: [
      {
        regel: 'DAV-005',
        schwere: 'fehler',
        pfad: '/ausbildungsplan',
        rechtsgrundlage: 'BBiG § 11 Abs. 1 Nr. 2',
        text: 'Der Ausbildungsplan ist angekündigt, aber nicht beigefügt.',
        textEnglisch: 'The training plan is announced but not attached.',
        gefunden: 'keine Datei',
        erwartet: 'Ausbildungsplan',
        abhilfe: 'Laden Sie den betrieblichen Ausbildungsplan hoch.',
        abhilfeEnglisch: 'Upload the training plan of the company.',
      },
    ],
  },
  nachforderung: {
    verweis: { vertragId },
    frist: '2026-06-15',
    text: 'Bitte reichen Sie den betrieblichen Ausbildungsplan nach.',
    dokumentarten: ['ausbildungsplan'],
  },
  nachreichung: {
    verweis: { vertragId },
    dokumente: [plan],
    antwort: 'Der Plan liegt bei.',
  },
  empfangsnachweis: {
    verweis: { vertragId },
    abfassung,
    empfangsnachweise: [
      { partei: 'azubi', zeitpunkt: '2026-05-18T09:30:00Z', form: 'empfangsbestaetigung', abfassung },
    ],
  },
  eintragung: {
    verweis: { vertragId, fremdId: 'vertrag-2026-17' },
    eintragungsnummer,
    eingetragenAm: '2026-06-19',
    aussteller: { kammerart: 'ihk', knr: '153', name: 'IHK Rhein-Neckar' },
    vertrag: { ...beispielVertrag, dokumente: [plan] },
  },
  vertragsaenderung: {
    verweis: { eintragungsnummer },
    art: 'ausbilder',
    wirksamAb: '2027-03-01',
    antragDurch: ['ausbildender'],
    begruendung: 'Die bisherige Ausbilderin verlässt den Betrieb.',
    vertrag: {
      ...beispielVertrag,
      ausbilder: [
        { vorname: 'Mechthild', familienname: 'Sørensen', geburtsjahr: 1990, meldung: 'gemeldet', von: '2027-03-01' },
      ],
    },
  },
  vertragsaufloesung: {
    verweis: { eintragungsnummer },
    datum: '2026-10-31',
    grund: 'probezeit',
    durch: ['azubi'],
  },
}
