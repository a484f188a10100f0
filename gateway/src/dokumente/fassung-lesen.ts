import { type Fassungsmarke, readFassungsmarken } from './fassungsmarke.ts'
import type { PdfDokument, Pixelbild } from './pdf-lesen.ts'

/** Pages of a scan that are looked at; a printed contract has fewer. */
const maxPages = 16
/** Time in milliseconds for all pages, so that a scan of many large pages does not hold up others. */
const maxTime = 15_000
/** Time for the harder tries to find a code in one picture. */
const decodeTime = 800

/** Marks in the QR codes of a picture. */
const readCodes = async (image: Pixelbild): Promise<Fassungsmarke[]> => {
  const { decodeQRBatch } = await import('qr/decode.js')
  const { width, height, data } = image
  const [found = []] = await decodeQRBatch([{ width, height, data }], {
    format: 'RGB',
    effort: 3,
    timeLimit: decodeTime,
    maxSize: { width, height },
  })
  return readFassungsmarken(found.filter((code) => typeof code === 'string').join('\n'))
}

/**
 * The marks of printed contracts in a document: in its text, which a PDF keeps that was filled in or signed digitally, and in
 * the QR codes of its pictures, which is what is left in a scan.
 */
export const readFassungen = async (pdf: PdfDokument): Promise<Fassungsmarke[]> => {
  const end = performance.now() + maxTime
  const marks = new Map<string, Fassungsmarke>()
  const add = (found: readonly Fassungsmarke[]) => {
    for (const mark of found) marks.set(`${mark.vertragId} ${mark.abfassung}`, mark)
  }
  for (let nr = 1; nr <= Math.min(pdf.seiten, maxPages) && performance.now() < end; nr++) {
    add(readFassungsmarken(await pdf.readText(nr)))
    for (const image of await pdf.readBilder(nr)) if (performance.now() < end) add(await readCodes(image))
  }
  return [...marks.values()]
}
