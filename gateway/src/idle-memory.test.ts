import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const modulePath = fileURLToPath(new URL('./idle-memory.ts', import.meta.url))

/** Runs in a process of its own, which may be lost: a collection that ends badly blocks its thread for good. */
const program = `
import { mock } from 'node:test'
const { trimMemoryWhenIdle } = await import(${JSON.stringify(modulePath)})
let garbage = Array.from({ length: 1_000_000 }, (_, i) => ({ i }))
garbage = undefined
const before = process.memoryUsage().heapUsed
mock.timers.enable({ apis: ['setInterval'] })
trimMemoryWhenIdle({ addHook: () => {} })
mock.timers.tick(15_000)
mock.timers.reset()
setTimeout(() => console.log(JSON.stringify({ before, after: process.memoryUsage().heapUsed })), 500)
`

test('an idle process gives back its garbage and goes on', () => {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { timeout: 15_000 })
  const { before, after } = JSON.parse(output.toString()) as { before: number; after: number }
  expect(before - after).toBeGreaterThan(20_000_000)
})
