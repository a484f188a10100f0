import { sha256 } from '@berichtsheft/core/signatur'
import { publishedHeadsOf } from './freigabe.ts'
import type { Sicht } from './slotstand.ts'
import { headsOf, idOf, isGeschwaerzt, type Slotort, type Wissensstand } from './stand.ts'

/**
 * One line that says how a slot stands in a view: its name, its heads, and which of them were redacted. The ids of the heads
 * stand for their contents, which are not looked at; so nodes agree before and after a content was removed. Empty for a slot
 * without heads.
 */
export const slotzeile = (stand: Wissensstand, ort: Slotort, sicht: Sicht): string => {
  const heads = sicht === 'arbeit' ? headsOf(ort) : publishedHeadsOf(stand, ort)
  if (heads.length === 0) return ''
  const ids = heads.map((head) => `${idOf(head)}${isGeschwaerzt(stand, head) ? '!' : ''}`)
  return `${ort.slot} ${ids.sort().join(' ')}\n`
}

/**
 * The hash of a state in a view: nodes that have the same one show the same, as far as they hold the contents. Of one profile, or of everything
 * that is stated; SHA-256 over the lines of the slots in the order of their names (UTF-16 code units).
 */
export const standHash = (
  stand: Wissensstand,
  sicht: Sicht,
  orte: Iterable<Slotort> = stand.slots.values(),
): string => {
  const sorted = [...orte].filter(({ profil }) => profil !== undefined).sort((a, b) => (a.slot < b.slot ? -1 : 1))
  return sha256(sorted.map((ort) => slotzeile(stand, ort, sicht)).join(''))
}
