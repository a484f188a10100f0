import { randomUUID } from 'node:crypto'
import {
  createBewertungsergebnis,
  createWissensentscheidung,
  getSiegelbetroffene,
  listBetroffene,
  listBewertungsergebnisse,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { checkSiegel, compareSiegel, type Siegelwirkung } from '../kern/siegel.ts'
import type { ProfilId } from '../kern/slot.ts'
import { findAenderung } from '../kern/stand.ts'
import { landOf } from '../kern/vorschlag.ts'
import {
  type Entscheidung,
  insertEntscheidung,
  insertErgebnis,
  listEntscheidungen,
  listErgebnisse,
} from '../speicher/entscheidung.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import { sendJson } from './antwort.ts'
import { createEinmal, requireMitarbeit, type Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/**
 * Decisions with the seals that they relied on, told again when a statement under them changes, and counts of how assessments came
 * out. All of it stays at this node: cases are of the chamber, and small numbers of cases are of nobody.
 */
export const wissenEntscheiden: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify, now } = dienste
  const einmal = createEinmal(dienste)

  app.route({
    ...createWissensentscheidung,
    handler: async (request, reply) => {
      const { kammer } = requireMitarbeit(await identify(request))
      const { siegel, aktenzeichen } = request.body
      if (!checkSiegel(siegel)) throw wrongSiegel(siegel.hash)
      return einmal(request, reply, async () => {
        const stored = await knoten.beside((db) => insertEntscheidung(db, { kammer, aktenzeichen, siegel }, now()))
        return { hash: siegel.hash, profil: siegel.profil, aktenzeichen, erstelltAm: stored.erstelltAm }
      })
    },
  })

  app.route({
    ...getSiegelbetroffene,
    handler: async (request, reply) => {
      const { kammer } = requireMitarbeit(await identify(request))
      const { hash } = request.params
      const entscheidungen = await knoten.beside((db) => listEntscheidungen(db, kammer, hash))
      const [first] = entscheidungen
      if (!first) throw new WissensproblemError('not-found', hash)
      const { siegel } = first
      const wirkungen = await knoten.readProfile([siegel.profil], ({ stand }) => compareSiegel(stand, siegel))
      const aktenzeichen = entscheidungen.map((one) => one.aktenzeichen)
      return sendJson(reply, { hash, profil: siegel.profil, aktenzeichen, wirkungen })
    },
  })

  app.route({
    ...listBetroffene,
    handler: async (request, reply) => {
      const { kammer } = requireMitarbeit(await identify(request))
      const entscheidungen = await knoten.beside((db) => listEntscheidungen(db, kammer))
      return sendJson(reply, { eintraege: await readBetroffene(knoten, entscheidungen) })
    },
  })

  app.route({
    ...createBewertungsergebnis,
    handler: async (request, reply) => {
      const { kammer } = requireMitarbeit(await identify(request))
      const { qualifikation, referenzberuf } = request.body
      if (!qualifikation.startsWith('qual:')) throw wrongArt('/qualifikation')
      if (!referenzberuf.startsWith('ref:')) throw wrongArt('/referenzberuf')
      return einmal(request, reply, async () => {
        await knoten.beside((db) => insertErgebnis(db, randomUUID(), kammer, request.body))
        return request.body
      })
    },
  })

  app.route({
    ...listBewertungsergebnisse,
    handler: async (request, reply) => {
      requireMitarbeit(await identify(request))
      const zellen = await knoten.beside((db) => listErgebnisse(db, request.query))
      const profile = [...new Set(zellen.map(({ qualifikation }) => qualifikation))]
      const laender = await knoten.readProfile(profile, ({ stand }) =>
        profile.map((profil) => [profil, landOf(stand, profil)] as const),
      )
      const landBy = new Map(laender)
      return sendJson(reply, {
        zellen: zellen.map((zelle) => {
          const land = landBy.get(zelle.qualifikation)?.slice('land:'.length)
          return { ...(land === undefined ? {} : { land }), ...zelle }
        }),
      })
    },
  })
}

const wrongSiegel = (hash: string) =>
  new WissensproblemError('rule-violated', hash, [
    {
      regel: 'BQ-SIEGEL-FALSCH',
      schwere: 'fehler',
      pfad: '/siegel/hash',
      text: 'Das Siegel passt nicht zu seinem Inhalt.',
      textEnglisch: 'The seal does not belong to what it holds.',
    },
  ])

const wrongArt = (pfad: string) =>
  new WissensproblemError('rule-violated', pfad, [
    {
      regel: 'BQ-PROFILART',
      schwere: 'fehler',
      pfad,
      text: 'Hier steht ein Profil anderer Art.',
      textEnglisch: 'A profile of another kind stands here.',
    },
  ])

const worte: Readonly<Record<Siegelwirkung['wirkung'], readonly [string, string]>> = {
  ersetzt: ['sie wurde inzwischen ersetzt', 'it was replaced since'],
  geschwaerzt: ['ihr Inhalt wurde entfernt', 'its content was removed'],
  entfallen: ['sie zählt nicht mehr', 'it counts no longer'],
}

/** Statements that decisions relied on and that stand otherwise now, those with most decisions first. */
const readBetroffene = async (knoten: Wissensknoten, entscheidungen: readonly Entscheidung[]) => {
  const found = new Map<string, Siegelwirkung & { readonly slot: string | undefined; readonly akten: Set<string> }>()
  const byProfil = Map.groupBy(entscheidungen, ({ siegel }) => siegel.profil)
  for (const [profil, some] of byProfil) {
    await knoten.readProfile([profil as ProfilId], ({ stand }) => {
      for (const { siegel, aktenzeichen } of some) {
        for (const { aenderung, wirkung } of compareSiegel(stand, siegel)) {
          const slot = findAenderung(stand, aenderung)?.ort?.slot
          const known = found.get(aenderung) ?? { aenderung, wirkung, slot, akten: new Set<string>() }
          known.akten.add(aktenzeichen)
          found.set(aenderung, known)
        }
      }
    })
  }
  return [...found.values()]
    .map(({ aenderung, wirkung, slot, akten }) => {
      const [de, en] = worte[wirkung]
      const n = akten.size
      return {
        aenderung,
        ...(slot === undefined ? {} : { slot }),
        wirkung,
        entscheidungen: n,
        aktenzeichen: [...akten].sort(),
        text: `${n} ${n === 1 ? 'Entscheidung stützte' : 'Entscheidungen stützten'} sich auf diese Aussage; ${de}.`,
        textEnglisch: `${n} ${n === 1 ? 'decision' : 'decisions'} relied on this statement; ${en}.`,
      }
    })
    .sort((a, b) => b.entscheidungen - a.entscheidungen || (a.aenderung < b.aenderung ? -1 : 1))
}
