import type { CreateBerichtsheft, Lieferung, Nachweislieferung } from '@berichtsheft/core'
import type { TSchema } from 'typebox'
import type { Adapter, AdapterContext, AdapterItem, AdapterMethods, PullAuswahl } from '../adapter.ts'
import type { AdapterSource } from '../adapter-source.ts'
import { memorySource } from '../adapter-source.ts'

/** A change of the source and what must follow from it. */
export interface Probe {
  /** What was changed, for the message. */
  readonly name: string
  readonly source: AdapterSource
  /** The report that the change is about. All others must stay as they are. */
  readonly fremdId: string
  /** Pointer into the report (`/inhalt/…`) of a value that was taken out of the source: it must be gone, or marked as derived. */
  readonly gone?: string
  /** The place that a remark about the change must name, as `stunden.csv:12`. */
  readonly remark?: string | RegExp
}

/** A source that holds one given text, and where that text must arrive. */
export interface TextProbe {
  readonly source: AdapterSource
  readonly fremdId: string
  /** Pointer into the report, as `/inhalt/wochentexte/betrieb`. */
  readonly pfad: string
}

/** What the suite needs to know of an adapter. */
export interface AdapterUnderTest<S extends TSchema = TSchema> {
  readonly adapter: Adapter<S>
  readonly config: unknown
  /** For `read`: a source with at least one book, several reports, a value of every kind, and something that is remarked. */
  readonly source?: () => AdapterSource
  /** For `read`: changes of that source. At least one with `gone` and one with `remark`. */
  readonly probes?: readonly Probe[]
  /** For `read`: a source that holds the text as its author typed it. */
  readonly textSource?: (text: string) => TextProbe
  /** For `read`: a source with a report for the week that begins on this Monday, or for that day. */
  readonly weekSource?: (montag: string) => { readonly source: AdapterSource; readonly fremdId: string }
  /** Passwords and tokens that stand in the source or in the configuration. */
  readonly secrets?: readonly string[]
  /** For `pull` and `checkHealth`: the vendor's API in working order. */
  readonly backend?: () => typeof globalThis.fetch
  /** For `pull`: the book that is fetched. */
  readonly auswahl?: PullAuswahl
}

/** A request that an adapter made. */
export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
}

/** An instance with everything that it did outside of itself. */
export interface Opened {
  readonly instance: AdapterMethods
  /** Requests while the instance was made. */
  readonly early: readonly SeenRequest[]
  /** Requests since then. */
  readonly requests: SeenRequest[]
  readonly logs: string[]
}

/** What was read, without judging its order. */
export interface ReadResult {
  readonly items: readonly AdapterItem[]
  readonly books: readonly CreateBerichtsheft[]
  readonly reports: readonly Nachweislieferung[]
  readonly opened: Opened
}

const forbiddenFetch: typeof globalThis.fetch = async () => {
  throw new TypeError('the network is not part of this check')
}

/** Makes an instance whose context is watched. */
export const open = (
  subject: AdapterUnderTest,
  { fetch = forbiddenFetch, now = '2027-01-15T10:00:00Z' }: { fetch?: typeof globalThis.fetch; now?: string } = {},
): Opened => {
  const requests: SeenRequest[] = []
  const logs: string[] = []
  const log = (fields: Readonly<Record<string, unknown>>, message: string) => {
    logs.push(`${JSON.stringify(fields)} ${message}`)
  }
  const context: AdapterContext = {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push({ method: request.method, url: request.url, headers: request.headers })
      return fetch(input, init)
    },
    now: () => new Date(now),
    logger: { debug: log, info: log, warn: log, error: log },
  }
  const instance = subject.adapter.create(structuredClone(subject.config) as never, context)
  return { instance, early: requests.splice(0), requests, logs }
}

/** The source of the subject; its context is a copy, so no check sees what another one did to it. */
export const sourceOf = (subject: AdapterUnderTest): AdapterSource => {
  if (!subject.source) throw new Error('the suite needs `source`, because the adapter can read')
  return copySource(subject.source())
}

const copySource = (source: AdapterSource): AdapterSource => ({
  dateien: source.dateien,
  kontext: structuredClone(source.kontext),
})

/** Reads a source to its end. */
export const readAll = async (
  subject: AdapterUnderTest,
  source: AdapterSource = sourceOf(subject),
  options: { now?: string } = {},
): Promise<ReadResult> => {
  const opened = open(subject, options)
  const { read } = opened.instance
  if (!read) throw new Error('the adapter cannot read')
  return sortItems(await collect(read.call(opened.instance, copySource(source))), opened)
}

/** All values of an iteration. */
export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** Books and reports of a list of items. */
export const sortItems = (items: readonly AdapterItem[], opened: Opened): ReadResult => ({
  items,
  books: items.flatMap((item) => (item.art === 'berichtsheft' ? [item.berichtsheft] : [])),
  reports: items.flatMap((item) => (item.art === 'ausbildungsnachweis' ? [item.ausbildungsnachweis] : [])),
  opened,
})

/** Whole books, whatever the order of the items. */
export const toLieferungen = (items: readonly AdapterItem[]): Lieferung[] => {
  const books: Lieferung[] = []
  for (const item of items) {
    if (item.art === 'berichtsheft') books.push({ berichtsheft: item.berichtsheft, ausbildungsnachweise: [] })
    if (item.art === 'ausbildungsnachweis') books.at(-1)?.ausbildungsnachweise.push(item.ausbildungsnachweis)
  }
  return books
}

/** The bytes of every file of a source. */
export const loadSource = async (source: AdapterSource): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>()
  for (const datei of source.dateien) {
    const inhalt = datei.lies()
    files.set(datei.name, inhalt instanceof Uint8Array ? inhalt : new Uint8Array(Buffer.concat(await collect(inhalt))))
  }
  return files
}

/** The same source with one file changed. */
export const withFile = (source: AdapterSource, name: string, inhalt: Uint8Array): AdapterSource => ({
  kontext: source.kontext,
  dateien: source.dateien.map((datei) => (datei.name === name ? { name, lies: () => inhalt } : datei)),
})

/**
 * The same source with a piece of text replaced in one of its files, for probes. Only for files in memory.
 *
 * @throws Error when the text does not stand there exactly once
 */
export const replaceInSource = (
  source: AdapterSource,
  name: string,
  search: string,
  replacement: string,
): AdapterSource => {
  const datei = source.dateien.find((candidate) => candidate.name === name)
  const inhalt = datei?.lies()
  if (!(inhalt instanceof Uint8Array)) throw new Error(`there is no file ${name} in memory`)
  // Latin-1 keeps every byte, whatever the encoding of the file is.
  const text = Buffer.from(inhalt).toString('latin1')
  const wanted = Buffer.from(search, 'utf8').toString('latin1')
  if (text.split(wanted).length !== 2)
    throw new Error(`${JSON.stringify(search)} does not stand exactly once in ${name}`)
  const changed = text.replace(wanted, () => Buffer.from(replacement, 'utf8').toString('latin1'))
  const kontext = source.kontext
  const others = source.dateien.map((candidate) => [candidate.name, candidate] as const)
  const made = memorySource({ [name]: Uint8Array.from(Buffer.from(changed, 'latin1')) }, kontext)
  return {
    kontext,
    dateien: others.map(([other, candidate]) => (other === name ? (made.dateien[0] ?? candidate) : candidate)),
  }
}

/** Ends a wait that would never end by itself. */
export const within = async <T>(milliseconds: number, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
