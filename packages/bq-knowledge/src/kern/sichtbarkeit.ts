import { maySee, narrower, type Sichtbarkeit } from '../vorlage/feld.ts'
import { findFeld } from '../vorlage/vorlage.ts'
import { parseSlot, type Slotart } from './slot.ts'
import type { Eintrag } from './stand.ts'

/** What people of chambers tell each other. */
const fuerKammern: ReadonlySet<Slotart> = new Set(['nachricht', 'beitrag', 'anfrage', 'antwort'])

/** The level that may read what a slot holds, by its field; what belongs to no field is for everybody. */
export const sichtbarkeitOfSlot = (slot: string): Sichtbarkeit => {
  const angabe = parseSlot(slot)
  if (!angabe?.profil || !angabe.abschnitt || !angabe.feld)
    return angabe && fuerKammern.has(angabe.art) ? 'kammern' : 'oeffentlich'
  // A field that this version does not know is shown to nobody but those who keep the base.
  return findFeld(angabe.profil, angabe.abschnitt, angabe.feld)?.sichtbarkeit ?? 'redaktion'
}

/** The level that may read a change: the narrower one of its field and of the changeset that it came with. */
export const sichtbarkeitOf = (slot: string, zugang: 'oeffentlich' | 'kammern'): Sichtbarkeit =>
  narrower(sichtbarkeitOfSlot(slot), zugang === 'kammern' ? 'kammern' : 'oeffentlich')

/** Whether a reader of a level may see a change. */
export const maySeeAenderung = (stufe: Sichtbarkeit, { satz, ort }: Eintrag): boolean =>
  ort !== undefined && maySee(stufe, sichtbarkeitOf(ort.slot, satz.urheber?.zugang ?? 'kammern'))
