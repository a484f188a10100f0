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
  listWidersprueche,
  type WissensprofilParameter,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { standVectorOf } from '../kern/abgleich.ts'
import { listNachbarn, readProfil } from '../kern/ansicht.ts'
import type { Knoten } from '../kern/knoten.ts'
import { maySeeAenderung } from '../kern/sichtbarkeit.ts'
import { checkSiegel, compareSiegel, sealProfil } from '../kern/siegel.ts'
import { type ProfilId, parseSlot } from '../kern/slot.ts'
import { listKonflikte, type Slotstand } from '../kern/slotstand.ts'
import { findAenderung, type Wissensstand } from '../kern/stand.ts'
import { blame, diffStaende, type Herkunft, listVerlauf } from '../kern/verlauf.ts'
import { findWidersprueche, type Widerspruch } from '../kern/widerspruch.ts'
import { parseVektor, type Wissensvektor } from '../speicher/rueckblick.ts'
import { listStrittige } from '../speicher/sicht.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
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
    const zeitpunkt = frage.zeitpunkt === undefined ? {} : { zeitpunkt: frage.zeitpunkt }
    return readMitNachbarn(knoten, id, readVektor(frage.stand), ({ stand }) => {
      if (!stand.profile.has(id)) throw new WissensproblemError('not-found', id)
      return {
        id,
        vorlage: vorlageOf(id).art,
        sicht,
        ...zeitpunkt,
        aussagen: readProfil(stand, id, { sicht, stufe, ...zeitpunkt }),
        widersprueche: findWidersprueche(stand, id, { sicht, stufe }).map(toAussagenwiderspruch),
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
    ...listKonflikteOperation,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const { profil } = request.query
      const profile = profil === undefined ? await knoten.readSichten((db) => listStrittige(db, sicht)) : [profil]
      const konflikte: Slotstand[] = []
      for (let start = 0; start < profile.length; start += profilesAtOnce) {
        const some = profile.slice(start, start + profilesAtOnce)
        konflikte.push(
          ...(await knoten.readProfile(some, ({ stand }) =>
            some.flatMap((id) =>
              listKonflikte(stand, sicht, id).flatMap((one) => visiblePart(stand, one, aufrufer.stufe)),
            ),
          )),
        )
      }
      return sendJson(reply, { konflikte })
    },
  })

  app.route({
    ...listWidersprueche,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const auftrag = { sicht, stufe: aufrufer.stufe }
      const { profil } = request.query
      const found = await readMitNachbarn(knoten, profil, undefined, ({ stand }) =>
        findWidersprueche(stand, profil, auftrag),
      )
      return sendJson(reply, { widersprueche: found.map(toAussagenwiderspruch) })
    },
  })

  const readHistory = async (request: FastifyRequest, slot: string, history: typeof blame) => {
    const { stufe } = await identify(request)
    const profil = parseSlot(slot)?.profil
    return knoten.readProfile(profil ? [profil] : [], ({ stand }) => {
      const ort = stand.slots.get(slot)
      const aenderungen = ort ? history(stand, ort, stufe) : []
      const visible = aenderungen.filter(({ freigegeben }) => freigegeben || maySee(stufe, 'kammern'))
      if (visible.length === 0) throw new WissensproblemError('not-found', slot)
      return { slot, aenderungen: visible.map((herkunft) => withoutReasons(herkunft, stufe)) }
    })
  }

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
      const vorher = await knoten.readProfile([profil], ({ stand }) => stand, readVektor(von))
      const nachher = await knoten.readProfile([profil], ({ stand }) => stand, readVektor(bis))
      return sendJson(reply, { unterschiede: diffStaende(vorher, nachher, sicht, aufrufer.stufe) })
    },
  })

  app.route({
    ...getWissenssiegel,
    handler: async (request, reply) => {
      const { profil } = request.query
      const siegel = await knoten.readProfile([profil], (own) => {
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
      const wirkungen = await knoten.readProfile([siegel.profil], ({ stand }) => compareSiegel(stand, siegel))
      return sendJson(reply, { gueltig: checkSiegel(siegel), wirkungen })
    },
  })
}

const toAussagenwiderspruch = ({ de, en, ...widerspruch }: Widerspruch) => ({
  ...widerspruch,
  text: de,
  textEnglisch: en,
})

/** Profiles that are read together when very many are. */
const profilesAtOnce = 50

const readVektor = (text: string | undefined): Wissensvektor | undefined => {
  const vektor = text === undefined ? undefined : parseVektor(text)
  if (text === undefined || vektor) return vektor
  throw new WissensproblemError('validation-failed', 'A state is written as ihk-101:5,ihk-102:3')
}

/** Reads a profile together with those that its statements name, which contradictions may lie in. */
const readMitNachbarn = async <T>(
  knoten: Wissensknoten,
  id: ProfilId,
  vektor: Wissensvektor | undefined,
  work: (own: Knoten) => T,
): Promise<T> => {
  const first = await knoten.readProfile(
    [id],
    (own) => {
      const nachbarn = listNachbarn(own.stand, id)
      return nachbarn.length > 0 ? { nachbarn } : { value: work(own) }
    },
    vektor,
  )
  return 'value' in first ? first.value : knoten.readProfile([id, ...first.nachbarn], work, vektor)
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
