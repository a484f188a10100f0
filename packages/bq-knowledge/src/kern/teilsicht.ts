import { maySee, type Sichtbarkeit } from '../vorlage/feld.ts'
import { type Aenderungssatz, type Blatt, blattHash, inhaltOf, isOffen, isVerhuellt } from './aenderungssatz.ts'
import { sichtbarkeitOf } from './sichtbarkeit.ts'
import { type ProfilId, parseSlot } from './slot.ts'

/** What a partner may get: the level it may read, and which profiles it holds; all when no choice is made. */
export interface Bereich {
  readonly stufe: Sichtbarkeit
  readonly enthaelt?: (profil: ProfilId) => boolean
}

/** A change without its content: slot, succession and what the network has to know stay. */
export const redactBlatt = (blatt: Blatt): Blatt => {
  if (!isOffen(blatt)) return blatt
  const { salz: _salz, wert: _wert, ...rest } = blatt
  return { ...rest, inhalt: inhaltOf(blatt) }
}

/** A changeset without the contents of some of its changes. Id, signature and hash tree hold as before. */
export const redactSatz = (
  satz: Aenderungssatz,
  isGemeint: (index: number, slot: string) => boolean,
): Aenderungssatz => {
  const gemeint = satz.aenderungen.some((blatt, i) => isOffen(blatt) && isGemeint(i, blatt.slot))
  if (!gemeint) return satz
  return {
    ...satz,
    aenderungen: satz.aenderungen.map((blatt, i) =>
      isOffen(blatt) && isGemeint(i, blatt.slot) ? redactBlatt(blatt) : blatt,
    ),
  }
}

/** A changeset as a partner may get it: what is not for it is a hash. The same object when all of it is. */
export const veilSatz = (satz: Aenderungssatz, bereich: Bereich): Aenderungssatz => {
  const aenderungen = satz.aenderungen.map((blatt) => veilBlatt(blatt, satz.kopf.zugang, bereich))
  return aenderungen.every((blatt, i) => blatt === satz.aenderungen[i]) ? satz : { ...satz, aenderungen }
}

const veilBlatt = (blatt: Blatt, zugang: 'oeffentlich' | 'kammern', { stufe, enthaelt }: Bereich): Blatt => {
  if (isVerhuellt(blatt)) return blatt
  const slot = parseSlot(blatt.slot)
  const istFremd = slot?.profil !== undefined && enthaelt !== undefined && !enthaelt(slot.profil)
  if (istFremd || !maySee(stufe, sichtbarkeitOf(blatt.slot, zugang))) return { blatt: blattHash(blatt) }
  // A verdict counts everywhere, its reasons are for chambers.
  return slot?.art === 'pruefvermerk' && !maySee(stufe, 'kammern') ? redactBlatt(blatt) : blatt
}

/** Two copies of the same changeset together: of every change the one that says more. The first object when it says all. */
export const fillSatz = (known: Aenderungssatz, other: Aenderungssatz): Aenderungssatz => {
  const aenderungen = known.aenderungen.map((blatt, i) => {
    const better = other.aenderungen[i]
    return better && rank(better) > rank(blatt) ? better : blatt
  })
  return aenderungen.every((blatt, i) => blatt === known.aenderungen[i]) ? known : { ...known, aenderungen }
}

const rank = (blatt: Blatt): number => (isOffen(blatt) ? 2 : isVerhuellt(blatt) ? 0 : 1)

/** Whether every change of a changeset is there with its content. */
export const isVollstaendig = ({ aenderungen }: Aenderungssatz): boolean => aenderungen.every(isOffen)
