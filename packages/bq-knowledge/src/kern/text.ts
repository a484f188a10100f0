/** Why a text is refused. */
export type Textgrund = 'steuerzeichen' | 'richtungszeichen' | 'unsichtbares-zeichen' | 'verwechselbar'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that no text may hold
const steuerzeichen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/
/** Embeddings, overrides and isolates: they let a text read otherwise than it is stored (UAX #9, section 2). */
const richtungszeichen = /[\u202a-\u202e\u2066-\u2069]/
/** Characters without a form of their own; joiners are not among them, because Persian and Indic scripts need them. */
const unsichtbar =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/u

const worte = /[\p{L}\p{M}]+/gu
/** Scripts that are written together in one word: Japanese, Korean, Chinese with Bopomofo (UTS #39, "highly restrictive"). */
const gemeinsam =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}\p{Script=Inherited}]+$/u
const latein = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u
const schriften = [
  /^[\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]+$/u,
  /^[\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]+$/u,
  /^[\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]+$/u,
  gemeinsam,
]
const andereSchrift =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u

/** Letters of other scripts that nobody tells from Latin ones. */
const doppelgaenger = /^[АВЕЅІЈКМНОРСТУХЬасеѕіјорухһԁԛԝӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχ]+$/u
const fremdeBuchstaben = /[\p{Script=Cyrillic}\p{Script=Greek}]+/gu

/** What makes a text of several lines unfit to be stored, if anything. */
export const checkText = (text: string): Textgrund | undefined => {
  if (steuerzeichen.test(text)) return 'steuerzeichen'
  return richtungszeichen.test(text) ? 'richtungszeichen' : undefined
}

/**
 * What makes a title unfit, if anything: beside {@link checkText} invisible characters, a word of letters from several
 * scripts ("Рolska"), and a title whose Cyrillic or Greek letters all look Latin, unless `schrift` says that it is written so.
 *
 * @see Unicode UTS #39 sections 5.1 and 5.2
 */
export const checkTitel = (text: string, schrift?: string): Textgrund | undefined => {
  const grund = checkText(text)
  if (grund) return grund
  if (/^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f]*$/.test(text)) return undefined
  if (unsichtbar.test(text)) return 'unsichtbares-zeichen'
  for (const [wort] of text.matchAll(worte)) if (isMixed(wort)) return 'verwechselbar'
  if (schrift === 'Cyrl' || schrift === 'Grek') return undefined
  const fremde = [...text.matchAll(fremdeBuchstaben)].map(([teil]) => teil).join('')
  return fremde !== '' && doppelgaenger.test(fremde) ? 'verwechselbar' : undefined
}

const isMixed = (wort: string): boolean => {
  if (latein.test(wort) || schriften.some((schrift) => schrift.test(wort))) return false
  // Words of scripts that are not listed are judged by whether letters that resemble others stand among them.
  return andereSchrift.test(wort) && new Set([...wort].map(scriptOf).filter((script) => script !== '')).size > 1
}

const listed = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'].map(
  (name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')] as const,
)
const scriptOf = (zeichen: string): string =>
  /[\p{Script=Common}\p{Script=Inherited}]/u.test(zeichen)
    ? ''
    : (listed.find(([, pattern]) => pattern.test(zeichen))?.[0] ?? 'other')
