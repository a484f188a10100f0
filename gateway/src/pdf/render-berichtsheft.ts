import { montagOf } from '@berichtsheft/core'
import { drawCover, type PdfCover } from './draw-cover.ts'
import { drawNachweis, type PdfNachweis, weekOf } from './draw-nachweis.ts'
import { openDocument } from './open-document.ts'
import { createPage, firstLine, sheet, styles } from './page.ts'
import { texts } from './texts.ts'
import { createTypesetter, type Typesetter } from './typesetter.ts'

/** Everything that the readable book is made of. */
export interface PdfBerichtsheft extends Omit<PdfCover, 'anzahl'> {
  readonly nachweise: readonly PdfNachweis[]
  /** The same book as XML, embedded into the file. */
  readonly xml?: Uint8Array
}

/**
 * Renders the readable report book: head data, then one week per page where it fits. Equal input gives equal bytes.
 * The file is PDF/A-3b by construction (fonts and output intent embedded, no encryption), not validated.
 *
 * pdfkit and the fonts are loaded at the first call, because most processes of the gateway never draw.
 *
 * @see docs/guide/paket.md (limits: a PDF of at most 25 MB)
 */
export const renderBerichtsheft = async (heft: PdfBerichtsheft): Promise<Uint8Array> => {
  const made = new Date(heft.erstelltAm)
  const { doc, done } = await openDocument({
    titel: 'Berichtsheft',
    erstelltAm: heft.erstelltAm,
    subset: 'PDF/A-3b',
    bufferPages: true,
  })
  const type = createTypesetter(doc)
  const page = createPage(doc, type)
  page.next()
  const { nachweise } = heft
  drawCover(page, { ...heft, anzahl: nachweise.length })
  if (nachweise.length === 0) page.paragraph(`${texts.keineNachweise.de} · ${texts.keineNachweise.en}`, styles.body)
  let monday: string | undefined
  for (const nachweis of nachweise) {
    // Daily reports of one week follow each other; every week begins a page.
    const week = montagOf(nachweis.inhalt.zeitraum.von)
    if (week !== monday || page.y > sheet.bottom - 160) page.next()
    if (week !== monday) doc.outline.addItem(`${texts.nachweis.de} ${nachweis.nr} · ${weekOf(nachweis)}`)
    monday = week
    drawNachweis(page, nachweis)
  }
  drawMissing(type, page)
  drawFooters(doc, type, heft.berichtsheft.azubi.name)
  if (heft.xml) {
    // `relationship` is not in the types of pdfkit yet.
    const options = {
      name: 'berichtsheft.xml',
      type: 'application/xml',
      relationship: 'Alternative',
      creationDate: made,
      modifiedDate: made,
    }
    doc.file(Buffer.from(heft.xml), options)
  }
  doc.end()
  return done
}

const drawMissing = (type: Typesetter, page: ReturnType<typeof createPage>): void => {
  const count = type.countMissing()
  if (count === 0) return
  page.y += 6
  page.paragraph(`${texts.ersatzzeichen.de} ${count} · ${texts.ersatzzeichen.en} ${count}`, styles.label)
}

interface Buffered {
  readonly bufferedPageRange: () => { readonly start: number; readonly count: number }
  readonly switchToPage: (index: number) => unknown
}

const drawFooters = (doc: Buffered, type: Typesetter, name: string): void => {
  const { start, count } = doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i)
    const left = firstLine(type, `${texts.titel.de} ${name}`, styles.label)
    const text = `Seite ${i + 1} von ${count} · page ${i + 1} of ${count}`
    type.draw(left, sheet.left, sheet.footer)
    type.draw(firstLine(type, text, styles.label), sheet.right - type.widthOf(text, styles.label), sheet.footer)
  }
  // What is drawn after this stands on the last page.
  doc.switchToPage(start + count - 1)
}
