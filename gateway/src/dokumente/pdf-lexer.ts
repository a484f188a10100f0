/** What can stand in a PDF as a value, as far as a search for active content needs it. */
export type PdfWert =
  | { readonly art: 'name'; readonly name: string }
  | { readonly art: 'text'; readonly text: string }
  | { readonly art: 'verweis'; readonly nummer: number }
  | { readonly art: 'zahl'; readonly zahl: number }
  | { readonly art: 'wort'; readonly wort: string }
  | { readonly art: 'liste'; readonly werte: readonly PdfWert[] }
  | { readonly art: 'verzeichnis'; readonly eintraege: readonly (readonly [string, PdfWert])[] }

/** The bytes are no PDF objects. */
export class PdfFehler extends Error {
  override readonly name = 'PdfFehler'
}

/** Nesting beyond which no honest document goes. */
const maxDepth = 100

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0x00
const delimiters = new Set([...'()<>[]{}/%'].map((char) => char.charCodeAt(0)))
const isRegular = (byte: number | undefined): boolean => byte !== undefined && !isSpace(byte) && !delimiters.has(byte)

/** Undoes `#4a` in a name (ISO 32000-1, 7.3.5). */
export const decodeName = (raw: string): string =>
  raw.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Reads values one after the other, wherever they stand in the file. */
export const createPdfLexer = (bytes: Buffer) => {
  let at = 0

  const skipSpace = (): void => {
    for (;;) {
      while (isSpace(bytes[at])) at++
      if (bytes[at] !== 0x25) return
      while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
    }
  }

  const readRegular = (): string => {
    const start = at
    while (isRegular(bytes[at])) at++
    return bytes.toString('latin1', start, at)
  }

  const readText = (): PdfWert => {
    const start = ++at
    for (let depth = 1; depth > 0; at++) {
      if (at >= bytes.length) throw new PdfFehler('a string does not end')
      if (bytes[at] === 0x5c) at++
      else if (bytes[at] === 0x28) depth++
      else if (bytes[at] === 0x29) depth--
    }
    return { art: 'text', text: bytes.toString('latin1', start, at - 1) }
  }

  const readHex = (): PdfWert => {
    const end = bytes.indexOf(0x3e, at)
    if (end < 0) throw new PdfFehler('a string does not end')
    const digits = bytes.toString('latin1', at + 1, end).replaceAll(/[^0-9A-Fa-f]/g, '')
    at = end + 1
    return { art: 'text', text: Buffer.from(digits, 'hex').toString('latin1') }
  }

  /** Values up to a closing sign; two numbers before an R are one reference. */
  const readUntil = (close: ']' | '>>', depth: number): PdfWert[] => {
    if (depth > maxDepth) throw new PdfFehler('objects are nested too deeply')
    const values: PdfWert[] = []
    for (;;) {
      skipSpace()
      if (at >= bytes.length) throw new PdfFehler('an object does not end')
      if (bytes.toString('latin1', at, at + close.length) === close) {
        at += close.length
        return values
      }
      const value = readValue(depth)
      const [number, generation] = values.slice(-2)
      if (value.art === 'wort' && value.wort === 'R' && number?.art === 'zahl' && generation?.art === 'zahl')
        values.splice(-2, 2, { art: 'verweis', nummer: number.zahl })
      else values.push(value)
    }
  }

  const readValue = (depth: number): PdfWert => {
    const byte = bytes[at]
    if (byte === 0x2f) {
      at++
      return { art: 'name', name: decodeName(readRegular()) }
    }
    if (byte === 0x28) return readText()
    if (byte === 0x5b) {
      at++
      return { art: 'liste', werte: readUntil(']', depth + 1) }
    }
    if (byte === 0x3c && bytes[at + 1] === 0x3c) {
      at += 2
      const values = readUntil('>>', depth + 1)
      const eintraege: [string, PdfWert][] = []
      for (let i = 0; i + 1 < values.length; i += 2) {
        const [key, value] = [values[i], values[i + 1]]
        if (key?.art !== 'name' || value === undefined) throw new PdfFehler('a key is no name')
        eintraege.push([key.name, value])
      }
      return { art: 'verzeichnis', eintraege }
    }
    if (byte === 0x3c) return readHex()
    if (!isRegular(byte)) {
      at++
      return { art: 'wort', wort: String.fromCharCode(byte ?? 0) }
    }
    const wort = readRegular()
    const zahl = Number(wort)
    return Number.isFinite(zahl) ? { art: 'zahl', zahl } : { art: 'wort', wort }
  }

  return {
    /** The next value, or `undefined` at the end. */
    next: (): PdfWert | undefined => {
      skipSpace()
      return at >= bytes.length ? undefined : readValue(0)
    },
    position: (): number => at,
    moveTo: (position: number): void => {
      at = position
    },
  }
}
