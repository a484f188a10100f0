import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'

/** The test file of EICAR, in two parts, so that no scanner takes this source for it. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
  'latin1',
)

/** A scanner on a port of this machine. */
export interface FakeClamd {
  readonly address: string
  /** Bytes of the documents that it looked through, in their order. */
  readonly seen: number[]
  /** How it answers from now on: as it should, never, by hanging up, or with an error. */
  mode: 'scan' | 'silent' | 'hangUp' | 'error'
  readonly close: () => Promise<void>
}

/** Reads the stream of one connection: the command, then parts with their length, ended by a length of zero. */
const readStream = (socket: Socket, done: (content: Buffer) => void, isGood: (command: string) => boolean): void => {
  let waiting = Buffer.alloc(0)
  const parts: Buffer[] = []
  let inStream = false
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    if (!inStream) {
      const end = waiting.indexOf(0)
      if (end < 0) return
      if (!isGood(waiting.toString('latin1', 0, end))) return void socket.end('UNKNOWN COMMAND\0')
      waiting = waiting.subarray(end + 1)
      inStream = true
    }
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE(0)
      if (length === 0) return done(Buffer.concat(parts))
      if (waiting.length < 4 + length) return
      parts.push(waiting.subarray(4, 4 + length))
      waiting = waiting.subarray(4 + length)
    }
  })
}

/** A server that speaks the protocol of clamd (`INSTREAM`) and really searches the bytes for the test signature. */
export const startFakeClamd = async (): Promise<FakeClamd> => {
  const seen: number[] = []
  const sockets = new Set<Socket>()
  const clamd: FakeClamd = { address: '', seen, mode: 'scan', close: async () => {} }
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (clamd.mode === 'hangUp') return void socket.destroy()
    readStream(
      socket,
      (content) => {
        seen.push(content.length)
        if (clamd.mode === 'silent') return
        if (clamd.mode === 'error') return void socket.end('INSTREAM size limit exceeded. ERROR\0')
        socket.end(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
      },
      (command) => command === 'zINSTREAM',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(clamd, {
    address: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  })
}
