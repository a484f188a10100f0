import type { Ausbildungsplanposition, Zeitblock, Zeitrichtwert } from '../contract/rahmenplan.ts'
import type { Anlageninhalt, Rohrahmen } from './anlage.ts'
import { GiiError } from './gii-norm.ts'
import { readMonatsraum, readZelleZeit, type Zeitangabe } from './zeitangabe.ts'
import { readZeittext } from './zeittext.ts'

/** What a span names: a part of the profile, and of it one text, some letters, or all. */
export interface Verweis {
  readonly lfdNr: string | null
  readonly teil: string | null
  readonly bezug?: string | undefined
  readonly abschnitt?: string | undefined
  /** Absent means all of the part. */
  readonly lernziele?: readonly { readonly buchstabe: string | undefined; readonly text?: string }[]
  readonly modus?: NonNullable<Zeitrichtwert['modus']>
}

/** A span of a time plan. */
export interface Zeitspanne {
  readonly anlage: string
  readonly ueberschriften: readonly string[]
  readonly angaben: readonly Zeitangabe[]
  readonly verweise: readonly Verweis[]
}

const rahmenToSpannen = (
  anlage: string,
  { ueberschriften, positionen, zeiten }: Rohrahmen,
  dauer: number,
): Zeitspanne[] => {
  const heading = ueberschriften.join(' – ')
  const raum = readMonatsraum(heading, dauer)
  // A frame has one time; a table may draw its lines through it. Only where it has several the rows decide.
  const [only, ...others] = zeiten
  const groups =
    others.length === 0 && only
      ? [{ zeit: only, rows: positionen }]
      : zeiten.map((zeit) => ({
          zeit,
          rows: positionen.filter((one) => one.zeiten.some(({ feld }) => feld === zeit.feld)),
        }))
  return groups.map(({ zeit, rows }) => {
    const angabe = readZelleZeit(zeit.text, heading === '' ? undefined : heading, dauer, zeit.einheit)
    const byPart = Map.groupBy(rows, ({ lfdNr, teil }) => `${lfdNr}\n${teil}`)
    return {
      anlage,
      ueberschriften,
      angaben: [raum && !angabe.gesamteAusbildung ? { ...angabe, zeitraum: raum } : angabe],
      verweise: [...byPart.values()].flatMap((part): Verweis[] => {
        const [first] = part
        if (!first) return []
        const { lfdNr, teil, bezug } = first
        return [{ lfdNr, teil, bezug, lernziele: part.map(({ buchstabe, text }) => ({ buchstabe, text })) }]
      }),
    }
  })
}

/** Characters of a time plan in words; the longest one of the collection has a tenth. */
const maxZeittext = 100_000

/** The spans of the time plan that an annex holds, in tables or in words. */
export const readZeitspannen = (
  anlage: string,
  inhalt: Anlageninhalt,
  positionen: readonly Ausbildungsplanposition[],
  dauer: number,
): Zeitspanne[] => {
  if (inhalt.rahmen.length > 0) return inhalt.rahmen.flatMap((rahmen) => rahmenToSpannen(anlage, rahmen, dauer))
  if (inhalt.positionen.length > 0) return []
  if (inhalt.text.length > maxZeittext) throw new GiiError(`a time plan has more than ${maxZeittext} characters`)
  return readZeittext(anlage, inhalt.text, positionen, dauer)
}

const normal = (text: string | null | undefined): string => (text ?? '').toLowerCase().replace(/[^\p{L}\d]+/gu, '')

/** Whether a shortened text means a longer one: it begins like it, or all its words stand in it in their order. */
const isShortFor = (short: string, long: string): boolean => {
  if (short === long) return true
  return short.length > 12 && (long.startsWith(short) || short.startsWith(long))
}

/** A position with the forms of its texts that are compared. */
interface Gesucht {
  readonly position: Ausbildungsplanposition
  readonly teil: string
  readonly text: string
}

/** Positions by the part of the profile that they belong to. */
interface Verzeichnis {
  readonly alle: readonly Gesucht[]
  readonly jeTeil: ReadonlyMap<string, readonly Gesucht[]>
  readonly jeText: ReadonlyMap<string, readonly Gesucht[]>
}

const toVerzeichnis = (positionen: readonly Ausbildungsplanposition[]): Verzeichnis => {
  const alle = positionen.map((position) => ({
    position,
    teil: normal(position.berufsbildposition),
    text: normal(position.text),
  }))
  return { alle, jeTeil: Map.groupBy(alle, ({ teil }) => teil), jeText: Map.groupBy(alle, ({ text }) => text) }
}

