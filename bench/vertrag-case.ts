import {
  type Berufsfassung,
  kleinerKatalog,
  pruefeVertrag,
  type Vertragsentwurf,
  vertragsregeln,
} from '@berichtsheft/core'
import { makeEntwurf, makeVertrag } from '@berichtsheft/core/testing'
import { formatTable, median, type Section } from './report.ts'

const stichtag = '2026-05-18'
const anzahl = 2000
const batch = 20

/** As many occupations as are in force, so that looking one up costs what it costs with the whole catalogue. */
const makeKatalog = (): Berufsfassung[] =>
  Array.from({ length: 319 }, (_, i) => {
    const beruf = kleinerKatalog[i % kleinerKatalog.length]
    if (beruf === undefined) throw new Error('the catalogue is empty')
    if (i < kleinerKatalog.length) return beruf
    const bezeichnung = `${beruf.bezeichnung} ${i}`
    return { ...beruf, schluessel: `${beruf.schluessel}-${i}`, bezeichnung, bezeichnungKombiniert: bezeichnung }
  })

/** Milliseconds of CPU for each check, one value per batch: a single check is shorter than the clock of the CPU ticks. */
const measure = (vertraege: readonly Vertragsentwurf[], katalog: readonly Berufsfassung[]): number[] => {
  const times: number[] = []
  for (let i = 0; i < vertraege.length; i += batch) {
    const teil = vertraege.slice(i, i + batch)
    const start = process.cpuUsage()
    for (const vertrag of teil) pruefeVertrag(vertrag, { stichtag, katalog })
    const { user, system } = process.cpuUsage(start)
    times.push((user + system) / 1000 / teil.length)
  }
  return times
}

/** CPU of the full check of a training contract: all rules and computed values, from the contract to the answer. */
export const measureVertrag = (): Section => {
  const katalog = makeKatalog()
  const withoutKey = (vertrag: Vertragsentwurf): Vertragsentwurf => {
    const { kennung: _, ...beruf } = vertrag.beruf ?? {}
    return { ...vertrag, beruf }
  }
  const vertraege = Array.from({ length: anzahl }, (_, seed) => makeVertrag({ seed }))
  const cases: readonly (readonly [string, readonly Vertragsentwurf[]])[] = [
    ['contracts in order', vertraege],
    ['the same, occupation by its name', vertraege.map(withoutKey)],
    ['drafts with parts missing', Array.from({ length: anzahl }, (_, seed) => makeEntwurf({ seed }))],
  ]
  const rows = cases.map(([name, liste]) => {
    measure(liste, katalog)
    const times = measure(liste, katalog)
    const p99 = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN
    return [name, median(times).toFixed(3), p99.toFixed(3), 'below 0.2']
  })
  return {
    title: `Check of a training contract (${vertragsregeln.length} rules, ${katalog.length} occupations)`,
    lines: [
      ...formatTable(['contract', 'median ms of CPU', 'p99 of batches', 'aim'], rows),
      '',
      `${anzahl} contracts each, in batches of ${batch}, after a first run of the same.`,
    ],
  }
}
