import {
  checkWissenssiegel,
  compareStaende,
  getBlame,
  getLand,
  getQualifikation,
  getReferenzberuf,
  getSlotverlauf,
  getWissenssiegel,
  listKonflikte as listKonflikteOperation,
  listLaender,
  listWidersprueche,
  type WissensprofilParameter,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { standVectorOf } from '../kern/abgleich.ts'
import { readProfil } from '../kern/ansicht.ts'
import type { Knoten } from '../kern/knoten.ts'
import { maySeeAenderung } from '../kern/sichtbarkeit.ts'
import { checkSiegel, compareSiegel, sealProfil } from '../kern/siegel.ts'
import { type ProfilId, parseSlot } from '../kern/slot.ts'
import { listKonflikte, type Slotstand } from '../kern/slotstand.ts'
import { findAenderung, type Wissensstand } from '../kern/stand.ts'
import { blame, diffStaende, type Herkunft, listVerlauf } from '../kern/verlauf.ts'
import { findWidersprueche, type Widerspruch } from '../kern/widerspruch.ts'
import { foldProfilAt, parseVektor } from '../speicher/rueckblick.ts'
import { maySee, type Sichtbarkeit } from '../vorlage/feld.ts'
import { vorlageOf } from '../vorlage/vorlage.ts'
import { sendJson } from './antwort.ts'
import { requireSicht, type Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Reading: profiles at a time in the country and at a state of our knowledge, conflicts, contradictions, history, seals. */
export const wissenLesen: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, { knoten, identify }) => {
  const readOne = async (request: FastifyRequest, id: ProfilId, frage: WissensprofilParameter) => {
    const { stufe, ...aufrufer } = await identify(request)
    const sicht = requireSicht({ stufe, ...aufrufer }, frage.sicht)
    return knoten.read(async (own) => {
      if (!own.stand.profile.has(id)) throw new WissensproblemError('not-found', id)
      const gewusst = await foldAt(own, id, frage.stand)
      const zeitpunkt = frage.zeitpunkt === undefined ? {} : { zeitpunkt: frage.zeitpunkt }
      return {
        id,
        vorlage: vorlageOf(id).art,
        sicht,
        ...zeitpunkt,
        aussagen: readProfil(gewusst, id, { sicht, stufe, ...zeitpunkt }),
        widersprueche: findWidersprueche(gewusst, id, { sicht, stufe }).map(toAussagenwiderspruch),
      }
    })
  }

  app.route({
    ...getLand,
    handler: async (request, reply) =>
      sendJson(reply, await readOne(request, `land:${request.params.code}`, request.query)),
  })

  app.route({
    ...getQualifikation,
    handler: async (request, reply) =>
      sendJson(reply, await readOne(request, `qual:${request.params.id}`, request.query)),
  })

  app.route({
    ...getReferenzberuf,
    handler: async (request, reply) =>
      sendJson(reply, await readOne(request, `ref:${request.params.id}`, request.query)),
  })

  app.route({
    ...listLaender,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const { stufe } = aufrufer
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const laender = await knoten.read(({ stand }) =>
        [...stand.profile.keys()]
          .filter((id) => id.startsWith('land:'))
          .sort()
          .map((id) => ({ code: id.slice(5), aussagen: readProfil(stand, id, { sicht, stufe }).length }))
          .filter(({ aussagen }) => aussagen > 0),
      )
      return sendJson(reply, { laender })
    },
  })

  app.route({
    ...listKonflikteOperation,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const konflikte = await knoten.read(({ stand }) =>
        listKonflikte(stand, sicht, request.query.profil).flatMap((one) => visiblePart(stand, one, aufrufer.stufe)),
      )
      return sendJson(reply, { konflikte })
    },
  })

  app.route({
    ...listWidersprueche,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const auftrag = { sicht, stufe: aufrufer.stufe }
      const found = await knoten.read(({ stand }) => findWidersprueche(stand, request.query.profil, auftrag))
      return sendJson(reply, { widersprueche: found.map(toAussagenwiderspruch) })
    },
  })

  const readHistory = (request: FastifyRequest, slot: string, history: typeof blame) =>
    knoten.read(async ({ stand }) => {
      const { stufe } = await identify(request)
      const ort = stand.slots.get(slot)
      const aenderungen = ort && parseSlot(ort.slot)?.profil ? history(stand, ort, stufe) : []
      const visible = aenderungen.filter(({ freigegeben }) => freigegeben || maySee(stufe, 'kammern'))
      if (visible.length === 0) throw new WissensproblemError('not-found', slot)
      return { slot, aenderungen: visible.map((herkunft) => withoutReasons(herkunft, stufe)) }
    })

  app.route({
    ...getBlame,
    handler: async (request, reply) => sendJson(reply, await readHistory(request, request.query.slot, blame)),
  })

  app.route({
    ...getSlotverlauf,
    handler: async (request, reply) => sendJson(reply, await readHistory(request, request.query.slot, listVerlauf)),
  })

  app.route({
    ...compareStaende,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const { profil, von, bis } = request.query
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const unterschiede = await knoten.read(async (own) => {
        const vorher = await foldAt(own, profil, von)
        const nachher = await foldAt(own, profil, bis)
        const all = diffStaende(vorher, nachher, sicht, aufrufer.stufe)
        return all.filter(({ slot }) => parseSlot(slot)?.profil === profil)
      })
      return sendJson(reply, { unterschiede })
    },
  })

  app.route({
    ...getWissenssiegel,
    handler: async (request, reply) => {
      const { profil } = request.query
      const siegel = await knoten.read((own) => {
        if (!own.stand.profile.has(profil)) throw new WissensproblemError('not-found', profil)
        return sealProfil(own.stand, profil, standVectorOf(own))
      })
      return sendJson(reply, siegel)
    },
  })

  app.route({
    ...checkWissenssiegel,
    handler: async (request, reply) => {
      const siegel = request.body
      const wirkungen = await knoten.read(({ stand }) => compareSiegel(stand, siegel))
      return sendJson(reply, { gueltig: checkSiegel(siegel), wirkungen })
    },
  })
}

const toAussagenwiderspruch = ({ de, en, ...widerspruch }: Widerspruch) => ({
  ...widerspruch,
  text: de,
  textEnglisch: en,
})

/** The present state, or that of a profile at a vector. */
const foldAt = async (own: Knoten, id: ProfilId, text: string | undefined): Promise<Wissensstand> => {
  if (text === undefined) return own.stand
  const vektor = parseVektor(text)
  if (!vektor) throw new WissensproblemError('validation-failed', 'A state is written as ihk-101:5,ihk-102:3')
  return foldProfilAt(own, id, vektor)
}

/** The values of a conflict that the level may see; nothing when that is not a conflict any more. */
const visiblePart = (gewusst: Wissensstand, konflikt: Slotstand, stufe: Sichtbarkeit): Slotstand[] => {
  const werte = konflikt.werte.filter(({ aenderungen }) =>
    aenderungen.some((id) => {
      const eintrag = findAenderung(gewusst, id)
      return eintrag !== undefined && maySeeAenderung(stufe, eintrag)
    }),
  )
  return werte.length > 1 ? [{ ...konflikt, werte }] : []
}

/** Reasons of verdicts are for chambers. */
const withoutReasons = (herkunft: Herkunft, stufe: Sichtbarkeit): Herkunft =>
  maySee(stufe, 'kammern')
    ? herkunft
    : { ...herkunft, vermerke: herkunft.vermerke.map(({ text: _text, ...vermerk }) => vermerk) }
