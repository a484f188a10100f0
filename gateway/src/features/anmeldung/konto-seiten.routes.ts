import {
  CreateKonto,
  Email,
  type Kontoannahme,
  Passwort,
  Personenname,
  type Sprache,
  Sprache as Sprachen,
} from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { validatorOf } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { acceptByLink } from '../einladung/einladung.service.ts'
import { annahmen } from '../konto/annahme.ts'
import { informationspflichtenVersion } from '../konto/informationspflichten.ts'
import { confirmNeueEmail, unlockByLink } from '../konto/konto.service.ts'
import { requestNeuesPasswort, resetByLink } from '../konto/passwort.service.ts'
import { confirmRegistrierung, registerKonto } from '../konto/registrierung.service.ts'
import { kontoPfad } from './anwendungen.ts'
import { formPlugin, readText, refuseForeignForm, sendSeite as send } from './formular.ts'
import {
  type Kontolink,
  renderAnforderung,
  renderErgebnis,
  renderLink,
  renderPasswortNeu,
  renderRegistrierung,
} from './seiten/konto.ts'
import type { Eingabefehler } from './seiten/layout.ts'
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
  // An external issuer has pages of its own.
  const anmeldung = deps.config.ISSUER === undefined ? kontoPfad : undefined
  const act = createAct(anmeldung)
  const isKonto = validatorOf(CreateKonto)
  const isSprache = validatorOf(Sprachen)
  const isName = validatorOf(Personenname)
  const felder = [
    { name: 'vorname', text: 'vornameFehlt', isGood: isName },
    { name: 'nachname', text: 'nachnameFehlt', isGood: isName },
    { name: 'email', text: 'emailFehlt', isGood: validatorOf(Email) },
    { name: 'passwort', text: 'passwortZuKurz', isGood: validatorOf(Passwort) },
  ] as const

  app.get('/registrierung', hide, (request, reply) =>
    send(reply, renderRegistrierung(languageOf(request), {}, anmeldung)),
  )

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
    const fehler: Eingabefehler = [
      ...felder.filter(({ name, isGood }) => !isGood(entered[name])).map(({ name, text }) => faultIn(name, t[text])),
      ...(readText(request.body, 'akzeptiert', 10) === 'ja' ? [] : [faultIn('akzeptiert', t.akzeptierenFehlt)]),
      ...(isSprache(entered.sprache) ? [] : [faultIn('sprache', t.eingabenPruefen)]),
    ]
    if (fehler.length > 0 || !isKonto(entered)) {
      return send(reply.code(422), renderRegistrierung(languageOf(request), entered, anmeldung, fehler))
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

  for (const link of links) {
    app.get(`/${link.path}`, hide, (request, reply) =>
      send(reply, renderLink(languageOf(request), link, tokenOf(request))),
    )
    app.post(`/${link.path}`, hide, async (request, reply) =>
      act(request, reply, seitentexte[languageOf(request)][link.title], () =>
        link.follow(deps, readText(request.body, 'token', 100)),
      ),
    )
  }
}

const links: readonly (Kontolink & { readonly follow: (deps: Deps, token: string) => Promise<Kontoannahme> })[] = [
  {
    path: 'bestaetigung',
    title: 'bestaetigenTitel',
    hinweis: 'bestaetigenHinweis',
    button: 'bestaetigen',
    follow: (deps, token) => confirmRegistrierung(deps, token).then(() => annahmen.bestaetigt),
  },
  {
    path: 'email',
    title: 'emailTitel',
    hinweis: 'emailHinweis',
    button: 'bestaetigen',
    follow: (deps, token) => confirmNeueEmail(deps, token).then(() => annahmen.email),
  },
  {
    path: 'entsperrung',
    title: 'entsperrenTitel',
    hinweis: 'entsperrenHinweis',
    button: 'entsperren',
    follow: (deps, token) => unlockByLink(deps, token).then(() => annahmen.entsperrt),
  },
  {
    path: 'einladung',
    title: 'einladungTitel',
    hinweis: 'einladungHinweis',
    button: 'annehmen',
    follow: (deps, token) => acceptByLink(deps, token),
  },
]

const faultIn = (name: string, text: string): Eingabefehler[number] => ({ text, felder: [name] })

const languageOf = (request: FastifyRequest): Sprache => spracheOf(request.headers['accept-language'])

const tokenOf = (request: FastifyRequest): string => {
  const { token } = request.query as { token?: unknown }
  return typeof token === 'string' ? token.slice(0, 100) : ''
}

/** Does what a form asks for and says how it went; a link that is not good gets a page that says what to do. */
const createAct =
  (anmeldung: string | undefined) =>
  async (
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    work: () => Promise<Kontoannahme>,
  ): Promise<FastifyReply> => {
    refuseForeignForm(request)
    const sprache = languageOf(request)
    try {
      const { text, textEnglisch } = await work()
      const said = sprache === 'de' ? text : textEnglisch
      const mitWegen = text === annahmen.bestaetigt.text
      return send(reply, renderErgebnis(sprache, title, said, { ok: true, anmeldung, mitWegen }))
    } catch (error) {
      const wayOut = error instanceof ProblemError ? wayOutOf(error, seitentexte[sprache]) : undefined
      if (!(error instanceof ProblemError) || wayOut === undefined) throw error
      reply.code(error.statusCode).headers({ ...error.details.headers })
      return send(reply, renderErgebnis(sprache, wayOut.title, wayOut.text, { ok: false, anmeldung }))
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
