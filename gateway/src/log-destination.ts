import { writeSync } from 'node:fs'

/** Writes a part of a line and answers how many bytes it took. */
export type WriteBytes = (bytes: Uint8Array) => number

const attempts = 4
const pauseMs = 5
const pauseCell = new Int32Array(new SharedArrayBuffer(4))

/**
 * Where the log goes: to standard error, at once. A line that cannot be written, because the disk is full or nobody
 * reads, is dropped and ends nothing; the next one that can be written is followed by how many are missing.
 */
export const createLogDestination = (now: () => Date, writeBytes: WriteBytes = (bytes) => writeSync(2, bytes)) => {
  let lost = 0

  const writeLine = (line: string): boolean => {
    let bytes: Uint8Array = Buffer.from(line)
    for (let attempt = 0; bytes.length > 0; ) {
      try {
        bytes = bytes.subarray(writeBytes(bytes))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || ++attempt === attempts) return false
        Atomics.wait(pauseCell, 0, 0, pauseMs) // whoever reads the pipe gets a moment
      }
    }
    return true
  }

  return {
    write: (line: string): void => {
      if (!writeLine(line)) {
        lost++
        return
      }
      if (
        lost > 0 &&
        writeLine(`${JSON.stringify({ level: 40, time: now().getTime(), lost, msg: 'log lines are missing' })}\n`)
      )
        lost = 0
    },
  }
}
