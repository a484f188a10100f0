import type { FastifyPluginAsync } from 'fastify'
import { findAbove } from '../../clone.ts'
import { html } from '../../html.ts'
import { ProblemError } from '../../problem-error.ts'
import { version } from '../../version.ts'
import { pagePolicy, renderPage, renderTable } from '../demo/page.ts'
import { readAusgabe, readVersionen, type Versionen } from './versionen.ts'

const none: Versionen = { ausgaben: [], aenderungen: [], verlaeufe: [] }

/**
 * Versions of contract and guide with their changes (MI-60), for everybody; released contracts stay readable. What was
 * released lies beside the gateway in a clone; an installed gateway knows its own version.
 */
export const versionRoutes: FastifyPluginAsync = async (app) => {
  const hide = { schema: { hide: true } as object }
  const root = findAbove('openapi/released')

  app.get('/versionen', hide, async (_request, reply) => {
    const versionen = root === undefined ? none : await readVersionen(root)
    return reply
      .header('content-security-policy', pagePolicy)
      .type('text/html; charset=utf-8')
      .send(renderVersionen(versionen))
  })

  app.get<{ Params: { version: string } }>('/versionen/:version/openapi.json', hide, async (request, reply) => {
    const file = root === undefined ? undefined : await readAusgabe(root, request.params.version)
    if (file === undefined)
      throw new ProblemError('not-found', { detail: 'No such version of the contract was released' })
    return reply.type('application/json; charset=utf-8').send(file)
  })
}

const renderVersionen = ({ ausgaben, aenderungen, verlaeufe }: Versionen): string =>
  renderPage(
    'Versions of contract and guide',
    html`<h1>Versions of contract and guide</h1>
<p>This gateway is version <strong>${version}</strong>; so is its contract, <a href="/openapi.json">openapi.json</a>. The guide
(<code>docs/guide</code>) belongs to the version that it lies beside; older ones lie in the source of theirs.</p>
${
  ausgaben.length > 0 &&
  html`<p>What was released is not changed any more. Within <code>/v1</code> a newer contract takes whatever an older one took.</p>
${renderTable(
  'Released contracts',
  ['Version', 'Contract', 'SHA-256'],
  ausgaben.map((one) => [
    one.version,
    html`<a href="/versionen/${one.version}/openapi.json">openapi.json</a>`,
    html`<code>${one.sha256}</code>`,
  ]),
)}`
}
${
  aenderungen.length > 0 &&
  html`<h2>Changes since</h2>
<ul>${aenderungen.map(({ pakete, text }) => html`<li>${text} <small>${pakete.join(', ')}</small></li>\n`)}</ul>`
}
${verlaeufe.map(({ paket, text }) => html`<h2>${paket}</h2>\n<pre>${text}</pre>\n`)}`,
  )
