import {
  addArbeitstage,
  createWissensanfrage,
  createWissensantwort,
  createWissensbeitrag,
  datumInBerlin,
  type Fallangabe,
  listWissensanfragen,
  listWissensbeitraege,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { antwortfristOf, fallstandOf, nextFallfrist, resttageOf } from '../kern/fallfrist.ts'
import { personOf } from '../kern/knoten.ts'
import type { Netz } from '../kern/netz.ts'
import type { Anfrageangaben, Antwortangaben, Beitragsangaben } from '../kern/netzangaben.ts'
import { findPersonenbezug } from '../kern/personenbezug.ts'
import type { AenderungId } from '../kern/slot.ts'
import { type Einzelaenderung, listEinzelaenderungen, listVorschlaegeIn } from '../speicher/einzelslots.ts'
import { sendJson } from './antwort.ts'
import { requireSicht, type Wissensdienste } from './aufrufer.ts'
import { createAblage, profilesOf, refuseStale, speakingRole } from './schreiben.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Working days that an answer may take when nobody says otherwise. */
const antworttage = 10

/** Discussion of statements, and questions between chambers. Both are in the log: signed, for chambers alone, and redactable. */
export const wissenBesprechen: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify, now } = dienste
  const store = createAblage(dienste)
  const heute = () => datumInBerlin(now().toISOString())

  app.route({
    ...createWissensbeitrag,
    handler: async (request, reply) => {
      const { text, ...angaben } = request.body
      refusePersonenbezug(text, '/text')
      const rolle = speakingRole(await identify(request))
      const draft = () => [{ slot: 'beitrag', ersetzt: [], wert: text, angaben }]
      return store(request, reply, { rolle, profile: [], draft })
    },
  })

  app.route({
    ...listWissensbeitraege,
    handler: async (request, reply) => {
      requireSicht(await identify(request), 'arbeit')
      const { zu } = request.query
      const netz = await knoten.readNetz((own) => own.netz)
      const found = await knoten.readSichten((db) => listEinzelaenderungen(db, ['beitrag'], zu))
      const eintraege = found.map((one) => ({ ...toSprecher(netz, one), ...(one.angaben as Beitragsangaben) }))
      return sendJson(reply, { eintraege })
    },
  })

  app.route({
    ...createWissensanfrage,
    handler: async (request, reply) => {
      const { an, zu, text, antwortBis, fall } = request.body
      refusePersonenbezug(text, '/text')
      const fallfrist = fall && fallfristOf(fall)
      const gewuenscht = antwortBis ?? addArbeitstage(heute(), antworttage)
      const angaben: Anfrageangaben = {
        an: [...an].sort(),
        zu,
        frist: antwortfristOf(gewuenscht, fallfrist, heute()),
        ...(fallfrist === undefined ? {} : { fallfrist }),
      }
      const rolle = speakingRole(await identify(request))
      const draft = () => [{ slot: 'anfrage', ersetzt: [], wert: text, angaben }]
      return store(request, reply, { rolle, profile: [], draft })
    },
  })

  const listAnfragen = async () => {
    const netz = await knoten.readNetz((own) => own.netz)
    return knoten.readSichten(async (db) => {
      const found = await listEinzelaenderungen(db, ['anfrage', 'antwort'])
      const antworten = found.filter(({ slot }) => slot === 'antwort')
      const vorschlaege = await listVorschlaegeIn(
        db,
        antworten.map(({ satz }) => satz),
      )
      const byAnfrage = Map.groupBy(antworten, ({ angaben }) => (angaben as Antwortangaben).anfrage)
      return found
        .filter(({ slot }) => slot === 'anfrage')
        .map((one) => toAnfrage(netz, one, byAnfrage.get(one.id) ?? [], vorschlaege, heute()))
        .sort((a, b) => (a.frist < b.frist ? -1 : a.frist > b.frist ? 1 : a.id < b.id ? -1 : 1))
    })
  }

  app.route({
    ...listWissensanfragen,
    handler: async (request, reply) => {
      requireSicht(await identify(request), 'arbeit')
      const { kammer, status } = request.query
      const eintraege = (await listAnfragen())
        .filter((one) => kammer === undefined || one.kammer === kammer || one.an.includes(kammer))
        .filter((one) => status === undefined || one.status === status)
      return sendJson(reply, { eintraege })
    },
  })

  app.route({
    ...createWissensantwort,
    handler: async (request, reply) => {
      const { anfrage: id, text, aenderungen = [] } = request.body
      refusePersonenbezug(text, '/text')
      const aufrufer = await identify(request)
      const rolle = aenderungen.length > 0 ? 'bearbeiter' : speakingRole(aufrufer)
      const anfrage = (await listAnfragen()).find((one) => one.id === id)
      if (!anfrage) throw new WissensproblemError('not-found', id)
      const kammer = aufrufer.findSchreiber(rolle)?.kammer
      if (kammer !== undefined && !anfrage.an.includes(kammer))
        throw new WissensproblemError('forbidden', 'Another chamber was asked')
      const angaben: Antwortangaben = { anfrage: id }
      return store(request, reply, {
        rolle,
        profile: profilesOf(aenderungen),
        draft: (own) => {
          refuseStale(own, aenderungen)
          return [...aenderungen, { slot: 'antwort', ersetzt: [], wert: text, angaben }]
        },
      })
    },
  })
}

