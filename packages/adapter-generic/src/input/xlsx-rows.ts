import type { Sink } from '@berichtsheft/sdk'
import { AdapterError } from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import type { Place } from './record.ts'
import { cellPlace, type Sheet } from './xlsx.ts'

/**
 * The rows of a sheet as records: by the names of the header row, or by the letters of their columns when `header` is 0. Cells
 * without a name and cells without a result are reported.
 *
 * @throws AdapterError `rejected` when the header row is missing or a name stands in it twice
 */
export const readSheet = (
  sheet: Sheet,
  datei: string,
  header: number,
  sink: Sink,
): { readonly value: Readonly<Record<string, unknown>>; readonly place: Place }[] => {
  const names = header === 0 ? undefined : readNames(sheet, datei, header)
  const letters = new Map([...(names ?? [])].map(([column, name]) => [name, column]))
  const columnOf = (field: string) => (names ? letters.get(field) : field)
  return sheet.rows
    .filter((row) => row.number > header)
    .map((row) => {
      const place = cellPlace(datei, sheet.name, row.number, columnOf)
      const value: Record<string, unknown> = Object.create(null)
      for (const [column, cell] of row.cells) {
        const name = names ? names.get(column) : column
        if (name === undefined) sink.add(`${datei}!${sheet.name}!${column}${row.number}`, befunde.zellenOhneSpalte())
        else value[name] = cell
      }
      for (const column of row.broken) {
        sink.add(`${datei}!${sheet.name}!${column}${row.number}`, befunde.zelleOhneErgebnis())
      }
      return { value, place }
    })
}

const readNames = (sheet: Sheet, datei: string, header: number): Map<string, string> => {
  const stelle = `${datei}!${sheet.name}!${header}:${header}`
  const row = sheet.rows.find(({ number }) => number === header)
  if (!row) throw new AdapterError('rejected', 'the row with the names of the columns is empty', { stelle })
  const names = new Map<string, string>()
  for (const [column, cell] of row.cells) {
    const name = String(cell).trim()
    if (name === '__proto__') throw new AdapterError('rejected', 'the column "__proto__" is not allowed', { stelle })
    if ([...names.values()].includes(name)) {
      throw new AdapterError('rejected', `the column ${JSON.stringify(name)} stands twice`, { stelle })
    }
    names.set(column, name)
  }
  return names
}
