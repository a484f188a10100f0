import { createZufall, type Zufall } from '@berichtsheft/core/testing'
import { pullFrom } from '../kern/abgleich.ts'
import type { Aenderungssatz } from '../kern/aenderungssatz.ts'
import { listVermerke } from '../kern/freigabe.ts'
import { type Knoten, receiveSatz } from '../kern/knoten.ts'
import { isCut, pathOf } from '../kern/netz.ts'
import { type Entwurf, headIdsOf, writeSatz } from '../kern/schreiber.ts'
import { type AenderungId, aenderungIdOf, deriveAussageId, type ProfilId, slotOf } from '../kern/slot.ts'
import { type Eintrag, idOf, isDa, listEintraege } from '../kern/stand.ts'
import {
  asSchreiber,
  type Besetzung,
  createGemeinsamePruefung,
  type Darsteller,
  openTestknoten,
  testzeit,
} from './besetzung.ts'

/** What happened in one run, for criteria that do not trust the code under test. */
export interface Lauf {
  readonly seed: number
  readonly knoten: readonly Knoten[]
  /** Every changeset that was ever signed, forged branches included. */
  readonly saetze: readonly Aenderungssatz[]
  /** What each change's author had in its slot at that moment. */
  readonly gesehen: ReadonlyMap<AenderungId, ReadonlySet<AenderungId>>
  readonly betrogen: boolean
  readonly zustellungen: { readonly alle: number; readonly doppelte: number; readonly verlorene: number }
}

/** How much happens in a run. */
export interface Laufoptionen {
  readonly schritte: number
  readonly knoten: readonly [min: number, max: number]
  /** Probability that one node deceives the others. */
  readonly betrug: number
  /** Probability that the administration revokes a key, up to a number that may lie behind. */
  readonly widerruf: number
}

const profile: readonly [ProfilId, ProfilId] = ['land:TR', 'land:SY']
const felder = [
  'bildungssystem/pflichtschuljahre',
  'allgemeines/hauptstadt',
  'rechtsgrundlagen/gesetz',
  'allgemeines/amtssprachen',
] as const
const werte: Record<(typeof felder)[number], readonly [unknown, ...unknown[]]> = {
  'bildungssystem/pflichtschuljahre': [8, 9, 12],
  'allgemeines/hauptstadt': ['Ankara', 'Damaskus'],
  'rechtsgrundlagen/gesetz': ['Gesetz Nr. 3308', 'Gesetz Nr. 4306', 'Gesetz Nr. 1739'],
  'allgemeines/amtssprachen': ['tr', 'ar', 'ku'],
}
const belege = [
  { art: 'gesetz', titel: 'Amtsblatt', guete: 'amtlich' },
  { art: 'webseite', titel: 'Länderseite', adresse: 'https://example.org/laender', guete: 'sekundaer' },
] as const
const aussageIds: readonly [string, string] = [deriveAussageId('simulation', 'a'), deriveAussageId('simulation', 'b')]

interface Buehne {
  readonly zufall: Zufall
  readonly besetzung: Besetzung
  readonly knoten: readonly [Knoten, ...Knoten[]]
  readonly saetze: Aenderungssatz[]
  readonly gesehen: Map<AenderungId, ReadonlySet<AenderungId>>
  readonly post: { readonly an: number; readonly satz: Aenderungssatz }[]
  readonly zustellungen: { alle: number; doppelte: number; verlorene: number }
}

/**
 * One run from a seed: chambers edit, review and withdraw on their own nodes, deliveries come in any order, twice or not at
 * all, one node may sign two continuations of its chain; at the end all exchange with each other until nothing moves.
 */
export const simulate = async (besetzung: Besetzung, seed: number, optionen: Laufoptionen): Promise<Lauf> => {
  const zufall = createZufall(seed)
  // Forged signatures are another test's; verifying the honest ones takes a third of the time, so most runs leave it out.
  const pruefe = createGemeinsamePruefung(seed % 8 === 0 ? undefined : () => true)
  const zahl = zufall.between(...optionen.knoten)
  const knoten = await Promise.all(Array.from({ length: zahl }, () => openTestknoten(besetzung, pruefe)))
  const buehne: Buehne = {
    zufall,
    besetzung,
    knoten: knoten as [Knoten, ...Knoten[]],
    saetze: [],
    gesehen: new Map(),
    post: [],
    zustellungen: { alle: 0, doppelte: 0, verlorene: 0 },
  }
  const betrueger = zufall.chance(optionen.betrug) ? zufall.between(0, zahl - 1) : -1
  const betrugsschritt = zufall.between(2, optionen.schritte - 1)
  const widerrufe = zufall.chance(optionen.widerruf) ? zufall.between(2, optionen.schritte - 1) : -1
  for (let schritt = 0; schritt < optionen.schritte; schritt++) {
    if (schritt === widerrufe) await revoke(buehne, zahl)
    if (schritt === betrugsschritt && betrueger >= 0) await deceive(buehne, betrueger)
    else await act(buehne, zufall.between(0, zahl - 1))
    await deliverSome(buehne)
  }
  while (buehne.post.length > 0) await deliver(buehne)
  await heal(buehne)
  return {
    seed,
    knoten,
    saetze: buehne.saetze,
    gesehen: buehne.gesehen,
    betrogen: betrueger >= 0,
    zustellungen: buehne.zustellungen,
  }
}

