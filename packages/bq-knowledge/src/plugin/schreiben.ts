import type { FastifyPluginAsync } from 'fastify'
import { type Static, Type } from 'typebox'
import type { Aenderungssatz, Wissensrolle } from '../kern/aenderungssatz.ts'
import { type BearbeiteteFassung, type Profilfassung, planFassung, previewEntwuerfe } from '../kern/fassung.ts'
import { grenzen } from '../kern/grenzen.ts'
import type { Knoten } from '../kern/knoten.ts'
import { type Entwurf, headIdsOf, revertEntwuerfe, writeSatz } from '../kern/schreiber.ts'
import { aenderungIdOf, aenderungIdPattern } from '../kern/slot.ts'
import { isMenge } from '../kern/slotstand.ts'
import { requireSchreiber, type Wissensaufrufer, type Wissensdienste } from './aufrufer.ts'
import { isAblehnung, toVerstoss, WissensproblemError } from './wissensproblem.ts'

const closed = { additionalProperties: false } as const
const aenderungId = Type.String({ pattern: aenderungIdPattern })
const koepfe = Type.Array(aenderungId, { maxItems: grenzen.ersetzt, uniqueItems: true })
const rolle = Type.Unsafe<Wissensrolle>({
  type: 'string',
  enum: ['bearbeiter', 'pruefer', 'redaktion', 'netzadministration'],
})
const nachricht = Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 }))

const CreateAenderungssatz = Type.Object(
  {
    nachricht,
    rolle: Type.Optional(rolle),
    zugang: Type.Optional(Type.Unsafe<'oeffentlich' | 'kammern'>({ type: 'string', enum: ['oeffentlich', 'kammern'] })),
    /** Set a value beside others that came meanwhile, instead of being told about them. */
    nebeneinander: Type.Optional(Type.Boolean()),
    aenderungen: Type.Array(
      Type.Object(
        {
          slot: Type.String({ minLength: 1, maxLength: 240 }),
          ersetzt: koepfe,
          wert: Type.Unknown(),
          angaben: Type.Optional(Type.Unknown()),
        },
        closed,
      ),
      { minItems: 1, maxItems: grenzen.aenderungen - 1 },
    ),
  },
  closed,
)

const CreatePruefvermerk = Type.Object(
  {
    ziele: Type.Array(aenderungId, { minItems: 1, maxItems: grenzen.aenderungen, uniqueItems: true }),
    urteil: Type.Unsafe<'frei' | 'nein' | 'rueckfrage'>({ type: 'string', enum: ['frei', 'nein', 'rueckfrage'] }),
    text: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000 })),
    ersetzt: Type.Optional(koepfe),
  },
  closed,
)

const Ruecknahme = Type.Object({ grund: Type.String({ minLength: 1, maxLength: 2_000 }) }, closed)
const SatzParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) })

/** Three versions of a profile are held against each other by the core, which reads them with care. */
const Dreiwege = Type.Object(
  {
    basis: Type.Unsafe<Profilfassung>(Type.Object({ profil: Type.String(), aussagen: Type.Array(Type.Object({})) })),
    meins: Type.Unsafe<BearbeiteteFassung>(Type.Object({ aussagen: Type.Array(Type.Object({})) })),
    grund: Type.String({ minLength: 1, maxLength: 2_000 }),
  },
  closed,
)

/** Editing and reviewing: what somebody sends becomes a signed changeset of the own chain. */
export const wissenSchreiben: FastifyPluginAsync<Wissensdienste> = async (app, { knoten, identify, now }) => {
  const store = async (
    aufrufer: Wissensaufrufer,
    alsRolle: Wissensrolle,
    draft: (own: Knoten) => readonly Entwurf[],
    optionen: { readonly zugang?: 'oeffentlich' | 'kammern'; readonly nachricht?: string } = {},
  ) => {
    const schreiber = requireSchreiber(aufrufer, alsRolle)
    const { ergebnis, pfad, satz } = await knoten.write((own) =>
      writeSatz(own.netz, schreiber, draft(own), { erstelltAm: now().toISOString(), ...optionen }),
    )
    if (isAblehnung(ergebnis)) throw new WissensproblemError('rule-violated', ergebnis, [toVerstoss(ergebnis, pfad)])
    // The chain of the own key was cut or its key ended: what is written there counts nowhere.
    if (ergebnis !== 'neu') throw new WissensproblemError('conflict', `The own chain answers ${ergebnis}`)
    return toAntwort(satz)
  }

  app.post('/aenderungssaetze', { schema: { body: CreateAenderungssatz } }, async (request, reply) => {
    const aufrufer = await identify(request)
    const { aenderungen, nebeneinander = false, ...body } = request.body as Static<typeof CreateAenderungssatz>
    const { rolle: alsRolle = 'bearbeiter', ...optionen } = body
    const draft = (own: Knoten): readonly Entwurf[] => {
      if (!nebeneinander) refuseStale(own, aenderungen)
      return aenderungen
    }
    return reply.code(201).send(await store(aufrufer, alsRolle, draft, optionen))
  })

  app.post(
    '/aenderungssaetze/:id/ruecknahme',
    { schema: { params: SatzParams, body: Ruecknahme } },
    async (request, reply) => {
      const aufrufer = await identify(request)
      const { id } = request.params as Static<typeof SatzParams>
      const { grund } = request.body as Static<typeof Ruecknahme>
      const draft = ({ stand }: Knoten) => {
        const entwuerfe = revertEntwuerfe(stand, id, grund)
        if (entwuerfe.length === 0) throw new WissensproblemError('conflict', 'Nothing of this changeset still stands')
        return entwuerfe
      }
      return reply.code(201).send(await store(aufrufer, 'bearbeiter', draft))
    },
  )

  app.post('/pruefvermerke', { schema: { body: CreatePruefvermerk } }, async (request, reply) => {
    const { ziele, urteil, text = null, ersetzt = [] } = request.body as Static<typeof CreatePruefvermerk>
    const draft = () => [{ slot: 'pruefvermerk', ersetzt, wert: text, angaben: { ziele, urteil } }]
    return reply.code(201).send(await store(await identify(request), 'pruefer', draft))
  })

  app.post('/import/dreiwege', { schema: { body: Dreiwege } }, async (request) => {
    requireSchreiber(await identify(request), 'bearbeiter')
    const { basis, meins, grund } = request.body as Static<typeof Dreiwege>
    return knoten.read(({ stand }) => {
      const plan = planFassung(stand, basis, meins, grund)
      return { aenderungen: plan, vorschau: previewEntwuerfe(stand, plan) }
    })
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
