import {
  CreateBeitrittsanfrage,
  CreateUnternehmen,
  Firmenname,
  HrNummer,
  Identnummer,
  Knr,
  Plz,
  type Sprache,
} from '@berichtsheft/core'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { validatorOf } from '../../plugins/validation.ts'
import { ProblemError } from '../../problem-error.ts'
import { requestBeitritt } from '../mitgliedsanfrage/anfrage-stellen.service.ts'
import { guardBeitritt } from '../mitgliedsanfrage/beitritt-schutz.service.ts'
import { registerUnternehmen } from '../unternehmen/unternehmen.service.ts'
import { type Angemeldeter, toPerson } from './angemeldeter.ts'
import { formPlugin, readLine, refuseForeignForm, sendSeite } from './formular.ts'
import { kontoAnmeldung } from './konto-anmeldung.ts'
import { readKontositzung } from './kontositzung.ts'
import type { ProviderHalter } from './provider-halter.ts'
import type { Eingabefehler } from './seiten/layout.ts'
import { seitentexte, spracheOf } from './seiten/texte.ts'
import { renderWeg, renderWege, type Weg, type Wegeingaben, wegetexte, wunschrollen } from './seiten/wege.ts'

/** Longest of what is read from a field; the contract refuses more. */
const longest = 1_000

const namen = ['name', 'strasse', 'hausnummer', 'plz', 'ort', 'knr', 'identnummer', 'hrNummer', 'rolle'] as const

const isFirmenname = validatorOf(Firmenname)
const isPlz = validatorOf(Plz)
const isKnr = validatorOf(Knr)
const isIdentnummer = validatorOf(Identnummer)
const isHrNummer = validatorOf(HrNummer)
const isHausnummer = (text: string): boolean => text.length <= 20
const isUnternehmen = validatorOf(CreateUnternehmen)
const isBeitritt = validatorOf(CreateBeitrittsanfrage)
const orEmpty =
  (check: (text: string) => boolean) =>
  (text: string): boolean =>
    text === '' || check(text)

/** What is wrong with each field of a way, before anything is asked of the database. */
const felder: Readonly<Record<Weg, Readonly<Record<string, (text: string) => boolean>>>> = {
  unternehmen: {
    name: isFirmenname,
    strasse: isFirmenname,
    hausnummer: isHausnummer,
    plz: isPlz,
    ort: isFirmenname,
    knr: orEmpty(isKnr),
    identnummer: orEmpty(isIdentnummer),
    hrNummer: orEmpty(isHrNummer),
  },
  beitritt: {
    name: isFirmenname,
    strasse: isFirmenname,
    hausnummer: isHausnummer,
    plz: isPlz,
    ort: isFirmenname,
    knr: isKnr,
    identnummer: isIdentnummer,
    rolle: (text) => wunschrollen.some((rolle) => rolle === text),
  },
}

/** The object of the contract that a form stands for. Fields that were left empty are absent. */
const toKoerper = (weg: Weg, { strasse, hausnummer, plz, ort, ...entered }: Wegeingaben): unknown => {
  const given = Object.fromEntries(Object.entries(entered).filter(([name, text]) => text !== '' && name in felder[weg]))
  const anschrift = { strasse, plz, ort, ...(hausnummer ? { hausnummer } : {}) }
  return { ...given, anschrift, ...(weg === 'beitritt' ? { anwendung: 'berichtsheft' } : {}) }
}

