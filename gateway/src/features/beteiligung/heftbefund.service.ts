import type { Verstoss } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'

const sentence = (regel: string, text: string, textEnglisch: string) => ({ regel, text, textEnglisch })

/** What can be wrong when people work on books; the rule ids are those of the requirements. */
const sentences = {
  rolleFehlt: sentence(
    'MI-15',
    'Diese Person hat die passende Rolle für Berichtshefte in diesem Unternehmen heute nicht.',
    'This person does not hold the role for report books in this company today.',
  ),
  selbstVorgeschlagen: sentence(
    'BH-19',
    'Niemand ordnet sich selbst einem Berichtsheft zu.',
    'Nobody links himself to a book.',
  ),
  azubiFehlt: sentence(
    'BH-19',
    'Zuerst muss die oder der Auszubildende mit dem Berichtsheft verbunden sein und zugestimmt haben.',
    'First the apprentice has to be linked to the book and to have agreed.',
  ),
  nichtMinderjaehrig: sentence(
    'BH-19',
    'Eine gesetzliche Vertretung liest nur mit, solange die oder der Auszubildende nach dem Berichtsheft minderjährig ist.',
    'A legal representative reads only while the apprentice is under age by the book.',
  ),
  bisVorVon: sentence('BH-22', 'Der Einsatz endet, bevor er beginnt.', 'The assignment ends before it begins.'),
  zeitraumZuLang: sentence(
    'BH-22',
    'Der Zeitraum umfasst mehr als fünf Jahre oder endet, bevor er beginnt.',
    'The period is longer than five years or ends before it begins.',
  ),
  nichtsGeaendert: sentence('BH-22', 'Es wird nichts geändert.', 'Nothing is changed.'),
  kommentarFehlt: sentence('BH-13', 'Dieser Schritt braucht einen Kommentar.', 'This step needs a comment.'),
  stufe1Fehlt: sentence(
    'BH-23',
    'Das Unternehmen gibt in zwei Stufen frei: zuerst der Ausbildungsbeauftragte, dann der Ausbilder.',
    'The company approves in two stages: first the Ausbildungsbeauftragter, then the trainer.',
  ),
  nurEineStufe: sentence(
    'BH-23',
    'Das Unternehmen gibt in einer Stufe frei; der Ausbilder entscheidet.',
    'The company approves in one stage; the trainer decides.',
  ),
  gleichePerson: sentence(
    'BH-23',
    'Beide Stufen geben verschiedene Personen frei.',
    'Both stages are approved by different people.',
  ),
  eigenerBericht: sentence(
    'BH-12',
    'Niemand gibt den eigenen Bericht frei oder weist ihn zurück.',
    'Nobody approves the own report or sends it back.',
  ),
  verlaufUnzulaessig: sentence(
    'BH-10',
    'Ein neuer Bericht beginnt als Entwurf; Schritte und Kommentare folgen mit eigenen Anfragen.',
    'A new report begins as a draft; steps and remarks follow with requests of their own.',
  ),
  schluesselZuLang: sentence(
    'SCHEMA',
    'Der Schlüssel eines eigenen Berichts hat höchstens 84 Zeichen.',
    'The key of an own report has at most 84 characters.',
  ),
} as const

/** Name of a finding about people and books. */
export type Heftbefund = keyof typeof sentences

/**
 * Refuses what breaks a rule.
 *
 * @throws ProblemError rule-violated
 */
export const refuseHeft = (name: Heftbefund, pfad: string): never => {
  const verstoss: Verstoss = { schwere: 'fehler', pfad, ...sentences[name] }
  throw new ProblemError('rule-violated', { detail: verstoss.textEnglisch, verstoesse: [verstoss] })
}

/**
 * The one company that the person works for: changes name one, reading may be of all.
 *
 * @throws ProblemError malformed-request
 */
export const einUnternehmenOf = ({ mandant, unternehmenIds = [] }: Angemeldeter): string => {
  const [id] = unternehmenIds
  if (id === undefined || mandant === 'unternehmen:*')
    throw new ProblemError('malformed-request', { detail: 'Berichtsheft-Kontext must name one company' })
  return id
}
