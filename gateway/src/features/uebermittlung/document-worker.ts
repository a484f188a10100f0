import { parentPort } from 'node:worker_threads'
import { buildDocument, type Document, type DocumentOrder } from './documents.ts'

// Entry of the threads that build packages, PDF and XML, so that the thread that answers requests never waits for them.

/** What a thread answers: the file, or why there is none. */
export type DocumentAnswer =
  | Document
  | { readonly error: { readonly name: string; readonly message: string; readonly stack?: string | undefined } }

const answer = async (order: DocumentOrder): Promise<void> => {
  try {
    const { bytes, verstoesse } = await buildDocument(order)
    // The bytes are moved, not copied, so they must not share their memory with others.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.from(bytes)
    parentPort?.postMessage({ bytes: own, verstoesse } satisfies DocumentAnswer, [own.buffer as ArrayBuffer])
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    parentPort?.postMessage({ error: { name, message, stack } } satisfies DocumentAnswer)
  }
}

parentPort?.on('message', (order: DocumentOrder) => void answer(order))
