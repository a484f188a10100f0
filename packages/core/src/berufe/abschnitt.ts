import type { Ausbildungsplanposition } from '../contract/rahmenplan.ts'

/** A section of an annex: its key inside the annex and the headings above it. */
export interface Abschnitt {
  readonly kennung: string
  readonly ueberschriften: readonly string[]
}

/** What a heading is: its place in the order of headings, and the part of the key that it gives. */
interface Ueberschrift {
  readonly ebene: 1 | 2
  /** Absent for headings without a number, which are counted. */
  readonly kennung?: string
  readonly text: string
}

const patterns: readonly { readonly pattern: RegExp; readonly ebene: 1 | 2 }[] = [
  { pattern: /^(?:Abschnitt|Teil)\s+([A-Z]|[IVX]{1,4})\b/, ebene: 1 },
  { pattern: /^([IVX]{1,4})\.\s/, ebene: 1 },
  { pattern: /^([A-Z])[.:]\s/, ebene: 2 },
  { pattern: /^(\d{1,2})\.\s(?!Ausbildungs(?:halb)?jahr)/, ebene: 2 },
]

const yearPattern = /^\W*\d\.\s*(?:und\s*\d\.\s*)?Ausbildungsjahr\W*$/

const readUeberschrift = (text: string): Ueberschrift => {
  for (const { pattern, ebene } of patterns) {
    const kennung = pattern.exec(text)?.[1]
    if (kennung !== undefined) return { ebene, kennung, text }
  }
  return { ebene: 2, text }
}

/** Keeps the headings that hold at a place of an annex, while it is read from above. */
export interface Gliederung {
  readonly enter: (heading: string) => void
  /** The section that holds now. */
  readonly current: () => Abschnitt
}

/** A reader of headings, one per annex. */
export const createGliederung = (): Gliederung => {
  let open: readonly (Ueberschrift & { readonly kennung: string })[] = []
  const counted = new Map<string, number>()
  const count = (key: string): number => {
    const next = (counted.get(key) ?? 0) + 1
    counted.set(key, next)
    return next
  }
  return {
    enter: (heading) => {
      const found = readUeberschrift(heading)
      const isFirstLetter =
        found.ebene === 2 && found.kennung !== undefined && /^[A-Z]$/.test(found.kennung) && open.length === 0
      const ebene = isFirstLetter ? 1 : found.ebene
      const above = open.filter((one) => one.ebene < ebene)
      const letter = yearPattern.test(heading) ? 'J' : 'G'
      const prefix = above.map(({ kennung }) => kennung).join('.')
      const kennung = found.kennung ?? `${letter}${count(`${prefix}/${letter}`)}`
      open = [...above, { ...found, ebene, kennung }]
    },
    current: () => ({
      kennung: open.map(({ kennung }) => kennung).join('.'),
      ueberschriften: open.map(({ text }) => text),
    }),
  }
}

/** How far up a heading of a time plan stands; a heading ends what stands as high or lower. */
const spanLevels: readonly RegExp[] = [
  /^(?:Abschnitt|Teil)\s/,
  /^(?:\d\.\s*)?(?:Fachrichtung|Schwerpunkt)/,
  /Ausbildungs(?:halb)?jahr|[Hh]albjahr|Zwischenprüfung|Abschlussprüfung/,
  /^\(?Zeitrahmen\s/,
]

/** Keeps the headings of a time plan, which go by time instead of by subject. */
export const createSpannen = (): {
  readonly enter: (heading: string) => void
  readonly current: () => readonly string[]
} => {
  let open: readonly { readonly level: number; readonly text: string }[] = []
  return {
    enter: (text) => {
      const level = text.length > 200 ? -1 : spanLevels.findIndex((pattern) => pattern.test(text))
      if (level >= 0) open = [...open.filter((one) => one.level < level), { level, text }]
    },
    current: () => open.filter(({ level }) => level > 0).map(({ text }) => text),
  }
}

const choicePattern = (word: string): RegExp =>
  new RegExp(`(?:^|[^\\p{L}])(?:[Ii]n der |[Ii]m )?${word}:?\\s+(?:im |in der )?(\\p{Lu}.*)$`, 'u')
const fachrichtungPattern = choicePattern('Fachrichtung')
const schwerpunktPattern = choicePattern('Schwerpunkt')

const named = (headings: readonly string[], pattern: RegExp, known: readonly string[]): string | undefined => {
  for (const heading of headings.toReversed()) {
    const found = pattern.exec(heading)?.[1]?.replace(/[\s:–-]+$/, '')
    if (found !== undefined) return known.find((one) => found === one || found.startsWith(`${one} `)) ?? found
  }
  return undefined
}

/** Whom a section is for, by its headings. */
export const auswahlOf = (
  { ueberschriften }: Pick<Abschnitt, 'ueberschriften'>,
  {
    fachrichtungen,
    schwerpunkte,
    istZusatz,
  }: { fachrichtungen: readonly string[]; schwerpunkte: readonly string[]; istZusatz: boolean },
): Pick<Ausbildungsplanposition, 'fachrichtung' | 'schwerpunkt' | 'bereich'> => {
  const fachrichtung = named(ueberschriften, fachrichtungPattern, fachrichtungen)
  const schwerpunkt = named(ueberschriften, schwerpunktPattern, schwerpunkte)
  const istWahl = ueberschriften.some(
    (heading) => /Wahlqualifikation(?!s)|Auswahlliste|Wahlbaustein/.test(heading) && !/übergreifend/i.test(heading),
  )
  return {
    ...(fachrichtung === undefined ? {} : { fachrichtung }),
    ...(schwerpunkt === undefined ? {} : { schwerpunkt }),
    ...(istZusatz ? { bereich: 'zusatz' as const } : istWahl ? { bereich: 'wahl' as const } : {}),
  }
}
