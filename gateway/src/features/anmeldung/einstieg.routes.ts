import type { FastifyPluginAsync } from 'fastify'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { html } from '../../html.ts'
import { listEinstiege } from '../anwendung/anwendung.service.ts'
import { sendSeite } from './formular.ts'
import { renderSeite } from './seiten/layout.ts'
import { spracheOf } from './seiten/texte.ts'

const texte = {
  de: {
    titel: 'Anwendungen',
    keine: 'Zurzeit ist keine Anwendung angebunden.',
    unbekannt: 'Diese Anwendung gibt es nicht.',
  },
  en: {
    titel: 'Applications',
    keine: 'No application is plugged in at the moment.',
    unbekannt: 'There is no such application.',
  },
} as const

/**
 * The central page, which leads to the same place as the address of each application (MI-19). Where it leads is what the
 * operator has entered; nothing of the request is followed.
 */
export const einstiegRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  const hide = { schema: { hide: true } as object }

  app.get('/', hide, async (request, reply) => {
    const sprache = spracheOf(request.headers['accept-language'])
    const t = texte[sprache]
    const anwendungen = await alsSystem(deps, listEinstiege)
    const eintraege = anwendungen.map(
      ({ kennung, name }) => html`<li><a href="/anwendungen/${kennung}">${name}</a></li>`,
    )
    const inhalt = anwendungen.length === 0 ? html`<p>${t.keine}</p>` : html`<ul>${eintraege}</ul>`
    return sendSeite(reply, renderSeite(sprache, t.titel, inhalt))
  })

  app.get<{ Params: { kennung: string } }>('/:kennung', hide, async (request, reply) => {
    const { kennung } = request.params
    const gefunden = (await alsSystem(deps, listEinstiege)).find((one) => one.kennung === kennung)
    if (gefunden?.einstieg) return reply.code(303).header('location', gefunden.einstieg).send()
    const sprache = spracheOf(request.headers['accept-language'])
    const t = texte[sprache]
    return sendSeite(reply.code(404), renderSeite(sprache, t.titel, html`<p role="alert">${t.unbekannt}</p>`))
  })
}
