import { AdapterError } from '../adapter-error.ts'

const abortedError = (signal: AbortSignal): AdapterError =>
  new AdapterError('unavailable', 'the call was aborted', { cause: signal.reason })

/**
 * Runs an async iteration that ends with `unavailable` as soon as the signal is aborted, even while the next value is
 * pending. The iterator is told to return; what it waits for is left to end by itself.
 */
export const abortable = <T>(start: () => AsyncIterable<T>, signal: AbortSignal | undefined): AsyncIterable<T> =>
  signal === undefined ? start() : raced(start, signal)

async function* raced<T>(start: () => AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
  if (signal.aborted) throw abortedError(signal)
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(abortedError(signal))
  signal.addEventListener('abort', onAbort, { once: true })
  const iterator = start()[Symbol.asyncIterator]()
  let ended = false
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next.done) {
        ended = true
        return
      }
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Not awaited: a generator that hangs in its own await would never answer.
    if (!ended) iterator.return?.().then(undefined, () => undefined)
    aborted.catch(() => undefined)
  }
}
