import { CreateKonto, Email, Passwort, Personenname, type Sprache, Sprache as Sprachen } from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { type Content, type Html, html } from '../../html.ts'
import { validatorOf } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { acceptByLink } from '../einladung/einladung.service.ts'
import { annahmen } from '../konto/annahme.ts'
import { informationspflichten, informationspflichtenVersion } from '../konto/informationspflichten.ts'
import { confirmNeueEmail, unlockByLink } from '../konto/konto.service.ts'
import { requestNeuesPasswort, resetByLink } from '../konto/passwort.service.ts'
import { confirmRegistrierung, registerKonto } from '../konto/registrierung.service.ts'
import { kontoPfad } from './anwendungen.ts'
import { formPlugin, readText, refuseForeignForm, sendSeite as send } from './formular.ts'
import { type Formfehler, faultOf, renderButtons, renderFehler, renderFeld, renderSeite } from './seiten/layout.ts'
import { type Seitentexte, seitentexte, spracheOf } from './seiten/texte.ts'

/** Longest of what is read from a form; the contract refuses more. */
const longest = 1_000

/**
 * The pages of the own account that need no sign-in: registration, and what the links of mails open. A link acts only when
 * its button is pressed, so that programs which open every link of a mail use none up.
 */
export const kontoSeitenRoutes: FastifyPluginAsync<Deps> = async (app, deps) => {
  await app.register(formPlugin)
  const hide = { schema: { hide: true } as object }
  const isKonto = validatorOf(CreateKonto)
  const isSprache = validatorOf(Sprachen)
  const isName = validatorOf(Personenname)
  const felder = [
    { name: 'vorname', text: 'vornameFehlt', isGood: isName },
    { name: 'nachname', text: 'nachnameFehlt', isGood: isName },
    { name: 'email', text: 'emailFehlt', isGood: validatorOf(Email) },
    { name: 'passwort', text: 'passwortZuKurz', isGood: validatorOf(Passwort) },
  ] as const

  app.get('/registrierung', hide, (request, reply) => send(reply, renderRegistrierung(languageOf(request), {})))

  app.post('/registrierung', hide, async (request, reply) => {
    refuseForeignForm(request)
    const t = seitentexte[languageOf(request)]
    const entered = {
      email: readText(request.body, 'email', longest).trim(),
      passwort: readText(request.body, 'passwort', longest),
      vorname: readText(request.body, 'vorname', longest).trim(),
      nachname: readText(request.body, 'nachname', longest).trim(),
      sprache: readText(request.body, 'sprache', 2),
      informationspflichten: informationspflichtenVersion,
    }
    const fehler: Formfehler = [
      ...felder.filter(({ name, isGood }) => !isGood(entered[name])).map(({ name, text }) => faultIn(name, t[text])),
      ...(readText(request.body, 'akzeptiert', 10) === 'ja' ? [] : [faultIn('akzeptiert', t.akzeptierenFehlt)]),
      ...(isSprache(entered.sprache) ? [] : [faultIn('sprache', t.eingabenPruefen)]),
    ]
    if (fehler.length > 0 || !isKonto(entered)) {
      return send(reply.code(422), renderRegistrierung(languageOf(request), entered, fehler))
    }
    return act(request, reply, t.registrierenTitel, async () => {
      await registerKonto(deps, entered, request.ip)
      return annahmen.registrierung
    })
  })

  app.get('/passwort', hide, (request, reply) => send(reply, renderAnforderung(languageOf(request))))
  app.post('/passwort', hide, async (request, reply) =>
    act(request, reply, seitentexte[languageOf(request)].passwortTitel, async () => {
      const email = readText(request.body, 'email', longest).trim()
      if (email !== '') await requestNeuesPasswort(deps, email, request.ip)
      return annahmen.anforderung
    }),
  )

  app.get('/passwort/neu', hide, (request, reply) =>
    send(reply, renderPasswortNeu(languageOf(request), tokenOf(request))),
  )
  app.post('/passwort/neu', hide, async (request, reply) => {
    const token = readText(request.body, 'token', 100)
    const again = (text: string) =>
      send(reply.code(422), renderPasswortNeu(languageOf(request), token, [faultIn('passwort', text)]))
    try {
      return await act(request, reply, seitentexte[languageOf(request)].passwortNeuTitel, async () => {
        await resetByLink(deps, token, readText(request.body, 'passwort', longest))
        return annahmen.passwort
      })
    } catch (error) {
      const verstoss = error instanceof ProblemError ? error.details.verstoesse?.[0] : undefined
      if (verstoss === undefined) throw error
      return again(languageOf(request) === 'de' ? verstoss.text : verstoss.textEnglisch)
    }
  })

  const links = [
    {
      path: 'bestaetigung',
      title: 'bestaetigenTitel',
      button: 'bestaetigen',
      annahme: annahmen.bestaetigt,
      follow: confirmRegistrierung,
    },
    { path: 'email', title: 'emailTitel', button: 'bestaetigen', annahme: annahmen.email, follow: confirmNeueEmail },
    {
      path: 'entsperrung',
      title: 'entsperrenTitel',
      button: 'entsperren',
      annahme: annahmen.entsperrt,
      follow: unlockByLink,
    },
  ] as const
  app.get('/einladung', hide, (request, reply) =>
    send(reply, renderLink(languageOf(request), 'einladung', 'einladungTitel', 'annehmen', tokenOf(request))),
  )
  app.post('/einladung', hide, async (request, reply) =>
    act(request, reply, seitentexte[languageOf(request)].einladungTitel, () =>
      acceptByLink(deps, readText(request.body, 'token', 100)),
    ),
  )
  for (const { path, title, button, annahme, follow } of links) {
    app.get(`/${path}`, hide, (request, reply) =>
      send(reply, renderLink(languageOf(request), path, title, button, tokenOf(request))),
    )
    app.post(`/${path}`, hide, async (request, reply) =>
      act(request, reply, seitentexte[languageOf(request)][title], async () => {
        await follow(deps, readText(request.body, 'token', 100))
        return annahme
      }),
    )
  }
}

