import type { FastifyPluginAsync } from 'fastify'
import { html } from '../../html.ts'
import { pagePolicy, renderPage } from '../demo/page.ts'

/**
 * Where the browser comes back to from ELSTER. The page shows what the registrant's application sends on; the answer is worth
 * nothing to anybody else, because the check belongs to the person who began it.
 */
export const elsterRueckkehrRoutes: FastifyPluginAsync = async (app) => {
  app.get('/elster', { schema: { hide: true } as object }, (request, reply) => {
    const antwort = new URL(request.url, 'http://gateway.invalid').search.slice(1)
    const page = renderPage(
      'ELSTER',
      html`<h1>Zurück von ELSTER</h1>
<p lang="de">Schicken Sie diese Antwort mit <code>POST /v1/unternehmen/{id}/elster/ergebnis</code> weiter; sie gilt einmal und einige Minuten.</p>
<p>Send this answer on with <code>POST /v1/unternehmen/{id}/elster/ergebnis</code>; it is good once, for some minutes.</p>
<pre tabindex="0">${JSON.stringify({ antwort })}</pre>`,
    )
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy)
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .send(page)
  })
}
