import type { Rechtsgrundlage } from '@berichtsheft/core'

/** A clause of the contract: its heading, its paragraphs, and where they come from. */
export interface Vertragsklausel {
  readonly titel: string
  readonly grundlage: string
  /** The same for crafts, where the HwO has a paragraph of its own. */
  readonly grundlageHwo?: string
  readonly absaetze: readonly string[]
}

/** The clauses that stand beside the data of a contract. What was released never changes: another text has another key. */
export interface Vertragstextvorlage {
  /** Key and version, as contracts name it in `vertragstext.vorlage`. */
  readonly vorlage: string
  readonly klauseln: readonly Vertragsklausel[]
}

/** In our own words by the law as of 2025, without the wording of anybody's form. */
const fassung2025: Vertragstextvorlage = {
  vorlage: 'ausbildungsvertrag-2025',
  klauseln: [
    {
      titel: 'Gegenstand',
      grundlage: 'BBiG §§ 4, 5, 10, 11 Abs. 1 Satz 2 Nr. 2',
      grundlageHwo: 'HwO §§ 25, 26; BBiG §§ 10, 11 Abs. 1 Satz 2 Nr. 2',
      absaetze: [
        'Die Ausbildenden bilden im genannten Beruf nach der Ausbildungsordnung aus, die bei Beginn gilt. Der Ausbildungsplan mit der sachlichen und zeitlichen Gliederung ist Teil dieses Vertrags.',
      ],
    },
    {
      titel: 'Beginn und Ende',
      grundlage: 'BBiG § 21',
      absaetze: [
        'Die Ausbildung beginnt und endet an den genannten Tagen.',
        'Wird die Abschluss- oder Gesellenprüfung vorher bestanden, endet sie mit dem Tag, an dem der Prüfungsausschuss das Ergebnis bekannt gibt.',
        'Wird die Prüfung nicht bestanden, verlängert sich die Ausbildung auf Verlangen der Auszubildenden bis zur nächstmöglichen Wiederholungsprüfung, höchstens um ein Jahr.',
      ],
    },
    {
      titel: 'Probezeit',
      grundlage: 'BBiG § 20',
      absaetze: [
        'Die Ausbildung beginnt mit der genannten Probezeit; sie dauert mindestens einen und höchstens vier Monate.',
        'Wird die Ausbildung in der Probezeit um mehr als ein Drittel dieser Zeit unterbrochen, verlängert sich die Probezeit um die Dauer der Unterbrechung.',
      ],
    },
    {
      titel: 'Pflichten der Ausbildenden',
      grundlage: 'BBiG §§ 14, 15; JArbSchG §§ 32, 33',
      absaetze: [
        'Die Ausbildenden vermitteln planmäßig, was zum Ausbildungsziel gehört, bilden selbst aus oder beauftragen geeignete Personen, und übertragen nur Aufgaben, die der Ausbildung dienen und den körperlichen Kräften angemessen sind.',
        'Sie geben vor Beginn die Ausbildungsordnung und den Ausbildungsplan aus und stellen Werkzeug, Werkstoffe und Fachliteratur kostenlos, auch für Prüfungen.',
        'Sie stellen für die Berufsschule, für Ausbildungsteile außerhalb der Ausbildungsstätte, für Prüfungen und für den Arbeitstag vor der schriftlichen Abschlussprüfung frei und rechnen diese Zeiten an, wie es das Gesetz bestimmt.',
        'Sie halten zum Besuch der Berufsschule und zum Führen der Ausbildungsnachweise an, sehen diese regelmäßig durch und geben Gelegenheit, sie am Arbeitsplatz zu führen.',
        'Von Auszubildenden unter 18 Jahren lassen sie sich die ärztlichen Bescheinigungen vorlegen, die vor Beginn und nach dem ersten Jahr nötig sind.',
      ],
    },
    {
      titel: 'Pflichten der Auszubildenden',
      grundlage: 'BBiG § 13',
      absaetze: [
        'Die Auszubildenden bemühen sich, die berufliche Handlungsfähigkeit zu erwerben, führen übertragene Aufgaben sorgfältig aus und folgen Weisungen, die im Rahmen der Ausbildung gegeben werden.',
        'Sie besuchen die Berufsschule und nehmen an Prüfungen und an Maßnahmen teil, für die sie freigestellt werden.',
        'Sie beachten die Ordnung der Ausbildungsstätte, behandeln Werkzeug und Einrichtungen pfleglich und schweigen über Betriebs- und Geschäftsgeheimnisse.',
        'Sie führen die Ausbildungsnachweise in der vereinbarten Form und bestätigen den Empfang dieses Vertrags.',
        'Wer verhindert ist, teilt dies unverzüglich mit und weist Krankheit so nach, wie das Gesetz es vorsieht.',
      ],
    },
    {
      titel: 'Vergütung und Überstunden',
      grundlage: 'BBiG §§ 17 bis 19',
      absaetze: [
        'Die genannte Vergütung wird für jeden Kalendermonat spätestens an dessen letztem Arbeitstag gezahlt. Sachleistungen werden nur in dem genannten Umfang angerechnet, höchstens mit 75 Prozent der Bruttovergütung.',
        'Wer über die vereinbarte tägliche Ausbildungszeit hinaus beschäftigt wird, erhält dafür eine besondere Vergütung oder Freizeit zum Ausgleich.',
        'Die Vergütung wird für Zeiten der Freistellung weitergezahlt, und bis zu sechs Wochen, wenn die Ausbildung ausfällt oder die Auszubildenden unverschuldet aus einem Grund in ihrer Person verhindert sind.',
      ],
    },
    {
      titel: 'Ausbildungszeit und Urlaub',
      grundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 5 und 9; ArbZG § 3; BUrlG; JArbSchG §§ 8, 19',
      absaetze: [
        'Es gelten die genannte regelmäßige Ausbildungszeit und, unter 18 Jahren, die Grenzen des Jugendarbeitsschutzes.',
        'Der genannte Urlaub soll zusammenhängend und in den Ferien der Berufsschule gewährt und genommen werden. Im Urlaub wird keine Erwerbsarbeit geleistet, die dem Urlaubszweck widerspricht.',
      ],
    },
    {
      titel: 'Kündigung',
      grundlage: 'BBiG § 22',
      absaetze: [
        'In der Probezeit kann jede Seite jederzeit ohne Frist kündigen.',
        'Danach kann jede Seite aus wichtigem Grund ohne Frist kündigen; die Auszubildenden auch mit einer Frist von vier Wochen, wenn sie die Berufsausbildung aufgeben oder in einem anderen Beruf ausgebildet werden wollen.',
        'Die Kündigung ist schriftlich zu erklären, nach der Probezeit mit Angabe der Gründe. Aus wichtigem Grund ist sie unwirksam, wenn die Tatsachen länger als zwei Wochen bekannt sind; ein Schlichtungsverfahren hemmt diese Frist.',
      ],
    },
    {
      titel: 'Vorzeitige Beendigung',
      grundlage: 'BBiG § 23',
      absaetze: [
        'Endet die Ausbildung nach der Probezeit vorzeitig, kann Ersatz des Schadens verlangen, wer den Grund nicht zu vertreten hat. Das gilt nicht, wenn die Auszubildenden die Berufsausbildung aufgeben oder den Beruf wechseln. Der Anspruch erlischt, wenn er nicht binnen drei Monaten nach der Beendigung geltend gemacht wird.',
      ],
    },
    {
      titel: 'Zeugnis',
      grundlage: 'BBiG § 16',
      absaetze: [
        'Am Ende stellen die Ausbildenden ein Zeugnis über Art, Dauer und Ziel der Ausbildung und über die erworbenen Fertigkeiten, Kenntnisse und Fähigkeiten aus, auf Verlangen auch über Verhalten und Leistung.',
      ],
    },
    {
      titel: 'Streitigkeiten',
      grundlage: 'ArbGG § 111 Abs. 2',
      absaetze: [
        'Besteht bei der zuständigen Stelle ein Ausschuss zur Schlichtung, ist er vor einer Klage aus diesem Ausbildungsverhältnis anzurufen.',
      ],
    },
    {
      titel: 'Eintragung und Änderungen',
      grundlage: 'BBiG §§ 11 Abs. 4, 12, 36',
      grundlageHwo: 'HwO § 30; BBiG §§ 11 Abs. 4, 12',
      absaetze: [
        'Die Ausbildenden beantragen unverzüglich nach dem Abschluss die Eintragung bei der zuständigen Stelle und teilen ihr Änderungen mit. Wesentliche Änderungen werden wie dieser Vertrag abgefasst.',
        'Vereinbarungen, die das Gesetz für nichtig erklärt, gelten nicht; die übrigen bleiben wirksam.',
      ],
    },
  ],
}

const vorlagen: ReadonlyMap<string, Vertragstextvorlage> = new Map([[fassung2025.vorlage, fassung2025]])

/** Keys of the templates that the gateway has the clauses of. */
export const vertragstextvorlagen: readonly string[] = [...vorlagen.keys()]

/** The clauses of a template; `undefined` for an own text of the company, or one that is not kept here. */
export const findVertragstext = (vorlage: string | undefined): Vertragstextvorlage | undefined =>
  vorlage === undefined ? undefined : vorlagen.get(vorlage)

/** The paragraphs of a clause under the act that the contract is made under. */
export const grundlageOf = (klausel: Vertragsklausel, rechtsgrundlage: Rechtsgrundlage | undefined): string =>
  rechtsgrundlage === 'hwo' ? (klausel.grundlageHwo ?? klausel.grundlage) : klausel.grundlage
