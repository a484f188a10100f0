import { beforeAll, describe, expect, it } from 'vitest'
import { createBesetzung } from '../testing/besetzung.ts'
import { firstSeed, report, runsOf } from '../testing/laufzahl.ts'
import {
  bySlot,
  countLastWriterLosses,
  listGeltende,
  naivVeroeffentlicht,
  orakelFreigegeben,
  orakelKoepfe,
  orakelVeroeffentlicht,
} from '../testing/orakel.ts'
import { type Lauf, simulate } from '../testing/simulation.ts'
import { publicHeadsOf, publishedHeadsOf } from './freigabe.ts'
import type { Knoten } from './knoten.ts'
import { listKonflikte } from './slotstand.ts'
import { headsOf, idOf, type Slotort } from './stand.ts'
import { standHash } from './standhash.ts'

const runs = runsOf(2_000)
const schritte = 18

/** What all runs together showed: numbers, and the seeds that broke a promise. */
const befund = {
  saetze: 0,
  aenderungen: 0,
  zustellungen: 0,
  doppelte: 0,
  verlorene: 0,
  gabelungen: 0,
  widerrufe: 0,
  schwaerzungen: 0,
  konflikte: 0,
  veroeffentlicht: 0,
  lastWriterLosses: 0,
  naivAbweichend: 0,
  uneinigArbeit: [] as number[],
  uneinigOeffentlich: [] as number[],
  uneinigSchnitt: [] as number[],
  verloren: [] as number[],
  kopfAbweichend: [] as number[],
  unfrei: [] as number[],
  wiederbelebt: [] as number[],
  veroeffentlichtAbweichend: [] as number[],
}

beforeAll(
  async () => {
    const besetzung = createBesetzung(8)
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const lauf = await simulate(besetzung, seed, { schritte, knoten: [3, 8], betrug: 0.25, widerruf: 0.25 })
      judge(lauf, besetzung)
    }
    const { saetze, aenderungen, zustellungen, doppelte, verlorene, gabelungen, konflikte, veroeffentlicht } = befund
    report(
      `T1 T2 T6 T9 T17: ${runs} runs from seed ${firstSeed}; ${saetze} changesets, ${aenderungen} changes, ${zustellungen} deliveries, ` +
        `${doppelte} doubled, ${verlorene} lost; ${gabelungen} runs with a fork, ${befund.widerrufe} with a revocation, ${befund.schwaerzungen} redactions, ${konflikte} conflicts, ${veroeffentlicht} published heads; ` +
        `controls: last writer loses ${befund.lastWriterLosses}, direct succession deviates in ${befund.naivAbweichend} runs`,
    )
  },
  Math.max(300_000, runs * 200),
)

const judge = (lauf: Lauf, besetzung: ReturnType<typeof createBesetzung>): void => {
  const { seed, knoten } = lauf
  const [first] = knoten
  if (!first) throw new Error('a run without nodes')
  befund.saetze += lauf.saetze.length
  befund.zustellungen += lauf.zustellungen.alle
  befund.doppelte += lauf.zustellungen.doppelte
  befund.verlorene += lauf.zustellungen.verlorene
  const differ = (read: (k: Knoten) => string): boolean => new Set(knoten.map(read)).size > 1
  if (differ(({ stand }) => standHash(stand, 'arbeit'))) befund.uneinigArbeit.push(seed)
  if (differ(({ stand }) => standHash(stand, 'oeffentlich'))) befund.uneinigOeffentlich.push(seed)
  if (differ(cutsOf)) befund.uneinigSchnitt.push(seed)
  if (cutsOf(first) !== '') befund.gabelungen++
  if (lauf.saetze.some(({ kopf }) => kopf.rolle === 'netzadministration')) befund.widerrufe++
  befund.schwaerzungen += first.stand.schwaerzungen.size
  befund.konflikte += listKonflikte(first.stand, 'arbeit').length
  judgeState(lauf, first, besetzung)
}

const cutsOf = ({ netz }: Knoten): string =>
  [...netz.ketten].flatMap(([name, { gabelung }]) => (gabelung ? [`${name}@${gabelung.nr}`] : [])).join()

