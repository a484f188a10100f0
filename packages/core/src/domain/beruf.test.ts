import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isBerufskatalog, listFassungen, readPlanJson } from '../berufe/katalog-json.ts'
import { kleinerKatalog } from '../berufe/kleiner-katalog.ts'
import type { Berufsfassung } from '../contract/beruf.ts'
import { createPruefer } from '../testing/vertrag.ts'
import { findBeruf, geltungOf, wahlqualifikationenOf } from './beruf.ts'

const named = (schluessel: string): Berufsfassung => {
  const found = kleinerKatalog.find((one) => one.schluessel === schluessel)
  if (!found) throw new Error(schluessel)
  return found
}
const alt = named('maurer-1999')
const neu = named('maurer')
const verkaeufer = named('verkaeufer')
const withStart = (
  fassung: Berufsfassung,
  gueltigAb: string | null,
  rest: Partial<Berufsfassung> = {},
): Berufsfassung => ({
  ...fassung,
  ...rest,
  verordnung: { ...fassung.verordnung, gueltigAb },
})

test.each([
  ['1999-08-01', alt],
  ['2026-07-31', alt],
  ['2026-08-01', neu],
  ['2040-02-29', neu],
] as const)('a contract that begins on %s sees the ordinance in force on that day', (stichtag, beruf) => {
  for (const name of ['Maurer', 'maurerin', 'Maurer/Maurerin', ' Maurer / Maurerin '])
    expect(findBeruf(kleinerKatalog, { name }, stichtag)).toEqual({ art: 'gefunden', beruf })
})

describe('the answer is "unknown", never a guess,', () => {
  test.each([
    ['for a name that the catalogue does not have', { name: 'Wolkenwart' }, '2026-08-01', 'beruf'],
    ['for a key that it does not have', { schluessel: 'wolkenwart' }, '2026-08-01', 'beruf'],
    ['for a part of a name', { name: 'Kaufmann' }, '2026-08-01', 'beruf'],
    ['for an empty name', { name: '' }, '2026-08-01', 'beruf'],
    ['without a day', { name: 'Maurer' }, undefined, 'datum'],
    ['for 31 February', { name: 'Maurer' }, '2026-02-31', 'datum'],
    ['for a day in another form', { name: 'Maurer' }, '1.8.2026', 'datum'],
    ['for the day before the oldest ordinance of the catalogue', { name: 'Maurer' }, '1999-07-31', 'vorKatalog'],
    ['for a key before its ordinance', { schluessel: 'maurer' }, '2026-07-31', 'vorKatalog'],
  ] as const)('%s', (_case, suche, stichtag, grund) => {
    expect(findBeruf(kleinerKatalog, suche, stichtag)).toMatchObject({ art: 'unbekannt', grund })
  })

  it('where two occupations have the name', () => {
    const two = [verkaeufer, { ...verkaeufer, schluessel: 'anderer' }]
    expect(findBeruf(two, { name: 'Verkäufer' }, '2026-08-01')).toEqual({
      art: 'unbekannt',
      grund: 'mehrdeutig',
      moegliche: two,
    })
  })

  it('where the first day is not known and no other day says that it is in force', () => {
    const unknown = withStart(verkaeufer, null)
    expect(findBeruf([unknown], { name: 'Verkäufer' }, '2026-08-01')).toMatchObject({ grund: 'datum' })
    const listed = withStart(verkaeufer, null, { geltendAm: '2026-08-19' })
    expect(findBeruf([listed], { name: 'Verkäufer' }, '2026-08-18')).toMatchObject({ grund: 'datum' })
    expect(findBeruf([listed], { name: 'Verkäufer' }, '2026-08-19')).toMatchObject({ art: 'gefunden' })
    // Another one in force does not make it certain: the unknown one may hold as well.
    expect(findBeruf([unknown, verkaeufer], { name: 'Verkäufer' }, '2026-08-01')).toMatchObject({ grund: 'datum' })
  })
})

describe('what is repealed', () => {
  it('is answered with the one that took its place', () => {
    expect(findBeruf(kleinerKatalog, { schluessel: 'maurer-1999' }, '2026-08-01')).toEqual({
      art: 'nichtInKraft',
      beruf: alt,
      nachfolger: [neu],
    })
    expect(findBeruf([alt], { name: 'Maurer' }, '2026-08-01')).toEqual({
      art: 'nichtInKraft',
      beruf: alt,
      nachfolger: [],
    })
  })

  it('ends on the day before its repeal, or with its term, whichever is earlier', () => {
    const ends = (rest: Partial<Berufsfassung>) => geltungOf({ ...verkaeufer, ...rest }).bis
    expect(ends({})).toBeUndefined()
    expect(ends({ aufgehobenZum: '2026-08-01' })).toBe('2026-07-31')
    expect(ends({ befristetBis: '2027-07-31' })).toBe('2027-07-31')
    expect(ends({ aufgehobenZum: '2026-08-01', befristetBis: '2027-07-31' })).toBe('2026-07-31')
    expect(ends({ aufgehobenZum: '2028-03-01', befristetBis: '2028-02-28' })).toBe('2028-02-28')
  })
})

