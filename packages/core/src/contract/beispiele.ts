import { mitgliedschaftskoerper } from './beispiele-mitgliedschaft.ts'
import { vertragsnachrichtinhalte } from './beispiele-vertragsnachrichten.ts'
import type { Lieferung } from './berichtsheft.ts'
import { type Nachricht, type Nachrichtenkopf, type Nachrichtenname, nachrichten, standard } from './nachricht.ts'
import { unternehmenskoerper } from './unternehmenskoerper.ts'

const kammer = { verzeichnisdienst: 'knr', kennung: '153', name: 'IHK Rhein-Neckar' } as const
const anbieter = {
  verzeichnisdienst: 'gateway',
  kennung: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a10',
  name: 'Heftwerk Software GmbH',
} as const
const person = {
  verzeichnisdienst: 'gateway',
  kennung: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a12',
  name: 'Tilda Ehrlichmann',
} as const
const gateway = { verzeichnisdienst: 'gateway', kennung: 'gateway', name: 'Berichtsheft-Gateway' } as const

const unternehmenId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a70'
const berichtsheftId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
const anforderungId = '01934a60-1e80-7c12-8a55-6d3e9f0b4c21'
const uebermittlungId = '01934a7b-52c0-7f40-b2d6-91c7e8a3f055'

const uuids: Record<Nachrichtenname, string> = {
  rueckweisung: '5f0c1e0a-0010-4c59-9d6e-2b7a41c3e8f0',
  quittung: '5f0c1e0a-0020-4c59-9d6e-2b7a41c3e8f0',
  anforderung: '5f0c1e0a-0101-4c59-9d6e-2b7a41c3e8f0',
  sammelanforderung: '5f0c1e0a-0102-4c59-9d6e-2b7a41c3e8f0',
  freigabe: '5f0c1e0a-0103-4c59-9d6e-2b7a41c3e8f0',
  uebermittlung: '5f0c1e0a-0104-4c59-9d6e-2b7a41c3e8f0',
  pruefergebnis: '5f0c1e0a-0105-4c59-9d6e-2b7a41c3e8f0',
  antragEintragung: '5f0c1e0a-0201-4c59-9d6e-2b7a41c3e8f0',
  vertragsbescheid: '5f0c1e0a-0202-4c59-9d6e-2b7a41c3e8f0',
  nachforderung: '5f0c1e0a-0203-4c59-9d6e-2b7a41c3e8f0',
  nachreichung: '5f0c1e0a-0204-4c59-9d6e-2b7a41c3e8f0',
  empfangsnachweis: '5f0c1e0a-0205-4c59-9d6e-2b7a41c3e8f0',
  eintragung: '5f0c1e0a-0206-4c59-9d6e-2b7a41c3e8f0',
  vertragsaenderung: '5f0c1e0a-0207-4c59-9d6e-2b7a41c3e8f0',
  vertragsaufloesung: '5f0c1e0a-0208-4c59-9d6e-2b7a41c3e8f0',
  registrierung: '5f0c1e0a-0301-4c59-9d6e-2b7a41c3e8f0',
  aktivierung: '5f0c1e0a-0302-4c59-9d6e-2b7a41c3e8f0',
  loeschung: '5f0c1e0a-0303-4c59-9d6e-2b7a41c3e8f0',
  beitritt: '5f0c1e0a-0304-4c59-9d6e-2b7a41c3e8f0',
  rollenanfrage: '5f0c1e0a-0305-4c59-9d6e-2b7a41c3e8f0',
  rollenzuweisung: '5f0c1e0a-0306-4c59-9d6e-2b7a41c3e8f0',
  unternehmensentscheidung: '5f0c1e0a-0307-4c59-9d6e-2b7a41c3e8f0',
}

type Partner = Nachrichtenkopf['leser']

