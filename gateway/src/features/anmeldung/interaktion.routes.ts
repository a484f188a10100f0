import type { IncomingMessage } from 'node:http'
import { limits, scopesOfPerson } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { InteractionResults } from 'oidc-provider'
import type { Deps } from '../../deps.ts'
import { asksForMehrfaktor, openidScopes } from './anmeldewunsch.ts'
import {
  createNotcodes,
  createSchluessel,
  emailOf,
  enrolFaktor,
  hasFaktor,
  keyAddressOf,
  type NeuerFaktor,
  verifyCode,
} from './faktor.service.ts'
import { formPlugin, readText, refuseForeignForm } from './formular.ts'
import { loadGeheimnis } from './geheimnis.queries.ts'
import type { Interaktion, Vorstufe } from './interaktion.ts'
import { asPublic } from './oeffentliche-adresse.ts'
import { createGeraet, noteAnmeldung, signIn } from './person.service.ts'
import type { ProviderHalter } from './provider-halter.ts'
import { formStyle, originOf, seitenPolicy } from './seiten/layout.ts'
import { renderAnmeldung, renderEinwilligung, renderFaktor, renderFaktorNeu, renderMeldung } from './seiten/seiten.ts'
import { seitentexte, spracheOf } from './seiten/texte.ts'

const cookieName = 'berichtsheft_geraet'
const geraetTage = 400

