import { deflateSync } from 'node:zlib'

/** Bodies of objects 1, 2, 3 …; the first is the catalogue. */
export type PdfObjekte = readonly string[]

const page = ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>']

/** Objects of a document of one empty page; `catalog` and `further` are added to it. */
export const onePage = (catalog = '', ...further: string[]): PdfObjekte => [
  `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
  ...page,
  ...further,
]

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

const assemble = (
  start: string,
  objects: readonly (readonly [number, string])[],
  trailer: string,
  size: number,
): Buffer => {
  let text = start
  const offsets = new Map<number, number>()
  for (const [nr, body] of objects) {
    offsets.set(nr, text.length)
    text += `${nr} 0 obj\n${body}\nendobj\n`
  }
  const xref = text.length
  text += 'xref\n'
  if (start.endsWith('EOF\n'))
    for (const [nr, at] of offsets) text += `${nr} 1\n${String(at).padStart(10, '0')} 00000 n \n`
  else {
    text += `0 ${size}\n0000000000 65535 f \n`
    for (let nr = 1; nr < size; nr++) text += `${String(offsets.get(nr) ?? 0).padStart(10, '0')} 00000 n \n`
  }
  return bytes(`${text}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`)
}

/** A PDF with a table of references. */
export const makePdf = (objects: PdfObjekte = onePage(), trailer = ''): Buffer =>
  assemble(
    '%PDF-1.7\n',
    objects.map((body, i) => [i + 1, body] as const),
    trailer,
    objects.length + 1,
  )

/** The same with further versions of objects, which are the ones that count (incremental update). */
export const updatePdf = (pdf: Buffer, objects: readonly (readonly [number, string])[], trailer = ''): Buffer => {
  const prev = /startxref\n(\d+)\n%%EOF\n$/.exec(pdf.toString('latin1'))?.[1] ?? '0'
  const size = Math.max(4, ...objects.map(([nr]) => nr + 1))
  return assemble(pdf.toString('latin1'), objects, `/Prev ${prev} ${trailer}`, size)
}

/** A PDF whose objects lie packed in an object stream, found by a packed table of references (ISO 32000-1, 7.5.7, 7.5.8). */
export const makePackedPdf = (
  objects: PdfObjekte,
  { kind = () => '/Type /ObjStm' }: { kind?: () => string } = {},
): Buffer => {
  const offsets: number[] = []
  let content = ''
  for (const body of objects) {
    offsets.push(content.length)
    content += `${body}\n`
  }
  const head = `${objects.map((_, i) => `${i + 1} ${offsets[i]}`).join(' ')}\n`
  const packed = deflateSync(bytes(head + content))
  const container = objects.length + 1
  const start = bytes('%PDF-1.7\n')
  const stream = Buffer.concat([
    bytes(
      `${container} 0 obj\n<< ${kind()} /N ${objects.length} /First ${head.length} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    ),
    packed,
    bytes('\nendstream\nendobj\n'),
  ])
  const rows = [
    [0, 0, 255],
    ...objects.map((_, i) => [2, container, i]),
    [1, start.length, 0],
    [1, start.length + stream.length, 0],
  ]
  const table = deflateSync(Buffer.from(rows.flatMap(([kind = 0, a = 0, b = 0]) => [kind, a >> 8, a & 255, b])))
  return Buffer.concat([
    start,
    stream,
    bytes(
      `${container + 1} 0 obj\n<< /Type /XRef /W [1 2 1] /Size ${rows.length} /Root 1 0 R /Filter /FlateDecode /Length ${table.length} >>\nstream\n`,
    ),
    table,
    bytes(`\nendstream\nendobj\nstartxref\n${start.length + stream.length}\n%%EOF\n`),
  ])
}
