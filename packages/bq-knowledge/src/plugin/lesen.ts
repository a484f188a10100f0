import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { standVectorOf } from '../kern/abgleich.ts'
import { readProfil } from '../kern/ansicht.ts'
import { exportFassung } from '../kern/fassung.ts'
import { isFreigegeben, listVermerke } from '../kern/freigabe.ts'
import type { Knoten } from '../kern/knoten.ts'
import type { Pruefvermerk } from '../kern/netzangaben.ts'
import { maySeeAenderung } from '../kern/sichtbarkeit.ts'
import { checkSiegel, compareSiegel, type Siegel, sealProfil } from '../kern/siegel.ts'
import { type ProfilId, parseSlot, profilPattern } from '../kern/slot.ts'
import { listKonflikte, type Sicht, type Slotstand } from '../kern/slotstand.ts'
import { findAenderung, headsOf, idOf, type Wissensstand } from '../kern/stand.ts'
import { blame, diffStaende, type Herkunft, listVerlauf } from '../kern/verlauf.ts'
import { findWidersprueche } from '../kern/widerspruch.ts'
import { zeitangabePattern } from '../kern/zeit.ts'
import { foldProfilAt, parseVektor } from '../speicher/rueckblick.ts'
import { maySee, type Sichtbarkeit } from '../vorlage/feld.ts'
import { vorlageOf } from '../vorlage/vorlage.ts'
import { requireSicht, type Wissensaufrufer, type Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

const zeitpunkt = Type.Optional(Type.String({ pattern: zeitangabePattern, description: 'Time in the country.' }))
const sicht = Type.Optional(
  Type.Unsafe<Sicht>({
    type: 'string',
    enum: ['oeffentlich', 'arbeit'],
    description: 'Which view; default published.',
  }),
)
const stand = Type.Optional(
  Type.String({ maxLength: 20_000, description: 'How far each chain was known: `ihk-101:5,ihk-102:3`.' }),
)
const profil = Type.Unsafe<ProfilId>({ type: 'string', pattern: profilPattern, description: 'Id of a profile.' })
const slot = Type.String({ minLength: 1, maxLength: 240, description: 'The place of a statement.' })
const closed = { additionalProperties: false } as const
const Profilfrage = Type.Object({ zeitpunkt, sicht, stand }, closed)

/** What a question asks for and who asks, with the types of its schemas. */
const queryOf = <S extends TSchema>(request: FastifyRequest, _schema: S): Static<S> => request.query as Static<S>

/** Reading: profiles at a time in the country and at a state of our knowledge, conflicts, contradictions, history, seals. */
export const wissenLesen: FastifyPluginAsync<Wissensdienste> = async (app, { knoten, identify }) => {
  const readOne = async (id: ProfilId, frage: Static<typeof Profilfrage>, aufrufer: Wissensaufrufer) => {
    const gewaehlt = requireSicht(aufrufer, frage.sicht)
    return knoten.read(async (own) => {
      if (!own.stand.profile.has(id)) throw new WissensproblemError('not-found', id)
      const gewusst = await foldAt(own, id, frage.stand)
      const { stufe } = aufrufer
      const auftrag = {
        sicht: gewaehlt,
        stufe,
        ...(frage.zeitpunkt === undefined ? {} : { zeitpunkt: frage.zeitpunkt }),
      }
      return {
        id,
        vorlage: vorlageOf(id).art,
        sicht: gewaehlt,
        ...(frage.zeitpunkt === undefined ? {} : { zeitpunkt: frage.zeitpunkt }),
        aussagen: readProfil(gewusst, id, auftrag),
        widersprueche: findWidersprueche(gewusst, id, { sicht: gewaehlt, stufe }),
      }
    })
  }

  const profilroute = (url: string, name: string, pattern: string, toId: (name: string) => string): void => {
    const params = Type.Object({ [name]: Type.String({ pattern }) })
    app.get(`${url}/:${name}`, { schema: { params, querystring: Profilfrage } }, async (request) => {
      const { [name]: wert = '' } = request.params as Record<string, string>
      return readOne(toId(wert) as ProfilId, queryOf(request, Profilfrage), await identify(request))
    })
  }
  const uuid = '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  profilroute('/laender', 'code', '^[A-Z]{2}(?:[A-Z]{2})?$', (code) => `land:${code}`)
  profilroute('/qualifikationen', 'id', uuid, (id) => `qual:${id}`)
  profilroute('/referenzberufe', 'id', uuid, (id) => `ref:${id}`)

  const Liste = Type.Object({ sicht }, closed)
  app.get('/laender', { schema: { querystring: Liste } }, async (request) => {
    const aufrufer = await identify(request)
    const gewaehlt = requireSicht(aufrufer, queryOf(request, Liste).sicht)
    return knoten.read((own) => ({
      laender: [...own.stand.profile.keys()]
        .filter((id) => id.startsWith('land:'))
        .sort()
        .map((id) => ({
          code: id.slice(5),
          aussagen: readProfil(own.stand, id, { sicht: gewaehlt, stufe: aufrufer.stufe }).length,
        }))
        .filter(({ aussagen }) => aussagen > 0),
    }))
  })

  const Sammlung = Type.Object({ profil: Type.Optional(profil), sicht }, closed)
  app.get('/konflikte', { schema: { querystring: Sammlung } }, async (request) => {
    const aufrufer = await identify(request)
    const frage = queryOf(request, Sammlung)
    const gewaehlt = requireSicht(aufrufer, frage.sicht)
    return knoten.read((own) => ({
      konflikte: listKonflikte(own.stand, gewaehlt, frage.profil).flatMap((konflikt) =>
        visiblePart(own.stand, konflikt, aufrufer.stufe),
      ),
    }))
  })

  const EinProfil = Type.Object({ profil, sicht }, closed)
  app.get('/widersprueche', { schema: { querystring: EinProfil } }, async (request) => {
    const aufrufer = await identify(request)
    const frage = queryOf(request, EinProfil)
    const gewaehlt = requireSicht(aufrufer, frage.sicht)
    return knoten.read((own) => ({
      widersprueche: findWidersprueche(own.stand, frage.profil, { sicht: gewaehlt, stufe: aufrufer.stufe }),
    }))
  })

  app.get('/vorschlaege', { schema: { querystring: EinProfil } }, async (request) => {
    const aufrufer = await identify(request)
    requireSicht(aufrufer, 'arbeit')
    const frage = queryOf(request, EinProfil)
    return knoten.read((own) => ({ vorschlaege: listVorschlaege(own, frage.profil, aufrufer.stufe) }))
  })

  const EinSlot = Type.Object({ slot }, closed)
  for (const [url, readHistory] of [
    ['/blame', blame],
    ['/verlauf', listVerlauf],
  ] as const) {
    app.get(url, { schema: { querystring: EinSlot } }, async (request) => {
      const { stufe } = await identify(request)
      const frage = queryOf(request, EinSlot)
      return knoten.read((own) => {
        const ort = own.stand.slots.get(frage.slot)
        const aenderungen = ort && parseSlot(ort.slot)?.profil ? readHistory(own.stand, ort, stufe) : []
        const visible = aenderungen.filter(({ freigegeben }) => freigegeben || maySee(stufe, 'kammern'))
        if (visible.length === 0) throw new WissensproblemError('not-found', frage.slot)
        return { slot: frage.slot, aenderungen: visible.map((herkunft) => withoutReasons(herkunft, stufe)) }
      })
    })
  }

  const Diff = Type.Object({ profil, von: Type.String({ maxLength: 20_000 }), bis: stand, sicht }, closed)
  app.get('/diff', { schema: { querystring: Diff } }, async (request) => {
    const aufrufer = await identify(request)
    const frage = queryOf(request, Diff)
    const gewaehlt = requireSicht(aufrufer, frage.sicht)
    return knoten.read(async (own) => {
      const vorher = await foldAt(own, frage.profil, frage.von)
      const nachher = await foldAt(own, frage.profil, frage.bis)
      const all = diffStaende(vorher, nachher, gewaehlt, aufrufer.stufe)
      return { unterschiede: all.filter(({ slot: name }) => parseSlot(name)?.profil === frage.profil) }
    })
  })

  app.get('/siegel', { schema: { querystring: Type.Object({ profil }, closed) } }, async (request) => {
    await identify(request)
    const frage = queryOf(request, EinProfil)
    return knoten.read((own) => {
      if (!own.stand.profile.has(frage.profil)) throw new WissensproblemError('not-found', frage.profil)
      return sealProfil(own.stand, frage.profil, standVectorOf(own))
    })
  })

  app.post('/siegel/pruefung', { schema: { body: Siegelform } }, async (request) => {
    await identify(request)
    const siegel = request.body as Siegel
    return knoten.read((own) => ({ gueltig: checkSiegel(siegel), wirkungen: compareSiegel(own.stand, siegel) }))
  })

  app.get('/fassung', { schema: { querystring: Type.Object({ profil }, closed) } }, async (request) => {
    const aufrufer = await identify(request)
    if (!maySee(aufrufer.stufe, 'redaktion')) throw new WissensproblemError('forbidden')
    return knoten.read((own) => exportFassung(own.stand, queryOf(request, EinProfil).profil))
  })
}

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Siegelform = Type.Object(
  {
    v: Type.Literal(1),
    profil,
    vektor: Type.Record(Type.String(), Type.Integer()),
    aenderungen: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}:[0-9]{1,4}:[0-9a-f]{8}$' }), { maxItems: 100_000 }),
    stand: hash,
    hash,
  },
  closed,
)

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

/** Heads of a profile that are not approved and that nobody refused, each with what was said about it. */
const listVorschlaege = ({ stand: gewusst }: Knoten, id: ProfilId, stufe: Sichtbarkeit) =>
  (gewusst.profile.get(id) ?? [])
    .flatMap((ort) => headsOf(ort))
    .filter((eintrag) => maySeeAenderung(stufe, eintrag) && !isFreigegeben(gewusst, eintrag))
    .map((eintrag) => ({
      aenderung: idOf(eintrag),
      slot: eintrag.ort?.slot ?? '',
      kammer: eintrag.satz.urheber?.kammer ?? '',
      person: eintrag.satz.urheber?.person ?? '',
      urteile: listVermerke(eintrag).map(({ angaben }) => (angaben as Pruefvermerk).urteil),
    }))
    .filter(({ urteile }) => !urteile.includes('nein'))
    .sort((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : a.aenderung < b.aenderung ? -1 : 1))
