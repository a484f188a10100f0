import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createAufloesung } from './aufloesung.ts'
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts'
import { ZielError } from './ziel.ts'

const open: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const guarded = (options: Partial<GuardedFetchOptions> = {}) => {
  const made = createGuardedFetch({ erlaubteNetze: '127.0.0.0/8,::1', zeit: 1_000, groesse: 4_096, ...options })
  open.push(made.close)
  return made.fetch
}

const serve = async (handler: http.RequestListener): Promise<{ url: string; hits: () => number }> => {
  let hits = 0
  const server = http.createServer((request, response) => {
    hits++
    handler(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits: () => hits }
}

const serveRaw = async (onConnection: (socket: net.Socket) => void): Promise<{ url: string; hits: () => number }> => {
  let hits = 0
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    hits++
    sockets.add(socket)
    socket.on('error', () => {}) // the client cuts it off; that is the test
    onConnection(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits: () => hits }
}

/** A name server on loopback that answers questions for version 4 with what it is told, one address after the other. */
const serveNames = async (answers: (asked: number) => readonly string[]): Promise<string> => {
  const socket = createSocket('udp4')
  let asked = 0
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12) + 5
    const isVersion4 = query.readUInt16BE(end - 4) === 1
    const found = isVersion4 ? answers(asked++) : []
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180, 2)
    head.writeUInt16BE(found.length, 6)
    head.writeUInt32BE(0, 8)
    const records = found.map((text) =>
      Buffer.concat([Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]), Buffer.from(text.split('.').map(Number))]),
    )
    socket.send(Buffer.concat([head, query.subarray(12, end), ...records]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  open.push(() => socket.close())
  return `127.0.0.1:${socket.address().port}`
}

/** A key and a certificate that it signed itself, by openssl; `undefined` where that is missing. */
const makeCertificate = (): { key: string; cert: string } | undefined => {
  const args =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout - -days 2 -subj /CN=empfaenger.example'
  const { status, stdout } = spawnSync('openssl', args.split(' '), { encoding: 'utf8' })
  const cert = /-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----/s.exec(stdout ?? '')?.[0]
  const key = /-----BEGIN PRIVATE KEY-----.*-----END PRIVATE KEY-----/s.exec(stdout ?? '')?.[0]
  return status === 0 && cert && key ? { key, cert } : undefined
}

describe('a guarded fetch', () => {
  test('reaches an opened network', async () => {
    const { url } = await serve((_request, response) => response.end('hallo'))
    const response = await guarded()(url)
    expect([response.status, await response.text()]).toEqual([200, 'hallo'])
  })

  test.each(['https://127.0.0.1:1/', 'https://10.1.2.3/', 'https://[::ffff:169.254.169.254]/', 'http://8.8.8.8/'])(
    'refuses %s without opening a connection',
    async (url) => {
      await expect(guarded({ erlaubteNetze: '' })(url)).rejects.toThrow(ZielError)
    },
  )

  test('refuses a name that leads inside, at the moment of connecting', async () => {
    const { url, hits } = await serve((_request, response) => response.end())
    const { port } = new URL(url)
    const fetch = guarded({ erlaubteNetze: '127.0.0.2', resolve: async () => ['127.0.0.1'] })
    await expect(fetch(`http://innen.example:${port}/`)).rejects.toMatchObject({ name: 'ZielError', grund: 'adresse' })
    expect(hits()).toBe(0)
  })

  test('refuses a name of which one address of several is an inner one', async () => {
    const fetch = guarded({ erlaubteNetze: '', resolve: async () => ['8.8.8.8', '10.0.0.1'] })
    await expect(fetch('https://gemischt.example/')).rejects.toMatchObject({ grund: 'adresse' })
  })

  test('connects to the address that was judged, though the name server changes its answer (DNS rebinding)', async () => {
    const { url, hits } = await serve((_request, response) => response.setHeader('connection', 'close').end('ok'))
    const { port } = new URL(url)
    // First an address that may be reached, from then on one that may not; each connection asks once.
    const dns = await serveNames((asked) => (asked === 0 ? ['127.0.0.1'] : ['127.0.0.9']))
    const fetch = guarded({ erlaubteNetze: '127.0.0.1', resolve: createAufloesung([dns]) })
    expect((await fetch(`http://wechsel.example:${port}/`)).status).toBe(200)
    await expect(fetch(`http://wechsel.example:${port}/`)).rejects.toMatchObject({ grund: 'adresse' })
    expect(hits()).toBe(1)
  })

  test('says that a host does not exist, or that nobody answers for it', async () => {
    const dns = await serveNames(() => [])
    const fetch = guarded({ resolve: createAufloesung([dns]) })
    await expect(fetch('https://nirgends.example/')).rejects.toMatchObject({
      grund: 'name',
      message: expect.stringContaining('no host'),
    })
  })

  test('trusts no certificate that nobody vouches for', async ({ skip }) => {
    const made = makeCertificate()
    if (made === undefined) return skip('skipped: openssl')
    const server = https.createServer(made, (_request, response) => response.end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push(() => server.close())
    const fetch = guarded({ resolve: async () => ['127.0.0.1'] })
    const { port } = server.address() as AddressInfo
    await expect(fetch(`https://empfaenger.example:${port}/`)).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
  })

  test('hands a redirect back and does not follow it', async () => {
    const inner = await serve((_request, response) => response.end('geheim'))
    const { url } = await serve((_request, response) => response.writeHead(302, { location: inner.url }).end())
    const response = await guarded()(url)
    expect(response.status).toBe(302)
    expect(inner.hits()).toBe(0)
  })

  test.each([
    ['takes no connection up', (socket: net.Socket) => void socket.pause()],
    ['sends a header byte by byte', (socket: net.Socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-a: ', 'a')],
    [
      'sends a body byte by byte',
      (socket: net.Socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n', 'a'),
    ],
    [
      'never ends its body',
      (socket: net.Socket) => drip(socket, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\na\r\n'),
    ],
  ])('ends in time when the receiver %s', async (_name, onConnection) => {
    const { url } = await serveRaw(onConnection)
    const started = performance.now()
    await expect(guarded({ zeit: 400 })(url).then((response) => response.text())).rejects.toThrow()
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  test('reads no more than its limit, also when the answer unpacks to more', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/gzip')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)))
      else response.end(Buffer.alloc(Number(request.url?.slice(1))))
    })
    const fetch = guarded()
    expect((await (await fetch(`${url}/4096`)).arrayBuffer()).byteLength).toBe(4_096)
    await expect(fetch(`${url}/4097`).then((response) => response.arrayBuffer())).rejects.toThrow('larger than 4096')
    await expect(fetch(`${url}/gzip`).then((response) => response.arrayBuffer())).rejects.toThrow('larger than 4096')
  })

  test('does not wait for a name server that is silent', async () => {
    const fetch = guarded({ zeit: 300, resolve: () => new Promise(() => {}) })
    const started = performance.now()
    await expect(fetch('https://stumm.example/')).rejects.toThrow()
    expect(performance.now() - started).toBeLessThan(1_500)
  })
})

const timers: NodeJS.Timeout[] = []
afterAll(() => timers.forEach(clearInterval))

const drip = (socket: net.Socket, begin: string, piece: string): void => {
  socket.write(begin)
  timers.push(setInterval(() => socket.writable && socket.write(piece), 20))
}
