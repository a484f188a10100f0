import { fontFiles } from './fonts.ts'

/** What differs between the documents that the gateway makes. */
export interface Dokumentart {
  /** Shown as the title of the window; without names: pdfkit writes it unescaped into the metadata. */
  readonly titel: string
  /** Instant that the document names as its making, ISO 8601. */
  readonly erstelltAm: string
  readonly subset: 'PDF/A-3a' | 'PDF/A-3b'
  /** Pages stay open until the end, for page numbers. */
  readonly bufferPages?: true
}

/** Opens an A4 document in German without a page, and promises its bytes; pdfkit is loaded at the first call, because most processes never draw. */
export const openDocument = async ({ titel, erstelltAm, subset, bufferPages }: Dokumentart) => {
  const { default: Document } = await import('pdfkit')
  const doc = new Document({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    ...(bufferPages && { bufferPages }),
    font: fontFiles.regular,
    pdfVersion: '1.7',
    subset,
    ...(subset === 'PDF/A-3a' && { tagged: true }),
    lang: 'de-DE',
    displayTitle: true,
    info: { Title: titel, Creator: 'Berichtsheft-Gateway', Producer: 'pdfkit', CreationDate: new Date(erstelltAm) },
  })
  return { doc, done: collect(doc) }
}

/** Waits for a document to end and answers its bytes. */
const collect = (doc: NodeJS.ReadableStream): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
