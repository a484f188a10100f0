import type { AdapterSource, JsonTree, Sink } from '@berichtsheft/sdk'
import {
  AdapterError,
  asList,
  asObject,
  asScalar,
  checkSource,
  decodeText,
  jsonPointer,
  readBytes,
  readJsonTree,
} from '@berichtsheft/sdk'
import { befunde } from './befunde.ts'

/** A JSON object and where it stands. */
export interface Located {
  readonly value: JsonObject
  readonly stelle: (path?: readonly (string | number)[]) => string
}

/** An object as JSON has it. */
export type JsonObject = { readonly [key: string]: JsonTree }

/** What the files of a source hold together. */
export interface DibeFiles {
  readonly stammdaten: Located | undefined
  readonly wochen: readonly Located[]
  /** Titles of qualifications by their key. */
  readonly katalog: ReadonlyMap<string, string>
}

/**
 * Reads and tells apart the files: the archive of the download tool, bodies of the API (a week, master data, the catalogue of
 * qualifications), prints. An empty body means that there is no week, and is not an error.
 *
 * @throws AdapterError `rejected` when a file is no JSON, or nothing of a report book is there
 */
export const readDibeFiles = async (source: AdapterSource, sink: Sink): Promise<DibeFiles> => {
  checkSource(source)
  const stammdaten: Located[] = []
  const wochen: Located[] = []
  const katalog = new Map<string, string>()
  let empty = 0
  const files = [...source.dateien].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const datei of files) {
    if (/\.pdf$/i.test(datei.name)) {
      sink.add(datei.name, befunde.dateiDruckbild())
      continue
    }
    const { text } = decodeText(await readBytes(datei), ['utf-8'], datei.name)
    if (text.trim() === '') {
      empty += 1
      sink.add(datei.name, befunde.dateiLeer())
      continue
    }
    const known = sort(readJsonTree(text, datei.name), datei.name, { stammdaten, wochen, katalog, sink })
    if (!known) sink.add(datei.name, befunde.dateiUnbekannt())
  }
  if (stammdaten.length > 1)
    throw new AdapterError('rejected', 'the source holds the master data of more than one person')
  if (stammdaten.length + wochen.length + empty === 0) {
    throw new AdapterError(
      'rejected',
      `holds no week of the digital report book: ${files.map(({ name }) => name).join(', ')}`,
    )
  }
  return { stammdaten: stammdaten[0], wochen, katalog }
}

interface Found {
  readonly stammdaten: Located[]
  readonly wochen: Located[]
  readonly katalog: Map<string, string>
  readonly sink: Sink
}

const locate = (value: JsonObject, datei: string, path: readonly (string | number)[]): Located => ({
  value,
  stelle: (inner = []) => {
    const pointer = jsonPointer([...path, ...inner])
    return pointer === '' ? datei : `${datei}#${pointer}`
  },
})

/** Takes out what the contract knows; false when the file is something else. */
const sort = (root: JsonTree, datei: string, found: Found): boolean => {
  const list = asList(root)
  if (list) return list.length > 0 && list.every((item, index) => sortWeek(item, datei, [index], found))
  const object = asObject(root)
  if (!object) return false
  if (sortWeek(root, datei, [], found)) return true
  const wochen = asList(object.wochen)
  const inner = asObject(object.stammdaten)
  if (inner) found.stammdaten.push(locate(inner, datei, ['stammdaten']))
  else if (asObject(object.ausbildungsverhaeltnis)) found.stammdaten.push(locate(object, datei, []))
  for (const [index, woche] of (wochen ?? []).entries()) {
    if (sortWeek(woche, datei, ['wochen', index], found)) continue
    const stelle = `${datei}#/wochen/${index}`
    found.sink.add(stelle, woche === null ? befunde.dateiLeer() : befunde.dateiUnbekannt())
  }
  const hasCatalogue = sortCatalogue(object.qualifikationen, found)
  return (
    wochen !== undefined || hasCatalogue || inner !== undefined || asObject(object.ausbildungsverhaeltnis) !== undefined
  )
}

const sortWeek = (value: JsonTree, datei: string, path: readonly (string | number)[], found: Found): boolean => {
  const week = asObject(value)
  if (!week || !asList(week.tagesBerichte)) return false
  found.wochen.push(locate(week, datei, path))
  return true
}

/** The catalogue is a list, in the archive inside of an object of the same name. */
const sortCatalogue = (value: JsonTree | undefined, found: Found): boolean => {
  const entries = asList(value) ?? asList(asObject(value)?.qualifikationen)
  for (const entry of entries ?? []) {
    const { positionsId, qbezeichnung } = asObject(entry) ?? {}
    if (positionsId !== undefined && typeof qbezeichnung === 'string')
      found.katalog.set(asScalar(positionsId) ?? '', qbezeichnung)
  }
  return entries !== undefined
}
