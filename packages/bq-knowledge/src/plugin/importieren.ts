import { planWissensimport } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { planImport } from '../import/plan.ts'
import type { Importzeile } from '../import/zeile.ts'
import { personOf } from '../kern/knoten.ts'
import { pathOf } from '../kern/netz.ts'
import { type ProfilId, parseSlot } from '../kern/slot.ts'
import { sendJson } from './antwort.ts'
import { requireSchreiber, type Wissensdienste } from './aufrufer.ts'
import { writingRole } from './schreiben.ts'
import { toVerstoss, WissensproblemError } from './wissensproblem.ts'

/** Profiles of the rows; a row that is no statement is refused. */
const profilesOf = (zeilen: readonly Importzeile[]): ProfilId[] => {
  const slots = zeilen.map(({ id }) => parseSlot(id))
  const wrong = slots.findIndex((slot) => slot?.art !== 'aussage')
  if (wrong >= 0) {
    const pfad = `/zeilen/${wrong}/id`
    throw new WissensproblemError('rule-violated', 'slot-unbekannt', [toVerstoss('slot-unbekannt', pfad)])
  }
  return [...new Set(slots.flatMap((slot) => slot?.profil ?? []))]
}

/** Importing: the node plans what a file would change; who imports writes it with the own key, like any other edit. */
export const wissenImportieren: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, { knoten, identify }) => {
  app.route({
    ...planWissensimport,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const { knoten: kette, schluessel: autor } = requireSchreiber(aufrufer, writingRole(aufrufer))
      const { grund } = request.body
      // Contents are looked at when they are written.
      const zeilen = request.body.zeilen as unknown as readonly Importzeile[]
      const basis = request.body.basis as unknown as readonly Importzeile[] | undefined
      const profile = profilesOf([...zeilen, ...(basis ?? [])])
      const { vorschau, unveraendert } = await knoten.readProfile(profile, ({ stand, netz }) => {
        const nr = pathOf(netz, kette).length + 1
        const person = personOf({ netz }, { autor, knoten: kette, nr })
        return planImport(stand, { person, zeilen, grund, ...(basis === undefined ? {} : { basis }) })
      })
      const schritte = vorschau.map(({ entwurf, lage, jetzt }) => ({ aenderung: entwurf, lage, jetzt }))
      return sendJson(reply, { schritte, unveraendert })
    },
  })
}
