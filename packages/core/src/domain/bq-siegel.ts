import type { BqSiegelverweis } from '../contract/vertragsdauer.ts'

/** A seal of the knowledge base, as `GET /v1/bq/siegel` gives it: a profile, and what was published of it. */
export interface BqSiegel {
  readonly v: 1
  readonly profil: string
  readonly vektor: Readonly<Record<string, number>>
  readonly aenderungen: readonly string[]
  readonly stand: string
  readonly hash: string
}

/** What is wrong with the seal of an assessment: its form, another hash, another profile, or a profile of another kind. */
export type Siegelfehler = 'form' | 'hash' | 'profil' | 'profilart'

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const parts = ['aenderungen', 'hash', 'profil', 'stand', 'v', 'vektor']

const isSiegel = (value: unknown): value is BqSiegel =>
  isRecord(value) &&
  Object.keys(value).sort().join() === parts.join() &&
  value.v === 1 &&
  typeof value.profil === 'string' &&
  isHash(value.stand) &&
  isHash(value.hash) &&
  isRecord(value.vektor) &&
  Object.values(value.vektor).every((nr) => Number.isSafeInteger(nr) && Number(nr) >= 0) &&
  Array.isArray(value.aenderungen) &&
  value.aenderungen.every((id) => typeof id === 'string' && /^[0-9a-f]{64}:\d{1,3}:[0-9a-f]{8}$/.test(id))

/** Reads a seal from its JSON; `undefined` for what is none. */
export const readBqSiegel = (text: string): BqSiegel | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isSiegel(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * What is wrong with the seal of an assessment of foreign training, as far as it can be told without computing hashes; those are
 * computed where `node:crypto` is. A reference without the seal itself has nothing that could be wrong but its profile.
 */
export const checkBqSiegel = ({ hash, profil, siegel }: BqSiegelverweis): Siegelfehler | undefined => {
  // A foreign training is assessed by the profile of its qualification; countries and classifications tell beside it.
  const isQualifikation = (name: string): boolean => name.startsWith('qual:')
  if (siegel === undefined) return profil !== undefined && !isQualifikation(profil) ? 'profilart' : undefined
  const read = readBqSiegel(siegel)
  if (read === undefined) return 'form'
  if (read.hash !== hash) return 'hash'
  if (profil !== undefined && read.profil !== profil) return 'profil'
  return isQualifikation(read.profil) ? undefined : 'profilart'
}
