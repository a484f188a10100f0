import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Io } from '../io.ts'
import { runCli } from '../program.ts'

/** What a command answered. */
export interface MemoryRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A folder and commands that run in this process, with all they say in memory. */
export interface MemoryBench {
  readonly folder: string
  readonly write: (name: string, text: string | Uint8Array) => Promise<string>
  readonly run: (words: readonly string[], change?: Partial<Io> & { readonly input?: string }) => Promise<MemoryRun>
  readonly close: () => Promise<void>
}

/** Makes a folder for commands. The clock stands still; there is no network. */
export const createMemoryBench = async (): Promise<MemoryBench> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'berichtsheft-cli-'))
  return {
    folder,
    write: async (name, text) => {
      await writeFile(path.join(folder, name), text)
      return name
    },
    run: async (words, { input = '', ...change } = {}) => {
      const out: Buffer[] = []
      const err: string[] = []
      const io: Io = {
        out: async (text) => void out.push(Buffer.from(text)),
        note: (line) => void err.push(`${line}\n`),
        stdin: async function* () {
          yield Buffer.from(input)
        },
        env: { HOME: folder },
        cwd: folder,
        now: () => new Date('2026-11-20T10:00:00Z'),
        fetch: async () => {
          throw new TypeError('fetch failed')
        },
        isWatched: false,
        signal: new AbortController().signal,
        ...change,
      }
      const code = await runCli(words, io)
      return { code, out: Buffer.concat(out).toString('utf8'), err: err.join('') }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
