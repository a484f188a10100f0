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

/** Objects, the table of where they begin, and a trailer, after what is there already. */
const assemble = (
  start: string,
  objects: readonly (readonly [number, string])[],
  { trailer, size, isUpdate = false }: { trailer: string; size: number; isUpdate?: boolean },
): Buffer => {
  let text = start
  const offsets = new Map<number, number>()
  for (const [nr, body] of objects) {
    offsets.set(nr, text.length)
    text += `${nr} 0 obj\n${body}\nendobj\n`
  }
  const xref = text.length
  const line = (at: number) => `${String(at).padStart(10, '0')} 00000 n \n`
  text += 'xref\n'
  if (isUpdate) for (const [nr, at] of offsets) text += `${nr} 1\n${line(at)}`
  else text += `0 ${size}\n0000000000 65535 f \n${[...offsets.values()].map(line).join('')}`
  return bytes(`${text}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`)
}

/** A PDF with a table of references. */
export const makePdf = (objects: PdfObjekte = onePage(), trailer = ''): Buffer =>
  assemble(
    '%PDF-1.7\n',
    objects.map((body, i) => [i + 1, body] as const),
    { trailer: `/Root 1 0 R ${trailer}`, size: objects.length + 1 },
  )

/** The same with further versions of objects, which are the ones that count (incremental update). */
export const updatePdf = (pdf: Buffer, objects: readonly (readonly [number, string])[], trailer = ''): Buffer => {
  const before = pdf.toString('latin1')
  const prev = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1] ?? '0'
  const root = /\/Root (\d+ 0 R)/.exec(before)?.[1] ?? '1 0 R'
  const size = Math.max(4, ...objects.map(([nr]) => nr + 1))
  return assemble(`${before}\n`, objects, { trailer: `/Root ${root} /Prev ${prev} ${trailer}`, size, isUpdate: true })
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
