import { type Blatt, blattHash, type Satzkopf, satzIdOf, signedTextOf } from './aenderungssatz.ts'
import type { Netzknoten } from './knoten.ts'
import { climb, merklePath, type Pfadschritt } from './merkle.ts'
import { pathOf } from './netz.ts'
import { verifyText } from './schluessel.ts'

/** A head with its signature: a link of a chain. */
export interface Glied {
  readonly id: string
  readonly kopf: Satzkopf
  readonly signatur: string
}

/** Proves to somebody without the log that a change is in a chain, and that the chain goes on from there. */
export interface Nachweis {
  readonly blatt: Blatt
  /** Way from the change to the root in its changeset. */
  readonly pfad: readonly Pfadschritt[]
  /** The changeset of the change and those after it, up to the end of what counts, at most `laenge`. */
  readonly kette: readonly Glied[]
}

/** The proof of a change; `undefined` when its changeset does not count here. */
export const proveAenderung = async (
  { netz, speicher }: Netzknoten,
  satzId: string,
  index: number,
  laenge = 1_000,
): Promise<Nachweis | undefined> => {
  const satz = await speicher.find(satzId)
  const blatt = satz?.aenderungen[index]
  if (!satz || !blatt) return undefined
  const ids = pathOf(netz, satz.kopf.knoten)
  if (ids[satz.kopf.nr - 1] !== satzId) return undefined
  const kette: Glied[] = []
  for (const id of ids.slice(satz.kopf.nr - 1, satz.kopf.nr - 1 + laenge)) {
    const glied = await speicher.find(id)
    if (!glied) throw new Error(`changeset ${id} counts but is not stored`)
    kette.push({ id, kopf: glied.kopf, signatur: glied.signatur })
  }
  return { blatt, pfad: merklePath(satz.aenderungen.map(blattHash), index), kette }
}

/** Whether a proof holds in itself: leaf to root, root to head, every id, signature and link. Whose keys they are is asked of the network. */
export const verifyNachweis = ({ blatt, pfad, kette }: Nachweis): boolean => {
  const [first] = kette
  if (!first || climb(blattHash(blatt), pfad) !== first.kopf.wurzel) return false
  return kette.every(({ id, kopf, signatur }, i) => {
    const before = kette[i - 1]
    const follows =
      !before || (kopf.vorgaenger === before.id && kopf.nr === before.kopf.nr + 1 && kopf.knoten === before.kopf.knoten)
    return follows && satzIdOf(kopf) === id && verifyText(kopf.autor, signedTextOf(id), signatur)
  })
}
