import { createHash } from 'node:crypto'
import { canonicalize } from '@berichtsheft/core/signatur'
import { fetchSaetze, standVectorOf, type Vektor } from './abgleich.ts'
import type { Knoten } from './knoten.ts'
import { verifyText } from './schluessel.ts'
import { standHash } from './standhash.ts'
import type { Bereich } from './teilsicht.ts'

/** First line of a bundle: what is in it, from whom, and how the node that made it read everything. */
export interface Buendelmanifest {
  readonly v: 1
  readonly netz: string
  readonly anzahl: number
  /** SHA-256 of the lines after this one, each with its line feed. */
  readonly sha256: string
  /** How far each chain counted at the node. */
  readonly vektor: Readonly<Record<string, number>>
  readonly stand: string
  readonly schluessel: string
}

/** Why a bundle is not taken. */
export type Buendelfehler =
  | 'manifest-falsch'
  | 'sig-falsch'
  | 'netz-fremd'
  | 'unvollstaendig'
  | 'unbekannter-schluessel'

const prefix = 'berichtsheft-bq-buendel-1:'

/** A file for transport without network: one line of manifest with signature, then one changeset per line. */
export const writeBuendel = async (
  knoten: Knoten,
  have: Pick<Vektor, 'ketten' | 'gabelungen' | 'unvollstaendig'>,
  bereich: Bereich,
  schluessel: string,
  sign: (text: string) => string,
): Promise<string> => {
  const lines: string[] = []
  const hash = createHash('sha256')
  for await (const satz of fetchSaetze(knoten, have, bereich)) {
    const line = `${canonicalize(satz)}\n`
    hash.update(line)
    lines.push(line)
  }
  const manifest: Buendelmanifest = {
    v: 1,
    netz: knoten.netz.id,
    anzahl: lines.length,
    sha256: hash.digest('hex'),
    vektor: standVectorOf(knoten),
    stand: standHash(knoten.stand, 'arbeit'),
    schluessel,
  }
  const signatur = sign(prefix + canonicalize(manifest))
  return `${canonicalize({ manifest, signatur })}\n${lines.join('')}`
}

/**
 * Reads the first line of a bundle and holds the rest against it. A file that was cut off is told apart from one that was
 * changed, so its whole lines may be taken in and the rest later: taking in twice changes nothing.
 */
export const checkBuendel = (
  knoten: Knoten,
  text: string,
): { readonly manifest: Buendelmanifest; readonly zeilen: readonly string[] } | { readonly fehler: Buendelfehler } => {
  const end = text.indexOf('\n')
  const parsed = readFirst(end < 0 ? text : text.slice(0, end))
  if (!parsed) return { fehler: 'manifest-falsch' }
  const { manifest, signatur } = parsed
  if (!verifyText(manifest.schluessel, prefix + canonicalize(manifest), signatur)) return { fehler: 'sig-falsch' }
  if (manifest.netz !== knoten.netz.id) return { fehler: 'netz-fremd' }
  const body = end < 0 ? '' : text.slice(end + 1)
  if (createHash('sha256').update(body).digest('hex') !== manifest.sha256) return { fehler: 'unvollstaendig' }
  if (!knoten.netz.zulassungen.has(manifest.schluessel)) return { fehler: 'unbekannter-schluessel' }
  return { manifest, zeilen: body.split('\n').filter((line) => line !== '') }
}

const readFirst = (line: string): { manifest: Buendelmanifest; signatur: string } | undefined => {
  try {
    const { manifest, signatur } = JSON.parse(line) as { manifest?: Partial<Buendelmanifest>; signatur?: unknown }
    const { v, schluessel, sha256 } = manifest ?? {}
    const wellFormed =
      v === 1 && typeof schluessel === 'string' && typeof sha256 === 'string' && typeof signatur === 'string'
    return wellFormed ? { manifest: manifest as Buendelmanifest, signatur } : undefined
  } catch {
    return undefined
  }
}
