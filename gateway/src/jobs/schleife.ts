/** Work that is done whenever somebody rings, one run at a time. */
export interface Schleife {
  /** Asks for a run; while one is under way it is followed by another. */
  readonly wake: () => void
  /** Starts no further run and waits for the one under way. */
  readonly stop: () => Promise<void>
}

const shortestPause = 250
const longestPause = 5_000

/**
 * Makes a loop. After a failure it rests for 0.25 to 5 seconds, whoever rings; the ring after that starts it again.
 *
 * @param run answers whether there is more to do at once
 * @param onError told of every failure
 */
export const createSchleife = (run: () => Promise<boolean>, onError: (error: unknown) => void): Schleife => {
  let running: Promise<void> | undefined
  let asked = false
  let stopped = false
  let pause = shortestPause
  let restUntil = Number.NEGATIVE_INFINITY

  const work = async (): Promise<void> => {
    try {
      do {
        asked = false
        while (!stopped && (await run()));
        pause = shortestPause
      } while (asked && !stopped)
    } catch (error) {
      restUntil = performance.now() + pause
      pause = Math.min(2 * pause, longestPause)
      onError(error)
    }
    running = undefined
  }

  return {
    wake: () => {
      asked = true
      if (stopped || running !== undefined || performance.now() < restUntil) return
      running = work()
    },
    stop: async () => {
      stopped = true
      await running
    },
  }
}
