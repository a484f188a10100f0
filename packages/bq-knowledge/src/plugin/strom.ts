import { type Ablehnung, refuse } from '../kern/ablehnung.ts'
import { grenzen } from '../kern/grenzen.ts'
import type { Empfang } from '../kern/knoten.ts'
import { parseSatz } from '../kern/pruefung.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'

/** A line of an exchange: a value with its size in bytes, or why it is none. */
export type Stromzeile = ({ readonly wert: unknown } | Ablehnung) & { readonly groesse: number }

/** Most bytes of one line; what is longer ends the exchange, what is shorter and too large for a changeset is refused alone. */
export const zeilenlimit = 33_554_432

/** Somebody sends a line without an end. */
export class EndloseZeileError extends Error {
  override readonly name = 'EndloseZeileError'
}

/**
 * The changesets of a stream of NDJSON, one by one; empty lines are skipped. At most one line is held.
 *
 * @throws EndloseZeileError for a line beyond {@link zeilenlimit}
 */
export const readStrom = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Stromzeile> {
  let parts: Uint8Array[] = []
  let size = 0
  const take = (): Stromzeile | undefined => {
    const bytes = size > grenzen.satz ? undefined : Buffer.concat(parts, size)
    const groesse = size
    parts = []
    size = 0
    if (!bytes) return { ...refuse('zu-gross'), groesse }
    const text = decode(bytes)
    if (text === undefined) return { ...refuse('zeichen-falsch'), groesse }
    return text.trim() === '' ? undefined : { ...parseSatz(text), groesse }
  }
  const keep = (part: Uint8Array): void => {
    size += part.length
    if (size > zeilenlimit) throw new EndloseZeileError('a line without an end')
    if (size <= grenzen.satz) parts.push(part)
    else parts = []
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end))
      start = end + 1
      const zeile = take()
      if (zeile) yield zeile
    }
    keep(chunk.subarray(start))
  }
  const zeile = take()
  if (zeile) yield zeile
}

/** The text of bytes; `undefined` when they are no UTF-8. */
const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** What becomes durable together: so many changesets or so many bytes, whichever comes first. */
const batch = { saetze: 100, bytes: 2_097_152 } as const

const inBatches = async function* (zeilen: AsyncIterable<Stromzeile>): AsyncGenerator<Stromzeile[]> {
  let some: Stromzeile[] = []
  let bytes = 0
  for await (const zeile of zeilen) {
    some.push(zeile)
    bytes += zeile.groesse
    if (some.length < batch.saetze && bytes < batch.bytes) continue
    yield some
    some = []
    bytes = 0
  }
  if (some.length > 0) yield some
}

/**
 * Takes in a stream; each answer is given when what it says is durable. While one batch is stored the next one is read and
 * checked, and no more than that. The views are up to date when the stream has come to its end; when it breaks off, whoever reads
 * them next brings them there.
 */
export const takeStrom = async function* (
  knoten: Wissensknoten,
  zeilen: AsyncIterable<Stromzeile>,
): AsyncGenerator<Empfang> {
  let storing: Promise<readonly Empfang[]> | undefined
  for await (const some of inBatches(zeilen)) {
    const next = storeBatch(knoten, some)
    next.catch(() => undefined) // awaited below, unless the one before it throws
    if (storing) yield* await storing
    storing = next
  }
  if (storing) yield* await storing
  await knoten.settle()
}

const storeBatch = async (knoten: Wissensknoten, zeilen: readonly Stromzeile[]): Promise<readonly Empfang[]> => {
  const werte = zeilen.flatMap((zeile) => ('wert' in zeile ? [zeile.wert] : []))
  const answers = [...(werte.length > 0 ? await knoten.receive(werte, 'aufschub') : [])]
  return zeilen.map((zeile) => {
    const answer = 'wert' in zeile ? answers.shift() : { id: '', ergebnis: zeile.code, pfad: zeile.pfad }
    if (!answer) throw new Error('a changeset without an answer')
    return answer
  })
}

/** Passes a stream on and ends it with an error when nothing of it comes for so many milliseconds. */
export const withPatience = async function* <T>(source: AsyncIterable<T>, milliseconds: number): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await inTime(iterator.next(), milliseconds)
      if (next.done) return
      yield next.value
    }
  } finally {
    // Not awaited: a source that is stuck does not hear of its end.
    iterator.return?.()?.catch(() => undefined)
  }
}

const inTime = async <T>(work: Promise<T>, milliseconds: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${milliseconds / 1_000} s`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