/** Two members of the administration, each at a node of its own, end the key of somebody at a number near to where it is. */
const revoke = async (buehne: Buehne, zahl: number): Promise<void> => {
  const { zufall, besetzung, knoten } = buehne
  const [wer] = besetzung.leute[zufall.between(0, zahl - 1)] as readonly [Darsteller, Darsteller]
  const bisNr = Math.max(0, pathOf(knoten[0].netz, wer.knoten).length - zufall.between(0, 2))
  const entwurf: Entwurf = { slot: `netz/widerruf/${wer.schluessel}`, ersetzt: [], wert: null, angaben: { bisNr } }
  for (const i of [0, 1]) {
    const [amOrt, verwalter] = [knoten[i] as Knoten, besetzung.administration[i] as Darsteller]
    const satz = writeSatz(amOrt.netz, asSchreiber(verwalter, 'netzadministration'), [entwurf], {
      erstelltAm: testzeit,
    })
    buehne.saetze.push(satz)
    await receiveSatz(amOrt, satz)
    send(buehne, i, satz)
  }
}

const act = async (buehne: Buehne, i: number): Promise<void> => {
  const { zufall } = buehne
  const knoten = buehne.knoten[i] as Knoten
  const wer = (buehne.besetzung.leute[i] as readonly [Darsteller, Darsteller])[zufall.between(0, 1)] as Darsteller
  const rolle = zufall.chance(0.45) ? 'pruefer' : 'bearbeiter'
  const entwuerfe =
    rolle === 'pruefer'
      ? draftVermerke(buehne, knoten, wer)
      : zufall.chance(0.06)
        ? draftSchwaerzung(zufall, knoten.stand, wer.kammer)
        : draftEdits(buehne, knoten)
  if (entwuerfe.length === 0 || isCut(knoten.netz, wer.knoten, Number.MAX_SAFE_INTEGER)) return
  const satz = writeSatz(knoten.netz, asSchreiber(wer, rolle), entwuerfe, { erstelltAm: testzeit })
  record(buehne, knoten, satz)
  await receiveSatz(knoten, satz)
  send(buehne, i, satz)
}

/** Two continuations of one chain, each for other eyes; the deceiver keeps the first. */
const deceive = async (buehne: Buehne, i: number): Promise<void> => {
  const knoten = buehne.knoten[i] as Knoten
  const [wer] = buehne.besetzung.leute[i] as readonly [Darsteller, Darsteller]
  const zweige = [draftEdits(buehne, knoten), draftEdits(buehne, knoten)].map((entwuerfe) =>
    writeSatz(knoten.netz, asSchreiber(wer, 'bearbeiter'), entwuerfe, { erstelltAm: testzeit }),
  )
  const [one, two] = zweige as [Aenderungssatz, Aenderungssatz]
  record(buehne, knoten, one)
  record(buehne, knoten, two)
  await receiveSatz(knoten, one)
  for (const an of buehne.knoten.keys())
    if (an !== i) buehne.post.push({ an, satz: buehne.zufall.chance(0.5) ? one : two })
}

const record = (buehne: Buehne, { stand }: Knoten, satz: Aenderungssatz): void => {
  buehne.saetze.push(satz)
  for (const [index, blatt] of satz.aenderungen.entries()) {
    if (!('slot' in blatt)) continue
    const ort = stand.slots.get(blatt.slot)
    buehne.gesehen.set(aenderungIdOf(satz.id, index, blatt.slot), new Set(ort ? listEintraege(ort).map(idOf) : []))
  }
}

/** The chamber removes the content of something that one of its people wrote. */
const draftSchwaerzung = (zufall: Zufall, stand: Knoten['stand'], kammer: string): Entwurf[] => {
  const eigene = [...stand.slots.values()]
    .filter(({ profil }) => profil)
    .flatMap((ort) => listEintraege(ort))
    .filter(({ satz }) => satz.urheber?.kammer === kammer)
  const [first, ...rest] = eigene
  if (!first) return []
  const angaben = { ziel: idOf(zufall.pick([first, ...rest])), grund: 'personenbezug' }
  return [{ slot: 'schwaerzung', ersetzt: [], wert: null, angaben }]
}

