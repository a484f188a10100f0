import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { makeBuch, stichtagOf } from '../testing/gueltiges-buch.ts'
import { regelbrecher } from '../testing/regelbrecher.ts'
import { buchregeln, nachweisregeln } from './katalog.ts'
import { defineRegelkonfig, standardRegelkonfig } from './konfig.ts'
import { evaluateBuch, evaluateBuchannahme } from './pruefung.ts'

const regeln = [...nachweisregeln, ...buchregeln]
const wunsch = fc.record({
  wochen: fc.integer({ min: 60, max: 120 }),
  seed: fc.nat(),
  ausbildungsbeginn: fc.constantFrom('2023-09-01', '2023-07-31', '2024-02-29', '2023-12-27'),
})

describe('a valid book', () => {
  it('has no finding, for the company and for the chamber', () => {
    fc.assert(
      fc.property(wunsch, fc.constantFrom('betrieb' as const, 'kammer' as const), (werte, empfaenger) => {
        const buch = makeBuch(werte)
        const kontext = { stichtag: stichtagOf(buch), konfig: standardRegelkonfig, empfaenger }
        expect(evaluateBuch(buch, kontext)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('is the same for the same seed and another one for another', () => {
    expect(makeBuch({ seed: 7, wochen: 4 })).toEqual(makeBuch({ seed: 7, wochen: 4 }))
    expect(makeBuch({ seed: 7, wochen: 4 })).not.toEqual(makeBuch({ seed: 8, wochen: 4 }))
    expect(makeBuch({ wochen: 4 }).ausbildungsnachweise).toHaveLength(4)
  })

  it('has weekly reports of about 1.6 kB', () => {
    const { ausbildungsnachweise } = makeBuch()
    const bytes = ausbildungsnachweise.map((nachweis) => Buffer.byteLength(JSON.stringify(nachweis)))
    const mittel = bytes.reduce((summe, zahl) => summe + zahl, 0) / bytes.length
    expect(mittel).toBeGreaterThan(1_400)
    expect(mittel).toBeLessThan(1_800)
  })
})

describe('B03: a book with one broken rule has exactly the findings of it, at their places', () => {
  test.each(regelbrecher.map((brecher) => [brecher.regel, brecher.name, brecher] as const))(
    '%s: %s',
    (_id, _name, brecher) => {
      const wirkung = regeln.find((regel) => regel.id === brecher.regel)?.wirkung
      const evaluate = wirkung === 'ablehnung' ? evaluateBuchannahme : evaluateBuch
      fc.assert(
        fc.property(wunsch, (werte) => {
          const heil = makeBuch(werte)
          const { buch, konfig, erwartet } = brecher.brich(structuredClone(heil))
          const verstoesse = evaluate(buch, { stichtag: stichtagOf(heil), konfig: defineRegelkonfig(konfig ?? {}) })
          expect(verstoesse.map(({ regel, pfad }) => [regel, pfad]).sort()).toEqual(
            erwartet.map((paar) => [...paar]).sort(),
          )
        }),
        { numRuns: 6 },
      )
    },
  )

  it('exists for every rule about reports and books', () => {
    const gebrochen = new Set(regelbrecher.map((brecher) => brecher.regel))
    expect(regeln.map((regel) => regel.id).filter((id) => !gebrochen.has(id))).toEqual([])
  })
})
