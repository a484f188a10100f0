import { describe, expect, it, test } from 'vitest'
import type { Nachweislieferung } from '../../contract/ausbildungsnachweis.ts'
import type { Nachweisinhalt, Tag } from '../../contract/nachweisinhalt.ts'
import type { Beteiligter, Schritt } from '../../contract/nachweisverlauf.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { nachweisregeln } from '../katalog.ts'
import { defineRegelkonfig, type Regelkonfig } from '../konfig.ts'
import { evaluate } from '../regel.ts'

interface Lage {
  readonly berichtsheft?: ReturnType<typeof makeHeft>
  readonly stichtag?: string
  readonly konfig?: Partial<Regelkonfig>
}

const checkWith = (id: string, nachweis: Nachweislieferung, lage: Lage = {}): string[] =>
  evaluate(
    nachweisregeln.filter((regel) => regel.id === id),
    { berichtsheft: lage.berichtsheft ?? makeHeft(), nachweis },
    { stichtag: lage.stichtag ?? '2026-12-31', konfig: defineRegelkonfig(lage.konfig ?? {}) },
  ).map(({ schwere, pfad }) => `${schwere} ${pfad}`)

const verlauf = (...schritte: (Schritt | Schritt['vorgang'])[]): Nachweislieferung =>
  makeWoche({}, { verlauf: schritte.map((schritt) => (typeof schritt === 'string' ? { vorgang: schritt } : schritt)) })

describe('BN-020: days of training in the first and last week', () => {
  const erste = (datum: string): Nachweislieferung =>
    makeWoche({ zeitraum: { von: '2026-08-31', bis: '2026-09-06' }, tage: [makeArbeitstag(datum)] })
  const letzte = (datum: string): Nachweislieferung =>
    makeWoche({ zeitraum: { von: '2029-08-27', bis: '2029-09-02' }, tage: [makeArbeitstag(datum)] })

  test.each([
    ['on the first day', erste('2026-09-01'), []],
    ['on the day before', erste('2026-08-31'), ['warnung /inhalt/tage/0/datum']],
    ['on the last day', letzte('2029-08-31'), []],
    ['on the day after', letzte('2029-09-01'), ['warnung /inhalt/tage/0/datum']],
  ])('%s', (_name, nachweis, erwartet) => expect(checkWith('BN-020', nachweis)).toEqual(erwartet))

  it('may be days of absence', () => {
    const tag: Tag = { datum: '2026-08-31', art: 'sonstigeAbwesenheit', eintraege: [] }
    expect(checkWith('BN-020', makeWoche({ zeitraum: { von: '2026-08-31', bis: '2026-09-06' }, tage: [tag] }))).toEqual(
      [],
    )
  })
})

describe('BN-021: texts of a week approved before its last weekday', () => {
  const am = (datum: string, zeitraum = { von: '2026-12-14', bis: '2026-12-20' }): Nachweislieferung => {
    const { tage: _tage, ...inhalt } = makeWoche({ zeitraum }).inhalt
    return {
      fremdId: 'x',
      inhalt: { ...inhalt, wochentexte: { betrieb: 'Lager' } },
      verlauf: [{ vorgang: 'freigegeben', datum }],
    }
  }
  test.each([
    [am('2026-12-18'), []],
    [am('2026-12-17'), ['warnung /verlauf/0/datum']],
    [am('2026-12-14'), ['warnung /verlauf/0/datum']],
    [am('2026-12-13'), []],
    [am('2026-12-16', { von: '2026-12-14', bis: '2026-12-16' }), []],
    [am('2026-12-15', { von: '2026-12-14', bis: '2026-12-16' }), ['warnung /verlauf/0/datum']],
  ])('case %#', (nachweis, erwartet) => expect(checkWith('BN-021', nachweis)).toEqual(erwartet))
})

test.each<[string, Nachweislieferung, string[]]>([
  ['two stages', verlauf('entwurf', 'eingereicht', 'stufe1Freigegeben', 'freigegeben'), []],
  ['saved twice', verlauf('entwurf', 'entwurf', 'eingereicht'), []],
  ['sent back and handed in again', verlauf('eingereicht', 'zurueckgewiesen', 'eingereicht', 'freigegeben'), []],
  ['opened again', verlauf('freigegeben', 'wiederGeoeffnet', 'eingereicht', 'freigegeben'), []],
  ['only the last step is known', verlauf('freigegeben'), []],
  ['approved twice', verlauf('freigegeben', 'freigegeben'), ['warnung /verlauf/1/vorgang']],
  ['first stage after the second', verlauf('freigegeben', 'stufe1Freigegeben'), ['warnung /verlauf/1/vorgang']],
  ['approved from a draft', verlauf('entwurf', 'freigegeben'), ['warnung /verlauf/1/vorgang']],
])('BN-022: %s', (_name, nachweis, erwartet) => expect(checkWith('BN-022', nachweis)).toEqual(erwartet))

