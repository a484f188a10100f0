import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../testing/child-environment.ts'
import type { TestClient } from '../../testing/create-test-app.ts'

const main = fileURLToPath(new URL('../../../../packages/sdk/src/cli/main.ts', import.meta.url))

/** What a run of the command line left behind. */
export interface CliRun {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** The output as one JSON document. */
  readonly json: <T>() => T
  /** The output as NDJSON. */
  readonly lines: <T>() => T[]
}

/** How the command line is run. */
export interface RunOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  /** Sends SIGINT after so many milliseconds. */
  readonly interruptAfter?: number
}

/** A folder to work in, with profiles, and the real command line as a child process. */
export interface CliBench {
  readonly folder: string
  /** A path in the folder. */
  readonly file: (name: string) => string
  /** Writes a profile for a client and answers its file. */
  readonly writeProfile: (name: string, gateway: string, client: TestClient) => Promise<string>
  readonly run: (words: readonly string[], options?: RunOptions) => Promise<CliRun>
  readonly close: () => Promise<void>
}

/** Makes a folder for the command line; nothing of the user's configuration is seen from it. */
export const createCliBench = async (): Promise<CliBench> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'berichtsheft-cli-'))
  const file = (name: string) => path.join(folder, name)
  return {
    folder,
    file,
    writeProfile: async (name, gateway, { clientId, jwk, anbieterId, knr }) => {
      const target = file(`${name}.json`)
      const mandant = anbieterId === undefined ? `kammer:${knr}` : `anbieter:${anbieterId}`
      await writeFile(target, JSON.stringify({ gateway, clientId, privateJwk: jwk, mandant }))
      await chmod(target, 0o600)
      return target
    },
    run: (words, options = {}) => runMain(words, folder, options),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

const runMain = async (
  words: readonly string[],
  folder: string,
  { stdin, env, interruptAfter }: RunOptions,
): Promise<CliRun> => {
  const child = spawn(process.execPath, ['--conditions=source', main, ...words], {
    cwd: folder,
    env: { ...childEnvironment, HOME: folder, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined) // a command that reads no input may be gone before it is written
  child.stdin.end(stdin ?? '')
  if (interruptAfter !== undefined) setTimeout(() => child.kill('SIGINT'), interruptAfter)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return {
    code,
    out,
    err,
    json: <T>() => JSON.parse(out) as T,
    lines: <T>() =>
      out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as T),
  }
}
