import { datumInBerlin, getRueckstand, listVeralteteAussagen, listVorschlaege } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { readProfil } from '../kern/ansicht.ts'
import type { Aussage } from '../kern/aussage.ts'
import type { Anfrageangaben, Antwortangaben } from '../kern/netzangaben.ts'
import { type ProfilId, parseAenderungId } from '../kern/slot.ts'
import { idOf } from '../kern/stand.ts'
import { landOf, leitungOf, listOffene, pruefauftragOf, pruefenBisOf, urteileOf } from '../kern/vorschlag.ts'
import { listEinzelaenderungen } from '../speicher/einzelslots.ts'
import { listErstellt, listOffeneProfile } from '../speicher/offene.ts'
import type { Verbindung } from '../speicher/speicher.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import type { Sichtbarkeit } from '../vorlage/feld.ts'
import { sendJson } from './antwort.ts'
import { requireSicht, type Wissensdienste } from './aufrufer.ts'

/** Profiles of one page of the queue. */
const profilesPerPage = 50
/** How long the public figure of the backlog is kept, in milliseconds. */
const rueckstandAlter = 60_000

/** The queue of reviewers with due dates and deputies, the public backlog, and what has to be looked at again. */
export const wissenVorlegen: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, { knoten, identify, now }) => {
  const heute = () => datumInBerlin(now().toISOString())

  app.route({
    ...listVorschlaege,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      requireSicht(aufrufer, 'arbeit')
      const { profil, kammer, faellig, nach } = request.query
      const profile = profil ? [profil] : await knoten.readSichten((db) => listOffeneProfile(db, nach, profilesPerPage))
      const naechstes = profil || profile.length < profilesPerPage ? undefined : profile.at(-1)
      const vorschlaege = (await readVorschlaege(knoten, profile, aufrufer.stufe, heute()))
        .filter(({ zustaendig }) => kammer === undefined || zustaendig === kammer)
        .filter(({ faelligAm }) => faellig === undefined || faelligAm <= faellig)
      return sendJson(reply, { vorschlaege, ...(naechstes === undefined ? {} : { naechstes }) })
    },
  })

  let rueckstand: { readonly am: number; readonly kammern: readonly object[] } | undefined
  app.route({
    ...getRueckstand,
    handler: async (request, reply) => {
      await identify(request)
      const am = now().getTime()
      if (rueckstand === undefined || Math.abs(am - rueckstand.am) > rueckstandAlter)
        rueckstand = { am, kammern: await countRueckstand(knoten, heute()) }
      return sendJson(reply, { kammern: rueckstand.kammern })
    },
  })

  app.route({
    ...listVeralteteAussagen,
    handler: async (request, reply) => {
      const { stufe } = await identify(request)
      const { profil } = request.query
      const aussagen = await knoten.readProfile([profil], ({ stand }) =>
        readProfil(stand, profil, { sicht: 'oeffentlich', stufe }),
      )
      const saetze = aussagen.flatMap(({ werte }) => werte.flatMap(({ aenderungen }) => aenderungen.map(satzOf)))
      const erstellt = await knoten.readSichten((db) => listErstellt(db, saetze))
      const tag = heute()
      const eintraege = aussagen
        .flatMap(({ slot, abschnitt, werte }) =>
          werte.map(({ wert, aenderungen }) => {
            // Whoever said it last has looked at it last.
            const zuletzt =
              aenderungen
                .map((id) => erstellt.get(satzOf(id)) ?? '')
                .sort()
                .at(-1) ?? ''
            return { slot, aenderungen, pruefenBis: pruefenBisOf(abschnitt, (wert ?? {}) as Aussage, zuletzt) }
          }),
        )
        .filter(({ pruefenBis }) => pruefenBis < tag)
        .sort((a, b) => (a.pruefenBis < b.pruefenBis ? -1 : a.pruefenBis > b.pruefenBis ? 1 : 0))
      return sendJson(reply, { eintraege })
    },
  })
}

const satzOf = (id: string): string => parseAenderungId(id).satz

