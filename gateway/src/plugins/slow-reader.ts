import { Readable } from 'node:stream'
import fp from 'fastify-plugin'

/** Shorter answers fit into the buffers of the system and hold nothing here. */
const smallAnswer = 65_536

/** Cuts connections whose client does not take its answer: any progress counts, a standstill of `pause` milliseconds ends it. */
export const slowReaderPlugin = fp<{ pause: number }>(
  async (app, { pause }) => {
    app.addHook('onSend', (_request, reply, payload, done) => {
      const isLarge =
        typeof payload === 'string' || Buffer.isBuffer(payload)
          ? payload.length > smallAnswer
          : payload instanceof Readable
      if (isLarge) reply.raw.setTimeout(pause, () => reply.raw.destroy())
      done(null, payload)
    })
  },
  { name: 'slow-reader' },
)
