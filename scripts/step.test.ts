import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { runProgram } from './step.mjs'

const env = process.env

describe('running a program', () => {
  test('gives its exit code and, on demand, all it said', async () => {
    const script = `console.log('out'); console.error('err'); process.exitCode = 7`
    const { code, output } = await runProgram(process.execPath, ['-e', script], { env, capture: true })
    expect(code).toBe(7)
    expect(output.split('\n').toSorted()).toEqual(['', 'err', 'out'])
  })

  test('gives 128 + n after signal n and 127 for a program that does not exist', async () => {
    const killed = await runProgram(process.execPath, ['-e', `process.kill(process.pid, 'SIGTERM')`], {
      env,
      capture: true,
    })
    expect(killed.code).toBe(143)
    const missing = await runProgram('no-such-program', [], { env, capture: true })
    expect(missing.code).toBe(127)
    expect(missing.output).toContain('no-such-program')
  })
})

/** A process that runs another one by `runProgram`; the inner one says what it hears and ends with 3 on SIGTERM. */
async function startPair() {
  const inner = `for (const name of ['SIGINT', 'SIGHUP']) process.on(name, () => console.log(name))
    process.on('SIGTERM', () => process.exit(3)); console.log('ready'); setInterval(() => {}, 1000)`
  const outer = `import { runProgram } from ${JSON.stringify(path.join(import.meta.dirname, 'step.mjs'))}
    process.exitCode = (await runProgram(process.execPath, ['-e', ${JSON.stringify(inner)}], { env: process.env })).code`
  const child = spawn(process.execPath, ['--input-type=module', '-e', outer], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  await expect.poll(() => lines, { timeout: 5_000 }).toEqual(['ready'])
  return { child, lines }
}

describe('signals', () => {
  test('reach the program that runs, and its exit code comes back', async () => {
    const { child } = await startPair()
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([3, null])
  })

  test('end the whole command, not only its present step', async () => {
    const outer = `import { runStep } from ${JSON.stringify(path.join(import.meta.dirname, 'step.mjs'))}
      await runStep('Waiting', process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { env: process.env }).catch((error) => {
        console.log(error.message, error.exitCode)
      })`
    const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines: string[] = []
    createInterface(child.stdout).on('line', (line) => lines.push(line))
    await expect.poll(() => lines, { timeout: 5_000 }).toEqual(['[run] Waiting …', '1'])
    child.kill('SIGTERM')
    await once(child, 'close')
    expect(lines.at(-1)).toBe('interrupted 143')
  })

  test('in a quick row count as one, but not for ever', async () => {
    const { child, lines } = await startPair()
    child.kill('SIGINT')
    await expect.poll(() => lines).toEqual(['ready', 'SIGINT'])
    child.kill('SIGINT')
    child.kill('SIGHUP')
    await expect.poll(() => lines).toEqual(['ready', 'SIGINT', 'SIGHUP'])
    await new Promise((resolve) => setTimeout(resolve, 600))
    child.kill('SIGINT')
    await expect.poll(() => lines).toEqual(['ready', 'SIGINT', 'SIGHUP', 'SIGINT'])
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([3, null])
  })
})
