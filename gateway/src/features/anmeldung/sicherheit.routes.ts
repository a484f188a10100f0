import { limits, type Sprache } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { isId } from '../../ids.ts'
import { kontoPfad } from './anwendungen.ts'
import { createSchluessel, enrolTotp, keyAddressOf } from './faktor.service.ts'
import { readFaktoren, removeFaktor, renewNotcodes } from './faktorverwaltung.service.ts'
import { formPlugin, readLine, readText, refuseForeignForm, sendSeite } from './formular.ts'
import { describePasskeyfehler } from './interaktion-faktor.routes.ts'
import { kontoAnmeldung } from './konto-anmeldung.ts'
import { type Kontositzung, readKontositzung } from './kontositzung.ts'
import { createNotcodes } from './notcode.service.ts'
import { passkeyParteiOf } from './passkey.ts'
import { askForNewPasskey, enrolPasskey } from './passkey-einrichtung.service.ts'
import type { ProviderHalter } from './provider-halter.ts'
import type { Eingabefehler } from './seiten/layout.ts'
import { renderQr } from './seiten/qr.ts'
import { passkeynamenlaenge } from './seiten/seiten.ts'
import {
  renderAppEinrichten,
  renderEntfernen,
  renderErledigt,
  renderNichtAngemeldet,
  renderNotcodesErneuern,
  renderPasskeyEinrichten,
  renderSicherheit,
  renderUnbekannt,
} from './seiten/sicherheit.ts'
import { seitentexte, spracheOf } from './seiten/texte.ts'

/** The request of a person who has just shown who he is. */
interface Bestaetigt {
  readonly sitzung: Kontositzung
  readonly sprache: Sprache
  /** Whether the account has a second factor. */
  readonly hatFaktor: boolean
  /** Who has shown a factor may add others; by the password alone only the first can be set up. */
  readonly recht: 'erster' | 'weiterer'
}

/** Page to return to after signing in; anything else leads to the overview. */
const schritte = /^(?:app|passkey|notcodes|entfernen\/[0-9a-f-]{36})$/

/**
 * The pages on which people keep their second factors. Looking needs a session; every change one in which the person has
 * signed in just now, by a second factor if the account has one.
 */
