import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { readBqSiegel } from '../domain/bq-siegel.ts'
import { sha256 } from './hash.ts'
import { canonicalize } from './kanonisch.ts'

/** Whether a seal is what its hash says: SHA-256 over the canonical JSON of all its other parts. */
const isEcht = (text: string): boolean => {
  const siegel = readBqSiegel(text)
  if (siegel === undefined) return false
  const { hash, ...body } = siegel
  return sha256(canonicalize(body)) === hash
}

/** Hashes of the seals in a contract that are not what they say, for the check of the contract (DAV-073). */
export const listUnechteSiegel = ({ anrechnungen = [] }: Vertragsentwurf): ReadonlySet<string> =>
  new Set(
    anrechnungen.flatMap(({ bqSiegel }) =>
      bqSiegel?.siegel === undefined || isEcht(bqSiegel.siegel) ? [] : [bqSiegel.hash],
    ),
  )
