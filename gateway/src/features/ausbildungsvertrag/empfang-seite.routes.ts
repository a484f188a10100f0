import type { Sprache } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { sendPdf } from '../../send-pdf.ts'
import { formPlugin, readText, refuseForeignForm, sendSeite } from '../anmeldung/formular.ts'
import { spracheOf } from '../anmeldung/seiten/texte.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import type { WriteOrder } from '../uebermittlung/documents.ts'
import { toVertragOrder } from './ausfertigung.service.ts'
import { confirmByLink, readByLink, readDruckByLink } from './empfang.service.ts'
import { renderEintragung, renderEmpfang, renderLinkfehler } from './empfang-seite.ts'
import { objectByLink, readBriefByLink, readEintragungByLink } from './vertragslink.service.ts'

const tokenLength = 43
const textLength = 4000

const hide = { schema: { hide: true } as object }

const tokenOf = ({ query }: FastifyRequest): string => {
  const { token } = query as { token?: unknown }
  return typeof token === 'string' ? token.slice(0, tokenLength) : ''
}

/** What a link that is good no longer is answered with; everything else is a fault. */
const isLinkfehler = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && ['not-found', 'gone', 'conflict'].includes(error.slug)

/**
 * The pages that mailed links open: the contract to read, save and print, with a button that confirms its receipt, and after the
 * registration what was registered, with a form to object. A link itself changes nothing, so programs that open every link of a
 * mail confirm nothing.
 */
export const empfangsseiteRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  await app.register(formPlugin)

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    render: (sprache: Sprache) => Promise<string>,
  ): Promise<FastifyReply> => {
    const sprache = spracheOf(request.headers['accept-language'])
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    try {
      return sendSeite(reply, await render(sprache))
    } catch (error) {
      if (!isLinkfehler(error)) throw error
      return sendSeite(reply.code(error.statusCode), renderLinkfehler(sprache))
    }
  }

  /** A PDF that a link opens; what is wrong with the link is said on a page. */
  const pdf = (pfad: string, name: string, read: (token: string) => Promise<WriteOrder>): void => {
    app.get(pfad, hide, async (request, reply) => {
      let order: WriteOrder
      try {
        order = await read(tokenOf(request))
      } catch (error) {
        return show(request, reply, () => Promise.reject(error))
      }
      const file = await withDocumentProcess(
        (write) => write(order) as Promise<Uint8Array>,
        () => request.socket.destroyed,
      )
      return sendPdf(reply.header('referrer-policy', 'no-referrer'), file, name)
    })
  }

  app.get('/vertrag/empfang', hide, (request, reply) => {
    const token = tokenOf(request)
    return show(request, reply, async (sprache) => renderEmpfang(sprache, await readByLink(deps, token), token))
  })
  pdf('/vertrag/empfang/vertrag.pdf', 'ausbildungsvertrag', (token) => readDruckByLink(deps, token))

  app.post('/vertrag/empfang', hide, (request, reply) => {
    refuseForeignForm(request)
    const token = readText(request.body, 'token', tokenLength)
    return show(request, reply, async (sprache) => renderEmpfang(sprache, await confirmByLink(deps, token), token))
  })

  app.get('/vertrag/eintragung', hide, (request, reply) => {
    const token = tokenOf(request)
    return show(request, reply, async (sprache) =>
      renderEintragung(sprache, await readEintragungByLink(deps, token), token),
    )
  })
  pdf('/vertrag/eintragung/vertrag.pdf', 'ausbildungsvertrag', async (token) =>
    toVertragOrder((await readEintragungByLink(deps, token)).row, 'azubi'),
  )
  pdf('/vertrag/eintragung/brief.pdf', 'eintragungsbestaetigung', (token) => readBriefByLink(deps, token))

  app.post('/vertrag/eintragung', hide, (request, reply) => {
    refuseForeignForm(request)
    const token = readText(request.body, 'token', tokenLength)
    // Browsers end lines with CR LF; texts of the contract know LF only.
    const text = readText(request.body, 'text', textLength)
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    return show(request, reply, async (sprache) =>
      text.trim() === ''
        ? renderEintragung(sprache, await readEintragungByLink(deps, token), token, 'leer')
        : renderEintragung(sprache, await objectByLink(deps, token, text), token, 'gespeichert'),
    )
  })
}