export const sicherheitRoutes: FastifyPluginAsync<Deps & { readonly halter: ProviderHalter }> = async (app, deps) => {
  await app.register(formPlugin)
  const hide = { schema: { hide: true } as object }
  const spracheIn = (request: FastifyRequest): Sprache => spracheOf(request.headers['accept-language'])

  const anmeldungOf = (schritt: string, mehrfaktor: boolean): string =>
    kontoAnmeldung(deps.config.PUBLIC_URL, { schritt, neu: schritt !== '', mehrfaktor })

  /** Does the work for who has just signed in; everybody else is led to the sign-in, and from there to this step. */
  const confirmed = async (
    request: FastifyRequest,
    reply: FastifyReply,
    schritt: string,
    work: (bestaetigt: Bestaetigt) => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    refuseForeignForm(request)
    const sitzung = await readKontositzung(deps, request, reply)
    const hatFaktor = sitzung !== undefined && (await readFaktoren(deps, sitzung.kontoId)).faktoren.length > 0
    if (sitzung === undefined || !sitzung.istFrisch || (hatFaktor && !sitzung.mehrfaktor)) {
      return reply.code(303).header('location', anmeldungOf(schritt, hatFaktor)).send()
    }
    const recht = sitzung.mehrfaktor ? 'weiterer' : 'erster'
    return work({ sitzung, sprache: spracheIn(request), hatFaktor, recht })
  }

  app.get<{ Querystring: { state?: unknown; error?: unknown } }>('/', hide, async (request, reply) => {
    const sprache = spracheIn(request)
    const { state, error } = request.query
    const sitzung = await readKontositzung(deps, request, reply)
    if (sitzung === undefined) {
      if (error !== undefined) return sendSeite(reply, renderNichtAngemeldet(sprache, anmeldungOf('', false)))
      return reply.code(303).header('location', anmeldungOf('', false)).send()
    }
    if (error === undefined && typeof state === 'string' && schritte.test(state)) {
      return reply.code(303).header('location', `${kontoPfad}/${state}`).send()
    }
    const weg = typeof state === 'string' ? /^wege\/(unternehmen|beitritt)$/.exec(state)?.[1] : undefined
    if (error === undefined && weg !== undefined) return reply.code(303).header('location', `/konto/${weg}`).send()
    const uebersicht = await readFaktoren(deps, sitzung.kontoId)
    const mitPasskeys = passkeyParteiOf(deps.config.PUBLIC_URL) !== undefined
    return sendSeite(reply, renderSicherheit(sprache, sitzung.email, uebersicht, mitPasskeys))
  })

  const showApp = async (
    reply: FastifyReply,
    { sitzung, sprache }: Bestaetigt,
    schluessel: string,
    fehler?: Eingabefehler,
  ): Promise<FastifyReply> => {
    const adresse = await keyAddressOf(schluessel, sitzung.email)
    const qr = await renderQr(adresse, seitentexte[sprache].qrTitel)
    const { faktoren } = await readFaktoren(deps, sitzung.kontoId)
    const entwurf = await deps.keyring.wrap(schluessel, entwurfOf(sitzung))
    const ersetzt = faktoren.some(({ art }) => art === 'totp')
    return sendSeite(reply, renderAppEinrichten(sprache, { schluessel, adresse, qr, entwurf, ersetzt, fehler }))
  }

  app.get('/app', hide, (request, reply) =>
    confirmed(request, reply, 'app', async (bestaetigt) => showApp(reply, bestaetigt, await createSchluessel())),
  )

  app.post('/app', hide, (request, reply) =>
    confirmed(request, reply, 'app', async (bestaetigt) => {
      const { sitzung, sprache, recht } = bestaetigt
      const t = seitentexte[sprache]
      const entwurf = readText(request.body, 'entwurf', 1_000)
      const schluessel = await deps.keyring.unwrap(entwurf, entwurfOf(sitzung)).catch(() => undefined)
      // A draft of another session or account, or none at all: a new key is begun.
      if (schluessel === undefined) return reply.code(303).header('location', `${kontoPfad}/app`).send()
      const notcodes = createNotcodes()
      const code = readText(request.body, 'code', 30)
      const { befund, istErster } = await enrolTotp(deps, sitzung.kontoId, { schluessel, notcodes }, code, recht)
      if (befund === 'gut')
        return sendSeite(reply, renderErledigt(sprache, t.eingerichtetTitel, istErster ? notcodes : []))
      reply.code(befund === 'falsch' ? 401 : 429)
      if (befund === 'gedrosselt') reply.header('retry-after', String(limits.anmeldefenster / 1000))
      const text = befund === 'falsch' ? t.codeFalsch : t.gedrosselt
      return showApp(reply, bestaetigt, schluessel, [{ text, felder: ['code'] }])
    }),
  )

  const showPasskey = async (
    reply: FastifyReply,
    { sitzung, sprache }: Bestaetigt,
    fehler?: Eingabefehler,
  ): Promise<FastifyReply> => {
    const optionen = await askForNewPasskey(deps, sitzung.vorgang, sitzung.kontoId)
    return sendSeite(reply, renderPasskeyEinrichten(sprache, optionen, fehler), { skript: optionen !== undefined })
  }

  app.get('/passkey', hide, (request, reply) =>
    confirmed(request, reply, 'passkey', (bestaetigt) => showPasskey(reply, bestaetigt)),
  )

  app.post('/passkey', hide, (request, reply) =>
    confirmed(request, reply, 'passkey', async (bestaetigt) => {
      const { sitzung, sprache, recht } = bestaetigt
      const t = seitentexte[sprache]
      const name = readLine(request.body, 'name', passkeynamenlaenge)
      if (name === '') {
        return showPasskey(reply.code(422), bestaetigt, [{ text: t.passkeyNameFehlt, felder: ['name'] }])
      }
      const notcodes = createNotcodes()
      const antwort = readText(request.body, 'antwort', limits.tokenAnfrage)
      const { kontoId, vorgang } = sitzung
      const befund = await enrolPasskey(deps, { vorgang, kontoId, antwort, name, notcodes, recht })
      if (befund.art === 'gut') {
        return sendSeite(reply, renderErledigt(sprache, t.eingerichtetTitel, befund.istErster ? notcodes : []))
      }
      return showPasskey(reply, bestaetigt, [{ text: describePasskeyfehler(reply, befund, t), felder: [] }])
    }),
  )

  const findFaktor = async ({ sitzung }: Bestaetigt, id: string) =>
    (await readFaktoren(deps, sitzung.kontoId)).faktoren.find((faktor) => faktor.id === id)

  const showUnknown = (reply: FastifyReply, sprache: Sprache): FastifyReply =>
    sendSeite(reply.code(404), renderUnbekannt(sprache))

  const schrittOf = (id: string): string => (isId(id) ? `entfernen/${id}` : '')

  app.get<{ Params: { id: string } }>('/entfernen/:id', hide, (request, reply) =>
    confirmed(request, reply, schrittOf(request.params.id), async (bestaetigt) => {
      const faktor = await findFaktor(bestaetigt, request.params.id)
      if (faktor === undefined) return showUnknown(reply, bestaetigt.sprache)
      return sendSeite(reply, renderEntfernen(bestaetigt.sprache, faktor))
    }),
  )

  app.post<{ Params: { id: string } }>('/entfernen/:id', hide, (request, reply) =>
    confirmed(request, reply, schrittOf(request.params.id), async (bestaetigt) => {
      const { sitzung, sprache } = bestaetigt
      const t = seitentexte[sprache]
      const faktor = await findFaktor(bestaetigt, request.params.id)
      const befund = await removeFaktor(deps, sitzung.kontoId, request.params.id)
      if (befund.art === 'gut') return sendSeite(reply, renderErledigt(sprache, t.entferntTitel))
      if (befund.art === 'unbekannt' || faktor === undefined) return showUnknown(reply, sprache)
      const text = `${t.faktorNoetig} ${befund.rollen.join(', ')}`
      return sendSeite(reply.code(409), renderEntfernen(sprache, faktor, [{ text, felder: [] }]))
    }),
  )

  app.get('/notcodes', hide, (request, reply) =>
    confirmed(request, reply, 'notcodes', async ({ sprache }) => sendSeite(reply, renderNotcodesErneuern(sprache))),
  )

  app.post('/notcodes', hide, (request, reply) =>
    confirmed(request, reply, 'notcodes', async ({ sitzung, sprache }) => {
      const codes = await renewNotcodes(deps, sitzung.kontoId)
      if (codes === undefined) return reply.code(303).header('location', kontoPfad).send()
      return sendSeite(reply, renderErledigt(sprache, seitentexte[sprache].notcodesNeuTitel, codes))
    }),
  )
}

/** What a key that waits for its first code is bound to. */
const entwurfOf = ({ kontoId, vorgang }: Kontositzung): string => `totp:${kontoId}:${vorgang}`
