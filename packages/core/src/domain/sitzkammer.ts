import { kammern } from '../codelisten/kammer.ts'
import type { Knr } from '../contract/common.ts'
import { foldText } from './abgleich/normalform.ts'

/** Towns that a chamber is named after: its own name, and what stands in brackets. Regions are never towns of an address. */
const orteOf = (name: string): string[] =>
  name
    .replace(/^IHK /, '')
    .split(/[()]/)
    .map(foldText)
    .filter((ort) => ort !== '')

const kammernByOrt = (): Map<string, Set<Knr>> => {
  const byOrt = new Map<string, Set<Knr>>()
  for (const { knr, name, aktiv } of kammern) {
    if (!aktiv) continue
    for (const ort of orteOf(name)) byOrt.set(ort, (byOrt.get(ort) ?? new Set()).add(knr))
  }
  return byOrt
}

const byOrt = kammernByOrt()

/**
 * The chamber of a seat, as far as it can be told: by the chambers whose registers have companies with this postal code,
 * or by the town that the chamber is named after. `undefined` when neither decides; then the registrant names it.
 *
 * @param kammernDerPlz chambers whose registers hold the postal code
 * @see MI-28
 */
export const findSitzkammer = (ort: string, kammernDerPlz: readonly Knr[]): Knr | undefined => {
  const candidates = new Set(kammernDerPlz)
  if (candidates.size === 1) return kammernDerPlz[0]
  const named = [...(byOrt.get(foldText(ort)) ?? [])].filter((knr) => candidates.size === 0 || candidates.has(knr))
  return named.length === 1 ? named[0] : undefined
}
