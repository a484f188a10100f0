import { limits } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemError } from '../../problem-error.ts'
import { type Seitenrecht, seitenPolicy } from './seiten/layout.ts'

/** Reads the bodies of forms in its scope, and nothing else. */
export const formPlugin = fp(
  async (app) => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: limits.tokenAnfrage },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
  },
  { name: 'form' },
)

/** The text of a field, cut to its greatest length; empty when it is missing. */
export const readText = (body: unknown, name: string, length: number): string =>
  body instanceof URLSearchParams ? (body.get(name) ?? '').slice(0, length) : ''

/** The text of a field of one line: breaks and control characters become blanks, as pages and mails show them. */
export const readLine = (body: unknown, name: string, length: number): string =>
  readText(body, name, length)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()

/**
 * Refuses a form that another site sent: browsers say where a request comes from. The cookie of a sign-in is not sent along
 * with such a form either; this is the second wall.
 *
 * @throws ProblemError forbidden
 */
export const refuseForeignForm = (request: FastifyRequest): void => {
  const site = request.headers['sec-fetch-site']
  if (request.method === 'POST' && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ProblemError('forbidden', { detail: 'The form was sent by another site' })
  }
}

/** Sends a page with the policy that holds for it. */
export const sendSeite = (reply: FastifyReply, page: string, recht?: Seitenrecht): FastifyReply =>
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', seitenPolicy(recht))
    .send(page)

/** The value of a cookie. */
export const readCookie = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
