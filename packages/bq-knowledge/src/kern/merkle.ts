import { sha256 } from '@berichtsheft/core/signatur'

/** One step up the tree: the other hash, and on which side it stands. */
export interface Pfadschritt {
  readonly seite: 'links' | 'rechts'
  readonly hash: string
}

/** Inner nodes begin with another byte than leaves, so that none can stand for the other. */
const parentOf = (left: string, right: string): string => sha256(`\u0001${left}${right}`)

/** Largest power of two below a number from 2 on. */
const splitOf = (count: number): number => 2 ** (31 - Math.clz32(count - 1))

/**
 * Root of the hash tree over the hashes of leaves, at least one.
 *
 * @see RFC 9162 section 2.1.1
 */
export const merkleRoot = (leaves: readonly string[]): string => {
  if (leaves.length === 1) return leaves[0] as string
  const split = splitOf(leaves.length)
  return parentOf(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)))
}

/**
 * The hashes beside the way from a leaf to the root, from below.
 *
 * @throws RangeError when there is no such leaf
 * @see RFC 9162 section 2.1.3.1
 */
export const merklePath = (leaves: readonly string[], index: number): Pfadschritt[] => {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`no leaf ${index} of ${leaves.length}`)
  if (leaves.length === 1) return []
  const split = splitOf(leaves.length)
  return index < split
    ? [...merklePath(leaves.slice(0, split), index), { seite: 'rechts', hash: merkleRoot(leaves.slice(split)) }]
    : [...merklePath(leaves.slice(split), index - split), { seite: 'links', hash: merkleRoot(leaves.slice(0, split)) }]
}

/** The root that a leaf and its path lead to. */
export const climb = (leaf: string, path: readonly Pfadschritt[]): string =>
  path.reduce((hash, step) => (step.seite === 'links' ? parentOf(step.hash, hash) : parentOf(hash, step.hash)), leaf)
