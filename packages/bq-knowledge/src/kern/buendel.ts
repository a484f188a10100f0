import { createHash } from 'node:crypto'
import { canonicalize } from '@berichtsheft/core/signatur'
import { fetchSaetze, standVectorOf, type Vektor } from './abgleich.ts'
import type { Knoten, Netzknoten } from './knoten.ts'
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
  return `${signManifest(manifest, sign)}${lines.join('')}`
}

/** The first line of a bundle. */
export const signManifest = (manifest: Buendelmanifest, sign: (text: string) => string): string =>
  `${canonicalize({ manifest, signatur: sign(prefix + canonicalize(manifest)) })}\n`

/** Reads the first line of a bundle; whether what follows is whole is seen when it has been hashed, by {@link judgeBuendel}. */
export const readManifest = (
  { netz }: Netzknoten,
  line: string,
): { readonly manifest: Buendelmanifest } | { readonly fehler: Buendelfehler } => {
  const parsed = readFirst(line)
  if (!parsed) return { fehler: 'manifest-falsch' }
  const { manifest, signatur } = parsed
  if (!verifyText(manifest.schluessel, prefix + canonicalize(manifest), signatur)) return { fehler: 'sig-falsch' }
  return manifest.netz === netz.id ? { manifest } : { fehler: 'netz-fremd' }
}

/** What is wrong with a bundle of which everything was hashed. */
export const judgeBuendel = (
  { netz }: Netzknoten,
  { sha256, schluessel }: Buendelmanifest,
  hash: string,
): Buendelfehler | undefined => {
  if (hash !== sha256) return 'unvollstaendig'
  return netz.zulassungen.has(schluessel) ? undefined : 'unbekannter-schluessel'
}

/**
 * Reads the first line of a bundle and holds the rest against it. A file that was cut off is told apart from one that was
 * changed, so its whole lines may be taken in and the rest later: taking in twice changes nothing.
 */
export const checkBuendel = (
  knoten: Netzknoten,
  text: string,
): { readonly manifest: Buendelmanifest; readonly zeilen: readonly string[] } | { readonly fehler: Buendelfehler } => {
  const end = text.indexOf('\n')
  const read = readManifest(knoten, end < 0 ? text : text.slice(0, end))
  if ('fehler' in read) return read
  const body = end < 0 ? '' : text.slice(end + 1)
  const fehler = judgeBuendel(knoten, read.manifest, createHash('sha256').update(body).digest('hex'))
  if (fehler) return { fehler }
  return { manifest: read.manifest, zeilen: body.split('\n').filter((line) => line !== '') }
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
