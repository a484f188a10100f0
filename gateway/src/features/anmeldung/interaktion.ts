import type { IncomingMessage } from 'node:http'
import type { Sprache } from '@berichtsheft/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { InteractionResults } from 'oidc-provider'
import type { Deps } from '../../deps.ts'
import { asksForMehrfaktor } from './anmeldewunsch.ts'
import { emailOf, hasFaktor } from './faktor.service.ts'
import { readCookie, refuseForeignForm } from './formular.ts'
import { loadGeheimnis } from './geheimnis.queries.ts'
import { asPublic, type OidcRequest } from './oeffentliche-adresse.ts'
import { createGeraet, noteAnmeldung } from './person.service.ts'
import type { BerichtsheftProvider } from './provider.ts'
import type { ProviderHalter } from './provider-halter.ts'
import { originOf } from './seiten/layout.ts'
import type { Anmeldeseite } from './seiten/seiten.ts'
import { seitentexte, spracheOf } from './seiten/texte.ts'

/** Whose password was right, while the second factor is still missing. */
export interface Vorstufe {
  readonly kontoId: string
  /** Whether the browser shall stay signed in. */
  readonly bleiben: boolean
  /** The second factor that is being set up (`NeuerFaktor` as JSON), wrapped and bound to this sign-in. */
  readonly faktor?: string
}

/** A sign-in under way, as one request sees it. */
export interface Interaktion {
  readonly provider: BerichtsheftProvider
  readonly raw: OidcRequest
  readonly details: Awaited<ReturnType<BerichtsheftProvider['interactionDetails']>>
  readonly sprache: Sprache
  readonly seite: Anmeldeseite
  /** `login` or `consent`. */
  readonly prompt: string
  /** Whether the application asks for a second factor. */
  readonly mehrfaktor: boolean
  readonly vorstufe: Vorstufe | undefined
  /** Where the application waits; forms may lead there. */
  readonly ziel: string | undefined
}

/** A request for a page of a sign-in. */
export type Interaktionsanfrage = FastifyRequest<{ Params: { uid: string } }>

/** What the pages of a sign-in work with. */
export type InteraktionDeps = Deps & { readonly halter: ProviderHalter }

/**
 * The sign-in that a request belongs to, by its id and its cookie.
 *
 * @throws SessionNotFound of the library when it has ended or its cookie is missing
 * @throws ProblemError forbidden when another site has sent the form
 */
export const openInteraktion = async (
  deps: InteraktionDeps,
  request: Interaktionsanfrage,
  reply: FastifyReply,
): Promise<Interaktion> => {
  refuseForeignForm(request)
  const provider = await deps.halter.get()
  const raw = asPublic(request, deps.config.PUBLIC_URL)
  const details = await provider.interactionDetails(raw, reply.raw)
  const { params, prompt, session, result } = details
  const clientId = String(params.client_id)
  const client = await provider.Client.find(clientId)
  const sprache = spracheOf(request.headers['accept-language'], params.ui_locales)
  const namen: Readonly<Record<string, string>> = seitentexte[sprache].anwendungen
  const vorstufe = (result as { vorstufe?: Vorstufe } | undefined)?.vorstufe
  return {
    provider,
    raw,
    details,
    sprache,
    seite: { sprache, uid: details.uid, anwendung: namen[clientId] ?? client?.clientName ?? clientId },
    prompt: prompt.name,
    mehrfaktor: asksForMehrfaktor(params.acr_values),
    vorstufe: vorstufe ?? (await stepUpOf(deps, prompt, session?.accountId)),
    ziel: originOf(params.redirect_uri),
  }
}

/** Who is signed in already and only lacks the second factor gives only that, if there is one. */
const stepUpOf = async (
  deps: InteraktionDeps,
  prompt: { readonly name: string; readonly reasons: readonly string[] },
  kontoId: string | undefined,
): Promise<Vorstufe | undefined> => {
  if (kontoId === undefined || prompt.name !== 'login' || prompt.reasons.join() !== 'mehrfaktor') return undefined
  return (await hasFaktor(deps, kontoId)) ? { kontoId, bleiben: false } : undefined
}

/** Leads back to the page of a sign-in. */
export const showInteraktion = (reply: FastifyReply, { details }: Interaktion): FastifyReply =>
  reply.code(303).header('location', `/anmeldung/${details.uid}`).send()

/** Keeps whose password was right, and goes on to the second factor. */
export const keepVorstufe = async (
  interaktion: Interaktion,
  reply: FastifyReply,
  vorstufe: Vorstufe,
): Promise<FastifyReply> => {
  await interaktion.provider.interactionResult(interaktion.raw, reply.raw, { vorstufe })
  return showInteraktion(reply, interaktion)
}

/** Hands the result to the provider and leads on to where it says. */
export const finishInteraktion = async (
  { provider, raw }: Interaktion,
  reply: FastifyReply,
  result: InteractionResults | { error: string },
): Promise<FastifyReply> => {
  const to = await provider.interactionResult(raw as IncomingMessage, reply.raw, result)
  return reply.code(303).header('location', to).send()
}

const geraetCookie = 'berichtsheft_geraet'
const geraetTage = 400

/** The mark of a browser that was signed in before. */
export const readGeraetCookie = (request: FastifyRequest): string | undefined =>
  readCookie(request.headers.cookie, geraetCookie)

/**
 * Signs a person in, notes it in the chain of the account and marks the browser.
 *
 * @param amr what was used: `pwd`, `otp` for a code, `pop` and `user` for a passkey (RFC 8176)
 */
export const finishLogin = async (
  deps: InteraktionDeps,
  interaktion: Interaktion,
  reply: FastifyReply,
  { kontoId, bleiben }: Vorstufe,
  amr: readonly ('pwd' | 'otp' | 'pop' | 'user')[],
): Promise<FastifyReply> => {
  const stufe = amr.join() === 'pwd' ? 'normal' : 'mehrfaktor'
  await noteAnmeldung(deps, kontoId, { anwendung: String(interaktion.details.params.client_id), stufe })
  const geraet = createGeraet(await emailOf(deps, kontoId), await loadGeheimnis(deps, 'geraet'))
  const secure = deps.config.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${geraetCookie}=${geraet}; Path=/anmeldung; Max-Age=${geraetTage * 86_400}; HttpOnly; SameSite=Lax${secure}`,
  )
  const login = { accountId: kontoId, acr: stufe, amr: [...amr], remember: bleiben }
  return finishInteraktion(interaktion, reply, { login })
}
