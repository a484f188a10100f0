import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * The fonts that are embedded: DejaVu covers DIN 91379 with all combining marks, Greek, Cyrillic and the signs of
 * technical texts; Noto Emoji draws emoji as outlines.
 */
export const fontFiles = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
  emoji: require.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
} as const

export type FontName = keyof typeof fontFiles

/** Which code points a font can draw. */
export interface Coverage {
  readonly has: (font: FontName, codePoint: number) => boolean
}

/** A piece of text in one font. */
export interface Run {
  readonly font: FontName
  readonly text: string
}

/** What stands for a character that no font can draw. */
const replacement = '□'

/** Latin letters and common signs are in every weight of the text font; this holds for nearly all texts. */
const plain = /^[\u0020-\u007e\u00a0-\u024f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*$/

const selectors = /\u200d|[\ufe00-\ufe0f]|[\u{e0020}-\u{e007f}]/u
const emojiSelector = '\ufe0f'

let graphemes: Intl.Segmenter | undefined

/** Splits a text into the characters that a reader sees. */
export const splitGraphemes = (text: string): string[] => {
  graphemes ??= new Intl.Segmenter('de', { granularity: 'grapheme' })
  return [...graphemes.segment(text)].map(({ segment }) => segment)
}

/**
 * Splits a line of text into runs of the fonts that can draw it. What no font can draw becomes `□`, and is counted: the
 * text itself stands unchanged in the other files.
 *
 * @param onMissing told of each character that was replaced
 */
export const splitRuns = (text: string, font: 'regular' | 'bold', coverage: Coverage, onMissing: () => void): Run[] => {
  if (plain.test(text)) return text === '' ? [] : [{ font, text }]
  const runs: { font: FontName; text: string }[] = []
  for (const grapheme of splitGraphemes(text)) {
    const drawn = fontOf(grapheme, font, coverage)
    if (drawn === undefined) onMissing()
    const next = drawn ?? { font, text: replacement }
    const last = runs.at(-1)
    if (last?.font === next.font) last.text += next.text
    else runs.push({ ...next })
  }
  return runs
}

const fontOf = (grapheme: string, font: 'regular' | 'bold', coverage: Coverage): Run | undefined => {
  const codePoints = [...grapheme].filter((char) => !selectors.test(char)).map((char) => char.codePointAt(0) ?? 0)
  const covers = (name: FontName) => codePoints.every((codePoint) => coverage.has(name, codePoint))
  if (codePoints.length === 0) return { font, text: '' }
  const wantsEmoji = grapheme.includes(emojiSelector) && covers('emoji')
  if (!wantsEmoji && covers(font)) return { font, text: String.fromCodePoint(...codePoints) }
  return covers('emoji') ? { font: 'emoji', text: grapheme.replaceAll(emojiSelector, '') } : undefined
}
