import { randomUUID } from 'node:crypto'
import { type Abo, createAbo, deleteAbo, listAbos, listBenachrichtigungen } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { personOf } from '../kern/knoten.ts'
import { sichtbarkeitOf } from '../kern/sichtbarkeit.ts'
import { isProfilId } from '../kern/slot.ts'
import { type Aboeintrag, deleteAboeintrag, insertAbo, listAboeintraege } from '../speicher/abo.ts'
import { listBeobachtetes } from '../speicher/beobachtet.ts'
import { maySee } from '../vorlage/feld.ts'
import { findFeld } from '../vorlage/vorlage.ts'
import { sendJson } from './antwort.ts'
import { createEinmal, requireMitarbeit, type Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Watch lists and what has changed of them. They are of the person, at this node; nothing has to run for them. */
export const wissenBeobachten: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify, now } = dienste
  const einmal = createEinmal(dienste)

  app.route({
    ...createAbo,
    handler: async (request, reply) => {
      const { kennung } = requireMitarbeit(await identify(request))
      refuseAbo(request.body)
      return einmal(request, reply, async () =>
        toAbo(await knoten.beside((db) => insertAbo(db, { id: randomUUID(), kennung, ...request.body }, now()))),
      )
    },
  })

  app.route({
    ...listAbos,
    handler: async (request, reply) => {
      const { kennung } = requireMitarbeit(await identify(request))
      const eintraege = await knoten.beside((db) => listAboeintraege(db, kennung))
      return sendJson(reply, { eintraege: eintraege.map(toAbo) })
    },
  })

  app.route({
    ...deleteAbo,
    handler: async (request, reply) => {
      const { kennung } = requireMitarbeit(await identify(request))
      const { id } = request.params
      const gone = await knoten.beside((db) => deleteAboeintrag(db, kennung, id))
      if (!gone) throw new WissensproblemError('not-found', id)
      return sendJson(reply, toAbo(gone))
    },
  })

  app.route({
    ...listBenachrichtigungen,
    handler: async (request, reply) => {
      const { kennung, stufe } = requireMitarbeit(await identify(request))
      const { nach } = request.query
      const netz = await knoten.readNetz((own) => own.netz)
      const { eintraege, bis, mehr } = await knoten.readSichten(async (db) =>
        listBeobachtetes(db, await listAboeintraege(db, kennung), nach),
      )
      return sendJson(reply, {
        eintraege: eintraege
          .filter(({ slot, kopf }) => maySee(stufe, sichtbarkeitOf(slot, kopf.zugang)))
          .map(({ kopf, ...eintrag }) => ({
            ...eintrag,
            kammer: kopf.kammer,
            person: personOf({ netz }, kopf),
            erstelltAm: kopf.erstelltAm,
          })),
        bis,
        mehr,
      })
    },
  })
}

const toAbo = ({ id, art, wert, erstelltAm }: Aboeintrag): Abo => ({ id, art, wert, erstelltAm })

/** Whether there is something like that to watch. */
const isBeobachtbar = ({ art, wert }: Pick<Abo, 'art' | 'wert'>): boolean => {
  const [profil = '', abschnitt = '', feld, ...rest] = wert.split('/')
  switch (art) {
    case 'land':
      return isProfilId(`land:${wert}`)
    case 'profil':
      return isProfilId(wert)
    case 'abschnitt':
      return isProfilId(profil) && /^[a-z][A-Za-z0-9]{0,39}$/.test(abschnitt) && feld === undefined
    case 'feld':
      return (
        isProfilId(profil) && feld !== undefined && rest.length === 0 && findFeld(profil, abschnitt, feld) !== undefined
      )
    case 'kammer':
      return /^[0-9A-Z]{3,12}$/.test(wert)
    case 'quelle':
      return /^[0-9a-f]{64}$/.test(wert) || URL.canParse(wert)
  }
}

const refuseAbo = (abo: Pick<Abo, 'art' | 'wert'>): void => {
  if (isBeobachtbar(abo)) return
  throw new WissensproblemError('rule-violated', abo.wert, [
    {
      regel: 'BQ-ABO-FORM',
      schwere: 'fehler',
      pfad: '/wert',
      text: 'So etwas gibt es nicht zu beobachten.',
      textEnglisch: 'There is no such thing to watch.',
    },
  ])
}
