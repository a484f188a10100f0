import { spawn } from 'node:child_process'
import os from 'node:os'

/** @typedef {import('./environment.mjs').Environment} Environment */
/** @typedef {{ env: Environment, cwd?: string, capture?: boolean }} RunOptions */

/** Signals this close together are one wish: the terminal and npm both pass on the same Ctrl-C. */
const sameWishMs = 500

/** @param {string} text */
export function say(text) {
  console.log(`[run] ${text}`)
}

/** @param {number} since as `performance.now()` gave it */
export function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/** Thrown when the user or the system asked us to end while a program ran; what was under way has ended. */
export class InterruptedError extends Error {
  /** @param {number} exitCode */
  constructor(exitCode) {
    super('interrupted')
    this.exitCode = exitCode
  }
}

/**
 * Runs a program to its end, passing on SIGINT, SIGTERM and SIGHUP.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options `capture` keeps the output back instead of showing it
 * @returns {Promise<{ code: number, output: string, interrupted: boolean }>} code as a shell has it: 128 + n after signal n, 127 when there is no such program
 */
export async function runProgram(command, args, { env, cwd, capture = false }) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  // Before there is a child: a signal in between would end us and leave the child behind.
  const { stop, wasHeard } = forwardSignals((signal) => child?.kill(signal))
  let output = ''
  try {
    const started = spawn(command, args, { env, cwd, stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    child = started
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text
      })
    }
    const code = await new Promise((resolve) => {
      started.once('error', (error) => {
        output += `${command}: ${error.message}`
        resolve(127)
      })
      started.once('close', (ended, signal) => resolve(exitCode(ended, signal)))
    })
    return { code, output, interrupted: wasHeard() }
  } finally {
    stop()
  }
}

/**
 * Passes signals on until it is stopped; while it lasts they do not end this process.
 *
 * @param {(signal: NodeJS.Signals) => void} pass
 */
function forwardSignals(pass, isTerminal = process.stdin.isTTY === true) {
  /** @type {Map<string, number>} */
  const last = new Map()
  /** @param {NodeJS.Signals} signal */
  const handle = (signal) => {
    const now = performance.now()
    const repeated = now - (last.get(signal) ?? Number.NEGATIVE_INFINITY) < sameWishMs
    last.set(signal, now)
    // A terminal sends Ctrl-C to the whole group, so the program has it already.
    if (!repeated && !(signal === 'SIGINT' && isTerminal)) pass(signal)
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, handle)
  return {
    wasHeard: () => last.size > 0,
    stop: () => {
      for (const signal of signals) process.off(signal, handle)
    },
  }
}

/**
 * Says what is done, does it, and says how it went and how long it took; a failed program's output is shown whole.
 *
 * @param {string} title what is being done: "Checking types"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<number>} the exit code
 * @throws {InterruptedError} when a signal came meanwhile: no further step shall run
 */
export async function runStep(title, command, args, options) {
  say(`${title} …`)
  const start = performance.now()
  const { code, output, interrupted } = await runProgram(command, args, options)
  if (interrupted) throw new InterruptedError(code === 0 ? 130 : code)
  if (code !== 0 && output !== '') console.log(output.trimEnd())
  say(
    code === 0 ? `${title}: done in ${seconds(start)}` : `${title}: FAILED after ${seconds(start)} (exit code ${code})`,
  )
  return code
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? os.constants.signals[signal] : 0)
}
