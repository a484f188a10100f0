import type { CreateAnbieter, CreateWebhook, CreateZugang, UpdateAnbieter } from './anbieter.ts'
import type { CreateAnforderung, CreateSammelanforderung } from './anforderung.ts'
import type { CreateAusbildungsnachweis, Nachweislieferung, UpdateAusbildungsnachweis } from './ausbildungsnachweis.ts'
import { beispiele, beispielLieferung } from './beispiele.ts'
import { type Mitgliedschaftskoerper, mitgliedschaftskoerper } from './beispiele-mitgliedschaft.ts'
import { type Vertragskoerper, vertragskoerper } from './beispiele-vertrag.ts'
import { type Vertragsverlaufkoerper, vertragsverlaufkoerper } from './beispiele-vertragsverlauf.ts'
import { type Wissenskoerper, wissenskoerper } from './beispiele-wissen.ts'
import type { CreateBerichtsheft, Lieferung, UpdateBerichtsheft } from './berichtsheft.ts'
import type { CreateExport } from './export.ts'
import type { CreateFreigabe, CreateWiderruf } from './freigabe.ts'
import { type Kontokoerper, kontokoerper } from './kontokoerper.ts'
import type { CreateLoeschsperre } from './loeschsperre.ts'
import type { Kommentar, Schritt } from './nachweisverlauf.ts'
import type { CreatePruefergebnis, CreateUebermittlung, Uebermittlungsnachricht } from './uebermittlung.ts'
import type { CreateUebernahme } from './uebernahme.ts'
import { type Unternehmenskoerper, unternehmenskoerper } from './unternehmenskoerper.ts'
import type { CreateWartungsfenster } from './wartung.ts'

/** What requests carry, by the name of the schema. */
interface Koerper
  extends Kontokoerper,
    Mitgliedschaftskoerper,
    Unternehmenskoerper,
    Vertragskoerper,
    Vertragsverlaufkoerper,
    Wissenskoerper {
  readonly CreateAnbieter: CreateAnbieter
  readonly CreateAnforderung: CreateAnforderung
  readonly CreateAusbildungsnachweis: CreateAusbildungsnachweis
  readonly CreateBerichtsheft: CreateBerichtsheft
  readonly CreateExport: CreateExport
  readonly CreateFreigabe: CreateFreigabe
  readonly CreateLoeschsperre: CreateLoeschsperre
  readonly CreatePruefergebnis: CreatePruefergebnis
  readonly CreateSammelanforderung: CreateSammelanforderung
  readonly CreateUebermittlung: CreateUebermittlung
  readonly CreateUebernahme: CreateUebernahme
  readonly CreateWartungsfenster: CreateWartungsfenster
  readonly CreateWebhook: CreateWebhook
  readonly CreateWiderruf: CreateWiderruf
  readonly CreateZugang: CreateZugang
  readonly Kommentar: Kommentar
  readonly Lieferung: Lieferung
  readonly Nachweislieferung: Nachweislieferung
  readonly Schritt: Schritt
  readonly Uebermittlungsnachricht: Uebermittlungsnachricht
  readonly UpdateAnbieter: UpdateAnbieter
  readonly UpdateAusbildungsnachweis: UpdateAusbildungsnachweis
  readonly UpdateBerichtsheft: UpdateBerichtsheft
}

const freigabe = beispiele.freigabe.inhalt

/** A weekly report that breaks no rule: days with times, all three sections, handed in and approved. */
const nachweis: Nachweislieferung = {
  fremdId: 'heft-4711/2026-11-09',
  inhalt: {
    zeitraum: { von: '2026-11-09', bis: '2026-11-15' },
    berichtsart: 'woche',
    azubi: 'Tilda Ehrlichmann',
    ausbildungsjahr: 3,
    abteilung: 'Softwareentwicklung',
    tage: [
      {
        datum: '2026-11-09',
        art: 'betrieb',
        eintraege: [
          {
            text: 'Schnittstelle zum Lager angebunden und Fehlerfälle geprüft',
            minuten: 300,
            positionen: [
              { kennung: 'A-3.b', bezeichnung: 'Schnittstellen entwickeln und prüfen', rahmenplan: 'fiausbv-2020' },
            ],
          },
          { art: 'unterweisung', text: 'Umgang mit personenbezogenen Daten', minuten: 150 },
        ],
      },
      {
        datum: '2026-11-10',
        art: 'schule',
        eintraege: [{ text: 'LF 11: Testfälle ableiten; Englisch: Fehlerberichte schreiben', minuten: 400 }],
      },
      {
        datum: '2026-11-11',
        art: 'betrieb',
        eintraege: [{ text: 'Änderungen durchgesehen, Testfälle für die Preisfindung ergänzt', minuten: 450 }],
      },
      { datum: '2026-11-12', art: 'urlaub', eintraege: [] },
      {
        datum: '2026-11-13',
        art: 'betrieb',
        eintraege: [{ text: 'Handbuchkapitel „Bestellungen ändern“ geschrieben', minuten: 450 }],
      },
    ],
  },
  verlauf: [
    {
      vorgang: 'eingereicht',
      zeitpunkt: '2026-11-13T13:05:00Z',
      durch: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
    },
    { vorgang: 'freigegeben', zeitpunkt: '2026-11-16T08:12:30Z', durch: freigabe.freigebender },
  ],
}

