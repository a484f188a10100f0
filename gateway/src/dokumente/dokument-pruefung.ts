import { type anhangMedientypen, limits } from '@berichtsheft/core'
import type { Ablehnungsgrund } from './ablehnung.ts'
import { type Bildstruktur, readJpeg, readPng } from './bild-struktur.ts'
import { readFassungen } from './fassung-lesen.ts'
import type { Fassungsmarke } from './fassungsmarke.ts'
import { medientypOf } from './medientyp.ts'
import { openPdf, type PdfDokument } from './pdf-lesen.ts'
import { findAktives } from './pdf-struktur.ts'

/** What a document turned out to be, or why it is not taken. */
export type Dokumentbefund =
  | {
      readonly medientyp: (typeof anhangMedientypen)[number]
      readonly seiten: number
      readonly marken: Fassungsmarke[]
    }
  | { readonly grund: Ablehnungsgrund }

/** A document to be looked at. */
export interface Dokumentfrage {
  readonly inhalt: Uint8Array
  /** Whether it may be a printed contract whose version is to be read from it. */
  readonly mitMarken: boolean
}

/** First bytes of other kinds of files. */
const anfaenge: readonly (readonly [Ablehnungsgrund, readonly string[]])[] = [
  ['zip', ['PK', '\xd0\xcf\x11\xe0', 'Rar!', '7z\xbc\xaf', '\x1f\x8b', 'BZh', '\xfd7zXZ']],
  ['programm', ['MZ', '\x7fELF', '\xca\xfe\xba\xbe', '#!']],
  ['bild', ['GIF8', 'II*\0', 'MM\0*', 'BM', 'RIFF', '\0\0\0\x18ftyp', '\0\0\0\x1cftyp', '\0\0\0 ftyp']],
]

/** Kinds of text that are looked for in the first lines; the first that fits. */
const texte: readonly (readonly [Ablehnungsgrund, RegExp])[] = [
  ['svg', /<svg[\s/>]/i],
  ['html', /<(?:!doctype html|html|head|body|script|iframe)/i],
  ['xml', /^\s*<[?!a-z]/i],
]

const fremdgrund = (bytes: Buffer): Ablehnungsgrund => {
  if (bytes.length === 0) return 'leer'
  const start = bytes.toString('latin1', 0, 4096)
  const known =
    anfaenge.find(([, starts]) => starts.some((one) => start.startsWith(one))) ??
    texte.find(([, form]) => form.test(start))
  return known?.[0] ?? 'unbekannt'
}

/**
 * Looks at all bytes of a document: type by content, whole to its end and nothing after it, nothing active, within the limits
 * of pages and pixels, and readable by an established reader. Takes long for large files; so processes of their own do it.
 */
export const pruefeDokument = async ({ inhalt, mitMarken }: Dokumentfrage): Promise<Dokumentbefund> => {
  const bytes = Buffer.from(inhalt.buffer, inhalt.byteOffset, inhalt.byteLength)
  const medientyp = medientypOf(bytes)
  if (medientyp === undefined) return { grund: fremdgrund(bytes) }
  const grund =
    medientyp === 'application/pdf'
      ? await findAktives(bytes)
      : judgeBild(medientyp === 'image/png' ? readPng(bytes) : readJpeg(bytes))
  if (grund !== undefined) return { grund }
  const pdf = await openPdf(medientyp === 'application/pdf' ? bytes : await wrapBild(bytes)).catch(
    () => 'beschaedigt' as const,
  )
  if (typeof pdf === 'string') return { grund: pdf }
  try {
    const found = await judgePdf(pdf, medientyp !== 'application/pdf')
    if (found !== undefined) return { grund: found }
    return { medientyp, seiten: pdf.seiten, marken: mitMarken ? await readFassungen(pdf) : [] }
  } finally {
    await pdf.close()
  }
}

const judgeBild = (bild: Bildstruktur): Ablehnungsgrund | undefined => {
  if ('grund' in bild) return bild.grund
  const pixels = bild.breite * bild.hoehe
  if (pixels === 0) return 'beschaedigt'
  return pixels > limits.dokumentBildpunkte ? 'bildpunkte' : undefined
}

const judgePdf = async (pdf: PdfDokument, isBild: boolean): Promise<Ablehnungsgrund | undefined> => {
  if (pdf.seiten > limits.dokumentSeiten) return 'seiten'
  if (isBild) return (await pdf.readBilder(1)).length === 0 ? 'beschaedigt' : undefined
  try {
    // Pages that nothing can be made of are found here, and not by who opens the document later.
    for (let nr = 1; nr <= pdf.seiten; nr++) await pdf.readText(nr)
    return await pdf.findAktives()
  } catch {
    return 'beschaedigt'
  }
}

/** A picture as a page of a PDF, so that one established reader decodes pictures and scans alike. */
const wrapBild = async (bytes: Buffer): Promise<Uint8Array> => {
  const { openDocument } = await import('../pdf/open-document.ts')
  const { doc, done } = await openDocument({
    titel: 'Bild',
    erstelltAm: '2000-01-01T00:00:00.000Z',
    subset: 'PDF/A-3b',
  })
  doc.addPage({ size: 'A4', margin: 0 })
  doc.image(bytes, 0, 0, { fit: [595, 842] })
  doc.end()
  return done
}
