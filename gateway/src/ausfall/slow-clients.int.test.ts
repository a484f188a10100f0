import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '@berichtsheft/core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { count, isSoak, measured } from './testing/counts.ts'
import type { GatewayProcess } from './testing/gateway-process.ts'
import { openScene, type Scene } from './testing/scene.ts'
import { finishBook, makeBook } from './testing/workload.ts'

let database: TestDatabase
let scene: Scene
let gateway: GatewayProcess
let heftId: string
const sockets = new Set<net.Socket>()

beforeAll(async () => {
  database = await createTestDatabase()
  scene = await openScene(database.url)
  gateway = await scene.start()
  heftId = await finishBook(scene.vendors[0].connect(), makeBook(scene.vendors[0], 156))
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
})
afterAll(async () => {
  await scene.close()
  await database.close()
})

/** A connection, what came back over it, and when it ended. */
const connect = async (first: string) => {
  const { hostname, port } = new URL(gateway.address)
  const socket = net.connect(Number(port), hostname)
  sockets.add(socket)
  socket.on('error', () => {}) // being cut is what is waited for
  await once(socket, 'connect')
  const state = { socket, since: performance.now(), answer: '', lasted: undefined as number | undefined }
  socket.on('close', () => {
    state.lasted = performance.now() - state.since
  })
  socket.write(first)
  return state
}

const head = (method: string, url: string): string =>
  `${method} ${url} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${scene.vendors[0].token}\r\n`

/** Measures normal requests until told to stop; a pause of the test's own process is taken off. */
const measureNormal = () => {
  const client = scene.vendors[0].connect()
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  let stopped = false
  const running = (async () => {
    while (!stopped) {
      await client.send('GET', '/v1/berichtshefte?limit=1')
      await sleep(100)
    }
  })()
  return async (): Promise<{ slowest: number; n: number }> => {
    stopped = true
    await running
    const calls = client.journal
    expect(calls.filter(({ status }) => status !== 200)).toEqual([])
    delay.disable()
    return {
      slowest: Math.max(...calls.map(({ started, ended }) => ended - started)) - delay.max / 1e6,
      n: calls.length,
    }
  }
}

/** A normal request below this all the time. */
const normalLimit = 1_000
/** Node looks for overdue connections every second. */
const lookSlack = 4_000

describe('C06: slow clients', () => {
  test('that never finish their headers are cut in time, those that send a body slowly wait, and normal requests are fast', async () => {
    const stop = measureNormal()
    const headers = await Promise.all(
      Array.from({ length: count(150, 500) }, () => connect(head('GET', '/v1/berichtshefte'))),
    )
    const silent = await Promise.all(Array.from({ length: count(20, 100) }, () => connect('')))
    const bodies = await Promise.all(
      Array.from({ length: count(100, 500) }, () =>
        connect(`${head('POST', '/v1/lieferungen')}content-type: application/json\r\ncontent-length: 100000\r\n\r\n{`),
      ),
    )
    // Some get a 408 before the end, which comes only to those who read.
    for (const { socket } of [...headers, ...silent, ...bodies]) socket.resume()
    const drip = setInterval(() => {
      for (const { socket } of headers) if (socket.writable) socket.write('x-y: z\r\n')
      for (const { socket } of bodies) if (socket.writable) socket.write(' ')
    }, 1_000)
    await expect
      .poll(() => [...headers, ...silent].filter(({ lasted }) => lasted === undefined).length, {
        timeout: limits.kopfzeit + lookSlack,
        interval: 250,
      })
      .toBe(0)
    expect(Math.min(...headers.map(({ lasted = 0 }) => lasted))).toBeGreaterThan(limits.kopfzeit - 1_500)
    expect(bodies.filter(({ lasted }) => lasted !== undefined)).toEqual([])
    if (isSoak) {
      await sleep(limits.anfragezeit - limits.kopfzeit)
      await expect
        .poll(() => bodies.filter(({ lasted }) => lasted === undefined).length, { timeout: 10_000, interval: 250 })
        .toBe(0)
    }
    clearInterval(drip)
    const { slowest, n } = await stop()
    expect(slowest).toBeLessThan(normalLimit)
    measured('C06 slow headers and bodies', { slowest, n })
  }, 120_000)

  test('that read a whole book slowly hold up nobody, and memory stays flat', async () => {
    const readSlowly = async (): Promise<{ slowest: number; n: number }> => {
      const stop = measureNormal()
      const readers = await Promise.all(
        Array.from({ length: 200 }, () =>
          connect(`${head('GET', `/v1/ausbildungsnachweise?berichtsheftId=${heftId}&limit=200`)}\r\n`),
        ),
      )
      for (const { socket } of readers) socket.pause()
      const sip = setInterval(() => {
        for (const { socket } of readers) socket.read(1_024)
      }, 200)
      await sleep(count(2_500, 30_000))
      clearInterval(sip)
      for (const { socket } of readers) socket.destroy()
      return stop()
    }
    // The first time the heap grows to what such a load takes; from then on it must not grow.
    const first = await readSlowly()
    const before = gateway.memory()
    const second = await readSlowly()
    expect(Math.max(first.slowest, second.slowest)).toBeLessThan(normalLimit)
    const growth = gateway.memory() - before
    expect(growth).toBeLessThan(96 * 1024 * 1024)
    measured('C06 slow readers', {
      first,
      second,
      growthMb: growth / 1024 / 1024,
      memoryMb: gateway.memory() / 1024 / 1024,
    })
  }, 120_000)

  test.for([
    { what: 'headers', mode: '-H', args: ['-i', '2'] },
    { what: 'bodies', mode: '-B', args: ['-i', '2', '-s', '100000', '-t', 'POST', '-f', 'application/json'] },
    { what: 'readers', mode: '-X', args: ['-w', '10', '-y', '20', '-n', '2', '-z', '32', '-k', '3'] },
    { what: 'ranges', mode: '-R', args: ['-a', '10', '-b', '3000'] },
  ])('slowhttptest, slow $what: normal requests stay fast', { timeout: 120_000 }, async ({ mode, args }, { skip }) => {
    skip(spawnSync('slowhttptest', ['-h']).error !== undefined, 'skipped: slowhttptest')
    const stop = measureNormal()
    const attack = spawn('slowhttptest', [
      ...[mode, '-c', String(count(100, 500)), '-r', '200', '-l', String(count(3, 60)), '-p', '3'],
      ...args,
      ...['-u', `${gateway.address}/openapi.json`],
    ])
    for (const stream of [attack.stdout, attack.stderr]) stream.resume()
    await once(attack, 'exit')
    const { slowest, n } = await stop()
    expect(n).toBeGreaterThan(1)
    expect(slowest).toBeLessThan(normalLimit)
    expect(gateway.isRunning()).toBe(true)
    measured(`C06 slowhttptest ${mode}`, { slowest, n })
  })
})
