/** Measures silence: aborts its signal when nothing was heard for a time. */
export interface Watch {
  readonly signal: AbortSignal
  /** Whether it was this watch that ended the call. */
  readonly fired: () => boolean
  /** From now on silence counts; called again, it counts anew. */
  readonly listen: () => void
  /** A sign of life, whoever gave it; does nothing while nobody listens. */
  readonly touch: () => void
  /** Silence does not count any more, because the other side is not the one to speak. */
  readonly pause: () => void
  /** Ends the call. */
  readonly abort: (reason: unknown) => void
}

/** @param timeout milliseconds of silence until the signal is aborted */
export const createWatch = (timeout: number): Watch => {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let fired = false
  const pause = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const listen = () => {
    pause()
    timer = setTimeout(() => {
      fired = true
      controller.abort(new Error(`no sign of life for ${timeout} ms`))
    }, timeout)
  }
  return {
    signal: controller.signal,
    fired: () => fired,
    listen,
    touch: () => {
      if (timer !== undefined) listen()
    },
    pause,
    abort: (reason) => {
      pause()
      controller.abort(reason)
    },
  }
}
