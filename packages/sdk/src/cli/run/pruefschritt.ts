import { limits } from '@berichtsheft/core'
import type { Fundstelle } from '../findings.ts'

/** What a check of a file yields: findings, and how much was looked at. */
export type Pruefschritt =
  | { readonly art: 'fund'; readonly fund: Fundstelle }
  | { readonly art: 'geprueft'; readonly berichtshefte: number; readonly ausbildungsnachweise: number }

/** Largest document that is read as a whole, in bytes; streams (NDJSON, `lieferungen`) may be larger. */
export const largestDocument: number = limits.lieferung * 4
