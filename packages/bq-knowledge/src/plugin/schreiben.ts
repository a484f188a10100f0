import {
  createAenderungssatz,
  createPruefvermerk,
  getProfilfassung,
  listVorschlaege as listVorschlaegeOperation,
  previewDreiwege,
  revertAenderungssatz,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Aenderungssatz, Wissensrolle } from '../kern/aenderungssatz.ts'
import {
  type BearbeiteteFassung,
  exportFassung,
  type Profilfassung,
  planFassung,
  previewEntwuerfe,
} from '../kern/fassung.ts'
import { isFreigegeben, listVermerke } from '../kern/freigabe.ts'
import type { Knoten } from '../kern/knoten.ts'
import type { Pruefvermerk } from '../kern/netzangaben.ts'
import { type Entwurf, headIdsOf, revertEntwuerfe, writeSatz } from '../kern/schreiber.ts'
import { maySeeAenderung } from '../kern/sichtbarkeit.ts'
import { aenderungIdOf, type ProfilId } from '../kern/slot.ts'
import { isMenge } from '../kern/slotstand.ts'
import { headsOf, idOf } from '../kern/stand.ts'
import type { Sichtbarkeit } from '../vorlage/feld.ts'
import { sendJson, sendText } from './antwort.ts'
import { requireSchreiber, requireSicht, type Wissensdienste } from './aufrufer.ts'
import { isAblehnung, toVerstoss, WissensproblemError } from './wissensproblem.ts'

/** What goes into a changeset beside its changes. */
interface Satzangaben {
  readonly zugang?: 'oeffentlich' | 'kammern'
  readonly nachricht?: string
}

/** Signs changes in a role of the caller and stores them as the next changeset of the chain; answers 201, once per key of the request. */
export type Ablage = (
  request: FastifyRequest,
  reply: FastifyReply,
  alsRolle: Wissensrolle,
  draft: (own: Knoten) => readonly Entwurf[],
  angaben?: Satzangaben,
) => Promise<void>

/** Makes the way on which all routes that write do so. */
export const createAblage =
  ({ knoten, identify, now, once }: Wissensdienste): Ablage =>
  async (request, reply, alsRolle, draft, angaben = {}) => {
    const schreiber = requireSchreiber(await identify(request), alsRolle)
    const store = async (): Promise<string> => {
      const { ergebnis, pfad, satz } = await knoten.write((own) =>
        writeSatz(own.netz, schreiber, draft(own), { erstelltAm: now().toISOString(), ...angaben }),
      )
      if (isAblehnung(ergebnis)) throw refusalOf(ergebnis, pfad)
      // The chain of the own key was cut: what is written there counts nowhere.
      if (ergebnis !== 'neu') throw new WissensproblemError('conflict', `The own chain answers ${ergebnis}`)
      return JSON.stringify(toAntwort(satz))
    }
    const { text, wiederholt } = once ? await once(request, store) : { text: await store(), wiederholt: false }
    if (wiederholt) reply.header('idempotent-replayed', 'true')
    return sendText(reply.code(201), text)
  }

/** Keys that nobody granted yet, or that were revoked, are a state of the network and no fault of what is written. */
const refusalOf = (ergebnis: Parameters<typeof toVerstoss>[0], pfad: string | undefined): WissensproblemError =>
  ergebnis === 'unbekannter-schluessel' || ergebnis === 'schluessel-abgelaufen' || ergebnis === 'rolle-fehlt'
    ? new WissensproblemError('conflict', ergebnis, [toVerstoss(ergebnis, pfad)])
    : new WissensproblemError('rule-violated', ergebnis, [toVerstoss(ergebnis, pfad)])

