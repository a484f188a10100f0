import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { appendEreignis } from './ereignis.service.ts'
import { dispatchAusgang } from './verteiler.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ liveClock: true })
})
afterAll(() => app?.close())

const anbieter = [createId(new Date()), createId(new Date())] as const
const kammern = ['153', '107'] as const

/** Writers that append events to a few chains at once, some in transactions of several, some rolled back. */
const startWriters = (chains: readonly string[]) => {
  const committed = new Map<string, number>(chains.map((chain) => [chain, 0]))
  let stopped = false
  const write = async (): Promise<void> => {
    while (!stopped) {
      const chain = chains[Math.floor(Math.random() * chains.length)] ?? ''
      const count = 1 + Math.floor(Math.random() * 6)
      const rollback = Math.random() < 0.1
      let last = 0
      await alsSystem(app.deps, async (trx) => {
        for (let i = 0; i < count; i++) last = await appendTo(trx, chain)
        if (rollback) throw new Error('rolled back on purpose')
      }).catch((error: Error) => {
        if (error.message !== 'rolled back on purpose') throw error
      })
      if (!rollback) committed.set(chain, Math.max(committed.get(chain) ?? 0, last))
      await sleep(4) // leaves the processor to the dispatchers
    }
  }
  const running = Promise.all([write(), write(), write()])
  return {
    committed,
    stop: async () => {
      stopped = true
      await running
    },
  }
}

const appendTo = (trx: Parameters<typeof appendEreignis>[0], chain: string): Promise<number> => {
  const i = chain.charCodeAt(35) % 2
  return appendEreignis(trx, {
    aggregatId: chain,
    art: 'anforderung.gelesen',
    objektId: createId(new Date()),
    knr: kammern[i] ?? '',
    anbieterId: anbieter[1 - i] ?? '',
    berichtsheftId: chain,
    zeitpunkt: new Date(),
    durch: 'system',
  })
}

/** I7: every committed event of every chain, once per recipient, in order, in a list without gaps. */
const expectAllTold = async (chains: readonly string[]): Promise<number> => {
  const told = await alsSystem(app.deps, async (trx) => {
    expect(await trx('ausgang').count({ n: '*' }).first()).toEqual({ n: 0 })
    const lists = await trx('empfaenger').select('mandant', 'folge')
    for (const { mandant, folge } of lists) {
      const positions: number[] = await trx('meldung').where({ mandant }).orderBy('folge').pluck('folge')
      expect(positions).toEqual(Array.from({ length: folge }, (_, i) => i + 1))
    }
    for (const chain of chains) {
      const events: string[] = await trx('ereignis').where({ aggregat_id: chain }).orderBy('nr').pluck('inhalt')
      const objects = events.map((text) => (JSON.parse(text) as { objekt: string }).objekt)
      const recipients: string[] = await trx('meldung')
        .where({ aggregat_id: chain })
        .distinct()
        .orderBy('mandant')
        .pluck('mandant')
      expect(recipients).toHaveLength(2)
      for (const mandant of recipients) {
        expect(await trx('meldung').where({ aggregat_id: chain, mandant }).orderBy('folge').pluck('objekt_id')).toEqual(
          objects,
        )
      }
    }
    return trx('meldung').count({ n: '*' }).first()
  })
  return Number(told?.n)
}

const drain = async (): Promise<void> => {
  while ((await dispatchAusgang(app.deps)).mehr);
}

describe('C01, C02, C10: dispatchers', () => {
  test('killed at any moment, two at a time, lose nothing, double nothing and keep the order', {
    timeout: 180_000,
  }, async () => {
    const chains = Array.from({ length: 12 }, () => createId(new Date()))
    const writers = startWriters(chains)
    const kills = { total: 0, afterWork: 0 }
    const reign = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const worked = await runAndKill(round % 2 === 0, Math.random() * 150)
        kills.total++
        if (worked > 0) kills.afterWork++
      }
    }
    await Promise.all([reign(4), reign(4)])
    await writers.stop()
    await drain()
    const told = await expectAllTold(chains)
    expect(kills.total).toBe(8)
    expect(kills.afterWork).toBeGreaterThan(0)
    expect(told).toBe(2 * [...writers.committed.values()].reduce((sum, nr) => sum + nr, 0))
  })

  test('whose connections are cut at any moment go on, and the result is the same', async () => {
    const chains = Array.from({ length: 6 }, () => createId(new Date()))
    const writers = startWriters(chains)
    let stopped = false
    let failures = 0
    const dispatch = async (): Promise<void> => {
      while (!stopped) {
        await dispatchAusgang(app.deps).catch(() => failures++)
        await sleep(1)
      }
    }
    const cut = async (): Promise<void> => {
      const owner = new pg.Client({ connectionString: app.databaseUrl })
      await owner.connect()
      for (let i = 0; i < 60; i++) {
        await sleep(10 + Math.random() * 30)
        // Only who holds the right to dispatch, in the middle of its transaction.
        await owner.query(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 1 and objid = 2941147208 and granted and database = (select oid from pg_database where datname = current_database())",
        )
      }
      await owner.end()
    }
    const dispatching = Promise.all([dispatch(), dispatch()])
    await cut()
    await writers.stop()
    stopped = true
    await dispatching
    await drain()
    await expectAllTold(chains)
    expect(failures).toBeGreaterThan(0)
  })
})

/** Starts a dispatcher process, kills it some time after it was ready or after its first batch, and answers how many batches it told of. */
const runAndKill = async (afterBatch: boolean, time: number): Promise<number> => {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=source', path.join(import.meta.dirname, 'testing', 'dispatcher-child.ts'), app.databaseUrl],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk
      if (afterBatch ? /^\d+$/m.test(output) : output.includes('ready')) resolve()
    })
    child.once('exit', () => reject(new Error(`the dispatcher ended by itself: ${output}`)))
  })
  await ready
  await sleep(time)
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  return output.split('\n').filter((line) => /^\d+$/.test(line)).length
}