/** The pages by which people go on after their registration (MI-23), without a script; the way itself needs a session. */
export const wegeRoutes: FastifyPluginAsync<Deps & { readonly halter: ProviderHalter }> = async (app, deps) => {
  await app.register(formPlugin)
  const hide = { schema: { hide: true } as object }

  app.get<{ Querystring: { gesendet?: unknown } }>('/wege', hide, (request, reply) => {
    const gesendet = (['unternehmen', 'beitritt'] as const).find((weg) => weg === request.query.gesendet)
    return sendSeite(reply, renderWege(languageOf(request), gesendet))
  })

  const take = async (aufrufer: Angemeldeter, koerper: unknown): Promise<boolean> => {
    const now = deps.now()
    if (isUnternehmen(koerper))
      await inTransaktion(deps, aufrufer, (trx) => registerUnternehmen(trx, deps, aufrufer, koerper, now))
    else if (isBeitritt(koerper))
      await guardBeitritt(deps, aufrufer, () =>
        inTransaktion(deps, aufrufer, (trx) => requestBeitritt(trx, aufrufer, koerper, now)),
      )
    else return false
    return true
  }

  /** Does the work for who is signed in; everybody else is led to the sign-in, and from there back. */
  const signedIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    weg: Weg,
    work: (aufrufer: Angemeldeter) => Promise<FastifyReply>,
  ): Promise<FastifyReply> => {
    refuseForeignForm(request)
    const sitzung = await readKontositzung(deps, request, reply)
    if (sitzung === undefined) {
      const adresse = kontoAnmeldung(deps.config.PUBLIC_URL, { schritt: `wege/${weg}` })
      return reply.code(303).header('location', adresse).send()
    }
    const stufe = sitzung.mehrfaktor ? 'mehrfaktor' : 'normal'
    return work(toPerson({ kontoId: sitzung.kontoId, stufe, scopes: ['person'] }))
  }

  for (const weg of ['unternehmen', 'beitritt'] as const) {
    app.get(`/${weg}`, hide, (request, reply) =>
      signedIn(request, reply, weg, async () => sendSeite(reply, renderWeg(languageOf(request), weg, {}))),
    )
    app.post(`/${weg}`, hide, (request, reply) =>
      signedIn(request, reply, weg, async (aufrufer) => {
        const sprache = languageOf(request)
        const entered = Object.fromEntries(namen.map((name) => [name, readLine(request.body, name, longest)]))
        const again = (status: number, fehler: Eingabefehler) =>
          sendSeite(reply.code(status), renderWeg(sprache, weg, entered, fehler))
        const fehler = findFehler(sprache, weg, entered)
        if (fehler.length > 0) return again(422, fehler)
        try {
          if (await take(aufrufer, toKoerper(weg, entered)))
            return reply.code(303).header('location', `/konto/wege?gesendet=${weg}`).send()
        } catch (error) {
          const known = error instanceof ProblemError ? describeProblem(sprache, error) : undefined
          if (!(error instanceof ProblemError) || known === undefined) throw error
          reply.headers({ ...error.details.headers })
          return again(error.statusCode, known)
        }
        return again(422, [{ text: seitentexte[sprache].eingabenPruefen, felder: [] }])
      }),
    )
  }
}

const languageOf = (request: FastifyRequest): Sprache => spracheOf(request.headers['accept-language'])

const findFehler = (sprache: Sprache, weg: Weg, entered: Wegeingaben): Eingabefehler => {
  const t = wegetexte[sprache]
  const labels: Readonly<Record<string, string>> = { ...t, rollen: t.rolle, knr: t.kammer }
  return Object.entries(felder[weg])
    .filter(([name, check]) => !check(entered[name] ?? ''))
    .map(([name]) => ({ text: `${t.pruefen}: ${labels[name] ?? name}`, felder: [name] }))
}

/** What a refusal means to the person; `undefined` for what is no matter of the form. */
const describeProblem = (sprache: Sprache, { slug, details }: ProblemError): Eingabefehler | undefined => {
  if (slug === 'conflict') return [{ text: wegetexte[sprache].konflikt, felder: [] }]
  if (slug === 'too-many-requests') return [{ text: seitentexte[sprache].gedrosselt, felder: [] }]
  return details.verstoesse?.map(({ text, textEnglisch, pfad }) => ({
    text: sprache === 'de' ? text : textEnglisch,
    felder: namen.filter((name) => name === pfad.split('/').at(-1)),
  }))
}
