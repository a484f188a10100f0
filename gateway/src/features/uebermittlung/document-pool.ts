import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { limits } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import type { WriteAnswer } from './document-process.ts'
import type { WriteOrder, Written } from './documents.ts'

/** Has a document written by the process that the caller holds. */
export type WriteDocument = <O extends WriteOrder>(order: O) => Promise<Written<O>>

/** A process ended or did not answer in time: what it was given is more than it bears. */
export class DocumentProcessError extends Error {
  override readonly name = 'DocumentProcessError'
}

/** Processes that write documents. One core is left to the requests. */
const maxProcesses = Math.min(4, Math.max(1, availableParallelism() - 1))
/** Time in milliseconds after which a process without work ends and gives its memory back. */
const idleTimeout = 20_000

interface Slot {
  child: ChildProcess | undefined
  idle: NodeJS.Timeout | undefined
}

const free: Slot[] = Array.from({ length: maxProcesses }, () => ({ child: undefined, idle: undefined }))
const waiting: ((slot: Slot) => void)[] = []

// In the built server all modules lie in chunks beside server.js; run from its sources, Node strips the types.
const fromSource = import.meta.url.endsWith('.ts')
const processFile = fromSource ? './document-process.ts' : './features/uebermittlung/document-process.js'
const processPath = fileURLToPath(new URL(processFile, import.meta.url))

const startProcess = (): ChildProcess => {
  const child = fork(processPath, {
    execArgv: [...(fromSource ? ['--conditions=source'] : []), '--max-old-space-size=768'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Whoever waits for an answer hears of an error; one that nobody hears of would end the gateway.
  child.on('error', () => {})
  setReferenced(child, false)
  return child
}

/** A process keeps the gateway running only while somebody waits for its answer. */
const setReferenced = (child: ChildProcess, referenced: boolean): void => {
  if (referenced) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

const retire = (slot: Slot): void => {
  clearTimeout(slot.idle)
  slot.child?.kill('SIGKILL')
  slot.child = undefined
}

/** The answer of a process to one order. Rejects when the process ends or takes too long. */
const ask = (child: ChildProcess, order: WriteOrder): Promise<WriteAnswer> =>
  new Promise((resolve, reject) => {
    setReferenced(child, true)
    const stop = () => {
      clearTimeout(timer)
      child.off('message', onMessage).off('error', onError).off('exit', onExit)
      setReferenced(child, false)
    }
    const fail = (error: Error) => {
      stop()
      reject(error)
    }
    const onMessage = (answer: unknown) => {
      stop()
      resolve(answer as WriteAnswer)
    }
    const onError = (cause: Error) =>
      fail(new DocumentProcessError('the process that writes documents failed', { cause }))
    const onExit = (code: number | null, signal: string | null) =>
      fail(new DocumentProcessError(`the process that writes documents ended (${code ?? signal})`))
    const timer = setTimeout(
      () => fail(new DocumentProcessError(`no document after ${limits.dokumentZeit} ms`)),
      limits.dokumentZeit,
    )
    child.on('message', onMessage).on('error', onError).on('exit', onExit)
    child.send(order, (error) => error && onError(error))
  })

/** Sends one order to a process and waits for its answer; a process that does not answer is replaced. */
const writeIn = async <O extends WriteOrder>(slot: Slot, order: O): Promise<Written<O>> => {
  if (slot.child?.connected !== true) {
    retire(slot)
    slot.child = startProcess()
  }
  let answer: WriteAnswer
  try {
    answer = await ask(slot.child, order)
  } catch (error) {
    retire(slot)
    throw error
  }
  if ('written' in answer) return answer.written as Written<O>
  const { name, message, stack } = answer.error
  throw Object.assign(new Error(message), { name, ...(stack === undefined ? {} : { stack }) })
}

const take = (): Promise<Slot> => {
  const slot = free.pop()
  if (slot) {
    clearTimeout(slot.idle)
    return Promise.resolve(slot)
  }
  if (waiting.length >= limits.dokumenteWartend) {
    throw new ProblemError('unavailable', {
      detail: 'Too many documents are being made',
      headers: { 'retry-after': '5' },
    })
  }
  return new Promise((resolve) => waiting.push(resolve))
}

const giveBack = (slot: Slot): void => {
  const next = waiting.shift()
  if (next) {
    next(slot)
    return
  }
  slot.idle = setTimeout(() => retire(slot), idleTimeout).unref()
  free.push(slot)
}

/**
 * Runs work that has documents written, holding one of the few processes for it. Work that also needs a database
 * connection takes it inside, so that connections never wait for processes. They start at the first use and end when there
 * is nothing to do: so the gateway that answers requests never waits for a PDF, and keeps its small memory.
 *
 * @param isGone whether nobody waits for the result any more; asked when it is this work's turn
 * @throws ProblemError unavailable when too many wait already
 */
export const withDocumentProcess = async <T>(
  work: (write: WriteDocument) => Promise<T>,
  isGone: () => boolean = () => false,
): Promise<T> => {
  const slot = await take()
  try {
    if (isGone()) throw new ProblemError('request-timeout', { detail: 'The client has gone' })
    return await work((order) => writeIn(slot, order))
  } finally {
    giveBack(slot)
  }
}