it('never throws, whatever is asked', () => {
  const days = fc.oneof(
    fc.string(),
    fc.constantFrom('2026-02-31', '0000-00-00', '2026-08-01'),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  )
  const suchen = fc.oneof(fc.record({ name: fc.string() }), fc.record({ schluessel: fc.string() }))
  fc.assert(
    fc.property(suchen, days, (suche, day) => {
      expect(['gefunden', 'nichtInKraft', 'unbekannt']).toContain(findBeruf(kleinerKatalog, suche, day).art)
    }),
  )
})

it('finds every occupation of the small catalogue by each of its names, on its first day', () => {
  for (const beruf of kleinerKatalog) {
    const { schluessel, bezeichnung, bezeichnungWeiblich, bezeichnungKombiniert, verordnung } = beruf
    const day = verordnung.gueltigAb ?? undefined
    for (const name of [bezeichnung, bezeichnungWeiblich ?? bezeichnung, bezeichnungKombiniert])
      expect(findBeruf(kleinerKatalog, { name }, day)).toEqual({ art: 'gefunden', beruf })
    expect(findBeruf(kleinerKatalog, { schluessel }, day)).toEqual({ art: 'gefunden', beruf })
  }
})

it('the small catalogue has the form of the contract, and its keys and occupations are unique', () => {
  const validate = createPruefer().forPart({ $ref: 'Berufsfassung' })
  for (const beruf of kleinerKatalog) expect(validate(beruf), beruf.schluessel).toBe(true)
  expect(new Set(kleinerKatalog.map(({ schluessel }) => schluessel)).size).toBe(16)
  expect(new Set(kleinerKatalog.map(({ bezeichnung, verordnung }) => `${verordnung.bjnr} ${bezeichnung}`)).size).toBe(
    16,
  )
  expect([...new Set(kleinerKatalog.map(({ ausbildungsdauerMonate }) => ausbildungsdauerMonate))].sort()).toEqual([
    24, 36, 42,
  ])
})

it('a catalogue says since when an ordinance without a first day is in force at the latest', () => {
  const berufe = [
    withStart(neu, null),
    { ...alt, ersetztDurch: ['HochbauBAusbV'] },
    withStart(verkaeufer, null),
    named('koch'),
  ]
  const katalog = { meta: { stand: '2026-08-19' }, berufe }
  expect(listFassungen(katalog).map(({ geltendAm }) => geltendAm)).toEqual([
    '2026-08-01',
    undefined,
    '2026-08-19',
    undefined,
  ])
  expect(isBerufskatalog(katalog)).toBe(true)
  for (const other of [
    null,
    [],
    {},
    { berufe: [] },
    { meta: null, berufe: [] },
    { meta: { stand: 'x' }, berufe: [null] },
    'x',
  ])
    expect(isBerufskatalog(other)).toBe(false)
})

it('half weeks of a catalogue become whole numbers and a mark', () => {
  const time = (wochen: number) => ({ gruppe: 'g1', text: 'x', wochen })
  const plan = {
    positionen: [{ zeitrichtwerte: [time(0.5), time(3), null] }, null],
    zeitlicheGliederung: [{ zeitangaben: [time(2.5)] }],
  }
  expect(readPlanJson(plan)).toEqual({
    positionen: [{ zeitrichtwerte: [{ ...time(0), halbeWoche: true }, time(3), null] }, null],
    zeitlicheGliederung: [{ zeitangaben: [{ ...time(2), halbeWoche: true }] }],
  })
  for (const other of [null, 'x', {}, { positionen: 1 }]) expect(readPlanJson(other)).toEqual(other)
})

it('Wahlqualifikationen are the parts of the plan that are a choice', () => {
  const position = { nr: '1', abschnitt: '', lfdNr: null, text: 'x', zeitrichtwerte: [] }
  expect(
    wahlqualifikationenOf({
      positionen: [
        { ...position, berufsbildposition: 'Pflicht' },
        { ...position, berufsbildposition: 'Nebel', bereich: 'wahl' },
        { ...position, berufsbildposition: 'Nebel', bereich: 'wahl' },
        { ...position, berufsbildposition: null, bereich: 'wahl' },
        { ...position, berufsbildposition: 'Mehr', bereich: 'zusatz' },
      ],
    }),
  ).toEqual(['Nebel'])
})