/** Editing and reviewing: what somebody sends becomes a signed changeset of the own chain. */
export const wissenSchreiben: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify } = dienste
  const store = createAblage(dienste)

  app.route({
    ...createAenderungssatz,
    handler: async (request, reply) => {
      const { aenderungen, nebeneinander = false, rolle, ...angaben } = request.body
      const aufrufer = await identify(request)
      const alsRolle = rolle ?? (aufrufer.findSchreiber('bearbeiter') ? 'bearbeiter' : 'redaktion')
      const draft = (own: Knoten): readonly Entwurf[] => {
        if (!nebeneinander) refuseStale(own, aenderungen)
        return aenderungen
      }
      return store(request, reply, alsRolle, draft, angaben)
    },
  })

  app.route({
    ...revertAenderungssatz,
    handler: async (request, reply) => {
      const { id } = request.params
      const { grund } = request.body
      const aufrufer = await identify(request)
      const alsRolle = aufrufer.findSchreiber('bearbeiter') ? 'bearbeiter' : 'redaktion'
      const draft = ({ stand }: Knoten) => {
        const entwuerfe = revertEntwuerfe(stand, id, grund)
        if (entwuerfe.length === 0) throw new WissensproblemError('conflict', 'Nothing of this changeset still stands')
        return entwuerfe
      }
      return store(request, reply, alsRolle, draft)
    },
  })

  app.route({
    ...createPruefvermerk,
    handler: (request, reply) => {
      const { ziele, urteil, text = null, ersetzt = [] } = request.body
      const draft = () => [{ slot: 'pruefvermerk', ersetzt, wert: text, angaben: { ziele, urteil } }]
      return store(request, reply, 'pruefer', draft)
    },
  })

  app.route({
    ...listVorschlaegeOperation,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      requireSicht(aufrufer, 'arbeit')
      const vorschlaege = await knoten.read((own) => listVorschlaege(own, request.query.profil, aufrufer.stufe))
      return sendJson(reply, { vorschlaege })
    },
  })

  app.route({
    ...getProfilfassung,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      requireSicht(aufrufer, 'arbeit')
      const { profil } = request.query
      return sendJson(
        reply,
        await knoten.read(({ stand }) =>
          exportFassung(stand, profil, aufrufer.stufe === 'redaktion' ? 'redaktion' : 'kammern'),
        ),
      )
    },
  })

  app.route({
    ...previewDreiwege,
    handler: async (request, reply) => {
      requireSicht(await identify(request), 'arbeit')
      const { basis, meins, grund } = request.body
      const vorschau = await knoten.read(({ stand }) => {
        // The core reads three versions with care, whatever their statements hold.
        const plan = planFassung(stand, basis as Profilfassung, meins as BearbeiteteFassung, grund)
        return { aenderungen: plan, vorschau: previewEntwuerfe(stand, plan) }
      })
      return sendJson(reply, vorschau)
    },
  })
}

/** Somebody else changed what the author had on the screen: nothing is stored, and the heads of now are told. */
const refuseStale = ({ stand }: Knoten, entwuerfe: readonly Entwurf[]): void => {
  const stale = entwuerfe.flatMap(({ slot, ersetzt }) => {
    const ort = stand.slots.get(slot)
    if (!ort?.profil || isMenge(ort)) return []
    const heads = headIdsOf(stand, slot)
    return heads.join() === [...ersetzt].sort().join() ? [] : [`${slot}: ${heads.join(' ')}`]
  })
  if (stale.length > 0) throw new WissensproblemError('conflict', `Changed meanwhile; heads now: ${stale.join('; ')}`)
}

const toAntwort = ({ id, kopf, aenderungen }: Aenderungssatz) => ({
  id,
  knoten: kopf.knoten,
  nr: kopf.nr,
  aenderungen: aenderungen.flatMap((blatt, index) =>
    'slot' in blatt ? [{ id: aenderungIdOf(id, index, blatt.slot), slot: blatt.slot }] : [],
  ),
})

/** Heads of a profile that are not approved and that nobody refused, each with what was said about it. */
const listVorschlaege = ({ stand }: Knoten, id: ProfilId, stufe: Sichtbarkeit) =>
  (stand.profile.get(id) ?? [])
    .flatMap((ort) => headsOf(ort))
    .filter((eintrag) => maySeeAenderung(stufe, eintrag) && !isFreigegeben(stand, eintrag))
    .map((eintrag) => ({
      aenderung: idOf(eintrag),
      slot: eintrag.ort?.slot ?? '',
      kammer: eintrag.satz.urheber?.kammer ?? '',
      person: eintrag.satz.urheber?.person ?? '',
      urteile: listVermerke(eintrag).map(({ angaben }) => (angaben as Pruefvermerk).urteil),
    }))
    .filter(({ urteile }) => !urteile.includes('nein'))
    .sort((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : a.aenderung < b.aenderung ? -1 : 1))
