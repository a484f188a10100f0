import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { formPlugin, readText, refuseForeignForm, sendSeite } from '../anmeldung/formular.ts'
import { spracheOf } from '../anmeldung/seiten/texte.ts'
import { confirmByLink, readByLink } from './empfang.service.ts'
import { renderEmpfang, renderLinkfehler } from './empfang-seite.ts'

const tokenLength = 43

/**
 * The page that a mailed link opens: the contract to read, save and print, and a button that confirms its receipt. The
 * link itself changes nothing, so programs that open every link of a mail confirm nothing.
 */
export const empfangsseiteRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  await app.register(formPlugin)
  const hide = { schema: { hide: true } as object }

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    work: (token: string) => ReturnType<typeof readByLink>,
  ): Promise<FastifyReply> => {
    const sprache = spracheOf(request.headers['accept-language'])
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    try {
      return sendSeite(reply, renderEmpfang(sprache, await work(token), token))
    } catch (error) {
      if (!(error instanceof ProblemError) || !['not-found', 'gone', 'conflict'].includes(error.slug)) throw error
      return sendSeite(reply.code(error.statusCode), renderLinkfehler(sprache))
    }
  }

  app.get('/vertrag/empfang', hide, (request, reply) => {
    const { token } = request.query as { token?: unknown }
    const text = typeof token === 'string' ? token.slice(0, tokenLength) : ''
    return show(request, reply, text, (one) => readByLink(deps, one))
  })

  app.post('/vertrag/empfang', hide, (request, reply) => {
    refuseForeignForm(request)
    const token = readText(request.body, 'token', tokenLength)
    return show(request, reply, token, (one) => confirmByLink(deps, one))
  })
}
