import { create, parse } from 'content-disposition'
import { ProblemError } from '../problem-error.ts'

/** File extensions of what is stored. */
const endungen: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }

/** Names that Windows takes for devices, whatever follows. */
const geraete = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i

/** Characters of a header that names a file. */
const longestHeader = 4_000

/** Characters of a name; with the extension it fits every file system, in any encoding. */
const longest = 80

/** Without blanks, as which all signs were written, and dashes at both ends. */
const trimEnds = (chars: readonly string[]): string => {
  const isKept = (char: string): boolean => char !== '_' && char !== '-'
  return chars.slice(Math.max(0, chars.findIndex(isKept)), chars.findLastIndex(isKept) + 1).join('')
}

/**
 * A name under which a document can be saved anywhere: no folders, no control or invisible characters, no device, one extension
 * that says what the file is.
 *
 * @param ersatz what it is called when nothing of the name can be used
 */
export const makeDateiname = (name: string | undefined, medientyp: string, ersatz: string): string => {
  const endung = endungen[medientyp] ?? 'bin'
  const stem = (name ?? '')
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/\.(?:pdf|jpe?g|png)$/i, '')
    // Beside controls: what turns the direction of writing, joins, or is not seen.
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"'|?*%;=&#$`~^{}[\]().,\\/\s]+/g, '_')
  const short = trimEnds([...stem].slice(0, longest))
  const safe = short === '' || geraete.test(short) ? `${ersatz}${short === '' ? '' : `_${short}`}` : short
  return `${safe}.${endung}`
}

const umlaute: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' }

/**
 * The header that makes of an answer a download under a name that {@link makeDateiname} made; old programs get it in ASCII.
 *
 * @see RFC 6266
 */
export const writeContentDisposition = (dateiname: string): string => {
  const ascii = dateiname.replaceAll(/[äöüÄÖÜß]/g, (char) => umlaute[char] ?? '').replaceAll(/[^ -~]/g, '_')
  return create(dateiname, { fallback: ascii })
}

/**
 * The name of a file that its sender gives in `Content-Disposition`. It stands in a header because it may name people, and
 * addresses are kept in logs.
 *
 * @throws ProblemError malformed-request
 */
export const readContentDisposition = (header: string | undefined): string | undefined => {
  if (header === undefined) return undefined
  if (header.length > longestHeader)
    throw new ProblemError('malformed-request', { detail: 'Content-Disposition is too long' })
  // What cannot be read names nothing.
  return parse(header).parameters.filename
}
