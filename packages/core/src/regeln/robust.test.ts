import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Nachweislieferung } from '../contract/ausbildungsnachweis.ts'
import { Lieferung } from '../contract/berichtsheft.ts'
import { Datum } from '../contract/common.ts'
import type { Verstoss } from '../contract/problem.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { createPruefer, listSchemas } from '../testing/vertrag.ts'
import { defineRegelkonfig } from './konfig.ts'
import { evaluateBuchannahme, evaluateNachweis, evaluateNachweisannahme, groupVerstoesse } from './pruefung.ts'
import { completenessReport } from './vollstaendigkeit.ts'

const schemas = listSchemas().map(({ schema }) => schema)
const isVerstoss = createPruefer().forId('Verstoss')
const nachweis = arbitraryFor(Nachweislieferung, schemas)
const lieferung = arbitraryFor(Lieferung, schemas)
const stichtag = arbitraryFor(Datum, schemas)
const konfig = fc
  .record({ fuehrung: fc.constantFrom('woechentlich' as const, 'taeglich' as const), abteilungNoetig: fc.boolean() })
  .map(defineRegelkonfig)

const expectValid = (verstoesse: readonly Verstoss[]): void => {
  for (const verstoss of verstoesse)
    expect(isVerstoss(verstoss), `${JSON.stringify(verstoss)} ${JSON.stringify(isVerstoss.errors)}`).toBe(true)
}

it('every report that the schema allows is judged, and its findings are valid', () => {
  fc.assert(
    fc.property(nachweis, stichtag, konfig, (bericht, tag, einstellung) => {
      const kontext = { stichtag: tag, konfig: einstellung }
      const alle = evaluateNachweis({ nachweis: bericht }, kontext)
      expectValid(alle)
      const ablehnungen = evaluateNachweisannahme({ nachweis: bericht }, kontext)
      expect(alle.filter((v) => ablehnungen.some((a) => a.regel === v.regel && a.pfad === v.pfad))).toEqual(ablehnungen)
    }),
  )
})

it('every delivery that the schema allows is judged, and its report adds up', () => {
  fc.assert(
    fc.property(lieferung, stichtag, konfig, (buch, tag, einstellung) => {
      const kontext = { stichtag: tag, konfig: einstellung }
      const { verstoesse, wochen } = completenessReport(buch, kontext)
      expectValid(verstoesse)
      const { erwartet, ...einzeln } = wochen
      expect(Object.values(einzeln).reduce((summe, zahl) => summe + zahl, 0)).toBe(erwartet)
      const gruppen = groupVerstoesse(evaluateBuchannahme(buch, kontext))
      for (const stelle of gruppen.ausbildungsnachweise.keys())
        expect(stelle).toBeLessThan(buch.ausbildungsnachweise.length)
    }),
  )
})
