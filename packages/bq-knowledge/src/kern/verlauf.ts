import { maySee, type Sichtbarkeit } from '../vorlage/feld.ts'
import { isFreigegeben, listVermerke } from './freigabe.ts'
import type { Pruefvermerk } from './netzangaben.ts'
import { maySeeAenderung, sichtbarkeitOfSlot } from './sichtbarkeit.ts'
import type { AenderungId } from './slot.ts'
import { headsIn, type Sicht } from './slotstand.ts'
import {
  type Eintrag,
  headsOf,
  idOf,
  isDa,
  isGeschwaerzt,
  listEintraege,
  type Slotort,
  type Wissensstand,
  wertOf,
} from './stand.ts'

/** A verdict about a change and who gave it. */
export interface Vermerkangabe {
  readonly aenderung: AenderungId
  readonly urteil: Pruefvermerk['urteil']
  readonly kammer: string
  readonly person: string
  readonly text?: string
}

/** One change with everything that answers for it. */
export interface Herkunft {
  readonly aenderung: AenderungId
  readonly satz: string
  readonly kammer: string
  readonly person: string
  readonly ersetzt: readonly AenderungId[]
  readonly wert?: unknown
  readonly geschwaerzt: boolean
  readonly freigegeben: boolean
  readonly vermerke: readonly Vermerkangabe[]
}

const toHerkunft = (stand: Wissensstand, eintrag: Eintrag): Herkunft => {
  const wert = wertOf(stand, eintrag)
  return {
    aenderung: idOf(eintrag),
    satz: eintrag.satz.id,
    kammer: eintrag.satz.urheber?.kammer ?? '',
    person: eintrag.satz.urheber?.person ?? '',
    ersetzt: eintrag.ersetzt.filter((ziel) => isDa(ziel) && ziel.ort === eintrag.ort).map(idOf),
    ...(wert === undefined ? {} : { wert }),
    geschwaerzt: isGeschwaerzt(stand, eintrag),
    freigegeben: isFreigegeben(stand, eintrag),
    vermerke: listVermerke(eintrag).map((vermerk) => toVermerk(stand, vermerk)),
  }
}

const toVermerk = (stand: Wissensstand, vermerk: Eintrag): Vermerkangabe => {
  const text = wertOf(stand, vermerk)
  return {
    aenderung: idOf(vermerk),
    urteil: (vermerk.angaben as Pruefvermerk).urteil,
    kammer: vermerk.satz.urheber?.kammer ?? '',
    person: vermerk.satz.urheber?.person ?? '',
    ...(typeof text === 'string' ? { text } : {}),
  }
}

const byId = (a: Herkunft, b: Herkunft): number => (a.aenderung < b.aenderung ? -1 : 1)

/** Who answers for what a slot says now: its heads with authors, reviewers and predecessors, as far as the level may see them. */
export const blame = (stand: Wissensstand, ort: Slotort, stufe: Sichtbarkeit): Herkunft[] =>
  headsOf(ort)
    .filter((eintrag) => maySeeAenderung(stufe, eintrag))
    .map((eintrag) => toHerkunft(stand, eintrag))
    .sort(byId)

/** Every change of a slot, each after the ones that it replaces; what is independent stands in the order of ids. */
export const listVerlauf = (stand: Wissensstand, ort: Slotort, stufe: Sichtbarkeit): Herkunft[] => {
  const visible = listEintraege(ort).filter((eintrag) => maySeeAenderung(stufe, eintrag))
  const waiting = new Map(visible.map((eintrag) => [idOf(eintrag), toHerkunft(stand, eintrag)] as const))
  const history: Herkunft[] = []
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ ersetzt }) => !ersetzt.some((id) => waiting.has(id))).sort(byId)
    for (const herkunft of ready) {
      history.push(herkunft)
      waiting.delete(herkunft.aenderung)
    }
    // Ids hold the hash of what they name, so changes cannot replace each other in a circle.
    if (ready.length === 0) throw new Error('changes that replace each other in a circle')
  }
  return history
}

/** A slot that reads differently in two states. */
export interface Unterschied {
  readonly slot: string
  readonly vorher: readonly AenderungId[]
  readonly nachher: readonly AenderungId[]
}

/** The slots whose heads differ between two states, by name, as far as the level may see them. */
export const diffStaende = (
  vorher: Wissensstand,
  nachher: Wissensstand,
  sicht: Sicht,
  stufe: Sichtbarkeit,
): Unterschied[] => {
  const heads = (stand: Wissensstand, slot: string): AenderungId[] => {
    const ort = stand.slots.get(slot)
    const visible = ort ? headsIn(stand, ort, sicht).filter((eintrag) => maySeeAenderung(stufe, eintrag)) : []
    return visible.map(idOf).sort()
  }
  return [...new Set([...vorher.slots.keys(), ...nachher.slots.keys()])]
    .filter((slot) => (vorher.slots.get(slot) ?? nachher.slots.get(slot))?.profil !== undefined)
    .filter((slot) => maySee(stufe, sichtbarkeitOfSlot(slot)))
    .sort()
    .map((slot) => ({ slot, vorher: heads(vorher, slot), nachher: heads(nachher, slot) }))
    .filter((unterschied) => unterschied.vorher.join() !== unterschied.nachher.join())
}
