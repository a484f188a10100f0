import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnvironment } from '../../testing/child-environment.ts'

/** A gateway in a process of its own, as operators run it. */
export interface GatewayProcess {
  readonly pid: number
  /** Address that it listens on. */
  readonly address: string
  /** Milliseconds from the start of the process to its first good answer. */
  readonly startedIn: number
  /** What it logged and said so far. */
  readonly output: () => string
  readonly isRunning: () => boolean
  /** Resident memory in bytes. */
  readonly memory: () => number
  /** Sends a signal; answers at once. */
  readonly signal: (signal: NodeJS.Signals) => void
  /** Resolves with the exit code, `null` after a signal. */
  readonly exited: Promise<number | null>
  /** Kills it unless it has ended, and waits. */
  readonly kill: () => Promise<void>
}

/** How a gateway is started. */
export interface ProcessOptions {
  readonly env: Readonly<Record<string, string>>
  readonly port: number
  /** Words that go before the command line, for example `faketime`. */
  readonly prefix?: readonly string[]
  /** File descriptor that the log goes to; it is then missing in `output`. */
  readonly log?: number
}

const server = path.join(import.meta.dirname, '../../server.ts')
const startLimit = 30_000

/** Starts `server.ts` and waits until it is ready. */
export const startGatewayProcess = async (options: ProcessOptions): Promise<GatewayProcess> => {
  const { env, port, prefix = [] } = options
  const since = performance.now()
  const [command = '', ...words] = [
    ...prefix,
    process.execPath,
    '--max-semi-space-size=32',
    '--conditions=source',
    server,
  ]
  const child: ChildProcess = spawn(command, words, {
    env: {
      ...childEnvironment,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      ADAPTERS: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', options.log ?? 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output = (output + chunk).slice(-200_000)
    })
  }
  let running = true
  const exited = once(child, 'exit').then(([code]) => {
    running = false
    return code as number | null
  })
  const address = `http://127.0.0.1:${port}`
  const kill = async () => {
    if (running) child.kill('SIGKILL')
    await exited
  }
  const deadline = since + startLimit
  while (!(await isReady(`${address}/readyz`))) {
    if (!running || performance.now() > deadline) {
      await kill()
      throw new Error(`the gateway did not start: ${output}`)
    }
    await sleep(20)
  }
  return {
    pid: child.pid ?? 0,
    address,
    startedIn: performance.now() - since,
    output: () => output,
    isRunning: () => running,
    memory: () => memoryOf(child.pid ?? 0),
    signal: (signal) => void child.kill(signal),
    exited,
    kill,
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(url, { headers: { connection: 'close' } }).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )

const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024

/** A port that is free now. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
