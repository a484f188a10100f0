import type { Aussage, Beleg } from '../kern/aussage.ts'
import type { Entwurf } from '../kern/schreiber.ts'
import { deriveAussageId, type ProfilId, slotOf } from '../kern/slot.ts'

/** An official source. */
export const gesetzblatt: Beleg = { art: 'gesetz', titel: 'Amtsblatt', guete: 'amtlich' }

/** The slot of an invented statement; the same name gives the same slot. */
export const testslot = (profil: ProfilId, feld: string, name = 'a'): string => {
  const [abschnitt = '', id = ''] = feld.split('/')
  return slotOf(profil, abschnitt, id, deriveAussageId('test', `${profil}/${feld}/${name}`))
}

/** A new statement with its citation. */
export const neueAussage = (slot: string, aussage: Aussage, beleg: Beleg = gesetzblatt): Entwurf[] => [
  { slot, ersetzt: [], wert: aussage },
  { slot: `${slot}/belege`, ersetzt: [], wert: beleg },
]

/** A change of a statement, or of something beside it. */
export const aenderung = (slot: string, wert: unknown, ersetzt: readonly string[] = []): Entwurf => ({
  slot,
  ersetzt,
  wert,
})

/** A verdict about changes. */
export const vermerk = (
  ziele: readonly string[],
  urteil: 'frei' | 'nein' | 'rueckfrage' = 'frei',
  ersetzt: readonly string[] = [],
): Entwurf => ({ slot: 'pruefvermerk', ersetzt, wert: null, angaben: { ziele, urteil } })
