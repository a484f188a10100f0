import { limits } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { createSchluessel, emailOf, enrolTotp, keyAddressOf, type NeuerFaktor, verifyCode } from './faktor.service.ts'
import { readLine, readText, sendSeite } from './formular.ts'
import {
  finishLogin,
  type Interaktion,
  type InteraktionDeps,
  type Interaktionsanfrage,
  openInteraktion,
  showInteraktion,
  type Vorstufe,
} from './interaktion.ts'
import { createNotcodes } from './notcode.service.ts'
import { askForPasskey, signInByPasskey } from './passkey.service.ts'
import { askForNewPasskey, enrolPasskey } from './passkey-einrichtung.service.ts'
import type { Passkeybefund } from './passkey-frage.service.ts'
import type { Eingabefehler } from './seiten/layout.ts'
import { renderQr } from './seiten/qr.ts'
import { passkeynamenlaenge, renderAnmeldung, renderFaktor, renderFaktorNeu } from './seiten/seiten.ts'
import { seitentexte } from './seiten/texte.ts'

/** A key and emergency codes for who has no second factor yet, wrapped and bound to a sign-in. */
export const wrapNeuenFaktor = async ({ keyring }: InteraktionDeps, uid: string): Promise<string> => {
  const faktor: NeuerFaktor = { schluessel: await createSchluessel(), notcodes: createNotcodes() }
  return keyring.wrap(JSON.stringify(faktor), uid)
}

const unwrapNeuenFaktor = async ({ keyring }: InteraktionDeps, wrapped: string, uid: string): Promise<NeuerFaktor> =>
  JSON.parse(await keyring.unwrap(wrapped, uid)) as NeuerFaktor

/** The first page of a sign-in: address and password, or a passkey. */
export const showAnmeldung = async (
  deps: InteraktionDeps,
  { seite, details, ziel }: Interaktion,
  reply: FastifyReply,
  { email, fehler }: { readonly email: string; readonly fehler?: Eingabefehler },
): Promise<FastifyReply> => {
  const passkey = await askForPasskey(deps, details.uid)
  const page = renderAnmeldung({ ...seite, email, fehler, passkey })
  return sendSeite(reply, page, { ziel, skript: passkey !== undefined })
}

/** The page of the second factor: its code, or the key of a new one. */
export const showFaktor = async (
  deps: InteraktionDeps,
  { seite: basis, details: { uid }, ziel }: Interaktion,
  reply: FastifyReply,
  { kontoId, faktor }: Vorstufe,
  fehler?: Eingabefehler,
): Promise<FastifyReply> => {
  if (faktor === undefined) {
    const passkey = await askForPasskey(deps, uid, kontoId)
    const page = renderFaktor({ ...basis, fehler, passkey })
    return sendSeite(reply, page, { ziel, skript: passkey !== undefined })
  }
  const { schluessel, notcodes } = await unwrapNeuenFaktor(deps, faktor, uid)
  const adresse = await keyAddressOf(schluessel, await emailOf(deps, kontoId))
  const qr = await renderQr(adresse, seitentexte[basis.sprache].qrTitel)
  const passkey = await askForNewPasskey(deps, uid, kontoId)
  const page = renderFaktorNeu({ ...basis, fehler, passkey, schluessel, adresse, qr, notcodes })
  return sendSeite(reply, page, { ziel, skript: passkey !== undefined })
}

/** What a page says about the answer of a passkey that was not taken, and its status. */
export const describePasskeyfehler = (
  reply: FastifyReply,
  befund: Exclude<Passkeybefund<object>, { readonly art: 'gut' }>,
  t: (typeof seitentexte)['de'],
): string => {
  if (befund.art === 'fehler') {
    reply.code(befund.fehler === 'vorhanden' || befund.fehler === 'zuViele' ? 409 : 401)
    return t.passkeyfehler[befund.fehler]
  }
  reply.code(429).header('retry-after', String(Math.ceil(befund.wartezeit / 1000)))
  return t.gedrosselt
}

/** The second factor of a sign-in, and a passkey in place of password and factor. */
export const interaktionFaktorRoutes: FastifyPluginAsync<InteraktionDeps> = async (app, deps) => {
  const hide = { schema: { hide: true } as object }

  app.post('/:uid/faktor', hide, async (request: Interaktionsanfrage, reply) => {
    const interaktion = await openInteraktion(deps, request, reply)
    const { vorstufe, sprache, details } = interaktion
    if (vorstufe === undefined) return showInteraktion(reply, interaktion)
    const { kontoId, faktor } = vorstufe
    const code = readText(request.body, 'code', 30)
    const befund =
      faktor === undefined
        ? await verifyCode(deps, kontoId, code)
        : (await enrolTotp(deps, kontoId, await unwrapNeuenFaktor(deps, faktor, details.uid), code, 'erster')).befund
    if (befund === 'gut') return finishLogin(deps, interaktion, reply, vorstufe, ['pwd', 'otp'])
    const t = seitentexte[sprache]
    reply.code(befund === 'falsch' ? 401 : 429)
    if (befund === 'gedrosselt') reply.header('retry-after', String(limits.anmeldefenster / 1000))
    const text = befund === 'falsch' ? t.codeFalsch : t.gedrosselt
    return showFaktor(deps, interaktion, reply, vorstufe, [{ text, felder: ['code'] }])
  })

  app.post('/:uid/passkey', hide, async (request: Interaktionsanfrage, reply) => {
    const interaktion = await openInteraktion(deps, request, reply)
    const { vorstufe, sprache, details, prompt } = interaktion
    if (prompt !== 'login') return showInteraktion(reply, interaktion)
    const email = readText(request.body, 'email', 254).trim()
    const befund = await signInByPasskey(deps, {
      vorgang: details.uid,
      antwort: readText(request.body, 'antwort', limits.tokenAnfrage),
      kontoId: vorstufe?.kontoId,
      email,
      adresse: request.ip,
    })
    if (befund.art === 'gut') {
      if (vorstufe !== undefined) return finishLogin(deps, interaktion, reply, vorstufe, ['pwd', 'pop', 'user'])
      const { kontoId } = befund
      return finishLogin(deps, interaktion, reply, { kontoId, bleiben: false }, ['pop', 'user'])
    }
    const fehler = [{ text: describePasskeyfehler(reply, befund, seitentexte[sprache]), felder: [] }]
    if (vorstufe !== undefined) return showFaktor(deps, interaktion, reply, vorstufe, fehler)
    return showAnmeldung(deps, interaktion, reply, { email, fehler })
  })

  app.post('/:uid/passkey/neu', hide, async (request: Interaktionsanfrage, reply) => {
    const interaktion = await openInteraktion(deps, request, reply)
    const { vorstufe, sprache, details } = interaktion
    if (vorstufe?.faktor === undefined) return showInteraktion(reply, interaktion)
    const t = seitentexte[sprache]
    const { notcodes } = await unwrapNeuenFaktor(deps, vorstufe.faktor, details.uid)
    const befund = await enrolPasskey(deps, {
      vorgang: details.uid,
      kontoId: vorstufe.kontoId,
      antwort: readText(request.body, 'antwort', limits.tokenAnfrage),
      name: readLine(request.body, 'name', passkeynamenlaenge) || t.passkeyVorgabe,
      notcodes,
      recht: 'erster',
    })
    if (befund.art === 'gut') return finishLogin(deps, interaktion, reply, vorstufe, ['pwd', 'pop', 'user'])
    const text = describePasskeyfehler(reply, befund, t)
    return showFaktor(deps, interaktion, reply, vorstufe, [{ text, felder: [] }])
  })
}
