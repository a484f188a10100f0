import type { Anforderungsstatus, Verstoss } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

/** One sentence in both languages, made from typed values. */
interface Satz<W extends readonly string[]> {
  readonly regel: string
  readonly rechtsgrundlage?: string
  readonly de: (...werte: W) => string
  readonly en: (...werte: W) => string
}

const satz = <W extends readonly string[] = []>(
  regel: string,
  de: Satz<W>['de'],
  en: Satz<W>['en'],
  rechtsgrundlage?: string,
): Satz<W> => ({ regel, de, en, ...(rechtsgrundlage === undefined ? {} : { rechtsgrundlage }) })

const deutsch = (datum: string): string => `${datum.slice(8, 10)}.${datum.slice(5, 7)}.${datum.slice(0, 4)}`

/**
 * What can be wrong with a request, a release, a transfer or a result, whichever door it comes through. The rule ids are
 * those of the domain catalogue.
 */
const saetze = {
  auswahlLeer: satz(
    'BH-16',
    () =>
      'Die Auswahl nennt kein Berichtsheft. Nötig ist eine Nummer (Berichtsheft, Vertrag oder Azubi) oder der Name mit Geburtsdatum.',
    () =>
      'The selection names no book. It needs a number (book, contract or apprentice) or the name with the birth date.',
  ),
  geburtsdatumFehlt: satz(
    'BH-16',
    () => 'Zum Namen gehört das Geburtsdatum.',
    () => 'The name needs the birth date.',
  ),
  nameFehlt: satz(
    'BH-16',
    () => 'Zum Geburtsdatum gehört der Name.',
    () => 'The birth date needs the name.',
  ),
  keinTreffer: satz(
    'BH-16',
    () => 'Zu dieser Auswahl gibt es im Kammerbezirk kein Berichtsheft.',
    () => 'There is no book in the district of the chamber that matches this selection.',
  ),
  mehrereTreffer: satz(
    'BH-16',
    () => 'Zu dieser Auswahl gibt es im Kammerbezirk mehrere Berichtshefte; bitte genauer auswählen.',
    () => 'Several books in the district of the chamber match this selection; please select more precisely.',
  ),
  fristVorbei: satz<[heute: string]>(
    'BH-16',
    (heute) => `Die Frist muss nach dem heutigen Tag (${deutsch(heute)}) liegen.`,
    (heute) => `The deadline has to lie after today (${heute}).`,
  ),
  rechtsgrundlageLeer: satz(
    'AN-008',
    () => 'Die Anforderung nennt keine Rechtsgrundlage.',
    () => 'The request names no legal basis.',
    'BBiG § 76 Abs. 2',
  ),
  zeitraumVerkehrt: satz(
    'BH-16',
    () => 'Der Zeitraum endet, bevor er beginnt.',
    () => 'The period ends before it begins.',
  ),
  kammerPasstNicht: satz<[knr: string]>(
    'BH-14',
    (knr) => `Die Anforderung stammt von der Kammer ${knr}; freigegeben werden kann nur für sie.`,
    (knr) => `The request comes from chamber ${knr}; the release can be for that chamber only.`,
  ),
  kammerNichtZustaendig: satz<[knr: string]>(
    'BH-14',
    (knr) => `Für dieses Berichtsheft ist die Kammer ${knr} zuständig.`,
    (knr) => `Chamber ${knr} is in charge of this book.`,
    'BBiG § 71',
  ),
  heftPasstNicht: satz(
    'BH-14',
    () => 'Die Anforderung gilt einem anderen Berichtsheft.',
    () => 'The request is about another book.',
  ),
  zweckPasstNicht: satz<[zweck: string]>(
    'BH-14',
    (zweck) => `Die Anforderung nennt einen anderen Zweck (${zweck}).`,
    (zweck) => `The request names another purpose (${zweck}).`,
  ),
  gueltigBisVorbei: satz<[heute: string]>(
    'BH-14',
    (heute) => `Der letzte Tag der Freigabe liegt vor dem heutigen Tag (${deutsch(heute)}).`,
    (heute) => `The last day of the release lies before today (${heute}).`,
  ),
  umfangZuWeit: satz<[von: string, bis: string]>(
    'BH-14',
    (von, bis) => `Der Umfang reicht über den angeforderten Zeitraum (${deutsch(von)} bis ${deutsch(bis)}) hinaus.`,
    (von, bis) => `The scope goes beyond the period that was requested (${von} to ${bis}).`,
  ),
  freigebenderUnbenannt: satz(
    'AN-004',
    () => 'Wer freigibt, muss mit Namen oder Kennung genannt sein.',
    () => 'Whoever releases has to be named, or given by a key.',
    'BBiG § 43 Abs. 1 Nr. 2',
  ),
  beanstandungFehlt: satz(
    'BH-16',
    () => 'Eine Beanstandung nennt mindestens einen Mangel.',
    () => 'A book that is not accepted needs at least one defect.',
  ),
  beanstandungLeer: satz(
    'BH-16',
    () => 'Der Mangel ist nicht beschrieben.',
    () => 'The defect is not described.',
  ),
  angenommenMitBeanstandung: satz(
    'BH-16',
    () => 'Ein angenommenes Berichtsheft hat keine Mängel und keine Nachfrist.',
    () => 'A book that is accepted has no defects and no further deadline.',
  ),
  nachfristVorbei: satz<[heute: string]>(
    'BH-16',
    (heute) => `Die Nachfrist muss nach dem heutigen Tag (${deutsch(heute)}) liegen.`,
    (heute) => `The further deadline has to lie after today (${heute}).`,
  ),
  nachweisFremd: satz(
    'BH-16',
    () => 'Dieser Nachweis gehört nicht zur Übermittlung.',
    () => 'This report does not belong to the transfer.',
  ),
  autorFremd: satz(
    'BH-16',
    () => 'Der Autor der Nachricht ist nicht der, der sie sendet.',
    () => 'The author of the message is not the one who sends it.',
  ),
  leserFremd: satz(
    'BH-16',
    () => 'Die Nachricht richtet sich weder an dieses Gateway noch an die Kammer, für die sie bestimmt ist.',
    () => 'The message is addressed neither to this gateway nor to the chamber that it is meant for.',
  ),
  nachrichtentypPasstNicht: satz<[name: string]>(
    'SCHEMA',
    (name) => `Der Kopf benennt eine andere Nachricht als ${name}.`,
    (name) => `The header names another message than ${name}.`,
  ),
  heftUnbestimmt: satz(
    'BH-16',
    () =>
      'Die Nachricht nennt kein Berichtsheft: Nötig ist eine Anforderung, der Schlüssel des Hefts oder das Heft selbst.',
    () => 'The message names no book: it needs a request, the key of the book or the book itself.',
  ),
  heftUnbekannt: satz(
    'BH-16',
    () => 'Zu diesem Schlüssel gibt es kein Berichtsheft.',
    () => 'There is no book with this key.',
  ),
  kammerUnbestimmt: satz(
    'BH-14',
    () => 'Ohne Anforderung muss die Kammer genannt sein.',
    () => 'Without a request the chamber has to be named.',
  ),
  zweckUnbestimmt: satz(
    'BH-14',
    () => 'Ohne Anforderung muss der Zweck genannt sein.',
    () => 'Without a request the purpose has to be named.',
  ),
} as const

type Saetze = typeof saetze
type Werte<K extends keyof Saetze> = Parameters<Saetze[K]['de']>

/** Makes a finding of the procedure; the values belong to its sentence. */
export const befund = <K extends keyof Saetze>(name: K, pfad: string, ...werte: Werte<K>): Verstoss => {
  const { regel, rechtsgrundlage, de, en } = saetze[name] as Satz<Werte<K>>
  return {
    regel,
    schwere: 'fehler',
    pfad,
    ...(rechtsgrundlage === undefined ? {} : { rechtsgrundlage }),
    text: de(...werte),
    textEnglisch: en(...werte),
  }
}

/**
 * Refuses what breaks rules.
 *
 * @throws ProblemError rule-violated when there is a finding
 */
export const refuse = (verstoesse: readonly Verstoss[]): void => {
  const [first] = verstoesse
  if (first) throw new ProblemError('rule-violated', { detail: first.textEnglisch, verstoesse })
}

/** The refusal of a step that the state of a request does not allow. */
export const stateConflict = (status: Anforderungsstatus, nach: Anforderungsstatus): ProblemError =>
  new ProblemError('conflict', { detail: `A request in the state ${status} cannot become ${nach}` })
