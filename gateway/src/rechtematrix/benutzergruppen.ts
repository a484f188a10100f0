import type { Kontextart } from '@berichtsheft/core'

/** Whether a group of the handbook may do a task, and in which capacity its people try. */
export interface Gruppenrecht {
  readonly darf: boolean
  readonly kontext: Extract<Kontextart, 'konto' | 'unternehmen'>
}

/** A row of the table of user groups in the handbook of meine ihk. */
export interface Handbuchzeile {
  readonly id: string
  readonly aufgabe: string
  readonly nichtRegistriert: boolean
  readonly registriert: Gruppenrecht
  readonly administrator: Gruppenrecht
  readonly operationen: readonly string[]
}

const selbst = (darf: boolean): Gruppenrecht => ({ darf, kontext: 'konto' })
const imUnternehmen = (darf: boolean): Gruppenrecht => ({ darf, kontext: 'unternehmen' })
const nurAdministrator = {
  nichtRegistriert: false,
  registriert: imUnternehmen(false),
  administrator: imUnternehmen(true),
}

/**
 * The 14 tasks and 3 groups of the handbook (MI-01 to MI-14), written by hand and without a look at the permission table.
 * Who registers a company becomes its administrator by doing so; both requests are for registered users only, so an
 * administrator cannot make them as one.
 */
export const benutzergruppen: readonly Handbuchzeile[] = [
  {
    id: 'MI-01',
    aufgabe: 'Persönliches Konto anlegen',
    nichtRegistriert: true,
    registriert: selbst(true),
    administrator: selbst(true),
    operationen: ['createKonto', 'confirmKonto'],
  },
  {
    id: 'MI-02',
    aufgabe: 'Persönliches Konto verwalten',
    nichtRegistriert: false,
    registriert: selbst(true),
    administrator: selbst(true),
    operationen: ['getKonto', 'updateKonto', 'changePasswort', 'listSitzungen', 'getAuskunft'],
  },
  {
    id: 'MI-03',
    aufgabe: 'Unternehmensregistrierung initiieren',
    nichtRegistriert: false,
    registriert: selbst(true),
    administrator: selbst(true),
    operationen: ['createUnternehmen', 'activateUnternehmen'],
  },
  {
    id: 'MI-04',
    aufgabe: 'Beitrittsanfrage an Unternehmen stellen',
    nichtRegistriert: false,
    registriert: selbst(true),
    administrator: imUnternehmen(false),
    operationen: ['createBeitrittsanfrage'],
  },
  {
    id: 'MI-05',
    aufgabe: 'Rollenanfrage an Unternehmen stellen',
    nichtRegistriert: false,
    registriert: selbst(true),
    administrator: imUnternehmen(false),
    operationen: ['createRollenanfrage'],
  },
  { id: 'MI-06', aufgabe: 'Registrierte Nutzer einladen', ...nurAdministrator, operationen: ['createEinladung'] },
  {
    id: 'MI-07',
    aufgabe: 'Nicht-registrierte Nutzer einladen',
    ...nurAdministrator,
    operationen: ['createEinladung', 'resendEinladung', 'approveEinladung'],
  },
  {
    id: 'MI-08',
    aufgabe: 'Beitrittsanfragen annehmen',
    ...nurAdministrator,
    operationen: ['claimMitgliedsanfrage', 'decideMitgliedsanfrage'],
  },
  {
    id: 'MI-09',
    aufgabe: 'Beitrittsanfragen ablehnen',
    ...nurAdministrator,
    operationen: ['claimMitgliedsanfrage', 'decideMitgliedsanfrage'],
  },
  { id: 'MI-10', aufgabe: 'Mitgliedern Rollen zuweisen', ...nurAdministrator, operationen: ['createRollenzuweisung'] },
  {
    id: 'MI-11',
    aufgabe: 'Sich selbst eine Rolle zuweisen',
    ...nurAdministrator,
    operationen: ['createRollenzuweisung'],
  },
  {
    id: 'MI-12',
    aufgabe: 'Rollen von Mitgliedern ändern',
    ...nurAdministrator,
    operationen: ['changeRollenzuweisung', 'revokeRollenzuweisung'],
  },
  {
    id: 'MI-13',
    aufgabe: 'Unternehmensdaten verwalten',
    ...nurAdministrator,
    operationen: ['updateUnternehmen'],
  },
  {
    id: 'MI-14',
    aufgabe: 'Unternehmen löschen',
    ...nurAdministrator,
    operationen: ['createLoeschantrag', 'confirmLoeschantrag', 'revokeLoeschantrag'],
  },
]