const huelle = <N extends Nachrichtenname>(
  name: N,
  erstellungszeitpunkt: string,
  autor: Partner,
  leser: Partner,
  referenz?: Nachrichtenname,
) => ({
  produkt: autor === gateway ? 'Berichtsheft-Gateway' : autor === kammer ? 'Kammerverwaltung' : 'Heftwerk',
  produkthersteller: autor.name,
  produktversion: '4.2.0',
  standard: standard.nameTechnisch,
  version: '1.0' as const,
  test: true,
  nachrichtenkopf: {
    identifikation: {
      nachrichtenUUID: uuids[name],
      nachrichtentyp: { code: nachrichten[name].nummer, name: nachrichten[name].element },
      erstellungszeitpunkt,
    },
    leser,
    autor,
    ...(referenz === undefined ? {} : { referenzUUID: uuids[referenz] }),
  },
})

const ausbilder = { name: 'Çiğdem Özgür-Łukasz', rolle: 'ausbilder', kennung: 'nutzer-17' } as const

/** A book with two weekly reports: one by days with entries, one with texts for the whole week. */
export const beispielLieferung: Lieferung = {
  berichtsheft: {
    fremdId: 'heft-4711',
    art: 'ausbildung',
    azubi: { name: 'Tilda Ehrlichmann', vorname: 'Tilda', familienname: 'Ehrlichmann' },
    geburtsdatum: '2008-03-29',
    azubinummer: '153-0815',
    vertragsnummer: '2024/153/004711',
    knr: '153',
    unternehmen: { name: 'Werkstatt Störtebeker GmbH', identnummer: '0001234567' },
    beruf: {
      bezeichnung: 'Fachinformatiker Fachrichtung Anwendungsentwicklung',
      kennung: 'fachinformatiker',
      fachrichtung: 'Anwendungsentwicklung',
    },
    ausbildungsbeginn: '2024-09-01',
    ausbildungsende: '2027-08-31',
    pruefungstermin: '2027-05-05',
    nachweisform: 'elektronisch',
    ausbilder: { name: 'Çiğdem Özgür-Łukasz' },
    ausbildungszeit: { minutenTaeglich: 480, minutenWoechentlich: 2400, urlaubstage: 30 },
  },
  ausbildungsnachweise: [
    {
      fremdId: 'heft-4711/2026-12-14',
      inhalt: {
        zeitraum: { von: '2026-12-14', bis: '2026-12-18' },
        berichtsart: 'woche',
        azubi: 'Tilda Ehrlichmann',
        ausbildungsjahr: 3,
        abteilung: 'Softwareentwicklung',
        tage: [
          {
            datum: '2026-12-14',
            art: 'betrieb',
            minuten: 480,
            eintraege: [
              {
                art: 'betrieb',
                text: 'Schnittstelle zum Lager angebunden:\n\t- Felder abgeglichen\n\t- Fehlerfälle < 1 % & > 0 geprüft',
                minuten: 300,
                positionen: [
                  {
                    kennung: 'A-3.b',
                    bezeichnung: 'Schnittstellen entwickeln und prüfen',
                    rahmenplan: 'fiausbv-2020',
                  },
                ],
              },
              { art: 'unterweisung', text: 'Umgang mit personenbezogenen Daten', minuten: 180 },
            ],
          },
          {
            datum: '2026-12-15',
            eintraege: [{ art: 'schule', text: 'Anwendungsentwicklung: Testfälle ableiten 🙂', minuten: 360 }],
          },
          { datum: '2026-12-16', art: 'krank', eintraege: [] },
        ],
        anhaenge: [
          {
            dateiname: 'schnittstelle.pdf',
            medientyp: 'application/pdf',
            groesse: 48_213,
            sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
            beschreibung: 'Skizze der Schnittstelle',
          },
        ],
        quelle: { system: 'Heftwerk', format: 'Heftwerk JSON 4', adapter: 'generic 0.1.0', stelle: 'woche-51.json' },
        abgeleitet: [{ pfad: '/ausbildungsjahr', verfahren: 'Aus dem Ausbildungsbeginn berechnet' }],
      },
      verlauf: [
        {
          vorgang: 'eingereicht',
          zeitpunkt: '2026-12-18T13:05:00Z',
          durch: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
        },
        {
          vorgang: 'zurueckgewiesen',
          zeitpunkt: '2026-12-18T14:20:00Z',
          durch: ausbilder,
          kommentar: 'Bitte Dienstag ergänzen.',
        },
        { vorgang: 'eingereicht', zeitpunkt: '2026-12-19T08:00:12.250Z' },
        { vorgang: 'freigegeben', datum: '2026-12-21', durch: ausbilder },
      ],
      kommentare: [
        {
          text: 'Welche Testfälle waren das?',
          von: ausbilder,
          zeitpunkt: '2026-12-18T14:21:00Z',
          bezug: '/tage/1/eintraege/0/text',
        },
      ],
    },
    {
      fremdId: 'heft-4711/2026-12-21',
      inhalt: {
        zeitraum: { von: '2026-12-21', bis: '2026-12-23' },
        berichtsart: 'woche',
        azubi: 'Tilda Ehrlichmann',
        ausbildungsjahr: 3,
        wochentexte: { betrieb: 'Jahresabschluss vorbereitet', leerGrund: 'Keine Berufsschule (Ferien)' },
      },
      verlauf: [{ vorgang: 'freigegeben', datum: '2027-01-07', durch: ausbilder }],
    },
  ],
}

