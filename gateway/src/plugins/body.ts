import { limits } from '@berichtsheft/core'
import fp from 'fastify-plugin'
import { ProblemError } from '../problem-error.ts'
import { JsonFehler, parseStrictJson } from '../strict-json.ts'

/**
 * Only content types that a route reads get a parser; everything else is 415. JSON is read strictly, and a compressed
 * body is refused before it is unpacked.
 */
export const bodyPlugin = fp(
  async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
      try {
        done(null, parseStrictJson(body as Buffer, { tiefe: limits.jsonTiefe }))
      } catch (error) {
        done(
          error instanceof JsonFehler
            ? new ProblemError('malformed-request', { detail: error.message })
            : (error as Error),
        )
      }
    })
    app.addHook('onRequest', (request, _reply, done) => {
      const { 'content-encoding': encoding, 'content-type': type } = request.headers
      if (encoding !== undefined && encoding !== 'identity') done(refuse('Compressed request bodies are not accepted'))
      // Bytes of another encoding may be valid UTF-8 by accident, and would then be another text than was meant.
      else if (type !== undefined && /charset\s*=/i.test(type) && !/charset\s*=\s*"?utf-8"?\s*(;|$)/i.test(type))
        done(refuse('Bodies are UTF-8'))
      else done()
    })
  },
  { name: 'body' },
)

const refuse = (detail: string): ProblemError => new ProblemError('unsupported-media-type', { detail })
