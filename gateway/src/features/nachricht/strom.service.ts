import type { Nachrichtenposition, Nachrichtenzusammenfassung, Verstoss } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Deps } from '../../deps.ts'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import type { ToProblem } from '../../satzstrom.ts'
import { type Angenommen, type Antragsnachricht, takeAntraege } from './antragsstapel.ts'
import { takeNachricht } from './nachricht.service.ts'
import type { Refusal, Stromnachricht } from './nachricht-lesen.ts'
import { maxFindings, reasonOf } from './rueckweisung.ts'

/** Applications that are stored together, in one transaction. */
const stapel = 500

/** What a stream of messages needs to know of its request. */
export interface Stromanfrage {
  /** Whether the sender waits no more. */
  readonly isGone: () => boolean
  /** Turns an error into what a line or the summary says. */
  readonly toProblem: ToProblem
}

/** What became of a message, and what is known of it. */
type Ergebnis = {
  readonly zeile: number
  readonly document?: NachrichtDocument
  readonly uuid?: string | undefined
} & (Angenommen | Pick<Refusal, 'problem' | 'grund'>)

type Zeilennachricht = Antragsnachricht & { readonly zeile: number }

/**
 * Takes messages one by one in the order of the stream, each as if it came alone; applications that follow one another are
 * checked and stored in sets, and while a set is stored the next one is read. A refused message does not stop the others.
 * When the rest cannot be read, what came before counts, and the summary says why; a fault before the first message is thrown.
 */
export async function* takeNachrichten(
  deps: Deps,
  aufrufer: Angemeldeter,
  nachrichten: AsyncIterable<Stromnachricht>,
  anfrage: Stromanfrage,
): AsyncGenerator<Nachrichtenposition | Nachrichtenzusammenfassung> {
  const sum = { gelesen: 0, angenommen: 0, abgelehnt: 0 }
  let problem: Nachrichtenzusammenfassung['problem']
  let position = 0
  const tell = (ergebnis: Ergebnis): Nachrichtenposition => {
    const line = toPosition(ergebnis, ++position)
    sum[line.ergebnis]++
    return line
  }
  const take = (document: NachrichtDocument) => takeOne(deps, aufrufer, document, anfrage)
  const sets = createSatzfolge((messages) => takeAntraege(deps, aufrufer, messages, take))
  const batch: Zeilennachricht[] = []
  const settle = async function* (): AsyncGenerator<Nachrichtenposition> {
    for (const ergebnis of await sets.settle()) yield tell(ergebnis)
  }
  const store = async function* (): AsyncGenerator<Nachrichtenposition> {
    yield* settle()
    sets.begin(batch.splice(0))
  }
  const storeAll = async function* (): AsyncGenerator<Nachrichtenposition> {
    yield* store()
    yield* settle()
  }
  const note = (error: unknown): void => {
    const { error: thrown, body } = anfrage.toProblem(error)
    if (sum.gelesen === 0) throw thrown
    problem = body
  }
  try {
    try {
      for await (const nachricht of beside(nachrichten, sets.whenDone)) {
        if (nachricht === undefined) {
          yield* settle()
          continue
        }
        sum.gelesen++
        if ('problem' in nachricht) {
          yield* storeAll()
          yield tell(nachricht)
        } else if (nachricht.name === 'antragEintragung') {
          batch.push(nachricht)
          if (batch.length === stapel) yield* store()
        } else {
          yield* storeAll()
          yield tell({ zeile: nachricht.zeile, document: nachricht, ...(await take(nachricht)) })
        }
      }
    } catch (error) {
      note(error)
    }
    try {
      // Nothing is taken after a set that could not be stored.
      if (!sets.hasFailed()) yield* storeAll()
    } catch (error) {
      note(error)
    }
  } finally {
    // Who reads the answer no more ends this early; the set under way ends before the request does.
    await sets.end()
  }
  yield { art: 'zusammenfassung', ...sum, ...(problem ? { problem } : {}) }
}

