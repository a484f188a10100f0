import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGruppe } from './gruppe.ts'

describe('createGruppe', () => {
  it('runs a single item at once and shares the next call among those that wait', async () => {
    const calls: number[][] = []
    const gates: (() => void)[] = []
    const add = createGruppe<number, number>(
      async (_key, items) => {
        calls.push([...items])
        await new Promise<void>((resolve) => gates.push(resolve))
        return items.map((n) => n * 2)
      },
      { maxItems: 3, maxRunning: 1 },
    )
    const results = [1, 2, 3, 4, 5].map((n) => add('k', n))
    expect(calls).toEqual([[1]])
    for (let i = 0; i < 3; i++) {
      gates[i]?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await Promise.all(results)).toEqual([2, 4, 6, 8, 10])
    expect(calls).toEqual([[1], [2, 3, 4], [5]])
  })

  it('keeps keys apart, rejects single items, and rejects all when the call fails', async () => {
    const add = createGruppe<string, string>(
      async (key, items) => {
        if (key === 'bad') throw new Error('down')
        return items.map((item) => (item === 'x' ? new Error('no x') : `${key}${item}`))
      },
      { maxItems: 10, maxRunning: 2 },
    )
    const settled = await Promise.allSettled([
      add('a', '1'),
      add('a', 'x'),
      add('b', '1'),
      add('bad', '1'),
      add('bad', '2'),
    ])
    expect(settled.map((s) => (s.status === 'fulfilled' ? s.value : (s.reason as Error).message))).toEqual([
      'a1',
      'no x',
      'b1',
      'down',
      'down',
    ])
  })

  it('answers every item exactly its own result, whatever the order of completion', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(1000)), { maxLength: 60 }),
        fc.scheduler(),
        async (items, scheduler) => {
          const add = createGruppe<number, string>(
            (key, batch) => scheduler.schedule(Promise.resolve(batch.map((n) => `${key}${n}`))),
            { maxItems: 4, maxRunning: 2 },
          )
          const results = Promise.all(items.map(([key, n]) => add(key, n)))
          await scheduler.waitAll()
          expect(await scheduler.waitFor(results)).toEqual(items.map(([key, n]) => `${key}${n}`))
        },
      ),
    )
  })
})