const idsOf = (
  orte: ReadonlyMap<string, Slotort>,
  slot: string,
  heads: (ort: Slotort) => readonly { satz: object }[],
) => {
  const ort = orte.get(slot)
  return ort ? (heads(ort) as Parameters<typeof idOf>[0][]).map(idOf) : []
}

/** Holds the state of one node against the oracle, slot by slot. */
const judgeState = (lauf: Lauf, { stand }: Knoten, besetzung: ReturnType<typeof createBesetzung>): void => {
  const { seed } = lauf
  const known = new Set(
    lauf.knoten.flatMap(({ netz }) =>
      [...netz.koepfe.values()].flatMap((k) => [...k.values()].flat().map(({ id }) => id)),
    ),
  )
  const alle = listGeltende(
    besetzung,
    lauf.saetze.filter(({ id }) => known.has(id)),
  )
  const frei = orakelFreigegeben(alle)
  befund.aenderungen += alle.length
  let naivWeichtAb = false
  for (const [slot, own] of bySlot(alle)) {
    const koepfe = new Set(idsOf(stand.slots, slot, headsOf))
    if (!sameSet(orakelKoepfe(own), koepfe)) befund.kopfAbweichend.push(seed)
    const ersetzer = (id: string) => own.filter((y) => y.ersetzt.includes(id) && lauf.gesehen.get(y.id)?.has(id))
    if (own.some(({ id }) => !koepfe.has(id) && ersetzer(id).length === 0)) befund.verloren.push(seed)
    const oeffentlich = idsOf(stand.slots, slot, (ort) => publishedHeadsOf(stand, ort))
    const gezeigt = idsOf(stand.slots, slot, (ort) => publicHeadsOf(stand, ort))
    befund.veroeffentlicht += oeffentlich.length
    const erwartet = orakelVeroeffentlicht(own, frei)
    if ([...oeffentlich, ...gezeigt].some((id) => !frei.has(id))) befund.unfrei.push(seed)
    if ([...oeffentlich, ...gezeigt].some((id) => !erwartet.includes(id))) befund.wiederbelebt.push(seed)
    if (!sameSet(erwartet, new Set(oeffentlich))) befund.veroeffentlichtAbweichend.push(seed)
    if (!sameSet(naivVeroeffentlicht(own, frei), new Set(erwartet))) naivWeichtAb = true
    if (!slot.endsWith('/belege') && !slot.includes('amtssprachen'))
      befund.lastWriterLosses += countLastWriterLosses(own)
  }
  if (naivWeichtAb) befund.naivAbweichend++
}

const sameSet = (a: readonly string[], b: ReadonlySet<string>): boolean =>
  a.length === b.size && a.every((id) => b.has(id))

describe(`chambers that edit apart and exchange (${runs} runs from seed ${firstSeed})`, () => {
  it('T1: all nodes come to the same working state', () => {
    expect(befund.uneinigArbeit).toEqual([])
    expect(befund.doppelte).toBeGreaterThan(runs)
    expect(befund.verlorene).toBeGreaterThan(runs)
  })

  it('T1: all nodes come to the same published state', () => {
    expect(befund.uneinigOeffentlich).toEqual([])
    expect(befund.veroeffentlicht).toBeGreaterThan(runs)
  })

  it('T2: nothing leaves the heads unless somebody replaced it who had it before their eyes', () => {
    expect(befund.verloren).toEqual([])
    expect(befund.kopfAbweichend).toEqual([])
  })

  it('T6: nothing is published that was not approved, and nothing comes back', () => {
    expect(befund.unfrei).toEqual([])
    expect(befund.wiederbelebt).toEqual([])
    expect(befund.veroeffentlichtAbweichend).toEqual([])
  })

  it('T6 control: looking at direct succession alone brings replaced values back', () => {
    expect(befund.naivAbweichend).toBeGreaterThan(0)
  })

  it('T9: all nodes cut the chain of a cheating node at the same number', () => {
    expect(befund.uneinigSchnitt).toEqual([])
    expect(befund.gabelungen).toBeGreaterThan(runs / 20)
  })

  it('T17 control: the last writer would have lost values without anybody being told', () => {
    expect(befund.lastWriterLosses).toBeGreaterThan(0)
    expect(befund.konflikte).toBeGreaterThan(0)
  })
})
