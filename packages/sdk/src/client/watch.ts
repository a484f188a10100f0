/** Measures silence: aborts its signal when the other side says nothing for a time while it is its turn. */
export interface Watch {
  readonly signal: AbortSignal
  /** Whether it was this watch that ended the call. */
  readonly fired: () => boolean
  /** Whether something is expected from the other side now. */
  readonly expect: (isExpected: boolean) => void
  /** Whether the other side waits for us, so that its silence does not count. */
  readonly suspend: (isSuspended: boolean) => void
  /** Ends the call. */
  readonly abort: (reason: unknown) => void
}

/** @param timeout milliseconds of silence until the signal is aborted; every call of `expect` and `suspend` counts as a sign of life */
export const createWatch = (timeout: number): Watch => {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let expected = false
  let suspended = false
  let fired = false
  const update = () => {
    clearTimeout(timer)
    if (!expected || suspended) return
    timer = setTimeout(() => {
      fired = true
      controller.abort(new Error(`no sign of life for ${timeout} ms`))
    }, timeout)
  }
  return {
    signal: controller.signal,
    fired: () => fired,
    expect: (isExpected) => {
      expected = isExpected
      update()
    },
    suspend: (isSuspended) => {
      suspended = isSuspended
      update()
    },
    abort: (reason) => {
      clearTimeout(timer)
      controller.abort(reason)
    },
  }
}