const faultIn = (name: string, text: string): Formfehler[number] => ({ text, felder: [name] })

const languageOf = (request: FastifyRequest): Sprache => spracheOf(request.headers['accept-language'])

const tokenOf = (request: FastifyRequest): string => {
  const { token } = request.query as { token?: unknown }
  return typeof token === 'string' ? token.slice(0, 100) : ''
}

/** Does what a form asks for and says how it went; a link that is not good gets a page that says what to do. */
const act = async (
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  work: () => Promise<{ readonly text: string; readonly textEnglisch: string }>,
): Promise<FastifyReply> => {
  refuseForeignForm(request)
  const sprache = languageOf(request)
  const t = seitentexte[sprache]
  const next = html`<ul class="more"><li><a href="${kontoPfad}">${t.zurAnmeldung}</a></li>
<li><a href="/konto/passwort">${t.passwortVergessen}</a></li></ul>`
  try {
    const { text, textEnglisch } = await work()
    return send(
      reply,
      renderSeite(
        sprache,
        title,
        html`<p class="done" role="status">${sprache === 'de' ? text : textEnglisch}</p>${next}`,
      ),
    )
  } catch (error) {
    const wayOut = error instanceof ProblemError ? wayOutOf(error, t) : undefined
    if (!(error instanceof ProblemError) || wayOut === undefined) throw error
    reply.code(error.statusCode).headers({ ...error.details.headers })
    return send(
      reply,
      renderSeite(sprache, wayOut.title, html`<p class="error" role="alert">${wayOut.text}</p>${next}`),
    )
  }
}