/** The positions of a plan that a reference means. */
const findPositionen = (
  verweis: Verweis,
  { alle, jeTeil, jeText }: Verzeichnis,
): { readonly found: Ausbildungsplanposition[]; readonly unknown: { buchstabe: string | null; text: string }[] } => {
  const named = jeTeil.get(normal(verweis.teil)) ?? []
  const byReference = named.filter(
    ({ position: { bezug, abschnitt } }) =>
      (verweis.bezug === undefined || bezug === undefined || bezug.includes(verweis.bezug)) &&
      (verweis.abschnitt === undefined || abschnitt.startsWith(verweis.abschnitt)),
  )
  const part = byReference.length > 0 ? byReference : named
  const positionsOf = (wanted: readonly Gesucht[]) => wanted.map(({ position }) => position)
  if (!verweis.lernziele) return { found: positionsOf(part), unknown: [] }
  const unknown: { buchstabe: string | null; text: string }[] = []
  const found = verweis.lernziele.flatMap(({ buchstabe, text }) => {
    const isLetter = ({ position }: Gesucht) => position.buchstabe === buchstabe
    if (text === undefined) return positionsOf((part.length > 0 ? part : alle).filter(isLetter))
    const key = normal(text)
    const same = part.length > 0 ? part.filter((one) => one.text === key) : (jeText.get(key) ?? [])
    const sameLetter = same.filter(isLetter)
    if (same.length > 0) return positionsOf(sameLetter.length > 0 ? sameLetter : same)
    const short = part.filter((one) => isLetter(one) && isShortFor(key, one.text))
    if (short.length === 0) unknown.push({ buchstabe: buchstabe ?? null, text })
    return positionsOf(short)
  })
  return { found, unknown }
}

/** A plan with the times of its time plan, and the spans themselves. */
export const applyZeitplan = (
  positionen: readonly Ausbildungsplanposition[],
  spannen: readonly Zeitspanne[],
): { readonly positionen: Ausbildungsplanposition[]; readonly zeitlicheGliederung: Zeitblock[] } => {
  const used = positionen.flatMap(({ zeitrichtwerte }) => zeitrichtwerte.map(({ gruppe }) => Number(gruppe.slice(1))))
  let last = Math.max(0, ...used)
  const times = new Map<string, Zeitrichtwert[]>()
  const verzeichnis = toVerzeichnis(positionen)
  const zeitlicheGliederung = spannen.map((spanne): Zeitblock => {
    const zeitangaben = spanne.angaben.map((angabe): Zeitrichtwert => ({ gruppe: `g${++last}`, ...angabe }))
    const blocks = spanne.verweise.map((verweis) => {
      const { found, unknown } = findPositionen(verweis, verzeichnis)
      for (const { nr } of found) {
        const modus = verweis.modus
        const added = zeitangaben.map((angabe) => (modus === undefined ? angabe : { ...angabe, modus }))
        times.set(nr, [...(times.get(nr) ?? []), ...added])
      }
      return {
        lfdNr: verweis.lfdNr,
        berufsbildposition: verweis.teil,
        nr: [...new Set(found.map(({ nr }) => nr))],
        ...(verweis.modus === undefined ? {} : { modus: verweis.modus }),
        ...(unknown.length > 0 ? { ohneZuordnung: unknown } : {}),
      }
    })
    return { anlage: spanne.anlage, ueberschriften: [...spanne.ueberschriften], zeitangaben, positionen: blocks }
  })
  return {
    positionen: positionen.map((position) => {
      const found = times.get(position.nr)
      return found ? { ...position, zeitrichtwerte: [...position.zeitrichtwerte, ...taught(found)] } : position
    }),
    zeitlicheGliederung,
  }
}

/** A position that is taught in one span and deepened in others counts where it is taught; each span once. */
const taught = (times: readonly Zeitrichtwert[]): Zeitrichtwert[] => {
  const first = times.filter(({ modus }) => modus === undefined || modus === 'vermitteln')
  const counted = new Map((first.length > 0 ? first : times).map((time) => [time.gruppe, time]))
  return [...counted.values()].map(({ modus, ...time }) =>
    modus === undefined || modus === 'vermitteln' ? time : { ...time, modus },
  )
}
