import { zipSync } from 'fflate'

/** An XLSX archive of these files, packed as well as it goes. */
export const zip = (files: Readonly<Record<string, string | Uint8Array>>): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          typeof content === 'string' ? new TextEncoder().encode(content) : content,
        ]),
      ),
      { level: 9 },
    ),
  )

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
const relationship = (id: string, type: string, target: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`

/** A workbook with one sheet of this XML; `more` replaces or adds files. */
export const workbook = (
  sheet: string | Uint8Array,
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Buffer =>
  zip({
    '[Content_Types].xml': types,
    '_rels/.rels': relationship('rId1', 'officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml':
      '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relationship('rId1', 'worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  })

/** Says in the directory of an archive, and before each file, that its files unpack to so many bytes. */
export const withFalseSizes = (archive: Buffer, size: number): Buffer => {
  const copy = Buffer.from(archive)
  for (let at = 0; at < copy.length - 4; at++) {
    const signature = copy.readUInt32LE(at)
    if (signature === 0x02014b50) copy.writeUInt32LE(size, at + 24)
    if (signature === 0x04034b50) copy.writeUInt32LE(size, at + 22)
  }
  return copy
}