/** Messages, and `undefined` where work ended before the next one came: a sender may wait for its answers before it goes on. */
async function* beside<T>(
  source: AsyncIterable<T>,
  whenDone: () => Promise<unknown> | undefined,
): AsyncGenerator<T | undefined> {
  const iterator = source[Symbol.asyncIterator]()
  let next: Promise<IteratorResult<T>> | undefined
  try {
    for (;;) {
      next = iterator.next()
      const done = whenDone()
      if (done && (await Promise.race([next.then(() => false), done.then(() => true)]))) yield undefined
      const result = await next
      if (result.done) return
      yield result.value
    }
  } finally {
    // Not awaited: who is given up on may never send the message that is being waited for.
    void Promise.allSettled([next, iterator.return?.()])
  }
}

/** Sets that are stored one after the other, each while the caller does something else. */
interface Satzfolge {
  /** Begins to store a set; the one before has to be settled. */
  readonly begin: (messages: readonly Zeilennachricht[]) => void
  /** What became of the set under way, in its order; nothing without one. @throws Error where it could not be stored */
  readonly settle: () => Promise<readonly Ergebnis[]>
  /** The end of the set under way, however it ends; never without one. */
  readonly whenDone: () => Promise<unknown> | undefined
  readonly hasFailed: () => boolean
  /** Waits for the set under way, whatever becomes of it. */
  readonly end: () => Promise<void>
}

const createSatzfolge = (
  store: (
    messages: readonly Zeilennachricht[],
  ) => Promise<readonly (Angenommen | Pick<Refusal, 'problem' | 'grund'>)[]>,
): Satzfolge => {
  let running: Promise<PromiseSettledResult<Ergebnis[]>[]> | undefined
  let failed = false
  const run = async (messages: readonly Zeilennachricht[]): Promise<Ergebnis[]> => {
    const ergebnisse = await store(messages)
    return messages.map((document, i) => {
      const ergebnis = ergebnisse[i]
      if (ergebnis === undefined) throw new Error('every message has its result')
      return { zeile: document.zeile, document, ...ergebnis }
    })
  }
  return {
    begin: (messages) => {
      // Settled, because a set may fail while nobody waits for it yet.
      if (messages.length > 0) running = Promise.allSettled([run(messages)])
    },
    settle: async () => {
      const [outcome] = (await running) ?? []
      running = undefined
      if (outcome?.status !== 'rejected') return outcome?.value ?? []
      failed = true
      throw outcome.reason
    },
    whenDone: () => running,
    hasFailed: () => failed,
    end: async () => {
      await running
    },
  }
}

/** Takes one message as the route of single messages does. @throws Error where the gateway fails, not the message */
const takeOne = async (
  deps: Deps,
  aufrufer: Angemeldeter,
  document: NachrichtDocument,
  { isGone, toProblem }: Stromanfrage,
): Promise<Angenommen | Pick<Refusal, 'problem' | 'grund'>> => {
  const { readNachricht } = await import('@berichtsheft/core/xml')
  try {
    const { koerper } = await takeNachricht(deps, aufrufer, document, isGone)
    const receipt = readNachricht(koerper)
    if (receipt.name !== 'quittung') throw new Error('a message that was taken has a receipt')
    const { objektId, verstoesse = [] } = receipt.value.inhalt
    return { objektId, verstoesse }
  } catch (error) {
    const { error: problem } = toProblem(error)
    if (problem.statusCode >= 500) throw problem
    return { problem, grund: reasonOf(problem) }
  }
}

const toPosition = (ergebnis: Ergebnis, position: number): Nachrichtenposition => {
  const { zeile, document, uuid } = ergebnis
  const head = document?.value.nachrichtenkopf.identifikation
  const nachrichtenUUID = head?.nachrichtenUUID ?? uuid
  const known = {
    art: 'nachricht' as const,
    position,
    zeile,
    ...(nachrichtenUUID === undefined ? {} : { nachrichtenUUID }),
    ...(document === undefined ? {} : { nachricht: document.element }),
  }
  if ('objektId' in ergebnis)
    return { ...known, ergebnis: 'angenommen', objektId: ergebnis.objektId, ...findingsOf(ergebnis.verstoesse) }
  const { grund, problem } = ergebnis
  const { detail, verstoesse } = problem.details
  return { ...known, ergebnis: 'abgelehnt', grund, text: detail ?? problem.message, ...findingsOf(verstoesse) }
}

const findingsOf = (verstoesse: readonly Verstoss[] = []): Pick<Nachrichtenposition, 'verstoesse'> =>
  verstoesse.length === 0 ? {} : { verstoesse: verstoesse.slice(0, maxFindings) }
