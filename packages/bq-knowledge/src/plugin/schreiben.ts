import {
  createAenderungssatz,
  createPruefvermerk,
  getProfilfassung,
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
import type { Knoten } from '../kern/knoten.ts'
import { type Entwurf, headIdsOf, revertEntwuerfe, writeSatz } from '../kern/schreiber.ts'
import { aenderungIdOf, type ProfilId, parseSlot } from '../kern/slot.ts'
import { isMenge } from '../kern/slotstand.ts'
import { sendJson } from './antwort.ts'
import { createEinmal, requireSchreiber, requireSicht, type Wissensaufrufer, type Wissensdienste } from './aufrufer.ts'
import { isAblehnung, toVerstoss, WissensproblemError } from './wissensproblem.ts'

/** What is to be written, and as whom. */
export interface Ablageauftrag {
  readonly rolle: Wissensrolle
  /** The profiles that `draft` looks at; the fold that it gets holds no others. */
  readonly profile: readonly ProfilId[]
  /** Makes the changes on the newest state, before anybody else writes. */
  readonly draft: (own: Knoten) => readonly Entwurf[]
  readonly zugang?: 'oeffentlich' | 'kammern'
  readonly nachricht?: string
}

/** Signs changes in a role of the caller and stores them as the next changeset of the chain; answers 201, once per key of the request. */
export type Ablage = (request: FastifyRequest, reply: FastifyReply, auftrag: Ablageauftrag) => Promise<void>

/** Makes the way on which all routes that write do so. */
export const createAblage = (dienste: Wissensdienste): Ablage => {
  const { knoten, identify, now } = dienste
  const einmal = createEinmal(dienste)
  return async (request, reply, { rolle, profile, draft, ...angaben }) => {
    const schreiber = requireSchreiber(await identify(request), rolle)
    const store = async () => {
      const { ergebnis, pfad, satz } = await knoten.writeProfile(profile, (own) =>
        writeSatz(own.netz, schreiber, draft(own), { erstelltAm: now().toISOString(), ...angaben }),
      )
      if (isAblehnung(ergebnis)) throw refusalOf(ergebnis, pfad)
      // The chain of the own key was cut: what is written there counts nowhere.
      if (ergebnis !== 'neu') throw new WissensproblemError('conflict', `The own chain answers ${ergebnis}`)
      return toAntwort(satz)
    }
    return einmal(request, reply, store)
  }
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
      const {
        aenderungen,
        nebeneinander = false,
        rolle = writingRole(await identify(request)),
        ...angaben
      } = request.body
      const draft = (own: Knoten): readonly Entwurf[] => {
        if (!nebeneinander) refuseStale(own, aenderungen)
        return aenderungen
      }
      return store(request, reply, { rolle, profile: profilesOf(aenderungen), draft, ...angaben })
    },
  })

  app.route({
    ...revertAenderungssatz,
    handler: async (request, reply) => {
      const { id } = request.params
      const { grund } = request.body
      const rolle = writingRole(await identify(request))
      const satz = await knoten.readNetz(({ speicher }) => speicher.find(id))
      if (!satz) throw new WissensproblemError('not-found', id)
      const profile = profilesOf(satz.aenderungen.flatMap((blatt) => ('slot' in blatt ? [blatt] : [])))
      const draft = ({ stand }: Knoten) => {
        const entwuerfe = revertEntwuerfe(stand, id, grund)
        if (entwuerfe.length === 0) throw new WissensproblemError('conflict', 'Nothing of this changeset still stands')
        return entwuerfe
      }
      return store(request, reply, { rolle, profile, draft })
    },
  })

  app.route({
    ...createPruefvermerk,
    handler: (request, reply) => {
      const { ziele, urteil, text = null, ersetzt = [] } = request.body
      const draft = () => [{ slot: 'pruefvermerk', ersetzt, wert: text, angaben: { ziele, urteil } }]
      return store(request, reply, { rolle: 'pruefer', profile: [], draft })
    },
  })

  app.route({
    ...getProfilfassung,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      requireSicht(aufrufer, 'arbeit')
      const { profil } = request.query
      const stufe = aufrufer.stufe === 'redaktion' ? 'redaktion' : 'kammern'
      return sendJson(reply, await knoten.readProfile([profil], ({ stand }) => exportFassung(stand, profil, stufe)))
    },
  })

  app.route({
    ...previewDreiwege,
    handler: async (request, reply) => {
      requireSicht(await identify(request), 'arbeit')
      const { basis, meins, grund } = request.body
      const vorschau = await knoten.readProfile([basis.profil], ({ stand }) => {
        // The core reads three versions with care, whatever their statements hold.
        const plan = planFassung(stand, basis as Profilfassung, meins as BearbeiteteFassung, grund)
        return { aenderungen: plan, vorschau: previewEntwuerfe(stand, plan) }
      })
      return sendJson(reply, vorschau)
    },
  })
}

/** The role in which somebody writes who does not say so: that of the editor, or the only one that is held. */
export const writingRole = ({ findSchreiber }: Wissensaufrufer): Wissensrolle =>
  (['bearbeiter', 'redaktion', 'netzadministration'] as const).find((rolle) => findSchreiber(rolle)) ?? 'bearbeiter'

/** The role in which somebody speaks to other chambers, whatever it is. */
export const speakingRole = ({ findSchreiber }: Wissensaufrufer): Wissensrolle =>
  (['bearbeiter', 'pruefer', 'redaktion'] as const).find((rolle) => findSchreiber(rolle)) ?? 'bearbeiter'

/** The profiles whose slots are spoken of. */
export const profilesOf = (places: readonly { readonly slot: string }[]): ProfilId[] => [
  ...new Set(places.flatMap(({ slot }) => parseSlot(slot)?.profil ?? [])),
]

/** Somebody else changed what the author had on the screen: nothing is stored, and the heads of now are told. */
export const refuseStale = ({ stand }: Knoten, entwuerfe: readonly Entwurf[]): void => {
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
