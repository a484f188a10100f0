import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGruppe, type GruppeOptions } from './gruppe.ts'
import { ProblemError } from './problem-error.ts'

const settings = (change: Partial<GruppeOptions<string>> = {}): GruppeOptions<string> => ({
  maxItems: 10,
  maxRunning: 2,
  maxWait: 1_000,
  acquire: async () => 'connection',
  release: () => {},
  ...change,
})

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('createGruppe', () => {
  it('runs a single item at once and shares the next call among those that wait', async () => {
    const calls: number[][] = []
    const gates: (() => void)[] = []
    const add = createGruppe<number, number, string>(
      async ({ items }) => {
        calls.push([...items])
        await new Promise<void>((resolve) => gates.push(resolve))
        return items.map((n) => n * 2)
      },
      settings({ maxItems: 3, maxRunning: 1 }),
    )
    const first = add('k', 1)
    await tick()
    expect(calls).toEqual([[1]])
    const results = [2, 3, 4, 5].map((n) => add('k', n))
    for (let i = 0; i < 3; i++) {
      gates[i]?.()
      await tick()
    }
    expect(await Promise.all([first, ...results])).toEqual([2, 4, 6, 8, 10])
    expect(calls).toEqual([[1], [2, 3, 4], [5]])
  })

  it('keeps keys apart, rejects single items, and rejects all when the call fails', async () => {
    const add = createGruppe<string, string, string>(async ({ key, items }) => {
      if (key === 'bad') throw new Error('down')
      return items.map((item) => (item === 'x' ? new Error('no x') : `${key}${item}`))
    }, settings())
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
          const add = createGruppe<number, string, string>(
            ({ key, items: batch }) => scheduler.schedule(Promise.resolve(batch.map((n) => `${key}${n}`))),
            settings({ maxItems: 4, acquire: () => scheduler.schedule(Promise.resolve('connection')) }),
          )
          const results = Promise.all(items.map(([key, n]) => add(key, n)))
          await scheduler.waitAll()
          expect(await scheduler.waitFor(results)).toEqual(items.map(([key, n]) => `${key}${n}`))
        },
      ),
    )
  })

  it('takes along what comes while it waits for a connection, and asks for one connection only', async () => {
    let asked = 0
    const calls: number[] = []
    const add = createGruppe<number, number, string>(
      async ({ items }) => {
        calls.push(items.length)
        return items
      },
      settings({
        acquire: async () => {
          asked++
          await tick()
          return 'connection'
        },
      }),
    )
    expect(await Promise.all([1, 2, 3].map((n) => add('k', n)))).toEqual([1, 2, 3])
    expect([asked, calls]).toEqual([1, [3]])
  })

  it('begins a second call beside one that is slow, though nothing new comes', async () => {
    const calls: number[][] = []
    const add = createGruppe<number, number, string>(async ({ items }) => {
      calls.push([...items])
      if (items.includes(1)) await new Promise(() => {})
      return items
    }, settings())
    void add('k', 1)
    await tick()
    expect(await Promise.all([add('k', 2), add('k', 3)])).toEqual([2, 3])
    expect(await add('k', 4)).toBe(4)
    expect(calls).toEqual([[1], [2, 3], [4]])
  })

  it('drops items whose client has gone before their call begins, and calls nothing for them alone', async () => {
    const calls: number[][] = []
    const released: string[] = []
    const socket = { destroyed: false }
    const add = createGruppe<number, number, string>(
      async ({ items }) => {
        calls.push([...items])
        return items
      },
      settings({ release: (connection) => released.push(connection) }),
    )
    const settled = Promise.allSettled([add('k', 1, { socket }), add('k', 2)])
    socket.destroyed = true
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    await expect(add('k', 3, { socket })).rejects.toThrow('The client has gone')
    expect(calls).toEqual([[2]])
    expect(released).toHaveLength(2)
  })

  it('refuses what waited too long behind calls that do not end', async () => {
    const add = createGruppe<number, number, string>(
      () => new Promise(() => {}),
      settings({ maxRunning: 1, maxWait: 30 }),
    )
    void add('k', 1)
    await tick()
    const since = performance.now()
    const error: unknown = await add('k', 9).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ slug: 'unavailable', details: { headers: { 'retry-after': '2' } } })
    expect(performance.now() - since).toBeLessThan(500)
  })

  it('refuses all that wait when there is no connection, and works on with the next', async () => {
    let down = true
    const add = createGruppe<number, number, string>(
      async ({ items }) => items,
      settings({
        acquire: async () => {
          if (down) throw new Error('no connection')
          return 'connection'
        },
      }),
    )
    expect((await Promise.allSettled([add('k', 1), add('k', 2)])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ])
    down = false
    expect(await add('k', 3)).toBe(3)
  })
})