const wayOutOf = (error: ProblemError, t: Seitentexte): { title: string; text: string } | undefined => {
  if (error.slug === 'gone' && error.details.detail?.includes('has been mailed')) {
    return { title: t.linkSchlechtTitel, text: t.linkErneuert }
  }
  if (error.slug === 'gone' || error.slug === 'not-found') return { title: t.linkSchlechtTitel, text: t.linkAbgelaufen }
  if (error.slug === 'too-many-requests' || error.slug === 'conflict' || error.slug === 'unavailable') {
    return { title: t.fehlerTitel, text: t.fehler }
  }
  return undefined
}

const submit = (label: string): Html => renderButtons(html`<button>${label}</button>`)

const hidden = (token: string): Html => html`<input type="hidden" name="token" value="${token}">`

const renderLink = (
  sprache: Sprache,
  path: string,
  title: 'bestaetigenTitel' | 'emailTitel' | 'entsperrenTitel' | 'einladungTitel',
  button: 'bestaetigen' | 'entsperren' | 'annehmen',
  token: string,
): string => {
  const t = seitentexte[sprache]
  const form = html`<form method="post" action="/konto/${path}">${hidden(token)}${submit(t[button])}</form>`
  return renderSeite(sprache, t[title], form)
}

const renderAnforderung = (sprache: Sprache): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.passwortTitel,
    html`<form method="post" action="/konto/passwort">
${renderFeld({ name: 'email', label: t.email, type: 'email', autocomplete: 'username' })}
${submit(t.anfordern)}</form>`,
  )
}

const renderPasswortNeu = (sprache: Sprache, token: string, fehler?: Formfehler): string => {
  const t = seitentexte[sprache]
  return renderSeite(
    sprache,
    t.passwortNeuTitel,
    html`${renderFehler(fehler)}<form method="post" action="/konto/passwort/neu">${hidden(token)}
${renderFeld({ name: 'passwort', label: t.neuesPasswort, hinweis: t.neuesPasswortHinweis, type: 'password', autocomplete: 'new-password', fehler })}
${submit(t.speichern)}</form>`,
    { fehler },
  )
}

interface Eingaben {
  readonly email?: string
  readonly vorname?: string
  readonly nachname?: string
  readonly sprache?: string
}

const renderRegistrierung = (sprache: Sprache, entered: Eingaben, fehler?: Formfehler): string => {
  const t = seitentexte[sprache]
  const { email = '', vorname = '', nachname = '', sprache: gewaehlt = sprache } = entered
  const option = (code: Sprache, label: string): Content =>
    code === gewaehlt
      ? html`<option value="${code}" selected>${label}</option>`
      : html`<option value="${code}">${label}</option>`
  return renderSeite(
    sprache,
    t.registrierenTitel,
    html`${renderFehler(fehler)}<form method="post" action="/konto/registrierung">
${renderFeld({ name: 'vorname', label: t.vorname, autocomplete: 'given-name', value: vorname, fehler })}
${renderFeld({ name: 'nachname', label: t.nachname, autocomplete: 'family-name', value: nachname, fehler })}
${renderFeld({ name: 'email', label: t.email, type: 'email', autocomplete: 'username', value: email, fehler })}
${renderFeld({ name: 'passwort', label: t.passwort, hinweis: t.neuesPasswortHinweis, type: 'password', autocomplete: 'new-password', fehler })}
<div class="field"><label for="sprache">${t.sprache}</label><select id="sprache" name="sprache"${faultOf('sprache', fehler)}>${option('de', t.deutsch)}${option('en', t.englisch)}</select></div>
<details><summary>${t.informationspflichten} (${informationspflichtenVersion})</summary>${informationspflichten[sprache].map((absatz) => html`<p>${absatz}</p>`)}</details>
<p class="check"><input type="checkbox" id="akzeptiert" name="akzeptiert" value="ja" required${faultOf('akzeptiert', fehler)}><label for="akzeptiert">${t.akzeptieren}</label></p>
${submit(t.registrieren)}</form>
<ul class="more"><li><a href="${kontoPfad}">${t.schonKonto}</a></li></ul>`,
    { fehler },
  )
}