test.each<[string, Nachweislieferung, string[]]>([
  ['sent back with a comment', verlauf({ vorgang: 'zurueckgewiesen', kommentar: 'Freitag fehlt' }), []],
  ['sent back without', verlauf('zurueckgewiesen'), ['warnung /verlauf/0/kommentar']],
  [
    'opened again with blanks',
    verlauf({ vorgang: 'wiederGeoeffnet', kommentar: ' \n' }),
    ['warnung /verlauf/0/kommentar'],
  ],
  ['approved without a comment', verlauf('freigegeben'), []],
])('BN-023: %s', (_name, nachweis, erwartet) => expect(checkWith('BN-023', nachweis)).toEqual(erwartet))

test.each<[string, Schritt, string[]]>([
  ['on the reference day', { vorgang: 'freigegeben', datum: '2026-12-31' }, []],
  ['the day after', { vorgang: 'freigegeben', datum: '2027-01-01' }, ['warnung /verlauf/0/datum']],
  ['the last second of it in Berlin', { vorgang: 'freigegeben', zeitpunkt: '2026-12-31T22:59:59Z' }, []],
  ['a second later', { vorgang: 'freigegeben', zeitpunkt: '2026-12-31T23:00:00Z' }, ['warnung /verlauf/0/zeitpunkt']],
  ['without time', { vorgang: 'freigegeben' }, []],
])('BN-024: a step %s', (_name, schritt, erwartet) => expect(checkWith('BN-024', verlauf(schritt))).toEqual(erwartet))

test.each<[string, Schritt, string[]]>([
  ['the trainer', { vorgang: 'freigegeben', durch: { rolle: 'ausbilder' } }, []],
  ['the apprentice', { vorgang: 'freigegeben', durch: { rolle: 'auszubildende' } }, ['fehler /verlauf/0/durch/rolle']],
  [
    'the apprentice, first stage',
    { vorgang: 'stufe1Freigegeben', durch: { rolle: 'auszubildende' } },
    ['fehler /verlauf/0/durch/rolle'],
  ],
  ['somebody of the same name', { vorgang: 'freigegeben', durch: { name: 'Tilda Ehrlichmann' } }, []],
  ['nobody in particular', { vorgang: 'freigegeben' }, []],
])('BN-025: approved by %s', (_name, schritt, erwartet) =>
  expect(checkWith('BN-025', verlauf(schritt))).toEqual(erwartet),
)

describe('BN-026, A10: two approvals', () => {
  const stufen = (a: Beteiligter | undefined, b: Beteiligter | undefined): Nachweislieferung =>
    verlauf(
      { vorgang: 'stufe1Freigegeben', ...(a ? { durch: a } : {}) },
      { vorgang: 'freigegeben', ...(b ? { durch: b } : {}) },
    )
  test.each<[Nachweislieferung, string[]]>([
    [stufen({ name: 'Ada' }, { name: 'Ben' }), []],
    [stufen({ name: 'Ada' }, { name: 'Ada' }), ['warnung /verlauf/1/durch']],
    [stufen({ name: 'Ada', kennung: '1' }, { name: 'Ada', kennung: '2' }), []],
    [stufen({ name: 'Ada', kennung: '1' }, { name: 'A. Muster', kennung: '1' }), ['warnung /verlauf/1/durch']],
    [stufen(undefined, undefined), []],
    [stufen({ rolle: 'ausbilder' }, { rolle: 'ausbilder' }), []],
  ])('case %#', (nachweis, erwartet) => expect(checkWith('BN-026', nachweis)).toEqual(erwartet))

  it('may be of one person where the chamber does not ask for four eyes', () => {
    const nachweis = stufen({ name: 'Ada' }, { name: 'Ada' })
    expect(checkWith('BN-026', nachweis, { konfig: { vierAugen: false } })).toEqual([])
  })
})

