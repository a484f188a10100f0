import { limits } from '@berichtsheft/core'
import type { Fundstelle } from '../findings.ts'

/** A finding among the steps of a check. */
export interface Fundschritt {
  readonly art: 'fund'
  readonly fund: Fundstelle
}

/** What a check of a file yields: findings, and how much was looked at. */
export type Pruefschritt =
  | Fundschritt
  | { readonly art: 'geprueft'; readonly berichtshefte: number; readonly ausbildungsnachweise: number }

/** Whether a step is a finding. */
export const isFund = <S extends { readonly art: string }>(schritt: Fundschritt | S): schritt is Fundschritt =>
  schritt.art === 'fund'

/** Largest document that is read as a whole, in bytes; streams (NDJSON, `lieferungen`) may be larger. */
export const largestDocument: number = limits.lieferung * 4
