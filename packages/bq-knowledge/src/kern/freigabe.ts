import type { Beleg } from './aussage.ts'
import type { Pruefvermerk, Richtlinie } from './netzangaben.ts'
import {
  type Eintrag,
  idOf,
  isDa,
  isGeschwaerzt,
  leitkammernAt,
  listEintraege,
  type Slotort,
  type Wissensstand,
} from './stand.ts'

/** What holds where no policy was voted for: one reviewer of another chamber or of the Leitkammer; law needs an official source. */
const standardrichtlinie = (abschnitt: string): Omit<Richtlinie, 'version' | 'ab'> => ({
  mindestens: 1,
  andereKammer: true,
  amtlich: abschnitt === 'rechtsgrundlagen',
})

/** The policy of a section, as seen from the place of a change in its chain. */
export const richtlinieAt = (stand: Wissensstand, abschnitt: string, knoten: string, nr: number) => {
  const begun = stand.richtlinien.filter(({ ab }) => (ab[knoten] ?? 1) <= nr)
  const pick = (name: string) =>
    begun
      .filter((r) => r.abschnitt === name)
      .sort((a, b) => b.version - a.version || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))[0]
  return pick(abschnitt) ?? pick('*') ?? standardrichtlinie(abschnitt)
}

/** Verdicts about a change that their own reviewers did not replace. */
export const listVermerke = (eintrag: Eintrag): Eintrag[] => {
  const vermerke = eintrag.vermerke.filter((vermerk) => isDa(vermerk) && named(vermerk, eintrag))
  return vermerke.filter(
    (vermerk) =>
      !vermerke.some(
        (later) => later.ersetzt.includes(vermerk) && later.satz.urheber?.person === vermerk.satz.urheber?.person,
      ),
  )
}

const ziele = new WeakMap<object, ReadonlySet<string>>()

/** A verdict counts for the change whose id it writes out, slot included. */
const named = ({ angaben }: Eintrag, ziel: Eintrag): boolean => {
  const verdict = angaben as Pruefvermerk
  let known = ziele.get(verdict)
  if (!known) {
    known = new Set(verdict.ziele)
    ziele.set(verdict, known)
  }
  return known.has(idOf(ziel))
}

/**
 * Whether a change is approved: no effective refusal of anybody, and enough approvals of eligible reviewers. Eligible is another
 * person and, by the policy, of another chamber or of the Leitkammer.
 */
export const isFreigegeben = (stand: Wissensstand, eintrag: Eintrag): boolean => {
  if (eintrag.vermerke.length === 0) return false
  const autor = eintrag.satz.urheber
  const { profil, slot = '' } = eintrag.ort ?? {}
  if (!autor || !profil) return false
  const { mindestens, andereKammer } = richtlinieAt(stand, slot.split('/')[1] ?? '', autor.knoten, autor.nr)
  const reviewers = new Set<string>()
  for (const { satz, angaben } of listVermerke(eintrag)) {
    const { urteil } = angaben as Pruefvermerk
    if (urteil === 'nein') return false
    if (urteil !== 'frei') continue
    const pruefer = satz.urheber
    if (!pruefer || pruefer.person === autor.person) continue
    const istBerechtigt =
      !andereKammer ||
      pruefer.kammer !== autor.kammer ||
      leitkammernAt(stand, profil, pruefer.knoten, pruefer.nr).has(pruefer.kammer)
    if (istBerechtigt) reviewers.add(pruefer.person)
  }
  return reviewers.size >= mindestens
}

/**
 * The published heads of a slot: its approved changes without what they replace, directly or through others, be these
 * approved or not. So nothing comes back that an approved change has left behind.
 */
export const publishedHeadsOf = (stand: Wissensstand, ort: Slotort): readonly Eintrag[] => {
  const approved = listEintraege(ort).filter((eintrag) => isFreigegeben(stand, eintrag))
  if (approved.length === 0) return approved
  const behind = new Set<Eintrag>()
  const open = approved.flatMap(({ ersetzt }) => ersetzt)
  for (let next = open.pop(); next; next = open.pop()) {
    if (behind.has(next) || next.ort !== ort || !isDa(next)) continue
    behind.add(next)
    open.push(...next.ersetzt)
  }
  return approved.filter((eintrag) => !behind.has(eintrag))
}

/**
 * The published heads of a statement that may be shown: while no citation of it is published, or none is official where the
 * policy asks for one, nothing is.
 */
export const publicHeadsOf = (stand: Wissensstand, ort: Slotort): readonly Eintrag[] => {
  const heads = publishedHeadsOf(stand, ort)
  if (heads.length === 0 || ort.art !== 'aussage') return heads
  const belege = stand.slots.get(`${ort.slot}/belege`)
  const published = belege ? publishedHeadsOf(stand, belege) : []
  const guete = published
    .map((eintrag) => (isGeschwaerzt(stand, eintrag) ? null : eintrag.wert) as Beleg | null | undefined)
    // A citation that nobody can read supports nothing.
    .flatMap((beleg) => (beleg ? [beleg.guete] : []))
  return heads.filter((eintrag) => {
    const autor = eintrag.satz.urheber
    if (!autor || guete.length === 0) return false
    const { amtlich } = richtlinieAt(stand, ort.slot.split('/')[1] ?? '', autor.knoten, autor.nr)
    return !amtlich || guete.includes('amtlich')
  })
}
