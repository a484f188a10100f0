import { describe, expect, it, test } from 'vitest'
import { addTage } from '../domain/kalender.ts'
import { datierteWerte } from './datierte-werte.ts'
import { wertAm } from './historie.ts'
import { vertragsregeln } from './katalog.ts'
import { findMindestbetrag } from './werte/mindestverguetung.ts'
import { sachbezugswerte } from './werte/sachbezug.ts'

describe.each(datierteWerte.map((wert) => [wert.name, wert] as const))('%s', (_name, { staende, regeln, quelle }) => {
  it('holds without a gap, each state to the day before the next', () => {
    staende.forEach(({ ab, bis }, i) => {
      const next = staende[i + 1]
      expect(bis).toBe(next && addTage(next.ab, -1))
      if (bis !== undefined) expect(bis >= ab).toBe(true)
    })
  })

  it('has a source, and decides rules that there are or that stand in a computation', () => {
    expect(quelle).toMatch(/§/)
    const known = new Set(vertragsregeln.map(({ id }) => id))
    expect(regeln.some((id) => known.has(id))).toBe(true)
  })
})

test('least pay is known from 2020 to 2026, on both sides of each day, and unknown before and after', () => {
  const of = (day: string) => findMindestbetrag(day, 1)?.betrag
  const { staende = [] } = datierteWerte[0] ?? {}
  const seen = staende.map(({ ab }) => [ab, of(addTage(ab, -1)), of(ab)])
  expect(seen).toEqual([
    ['2020-01-01', undefined, 51_500],
    ['2021-01-01', 51_500, 55_000],
    ['2022-01-01', 55_000, 58_500],
    ['2023-01-01', 58_500, 62_000],
    ['2024-01-01', 62_000, 64_900],
    ['2024-08-01', 64_900, 64_900],
    ['2025-01-01', 64_900, 68_200],
    ['2026-01-01', 68_200, 72_400],
    ['2027-01-01', 72_400, undefined],
  ])
})

test('benefits in kind are known from 2023 to 2026, on both sides of each day, and unknown before and after', () => {
  const of = (day: string) => wertAm(sachbezugswerte, day)?.unterkunft
  const { staende = [] } = datierteWerte[1] ?? {}
  expect(staende.map(({ ab }) => [ab, of(addTage(ab, -1)), of(ab)])).toEqual([
    ['2023-01-01', undefined, 26_500],
    ['2024-01-01', 26_500, 27_800],
    ['2025-01-01', 27_800, 28_200],
    ['2026-01-01', 28_200, 28_500],
    ['2027-01-01', 28_500, undefined],
  ])
})
