import { canonicalize } from '@berichtsheft/core/signatur'
import type { Aussage } from './aussage.ts'
import { publicHeadsOf } from './freigabe.ts'
import { fieldOf } from './inhaltspruefung.ts'
import { type AenderungId, type ProfilId, parseSlot } from './slot.ts'
import { type Eintrag, headsOf, idOf, isGeschwaerzt, type Slotort, type Wissensstand, wertOf } from './stand.ts'

/** Which of the two views: what was approved, or everything that was proposed. */
export type Sicht = 'oeffentlich' | 'arbeit'

/** One of the values that a slot has at the same time, with everybody who set it. */
export interface Slotwert {
  /** The content; absent when it was redacted or is hidden. */
  readonly wert?: unknown
  readonly geschwaerzt: boolean
  /** The heads that say so. */
  readonly aenderungen: readonly AenderungId[]
  readonly kammern: readonly string[]
  readonly personen: readonly string[]
}

/**
 * A slot as it reads: `leer` when nothing is stated, `klar` when the heads agree, `zurueckgezogen` when they agree that it
 * no longer holds, `konflikt` when they do not agree. Sets are never in conflict.
 */
export interface Slotstand {
  readonly slot: string
  readonly stand: 'leer' | 'klar' | 'zurueckgezogen' | 'konflikt'
  readonly werte: readonly Slotwert[]
}

/** The heads of a slot in a view. */
export const headsIn = (stand: Wissensstand, ort: Slotort, sicht: Sicht): readonly Eintrag[] =>
  sicht === 'arbeit' ? headsOf(ort) : publicHeadsOf(stand, ort)

/** Whether a content withdraws what was stated. */
const isZurueck = (ort: Slotort, wert: unknown): boolean =>
  wert === null || (ort.art === 'aussage' && (wert as Aussage | undefined)?.wert === null)

/** Contents that mean the same have the same key: every withdrawal is one, whatever its reason. */
const keyOf = (stand: Wissensstand, ort: Slotort, eintrag: Eintrag): string => {
  const wert = wertOf(stand, eintrag)
  if (wert === undefined) return `?${idOf(eintrag)}`
  return isZurueck(ort, wert) ? 'null' : `=${canonicalize(wert)}`
}

/** Heads with the same content together, in an order that depends on the contents alone. */
const groupHeads = (stand: Wissensstand, ort: Slotort, heads: readonly Eintrag[]): (readonly [string, Slotwert])[] => {
  const groups = new Map<string, Eintrag[]>()
  for (const head of heads) {
    const key = keyOf(stand, ort, head)
    const group = groups.get(key)
    if (group) group.push(head)
    else groups.set(key, [head])
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => [key, toSlotwert(stand, group)] as const)
}

const toSlotwert = (stand: Wissensstand, group: readonly Eintrag[]): Slotwert => {
  const sorted = [...group].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
  const [first] = sorted
  const wert = first ? wertOf(stand, first) : undefined
  return {
    ...(wert === undefined ? {} : { wert }),
    geschwaerzt: first !== undefined && isGeschwaerzt(stand, first),
    aenderungen: sorted.map(idOf),
    kammern: distinct(sorted.map(({ satz }) => satz.urheber?.kammer ?? '')),
    personen: distinct(sorted.map(({ satz }) => satz.urheber?.person ?? '')),
  }
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort()

/** Whether additions to a slot stand side by side. */
export const isMenge = (ort: Slotort): boolean => {
  if (ort.art === 'belege') return true
  const angabe = ort.art === 'aussage' ? parseSlot(ort.slot) : undefined
  return angabe !== undefined && fieldOf(angabe)?.slottyp === 'menge'
}

/**
 * How a slot reads in a view. Registers: equal values of several authors are one, different ones a conflict, a withdrawal
 * against a value too. Sets: the union of what nobody removed. `sort`: the lowest id wins without alarm.
 */
export const readSlot = (stand: Wissensstand, ort: Slotort, sicht: Sicht): Slotstand => {
  const groups = groupHeads(stand, ort, headsIn(stand, ort, sicht))
  const { slot } = ort
  if (ort.art === 'sort') {
    const known = groups.filter(([key]) => !key.startsWith('?'))
    const [first] = known
      .map(([, wert]) => wert)
      .sort((a, b) => ((a.aenderungen[0] ?? '') < (b.aenderungen[0] ?? '') ? -1 : 1))
    return { slot, stand: first ? 'klar' : 'leer', werte: first ? [first] : [] }
  }
  if (isMenge(ort) || ort.art === 'gleichAls') {
    const werte = groups.filter(([key]) => key !== 'null').map(([, wert]) => wert)
    return { slot, stand: werte.length > 0 ? 'klar' : groups.length > 0 ? 'zurueckgezogen' : 'leer', werte }
  }
  const werte = groups.map(([, wert]) => wert)
  const [only, ...others] = groups
  const zustand = !only ? 'leer' : others.length > 0 ? 'konflikt' : only[0] === 'null' ? 'zurueckgezogen' : 'klar'
  return { slot, stand: zustand, werte }
}

/** All slots that are in conflict, in the order of their names; of one profile or of all. */
export const listKonflikte = (stand: Wissensstand, sicht: Sicht, profil?: ProfilId): Slotstand[] => {
  const orte = profil === undefined ? [...stand.slots.values()] : (stand.profile.get(profil) ?? [])
  return orte
    .filter((ort) => ort.eintraege.length > 1 && (ort.art === 'aussage' || ort.art === 'vermerk'))
    .map((ort) => readSlot(stand, ort, sicht))
    .filter((slotstand) => slotstand.stand === 'konflikt')
    .sort((a, b) => (a.slot < b.slot ? -1 : 1))
}

/**
 * Which profile stands for each that was declared the same as another: of all that hang together the one with the lowest id.
 * Profiles that nobody declared the same are not in it.
 */
export const canonicalProfiles = (stand: Wissensstand, sicht: Sicht): ReadonlyMap<ProfilId, ProfilId> => {
  const parent = new Map<ProfilId, ProfilId>()
  const rootOf = (id: ProfilId): ProfilId => {
    let root = id
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next
    return root
  }
  for (const ort of stand.slots.values()) {
    if (ort.art !== 'gleichAls' || !ort.profil) continue
    for (const { wert } of readSlot(stand, ort, sicht).werte) {
      if (typeof wert !== 'string') continue
      const [a, b] = [rootOf(ort.profil), rootOf(wert as ProfilId)]
      const [low, high] = a < b ? [a, b] : [b, a]
      parent.set(high, low)
      if (!parent.has(low)) parent.set(low, low)
    }
  }
  return new Map([...parent.keys()].sort().map((id) => [id, rootOf(id)]))
}
