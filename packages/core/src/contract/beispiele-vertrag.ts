import type {
  CreateAusbilderanerkennung,
  CreateAusbildereignung,
  CreateAusbilderentscheid,
} from './ausbildereignung.ts'
import type {
  CreateAusbildungsvertrag,
  CreateVertragsuebergehung,
  UpdateAusbildungsvertrag,
} from './ausbildungsvertrag.ts'
import type { Vertragseinstellungen } from './ausbildungsvertrag-einstellungen.ts'
import type { CreateEmpfangsbestaetigung } from './ausbildungsvertrag-empfang.ts'
import type { CreateVertragsbegruendung, CreateVertragsunterzeichnung } from './ausbildungsvertrag-schritte.ts'
import type { CreateHeftannahme } from './heftangebot.ts'
import type { Vertragsantrag, Vertragsentwurf } from './vertragsantrag.ts'
import type { Urlaub } from './vertragsbedingungen.ts'
import type { CreateVertragsbriefe } from './vertragsbrief.ts'
import type { CreateEinwendungserledigung, CreateVertragseinwendung } from './vertragseinwendung.ts'
import type { CreateEintragungsmeldung, CreateVertragsempfang } from './vertragsmeldung.ts'
import type {
  CreateVertragsbescheid,
  CreateVertragsnachforderung,
  CreateVertragsnachreichung,
} from './vertragsnachricht.ts'
import type { Vertragsausbilder, Vertragsazubi } from './vertragspartei.ts'

const anschrift = { strasse: 'Am Salzkai', hausnummer: '4', plz: '68159', ort: 'Mannheim' } as const
const zuhause = { strasse: 'Kirschgartenweg', hausnummer: '17b', plz: '68219', ort: 'Mannheim' } as const

const arbeitstage = (kalenderjahr: number, tage: number): Urlaub => ({ kalenderjahr, tage, einheit: 'arbeitstage' })

const azubi: Vertragsazubi = {
  vorname: 'Tilda',
  familienname: 'Ehrlichmann',
  geburtsdatum: '2006-03-14',
  geschlecht: 'w',
  staatsangehoerigkeiten: ['000'],
  anschrift: zuhause,
  kontakt: { email: 'tilda.ehrlichmann@example.org' },
  schulabschluss: 'mittlerer_schulabschluss',
  vorausbildungen: [{ art: 'keine' }],
  studium: 'keines',
  berufsvorbereitung: ['keine'],
}

/** Its trainer. */
export const beispielAusbilder: Vertragsausbilder = {
  fremdId: 'ausbilder-7',
  vorname: 'Jakob',
  familienname: 'Wendelin',
  geburtsjahr: 1981,
  geschlecht: 'm',
  kontakt: { email: 'jakob.wendelin@example.org', telefon: '0621 170955' },
  eignungsart: 'berufsabschluss',
  aevo: 'pruefung',
  meldung: 'anerkannt',
}

/**
 * A contract that no rule complains about: an apprentice of age, 36 months in full-time from 2026-08-01, five days and 40
 * hours a week, text form.
 */
export const beispielVertrag: Vertragsantrag = {
  rechtsgrundlage: 'bbig',
  kammerart: 'ihk',
  knr: '153',
  beruf: { kennung: 'fachinformatiker', bezeichnung: 'Fachinformatiker', fachrichtung: 'Anwendungsentwicklung' },
  ausbildender: {
    name: 'Werkstatt Störtebeker GmbH',
    anschrift,
    identnummer: '0001234567',
    oeffentlicherDienst: false,
    kontakt: { email: 'ausbildung@example.org' },
  },
  ausbildungsstaetten: [
    {
      anschrift,
      ags: '08222000',
      betriebsnummer: '09912342',
      wirtschaftszweig: { schluessel: '62010', fassung: 'wz2008' },
      fachkraefte: 6,
      auszubildende: 2,
    },
  ],
  ausbilder: [beispielAusbilder],
  azubi,
  vertretung: 'keine',
  abschlussdatum: '2026-05-18',
  beginn: '2026-08-01',
  ende: '2029-07-31',
  dauerMonate: 36,
  zeitmodell: 'vollzeit',
  anschlussvertrag: { vorhanden: false },
  dualesStudium: false,
  probezeitMonate: 4,
  arbeitszeiten: [{ minutenTaeglich: 480, minutenWoechentlich: 2400, tageJeWoche: 5 }],
  verguetungen: [
    { ausbildungsjahr: 1, betrag: 112_000 },
    { ausbildungsjahr: 2, betrag: 118_000 },
    { ausbildungsjahr: 3, betrag: 125_000 },
  ],
  tarif: { geltung: 'keine' },
  betriebsvereinbarungen: { vorhanden: false },
  urlaub: [arbeitstage(2026, 13), arbeitstage(2027, 30), arbeitstage(2028, 30), arbeitstage(2029, 30)],
  berufsschule: { name: 'Heinrich-Lanz-Schule Mannheim' },
  foerderung: { ueberwiegendOeffentlich: false },
  ausbildungsplan: { beigefuegt: true },
  nachweisform: 'elektronisch',
  nachweistraeger: 'software',
  manipulationsschutz: true,
  vertragsform: 'textform',
  vertragstext: { vorlage: 'ausbildungsvertrag-2025' },
  empfangsnachweise: [{ partei: 'azubi', zeitpunkt: '2026-05-18T09:30:00Z', form: 'empfangsbestaetigung' }],
  dokumente: [{ art: 'ausbildungsplan', dateiname: 'Ausbildungsplan.pdf' }],
}

