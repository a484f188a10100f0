import { once } from 'node:events'
import net from 'node:net'
import { Readable } from 'node:stream'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { slowReaderPlugin } from './slow-reader.ts'

/** More than the buffers of the system take. */
const large = 64 * 1024 * 1024
const pause = 300

let app: FastifyInstance

beforeAll(async () => {
  app = Fastify()
  await app.register(slowReaderPlugin, { pause })
  app.get('/text', async () => 'x'.repeat(large))
  app.get('/stream', (_request, reply) => reply.send(Readable.from(chunks())))
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => app.close())

async function* chunks(): AsyncGenerator<string> {
  for (let i = 0; i < large / 65_536; i++) yield 'x'.repeat(65_536)
}

const ask = async (path: string): Promise<net.Socket> => {
  const address = app.server.address()
  const socket = net.connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1')
  socket.on('error', () => {}) // it is cut
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
  return socket
}

const connections = (): Promise<number> =>
  new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)))

test.each(['/text', '/stream'])('%s: a client that takes nothing is cut', async (path) => {
  const socket = await ask(path)
  socket.pause()
  expect(await connections()).toBe(1)
  await expect.poll(connections, { timeout: 5_000, interval: 50 }).toBe(0)
  socket.destroy()
})

test.each(['/text', '/stream'])('%s: a client that takes it slowly gets all of it', async (path) => {
  const socket = await ask(path)
  let received = 0
  let sinceRest = 0
  socket.on('data', (chunk) => {
    received += chunk.length
    sinceRest += chunk.length
    if (sinceRest < large / 8) return
    // Each rest is shorter than the pause, all together are much longer.
    sinceRest = 0
    socket.pause()
    setTimeout(() => socket.resume(), pause / 2)
  })
  await expect.poll(() => received, { timeout: 10_000 }).toBeGreaterThanOrEqual(large)
  socket.destroy()
})
