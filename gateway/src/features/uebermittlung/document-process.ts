import type { Dokumentbefund } from '../../dokumente/dokument-pruefung.ts'
import { type Vorlageteile, type WriteOrder, writeDocument } from './documents.ts'

// Entry of the processes that write XML and PDF. They know no secret of the gateway, give their memory back when they end,
// and end with it, whatever ended it.

/** What a process answers: the document, or why there is none. */
export type WriteAnswer =
  | { readonly written: Vorlageteile | Dokumentbefund | Uint8Array }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack?: string | undefined } }

const answer = async (order: WriteOrder): Promise<WriteAnswer> => {
  try {
    return { written: await writeDocument(order) }
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
    return { error: { name, message, stack } }
  }
}

process.on('message', (order: WriteOrder) => void answer(order).then((message) => process.send?.(message)))
process.on('disconnect', () => process.exit())
// A signal for the whole group is for the gateway, which lets work under way finish.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {})