/** The pages of a sign-in that is under way. Each form needs the cookie of its sign-in, which no other site can send or know. */
export const interaktionRoutes: FastifyPluginAsync<Deps & { readonly halter: ProviderHalter }> = async (app, deps) => {
  const { config, halter, keyring } = deps
  await app.register(formPlugin)
  const hide = { schema: { hide: true } as object }

  app.setErrorHandler(async (error, request, reply) => {
    if ((error as { name?: string }).name !== 'SessionNotFound') throw error
    const sprache = spracheOf(request.headers['accept-language'])
    const t = seitentexte[sprache]
    return sendPage(reply.code(400), renderMeldung(sprache, t.abgelaufenTitel, t.abgelaufen))
  })

  const open = async (
    request: FastifyRequest<{ Params: { uid: string } }>,
    reply: FastifyReply,
  ): Promise<Interaktion> => {
    refuseForeignForm(request)
    const provider = await halter.get()
    const raw = asPublic(request, config.PUBLIC_URL)
    const details = await provider.interactionDetails(raw, reply.raw)
    const { params, prompt, session, result } = details
    const client = await provider.Client.find(String(params.client_id))
    const sprache = spracheOf(request.headers['accept-language'], params.ui_locales)
    const vorstufe = (result as { vorstufe?: Vorstufe } | undefined)?.vorstufe
    return {
      provider,
      raw,
      details,
      sprache,
      seite: { sprache, uid: details.uid, anwendung: client?.clientName ?? String(params.client_id) },
      prompt: prompt.name,
      gruende: prompt.reasons,
      mehrfaktor: asksForMehrfaktor(params.acr_values),
      vorstufe: vorstufe ?? (await stepUpOf(prompt, session?.accountId)),
      ziel: originOf(params.redirect_uri),
    }
  }

  /** Who is signed in already and only lacks the second factor gives only that, if there is one. */
  const stepUpOf = async (
    prompt: { readonly name: string; readonly reasons: readonly string[] },
    kontoId: string | undefined,
  ): Promise<Vorstufe | undefined> => {
    if (kontoId === undefined || prompt.name !== 'login' || prompt.reasons.join() !== 'mehrfaktor') return undefined
    return (await hasFaktor(deps, kontoId)) ? { kontoId, bleiben: false } : undefined
  }

  const finish = async (
    interaktion: Interaktion,
    reply: FastifyReply,
    result: InteractionResults | { error: string },
  ) => {
    const to = await interaktion.provider.interactionResult(interaktion.raw as IncomingMessage, reply.raw, result)
    return reply.code(303).header('location', to).send()
  }

  const finishLogin = async (
    interaktion: Interaktion,
    reply: FastifyReply,
    { kontoId, bleiben }: Vorstufe,
    stufe: 'normal' | 'mehrfaktor',
  ) => {
    const { clientId } = { clientId: String(interaktion.details.params.client_id) }
    await noteAnmeldung(deps, kontoId, { anwendung: clientId, stufe })
    const geraet = createGeraet(await emailOf(deps, kontoId), await loadGeheimnis(deps, 'geraet'))
    const secure = config.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
    reply.header(
      'set-cookie',
      `${cookieName}=${geraet}; Path=/anmeldung; Max-Age=${geraetTage * 86_400}; HttpOnly; SameSite=Lax${secure}`,
    )
    const amr = stufe === 'mehrfaktor' ? ['pwd', 'otp'] : ['pwd']
    return finish(interaktion, reply, { login: { accountId: kontoId, acr: stufe, amr, remember: bleiben } })
  }

  const createFaktor = async (uid: string): Promise<string> => {
    const faktor: NeuerFaktor = { schluessel: await createSchluessel(), notcodes: createNotcodes() }
    return keyring.wrap(JSON.stringify(faktor), uid)
  }
  const readFaktor = async (wrapped: string, uid: string): Promise<NeuerFaktor> =>
    JSON.parse(await keyring.unwrap(wrapped, uid)) as NeuerFaktor

  /** The page of the second factor: its code, or the key of a new one. */
  const showFaktor = async (interaktion: Interaktion, reply: FastifyReply, vorstufe: Vorstufe, fehler?: string) => {
    const seite = { ...interaktion.seite, fehler }
    if (vorstufe.faktor === undefined) return sendPage(reply, renderFaktor(seite))
    const { schluessel, notcodes } = await readFaktor(vorstufe.faktor, interaktion.details.uid)
    const adresse = await keyAddressOf(schluessel, await emailOf(deps, vorstufe.kontoId))
    return sendPage(reply, renderFaktorNeu({ ...seite, schluessel, adresse, notcodes }))
  }

  app.get('/style.css', hide, (_request, reply) =>
    reply
      .header('content-type', 'text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(formStyle),
  )

  app.get<{ Params: { uid: string } }>('/:uid', hide, async (request, reply) => {
    const interaktion = await open(request, reply)
    const { seite, prompt, vorstufe, ziel, details } = interaktion
    if (prompt === 'consent') {
      const umfang = String(details.params.scope ?? '').split(' ')
      return sendPage(reply, renderEinwilligung({ ...seite, umfang }), ziel)
    }
    if (vorstufe !== undefined) return showFaktor(interaktion, reply, vorstufe)
    const { login_hint: hint } = details.params
    return sendPage(reply, renderAnmeldung({ ...seite, email: typeof hint === 'string' ? hint : '' }), ziel)
  })

  app.post<{ Params: { uid: string } }>('/:uid', hide, async (request, reply) => {
    const interaktion = await open(request, reply)
    const { seite, sprache, details, mehrfaktor, ziel } = interaktion
    const email = readText(request.body, 'email', 254).trim()
    const befund = await signIn(deps, {
      email,
      passwort: readText(request.body, 'passwort', 1_000),
      adresse: request.ip,
      geraet: readCookie(request.headers.cookie),
      geheimnis: await loadGeheimnis(deps, 'geraet'),
    })
    if (befund.art !== 'gut') {
      const t = seitentexte[sprache]
      const page = renderAnmeldung({ ...seite, email, fehler: befund.art === 'falsch' ? t.falsch : t.gedrosselt })
      if (befund.art === 'gedrosselt') reply.header('retry-after', String(Math.ceil(befund.wartezeit / 1000)))
      return sendPage(reply.code(befund.art === 'falsch' ? 401 : 429), page, ziel)
    }
    const { kontoId } = befund
    const vorstufe: Vorstufe = { kontoId, bleiben: readText(request.body, 'bleiben', 10) === 'ja' }
    const known = await hasFaktor(deps, kontoId)
    if (!known && !mehrfaktor) return finishLogin(interaktion, reply, vorstufe, 'normal')
    const next: Vorstufe = known ? vorstufe : { ...vorstufe, faktor: await createFaktor(details.uid) }
    await interaktion.provider.interactionResult(interaktion.raw, reply.raw, { vorstufe: next })
    return reply.code(303).header('location', `/anmeldung/${details.uid}`).send()
  })

  app.post<{ Params: { uid: string } }>('/:uid/faktor', hide, async (request, reply) => {
    const interaktion = await open(request, reply)
    const { vorstufe, sprache, details } = interaktion
    if (vorstufe === undefined) return reply.code(303).header('location', `/anmeldung/${details.uid}`).send()
    const code = readText(request.body, 'code', 30)
    const befund =
      vorstufe.faktor === undefined
        ? await verifyCode(deps, vorstufe.kontoId, code)
        : await enrolFaktor(deps, vorstufe.kontoId, await readFaktor(vorstufe.faktor, details.uid), code)
    if (befund === 'gut') return finishLogin(interaktion, reply, vorstufe, 'mehrfaktor')
    const t = seitentexte[sprache]
    reply.code(befund === 'falsch' ? 401 : 429)
    if (befund === 'gedrosselt') reply.header('retry-after', String(limits.anmeldefenster / 1000))
    return showFaktor(interaktion, reply, vorstufe, befund === 'falsch' ? t.codeFalsch : t.gedrosselt)
  })

  app.post<{ Params: { uid: string } }>('/:uid/einwilligung', hide, async (request, reply) => {
    const interaktion = await open(request, reply)
    const { provider, details, prompt } = interaktion
    const accountId = details.session?.accountId
    if (prompt !== 'consent' || accountId === undefined) {
      return reply.code(303).header('location', `/anmeldung/${details.uid}`).send()
    }
    const clientId = String(details.params.client_id)
    const found = details.grantId === undefined ? undefined : await provider.Grant.find(details.grantId)
    const grant = found ?? new provider.Grant({ clientId, accountId })
    const asked = String(details.params.scope ?? '').split(' ')
    grant.addOIDCScope(openidScopes.filter((scope) => asked.includes(scope)).join(' '))
    // The provider has checked which service is asked for: this gateway, or another one that it may give tokens for.
    const dienst = String(details.params.resource ?? config.PUBLIC_URL)
    grant.addResourceScope(dienst, scopesOfPerson.filter((scope) => asked.includes(scope)).join(' '))
    return finish(interaktion, reply, { consent: { grantId: await grant.save() } })
  })

  app.post<{ Params: { uid: string } }>('/:uid/abbruch', hide, async (request, reply) =>
    finish(await open(request, reply), reply, { error: 'access_denied' }),
  )
}

const sendPage = (reply: FastifyReply, page: string, ziel?: string): FastifyReply =>
  reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', seitenPolicy(ziel))
    .send(page)

const readCookie = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1)
