import { randomUUID } from 'node:crypto'
import type { Lieferergebnis, Lieferung } from '@berichtsheft/core'
import { makeLieferung } from '../../testing/fixtures.ts'
import type { Call, JournalClient } from './client.ts'
import type { Participant } from './scene.ts'

/** A book that a vendor pushes, with every good answer that it got. */
export interface Book {
  readonly vendor: Participant
  readonly lieferung: Lieferung
  readonly body: string
  readonly key: string
  readonly answers: string[]
}

/** Makes a book of so many approved weeks and the key under which it is pushed. */
export const makeBook = (vendor: Participant, weeks: number): Book => {
  const lieferung = makeLieferung(weeks)
  return { vendor, lieferung, body: JSON.stringify(lieferung), key: randomUUID(), answers: [] }
}

/** Pushes a book once. */
export const pushBook = async (client: JournalClient, book: Book, signal?: AbortSignal): Promise<Call> =>
  note(
    book,
    await client.send('POST', '/v1/lieferungen', {
      body: book.body,
      key: book.key,
      ...(signal === undefined ? {} : { signal }),
    }),
  )

/** Repeats a book under its key until it is answered, and checks that it is stored. Answers its id. */
export const finishBook = async (client: JournalClient, book: Book, limit?: number): Promise<string> => {
  const call = note(
    book,
    await client.sendUntilAnswered('POST', '/v1/lieferungen', { body: book.body, key: book.key }, limit),
  )
  const [first] = call.status === 200 ? (JSON.parse(call.body ?? '') as Lieferergebnis).positionen : []
  if (first?.id === undefined) throw new Error(`the book was refused: ${call.status} ${call.body}`)
  return first.id
}

const note = (book: Book, call: Call): Call => {
  if (call.status === 200) book.answers.push(call.body ?? '')
  return call
}

/** What a whole case left: ids of the request and the transfer. */
export interface TransferCase {
  readonly anforderungId: string
  readonly uebermittlungId: string
}

/** Takes a book through request, release, transfer and decision; every step has a key and is repeated until it is answered. */
export const runCase = async (
  vendor: JournalClient,
  kammer: JournalClient,
  berichtsheftId: string,
): Promise<TransferCase> => {
  const step = async (client: JournalClient, path: string, body: object): Promise<{ id: string }> => {
    const call = await client.sendUntilAnswered('POST', path, { body: JSON.stringify(body), key: randomUUID() })
    if (call.status !== 201) throw new Error(`POST ${path}: ${call.status} ${call.body}`)
    return JSON.parse(call.body ?? '') as { id: string }
  }
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
  const { id: anforderungId } = await step(kammer, '/v1/anforderungen', {
    auswahl: { berichtsheftId },
    zweck: 'abschlusspruefung',
    rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
    frist: day(30),
  })
  await vendor.sendUntilAnswered('GET', `/v1/anforderungen/${anforderungId}`, {})
  const { id: freigabeId } = await step(vendor, '/v1/freigaben', {
    berichtsheftId,
    anforderungId,
    knr: '153',
    zweck: 'abschlusspruefung',
    gueltigBis: day(200),
    freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
    unternehmen: 'Werkstatt Störtebeker GmbH',
  })
  const { id: uebermittlungId } = await step(vendor, '/v1/uebermittlungen', { freigabeId })
  await step(kammer, '/v1/pruefergebnisse', { uebermittlungId, entscheidung: 'angenommen' })
  return { anforderungId, uebermittlungId }
}

/** Runs `work` until told to stop; failures end the test that waits for it. */
export const keepDoing = (work: () => Promise<unknown>): { readonly stop: () => Promise<number> } => {
  let stopped = false
  let done = 0
  const running = (async () => {
    while (!stopped) {
      await work()
      done++
    }
  })()
  running.catch(() => {}) // whoever stops it hears of it
  return {
    stop: async () => {
      stopped = true
      await running
      return done
    },
  }
}
