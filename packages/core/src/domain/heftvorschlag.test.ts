import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createVertrag } from '../testing/ausbildungsvertrag.ts'
import { makeVertrag } from '../testing/gueltiger-vertrag.ts'
import { createPruefer } from '../testing/vertrag.ts'
import { toHeftvorschlag } from './heftvorschlag.ts'

const isHeft = createPruefer().forId('CreateBerichtsheft')
const register = { fremdId: 'vertrag-1', knr: '153', eintragungsnummer: '2026-153-000417' }

describe('the book that a contract offers (BH-20)', () => {
  it('takes form, hours, days, trainer and occupation from the contract', () => {
    const vertrag = createVertrag({
      nachweisform: 'schriftlich',
      arbeitszeiten: [{ minutenTaeglich: 462, minutenWoechentlich: 2310, tageJeWoche: 5 }],
      urlaub: [
        { kalenderjahr: 2026, tage: 13, einheit: 'arbeitstage' },
        { kalenderjahr: 2027, tage: 28, einheit: 'arbeitstage', zusatztage: 5 },
      ],
    })
    expect(toHeftvorschlag(vertrag, register)).toMatchObject({
      fremdId: 'vertrag-1',
      vertragsnummer: '2026-153-000417',
      art: 'ausbildung',
      knr: '153',
      azubi: { familienname: vertrag.azubi.familienname },
      geburtsdatum: vertrag.azubi.geburtsdatum,
      unternehmen: { name: vertrag.ausbildender.name, identnummer: vertrag.ausbildender.identnummer },
      beruf: { bezeichnung: vertrag.beruf.bezeichnung },
      ausbildungsbeginn: vertrag.beginn,
      ausbildungsende: vertrag.ende,
      nachweisform: 'schriftlich',
      ausbilder: { familienname: vertrag.ausbilder[0]?.familienname },
      ausbildungszeit: { minutenTaeglich: 462, minutenWoechentlich: 2310, urlaubstage: 33 },
    })
  })

  it('is a book by its schema, for every contract', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
        const heft = toHeftvorschlag(makeVertrag({ seed }), register)
        expect(isHeft(heft), JSON.stringify(isHeft.errors)).toBe(true)
      }),
    )
  })
})
