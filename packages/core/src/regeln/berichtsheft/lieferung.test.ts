import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import type { Nachweislieferung } from '../../contract/ausbildungsnachweis.ts'
import { toDatum, toTageszahl } from '../../domain/kalender.ts'
import { overlaps } from '../../domain/zeitraum.ts'
import { makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { buchregeln } from '../katalog.ts'
import { standardRegelkonfig } from '../konfig.ts'
import { evaluate } from '../regel.ts'

const bericht = (fremdId: string, von: string, bis: string): Nachweislieferung =>
  makeWoche({ zeitraum: { von, bis }, tage: [] }, { fremdId })

const check = (id: string, ...ausbildungsnachweise: Nachweislieferung[]): string[] =>
  evaluate(
    buchregeln.filter((regel) => regel.id === id),
    { berichtsheft: makeHeft(), ausbildungsnachweise },
    { stichtag: '2027-01-31', konfig: standardRegelkonfig },
  ).map(({ pfad }) => pfad)

const eins = bericht('a', '2026-12-14', '2026-12-20')

test.each<[string, Nachweislieferung[], string[]]>([
  ['BN-040', [eins, bericht('b', '2026-12-21', '2026-12-27')], []],
  ['BN-040', [eins, bericht('b', '2026-12-14', '2026-12-19')], []],
  ['BN-040', [eins, bericht('b', '2026-12-14', '2026-12-20')], ['/ausbildungsnachweise/1/inhalt/zeitraum']],
  ['BN-041', [eins, bericht('b', '2026-12-21', '2026-12-27')], []],
  ['BN-041', [eins, bericht('b', '2026-12-20', '2026-12-20')], ['/ausbildungsnachweise/1/inhalt/zeitraum']],
  ['BN-041', [bericht('b', '2026-12-20', '2026-12-26'), eins], ['/ausbildungsnachweise/0/inhalt/zeitraum']],
  ['BN-041', [eins, bericht('b', '2026-12-14', '2026-12-20')], []],
  [
    'BN-041',
    [bericht('lang', '2026-12-01', '2026-12-31'), eins, bericht('c', '2026-12-22', '2026-12-23')],
    ['/ausbildungsnachweise/1/inhalt/zeitraum', '/ausbildungsnachweise/2/inhalt/zeitraum'],
  ],
  ['BN-041', [eins, bericht('verkehrt', '2026-12-18', '2026-12-15')], []],
  ['BN-042', [eins, bericht('b', '2026-12-21', '2026-12-27')], []],
  ['BN-042', [eins, bericht('A', '2026-12-21', '2026-12-27')], []],
  [
    'BN-042',
    [eins, bericht('a', '2026-12-21', '2026-12-27'), bericht('a', '2026-12-28', '2026-12-31')],
    ['/ausbildungsnachweise/1/fremdId', '/ausbildungsnachweise/2/fremdId'],
  ],
])('%s: case %#', (id, nachweise, erwartet) => expect(check(id, ...nachweise)).toEqual(erwartet))

it('finds equal or overlapping periods exactly when two reports share a day', () => {
  const zeitraum = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 9 })).map(([anfang, laenge]) => {
    const von = toTageszahl('2026-12-01') + anfang
    return { von: toDatum(von), bis: toDatum(von + laenge) }
  })
  fc.assert(
    fc.property(fc.array(zeitraum, { maxLength: 8 }), (zeitraeume) => {
      const nachweise = zeitraeume.map(({ von, bis }, i) => bericht(`n${i}`, von, bis))
      const teilenEinenTag = zeitraeume.some((a, i) => zeitraeume.some((b, j) => i < j && overlaps(a, b)))
      const gefunden = [...check('BN-040', ...nachweise), ...check('BN-041', ...nachweise)]
      expect(gefunden.length > 0).toBe(teilenEinenTag)
    }),
  )
})
