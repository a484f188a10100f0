import { describe, expect, it, test } from 'vitest'
import { createVertrag } from '../testing/ausbildungsvertrag.ts'
import {
  ausbildungszeitAm,
  ausbildungszeitraumOf,
  type Heftvertrag,
  listAusbilderAm,
  nachweisformAm,
  urlaubstageIm,
  vertragAm,
} from './heftvertrag.ts'

const first = createVertrag({
  beginn: '2026-08-01',
  ende: '2029-07-31',
  zeitmodell: 'teilzeit',
  nachweisform: 'schriftlich',
  arbeitszeiten: [
    { bis: '2027-07-31', minutenTaeglich: 480, minutenWoechentlich: 2400, tageJeWoche: 5 },
    { von: '2027-08-01', minutenTaeglich: 462, minutenWoechentlich: 2310, tageJeWoche: 5 },
  ],
  teilzeit: [
    { von: '2027-01-01', bis: '2027-06-30', minutenTaeglich: 300, minutenWoechentlich: 1500 },
    { von: '2028-01-01', bis: '2028-06-30', anteil: { zaehler: 2, nenner: 3 } },
  ],
  urlaub: [
    { kalenderjahr: 2026, tage: 13, einheit: 'arbeitstage' },
    { kalenderjahr: 2027, tage: 28, einheit: 'arbeitstage', zusatztage: 5 },
  ],
  ausbilder: [
    { vorname: 'Rika', familienname: 'van der Saal', bis: '2027-03-31' },
    { vorname: 'Jo', familienname: 'Berg', von: '2027-04-01' },
  ] as never,
})
const second = {
  ...first,
  ende: '2030-01-31',
  nachweisform: 'elektronisch' as const,
  urlaub: [{ kalenderjahr: 2027, tage: 30, einheit: 'arbeitstage' as const }],
}
const heftvertrag: Heftvertrag = {
  fassungen: [
    { gueltigAb: '2026-05-18', vertrag: first },
    { gueltigAb: '2027-10-01', vertrag: second },
  ],
}

describe('the contract of a book', () => {
  test.each([
    ['2026-05-17', first],
    ['2027-09-30', first],
    ['2027-10-01', second],
  ])('on %s is the version in force', (tag, vertrag) => expect(vertragAm(heftvertrag, tag)).toBe(vertrag))

  test.each([
    ['2026-12-31', 480, 2400],
    ['2027-01-01', 300, 1500],
    ['2027-06-30', 300, 1500],
    ['2027-07-01', 480, 2400],
    ['2027-08-01', 462, 2310],
    // Only the share is agreed: two thirds of 2310.
    ['2028-01-01', undefined, 1540],
    ['2028-07-01', 462, 2310],
  ])('has the hours of %s (K4)', (tag, minutenTaeglich, minutenWoechentlich) => {
    const found = ausbildungszeitAm(heftvertrag, tag)
    expect([found.minutenTaeglich, found.minutenWoechentlich]).toEqual([minutenTaeglich, minutenWoechentlich])
  })

  it('in full-time minds no sections of part-time', () => {
    const vollzeit: Heftvertrag = {
      fassungen: [{ gueltigAb: '2026-08-01', vertrag: { ...first, zeitmodell: 'vollzeit' } }],
    }
    expect(ausbildungszeitAm(vollzeit, '2027-01-01').minutenTaeglich).toBe(480)
    expect(ausbildungszeitAm({ fassungen: [{ gueltigAb: '2026-08-01', vertrag: {} }] }, '2027-01-01')).toEqual({})
  })

  test.each([
    [2026, 13],
    [2027, 30],
    [2028, undefined],
  ])('has the leave of %i as it says last (K5)', (jahr, tage) => expect(urlaubstageIm(heftvertrag, jahr)).toBe(tage))

  it('counts additional days of leave (DAV-150)', () =>
    expect(urlaubstageIm({ fassungen: [heftvertrag.fassungen[0]] }, 2027)).toBe(33))

  test.each([
    ['2027-09-30', 'schriftlich'],
    ['2027-10-01', 'elektronisch'],
  ])('has the form of %s (K8)', (tag, form) => expect(nachweisformAm(heftvertrag, tag)).toBe(form))

  test.each([
    ['2027-03-31', 'Rika van der Saal'],
    ['2027-04-01', 'Jo Berg'],
  ])('has the trainer of %s', (tag, name) => expect(listAusbilderAm(heftvertrag, tag)).toEqual([name]))

  test.each<[string, Partial<Heftvertrag>, string]>([
    ['lengthened', {}, '2030-01-31'],
    ['dissolved before its end', { endetAm: '2026-11-15' }, '2026-11-15'],
    ['dissolved after its end, which ends nothing', { endetAm: '2030-02-01' }, '2030-01-31'],
  ])('has the days of a training that was %s', (_name, rest, bis) => {
    const heft = { ausbildungsbeginn: '2026-09-01', ausbildungsende: '2029-08-31' }
    expect(ausbildungszeitraumOf(heft, { ...heftvertrag, ...rest })).toEqual({ von: '2026-08-01', bis })
  })

  it('that is not linked leaves the days to the head of the book', () => {
    expect(ausbildungszeitraumOf({ ausbildungsbeginn: '2026-09-01' }, undefined)).toEqual({ von: '2026-09-01' })
    expect(ausbildungszeitraumOf({}, undefined)).toEqual({})
  })
})
