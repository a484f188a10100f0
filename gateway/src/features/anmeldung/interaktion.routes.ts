import { scopesOfPerson } from '@berichtsheft/core'
import type { FastifyPluginAsync } from 'fastify'
import { openidScopes } from './anmeldewunsch.ts'
import { hasFaktor } from './faktor.service.ts'
import { formPlugin, readText, sendSeite } from './formular.ts'
import { loadGeheimnis } from './geheimnis.queries.ts'
import {
  finishInteraktion,
  finishLogin,
  type InteraktionDeps,
  type Interaktionsanfrage,
  keepVorstufe,
  openInteraktion,
  readGeraetCookie,
  showInteraktion,
  type Vorstufe,
} from './interaktion.ts'
import { interaktionFaktorRoutes, showAnmeldung, showFaktor, wrapNeuenFaktor } from './interaktion-faktor.routes.ts'
import { signIn } from './person.service.ts'
import { formStyle } from './seiten/layout.ts'
import { passkeyScript } from './seiten/passkey.ts'
import { renderEinwilligung, renderMeldung } from './seiten/seiten.ts'
import { seitentexte, spracheOf } from './seiten/texte.ts'

/** The pages of a sign-in that is under way. Each form needs the cookie of its sign-in, which no other site can send or know. */
export const interaktionRoutes: FastifyPluginAsync<InteraktionDeps> = async (app, deps) => {
  await app.register(formPlugin)
  const hide = { schema: { hide: true } as object }

  app.setErrorHandler(async (error, request, reply) => {
    if ((error as { name?: string }).name !== 'SessionNotFound') throw error
    const sprache = spracheOf(request.headers['accept-language'])
    const t = seitentexte[sprache]
    return sendSeite(reply.code(400), renderMeldung(sprache, t.abgelaufenTitel, t.abgelaufen))
  })

  const files = [
    ['/style.css', 'text/css; charset=utf-8', formStyle],
    ['/passkey.js', 'text/javascript; charset=utf-8', passkeyScript],
  ] as const
  for (const [path, type, content] of files) {
    app.get(path, hide, (_request, reply) =>
      reply.header('content-type', type).header('cache-control', 'public, max-age=300').send(content),
    )
  }

  app.get('/:uid', hide, async (request: Interaktionsanfrage, reply) => {
    const interaktion = await openInteraktion(deps, request, reply)
    const { seite, prompt, vorstufe, ziel, details } = interaktion
    if (prompt === 'consent') {
      const umfang = String(details.params.scope ?? '').split(' ')
      return sendSeite(reply, renderEinwilligung({ ...seite, umfang }), { ziel })
    }
    if (vorstufe !== undefined) return showFaktor(deps, interaktion, reply, vorstufe)
    const { login_hint: hint } = details.params
    return showAnmeldung(deps, interaktion, reply, { email: typeof hint === 'string' ? hint : '' })
  })

  app.post('/:uid', hide, async (request: Interaktionsanfrage, reply) => {
    const interaktion = await openInteraktion(deps, request, reply)
    const email = readText(request.body, 'email', 254).trim()
    const befund = await signIn(deps, {
      email,
      passwort: readText(request.body, 'passwort', 1_000),
      adresse: request.ip,
      geraet: readGeraetCookie(request),
      geheimnis: await loadGeheimnis(deps, 'geraet'),
    })
    if (befund.art !== 'gut') {
      const t = seitentexte[interaktion.sprache]
      if (befund.art === 'gedrosselt') reply.header('retry-after', String(Math.ceil(befund.wartezeit / 1000)))
      reply.code(befund.art === 'falsch' ? 401 : 429)
      const text = befund.art === 'falsch' ? t.falsch : t.gedrosselt
      return showAnmeldung(deps, interaktion, reply, { email, fehler: [{ text, felder: ['email', 'passwort'] }] })
    }
    const vorstufe: Vorstufe = { kontoId: befund.kontoId, bleiben: readText(request.body, 'bleiben', 10) === 'ja' }
    if (await hasFaktor(deps, befund.kontoId)) return keepVorstufe(interaktion, reply, vorstufe)
    if (!interaktion.mehrfaktor) return finishLogin(deps, interaktion, reply, vorstufe, ['pwd'])
    const faktor = await wrapNeuenFaktor(deps, interaktion.details.uid)
    return keepVorstufe(interaktion, reply, { ...vorstufe, faktor })
  })

  // The prefix of this plugin holds for those in it already.
  await app.register(interaktionFaktorRoutes, { ...deps, prefix: '' })

  app.post('/:uid/einwilligung', hide, async (request: Interaktionsanfrage, reply) => {
    const interaktion = await openInteraktion(deps, request, reply)
    const { provider, details, prompt } = interaktion
    const accountId = details.session?.accountId
    if (prompt !== 'consent' || accountId === undefined) return showInteraktion(reply, interaktion)
    const clientId = String(details.params.client_id)
    const found = details.grantId === undefined ? undefined : await provider.Grant.find(details.grantId)
    const grant = found ?? new provider.Grant({ clientId, accountId })
    const asked = String(details.params.scope ?? '').split(' ')
    grant.addOIDCScope(openidScopes.filter((scope) => asked.includes(scope)).join(' '))
    // The provider has checked which service is asked for: this gateway, or another one that it may give tokens for.
    const dienst = String(details.params.resource ?? deps.config.PUBLIC_URL)
    grant.addResourceScope(dienst, scopesOfPerson.filter((scope) => asked.includes(scope)).join(' '))
    return finishInteraktion(interaktion, reply, { consent: { grantId: await grant.save() } })
  })

  app.post('/:uid/abbruch', hide, async (request: Interaktionsanfrage, reply) =>
    finishInteraktion(await openInteraktion(deps, request, reply), reply, { error: 'access_denied' }),
  )
}
