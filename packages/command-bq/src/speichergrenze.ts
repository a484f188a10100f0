import { Session } from 'node:inspector'

/** Resident memory in bytes from which on what is free is given back. */
const soft = 200 * 2 ** 20
/** So much more than after the last time makes it worth another look. */
const step = 24 * 2 ** 20
const pause = 250

/**
 * Keeps the memory of a node small while it takes in very much: V8 lets garbage and free pages grow with what the machine has, which
 * on a shared one is somebody else's trouble. What is in use is not limited.
 *
 * @returns a function that ends it
 */
export const keepMemoryLow = (): (() => void) => {
  const session = new Session()
  session.connect()
  let least = soft
  let isWaiting = false
  const timer = setInterval(() => {
    const now = process.memoryUsage.rss()
    // Right after a collection the pages are still on their way back to the system.
    if (isWaiting) least = Math.max(soft, now + step)
    isWaiting = false
    if (now < least) return
    // Reaches V8's notice of low memory, which compacts and frees pages; the process needs no flag for it.
    session.post('HeapProfiler.collectGarbage')
    isWaiting = true
  }, pause)
  timer.unref()
  return () => {
    clearInterval(timer)
    session.disconnect()
  }
}
