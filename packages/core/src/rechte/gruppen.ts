import type { Personenrecht } from './personen.ts'

/** Vendors of report books. */
export const anbieter = ['anbieter'] as const
/** Systems of chambers. */
export const kammer = ['kammer'] as const
/** Both. */
export const beide = ['anbieter', 'kammer'] as const
/** The system of the operator. */
export const betreiber = ['betreiber'] as const

/** A clerk may see what the chamber may see; asking for books and deciding about them is for clerks alone. */
export const kammerLiest = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'pruefungsausschuss'] },
] as const satisfies readonly Personenrecht[]
/** Clerks and training advisers act for the chamber. */
export const kammerHandelt = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung'] },
] as const satisfies readonly Personenrecht[]
/** Who trains sees the books of the company; a trainer of another application does not by that (MI-15). */
export const ausbildende = [
  {
    kontext: 'unternehmen',
    rollen: ['ausbildungsadministrator', 'ausbilder', 'ausbildungsbeauftragter'],
    anwendung: 'berichtsheft',
  },
] as const satisfies readonly Personenrecht[]
/** The operator's people, who sign in with a second factor. */
export const betrieb = [
  { kontext: 'betreiber', rollen: ['betreiber'], stufe: 'mehrfaktor' },
] as const satisfies readonly Personenrecht[]
/** Whoever has an account keeps it. */
export const eigenesKonto = [{ kontext: 'konto' }] as const satisfies readonly Personenrecht[]
/** Who is linked to single books, by a role of the application: the apprentice, those who represent him by law, the school. */
const beteiligte = [
  {
    kontext: 'unternehmen',
    rollen: ['azubi', 'gesetzlicheVertretung', 'berufsschule'],
    anwendung: 'berichtsheft',
  },
] as const satisfies readonly Personenrecht[]
/** All people who read books. */
export const leser = [...kammerLiest, ...ausbildende, ...beteiligte]
/** The apprentice writes the reports of the own book. */
export const schreibende = [
  { kontext: 'unternehmen', rollen: ['azubi'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Steps and remarks: by the apprentice, and by who approves. */
export const schreitende = [
  {
    kontext: 'unternehmen',
    rollen: ['azubi', 'ausbildungsbeauftragter', 'ausbilder'],
    anwendung: 'berichtsheft',
  },
] as const satisfies readonly Personenrecht[]
/**
 * Who presents a book to the chamber in the name of the company (BBiG § 43 Abs. 1 Nr. 2), and plans in whose hands an apprentice is
 * (BH-22).
 */
export const vorlegende = [
  { kontext: 'unternehmen', rollen: ['ausbildungsadministrator', 'ausbilder'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Who keeps all books of the company and assigns trainers. */
export const ausbildungsadministration = [
  { kontext: 'unternehmen', rollen: ['ausbildungsadministrator'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** The own assignments are seen by both sides. */
export const einsatzleser = [
  { kontext: 'unternehmen', rollen: ['ausbildungsbeauftragter', 'azubi'], anwendung: 'berichtsheft' },
] as const satisfies readonly Personenrecht[]
/** Who keeps the members of a company and their roles. */
export const unternehmensadministration = [
  { kontext: 'unternehmen', rollen: ['unternehmensadministrator'] },
] as const satisfies readonly Personenrecht[]
/** Who gives roles: each in the own area, at chambers and for the operator with a second factor. */
export const rollenvergabe = [
  ...unternehmensadministration,
  { kontext: 'kammer', rollen: ['kammeradministration'], stufe: 'mehrfaktor' },
  ...betrieb,
] as const satisfies readonly Personenrecht[]
/** Who sees roles: their holder, and who gives them. */
export const rollenleser = [
  ...eigenesKonto,
  ...unternehmensadministration,
  { kontext: 'kammer', rollen: ['kammeradministration'] },
  { kontext: 'betreiber', rollen: ['betreiber'] },
] as const satisfies readonly Personenrecht[]
/** Whoever has an account, in whatever capacity; a person without a role there has nothing to see. */
export const jedePerson = [
  ...eigenesKonto,
  { kontext: 'unternehmen' },
  { kontext: 'kammer' },
  { kontext: 'betreiber' },
] as const satisfies readonly Personenrecht[]
/** Whoever has a role in a company sees its data. */
export const jedesUnternehmen = [{ kontext: 'unternehmen' }] as const satisfies readonly Personenrecht[]
/** Clerks who decide about companies; with a second factor, because a letter opens a company. */
export const unternehmenspruefung = [
  { kontext: 'kammer', rollen: ['sachbearbeitung'], stufe: 'mehrfaktor' },
] as const satisfies readonly Personenrecht[]
/** The register of a chamber is read by all of its staff who work with companies, and kept by administrators. */
export const stammdatenLeser = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'kammeradministration'] },
] as const satisfies readonly Personenrecht[]
/** The administration of a chamber keeps its data and its settings. */
export const stammdatenPflege = [
  { kontext: 'kammer', rollen: ['kammeradministration'] },
] as const satisfies readonly Personenrecht[]
/** Who files training contracts for a company. */
export const antragstellende = [
  { kontext: 'unternehmen', rollen: ['antragsteller'], anwendung: 'ausbildungsvertrag' },
] as const satisfies readonly Personenrecht[]
