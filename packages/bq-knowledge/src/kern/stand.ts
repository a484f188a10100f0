import { type Aenderungssatz, type Blatt, isOffen, isVerhuellt, type Satzkopf } from './aenderungssatz.ts'
import type { Netzrichtlinie } from './netz.ts'
import type { Leitkammer, Pruefvermerk, Schwaerzung } from './netzangaben.ts'
import {
  type AenderungId,
  aenderungIdOf,
  isSachslot,
  type ProfilId,
  parseAenderungId,
  parseSlot,
  type Slotart,
} from './slot.ts'

/** Who made a changeset, as the views need it. */
export interface Urheber {
  readonly id: string
  readonly knoten: string
  readonly nr: number
  readonly kammer: string
  readonly person: string
  readonly zugang: 'oeffentlich' | 'kammern'
}

/** The changes of one changeset; while `urheber` is absent, others name it but it is not here or does not count. */
interface Satzeintrag {
  readonly id: string
  urheber: Urheber | undefined
  aenderungen: Eintrag[]
}

/** One change in the fold. It may be named before it comes; then it has no slot yet. */
export interface Eintrag {
  readonly satz: Satzeintrag
  readonly index: number
  ort: Slotort | undefined
  /** Changes that it replaces. */
  ersetzt: readonly Eintrag[]
  /** The content; `undefined` when it is hidden or was redacted. */
  wert: unknown
  angaben: unknown
  /** Verdicts about it. */
  vermerke: readonly Eintrag[]
}

/** All changes of one slot. */
export interface Slotort {
  readonly slot: string
  readonly art: Slotart
  readonly profil: ProfilId | undefined
  eintraege: Eintrag[]
}

/** The fold of all changesets that count. It is the same for the same set, in whatever order they were added. */
export interface Wissensstand {
  readonly saetze: Map<string, Satzeintrag>
  readonly slots: Map<string, Slotort>
  readonly profile: Map<ProfilId, Slotort[]>
  /** Contents that the chamber of the author ordered to be removed: by target. */
  readonly schwaerzungen: Map<Eintrag, readonly Eintrag[]>
  richtlinien: readonly Netzrichtlinie[]
  netzschwaerzungen: ReadonlySet<AenderungId>
}

/** A state without any statement. */
export const createWissensstand = (): Wissensstand => ({
  saetze: new Map(),
  slots: new Map(),
  profile: new Map(),
  schwaerzungen: new Map(),
  richtlinien: [],
  netzschwaerzungen: new Set(),
})

const none: readonly Eintrag[] = []

const entryOf = (stand: Wissensstand, id: string): Satzeintrag => {
  const known = stand.saetze.get(id)
  if (known) return known
  const eintrag: Satzeintrag = { id, urheber: undefined, aenderungen: [] }
  stand.saetze.set(id, eintrag)
  return eintrag
}

const changeOf = (satz: Satzeintrag, index: number): Eintrag => {
  const known = satz.aenderungen[index]
  if (known) return known
  const eintrag: Eintrag = {
    satz,
    index,
    ort: undefined,
    ersetzt: none,
    wert: undefined,
    angaben: undefined,
    vermerke: none,
  }
  // What is only named leaves holes: filling them would let one changeset of forged names take all memory.
  satz.aenderungen[index] = eintrag
  return eintrag
}

const placeOf = (stand: Wissensstand, slot: string): Slotort | undefined => {
  const known = stand.slots.get(slot)
  if (known) return known
  const angabe = parseSlot(slot)
  if (!angabe || angabe.gegenstand !== undefined) return undefined
  const ort: Slotort = { slot, art: angabe.art, profil: angabe.profil, eintraege: [] }
  stand.slots.set(slot, ort)
  if (angabe.profil && isSachslot(angabe.art)) {
    const orte = stand.profile.get(angabe.profil)
    if (orte) orte.push(ort)
    else stand.profile.set(angabe.profil, [ort])
  }
  return ort
}

/** The change with an id, also one that is only named so far. */
export const resolve = (stand: Wissensstand, id: AenderungId): Eintrag => {
  const { satz, index } = parseAenderungId(id)
  return changeOf(entryOf(stand, satz), index)
}

/** The change with an id, if it is here and counts. */
export const findAenderung = (stand: Wissensstand, id: AenderungId): Eintrag | undefined => {
  const { satz, index } = parseAenderungId(id)
  const eintrag = stand.saetze.get(satz)?.aenderungen[index]
  return eintrag && isDa(eintrag) && idOf(eintrag) === id ? eintrag : undefined
}

/** Whether a change is here and counts. */
export const isDa = ({ satz, ort }: Eintrag): boolean => satz.urheber !== undefined && ort !== undefined

/** The id of a change that is here. */
export const idOf = ({ satz, index, ort }: Eintrag): AenderungId => aenderungIdOf(satz.id, index, ort?.slot ?? '')

