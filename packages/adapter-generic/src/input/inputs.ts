import type { Sink } from '@berichtsheft/sdk'
import {
  type AdapterDatei,
  AdapterError,
  type AdapterSource,
  decodeText,
  type Encoding,
  readBytes,
} from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import type { MappingFile, MappingInput } from '../mapping/schema.ts'
import { type CsvForm, readCsv } from './csv.ts'
import { readJsonFile } from './json.ts'
import { type FileInfo, isRecord, makeRecordStore, type Place, type RecordStore, type SourceRecord } from './record.ts'
import { readWorkbook, type Sheet } from './xlsx.ts'
import { readSheet } from './xlsx-rows.ts'
import { readXmlFile } from './xml.ts'

/** The records of one input. */
export interface Dataset {
  readonly name: string
  readonly records: readonly SourceRecord[]
  /** What the records are made of, and what was read of it. */
  readonly store: RecordStore
  /** A list of records: whichever of them is not used is reported. A single document is not such a list. */
  readonly listed: boolean
}

/**
 * Reads all files of a source as the mapping describes them. Files that no input describes are reported.
 *
 * @throws AdapterError `rejected` when a file is missing or cannot be read
 */
export const readInputs = async (file: MappingFile, source: AdapterSource, sink: Sink): Promise<Dataset[]> => {
  const names = source.dateien.map(({ name }) => name)
  const claimed = new Set<string>()
  const workbooks = new Map<string, { sheets: Sheet[]; read: Set<string> }>()
  const bytesOf = rememberBytes()
  const datasets: Dataset[] = []
  for (const [name, input] of Object.entries(file.inputs)) {
    const matching = matchFiles(input, source.dateien)
    const described = input.file ?? input.pattern ?? ''
    if (matching.length === 0 && !input.optional) {
      throw new AdapterError('rejected', `the file ${described} is missing; there are: ${names.join(', ')}`)
    }
    if (matching.length > 1 && !input.many) {
      const found = matching.map(({ datei }) => datei.name).join(', ')
      throw new AdapterError('rejected', `only one file may fit ${described}; there are: ${found}`)
    }
    const store = makeRecordStore()
    const records: SourceRecord[] = []
    let listed = matching.length > 1
    for (const { datei, info } of matching) {
      claimed.add(datei.name)
      const bytes = await bytesOf(datei)
      const read = input.format === 'xlsx' ? sheetRecords(datei, bytes) : undefined
      const parts = read ? read(input) : readFile(input, datei.name, bytes, sink)
      listed ||= parts.listed
      if (parts.trees.length === 0) sink.add(datei.name, befunde.eingabeLeer(name))
      for (const part of parts.trees) records.push(...flatRecords(store.wrap(part.value, part.place, info)))
    }
    datasets.push({ name, records, store, listed: listed && !input.lookup })
  }
  for (const datei of source.dateien) if (!claimed.has(datei.name)) reportUnclaimed(datei.name, file, sink)
  for (const [name, { sheets, read }] of workbooks) {
    for (const sheet of sheets) {
      if (!read.has(sheet.name) && sheet.rows.length > 0)
        sink.add(`${name}!${sheet.name}`, befunde.blattNichtZugeordnet(sheet.name))
    }
  }
  return datasets

  function sheetRecords(datei: AdapterDatei, bytes: Uint8Array) {
    const workbook = workbooks.get(datei.name) ?? { sheets: readWorkbook(bytes, datei.name), read: new Set<string>() }
    workbooks.set(datei.name, workbook)
    return (input: MappingInput): Parts => {
      const sheet =
        input.sheet === undefined ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === input.sheet)
      if (!sheet) {
        const there = workbook.sheets.map(({ name }) => name).join(', ')
        throw new AdapterError('rejected', `the sheet ${input.sheet ?? ''} is missing; there are: ${there}`, {
          stelle: datei.name,
        })
      }
      workbook.read.add(sheet.name)
      return { trees: readSheet(sheet, datei.name, input.header ?? 1, sink), listed: true }
    }
  }
}

interface Parts {
  readonly trees: readonly { readonly value: unknown; readonly place: Place }[]
  readonly listed: boolean
}

const readFile = (input: MappingInput, datei: string, bytes: Uint8Array, sink: Sink): Parts => {
  if (input.format === 'xml') {
    return { trees: [readXmlFile(bytes, datei, input.encoding)], listed: false }
  }
  const candidates: readonly Encoding[] = input.encoding ?? ['utf-8']
  const { text, encoding } = decodeText(bytes, candidates, datei)
  if (encoding !== candidates[0]) sink.add(datei, befunde.zeichensatzErraten(encoding, candidates[0] ?? 'utf-8'))
  if (input.format === 'json') {
    const tree = readJsonFile(text, datei)
    const { value } = tree
    return { trees: Array.isArray(value) && value.length === 0 ? [] : [tree], listed: Array.isArray(value) }
  }
  const rows = readCsv(text, datei, csvForm(input))
  for (const { surplus, short, place } of rows) {
    if (surplus !== '') sink.add(place.at(), befunde.zellenOhneSpalte())
    if (short) sink.add(place.at(), befunde.zellenFehlen())
  }
  return { trees: rows, listed: true }
}

const csvForm = (input: MappingInput): CsvForm => ({
  delimiter: input.delimiter ?? ';',
  quote: input.quote ?? '"',
  skipLines: input.skipLines ?? 0,
  ...(input.comment !== undefined && { comment: input.comment }),
  ...(input.columns !== undefined && { columns: input.columns }),
})

const flatRecords = (value: unknown): SourceRecord[] =>
  Array.isArray(value) ? value.flatMap(flatRecords) : isRecord(value) ? [value] : []

const rememberBytes = () => {
  const known = new Map<string, Uint8Array>()
  return async (datei: AdapterDatei): Promise<Uint8Array> => {
    const bytes = known.get(datei.name) ?? (await readBytes(datei))
    known.set(datei.name, bytes)
    return bytes
  }
}

const globPattern = (glob: string): RegExp => {
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  // Without a folder in it the pattern is about the last part of the name, wherever the file lies.
  return new RegExp(`^${glob.includes('/') ? '' : '(?:.*/)?'}${parts.join('[^/]*')}$`, 'u')
}

/** The files that an input describes, in the order of their names, so that the order of a source does not matter. */
const matchFiles = (
  input: MappingInput,
  dateien: readonly AdapterDatei[],
): { datei: AdapterDatei; info: FileInfo }[] => {
  const pattern = input.pattern === undefined ? globPattern(input.file ?? '') : new RegExp(input.pattern, 'u')
  return dateien
    .flatMap((datei) => {
      // Some systems write the umlauts of names in two characters.
      const match = pattern.exec(datei.name.normalize('NFC'))
      if (!match) return []
      const info: FileInfo = Object.assign(Object.create(null), match.groups, { name: datei.name })
      return [{ datei, info: Object.freeze(info) }]
    })
    .sort((a, b) => (a.datei.name < b.datei.name ? -1 : 1))
}

const reportUnclaimed = (name: string, file: MappingFile, sink: Sink): void => {
  const ignored = file.ignoreFiles?.find((entry) => globPattern(entry.file).test(name))
  sink.add(
    name,
    ignored ? befunde.dateiIgnoriert(ignored.reason, ignored.reasonEnglish) : befunde.dateiNichtZugeordnet(),
  )
}
