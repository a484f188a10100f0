import { createSalt } from '@berichtsheft/core/signatur'
import { type Aenderungssatz, buildSatz, type OffeneAenderung, type Wissensrolle } from './aenderungssatz.ts'
import { type Netz, pathOf } from './netz.ts'
import type { AenderungId } from './slot.ts'
import { headsOf, idOf, type Wissensstand } from './stand.ts'

/** A change before it is salted. */
export interface Entwurf {
  readonly slot: string
  readonly ersetzt: readonly AenderungId[]
  readonly wert: unknown
  readonly angaben?: unknown
}

/** Who writes: a granted key with its chain, chamber and role, and a way to sign. */
export interface Schreiber {
  readonly knoten: string
  readonly kammer: string
  readonly schluessel: string
  readonly rolle: Wissensrolle
  readonly sign: (text: string) => string
}

/** The ids of the heads of a slot now: what somebody who has it on the screen replaces. */
export const headIdsOf = (stand: Wissensstand, slot: string): AenderungId[] => {
  const ort = stand.slots.get(slot)
  return ort ? headsOf(ort).map(idOf).sort() : []
}

/** Signs changes as the next changeset of the writer's chain. It counts only once a node has received it. */
export const writeSatz = (
  netz: Netz,
  { knoten, kammer, schluessel, rolle, sign }: Schreiber,
  entwuerfe: readonly Entwurf[],
  optionen: { readonly erstelltAm: string; readonly zugang?: 'oeffentlich' | 'kammern'; readonly nachricht?: string },
): Aenderungssatz => {
  const pfad = pathOf(netz, knoten)
  const { erstelltAm, zugang = 'oeffentlich', nachricht } = optionen
  const alle = nachricht === undefined ? entwuerfe : [...entwuerfe, { slot: 'nachricht', ersetzt: [], wert: nachricht }]
  const aenderungen = alle.map(
    ({ slot, ersetzt, wert, angaben }): OffeneAenderung => ({
      ...(angaben === undefined ? {} : { angaben }),
      ersetzt: [...ersetzt].sort(),
      salz: Buffer.from(createSalt()).toString('hex'),
      slot,
      wert,
    }),
  )
  const kopf = {
    v: 1,
    netz: netz.id,
    knoten,
    nr: pfad.length + 1,
    vorgaenger: pfad.at(-1) ?? null,
    kammer,
    autor: schluessel,
    rolle,
    zugang,
    erstelltAm,
  } as const
  return buildSatz(kopf, aenderungen, sign)
}

/** The changes that undo a changeset: what it set is replaced by what its slots said before, or withdrawn. */
export const revertEntwuerfe = (stand: Wissensstand, satzId: string, grund: string): Entwurf[] =>
  (stand.saetze.get(satzId)?.aenderungen ?? []).flatMap((eintrag): Entwurf[] => {
    const { ort } = eintrag
    if (!ort?.profil || !headsOf(ort).includes(eintrag)) return []
    const [before] = eintrag.ersetzt.filter((ziel) => ziel.ort === ort && ziel.wert !== undefined)
    const nothing = ort.art === 'aussage' ? { wert: null, grund } : ort.art === 'sort' ? 0 : null
    return [{ slot: ort.slot, ersetzt: [idOf(eintrag)], wert: before ? before.wert : nothing }]
  })