/**
 * Adds a changeset that counts, or fills in what was hidden of one that is there. Adding twice changes nothing.
 * `person` is the pseudonym behind the key of the author.
 */
export const addSatz = (stand: Wissensstand, satz: Aenderungssatz, person: string): void =>
  addBlaetter(stand, satz, satz.aenderungen.entries(), person)

/** As {@link addSatz}, for a fold that holds a part of the log only: some changes of a changeset, each with its place in it. */
export const addBlaetter = (
  stand: Wissensstand,
  { id, kopf }: { readonly id: string; readonly kopf: Satzkopf },
  blaetter: Iterable<readonly [index: number, blatt: Blatt]>,
  person: string,
): void => {
  const satz = entryOf(stand, id)
  const { knoten, nr, kammer, zugang } = kopf
  satz.urheber = { id, knoten, nr, kammer, person, zugang }
  for (const [index, blatt] of blaetter) {
    if (isVerhuellt(blatt)) continue
    const eintrag = changeOf(satz, index)
    const ort = eintrag.ort ?? placeOf(stand, blatt.slot)
    if (!ort) continue
    // Messages are read with the changeset, not from here.
    if (isOffen(blatt) && eintrag.wert === undefined && ort.art !== 'nachricht') eintrag.wert = blatt.wert
    if (eintrag.ort) continue
    eintrag.ort = ort
    if (ort.profil) ort.eintraege.push(eintrag)
    if (blatt.ersetzt.length > 0) eintrag.ersetzt = blatt.ersetzt.map((ziel) => resolve(stand, ziel))
    if (blatt.angaben !== undefined) eintrag.angaben = blatt.angaben
    link(stand, eintrag)
  }
}

const link = (stand: Wissensstand, eintrag: Eintrag): void => {
  if (eintrag.ort?.art === 'pruefvermerk') {
    for (const ziel of (eintrag.angaben as Pruefvermerk).ziele) {
      const target = resolve(stand, ziel)
      target.vermerke = [...target.vermerke, eintrag]
    }
  } else if (eintrag.ort?.art === 'schwaerzung') {
    const target = resolve(stand, (eintrag.angaben as Schwaerzung).ziel)
    stand.schwaerzungen.set(target, [...(stand.schwaerzungen.get(target) ?? none), eintrag])
  }
}

/** Takes back that a changeset counts; what names it stays, as if it had not come yet. */
export const removeSatz = (stand: Wissensstand, id: string): void => {
  const satz = stand.saetze.get(id)
  if (satz) satz.urheber = undefined
}

/** Removes the content of a change from memory, for good. */
export const forgetWert = (eintrag: Eintrag): void => {
  eintrag.wert = undefined
}

/** The changes of a slot that count. */
export const listEintraege = (ort: Slotort): readonly Eintrag[] => {
  // Nearly always all of them, which are then not copied.
  for (const eintrag of ort.eintraege) if (!eintrag.satz.urheber) return ort.eintraege.filter(isDa)
  return ort.eintraege
}

/**
 * The heads of a slot: changes that no other change of the slot replaces. What names a change of another slot replaces
 * nothing.
 */
export const headsOf = (ort: Slotort): readonly Eintrag[] => {
  const eintraege = listEintraege(ort)
  if (eintraege.length <= 1) return eintraege
  const replaced = new Set<Eintrag>()
  for (const eintrag of eintraege) for (const ziel of eintrag.ersetzt) replaced.add(ziel)
  return eintraege.filter((eintrag) => !replaced.has(eintrag))
}

/** Whether the content of a change was redacted, by its own chamber or by the network. */
export const isGeschwaerzt = (stand: Wissensstand, eintrag: Eintrag): boolean => {
  const orders = stand.schwaerzungen.get(eintrag)
  if (orders?.some((order) => isDa(order) && order.satz.urheber?.kammer === eintrag.satz.urheber?.kammer)) return true
  return stand.netzschwaerzungen.size > 0 && stand.netzschwaerzungen.has(idOf(eintrag))
}

/** The content of a change as everybody sees it: `undefined` when it is hidden or was redacted. */
export const wertOf = (stand: Wissensstand, eintrag: Eintrag): unknown =>
  eintrag.wert === undefined || isGeschwaerzt(stand, eintrag) ? undefined : eintrag.wert

/** The chambers in charge of a profile, as seen from a place of a chain. */
export const leitkammernAt = (
  stand: Wissensstand,
  profil: ProfilId,
  knoten: string,
  nr: number,
): ReadonlySet<string> => {
  const ort = stand.slots.get(`${profil}/leitkammer`)
  if (!ort) return new Set()
  const begun = listEintraege(ort).filter(({ angaben }) => ((angaben as Leitkammer).ab[knoten] ?? 1) <= nr)
  const replaced = new Set(begun.flatMap(({ ersetzt }) => ersetzt))
  return new Set(begun.filter((e) => !replaced.has(e)).flatMap(({ angaben }) => (angaben as Leitkammer).kammern))
}
