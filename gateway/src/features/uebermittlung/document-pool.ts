import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { ProblemError } from '../../problem-error.ts'
import type { DocumentAnswer } from './document-worker.ts'
import type { Document, DocumentOrder } from './documents.ts'

/** Builds a file in the thread that the caller holds. */
export type BuildDocument = (order: DocumentOrder) => Promise<Document>

/** Threads that build files. One core is left to the requests. */
const maxThreads = Math.min(4, Math.max(1, availableParallelism() - 1))
/** Callers that wait for a thread; more are told to come again. */
const maxWaiting = 64
/** Time in milliseconds that one file may take. */
const buildTimeout = 25_000
/** Time in milliseconds after which a thread without work gives its memory back. */
const idleTimeout = 30_000

interface Thread {
  worker: Worker | undefined
  idle: NodeJS.Timeout | undefined
}

const free: Thread[] = Array.from({ length: maxThreads }, () => ({ worker: undefined, idle: undefined }))
const waiting: ((thread: Thread) => void)[] = []

// In the built server all modules lie in chunks beside server.js; run from its sources, Node strips the types.
const fromSource = import.meta.url.endsWith('.ts')
const workerFile = fromSource ? './document-worker.ts' : './features/uebermittlung/document-worker.js'
const workerUrl = new URL(workerFile, import.meta.url)

const startWorker = (): Worker => {
  const worker = new Worker(workerUrl, {
    execArgv: fromSource ? ['--conditions=source'] : [],
    env: {},
    // A small young generation keeps the memory of the process a third lower and costs no time that could be measured.
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 },
  })
  // Whoever waits for an answer hears of an error; an error that nobody hears of would end the process.
  worker.on('error', () => {})
  worker.unref()
  return worker
}

const retire = async (thread: Thread): Promise<void> => {
  const { worker } = thread
  clearTimeout(thread.idle)
  thread.worker = undefined
  await worker?.terminate()
}

/** The answer of a thread to one order. Rejects when the thread ends or takes too long. */
const ask = (worker: Worker, order: DocumentOrder): Promise<DocumentAnswer> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
    }
    const fail = (error: Error) => {
      stop()
      reject(error)
    }
    const onMessage = (answer: DocumentAnswer) => {
      stop()
      resolve(answer)
    }
    const onError = (cause: unknown) => fail(new Error('the thread that builds files failed', { cause }))
    const onExit = (code: number) => fail(new Error(`the thread that builds files ended with code ${code}`))
    const timer = setTimeout(() => fail(new Error(`no file after ${buildTimeout} ms`)), buildTimeout)
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    worker.postMessage(order)
  })

/** Sends one order to a thread and waits for its answer; a thread that does not answer is replaced. */
const buildIn = async (thread: Thread, order: DocumentOrder): Promise<Document> => {
  thread.worker ??= startWorker()
  let answer: DocumentAnswer
  try {
    answer = await ask(thread.worker, order)
  } catch (error) {
    await retire(thread)
    throw error
  }
  if ('bytes' in answer) return answer
  const { name, message, stack } = answer.error
  throw Object.assign(new Error(message), { name, ...(stack === undefined ? {} : { stack }) })
}

const take = (): Promise<Thread> => {
  const thread = free.pop()
  if (thread) {
    clearTimeout(thread.idle)
    return Promise.resolve(thread)
  }
  if (waiting.length >= maxWaiting) throw new ProblemError('unavailable', { headers: { 'retry-after': '5' } })
  return new Promise((resolve) => waiting.push(resolve))
}

const giveBack = (thread: Thread): void => {
  const next = waiting.shift()
  if (next) {
    next(thread)
    return
  }
  thread.idle = setTimeout(() => void retire(thread), idleTimeout).unref()
  free.push(thread)
}

/**
 * Runs work that builds files, holding one of the few threads for it. Work that also needs a database connection takes it
 * inside, so that connections never wait for threads. Threads start at the first use and end when there is nothing to do.
 *
 * @throws ProblemError unavailable when too many wait already
 */
export const withDocumentThread = async <T>(work: (build: BuildDocument) => Promise<T>): Promise<T> => {
  const thread = await take()
  try {
    return await work((order) => buildIn(thread, order))
  } finally {
    giveBack(thread)
  }
}
