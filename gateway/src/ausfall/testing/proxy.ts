import { once } from 'node:events'
import net from 'node:net'

/** A statement on its way to PostgreSQL. */
export interface Passing {
  /** Running number since the proxy was opened, over all connections. */
  readonly nr: number
  /** The SQL of a simple query; empty for the execution of a prepared one. */
  readonly sql: string
  /** `application_name` of the connection. */
  readonly application: string
}

/**
 * What happens to a statement: it passes; it does not and the connection is cut; it passes, and the connection is cut when
 * its answer comes; it passes and its answer never comes.
 */
export type Fate = 'pass' | 'cut' | 'lose' | 'swallow'

/** A relay between the gateway and PostgreSQL that reads the protocol and can do harm. */
export interface DatabaseProxy {
  /** Address of the same database through the proxy. */
  readonly url: string
  /** Statements that have passed. */
  readonly statements: () => number
  /** Asked for every statement before it passes; default: all pass. */
  decide: (passing: Passing) => Fate
  /** Milliseconds by which each packet to the server is held back. */
  delay: number
  /** Cuts every connection without a word. */
  readonly cutAll: () => void
  readonly close: () => Promise<void>
}

/** Opens a proxy to the server of a connection string. Connections without TLS only. */
export const openProxy = async (databaseUrl: string): Promise<DatabaseProxy> => {
  const target = new URL(databaseUrl)
  const sockets = new Set<net.Socket>()
  let passed = 0
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname)
    let mute = false
    let losing = false
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {}) // a cut connection is what this is for
      socket.on('close', () => sockets.delete(socket))
    }
    const cut = () => {
      client.resetAndDestroy()
      upstream.destroy()
    }
    const split = createSplitter()
    let application: string | undefined
    client.on('data', (bytes) => {
      for (const message of split(bytes)) {
        application ??= /application_name\0([^\0]*)/.exec(message.toString('latin1'))?.[1] ?? ''
        const sql = sqlOf(message)
        const fate = sql === undefined ? 'pass' : proxy.decide({ nr: ++passed, sql, application })
        if (fate === 'cut') return cut()
        mute ||= fate === 'swallow'
        losing ||= fate === 'lose'
        if (proxy.delay === 0) upstream.write(message)
        else setTimeout(() => upstream.write(message), proxy.delay)
      }
    })
    upstream.on('data', (bytes) => {
      if (losing) cut()
      else if (!mute) client.write(bytes)
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = new URL(databaseUrl)
  address.hostname = '127.0.0.1'
  address.port = String((server.address() as net.AddressInfo).port)
  const proxy: DatabaseProxy = {
    url: address.href,
    statements: () => passed,
    decide: () => 'pass',
    delay: 0,
    cutAll: () => {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}

/** Splits what a client sends into whole messages; the first one, without a type, is the start of the session. */
const createSplitter = () => {
  let rest: Buffer = Buffer.alloc(0)
  let started = false
  return (bytes: Buffer): Buffer[] => {
    rest = Buffer.concat([rest, bytes])
    const messages: Buffer[] = []
    for (;;) {
      const head = started ? 1 : 0
      if (rest.length < head + 4) return messages
      const length = head + rest.readUInt32BE(head)
      if (rest.length < length) return messages
      messages.push(rest.subarray(0, length))
      rest = rest.subarray(length)
      started = true
    }
  }
}

/** The SQL of a message that runs something: `Q` (simple query), or `E` (execute), whose text went before it. */
const sqlOf = (message: Buffer): string | undefined => {
  const type = String.fromCharCode(message[0] ?? 0)
  if (type === 'Q') return message.toString('utf8', 5, message.length - 1)
  return type === 'E' ? '' : undefined
}
