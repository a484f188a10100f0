#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import type { Io } from './io.ts'

// Half of a short run is compiling what is the same every time.
enableCompileCache()

const controller = new AbortController()
let signals = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    controller.abort(new Error(signal))
    if (++signals > 1) process.exit(130)
  })
}

// Whoever reads our output may stop reading, as `head` does; then there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 70))
}

const io: Io = {
  out: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
  note: (line) => void process.stderr.write(`${line}\n`),
  stdin: () => process.stdin,
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  fetch: globalThis.fetch,
  isWatched: process.stderr.isTTY === true,
  signal: controller.signal,
}

const { runCli } = await import('./program.ts')
process.exitCode = await runCli(process.argv.slice(2), io)
