import { create } from 'xmlbuilder2'
import type { Codelist } from './tree.ts'

const genericode = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/'

/**
 * A code list as Genericode 1.0: `code`, `name` and `beschreibung` of each entry, identified by URI and version.
 *
 * @see OASIS Genericode 1.0; Codelisten-Handbuch 1.2 (CanonicalVersionUri = URI + `_` + version)
 */
export const renderGenericode = (codelist: Codelist, description: string): string => {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele(genericode, 'gc:CodeList')
  // Only the root element of Genericode is in its namespace.
  const child = (parent: typeof root, name: string, attributes: Record<string, string> = {}) =>
    parent.ele('', name, attributes)

  const text = child(child(root, 'Annotation'), 'Description')
  text.ele('http://www.w3.org/1999/xhtml', 'p').txt(description)

  const identification = child(root, 'Identification')
  child(identification, 'ShortName').txt(codelist.name.toLowerCase())
  child(identification, 'LongName').txt(codelist.name)
  child(identification, 'Version').txt(codelist.version)
  child(identification, 'CanonicalUri').txt(codelist.kennung)
  child(identification, 'CanonicalVersionUri').txt(`${codelist.kennung}_${codelist.version}`)

  const columns = child(root, 'ColumnSet')
  for (const [id, longName, use] of [
    ['code', 'Code', 'required'],
    ['name', 'Name', 'required'],
    ['beschreibung', 'Beschreibung', 'optional'],
  ] as const) {
    const column = child(columns, 'Column', { Id: id, Use: use })
    child(column, 'ShortName').txt(id)
    child(column, 'LongName').txt(longName)
    child(column, 'Data', { Type: 'string' })
  }
  const key = child(columns, 'Key', { Id: 'codeKey' })
  child(key, 'ShortName').txt('codeKey')
  child(key, 'ColumnRef', { Ref: 'code' })

  const rows = child(root, 'SimpleCodeList')
  for (const entry of codelist.eintraege) {
    const row = child(rows, 'Row')
    for (const column of ['code', 'name', 'beschreibung'] as const)
      child(child(row, 'Value', { ColumnRef: column }), 'SimpleValue').txt(entry[column])
  }
  return `${root.end({ prettyPrint: true })}\n`
}
