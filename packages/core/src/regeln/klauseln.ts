/** Agreements that are void in a training contract (BBiG § 12), as far as their words can be recognised. */
export type Klauselart = 'bindung' | 'entgelt' | 'vertragsstrafe' | 'schadensersatz'

/** A sentence that may be such an agreement. */
export interface Klausel {
  readonly art: Klauselart
  /** The sentence, at most 200 characters. */
  readonly satz: string
}

type Wortgruppe = readonly string[]

const hasOneOf = (satz: string, gruppe: Wortgruppe): boolean => gruppe.some((wort) => satz.includes(wort))

const verneinung: Wortgruppe = ['kein', 'nicht ', 'nicht,', 'ohne ', 'unzulässig', 'nichtig', 'unwirksam']
const azubi: Wortgruppe = ['auszubildende', 'azubi', 'lehrling', 'eltern', 'gesetzliche vertret']
/** The company as the one who does it, and not the one who gets it. */
const betrieb: Wortgruppe = [
  'der ausbildende ',
  'die ausbildende ',
  'der betrieb',
  'der ausbildungsbetrieb',
  'das unternehmen',
  'die firma',
  'der arbeitgeber',
  'vom ',
]
const nachher: Wortgruppe = [
  'nach der ausbildung',
  'nach ende der',
  'nach abschluss',
  'nach bestandener',
  'nach beendigung',
]

/** All groups of one kind have to be in a sentence; `ausser` excuses it. */
interface Muster {
  readonly art: Klauselart
  readonly alle: readonly Wortgruppe[]
  readonly ausser: readonly Wortgruppe[]
}

/** The last six months allow an agreement to work on (BBiG § 12 Abs. 1 Satz 2). */
const letzteMonate: Wortgruppe = ['letzten sechs monate', 'letzten 6 monate']

const muster: readonly Muster[] = [
  { art: 'bindung', alle: [['bleibeverpflichtung', 'bleibepflicht']], ausser: [verneinung, letzteMonate] },
  {
    art: 'bindung',
    alle: [['verpflicht'], azubi, nachher, ['bleiben', 'weiterzuarbeiten', 'weiterarbeit', 'arbeitsverhältnis']],
    ausser: [verneinung, letzteMonate, betrieb],
  },
  { art: 'bindung', alle: [['wettbewerbsverbot']], ausser: [['kein']] },
  { art: 'bindung', alle: [nachher, ['wettbewerber', 'konkurrenz']], ausser: [letzteMonate] },
  { art: 'entgelt', alle: [['lehrgeld', 'ausbildungsgebühr']], ausser: [verneinung] },
  {
    art: 'entgelt',
    alle: [['ausbildungskosten', 'kosten der ausbildung'], azubi, ['zahl', 'erstatt', 'trägt', 'tragen', 'übern']],
    ausser: [verneinung, betrieb],
  },
  { art: 'vertragsstrafe', alle: [['vertragsstrafe', 'konventionalstrafe']], ausser: [verneinung] },
  { art: 'schadensersatz', alle: [['schadenspauschale', 'schadenpauschale']], ausser: [verneinung] },
  {
    art: 'schadensersatz',
    alle: [
      ['schadensersatz', 'schadenersatz'],
      ['ausgeschlossen', 'ausschluss', 'beschränkt', 'begrenzt', 'pauschal', 'höchstens', 'maximal'],
    ],
    ausser: [verneinung],
  },
]

const isTreffer = (satz: string, { alle, ausser }: Muster): boolean =>
  alle.every((gruppe) => hasOneOf(satz, gruppe)) && !ausser.some((gruppe) => hasOneOf(satz, gruppe))

/**
 * Finds sentences that may be void agreements: the first one of each kind. Only fixed words are sought, sentence by
 * sentence, so that the time grows with the length of the text and no more; what is written in other words is not found.
 *
 * @see BBiG § 12; DAV-021
 */
export const findNichtigeKlauseln = (text: string): Klausel[] => {
  const klauseln: Klausel[] = []
  for (const roh of text.normalize('NFC').split(/[.;!?\n]/)) {
    const satz = roh.toLowerCase()
    for (const eines of muster)
      if (isTreffer(satz, eines) && !klauseln.some(({ art }) => art === eines.art))
        klauseln.push({ art: eines.art, satz: [...roh.replaceAll('\t', ' ').trim()].slice(0, 200).join('') })
  }
  return klauseln
}
