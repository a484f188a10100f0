import type { Berufsfassung } from '../contract/beruf.ts'
import type { Ausbildungsplanposition, Rahmenplan, Zeitrichtwert } from '../contract/rahmenplan.ts'

/** One difference between two readings of a plan. */
export interface Planabweichung {
  readonly nr: string
  readonly feld: string
  readonly hier: string
  readonly dort: string
}

/** How far two readings of the same plan agree. */
export interface Planvergleich {
  /** Positions that either of the two has. */
  readonly positionen: number
  /** Positions whose key, place, texts and times are the same. */
  readonly gleich: number
  /** Positions whose key, place and texts are the same, whatever their times. */
  readonly gleicheTexte: number
  readonly abweichungen: readonly Planabweichung[]
}

const fields = [
  'lfdNr',
  'berufsbildposition',
  'bezug',
  'uebergeordnet',
  'buchstabe',
  'einleitung',
  'text',
  'fachrichtung',
  'schwerpunkt',
  'bereich',
] as const

/** Blanks, soft hyphens and the kind of dash are no difference. */
const normal = (text: string | null | undefined): string =>
  (text ?? '')
    .replace(/\u00ad/g, '')
    .replace(/[–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()

const weeksOf = (wochen: number | undefined, halbeWoche: true | undefined): number | undefined =>
  wochen === undefined ? undefined : wochen + (halbeWoche ? 0.5 : 0)

const wertOf = ({ wochen, halbeWoche, von, bis, einheit, gesamteAusbildung, text }: Zeitrichtwert): string =>
  gesamteAusbildung
    ? 'gesamte Ausbildung'
    : `${weeksOf(wochen, halbeWoche) ?? (von === undefined ? normal(text).toLowerCase() : `${von}-${bis}`)} ${einheit ?? ''}`.trim()

const timeOf = (time: Zeitrichtwert, withMonths: boolean): string =>
  withMonths && time.zeitraum && !time.gesamteAusbildung
    ? `${wertOf(time)} (${time.zeitraum.vonMonat}-${time.zeitraum.bisMonat})`
    : wertOf(time)

/** The times of a position as one text, in an order of their own. */
const timesOf = ({ zeitrichtwerte }: Ausbildungsplanposition, withMonths: boolean): string =>
  zeitrichtwerte
    .map((time) => timeOf(time, withMonths))
    .sort()
    .join('; ')

/** Whether every time says the months that it means; where one reading does not, only the values can be compared. */
const hasMonths = ({ zeitrichtwerte }: Ausbildungsplanposition): boolean =>
  zeitrichtwerte.every(({ zeitraum }) => zeitraum)

/** Compares two readings of the same plan position by position. */
export const compareRahmenplan = (
  hier: Pick<Rahmenplan, 'positionen'>,
  dort: Pick<Rahmenplan, 'positionen'>,
): Planvergleich => {
  const others = new Map(dort.positionen.map((position) => [position.nr, position]))
  const mine = new Set(hier.positionen.map(({ nr }) => nr))
  const abweichungen: Planabweichung[] = []
  let gleich = 0
  let gleicheTexte = 0
  for (const position of hier.positionen) {
    const { nr } = position
    const other = others.get(nr)
    if (!other) {
      abweichungen.push({ nr, feld: 'nr', hier: position.text, dort: '' })
      continue
    }
    const differing = fields.flatMap((feld) =>
      normal(position[feld]) === normal(other[feld])
        ? []
        : [{ nr, feld, hier: normal(position[feld]), dort: normal(other[feld]) }],
    )
    const withMonths = hasMonths(position) && hasMonths(other)
    const times = { nr, feld: 'zeitrichtwerte', hier: timesOf(position, withMonths), dort: timesOf(other, withMonths) }
    const sameTimes = times.hier === times.dort
    abweichungen.push(...differing, ...(sameTimes ? [] : [times]))
    if (differing.length === 0) gleicheTexte += 1
    if (differing.length === 0 && sameTimes) gleich += 1
  }
  const missing = dort.positionen.filter(({ nr }) => !mine.has(nr))
  abweichungen.push(...missing.map(({ nr, text }) => ({ nr, feld: 'nr', hier: '', dort: text })))
  return { positionen: hier.positionen.length + missing.length, gleich, gleicheTexte, abweichungen }
}

const facts = [
  'bezeichnung',
  'bezeichnungWeiblich',
  'ausbildungsdauerMonate',
  'fachrichtungen',
  'schwerpunkte',
  'rechtsgrundlage',
] as const
const sourceFacts = [
  'titel',
  'kurztitel',
  'abkuerzung',
  'jurabk',
  'bjnr',
  'ausfertigungsdatum',
  'fundstelle',
  'stand',
  'gueltigAb',
] as const

/** Compares the facts of two readings of an occupation, without its key. */
export const compareFassung = (hier: Berufsfassung, dort: Berufsfassung): Planabweichung[] => {
  const differ = (feld: string, a: unknown, b: unknown): Planabweichung[] => {
    const [one, two] = [a, b].map((value) => normal(JSON.stringify(value)))
    return one === two ? [] : [{ nr: '', feld, hier: one ?? '', dort: two ?? '' }]
  }
  return [
    ...facts.flatMap((feld) => differ(feld, hier[feld], dort[feld])),
    ...sourceFacts.flatMap((feld) => differ(`verordnung.${feld}`, hier.verordnung[feld], dort.verordnung[feld])),
  ]
}
