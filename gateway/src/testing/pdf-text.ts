import { inflateSync } from 'node:zlib'

/** Objects of a PDF by their number: the dictionary, and the stream where it has one. */
const readObjects = (pdf: Buffer): Map<number, { readonly dictionary: string; readonly stream?: string }> => {
  const text = pdf.toString('latin1')
  const objects = new Map<number, { dictionary: string; stream?: string }>()
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const body = match[2] ?? ''
    const at = body.indexOf('stream\n')
    const dictionary = at < 0 ? body : body.slice(0, at)
    const end = body.lastIndexOf('\nendstream')
    const bytes = at < 0 ? undefined : Buffer.from(body.slice(at + 'stream\n'.length, end), 'latin1')
    const unpacked = bytes && dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes
    objects.set(Number(match[1]), { dictionary, ...(unpacked ? { stream: unpacked.toString('latin1') } : {}) })
  }
  return objects
}

const decodeUtf16 = (hex: string): string => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')

/** Which text each glyph of a font stands for. */
const readCmap = (cmap: string): Map<string, string> => {
  const glyphs = new Map<string, string>()
  // A ligature stands for several characters: <0066 006c>.
  for (const [, from = '0', , list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/g)) {
    ;[...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, hex = ''], i) => {
      glyphs.set((Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'), decodeUtf16(hex))
    })
  }
  return glyphs
}

/**
 * The text of a PDF that pdfkit wrote, one line per piece that was drawn: for tests that read a letter as its receiver
 * does, where no other program is at hand.
 */
export const textOfPdf = (pdf: Buffer): string => {
  const objects = readObjects(pdf)
  const fonts = new Map<string, Map<string, string>>()
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', nr] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(nr))?.dictionary ?? '')?.[1]
      const cmap = objects.get(Number(unicode))?.stream
      if (cmap !== undefined) fonts.set(name, readCmap(cmap))
    }
  }
  const lines: string[] = []
  for (const { stream = '' } of objects.values()) {
    if (!stream.includes('BT\n')) continue
    for (const [block] of stream.matchAll(/BT\n[\s\S]*?ET/g)) {
      const font = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? '')
      const hex = [...block.matchAll(/<([0-9a-f]+)>/g)].map(([, part]) => part).join('')
      lines.push((hex.match(/.{4}/g) ?? []).map((glyph) => font?.get(glyph) ?? '').join(''))
    }
  }
  return lines.join('\n')
}
