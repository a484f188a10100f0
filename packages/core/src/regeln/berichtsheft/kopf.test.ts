import { describe, expect, it, test } from 'vitest'
import type { CreateBerichtsheft } from '../../contract/berichtsheft.ts'
import { makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { buchregeln } from '../katalog.ts'
import { defineRegelkonfig, type Regelkonfig } from '../konfig.ts'
import type { Buchobjekt, Vorlage } from '../objekt.ts'
import { evaluate } from '../regel.ts'

const check = (id: string, buch: Buchobjekt, konfig: Partial<Regelkonfig> = {}, stichtag = '2027-01-31'): string[] =>
  evaluate(
    buchregeln.filter((regel) => regel.id === id),
    buch,
    { stichtag, konfig: defineRegelkonfig(konfig) },
  ).map(({ schwere, pfad }) => `${schwere} ${pfad}`)

const kopf = (anders: Partial<CreateBerichtsheft>, ohne?: keyof CreateBerichtsheft): Buchobjekt => {
  const berichtsheft = makeHeft(anders)
  if (ohne !== undefined) delete berichtsheft[ohne]
  return { berichtsheft, ausbildungsnachweise: [] }
}
const vorgelegt = (vorlage: Vorlage, anders: Partial<CreateBerichtsheft> = {}): Buchobjekt => ({
  ...kopf(anders),
  vorlage,
})

test.each<[string, string, Buchobjekt, string[]]>([
  ['AN-001', 'electronic', kopf({}), []],
  ['AN-001', 'on paper', kopf({ nachweisform: 'schriftlich' }), []],
  ['AN-001', 'no form', kopf({}, 'nachweisform'), ['warnung /berichtsheft/nachweisform']],
  ['K8', 'electronic', kopf({}), []],
  ['K8', 'no form', kopf({}, 'nachweisform'), []],
  ['K8', 'on paper', kopf({ nachweisform: 'schriftlich' }), ['warnung /berichtsheft/nachweisform']],
  ['DAV-006', 'a day', kopf({ ausbildungsende: '2026-09-02' }), []],
  [
    'DAV-006',
    'ends on its first day',
    kopf({ ausbildungsende: '2026-09-01' }),
    ['fehler /berichtsheft/ausbildungsende'],
  ],
  ['DAV-006', 'no end', kopf({}, 'ausbildungsende'), []],
  ['DAV-040', 'first of the list', kopf({ knr: '101' }), []],
  ['DAV-040', 'before the first', kopf({ knr: '100' }), ['fehler /berichtsheft/knr']],
  ['DAV-040', 'after the last', kopf({ knr: '188' }), ['fehler /berichtsheft/knr']],
  ['DAV-040', 'dissolved, which is another rule', kopf({ knr: '105' }), []],
  ['DAV-041', 'in being', kopf({ knr: '186' }), []],
  ['DAV-041', 'dissolved', kopf({ knr: '105' }), ['fehler /berichtsheft/knr']],
  ['DAV-041', 'unknown, which is another rule', kopf({ knr: '999' }), []],
  ['DAV-062', '13 on the first day', kopf({ geburtsdatum: '2013-09-01' }), []],
  ['DAV-062', '13 on the second day', kopf({ geburtsdatum: '2013-09-02' }), ['warnung /berichtsheft/geburtsdatum']],
  ['DAV-062', '70', kopf({ geburtsdatum: '1955-09-02' }), []],
  ['DAV-062', '71', kopf({ geburtsdatum: '1955-09-01' }), ['warnung /berichtsheft/geburtsdatum']],
  ['DAV-062', 'unknown', kopf({}, 'geburtsdatum'), []],
  ['K9', 'no presentation', kopf({}), []],
  ['K9', 'no company', kopf({}, 'unternehmen'), ['hinweis /berichtsheft/unternehmen']],
  ['K9', 'the same', vorgelegt({ unternehmen: 'Werkstatt Störtebeker GmbH' }), []],
  ['K9', 'the same in other writing', vorgelegt({ unternehmen: 'WERKSTATT  STÖRTEBEKER G.m.b.H.' }), []],
  [
    'K9',
    'another legal form',
    vorgelegt({ unternehmen: 'Werkstatt Störtebeker KG' }),
    ['warnung /berichtsheft/unternehmen/name'],
  ],
  ['AN-004', 'no presentation', kopf({}), []],
  ['AN-004', 'the trainer', vorgelegt({ freigebender: { rolle: 'ausbilder' } }), []],
  ['AN-004', 'the company', vorgelegt({ freigebender: { rolle: 'unternehmen' } }), []],
  ['AN-004', 'a person without a role', vorgelegt({ freigebender: { name: 'Ada Muster' } }), []],
  ['AN-004', 'the apprentice', vorgelegt({ freigebender: { rolle: 'auszubildende' } }), ['warnung ']],
  ['AN-004', 'a parent', vorgelegt({ freigebender: { rolle: 'gesetzlicheVertretung' } }), ['warnung ']],
  ['AN-034', 'training', kopf({}), []],
  ['AN-034', 'retraining', kopf({ art: 'umschulung' }), ['hinweis /berichtsheft/art']],
  ['K10', 'not checked', kopf({}), []],
  ['K10', 'whole', { ...kopf({}), kette: { unversehrt: true } }, []],
  ['K10', 'broken as a whole', { ...kopf({}), kette: { unversehrt: false } }, ['fehler /ausbildungsnachweise']],
  [
    'K10',
    'broken at a report that is not there',
    { ...kopf({}), kette: { unversehrt: false, stelle: 4 } },
    ['fehler /ausbildungsnachweise'],
  ],
])('%s: %s', (id, _name, buch, erwartet) => expect(check(id, buch)).toEqual(erwartet))

test('AN-034 is a warning where the chamber does not take books of retraining', () => {
  expect(check('AN-034', kopf({ art: 'umschulung' }), { umschulungZulaessig: false })).toEqual([
    'warnung /berichtsheft/art',
  ])
})

test('AN-004 holds since the law of 1 August 2024', () => {
  const buch = vorgelegt({ freigebender: { rolle: 'auszubildende' } })
  expect(check('AN-004', buch, {}, '2024-07-31')).toEqual([])
  expect(check('AN-004', buch, {}, '2024-08-01')).toEqual(['warnung '])
})

describe('AN-005: the released period', () => {
  const ab = (von: string, bis = '2029-08-31') => ({ von, bis })
  test.each<[string, Vorlage, string[]]>([
    ['the whole book', { zweck: 'teil2' }, []],
    ['from the first day on', { zweck: 'teil1', umfang: ab('2026-09-01') }, []],
    ['from the second day on', { zweck: 'teil1', umfang: ab('2026-09-02') }, ['warnung ']],
    ['from the second day on, for a spot check', { zweck: 'stichprobe', umfang: ab('2026-09-02') }, []],
    [
      'what was asked for',
      { zweck: 'stichprobe', angefordert: ab('2026-11-01', '2026-11-30'), umfang: ab('2026-11-01', '2026-11-30') },
      [],
    ],
    [
      'a day less at the begin',
      { zweck: 'stichprobe', angefordert: ab('2026-11-01', '2026-11-30'), umfang: ab('2026-11-02', '2026-11-30') },
      ['warnung '],
    ],
    [
      'a day less at the end',
      { zweck: 'stichprobe', angefordert: ab('2026-11-01', '2026-11-30'), umfang: ab('2026-11-01', '2026-11-29') },
      ['warnung '],
    ],
    [
      'up to yesterday, where the future was asked for',
      { zweck: 'teil1', angefordert: ab('2026-09-01', '2027-12-31'), umfang: ab('2026-09-01', '2027-01-30') },
      [],
    ],
    [
      'up to the day before',
      { zweck: 'teil1', angefordert: ab('2026-09-01', '2027-12-31'), umfang: ab('2026-09-01', '2027-01-29') },
      ['warnung '],
    ],
  ])('%s', (_name, vorlage, erwartet) => expect(check('AN-005', vorgelegt(vorlage))).toEqual(erwartet))

  it('is not judged for an admission while the begin of training is unknown', () => {
    expect(
      check('AN-005', { ...kopf({}, 'ausbildungsbeginn'), vorlage: { zweck: 'teil1', umfang: ab('2027-01-01') } }),
    ).toEqual([])
  })
})

test('K10 names the report that does not fit', () => {
  const buch = {
    berichtsheft: makeHeft(),
    ausbildungsnachweise: [makeWoche()],
    kette: { unversehrt: false, stelle: 0 },
  }
  expect(check('K10', buch)).toEqual(['fehler /ausbildungsnachweise/0'])
})
