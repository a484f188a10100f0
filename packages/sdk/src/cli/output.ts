import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { CliError } from './exit-codes.ts'
import type { Io } from './io.ts'

/** Where a command writes its main result. */
export interface Output {
  readonly write: (text: string | Uint8Array) => Promise<void>
  /** Puts the finished file in its place. */
  readonly close: () => Promise<void>
  /** Leaves nothing behind. */
  readonly discard: () => Promise<void>
}

/** Opens a file for writing, or the standard output without a name or for `-`. A file appears whole or not at all. */
export const openOutput = (path: string | undefined, io: Io): Output => {
  if (path === undefined || path === '-') return { write: io.out, close: async () => {}, discard: async () => {} }
  const target = resolve(io.cwd, path)
  const part = `${target}.part`
  const stream = createWriteStream(part)
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  const check = () => {
    if (failure) throw new CliError('input', `${path} cannot be written: ${failure.message}`, { cause: failure })
  }
  return {
    write: async (text) => {
      await new Promise<void>((done) => stream.write(text, () => done()))
      check()
    },
    close: async () => {
      stream.end()
      await finished(stream).catch(() => undefined)
      check()
      await rename(part, target)
    },
    discard: async () => {
      stream.destroy()
      await rm(part, { force: true })
    },
  }
}
