import { describe, expect, it, test } from 'vitest'
import { defineHistorie, wertAm } from './historie.ts'
import { freigabefrist } from './werte/freigabefrist.ts'
import { jugendarbeitszeit } from './werte/jugendarbeitszeit.ts'

const historie = defineHistorie([
  { ab: '2020-01-01', wert: 515 },
  { ab: '2021-01-01', wert: 550 },
])

describe('dated values', () => {
  test.each([
    ['2019-12-31', undefined],
    ['2020-01-01', 515],
    ['2020-12-31', 515],
    ['2021-01-01', 550],
    ['2199-12-31', 550],
  ])('on %s the value is %s', (tag, wert) => expect(wertAm(historie, tag)).toBe(wert))

  it('must rise, and must be there', () => {
    expect(() => defineHistorie([])).toThrow('at least one value')
    expect(() =>
      defineHistorie([
        { ab: '2021-01-01', wert: 1 },
        { ab: '2021-01-01', wert: 2 },
      ]),
    ).toThrow('2021-01-01')
    expect(() =>
      defineHistorie([
        { ab: '2021-01-01', wert: 1 },
        { ab: '2020-12-31', wert: 2 },
      ]),
    ).toThrow('2020-12-31')
  })

  it('of the rules are unknown before the day for which they were looked up', () => {
    expect(wertAm(jugendarbeitszeit, '2019-12-31')).toBeUndefined()
    expect(wertAm(jugendarbeitszeit, '2020-01-01')).toMatchObject({
      taeglich: 480,
      taeglichBeiAusgleich: 510,
      woechentlich: 2400,
    })
    expect(wertAm(freigabefrist, '2018-10-08')).toBeUndefined()
    expect(wertAm(freigabefrist, '2018-10-09')).toBe(1)
  })
})
