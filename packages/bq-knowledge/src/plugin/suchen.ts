import { listLaender, listQualifikationen, searchWissen } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findLand, type Land, listLaender as listAlleLaender } from '../laender/laenderliste.ts'
import { countAussagen } from '../speicher/sicht.ts'
import { type Suchauftrag, type Suchergebnis, searchProfile } from '../speicher/suchen.ts'
import { matchesName, suchworte } from '../suche/suchanfrage.ts'
import { sendJson } from './antwort.ts'
import { requireSicht, type Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Last place of a list that a cursor leads to. */
const deepest = 10_000
const pageSize = 50

const readCursor = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0
  const [, place] = /^p(\d{1,5})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  const ab = Number(place)
  if (place === undefined || ab > deepest)
    throw new WissensproblemError('validation-failed', 'The cursor is none of this list')
  return ab
}

const writeCursor = (ab: number): string => Buffer.from(`p${ab}`).toString('base64url')

interface Filterfrage {
  readonly land?: string
  readonly sprache?: string
  readonly isced?: string
  readonly esco?: string
  readonly jahr?: number
  readonly limit?: number
  readonly cursor?: string
}

const commonOf = ({ land, sprache, isced, esco, jahr, limit = pageSize, cursor }: Filterfrage) => ({
  marken: [
    ...(land === undefined ? [] : [`land:${land}`]),
    ...(sprache === undefined ? [] : [`sprache:${sprache}`]),
    ...(isced === undefined ? [] : [`isced:${isced}`]),
    ...(esco === undefined ? [] : [`esco:${esco}`]),
  ],
  ...(jahr === undefined ? {} : { jahr }),
  anzahl: limit,
  ab: readCursor(cursor),
})

const toSeite = ({ treffer, gesamt }: Suchergebnis, { ab, anzahl }: Pick<Suchauftrag, 'ab' | 'anzahl'>) => ({
  eintraege: treffer,
  gesamt,
  ...(ab + anzahl < Math.min(gesamt, deepest) ? { naechsterCursor: writeCursor(ab + anzahl) } : {}),
})

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The search and the lists: what is found is what the caller may read, in the view that is asked for. */
export const wissenSuchen: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, { knoten, identify }) => {
  app.route({
    ...searchWissen,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const { frage, art, sicht } = request.query
      const auftrag: Suchauftrag = {
        sicht: requireSicht(aufrufer, sicht),
        stufe: aufrufer.stufe,
        arten: art === undefined ? ['land', 'qual', 'ref'] : [art],
        text: frage,
        ...commonOf(request.query),
      }
      const ergebnis = await knoten.readSichten((db) => searchProfile(db, auftrag))
      return sendJson(reply, { ...toSeite(ergebnis, auftrag), aehnlich: ergebnis.aehnlich })
    },
  })

  app.route({
    ...listQualifikationen,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const { titel, referenzberuf, sicht } = request.query
      const { marken, ...common } = commonOf(request.query)
      const istId = referenzberuf !== undefined && uuid.test(referenzberuf)
      const auftrag: Suchauftrag = {
        sicht: requireSicht(aufrufer, sicht),
        stufe: aufrufer.stufe,
        arten: ['qual'],
        marken: istId ? [...marken, `ref:${referenzberuf}`] : marken,
        ...common,
        ...(titel === undefined ? {} : { titel }),
        ...(referenzberuf === undefined || istId ? {} : { referenzberuf }),
      }
      const ergebnis = await knoten.readSichten((db) => searchProfile(db, auftrag))
      return sendJson(reply, toSeite(ergebnis, auftrag))
    },
  })

  app.route({
    ...listLaender,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const { sicht, suche, status, alle = false } = request.query
      const gewaehlt = requireSicht(aufrufer, sicht)
      const zahlen = new Map(
        (await knoten.readSichten((db) => countAussagen(db, 'land:', gewaehlt, aufrufer.stufe))).map(
          ({ profil, aussagen }) => [profil.slice(5), aussagen],
        ),
      )
      const codes = new Set([...zahlen.keys(), ...(alle ? listAlleLaender().map(({ code }) => code) : [])])
      const worte = suchworte(suche ?? '')
      const laender = [...codes]
        .sort()
        .map((code) => findLand(code) ?? unknownLand(code))
        .filter((land) => status === undefined || land.status === status)
        .filter(
          (land) => suche === undefined || (worte.length > 0 && namesOf(land).some((name) => matchesName(name, worte))),
        )
        .map(({ code, nameDe, nameEn, status: zustand, nachfolger }) => ({
          code,
          nameDe,
          nameEn,
          status: zustand,
          nachfolger,
          aussagen: zahlen.get(code) ?? 0,
        }))
      return sendJson(reply, { laender })
    },
  })
}

const namesOf = ({ nameDe, nameEn, weitereNamen }: Land): string[] => [nameDe, nameEn, ...weitereNamen]

/** A country under a code that no list has is called by it. */
const unknownLand = (code: string): Land => ({
  code,
  nameDe: code,
  nameEn: code,
  weitereNamen: [],
  status: 'benutzerdefiniert',
  nachfolger: [],
})
