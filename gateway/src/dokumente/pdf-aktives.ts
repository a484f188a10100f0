import type { Ablehnungsgrund } from './ablehnung.ts'
import { decodeName, type PdfWert } from './pdf-lexer.ts'

/** Names by which a PDF says that it does something or carries something (ISO 32000-1, 7.11, 12.6, 13). */
const verboten: ReadonlyMap<string, Ablehnungsgrund> = new Map([
  ['JavaScript', 'skript'],
  ['JS', 'skript'],
  ['Launch', 'start'],
  ['EmbeddedFile', 'einbettung'],
  ['EmbeddedFiles', 'einbettung'],
  ['FileAttachment', 'einbettung'],
  ['EF', 'einbettung'],
  ['Collection', 'einbettung'],
  ['AA', 'automatik'],
  ['XFA', 'xfa'],
  ['RichMedia', 'medien'],
  ['RichMediaContent', 'medien'],
  ['Rendition', 'medien'],
  ['Movie', 'medien'],
  ['Sound', 'medien'],
  ['3D', 'medien'],
  ['GoToR', 'fremdbezug'],
  ['GoToE', 'fremdbezug'],
  ['FFilter', 'fremdbezug'],
  ['SubmitForm', 'versand'],
  ['ImportData', 'versand'],
  ['Encrypt', 'verschluesselt'],
])

/** Shorter names stand by chance in compressed data; these do not. */
const longNames = [...verboten.keys()].filter((name) => name.length >= 6)

/**
 * Looks for these names in all bytes, whatever a reader would take for an object: in old versions of objects, in comments,
 * in the bytes of streams. So nothing hides where only some readers look.
 */
export const findNamen = (bytes: Buffer): Ablehnungsgrund | undefined => {
  for (let at = bytes.indexOf(0x2f); at >= 0; at = bytes.indexOf(0x2f, at + 1)) {
    const raw = bytes.toString('latin1', at + 1, at + 49)
    // Every letter of the longest name may be escaped with three characters.
    const head = raw.slice(0, 18)
    const name = head.includes('#') ? decodeName(raw) : head
    const found = longNames.find((long) => name.startsWith(long) && !/^[A-Za-z]/.test(name.slice(long.length)))
    if (found !== undefined) return verboten.get(found)
  }
  return undefined
}

const get = (dict: PdfWert & { art: 'verzeichnis' }, key: string): PdfWert | undefined =>
  dict.eintraege.find(([name]) => name === key)?.[1]

const isName = (value: PdfWert | undefined, ...names: string[]): boolean =>
  value?.art === 'name' && names.includes(value.name)

/** Whether a link leads to where a link may lead: into the web, to a mail address or a telephone. */
const isWeblink = (text: string): boolean =>
  /^(https?|mailto|tel):/i.test(text) || (/^[a-z0-9]/i.test(text) && !text.slice(0, 40).includes(':'))

/** What a dictionary does, beside what its parts do. */
const judgeDict = (dict: PdfWert & { art: 'verzeichnis' }, isStream: boolean): Ablehnungsgrund | undefined => {
  const uri = get(dict, 'URI')
  if (isName(get(dict, 'S'), 'URI') && !(uri?.art === 'text' && isWeblink(uri.text))) return 'fremdbezug'
  if (isName(get(dict, 'FS'), 'URL')) return 'fremdbezug'
  // A stream whose bytes stand in another file, and a form that is drawn from another document.
  if (isStream && get(dict, 'F') !== undefined) return 'fremdbezug'
  if (isName(get(dict, 'Subtype'), 'Form') && get(dict, 'Ref') !== undefined) return 'fremdbezug'
  return undefined
}

/** The first reason why an object is active, looking at all that is in it. */
export const judgeWert = (wert: PdfWert, isStream = false): Ablehnungsgrund | undefined => {
  if (wert.art === 'name') return verboten.get(wert.name)
  if (wert.art === 'liste') return firstOf(wert.werte)
  if (wert.art !== 'verzeichnis') return undefined
  for (const [key] of wert.eintraege) {
    const grund = verboten.get(key)
    if (grund !== undefined) return grund
  }
  return judgeDict(wert, isStream) ?? firstOf(wert.eintraege.map(([, value]) => value))
}

const firstOf = (werte: readonly PdfWert[]): Ablehnungsgrund | undefined => {
  for (const wert of werte) {
    const grund = judgeWert(wert)
    if (grund !== undefined) return grund
  }
  return undefined
}

/** Values of OpenAction, wherever in an object. */
export const listOeffnen = (wert: PdfWert): PdfWert[] => {
  if (wert.art === 'liste') return wert.werte.flatMap(listOeffnen)
  if (wert.art !== 'verzeichnis') return []
  return wert.eintraege.flatMap(([key, value]) => [...(key === 'OpenAction' ? [value] : []), ...listOeffnen(value)])
}

/**
 * Whether the document only opens at a page: writers of office programs say that with every file.
 *
 * @param objekte all versions of an object by its number
 */
export const isSeitenziel = (wert: PdfWert, objekte: (nummer: number) => readonly PdfWert[]): boolean => {
  if (wert.art === 'verweis') {
    const targets = objekte(wert.nummer)
    return targets.length > 0 && targets.every((target) => target.art !== 'verweis' && isSeitenziel(target, objekte))
  }
  if (wert.art === 'verzeichnis') return isName(get(wert, 'S'), 'GoTo') && get(wert, 'Next') === undefined
  return wert.art === 'liste' || wert.art === 'name' || wert.art === 'text'
}