/** One realistic, full example of each message; the XML and JSON files in `openapi/beispiele` are made of them. */
export const beispiele: { readonly [N in Nachrichtenname]: Nachricht<N> } = {
  anforderung: {
    ...huelle('anforderung', '2027-01-11T08:30:00Z', kammer, gateway),
    inhalt: {
      auswahl: { vertragsnummer: '2024/153/004711', name: 'Tilda Ehrlichmann', geburtsdatum: '2008-03-29' },
      zweck: 'abschlusspruefung',
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      zeitraum: { von: '2024-09-01', bis: '2027-01-31' },
      frist: '2027-02-15',
      hinweis: 'Bitte vollständig und freigegeben übermitteln.',
    },
  },
  sammelanforderung: {
    ...huelle('sammelanforderung', '2027-01-11T08:35:00Z', kammer, gateway),
    inhalt: {
      auswahl: {
        beruf: 'Fachinformatiker Fachrichtung Anwendungsentwicklung',
        pruefungVon: '2027-05-01',
        pruefungBis: '2027-05-31',
        ausbildungsjahr: 3,
      },
      zweck: 'abschlusspruefung',
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      frist: '2027-02-15',
    },
  },
  freigabe: {
    ...huelle('freigabe', '2027-01-12T09:00:00Z', anbieter, gateway, 'anforderung'),
    inhalt: {
      berichtsheftId,
      knr: '153',
      zweck: 'abschlusspruefung',
      umfang: { von: '2024-09-01', bis: '2027-01-31' },
      gueltigBis: '2027-08-31',
      freigebender: ausbilder,
      unternehmen: 'Werkstatt Störtebeker GmbH',
      anforderungId,
    },
  },
  uebermittlung: {
    ...huelle('uebermittlung', '2027-01-12T09:05:00Z', anbieter, gateway, 'anforderung'),
    inhalt: {
      anforderungId,
      unternehmen: 'Werkstatt Störtebeker GmbH',
      freigebender: ausbilder,
      gueltigBis: '2027-08-31',
      lieferung: beispielLieferung,
      erklaerungen: [
        {
          erklaerender: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
          wortlaut: 'Ich habe die Ausbildungsnachweise selbst verfasst.',
          zeitpunkt: '2027-01-12T08:59:00Z',
        },
      ],
    },
  },
  pruefergebnis: {
    ...huelle('pruefergebnis', '2027-01-20T10:00:00Z', kammer, gateway),
    inhalt: {
      uebermittlungId,
      entscheidung: 'beanstandet',
      beanstandungen: [
        { nachweisId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5b02', text: 'Die Woche ab 2026-12-21 nennt keine Tage.' },
        { text: 'Es fehlen die Nachweise vom März 2025.' },
      ],
      nachfrist: '2027-02-10',
    },
  },
  antragEintragung: {
    ...huelle('antragEintragung', '2026-05-19T07:10:00Z', anbieter, gateway),
    inhalt: vertragsnachrichtinhalte.antragEintragung,
  },
  vertragsbescheid: {
    ...huelle('vertragsbescheid', '2026-05-26T10:00:00Z', kammer, gateway, 'antragEintragung'),
    inhalt: vertragsnachrichtinhalte.vertragsbescheid,
  },
  nachforderung: {
    ...huelle('nachforderung', '2026-05-26T10:01:00Z', kammer, gateway, 'antragEintragung'),
    inhalt: vertragsnachrichtinhalte.nachforderung,
  },
  nachreichung: {
    ...huelle('nachreichung', '2026-05-28T06:45:00Z', anbieter, gateway, 'nachforderung'),
    inhalt: vertragsnachrichtinhalte.nachreichung,
  },
  empfangsnachweis: {
    ...huelle('empfangsnachweis', '2026-05-28T06:46:00Z', anbieter, gateway),
    inhalt: vertragsnachrichtinhalte.empfangsnachweis,
  },
  eintragung: {
    ...huelle('eintragung', '2026-06-19T12:00:00Z', kammer, gateway, 'antragEintragung'),
    inhalt: vertragsnachrichtinhalte.eintragung,
  },
  vertragsaenderung: {
    ...huelle('vertragsaenderung', '2027-02-10T09:20:00Z', anbieter, gateway),
    inhalt: vertragsnachrichtinhalte.vertragsaenderung,
  },
  vertragsaufloesung: {
    ...huelle('vertragsaufloesung', '2026-11-02T08:00:00Z', anbieter, gateway),
    inhalt: vertragsnachrichtinhalte.vertragsaufloesung,
  },
  registrierung: {
    ...huelle('registrierung', '2026-12-01T08:00:00Z', person, gateway),
    inhalt: unternehmenskoerper.CreateUnternehmen,
  },
  aktivierung: {
    ...huelle('aktivierung', '2026-12-08T08:00:00Z', person, gateway),
    inhalt: { unternehmenId, ...unternehmenskoerper.CreateAktivierung },
  },
  loeschung: {
    ...huelle('loeschung', '2027-03-01T08:00:00Z', person, gateway),
    inhalt: { unternehmenId, ...unternehmenskoerper.CreateLoeschantrag },
  },
  beitritt: {
    ...huelle('beitritt', '2026-12-09T08:00:00Z', person, gateway),
    inhalt: mitgliedschaftskoerper.CreateBeitrittsanfrage,
  },
  rollenanfrage: {
    ...huelle('rollenanfrage', '2026-12-10T08:00:00Z', person, gateway),
    inhalt: mitgliedschaftskoerper.CreateRollenanfrage,
  },
  rollenzuweisung: {
    ...huelle('rollenzuweisung', '2026-12-11T08:00:00Z', person, gateway),
    inhalt: mitgliedschaftskoerper.CreateRollenzuweisung,
  },
  unternehmensentscheidung: {
    ...huelle('unternehmensentscheidung', '2026-12-02T08:00:00Z', kammer, gateway),
    inhalt: { unternehmenId, ...unternehmenskoerper.CreateUnternehmensentscheidung },
  },
  rueckweisung: {
    ...huelle('rueckweisung', '2027-01-12T09:05:01Z', gateway, anbieter, 'uebermittlung'),
    inhalt: {
      bezugUUID: uuids.uebermittlung,
      grund: 'S',
      text: 'The book breaks rules that prevent storing it.',
      verstoesse: [
        {
          regel: 'AN-022',
          schwere: 'fehler',
          pfad: '/inhalt/lieferung/ausbildungsnachweise/1/inhalt/azubi',
          rechtsgrundlage: 'AN-022',
          text: 'Der Name des Azubis fehlt.',
          textEnglisch: "The apprentice's name is missing.",
        },
      ],
    },
  },
  quittung: {
    ...huelle('quittung', '2027-01-12T09:05:02Z', gateway, anbieter, 'uebermittlung'),
    inhalt: {
      bezugUUID: uuids.uebermittlung,
      nachricht: nachrichten.uebermittlung.element,
      objektId: uebermittlungId,
      angenommenAm: '2027-01-12T09:05:02Z',
      verstoesse: [
        {
          regel: 'K7',
          schwere: 'hinweis',
          pfad: '/inhalt/lieferung/ausbildungsnachweise/1/inhalt',
          text: 'Keine Position des Ausbildungsrahmenplans genannt.',
          textEnglisch: 'No position of the training plan is named.',
        },
      ],
    },
  },
}