const draftEdits = ({ zufall }: Buehne, { stand }: Knoten): Entwurf[] => {
  // Most work meets in one place, as it does at a reform.
  const istBrennpunkt = zufall.chance(0.6)
  const profil = istBrennpunkt ? profile[0] : zufall.pick(profile)
  const feld = istBrennpunkt ? felder[0] : zufall.pick(felder)
  const [abschnitt = '', name = ''] = feld.split('/')
  const slot = slotOf(profil, abschnitt, name, istBrennpunkt ? aussageIds[0] : zufall.pick(aussageIds))
  const koepfe = headIdsOf(stand, slot)
  const istMenge = feld === 'allgemeines/amtssprachen'
  const wert = zufall.pick(werte[feld])
  if (koepfe.length > 0 && zufall.chance(0.2)) {
    const weg = istMenge ? koepfe.slice(0, 1) : koepfe
    return [{ slot, ersetzt: weg, wert: { wert: null, grund: 'überholt' } }]
  }
  if (koepfe.length > 0 && zufall.chance(0.15)) return [draftSort(zufall, stand, slot)]
  if (zufall.chance(0.08)) return [draftGleichAls(stand, profil)]
  const belegslot = `${slot}/belege`
  const belegt = headIdsOf(stand, belegslot)
  const wegwerfen =
    belegt.length > 1 && zufall.chance(0.3) ? [{ slot: belegslot, ersetzt: belegt.slice(0, 1), wert: null }] : []
  return [
    { slot, ersetzt: istMenge ? [] : koepfe, wert: { wert } },
    { slot: belegslot, ersetzt: [], wert: zufall.chance(0.5) ? belege[0] : belege[1] },
    ...wegwerfen,
  ]
}

const draftSort = (zufall: Zufall, stand: Knoten['stand'], slot: string): Entwurf => ({
  slot: `${slot}/sort`,
  ersetzt: headIdsOf(stand, `${slot}/sort`),
  wert: zufall.between(1, 9),
})

const draftGleichAls = (stand: Knoten['stand'], profil: ProfilId): Entwurf => ({
  slot: `${profil}/gleichAls`,
  ersetzt: headIdsOf(stand, `${profil}/gleichAls`),
  wert: profil === 'land:TR' ? 'land:SY' : 'land:TR',
})

/** Verdicts about changes that the reviewer can see, own and foreign ones, new or instead of the own one before. */
const draftVermerke = ({ zufall }: Buehne, { stand }: Knoten, { person }: Darsteller): Entwurf[] => {
  const alle = [...stand.slots.values()].filter(({ profil }) => profil).flatMap((ort) => listEintraege(ort))
  const [first, ...rest] = alle
  if (!first) return []
  // A whole changeset is judged together, as people do.
  const { satz } = zufall.pick([first, ...rest])
  const ziele = satz.aenderungen.filter((eintrag) => isDa(eintrag) && eintrag.ort?.profil)
  const own = ziele.flatMap((ziel) => listVermerke(ziel)).filter((v: Eintrag) => v.satz.urheber?.person === person)
  const urteil = zufall.chance(0.85) ? 'frei' : zufall.chance(0.7) ? 'nein' : 'rueckfrage'
  const ersetzt = zufall.chance(0.8) ? [...new Set(own.map(idOf))] : []
  return [{ slot: 'pruefvermerk', ersetzt, wert: null, angaben: { ziele: ziele.map(idOf), urteil } }]
}

const send = (buehne: Buehne, von: number, satz: Aenderungssatz): void => {
  for (const an of buehne.knoten.keys()) if (an !== von) buehne.post.push({ an, satz })
}

const deliverSome = async (buehne: Buehne): Promise<void> => {
  for (let n = buehne.zufall.between(0, 6); n > 0 && buehne.post.length > 0; n--) await deliver(buehne)
}

/** Delivers any message that is on its way; some get lost, some come once more. */
const deliver = async ({ zufall, post, knoten, zustellungen }: Buehne): Promise<void> => {
  const at = zufall.between(0, post.length - 1)
  const brief = post[at] as Buehne['post'][number]
  post[at] = post.at(-1) as Buehne['post'][number]
  post.pop()
  if (zufall.chance(0.12)) {
    zustellungen.verlorene++
    return
  }
  zustellungen.alle++
  await receiveSatz(knoten[brief.an] as Knoten, brief.satz)
  if (zufall.chance(0.2)) {
    zustellungen.doppelte++
    post.push(brief)
  }
}

/** All exchange with each other, in a random order, until a whole round brings nothing new. */
const heal = async ({ zufall, knoten }: Buehne): Promise<void> => {
  for (let runde = 0; runde < 10; runde++) {
    let moved = 0
    const start = zufall.between(0, knoten.length - 1)
    for (let n = 0; n < knoten.length; n++) {
      const ziel = knoten[(start + n) % knoten.length] as Knoten
      const before = ziel.netz.koepfe
      const size = countHeads(before)
      for (const quelle of knoten) if (quelle !== ziel) await pullFrom(quelle, ziel, { stufe: 'redaktion' })
      moved += countHeads(ziel.netz.koepfe) - size
    }
    if (moved === 0) return
  }
  throw new Error('the exchange does not come to rest')
}

const countHeads = (koepfe: Knoten['netz']['koepfe']): number => {
  let count = 0
  for (const kette of koepfe.values()) for (const eintraege of kette.values()) count += eintraege.length
  return count
}
