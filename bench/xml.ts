/**
 * Speed of the XML side on one core: `node --conditions=source bench/xml.ts [megabytes of the stream]`.
 * Rates are megabytes of XML per second of CPU time, so that other work on the machine matters less.
 */
import { type Lieferung, standard } from '@berichtsheft/core'
import { readLieferungen, readXml, writeXml } from '@berichtsheft/core/xml'

const megabytes = Number(process.argv[2] ?? 200)
const words =
  'Angebote geschrieben und nachgefasst, Störungen im Netz gesucht; Rücksprache mit dem Ausbilder & Dokumentation der Änderungen für die Prüfung'.split(
    ' ',
  )
let seed = 1
const next = (below: number): number => {
  seed = (seed * 16_807) % 2_147_483_647
  return seed % below
}
const text = (length: number): string => Array.from({ length }, () => words[next(words.length)]).join(' ')
const day = (week: number, offset: number): string =>
  new Date(Date.UTC(2024, 8, 2 + week * 7 + offset)).toISOString().slice(0, 10)

/** Three years of weekly reports with five days of two entries. */
const book: Lieferung = {
  berichtsheft: { fremdId: 'heft-1', art: 'ausbildung', azubi: { name: 'Tilda Ehrlichmann' }, knr: '153' },
  ausbildungsnachweise: Array.from({ length: 156 }, (_, week) => ({
    fremdId: `woche-${week}`,
    inhalt: {
      zeitraum: { von: day(week, 0), bis: day(week, 4) },
      berichtsart: 'woche' as const,
      azubi: 'Tilda Ehrlichmann',
      ausbildungsjahr: 1 + Math.floor(week / 52),
      tage: Array.from({ length: 5 }, (_, offset) => ({
        datum: day(week, offset),
        eintraege: [
          { art: 'betrieb' as const, text: text(14), minuten: 240 },
          { art: 'betrieb' as const, text: text(10), minuten: 240 },
        ],
      })),
    },
    verlauf: [{ vorgang: 'freigegeben' as const, zeitpunkt: '2026-12-18T13:05:00Z', durch: { name: 'Max Meister' } }],
  })),
}

const cpuSeconds = async (run: () => void | Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const measure = async (name: string, size: number, run: () => void): Promise<void> => {
  for (let round = 0; round < 10; round += 1) run()
  const seconds: number[] = []
  for (let round = 0; round < 40; round += 1) seconds.push(await cpuSeconds(run))
  console.log(`${name.padEnd(44)} ${(size / 1e6 / median(seconds)).toFixed(1).padStart(7)} MB/s`)
}

const bytes = new TextEncoder().encode(writeXml('lieferung', book))
console.log(`book of 156 weeks: ${bytes.length} bytes of XML, ${JSON.stringify(book).length} characters of JSON`)
await measure('write a book, to bytes', bytes.length, () => void Buffer.from(writeXml('lieferung', book)))
await measure('read a book: parse, validate, to objects', bytes.length, () => void readXml(bytes))

const record = Buffer.from(
  writeXml('lieferung', book)
    .replace(/^<\?xml[^>]*>\n/, '')
    .replace(/ xmlns:\w+="[^"]*"/g, ''),
)
const count = Math.ceil((megabytes * 1e6) / record.length)
let peak = 0

async function* stream(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    `<bh:lieferungen xmlns:bh="${standard.namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`,
  )
  for (let index = 0; index < count; index += 1) {
    for (let at = 0; at < record.length; at += 65_536) yield record.subarray(at, at + 65_536)
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  yield Buffer.from('</bh:lieferungen>')
}

let books = 0
const seconds = await cpuSeconds(async () => {
  for await (const { error } of readLieferungen(stream())) {
    if (error) throw error
    books += 1
  }
})
const rate = ((count * record.length) / 1e6 / seconds).toFixed(1).padStart(7)
console.log(
  `${`read a stream of ${books} books, ${megabytes} MB`.padEnd(44)} ${rate} MB/s, resident memory at most ${(peak / 1e6).toFixed(0)} MB`,
)