/** Statements and profiles on which the deadline of a case hangs, and changesets that answer such a question. */
const listEilige = async (db: Verbindung) => {
  const found = await listEinzelaenderungen(db, ['anfrage', 'antwort'])
  const eilige = found.filter(({ slot, angaben }) => slot === 'anfrage' && (angaben as Anfrageangaben).fallfrist)
  const ids = new Set(eilige.map(({ id }) => id))
  const antworten = found.filter(
    ({ slot, angaben }) => slot === 'antwort' && ids.has((angaben as Antwortangaben).anfrage),
  )
  const beantwortet = new Map(eilige.map(({ id, angaben }) => [id, new Set((angaben as Anfrageangaben).an)]))
  for (const { kopf, angaben } of antworten) beantwortet.get((angaben as Antwortangaben).anfrage)?.delete(kopf.kammer)
  const offene = eilige.filter(({ id }) => (beantwortet.get(id)?.size ?? 0) > 0)
  return {
    orte: offene.map(({ angaben }) => (angaben as Anfrageangaben).zu),
    saetze: new Set(antworten.map(({ satz }) => satz)),
  }
}

/** What waits for review in some profiles, with its day and the chamber in charge. */
const readVorschlaege = async (
  knoten: Wissensknoten,
  profile: readonly ProfilId[],
  stufe: Sichtbarkeit,
  heute: string,
) => {
  // Who is in charge of a country is in charge of its qualifications, too.
  const laender = await knoten.readProfile(profile, ({ stand }) => profile.flatMap((id) => landOf(stand, id) ?? []))
  const offene = await knoten.readProfile([...new Set([...profile, ...laender])], ({ stand }) =>
    profile.flatMap((profil) => {
      const own = leitungOf(stand, profil)
      const land = landOf(stand, profil)
      const leitung = own.length > 0 || land === undefined ? own : leitungOf(stand, land)
      return listOffene(stand, profil, stufe).map((eintrag) => ({
        aenderung: idOf(eintrag),
        slot: eintrag.ort?.slot ?? '',
        kammer: eintrag.satz.urheber?.kammer ?? '',
        person: eintrag.satz.urheber?.person ?? '',
        urteile: urteileOf(eintrag),
        profil,
        leitung,
      }))
    }),
  )
  const [erstellt, eilige] = await knoten.readSichten(async (db) => {
    const saetze = offene.map(({ aenderung }) => satzOf(aenderung))
    return [await listErstellt(db, saetze), await listEilige(db)] as const
  })
  return offene
    .map(({ leitung, profil, ...offen }) => {
      const erstelltAm = erstellt.get(satzOf(offen.aenderung)) ?? ''
      const haengtDaran = (ort: string) => ort === profil || offen.slot === ort || offen.slot.startsWith(`${ort}/`)
      const eilig = eilige.saetze.has(satzOf(offen.aenderung)) || eilige.orte.some(haengtDaran)
      return { ...offen, erstelltAm, eilig, ...pruefauftragOf(erstelltAm, leitung, eilig, heute) }
    })
    .sort((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : a.aenderung < b.aenderung ? -1 : 1))
}

/** Counts what waits at each chamber, page by page. */
const countRueckstand = async (knoten: Wissensknoten, heute: string) => {
  const counts = new Map<string, { offen: number; ueberfaellig: number }>()
  for (let nach: ProfilId | undefined; ; ) {
    const profile = await knoten.readSichten((db) => listOffeneProfile(db, nach, profilesPerPage))
    for (const { zustaendig = '', faelligAm } of await readVorschlaege(knoten, profile, 'redaktion', heute)) {
      const count = counts.get(zustaendig) ?? { offen: 0, ueberfaellig: 0 }
      count.offen++
      if (faelligAm < heute) count.ueberfaellig++
      counts.set(zustaendig, count)
    }
    nach = profile.at(-1)
    if (profile.length < profilesPerPage) break
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kammer, count]) => ({ ...(kammer === '' ? {} : { kammer }), ...count }))
}
