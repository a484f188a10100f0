import type { Verstoss } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

const sentence = (regel: string, text: string, textEnglisch: string) => ({ regel, text, textEnglisch })

/** What can be wrong with a role, an invitation or a request; the rule ids are those of the requirements. */
const sentences = {
  rolleFalscherKontext: sentence(
    'MI-10',
    'Diese Rolle kann hier nicht vergeben werden: Rollen eines Unternehmens vergibt dessen Administration, Rollen einer Kammer die Kammeradministration.',
    'This role cannot be given here: roles of a company are given by its administrators, roles of a chamber by its administration.',
  ),
  rolleNichtImKatalog: sentence(
    'MI-36',
    'Diese Anwendung ist nicht angebunden oder kennt diese Rolle nicht.',
    'This application is not plugged in or does not have this role.',
  ),
  gueltigBisVorVon: sentence('MI-10', 'Die Rolle endet, bevor sie beginnt.', 'The role ends before it begins.'),
  gueltigBisVorbei: sentence('MI-10', 'Der letzte Tag der Rolle ist vorbei.', 'The last day of the role has passed.'),
  gueltigVonVorbei: sentence(
    'MI-10',
    'Der erste Tag der Rolle ist vorbei; rückwirkend wird keine Rolle vergeben.',
    'The first day of the role has passed; no role is given for the past.',
  ),
  vertretungSelbst: sentence('MI-10', 'Niemand vertritt sich selbst.', 'Nobody stands in for himself.'),
  vertretungOhneRolle: sentence(
    'MI-10',
    'Die vertretene Person hat diese Rolle hier nicht selbst.',
    'The person who is stood in for does not hold this role here.',
  ),
  vertretungZuLang: sentence(
    'MI-10',
    'Die Vertretung endet nach der Rolle der vertretenen Person.',
    'It ends later than the role of the person who is stood in for.',
  ),
  personUnbestimmt: sentence(
    'SCHEMA',
    'Nötig ist entweder das Konto oder, außerhalb von Unternehmen, die E-Mail-Adresse der Person.',
    'Either the account is needed or, outside companies, the e-mail address of the person.',
  ),
  kammerUnbestimmt: sentence(
    'DAV-040',
    'Die Kammernummer ist genau dann anzugeben, wenn der Betreiber die Kammeradministration vergibt.',
    'The chamber number is given exactly when the operator gives the Kammeradministration.',
  ),
  nichtsGeaendert: sentence('MI-12', 'Es wird nichts geändert.', 'Nothing is changed.'),
  selbstEingeladen: sentence('MI-37', 'Niemand lädt sich selbst ein.', 'Nobody invites himself.'),
  grundFehlt: sentence('MI-09', 'Eine Ablehnung braucht einen Grund.', 'A refusal needs a reason.'),
  keinUnternehmen: sentence(
    'MI-41',
    'Zu diesen Angaben kann keine Anfrage gestellt werden. Sie müssen genau den Daten entsprechen, die bei der IHK hinterlegt sind.',
    'No request can be made with these data. They have to be exactly those that the chamber holds.',
  ),
  anwendungUnverzichtbar: sentence(
    'MI-17',
    'Ohne diese Anwendung lassen sich keine Rollen mehr verwalten; sie bleibt angebunden und behält ihre Rollen.',
    'Without this application no roles could be managed any more; it stays plugged in and keeps its roles.',
  ),
} as const

/** Name of a finding about roles and members. */
export type Rollenbefund = keyof typeof sentences

/** Makes a finding. */
export const rollenbefund = (name: Rollenbefund, pfad: string): Verstoss => ({
  schwere: 'fehler',
  pfad,
  ...sentences[name],
})

/**
 * Refuses what breaks rules.
 *
 * @throws ProblemError rule-violated when there is a finding
 */
export const refuseRolle = (verstoesse: readonly Verstoss[]): void => {
  const [first] = verstoesse
  if (first) throw new ProblemError('rule-violated', { detail: first.textEnglisch, verstoesse })
}