test.each<[string, Tag, string[]]>([
  [
    'the sum',
    {
      datum: '2026-12-14',
      minuten: 450,
      eintraege: [
        { text: 'a', minuten: 200 },
        { text: 'b', minuten: 250 },
      ],
    },
    [],
  ],
  [
    'a minute more',
    { datum: '2026-12-14', minuten: 451, eintraege: [{ text: 'a', minuten: 450 }] },
    ['warnung /inhalt/tage/0/minuten'],
  ],
  [
    'a minute less',
    { datum: '2026-12-14', minuten: 449, eintraege: [{ text: 'a', minuten: 450 }] },
    ['warnung /inhalt/tage/0/minuten'],
  ],
  [
    'with credited absence',
    {
      datum: '2026-12-14',
      minuten: 480,
      eintraege: [
        { text: 'a', minuten: 240 },
        { art: 'krank', text: '', minuten: 240 },
      ],
    },
    [],
  ],
  [
    'without it',
    {
      datum: '2026-12-14',
      minuten: 240,
      eintraege: [
        { text: 'a', minuten: 240 },
        { art: 'krank', text: '', minuten: 240 },
      ],
    },
    [],
  ],
  [
    'while an entry does not tell',
    { datum: '2026-12-14', minuten: 1, eintraege: [{ text: 'a', minuten: 240 }, { text: 'b' }] },
    [],
  ],
  ['without entries', { datum: '2026-12-14', minuten: 480, eintraege: [] }, []],
])('BN-027: the time of a day is %s', (_name, tag, erwartet) =>
  expect(checkWith('BN-027', makeWoche({ tage: [tag] }))).toEqual(erwartet),
)

test.each([
  ['Tilda Ehrlichmann', []],
  ['Ehrlichmann, Tilda', []],
  ['TILDA EHRLICHMANN', []],
  ['Tilda Sophie Ehrlichmann', []],
  ['Ehrlichmann', []],
  ['Tilda Ehrlichman', ['warnung /inhalt/azubi']],
  ['Hinnerk Ehrlichmann', ['warnung /inhalt/azubi']],
  [' - ', []],
])('BN-028: the report of "%s" in the book of Tilda Ehrlichmann', (azubi, erwartet) => {
  expect(checkWith('BN-028', makeWoche({ azubi }))).toEqual(erwartet)
})

test('BN-028: composed and decomposed letters are the same name', () => {
  const berichtsheft = makeHeft({ azubi: { name: 'Zoë Überschär' } })
  expect(checkWith('BN-028', makeWoche({ azubi: 'Zoë Überschär'.normalize('NFD') }), { berichtsheft })).toEqual([])
})

test.each([
  [1, { von: '2026-12-14', bis: '2026-12-20' }, []],
  [3, { von: '2026-12-14', bis: '2026-12-20' }, []],
  [4, { von: '2026-12-14', bis: '2026-12-20' }, ['hinweis /inhalt/ausbildungsjahr']],
  [1, { von: '2027-08-30', bis: '2027-09-05' }, []],
  [2, { von: '2027-08-30', bis: '2027-09-05' }, []],
  [1, { von: '2027-09-06', bis: '2027-09-12' }, ['hinweis /inhalt/ausbildungsjahr']],
  [2, { von: '2027-09-06', bis: '2027-09-12' }, []],
])('BN-029: year %i in %o', (ausbildungsjahr, zeitraum, erwartet) => {
  expect(checkWith('BN-029', makeWoche({ ausbildungsjahr, zeitraum }))).toEqual(erwartet)
})

test.each([
  ['/ausbildungsjahr', []],
  ['/tage/4/eintraege/0/minuten', []],
  ['', []],
  ['/tage/5', ['warnung /inhalt/abgeleitet/0/pfad']],
  ['/tage/length', ['warnung /inhalt/abgeleitet/0/pfad']],
  ['/wochentexte', ['warnung /inhalt/abgeleitet/0/pfad']],
  ['/azubi/0', ['warnung /inhalt/abgeleitet/0/pfad']],
  ['/constructor', ['warnung /inhalt/abgeleitet/0/pfad']],
])('BN-030: derived "%s"', (pfad, erwartet) => {
  const abgeleitet: Nachweisinhalt['abgeleitet'] = [{ pfad, verfahren: 'berechnet' }]
  expect(checkWith('BN-030', makeWoche({ abgeleitet }))).toEqual(erwartet)
})
