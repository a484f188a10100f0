import net from 'node:net'

/** An answer as it stood on the wire. */
export interface RawAnswer {
  readonly status: number
  /** Names in lower case; the last of equal ones counts. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What happened on a connection. */
export interface RawResult {
  readonly answers: readonly RawAnswer[]
  /** The gateway ended the connection. */
  readonly closed: boolean
  readonly ms: number
}

/** Bytes to send; after a number, so many milliseconds pass first. */
export type RawPart = string | Uint8Array | number

/**
 * Sends bytes as they are on one connection and reads until the gateway ends it, or no more comes for `wait`
 * milliseconds after an answer, or none at all for `patience`.
 */
export const sendRaw = (port: number, parts: Iterable<RawPart>, wait = 150, patience = 5000): Promise<RawResult> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const chunks: Buffer[] = []
    const socket = net.connect(port, '127.0.0.1')
    let sending = true
    let last = start
    const finish = (closed: boolean) => {
      socket.destroy()
      try {
        resolve({ answers: parseAnswers(Buffer.concat(chunks)), closed, ms: last - start })
      } catch (error) {
        reject(error)
      }
    }
    // A pause counts from the last byte that was sent or read.
    let timer: NodeJS.Timeout
    const touch = () => {
      last = performance.now()
      clearTimeout(timer)
      timer = setTimeout(() => !sending && finish(false), chunks.length === 0 ? patience : wait)
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      touch()
    })
    socket.once('close', () => {
      clearTimeout(timer)
      finish(true)
    })
    socket.on('error', () => {})
    const send = async () => {
      for (const part of parts) {
        if (socket.destroyed) break
        if (typeof part === 'number') await new Promise((wake) => setTimeout(wake, part))
        else if (!socket.write(part))
          await new Promise<void>((go) => socket.once('drain', go).once('close', () => go()))
      }
      sending = false
      touch()
    }
    socket.once('connect', () => void send())
  })

/** Splits what came into answers; anything that is no whole answer is an error of the gateway. */
const parseAnswers = (bytes: Buffer): RawAnswer[] => {
  const answers: RawAnswer[] = []
  let rest = bytes
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n')
    const [line = '', ...fields] = rest.subarray(0, Math.max(end, 0)).toString('latin1').split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1])
    if (end === -1 || !status) throw new Error(`no answer: ${rest.subarray(0, 200).toString('latin1')}`)
    const headers = Object.fromEntries(
      fields.map((field) => [
        field.slice(0, field.indexOf(':')).toLowerCase(),
        field.slice(field.indexOf(':') + 1).trim(),
      ]),
    )
    const length = Number(headers['content-length'] ?? 0)
    const body = rest.subarray(end + 4, end + 4 + length)
    if (headers['transfer-encoding'] !== undefined) {
      // Only streams are sent in chunks, and nothing follows one here.
      answers.push({ status, headers, body: rest.subarray(end + 4).toString('utf8') })
      break
    }
    answers.push({ status, headers, body: body.toString('utf8') })
    rest = rest.subarray(end + 4 + length)
  }
  return answers
}
