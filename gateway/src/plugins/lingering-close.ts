import type { Socket } from 'node:net'

/** Time that a client gets to read why its connection ends, in milliseconds. */
const lingerTime = 500

/**
 * Ends a connection whose client is still sending: what it sends is thrown away for a moment before the connection is
 * cut, because bytes that nobody takes would reset the connection before the client has read its answer.
 *
 * @see RFC 9112 section 9.6
 */
export const endGently = (socket: Socket): void => {
  socket.end()
  const timer = setTimeout(() => socket.destroy(), lingerTime)
  socket.once('close', () => clearTimeout(timer))
}

/** Lets Node end a connection gently, too, when it ends one after its last answer. */
export const closeGently = (socket: Socket): void => {
  socket.destroySoon = () => endGently(socket)
}
