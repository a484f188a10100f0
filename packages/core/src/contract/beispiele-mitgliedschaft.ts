import type { CreateAnwendung, UpdateAnwendung } from './anwendung.ts'
import type { CreateBeteiligung } from './beteiligung.ts'
import type { CreateEinladung, Einladungsannahme } from './einladung.ts'
import type { CreateEinsatz, UpdateEinsatz } from './einsatz.ts'
import type { Freigabeverfahren } from './freigabeverfahren.ts'
import type { CreateBeitrittsanfrage, CreateEntscheidung, CreateRollenanfrage } from './mitgliedsanfrage.ts'
import type { CreateRollenzuweisung, Rollenaenderung } from './rollenzuweisung.ts'

/** Bodies about members and roles, by the name of the schema. */
export interface Mitgliedschaftskoerper {
  readonly CreateAnwendung: CreateAnwendung
  readonly CreateBeitrittsanfrage: CreateBeitrittsanfrage
  readonly CreateBeteiligung: CreateBeteiligung
  readonly CreateEinladung: CreateEinladung
  readonly CreateEinsatz: CreateEinsatz
  readonly CreateEntscheidung: CreateEntscheidung
  readonly CreateRollenanfrage: CreateRollenanfrage
  readonly CreateRollenzuweisung: CreateRollenzuweisung
  readonly Einladungsannahme: Einladungsannahme
  readonly Freigabeverfahren: Freigabeverfahren
  readonly Rollenaenderung: Rollenaenderung
  readonly UpdateAnwendung: UpdateAnwendung
  readonly UpdateEinsatz: UpdateEinsatz
}

/** One realistic example of every body about members and roles. */
export const mitgliedschaftskoerper: Mitgliedschaftskoerper = {
  CreateAnwendung: {
    kennung: 'pruefungsportal',
    name: 'Prüfungsportal',
    rollen: ['ausbildungsadministrator', 'ausbilder', 'azubi'],
    einstieg: 'https://pruefungsportal.example/start',
    rueckkehradressen: ['https://pruefungsportal.example/rueckkehr'],
  },
  CreateBeitrittsanfrage: {
    name: 'Werkstatt Störtebeker GmbH',
    anschrift: { strasse: 'Hafenstraße', hausnummer: '7', plz: '20457', ort: 'Hamburg' },
    identnummer: '0001234567',
    knr: '131',
    anwendung: 'berichtsheft',
    rolle: 'azubi',
    nachricht: 'Ich beginne am 1. September meine Ausbildung bei Ihnen.',
  },
  CreateBeteiligung: {
    berichtsheftId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a79',
    kontoId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a78',
    art: 'azubi',
  },
  CreateEinladung: { email: 'cigdem.oezguer@example.org', anwendung: 'berichtsheft', rolle: 'ausbilder' },
  CreateEinsatz: {
    berichtsheftId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a79',
    kontoId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a78',
    von: '2026-11-02',
    bis: '2027-01-31',
    abteilung: 'Softwareentwicklung',
    abschnitt: 'Softwarelösungen programmieren',
  },
  CreateEntscheidung: { ergebnis: 'abgelehnt', grund: 'Sie arbeiten nicht in unserem Unternehmen.' },
  CreateRollenanfrage: {
    unternehmenId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77',
    anwendung: 'berichtsheft',
    rolle: 'ausbildungsbeauftragter',
    gueltigBis: '2027-08-31',
    nachricht: 'Ich vertrete Frau Özgür in der Abteilung Softwareentwicklung.',
  },
  CreateRollenzuweisung: {
    kontoId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a78',
    anwendung: 'berichtsheft',
    rolle: 'ausbilder',
    gueltigBis: '2099-12-31',
  },
  Einladungsannahme: { token: 'Z2V3w7q0e9hJ4Yk1mN8pR5tX2bC6vL3sD0fG7aQ9uKE' },
  Freigabeverfahren: { stufen: 2, verschiedenePersonen: true },
  Rollenaenderung: { rolle: 'ausbildungsbeauftragter', gueltigBis: null },
  UpdateAnwendung: { status: 'abgeschaltet' },
  UpdateEinsatz: { bis: '2027-02-28', abschnitt: null },
}
