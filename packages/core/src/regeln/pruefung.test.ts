import { describe, expect, it } from 'vitest'
import { beispielLieferung } from '../contract/beispiele.ts'
import { makeHeft, makeWoche } from '../testing/einzelbericht.ts'
import { makeBuch, stichtagOf } from '../testing/gueltiges-buch.ts'
import { regelbrecher } from '../testing/regelbrecher.ts'
import { defineRegelkonfig, standardRegelkonfig } from './konfig.ts'
import {
  evaluateBuch,
  evaluateBuchannahme,
  evaluateNachweis,
  evaluateNachweisannahme,
  groupVerstoesse,
} from './pruefung.ts'

const kontext = { stichtag: '2027-01-31', konfig: standardRegelkonfig }

describe('the check of a delivery', () => {
  const buch = {
    berichtsheft: makeHeft({ knr: '999' }),
    ausbildungsnachweise: [
      makeWoche(),
      makeWoche({ zeitraum: { von: '2026-12-14', bis: '2026-12-13' }, tage: [] }, { fremdId: 'woche-51' }),
    ],
  }

  it('finds what refuses the book and each report, with pointers from the delivery on', () => {
    expect(evaluateBuchannahme(buch, kontext).map(({ regel, pfad }) => `${regel} ${pfad}`)).toEqual([
      'BN-042 /ausbildungsnachweise/1/fremdId',
      'DAV-040 /berichtsheft/knr',
      'BN-001 /ausbildungsnachweise/1/inhalt/zeitraum/bis',
    ])
  })

  it('sorts findings to the items, with pointers from the item on', () => {
    const { berichtsheft, ausbildungsnachweise } = groupVerstoesse(evaluateBuchannahme(buch, kontext))
    expect(berichtsheft.map(({ regel, pfad }) => [regel, pfad])).toEqual([['DAV-040', '/knr']])
    expect([...ausbildungsnachweise.keys()]).toEqual([1])
    expect(ausbildungsnachweise.get(1)?.map(({ regel, pfad }) => [regel, pfad])).toEqual([
      ['BN-042', '/fremdId'],
      ['BN-001', '/inhalt/zeitraum/bis'],
    ])
  })

  it('keeps findings about all reports, and about the whole, with the book', () => {
    const [erster] = evaluateBuchannahme(buch, kontext)
    const { berichtsheft } = groupVerstoesse(
      ['', '/ausbildungsnachweise', '/berichtsheft', '/berichtsheft/knr'].flatMap((pfad) =>
        erster ? [{ ...erster, pfad }] : [],
      ),
    )
    expect(berichtsheft.map(({ pfad }) => pfad)).toEqual(['', '/ausbildungsnachweise', '', '/knr'])
  })

  it('lists the worst first over the book and all of its reports', () => {
    const schweren = evaluateBuch(buch, kontext).map(({ schwere }) => schwere)
    expect(schweren).toEqual([...schweren].sort((a, b) => 'fwh'.indexOf(a.charAt(0)) - 'fwh'.indexOf(b.charAt(0))))
    expect(new Set(schweren)).toContain('fehler')
  })

  it('accepts the published example', () => {
    expect(evaluateBuchannahme(beispielLieferung, kontext)).toEqual([])
  })
})

describe('the check of a single report', () => {
  it('is the check of the same report in a book', () => {
    const berichtsheft = makeHeft()
    const nachweis = makeWoche({ azubi: 'Hinnerk Fremd', zeitraum: { von: '2026-12-14', bis: '2026-12-13' } })
    const imBuch = groupVerstoesse(evaluateBuch({ berichtsheft, ausbildungsnachweise: [nachweis] }, kontext))
    expect(imBuch.ausbildungsnachweise.get(0)).toEqual(evaluateNachweis({ berichtsheft, nachweis }, kontext))
  })

  it('refuses nothing that is only reported', () => {
    const nachweis = makeWoche({ tage: [] }, { verlauf: [] })
    expect(evaluateNachweisannahme({ nachweis }, kontext)).toEqual([])
    expect(evaluateNachweis({ nachweis }, kontext).length).toBeGreaterThan(0)
  })
})

describe('every finding', () => {
  const heil = makeBuch({ wochen: 70, seed: 3 })
  const funde = regelbrecher.flatMap((brecher) => {
    const { buch, konfig } = brecher.brich(structuredClone(heil))
    return evaluateBuch(buch, { stichtag: stichtagOf(heil), konfig: defineRegelkonfig(konfig ?? {}) }).map(
      (verstoss) => ({ buch, verstoss }),
    )
  })

  it('points to a value of the delivery, or to a missing member of one', () => {
    for (const { buch, verstoss } of funde) {
      const teile = verstoss.pfad.split('/').slice(1)
      let stelle: unknown = buch
      for (const [i, teil] of teile.entries()) {
        expect(typeof stelle === 'object' && stelle !== null, `${verstoss.regel} ${verstoss.pfad}`).toBe(true)
        const naechste = Object.entries(stelle ?? {}).find(([name]) => name === teil)?.[1]
        if (naechste === undefined)
          expect(teile.length - i, `${verstoss.regel} ${verstoss.pfad}`).toBeLessThanOrEqual(2)
        if (naechste === undefined) break
        stelle = naechste
      }
    }
  })

  it('speaks German and English, briefly, with nothing left to fill in', () => {
    for (const { verstoss } of funde) {
      expect(verstoss.text).not.toBe(verstoss.textEnglisch)
      for (const text of [verstoss.text, verstoss.textEnglisch]) {
        expect(text).not.toMatch(/undefined|NaN|\[object|null/)
        expect(text.length).toBeGreaterThan(10)
        expect(text.length).toBeLessThan(400)
      }
    }
  })
})
