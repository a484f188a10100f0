import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem-error.ts'

/** Taking a server out of service. */
export interface Auslauf {
  /** Whether it still takes requests. */
  readonly isBereit: () => boolean
  /** Takes no request from now on, and closes connections as they have none under way. */
  readonly begin: () => void
}

/** Pause between two looks for connections that have become idle, in milliseconds. */
const sweepInterval = 50

/**
 * Prepares the end of a server. Node closes connections only that have finished a request; who has never sent one would
 * hold up the end until it is cut.
 */
export const createAuslauf = (server: Server): Auslauf => {
  const sockets = new Set<Socket & { _httpMessage?: ServerResponse | null }>()
  let bereit = true
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const sweep = (): void => {
    for (const socket of sockets) if (!socket._httpMessage) socket.destroySoon()
  }
  return {
    isBereit: () => bereit,
    begin: () => {
      if (!bereit) return
      bereit = false
      sweep()
      const timer = setInterval(sweep, sweepInterval)
      timer.unref()
      server.once('close', () => clearInterval(timer))
    },
  }
}

/** Refuses what still comes in over open connections, before anything is done for it. */
export const closingPlugin = fp<{ auslauf: Auslauf }>(
  async (app, { auslauf }) => {
    app.addHook('onRequest', (request, reply, done) => {
      if (auslauf.isBereit() || request.routeOptions.url === '/readyz') {
        done()
        return
      }
      reply.header('connection', 'close')
      done(new ProblemError('unavailable', { headers: { 'retry-after': '2' } }))
    })
  },
  { name: 'closing', dependencies: ['problems'] },
)
