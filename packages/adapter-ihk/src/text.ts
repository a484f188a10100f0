import { type Befund, cleanText, htmlToText, shorten } from '@berichtsheft/sdk'
import { befunde } from './befunde.ts'
import type { JsonObject } from './files.ts'

/** A text of the contract takes this many UTF-16 units. */
const most = 20_000

/**
 * The text of an entry. Its type says how it is written: `<>` in a Stichpunkt is what somebody typed, in a Freitext it is
 * markup. Pictures and annotations are reported, they have no place in a plain text.
 */
export const readText = (entry: JsonObject, report: (befund: Befund, field: string) => void): string => {
  const { typus, text, textMitKommentaren, bilderUrls } = entry
  if (Array.isArray(bilderUrls) ? bilderUrls.length > 0 : bilderUrls) report(befunde.bilder(), 'bilderUrls')
  if (typeof textMitKommentaren === 'string' && textMitKommentaren !== text) {
    report(befunde.textAnmerkungen(), 'textMitKommentaren')
  }
  if (typeof text !== 'string') return ''
  let plain = text
  if (typus === 'FreitextEintragDto') {
    const read = htmlToText(text)
    plain = read.text
    if (read.verloren.length > 0) report(befunde.textVerloren(read.verloren.join(', ')), 'text')
  } else if (typus !== 'StichpunktEintragDto') report(befunde.typusUnbekannt(typus ?? null), 'typus')
  const clean = cleanText(plain)
  if (clean.entfernt > 0) report(befunde.zeichenEntfernt(clean.entfernt), 'text')
  if (clean.text.length > most) report(befunde.textGekuerzt(most), 'text')
  return shorten(clean.text, most)
}
