import { canonicalize, sha256 } from '@berichtsheft/core/signatur'
import { publicHeadsOf } from './freigabe.ts'
import type { AenderungId, ProfilId } from './slot.ts'
import { headsIn } from './slotstand.ts'
import { findAenderung, idOf, isGeschwaerzt, type Slotort, type Wissensstand } from './stand.ts'
import { slotzeile } from './standhash.ts'

/**
 * Ties a decision to what was published: the profile, how far each chain was known, and the changes that were read. Its hash
 * is over all of that, so it can be recomputed by anybody who has the same chains.
 */
export interface Siegel {
  readonly v: 1
  readonly profil: ProfilId
  /** Last number of each chain that counted. */
  readonly vektor: Readonly<Record<string, number>>
  readonly aenderungen: readonly AenderungId[]
  /** SHA-256 over the lines of the published slots of the profile. */
  readonly stand: string
  readonly hash: string
}

const statementsOf = (stand: Wissensstand, profil: ProfilId): Slotort[] =>
  [...(stand.profile.get(profil) ?? [])].sort((a, b) => (a.slot < b.slot ? -1 : 1))

/** Seals the published view of a profile. */
export const sealProfil = (stand: Wissensstand, profil: ProfilId, vektor: Readonly<Record<string, number>>): Siegel => {
  const orte = statementsOf(stand, profil)
  const aenderungen = orte.flatMap((ort) => headsIn(stand, ort, 'oeffentlich').map(idOf)).sort()
  const lines = sha256(orte.map((ort) => slotzeile(stand, ort, 'oeffentlich')).join(''))
  const body = { v: 1, profil, vektor, aenderungen, stand: lines } as const
  return { ...body, hash: sha256(canonicalize(body)) }
}

/** Whether a seal is what its hash says. */
export const checkSiegel = ({ hash, ...body }: Siegel): boolean => sha256(canonicalize(body)) === hash

/** A change that a decision relied on and that no longer stands as it did. */
export interface Siegelwirkung {
  readonly aenderung: AenderungId
  readonly wirkung: 'ersetzt' | 'geschwaerzt' | 'entfallen'
}

/** What has happened since to the changes that a seal names; empty while all of them are still published as they were. */
export const compareSiegel = (stand: Wissensstand, siegel: Siegel): Siegelwirkung[] =>
  siegel.aenderungen.flatMap((id): Siegelwirkung[] => {
    const eintrag = findAenderung(stand, id)
    if (!eintrag?.ort) return [{ aenderung: id, wirkung: 'entfallen' }]
    if (!publicHeadsOf(stand, eintrag.ort).includes(eintrag)) return [{ aenderung: id, wirkung: 'ersetzt' }]
    return isGeschwaerzt(stand, eintrag) ? [{ aenderung: id, wirkung: 'geschwaerzt' }] : []
  })
