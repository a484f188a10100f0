import { setTimeout as sleep } from 'node:timers/promises'
import { type Besetzung, neueAussage, testslot } from '@berichtsheft/bq-knowledge/testing'
import { callKnoten, type Knotenprozess, pushKnoten } from './knotenprozess.ts'

/** The statement that all nodes edit apart. */
export const strittigerSlot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')

/** How a node reads: the hash of its working state, and the values of each slot in conflict. */
export interface Knotenlage {
  readonly stand: string
  readonly konflikte: readonly (readonly [slot: string, werte: readonly number[]])[]
}

interface Konflikte {
  readonly konflikte: readonly {
    readonly slot: string
    readonly werte: readonly { readonly wert: { readonly wert: number } }[]
  }[]
}

/** Asks a node how it reads. */
export const readLage = async (prozess: Knotenprozess): Promise<Knotenlage> => {
  const { arbeit } = await callKnoten<{ arbeit: string }>(prozess, '/sync/stand')
  const { konflikte } = await callKnoten<Konflikte>(prozess, '/konflikte?sicht=arbeit')
  return {
    stand: arbeit,
    konflikte: konflikte.map(({ slot, werte }) => [slot, werte.map(({ wert }) => wert.wert).sort((a, b) => a - b)]),
  }
}

/** Every node learns whose keys count; then each states another value for the same thing, without knowing of the others. */
export const editApart = async (
  prozesse: readonly Knotenprozess[],
  { zulassung }: Besetzung,
): Promise<Knotenlage[]> => {
  for (const [i, prozess] of prozesse.entries()) {
    await pushKnoten(prozess, zulassung)
    await callKnoten(prozess, '/aenderungssaetze', { aenderungen: neueAussage(strittigerSlot, { wert: 8 + i }) })
  }
  return Promise.all(prozesse.map(readLage))
}

/** Waits until all nodes have the same state; how each reads then. @throws Error when that takes longer than so many seconds */
export const awaitOneState = async (prozesse: readonly Knotenprozess[], seconds: number): Promise<Knotenlage[]> => {
  const end = performance.now() + seconds * 1_000
  for (;;) {
    const lagen = await Promise.all(prozesse.map(readLage))
    if (new Set(lagen.map(({ stand }) => stand)).size === 1) return lagen
    if (performance.now() > end) throw new Error(`no common state after ${seconds} s: ${JSON.stringify(lagen)}`)
    await sleep(200)
  }
}
