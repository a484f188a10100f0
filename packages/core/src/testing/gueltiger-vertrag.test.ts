import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMinderjaehrigAm } from '../domain/kalender.ts'
import { makeEntwurf, makeVertrag } from './gueltiger-vertrag.ts'
import { createPruefer } from './vertrag.ts'

const isAntrag = createPruefer().forId('Vertragsantrag')
const isEntwurf = createPruefer().forId('Vertragsentwurf')
const seed = fc.integer({ min: 0, max: 0xffff_ffff })

describe('makeVertrag', () => {
  it('makes contracts that are complete in form, the same one for the same seed', () => {
    fc.assert(
      fc.property(seed, (zahl) => {
        const vertrag = makeVertrag({ seed: zahl })
        expect(isAntrag(vertrag), JSON.stringify(isAntrag.errors)).toBe(true)
        expect(makeVertrag({ seed: zahl })).toEqual(vertrag)
        expect(vertrag.ende > vertrag.beginn).toBe(true)
        expect(vertrag.vertreter !== undefined).toBe(
          isMinderjaehrigAm(vertrag.azubi.geburtsdatum, vertrag.abschlussdatum),
        )
        expect(vertrag.erstuntersuchung !== undefined).toBe(
          isMinderjaehrigAm(vertrag.azubi.geburtsdatum, vertrag.beginn),
        )
      }),
    )
  })

  it('makes every kind of contract among a few hundred', () => {
    const vertraege = Array.from({ length: 400 }, (_, i) => makeVertrag({ seed: i }))
    const arten = new Set(
      vertraege.flatMap((v) => [
        v.kammerart,
        v.zeitmodell,
        v.vertretung,
        ...(v.anrechnungen ? ['anrechnung'] : []),
        ...(v.verkuerzungen ? ['verkuerzung'] : []),
        ...(v.zeitmodell === 'teilzeit' && v.verkuerzungen ? ['beides'] : []),
        `${v.dauerMonate}`,
      ]),
    )
    expect([...arten].sort()).toEqual(
      [
        ...['ihk', 'hwk', 'vollzeit', 'teilzeit', 'keine', 'eltern', 'mutter', 'vater', 'vormund'],
        ...['anrechnung', 'verkuerzung', 'beides', '24', '36', '42'],
      ].sort(),
    )
  })
})

describe('makeEntwurf', () => {
  it('makes drafts from which parts are missing', () => {
    fc.assert(
      fc.property(seed, (zahl) => {
        const entwurf = makeEntwurf({ seed: zahl })
        expect(isEntwurf(entwurf), JSON.stringify(isEntwurf.errors)).toBe(true)
        expect(isAntrag(entwurf)).toBe(false)
      }),
    )
  })
})
