import { limits } from '@berichtsheft/core'
import type { Ablehnungsgrund } from './ablehnung.ts'

/** A page image as its pixels, three bytes each. */
export interface Pixelbild {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** An open PDF, as a reader sees it that follows the table of references. */
export interface PdfDokument {
  readonly seiten: number
  /** What an established reader finds active. */
  readonly findAktives: () => Promise<Ablehnungsgrund | undefined>
  /** The text of a page, counted from 1. */
  readonly readText: (seite: number) => Promise<string>
  /** The pictures on a page; those that cannot be read are left out. */
  readonly readBilder: (seite: number) => Promise<Pixelbild[]>
  readonly close: () => Promise<void>
}

/** Time in milliseconds after which a picture that was never decoded is left out. */
const imageTimeout = 5_000

/** How PDF.js hands over decoded pictures (`ImageKind`). */
const kinds = { grey1: 1, rgb: 2, rgba: 3 } as const

interface PdfjsBild {
  readonly width?: number
  readonly height?: number
  readonly kind?: number
  readonly data?: Uint8Array | Uint8ClampedArray | null
}

const toPixels = ({ width = 0, height = 0, kind, data }: PdfjsBild): Pixelbild | undefined => {
  if (!data || width * height === 0) return undefined
  if (kind === kinds.rgb) return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  const rgb = new Uint8Array(width * height * 3)
  const rowBytes = (width + 7) >> 3
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const from = (y * width + x) * 4
      if (kind === kinds.grey1) rgb.fill((data[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7)) ? 255 : 0, to, to + 3)
      else rgb.set(data.subarray(from, from + 3), to)
    }
  }
  return { width, height, data: rgb }
}

/**
 * Opens a PDF with PDF.js. It runs no scripts of the document and fetches nothing.
 *
 * @returns the document, or why it cannot be opened
 */
export const openPdf = async (bytes: Uint8Array): Promise<PdfDokument | Ablehnungsgrund> => {
  const { getDocumentProxy, getResolvedPDFJS } = await import('unpdf')
  const { OPS } = await getResolvedPDFJS()
  // PDF.js takes the buffer away from its caller.
  const opened = await getDocumentProxy(new Uint8Array(bytes), {
    verbosity: 0,
    stopAtErrors: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    maxImageSize: limits.dokumentBildpunkte,
  }).catch((error: Error) => error)
  if (opened instanceof Error) return opened.name === 'PasswordException' ? 'verschluesselt' : 'beschaedigt'

  const imagesOf = async (nr: number): Promise<Pixelbild[]> => {
    const page = await opened.getPage(nr)
    const { fnArray, argsArray } = await page.getOperatorList()
    const images: Pixelbild[] = []
    for (const [i, fn] of fnArray.entries()) {
      if (fn !== OPS.paintImageXObject && fn !== OPS.paintInlineImageXObject) continue
      const [argument] = argsArray[i] as [string | PdfjsBild]
      const image = typeof argument === 'string' ? await awaitImage(page, argument) : argument
      const pixels = image && toPixels(image)
      if (pixels) images.push(pixels)
    }
    page.cleanup()
    return images
  }

  return {
    seiten: opened.numPages,
    findAktives: async () => {
      const { info } = (await opened.getMetadata()) as { info: { IsXFAPresent?: boolean; EncryptFilterName?: unknown } }
      if (info.EncryptFilterName) return 'verschluesselt'
      if (info.IsXFAPresent) return 'xfa'
      if (await opened.getJSActions()) return 'skript'
      const opening: { action?: string } | null = await opened.getOpenAction()
      if (opening?.action !== undefined) return 'automatik'
      return (await opened.getAttachments()) ? 'einbettung' : undefined
    },
    readText: async (nr) => {
      const { items } = await (await opened.getPage(nr)).getTextContent()
      return items.map((item) => ('str' in item ? item.str : '')).join('\n')
    },
    readBilder: imagesOf,
    close: () => opened.loadingTask.destroy(),
  }
}

interface Bildseite {
  readonly objs: { get: (id: string, done: (image: PdfjsBild | null) => void) => unknown }
  readonly commonObjs: { get: (id: string, done: (image: PdfjsBild | null) => void) => unknown }
}

/** Pictures that several pages share stand with the document. */
const awaitImage = (page: Bildseite, id: string): Promise<PdfjsBild | null> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), imageTimeout)
    const done = (image: PdfjsBild | null) => {
      clearTimeout(timer)
      resolve(image)
    }
    ;(id.startsWith('g_') ? page.commonObjs : page.objs).get(id, done)
  })
