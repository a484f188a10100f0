import { createHash } from 'node:crypto'
import { Elsterauskunft } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { type Html, html } from '../../html.ts'
import { validatorOf } from '../../plugins/validation.ts'
import { createStubIssuer, type StubAnswer } from '../elster/stub-issuer.ts'
import { demoUnternehmen } from './books.ts'
import { formPolicy, renderPage } from './page.ts'

/** Where the issuer of the demo lies below the address of the gateway. */
const demoElsterPath = '/demo/elster'

/** The largest form that is read, in bytes. */
const maxForm = 16 * 1024

const isAuskunft = validatorOf(Elsterauskunft)

/**
 * The issuer that stands for ELSTER in the demo: a page asks what the certificate says, so that both outcomes of the check
 * can be tried.
 */
export const demoElsterRoutes: FastifyPluginAsync<Deps> = async (app, { config }) => {
  const issuer = await createStubIssuer(`${config.PUBLIC_URL}${demoElsterPath}`)
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: maxForm },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
  const hide = { schema: { hide: true } as object }

  for (const path of ['/.well-known/openid-configuration', '/jwks'])
    app.get(`${demoElsterPath}${path}`, hide, (_request, reply) => sendAnswer(reply, issuer.read(path)))

  app.get(`${demoElsterPath}/authorize`, hide, (request, reply) => {
    const query = queryOf(request)
    // It serves this gateway alone, and leads nowhere else.
    if (query.get('redirect_uri') !== `${config.PUBLIC_URL}/elster`)
      return sendAnswer(reply, { status: 400, body: { error: 'invalid_request' } })
    const decision = query.get('entscheidung')
    if (decision === null) return sendForm(reply, query)
    const certificate = decision === 'ja' ? readCertificate(query) : undefined
    if (decision === 'ja' && !isAuskunft(certificate)) return sendForm(reply, query)
    return sendAnswer(reply, issuer.authorize(query, certificate))
  })

  app.post(`${demoElsterPath}/token`, hide, async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    return sendAnswer(reply, await issuer.exchange(form))
  })
}

const queryOf = ({ url }: FastifyRequest): URLSearchParams => new URL(url, 'http://gateway.invalid').searchParams

const sendAnswer = (reply: FastifyReply, answer: StubAnswer | undefined): FastifyReply => {
  if (answer?.location !== undefined) return reply.redirect(answer.location, 302)
  return reply
    .code(answer?.status ?? 404)
    .type('application/json')
    .header('cache-control', 'no-store')
    .send(answer?.body)
}

const fields = ['name', 'strasse', 'hausnummer', 'plz', 'ort'] as const
const labels: Readonly<Record<(typeof fields)[number], string>> = {
  name: 'Name',
  strasse: 'Straße',
  hausnummer: 'Hausnummer',
  plz: 'Postleitzahl',
  ort: 'Ort',
}

const readCertificate = (query: URLSearchParams): Elsterauskunft => {
  const [name = '', strasse = '', hausnummer = '', plz = '', ort = ''] = fields.map((field) => query.get(field) ?? '')
  const pseudonym = createHash('sha256').update(name).digest('hex').slice(0, 16)
  const anschrift = { strasse, plz, ort, ...(hausnummer === '' ? {} : { hausnummer }) }
  return { steuernummerPseudonym: `demo-${pseudonym}`, name, anschrift }
}

/** The company of the demo whose registration waits, so that nobody has to type. */
const defaults = (): URLSearchParams => {
  const firma = demoUnternehmen[2]
  return new URLSearchParams({ name: firma?.name ?? '', ...firma?.anschrift })
}

const sendForm = (reply: FastifyReply, query: URLSearchParams): FastifyReply => {
  const known = defaults()
  const hidden = [...query].filter(([name]) => !['entscheidung', ...fields].includes(name))
  const input = (name: (typeof fields)[number]): Html =>
    html`<p><label for="${name}">${labels[name]}</label><br><input id="${name}" name="${name}" value="${query.get(name) ?? known.get(name) ?? ''}"></p>`
  const page = renderPage(
    'ELSTER in der Demo',
    html`<h1>ELSTER in der Demo</h1>
<p lang="de">Hier stünde die Anmeldung mit dem ELSTER-Zertifikat. Tragen Sie ein, was das Zertifikat sagen soll.</p>
<p>The sign-in with the ELSTER certificate would stand here. Enter what the certificate is to say.</p>
<form method="get" action="${demoElsterPath}/authorize" lang="de">
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields.map(input)}
<p><button name="entscheidung" value="ja">Mit diesem Zertifikat anmelden</button> <button name="entscheidung" value="nein">Abbrechen</button></p>
</form>`,
  )
  return reply.type('text/html; charset=utf-8').header('content-security-policy', formPolicy).send(page)
}
