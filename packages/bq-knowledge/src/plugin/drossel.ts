import { WissensproblemError } from './wissensproblem.ts'

/** What one partner, and the public from one address, may ask of the exchange. */
export interface Drosselgrenzen {
  readonly jeMinute: number
  /** Exchanges that send or fetch changesets at the same time. */
  readonly gleichzeitig: number
}

/** Limits that a node in a network of a hundred chambers does not come near. */
const drosselgrenzen: Drosselgrenzen = { jeMinute: 3_000, gleichzeitig: 4 }

/** Counts what each caller asks for. */
export interface Drossel {
  /** @throws WissensproblemError 429 when the caller has asked too often */
  readonly count: (wer: string) => void
  /** Begins an exchange; the result ends it. @throws WissensproblemError 429 when too many of the caller are under way */
  readonly begin: (wer: string) => () => void
}

/** Makes a counter for one process. */
export const createDrossel = (
  now: () => Date,
  { jeMinute, gleichzeitig }: Drosselgrenzen = drosselgrenzen,
): Drossel => {
  let minute = 0
  const asked = new Map<string, number>()
  const running = new Map<string, number>()
  const count = (wer: string): void => {
    const current = Math.floor(now().getTime() / 60_000)
    if (current !== minute) asked.clear()
    minute = current
    const times = (asked.get(wer) ?? 0) + 1
    asked.set(wer, times)
    if (times > jeMinute) throw new WissensproblemError('too-many-requests', `At most ${jeMinute} requests a minute`)
  }
  return {
    count,
    begin: (wer) => {
      count(wer)
      const others = running.get(wer) ?? 0
      if (others >= gleichzeitig) {
        throw new WissensproblemError('too-many-requests', `At most ${gleichzeitig} exchanges at the same time`)
      }
      running.set(wer, others + 1)
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        const left = (running.get(wer) ?? 1) - 1
        if (left > 0) running.set(wer, left)
        else running.delete(wer)
      }
    },
  }
}
