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
      const encoding = request.headers['content-encoding']
      const refused = encoding !== undefined && encoding !== 'identity'
      done(
        refused
          ? new ProblemError('unsupported-media-type', { detail: 'Compressed request bodies are not accepted' })
          : undefined,
      )
    })
  },
  { name: 'body' },
)
