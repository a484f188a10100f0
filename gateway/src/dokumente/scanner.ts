import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { limits } from '@berichtsheft/core'
import { ProblemError } from '../problem-error.ts'

/** The name of what was found in a document, or `undefined` for a clean one. */
export type Scan = (source: AsyncIterable<Uint8Array>) => Promise<string | undefined>

const unavailable = (cause: unknown): ProblemError =>
  new ProblemError('unavailable', {
    detail: 'The malware scanner cannot be reached; nothing was stored',
    headers: { 'retry-after': '30' },
    cause,
  })

const openSocket = (address: string): Socket => {
  if (address.startsWith('unix:')) return connect(address.slice('unix:'.length))
  const { hostname, port } = new URL(address)
  return connect(Number(port), hostname.replaceAll(/^\[|\]$/g, ''))
}

const frame = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Reads the answer of clamd, which ends with a zero byte. */
const readAnswer = async (socket: Socket): Promise<string> => {
  let answer = ''
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += chunk.toString('latin1')
    if (answer.length > 4096) throw new Error('the scanner answers without end')
    const end = answer.indexOf('\0')
    if (end >= 0) return answer.slice(0, end)
  }
  throw new Error('the scanner hung up')
}

const send = async (socket: Socket, source: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> => {
  socket.write('zINSTREAM\0')
  for await (const bytes of source) {
    if (bytes.length > 0 && !socket.write(frame(bytes))) await once(socket, 'drain', { signal })
  }
  socket.write(Buffer.alloc(4))
}

/**
 * Looks through documents with a scanner that speaks the protocol of ClamAV (`INSTREAM`), over TCP or a local socket.
 *
 * @param address `tcp://host:port` or `unix:/path`
 * @returns a scan that throws ProblemError unavailable whenever the scanner gives no clear answer: what was not looked through
 *   is not taken
 * @see clamd(8)
 */
export const createScan =
  (address: string): Scan =>
  async (source) => {
    const socket = openSocket(address)
    socket.setTimeout(limits.scannerZeit, () => socket.destroy(new Error('the scanner does not answer in time')))
    // clamd answers before the end when it has seen enough, and then reads no further.
    const answer = readAnswer(socket)
    const ended = new AbortController()
    const sent = send(socket, source, ended.signal)
    try {
      const text = await Promise.race([answer, sent.then(() => answer)])
      const [, name] = /^stream: (.+) FOUND$/.exec(text) ?? []
      if (name !== undefined) return name
      if (text !== 'stream: OK') throw new Error(`the scanner says: ${text}`)
      return undefined
    } catch (error) {
      throw unavailable(error)
    } finally {
      ended.abort()
      socket.destroy()
      await Promise.allSettled([answer, sent])
    }
  }
