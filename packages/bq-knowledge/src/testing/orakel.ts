import { canonicalize } from '@berichtsheft/core/signatur'
import type { Aenderungssatz } from '../kern/aenderungssatz.ts'
import type { Pruefvermerk, Widerruf } from '../kern/netzangaben.ts'
import { aenderungIdOf, parseSlot } from '../kern/slot.ts'
import type { Besetzung } from './besetzung.ts'

/** A change as the oracle sees it: plain data, no structure of the code under test. */
interface Orakelaenderung {
  readonly id: string
  readonly slot: string
  readonly ersetzt: readonly string[]
  readonly wert: unknown
  readonly angaben: unknown
  readonly person: string
  readonly kammer: string
}

/** Keys whose end two chambers voted for alike, with the last number that counts. */
const listEnden = (besetzung: Besetzung, bekannt: readonly Aenderungssatz[]): ReadonlyMap<string, number> => {
  const stimmen = bekannt.flatMap(({ kopf, aenderungen }) =>
    aenderungen.flatMap((blatt) =>
      'slot' in blatt && blatt.slot.startsWith('netz/widerruf/')
        ? [{ kammer: kopf.kammer, schluessel: blatt.slot.slice(14), bisNr: (blatt.angaben as Widerruf).bisNr }]
        : [],
    ),
  )
  const gueltig = stimmen.filter(
    (a) =>
      new Set(stimmen.filter((b) => b.schluessel === a.schluessel && b.bisNr === a.bisNr).map(({ kammer }) => kammer))
        .size >= besetzung.gruendung.mindestens,
  )
  return new Map(gueltig.map(({ schluessel, bisNr }) => [schluessel, bisNr]))
}

/**
 * The changes that count: every chain up to where it ends, forks, or goes on with a key that had ended. Written anew and
 * slowly, to be held against the code under test.
 */
export const listGeltende = (besetzung: Besetzung, bekannt: readonly Aenderungssatz[]): Orakelaenderung[] => {
  const personen = new Map(besetzung.leute.flat().map(({ schluessel, person }) => [schluessel, person]))
  const enden = listEnden(besetzung, bekannt)
  const knoten = new Set(bekannt.map(({ kopf }) => kopf.knoten).filter((name) => !name.startsWith('netz.')))
  const geltend = [...knoten].flatMap((name) => {
    const kette: Aenderungssatz[] = []
    for (;;) {
      const weiter = bekannt.filter(
        ({ kopf }) =>
          kopf.knoten === name &&
          kopf.vorgaenger === (kette.at(-1)?.id ?? null) &&
          kopf.nr <= (enden.get(kopf.autor) ?? Number.POSITIVE_INFINITY),
      )
      const [next] = weiter
      if (!next || weiter.length > 1) return kette
      kette.push(next)
    }
  })
  return geltend.flatMap(({ id, kopf, aenderungen }) =>
    aenderungen.flatMap((blatt, i): Orakelaenderung[] =>
      'salz' in blatt
        ? [
            {
              id: aenderungIdOf(id, i, blatt.slot),
              slot: blatt.slot,
              ersetzt: blatt.ersetzt,
              wert: blatt.wert,
              angaben: blatt.angaben,
              person: personen.get(kopf.autor) ?? '',
              kammer: kopf.kammer,
            },
          ]
        : [],
    ),
  )
}

/** Changes of every slot of a profile. */
export const bySlot = (alle: readonly Orakelaenderung[]): ReadonlyMap<string, readonly Orakelaenderung[]> =>
  Map.groupBy(
    alle.filter(({ slot }) => parseSlot(slot)?.profil !== undefined),
    ({ slot }) => slot,
  )

/** Ids that no other change of the slot replaces. */
export const orakelKoepfe = (slot: readonly Orakelaenderung[]): string[] =>
  slot.map(({ id }) => id).filter((id) => !slot.some(({ ersetzt }) => ersetzt.includes(id)))

/** Approved ids: one approval from another person of another chamber, and nobody's standing refusal. */
export const orakelFreigegeben = (alle: readonly Orakelaenderung[]): ReadonlySet<string> => {
  const vermerke = alle.filter(({ slot }) => slot === 'pruefvermerk')
  const wirksam = vermerke.filter(
    (v) => !vermerke.some((spaeter) => spaeter.person === v.person && spaeter.ersetzt.includes(v.id)),
  )
  return new Set(
    alle
      .filter((a) => {
        const urteile = wirksam.filter((v) => (v.angaben as Pruefvermerk).ziele.includes(a.id))
        const hat = (urteil: string) => urteile.filter((v) => (v.angaben as Pruefvermerk).urteil === urteil)
        return (
          hat('nein').length === 0 &&
          hat('frei').some(({ person, kammer }) => person !== a.person && kammer !== a.kammer)
        )
      })
      .map(({ id }) => id),
  )
}

/** Everything that a change has left behind, directly and through others. */
const ancestorsOf = (slot: readonly Orakelaenderung[], id: string): ReadonlySet<string> => {
  const found = new Set<string>()
  const visit = (one: string): void => {
    for (const ziel of slot.find((a) => a.id === one)?.ersetzt ?? []) {
      if (found.has(ziel) || !slot.some((a) => a.id === ziel)) continue
      found.add(ziel)
      visit(ziel)
    }
  }
  visit(id)
  return found
}

/** The published heads of a slot. */
export const orakelVeroeffentlicht = (slot: readonly Orakelaenderung[], frei: ReadonlySet<string>): string[] => {
  const own = slot.map(({ id }) => id).filter((id) => frei.has(id))
  return own.filter((id) => !own.some((other) => ancestorsOf(slot, other).has(id)))
}

/** Control: only what an approved change replaces directly is left behind. */
export const naivVeroeffentlicht = (slot: readonly Orakelaenderung[], frei: ReadonlySet<string>): string[] => {
  const own = slot.filter(({ id }) => frei.has(id))
  return own.map(({ id }) => id).filter((id) => !own.some(({ ersetzt }) => ersetzt.includes(id)))
}

/** Control: how many values the last writer would wipe out though nobody replaced them. */
export const countLastWriterLosses = (slot: readonly Orakelaenderung[]): number => {
  const koepfe = new Set(orakelKoepfe(slot))
  const werte = new Set(slot.filter(({ id }) => koepfe.has(id)).map(({ wert }) => canonicalize(wert)))
  return Math.max(0, werte.size - 1)
}