const refusePersonenbezug = (text: string, pfad: string): void => {
  const hinweise = findPersonenbezug(text)
  if (hinweise.length === 0) return
  throw new WissensproblemError('rule-violated', hinweise.join(', '), [
    {
      regel: 'BQ-PERSONENBEZUG',
      schwere: 'fehler',
      pfad,
      text: 'Der Text scheint eine Person zu nennen. Fragen zwischen Kammern kommen ohne Personen aus.',
      textEnglisch: 'The text seems to name a person. Questions between chambers do without people.',
    },
  ])
}

/** The day of the case that has to be kept next. @throws WissensproblemError when its days cannot be right */
const fallfristOf = ({ verfahren, eingangAm, ereignisse }: Fallangabe): string | undefined => {
  const stand = fallstandOf(verfahren, eingangAm, ereignisse)
  if (!('fehler' in stand)) return nextFallfrist(stand)
  throw new WissensproblemError('rule-violated', stand.fehler, [
    {
      regel: `BQ-FALL-${stand.fehler.toUpperCase()}`,
      schwere: 'fehler',
      pfad: `/fall/ereignisse/${stand.stelle}`,
      text: 'So kann ein Verfahren nicht verlaufen sein.',
      textEnglisch: 'A case cannot have gone like this.',
    },
  ])
}

const toSprecher = (netz: Netz, { id, kopf, text }: Einzelaenderung) => ({
  id,
  kammer: kopf.kammer,
  person: personOf({ netz }, kopf),
  erstelltAm: kopf.erstelltAm,
  ...(text === undefined ? {} : { text }),
})

const toAnfrage = (
  netz: Netz,
  anfrage: Einzelaenderung,
  antworten: readonly Einzelaenderung[],
  vorschlaege: ReadonlyMap<string, readonly AenderungId[]>,
  heute: string,
) => {
  const angaben = anfrage.angaben as Anfrageangaben
  const { an, frist, fallfrist } = angaben
  const gefragte = antworten.filter(({ kopf }) => an.includes(kopf.kammer))
  const istBeantwortet = an.every((kammer) => gefragte.some(({ kopf }) => kopf.kammer === kammer))
  return {
    ...toSprecher(netz, anfrage),
    ...angaben,
    resttage: resttageOf(heute, frist),
    ...(fallfrist === undefined ? {} : { fallresttage: resttageOf(heute, fallfrist) }),
    status: istBeantwortet ? ('beantwortet' as const) : frist < heute ? ('ueberfaellig' as const) : ('offen' as const),
    // What chambers answer that nobody asked does not count.
    antworten: gefragte.map((one) => ({
      ...toSprecher(netz, one),
      vorschlaege: vorschlaege.get(one.satz) ?? [],
    })),
  }
}
