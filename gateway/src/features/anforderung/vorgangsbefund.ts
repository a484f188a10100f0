import type { Anforderungsstatus, Verstoss } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'

/** One sentence in both languages, made from typed values. */
interface Sentence<W extends readonly string[]> {
  readonly regel: string
  readonly rechtsgrundlage?: string
  readonly de: (...werte: W) => string
  readonly en: (...werte: W) => string
}

const sentence = <W extends readonly string[] = []>(
  regel: string,
  de: Sentence<W>['de'],
  en: Sentence<W>['en'],
  rechtsgrundlage?: string,
): Sentence<W> => ({ regel, de, en, ...(rechtsgrundlage === undefined ? {} : { rechtsgrundlage }) })

const deutsch = (datum: string): string => `${datum.slice(8, 10)}.${datum.slice(5, 7)}.${datum.slice(0, 4)}`

/**
 * What can be wrong with a request, a release, a transfer or a result, whichever door it comes through. The rule ids are
 * those of the requirements that docs/regeln.md explains.
 */
const sentences = {
  auswahlLeer: sentence(
    'BH-16',
    () =>
      'Die Auswahl nennt kein Berichtsheft. Nötig ist eine Nummer (Berichtsheft, Vertrag oder Azubi) oder der Name mit Geburtsdatum.',
    () =>
      'The selection names no book. It needs a number (book, contract or apprentice) or the name with the birth date.',
  ),
  geburtsdatumFehlt: sentence(
    'BH-16',
    () => 'Zum Namen gehört das Geburtsdatum.',
    () => 'The name needs the birth date.',
  ),
  nameFehlt: sentence(
    'BH-16',
    () => 'Zum Geburtsdatum gehört der Name.',
    () => 'The birth date needs the name.',
  ),
  keinTreffer: sentence(
    'BH-16',
    () => 'Zu dieser Auswahl gibt es im Kammerbezirk kein Berichtsheft.',
    () => 'There is no book in the district of the chamber that matches this selection.',
  ),
  mehrereTreffer: sentence(
    'BH-16',
    () => 'Zu dieser Auswahl gibt es im Kammerbezirk mehrere Berichtshefte; bitte genauer auswählen.',
    () => 'Several books in the district of the chamber match this selection; please select more precisely.',
  ),
  fristVorbei: sentence<[heute: string]>(
    'BH-16',
    (heute) => `Die Frist muss nach dem heutigen Tag (${deutsch(heute)}) liegen.`,
    (heute) => `The deadline has to lie after today (${heute}).`,
  ),
  rechtsgrundlageLeer: sentence(
    'AN-008',
    () => 'Die Anforderung nennt keine Rechtsgrundlage.',
    () => 'The request names no legal basis.',
    'BBiG § 76 Abs. 2',
  ),
  zeitraumVerkehrt: sentence(
    'BH-16',
    () => 'Der Zeitraum endet, bevor er beginnt.',
    () => 'The period ends before it begins.',
  ),
  kammerPasstNicht: sentence<[knr: string]>(
    'BH-14',
    (knr) => `Die Anforderung stammt von der Kammer ${knr}; freigegeben werden kann nur für sie.`,
    (knr) => `The request comes from chamber ${knr}; the release can be for that chamber only.`,
  ),
  kammerNichtZustaendig: sentence<[knr: string]>(
    'BH-14',
    (knr) => `Für dieses Berichtsheft ist die Kammer ${knr} zuständig.`,
    (knr) => `Chamber ${knr} is in charge of this book.`,
    'BBiG § 71',
  ),
  heftPasstNicht: sentence(
    'BH-14',
    () => 'Die Anforderung gilt einem anderen Berichtsheft.',
    () => 'The request is about another book.',
  ),
  zweckPasstNicht: sentence<[zweck: string]>(
    'BH-14',
    (zweck) => `Die Anforderung nennt einen anderen Zweck (${zweck}).`,
    (zweck) => `The request names another purpose (${zweck}).`,
  ),
  gueltigBisVorbei: sentence<[heute: string]>(
    'BH-14',
    (heute) => `Der letzte Tag der Freigabe liegt vor dem heutigen Tag (${deutsch(heute)}).`,
    (heute) => `The last day of the release lies before today (${heute}).`,
  ),
  umfangZuWeit: sentence<[von: string, bis: string]>(
    'BH-14',
    (von, bis) => `Der Umfang reicht über den angeforderten Zeitraum (${deutsch(von)} bis ${deutsch(bis)}) hinaus.`,
    (von, bis) => `The scope goes beyond the period that was requested (${von} to ${bis}).`,
  ),
  freigebenderUnbenannt: sentence(
    'AN-004',
    () => 'Wer freigibt, muss mit Namen oder Kennung genannt sein.',
    () => 'Whoever releases has to be named, or given by a key.',
    'BBiG § 43 Abs. 1 Nr. 2',
  ),
  beanstandungFehlt: sentence(
    'BH-16',
    () => 'Eine Beanstandung nennt mindestens einen Mangel.',
    () => 'A book that is not accepted needs at least one defect.',
  ),
  beanstandungLeer: sentence(
    'BH-16',
    () => 'Der Mangel ist nicht beschrieben.',
    () => 'The defect is not described.',
  ),
  angenommenMitBeanstandung: sentence(
    'BH-16',
    () => 'Ein angenommenes Berichtsheft hat keine Mängel und keine Nachfrist.',
    () => 'A book that is accepted has no defects and no further deadline.',
  ),
  nachfristVorbei: sentence<[heute: string]>(
    'BH-16',
    (heute) => `Die Nachfrist muss nach dem heutigen Tag (${deutsch(heute)}) liegen.`,
    (heute) => `The further deadline has to lie after today (${heute}).`,
  ),
  nachweisFremd: sentence(
    'BH-16',
    () => 'Dieser Nachweis gehört nicht zur Übermittlung.',
    () => 'This report does not belong to the transfer.',
  ),
  autorFremd: sentence(
    'BH-16',
    () => 'Der Autor der Nachricht ist nicht der, der sie sendet.',
    () => 'The author of the message is not the one who sends it.',
  ),
  leserFremd: sentence(
    'BH-16',
    () => 'Die Nachricht richtet sich weder an dieses Gateway noch an die Kammer, für die sie bestimmt ist.',
    () => 'The message is addressed neither to this gateway nor to the chamber that it is meant for.',
  ),
  nachrichtentypPasstNicht: sentence<[name: string]>(
    'SCHEMA',
    (name) => `Der Kopf benennt eine andere Nachricht als ${name}.`,
    (name) => `The header names another message than ${name}.`,
  ),
  heftUnbestimmt: sentence(
    'BH-16',
    () =>
      'Die Nachricht nennt kein Berichtsheft: Nötig ist eine Anforderung, der Schlüssel des Hefts oder das Heft selbst.',
    () => 'The message names no book: it needs a request, the key of the book or the book itself.',
  ),
  heftUnbekannt: sentence(
    'BH-16',
    () => 'Zu diesem Schlüssel gibt es kein Berichtsheft.',
    () => 'There is no book with this key.',
  ),
  kammerUnbestimmt: sentence(
    'BH-14',
    () => 'Ohne Anforderung muss die Kammer genannt sein.',
    () => 'Without a request the chamber has to be named.',
  ),
  zweckUnbestimmt: sentence(
    'BH-14',
    () => 'Ohne Anforderung muss der Zweck genannt sein.',
    () => 'Without a request the purpose has to be named.',
  ),
} as const

type Sentences = typeof sentences
type ValuesOf<K extends keyof Sentences> = Parameters<Sentences[K]['de']>

/** Makes a finding of the procedure; the values belong to its sentence. */
export const befund = <K extends keyof Sentences>(name: K, pfad: string, ...werte: ValuesOf<K>): Verstoss => {
  const { regel, rechtsgrundlage, de, en } = sentences[name] as Sentence<ValuesOf<K>>
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