/** What requests about training contracts carry, by the name of the schema. */
export interface Vertragskoerper {
  readonly CreateAusbilderanerkennung: CreateAusbilderanerkennung
  readonly CreateAusbildereignung: CreateAusbildereignung
  readonly CreateAusbilderentscheid: CreateAusbilderentscheid
  readonly CreateHeftannahme: CreateHeftannahme
  readonly CreateAusbildungsvertrag: CreateAusbildungsvertrag
  readonly CreateEinwendungserledigung: CreateEinwendungserledigung
  readonly CreateEintragungsmeldung: CreateEintragungsmeldung
  readonly CreateEmpfangsbestaetigung: CreateEmpfangsbestaetigung
  readonly CreateVertragsbegruendung: CreateVertragsbegruendung
  readonly CreateVertragsbescheid: CreateVertragsbescheid
  readonly CreateVertragsbriefe: CreateVertragsbriefe
  readonly CreateVertragseinwendung: CreateVertragseinwendung
  readonly CreateVertragsempfang: CreateVertragsempfang
  readonly CreateVertragsnachforderung: CreateVertragsnachforderung
  readonly CreateVertragsnachreichung: CreateVertragsnachreichung
  readonly CreateVertragsuebergehung: CreateVertragsuebergehung
  readonly CreateVertragsunterzeichnung: CreateVertragsunterzeichnung
  readonly UpdateAusbildungsvertrag: UpdateAusbildungsvertrag
  readonly Vertragseinstellungen: Vertragseinstellungen
  readonly Vertragsentwurf: Vertragsentwurf
}

/** An example of each. */
export const vertragskoerper: Vertragskoerper = {
  CreateAusbilderanerkennung: { bemerkung: 'Die Nachweise sind vollständig.' },
  CreateAusbildereignung: {
    vorname: 'Rika',
    familienname: 'van der Saal',
    geburtsjahr: 1984,
    eignungsart: 'berufsabschluss',
    aevo: 'pruefung',
    berufe: ['Fachinformatiker'],
    dokumente: [{ art: 'ausbilderdatenblatt' }, { art: 'ausbildereignung' }],
  },
  CreateAusbilderentscheid: { grund: 'Der Nachweis der Ausbildereignung fehlt.' },
  CreateHeftannahme: { anderswo: true },
  CreateAusbildungsvertrag: { vertrag: beispielVertrag },
  CreateEinwendungserledigung: { nummer: 1, antwort: 'Der Name ist berichtigt; Sie bekommen einen neuen Brief.' },
  CreateEintragungsmeldung: { eintragungsnummer: 'MA-2026-00417', eingetragenAm: '2026-05-18' },
  CreateEmpfangsbestaetigung: { token: 'o5c2V0mXw1y8q0b7Hn3KdAo5c2V0mXw1y8q0b7Hn3Kd' },
  CreateVertragsbegruendung: { grund: 'Der Betrieb ist für diesen Beruf nicht geeignet.' },
  CreateVertragsbescheid: {
    vollstaendig: false,
    dokumentarten: ['schulzeugnis'],
    hinweis: 'Das Zeugnis können Sie auch nachreichen.',
  },
  CreateVertragsbriefe: { art: 'eintragung' },
  CreateVertragseinwendung: { text: 'Der Familienname ist falsch geschrieben.' },
  CreateVertragsempfang: {
    abfassung: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' }],
  },
  CreateVertragsnachforderung: {
    frist: '2026-06-30',
    text: 'Bitte reichen Sie das Abiturzeugnis nach.',
    dokumentarten: ['schulzeugnis'],
  },
  CreateVertragsnachreichung: {
    dokumente: [{ art: 'schulzeugnis', dateiname: 'Abiturzeugnis.pdf' }],
    antwort: 'Das Zeugnis liegt bei.',
  },
  CreateVertragsuebergehung: {
    regel: 'DAV-019',
    pfad: '/abschlussdatum',
    grund: 'Der Antrag lag rechtzeitig auf Papier vor.',
  },
  CreateVertragsunterzeichnung: {
    abfassung: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    unterschriften: [
      { partei: 'ausbildender', datum: '2026-05-18' },
      { partei: 'azubi', datum: '2026-05-18' },
    ],
    dokument: { art: 'vertrag', dateiname: 'Vertrag-unterschrieben.pdf' },
  },
  UpdateAusbildungsvertrag: { vertrag: { ...beispielVertrag, probezeitMonate: 3 } },
  Vertragseinstellungen: {
    vierAugen: true,
    unterschriftNoetig: false,
    antragsfristWochen: 4,
    ausbilderwechselTage: 14,
    bezirk: ['08222', '08226'],
  },
  Vertragsentwurf: beispielVertrag,
}
