import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSchleife } from './schleife.ts'

const never = (error: unknown): never => {
  throw error
}

test('runs while there is more, and once more for rings during a run', async () => {
  const runs: number[] = []
  let release = () => {}
  const schleife = createSchleife(async () => {
    runs.push(runs.length)
    if (runs.length === 2) await new Promise<void>((resolve) => (release = resolve))
    return runs.length === 1
  }, never)
  schleife.wake()
  await sleep(5)
  expect(runs).toHaveLength(2)
  schleife.wake()
  schleife.wake()
  release()
  await sleep(5)
  expect(runs).toHaveLength(3)
  await schleife.stop()
})

test('never runs twice at a time', async () => {
  let running = 0
  let most = 0
  const schleife = createSchleife(async () => {
    most = Math.max(most, ++running)
    await sleep(2)
    running--
    return false
  }, never)
  for (let i = 0; i < 20; i++) {
    schleife.wake()
    await sleep(1)
  }
  await schleife.stop()
  expect(most).toBe(1)
})

test('rests after a failure, tells it, and goes on when it is woken later', async () => {
  const errors: unknown[] = []
  let runs = 0
  const schleife = createSchleife(
    async () => {
      if (++runs === 1) throw new Error('no database')
      return false
    },
    (error) => errors.push(error),
  )
  schleife.wake()
  await sleep(5)
  schleife.wake()
  await sleep(5)
  expect([runs, errors.length]).toEqual([1, 1])
  await sleep(260)
  schleife.wake()
  await sleep(5)
  expect([runs, errors.length]).toEqual([2, 1])
  await schleife.stop()
})

test('starts nothing after stop, and stop waits for the run under way', async () => {
  let done = false
  let runs = 0
  const schleife = createSchleife(async () => {
    runs++
    await sleep(20)
    done = true
    return true
  }, never)
  schleife.wake()
  await schleife.stop()
  schleife.wake()
  await sleep(5)
  expect([done, runs]).toEqual([true, 1])
})