/** The public key of RFC 7517, appendix A.1. */
const schluessel = {
  kty: 'EC',
  kid: 'anbieter-2026-1',
  alg: 'ES256',
  use: 'sig',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
} as const

/**
 * One realistic example of every body that a request may carry, by the name of its schema; OpenAPI, the guides and the
 * tests take theirs from here. What a message carries, too, is the example of the message.
 */
export const beispielkoerper: Koerper = {
  ...kontokoerper,
  ...mitgliedschaftskoerper,
  ...unternehmenskoerper,
  ...vertragskoerper,
  ...vertragsverlaufkoerper,
  ...wissenskoerper,
  CreateAnbieter: {
    name: 'Heftwerk Software GmbH',
    produkt: 'Heftwerk',
    kontakt: 'technik@heftwerk.example',
    schluessel,
  },
  CreateAnforderung: beispiele.anforderung.inhalt,
  CreateAusbildungsnachweis: { berichtsheftId: freigabe.berichtsheftId, ...nachweis },
  CreateBerichtsheft: beispielLieferung.berichtsheft,
  CreateExport: {
    berichtsheftId: freigabe.berichtsheftId,
    format: 'pdf',
    zeitraum: { von: '2026-09-01', bis: '2026-11-30' },
  },
  CreateFreigabe: freigabe,
  CreateLoeschsperre: { grund: 'Widerspruch gegen das Prüfungsergebnis' },
  CreatePruefergebnis: beispiele.pruefergebnis.inhalt,
  CreateSammelanforderung: beispiele.sammelanforderung.inhalt,
  CreateUebermittlung: {
    freigabeId: '01934a6c-91d0-7e0b-8d31-4a8f5c2e7b90',
    erklaerungen: [
      {
        erklaerender: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
        wortlaut: 'Ich habe die Ausbildungsnachweise selbst verfasst.',
        zeitpunkt: '2027-01-12T08:59:00Z',
      },
    ],
  },
  CreateUebernahme: {
    konten: [
      {
        benutzername: 't.ehrlichmann',
        email: 'tilda.ehrlichmann@example.org',
        vorname: 'Tilda',
        nachname: 'Ehrlichmann',
        sprache: 'de',
        rollen: [{ anwendung: 'berichtsheft', rolle: 'ausbilder', knr: '153', identnummer: '0001234567' }],
      },
    ],
  },
  CreateWartungsfenster: {
    von: '2026-12-14T15:00:00Z',
    bis: '2026-12-20T11:00:00Z',
    grund: 'Umzug der Konten ins neue Berechtigungssystem',
  },
  CreateWebhook: { url: 'https://heftwerk.example/webhooks/ihk' },
  CreateWiderruf: { grund: 'Das Berichtsheft wurde versehentlich freigegeben.', durch: 'Çiğdem Özgür-Łukasz' },
  CreateZugang: { art: 'kammer', knr: '153', name: 'Kammerverwaltung Rhein-Neckar', schluessel },
  Kommentar: {
    text: 'Welche Testfälle waren das?',
    von: freigabe.freigebender,
    zeitpunkt: '2026-11-16T08:10:00Z',
    bezug: '/tage/2/eintraege/0/text',
  },
  Lieferung: { berichtsheft: beispielLieferung.berichtsheft, ausbildungsnachweise: [nachweis] },
  Nachweislieferung: nachweis,
  Schritt: {
    vorgang: 'zurueckgewiesen',
    zeitpunkt: '2026-11-16T08:12:30Z',
    durch: freigabe.freigebender,
    kommentar: 'Bitte den Donnerstag ergänzen.',
  },
  Uebermittlungsnachricht: beispiele.uebermittlung.inhalt,
  UpdateAnbieter: { status: 'aktiv' },
  UpdateAusbildungsnachweis: { inhalt: nachweis.inhalt },
  UpdateBerichtsheft: { pruefungstermin: '2027-05-05', ausbilder: null },
}
