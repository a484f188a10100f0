import { describe, expect, it, test } from 'vitest'
import type { Nachweislieferung } from '../../contract/ausbildungsnachweis.ts'
import type { CreateBerichtsheft } from '../../contract/berichtsheft.ts'
import type { Nachweisinhalt, Tag } from '../../contract/nachweisinhalt.ts'
import type { Schritt } from '../../contract/nachweisverlauf.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { buchregeln } from '../katalog.ts'
import { defineRegelkonfig, type Regelkonfig } from '../konfig.ts'
import type { Buchobjekt, Nachweis } from '../objekt.ts'
import { evaluate } from '../regel.ts'

const check = (id: string, buch: Buchobjekt, stichtag: string, konfig: Partial<Regelkonfig> = {}): string[] =>
  evaluate(
    buchregeln.filter((regel) => regel.id === id),
    buch,
    { stichtag, konfig: defineRegelkonfig(konfig) },
  ).map(({ schwere, pfad, text }) => `${schwere} ${pfad} ${text}`)

const wie = (
  vorgang: Schritt['vorgang'] | undefined,
  von: string,
  bis: string,
  inhalt: Partial<Nachweisinhalt> = {},
): Nachweislieferung =>
  makeWoche(
    { zeitraum: { von, bis }, tage: [makeArbeitstag(von)], ...inhalt },
    { fremdId: von, verlauf: vorgang === undefined ? [] : [{ vorgang, datum: bis }] },
  )

/** Training from Tuesday 1 September 2026 on: three weeks, of which the first is a part. */
const buch = (nachweise: readonly Nachweis[], anders: Partial<CreateBerichtsheft> = {}): Buchobjekt => ({
  berichtsheft: makeHeft(anders),
  ausbildungsnachweise: nachweise,
})
const erste = wie('freigegeben', '2026-09-01', '2026-09-06')
const zweite = wie('freigegeben', '2026-09-07', '2026-09-13')
const dritte = wie('freigegeben', '2026-09-14', '2026-09-20')

describe('K1: every calendar week is covered', () => {
  test.each<[string, Buchobjekt, string, string[]]>([
    ['before training begins', buch([]), '2026-08-31', []],
    ['on the Saturday of the first week', buch([]), '2026-09-05', []],
    [
      'on its Sunday',
      buch([]),
      '2026-09-06',
      ['fehler /ausbildungsnachweise Für die KW 36/2026 gibt es keinen Bericht.'],
    ],
    ['whole', buch([erste, zweite, dritte]), '2026-09-20', []],
    ['a day before the next week ends', buch([erste, zweite, dritte]), '2026-09-26', []],
    [
      'when the next week has ended',
      buch([erste, zweite, dritte]),
      '2026-09-27',
      ['fehler /ausbildungsnachweise Für die KW 39/2026 gibt es keinen Bericht.'],
    ],
    [
      'a gap of three weeks, and one of one',
      buch([erste, wie('freigegeben', '2026-09-28', '2026-10-04')]),
      '2026-10-11',
      [
        'fehler /ausbildungsnachweise Für 3 Wochen (KW 37/2026 bis KW 39/2026) gibt es keinen Bericht.',
        'fehler /ausbildungsnachweise Für die KW 41/2026 gibt es keinen Bericht.',
      ],
    ],
    [
      'sent back',
      buch([erste, wie('zurueckgewiesen', '2026-09-07', '2026-09-13')]),
      '2026-09-13',
      ['warnung /ausbildungsnachweise/1 Der Bericht für die KW 37/2026 ist zurückgewiesen.'],
    ],
    [
      'handed in',
      buch([erste, wie('eingereicht', '2026-09-07', '2026-09-13')]),
      '2026-09-13',
      ['hinweis /ausbildungsnachweise/1 Der Bericht für die KW 37/2026 ist noch nicht freigegeben.'],
    ],
    [
      'of an unknown state',
      buch([erste, wie(undefined, '2026-09-07', '2026-09-13')]),
      '2026-09-13',
      ['hinweis /ausbildungsnachweise/1 Der Bericht für die KW 37/2026 ist noch nicht freigegeben.'],
    ],
    [
      'in two parts, one of them open',
      buch([erste, wie('freigegeben', '2026-09-07', '2026-09-09'), wie('eingereicht', '2026-09-10', '2026-09-13')]),
      '2026-09-13',
      ['hinweis /ausbildungsnachweise/1 Der Bericht für die KW 37/2026 ist noch nicht freigegeben.'],
    ],
    ['one report for two weeks', buch([erste, wie('freigegeben', '2026-09-07', '2026-09-20')]), '2026-09-20', []],
    [
      'a week of leave that nobody approved',
      buch([
        erste,
        wie('eingereicht', '2026-09-07', '2026-09-13', {
          tage: [{ datum: '2026-09-07', art: 'urlaub', eintraege: [] }],
        }),
      ]),
      '2026-09-13',
      [],
    ],
    [
      'a week at school that is only marked',
      buch([
        erste,
        wie('eingereicht', '2026-09-07', '2026-09-13', {
          tage: [{ datum: '2026-09-07', art: 'schule', eintraege: [] }],
        }),
      ]),
      '2026-09-13',
      [],
    ],
    [
      'the state that the gateway holds',
      buch([erste, { ...wie(undefined, '2026-09-07', '2026-09-13'), status: 'freigegeben' }]),
      '2026-09-13',
      [],
    ],
    [
      'no begin of training',
      { berichtsheft: ohneBeginn(), ausbildungsnachweise: [] },
      '2026-09-13',
      [
        'warnung /berichtsheft/ausbildungsbeginn Der Ausbildungsbeginn fehlt; ob das Berichtsheft lückenlos ist, lässt sich nicht prüfen.',
      ],
    ],
  ])('%s', (_name, objekt, stichtag, erwartet) => expect(check('K1', objekt, stichtag)).toEqual(erwartet))

  it('ends with training, whose last week may be a part', () => {
    const kurz = { ausbildungsende: '2026-09-09' }
    expect(check('K1', buch([erste], kurz), '2026-09-08')).toEqual([])
    expect(check('K1', buch([erste], kurz), '2026-09-09')).toHaveLength(1)
    expect(check('K1', buch([erste], kurz), '2027-09-09')).toHaveLength(1)
    expect(check('K1', buch([erste, wie('freigegeben', '2026-09-07', '2026-09-09')], kurz), '2027-09-09')).toEqual([])
  })

  it('looks at the released period only', () => {
    const objekt = { ...buch([zweite]), vorlage: { umfang: { von: '2026-09-07', bis: '2026-09-13' } } }
    expect(check('K1', objekt, '2026-12-31')).toEqual([])
  })
})

describe('BN-031: a week with a report is covered from Monday to Friday', () => {
  test.each<[string, Nachweislieferung[], string[]]>([
    ['Monday to Friday', [wie('freigegeben', '2026-09-07', '2026-09-11')], []],
    ['Tuesday to Friday', [wie('freigegeben', '2026-09-08', '2026-09-11')], ['07.09.2026']],
    ['Monday to Thursday', [wie('freigegeben', '2026-09-07', '2026-09-10')], ['11.09.2026']],
    ['two parts', [wie('freigegeben', '2026-09-07', '2026-09-08'), wie('freigegeben', '2026-09-09', '2026-09-11')], []],
    [
      'two parts with a hole',
      [wie('freigegeben', '2026-09-07', '2026-09-08'), wie('freigegeben', '2026-09-11', '2026-09-11')],
      ['09.09.2026, 10.09.2026'],
    ],
  ])('%s', (_name, nachweise, tage) => {
    expect(check('BN-031', buch([erste, ...nachweise]), '2026-09-13')).toEqual(
      tage.map(
        (liste) =>
          `hinweis /ausbildungsnachweise/1/inhalt/zeitraum In der KW 37/2026 sind Tage ohne Bericht: ${liste}.`,
      ),
    )
  })

  it('does not ask for days before the first day of training', () => {
    expect(check('BN-031', buch([erste]), '2026-09-06')).toEqual([])
    expect(check('BN-031', buch([erste], { ausbildungsbeginn: '2026-08-31' }), '2026-09-06')).toHaveLength(1)
  })
})

describe('K3: mass approvals', () => {
  /** Five weeks, approved at these times of one day. */
  const umUhrzeiten = (...zeiten: string[]): Buchobjekt =>
    buch(
      zeiten.map((zeit, i) => ({
        ...wie('freigegeben', `2026-10-${String(5 + 7 * (i % 4)).padStart(2, '0')}`, '2026-10-31'),
        fremdId: `${i}`,
        verlauf: [{ vorgang: 'freigegeben', zeitpunkt: `2026-11-02T${zeit}Z` }],
      })),
    )
  const zwei = { massenfreigabeWochen: 2 }

  test.each<[string, Buchobjekt, string[]]>([
    ['three weeks within one hour', umUhrzeiten('09:00:00', '09:30:00', '10:00:00'), ['3 Wochen']],
    ['three weeks within an hour and a second', umUhrzeiten('09:00:00', '09:30:00', '10:00:01'), []],
    ['as many as are allowed', umUhrzeiten('09:00:00', '09:30:00'), []],
    ['in any order', umUhrzeiten('10:00:00', '09:00:00', '09:30:00'), ['3 Wochen']],
    [
      'two hours with three weeks each',
      umUhrzeiten('09:00:00', '09:10:00', '09:20:00', '11:00:00', '11:10:00', '11:20:00'),
      ['3 Wochen', '3 Wochen'],
    ],
  ])('%s', (_name, objekt, erwartet) => {
    const funde = check('K3', objekt, '2026-12-31', zwei)
    expect(funde.map((fund) => /\d Wochen/.exec(fund)?.[0])).toEqual(erwartet)
    for (const fund of funde) expect(fund).toMatch(/^warnung \/ausbildungsnachweise\/\d\/verlauf Am 02\.11\.2026/)
  })

  it('counts weeks, not daily reports, and no approvals of which only the day is known', () => {
    const tage = ['2026-10-05', '2026-10-06', '2026-10-07'].map((tag) => ({
      ...wie('freigegeben', tag, tag, { berichtsart: 'tag' }),
      verlauf: [{ vorgang: 'freigegeben' as const, zeitpunkt: '2026-11-02T09:00:00Z' }],
    }))
    expect(check('K3', buch(tage), '2026-12-31', zwei)).toEqual([])
    expect(check('K3', buch([erste, zweite, dritte]), '2026-12-31', { massenfreigabeWochen: 0 })).toEqual([])
  })

  it('allows five weeks by default', () => {
    const wochen = (anzahl: number) =>
      Array.from({ length: anzahl }, (_, i) => ({
        ...wie(
          'freigegeben',
          `2026-${i < 4 ? '10' : '11'}-${String(i < 4 ? 5 + 7 * i : 2 + 7 * (i - 4)).padStart(2, '0')}`,
          '2026-11-30',
        ),
        verlauf: [{ vorgang: 'freigegeben' as const, zeitpunkt: '2026-12-01T09:00:00Z' }],
      }))
    expect(check('K3', buch(wochen(5)), '2026-12-31')).toEqual([])
    expect(check('K3', buch(wochen(6)), '2026-12-31')).toHaveLength(1)
  })
})

describe('K5: leave', () => {
  const urlaub = (...tage: Tag[]): Buchobjekt =>
    buch([wie('freigegeben', '2026-12-28', '2027-01-03', { tage })], { ausbildungszeit: { urlaubstage: 2 } })
  const tag = (datum: string, anders: Partial<Tag> = {}): Tag => ({ datum, art: 'urlaub', eintraege: [], ...anders })

  test.each<[string, Buchobjekt, string[]]>([
    ['two days', urlaub(tag('2026-12-28'), tag('2026-12-29')), []],
    [
      'two and a half days',
      urlaub(tag('2026-12-28'), tag('2026-12-29'), {
        datum: '2026-12-30',
        eintraege: [
          { art: 'urlaub', text: '' },
          { art: 'betrieb', text: 'Inventur' },
        ],
      }),
      ['2,5 Urlaubstage'],
    ],
    [
      'two days in each of two years',
      urlaub(tag('2026-12-30'), tag('2026-12-31'), tag('2027-01-01'), tag('2027-01-02')),
      [],
    ],
    ['two days and a Sunday', urlaub(tag('2027-01-01'), tag('2027-01-02'), tag('2027-01-03')), []],
    [
      'three days by entries',
      urlaub(tag('2026-12-28', { eintraege: [{ text: 'Urlaub' }] }), tag('2026-12-29'), tag('2026-12-30')),
      ['3 Urlaubstage'],
    ],
  ])('%s', (_name, objekt, erwartet) => {
    const funde = check('K5', objekt, '2027-01-31')
    expect(funde.map((fund) => /[\d,]+ Urlaubstage/.exec(fund)?.[0])).toEqual(erwartet)
  })

  it('is not judged without a contract', () => {
    expect(
      check(
        'K5',
        buch([wie('freigegeben', '2026-12-28', '2027-01-03', { tage: [tag('2026-12-28')] })], { ausbildungszeit: {} }),
        '2027-01-31',
      ),
    ).toEqual([])
  })
})

describe('K7: positions of the plan', () => {
  const mitPosition: Nachweislieferung = wie('freigegeben', '2026-09-01', '2026-09-06', {
    tage: [{ datum: '2026-09-01', art: 'betrieb', eintraege: [{ text: 'a', positionen: [{ kennung: 'A-1' }] }] }],
  })
  it('are told when no entry serves them, and not at all without a plan', () => {
    const plan = [{ kennung: 'A-1' }, { kennung: 'A-2', bezeichnung: 'Beraten von Kunden' }]
    expect(check('K7', buch([mitPosition]), '2026-09-13')).toEqual([])
    expect(check('K7', { ...buch([mitPosition]), rahmenplan: plan.slice(0, 1) }, '2026-09-13')).toEqual([])
    expect(check('K7', { ...buch([mitPosition]), rahmenplan: plan }, '2026-09-13')).toEqual([
      'hinweis /ausbildungsnachweise Noch ohne Eintrag: Beraten von Kunden (A-2).',
    ])
  })
})

describe('AN-009: absence', () => {
  /** Ten working days from Tuesday 1 September on; the first `krank` of them are days of absence. */
  const zehnTage = (krank: number, art: 'krank' | 'urlaub' | 'sonstigeAbwesenheit' = 'krank'): Buchobjekt => {
    const daten = ['01', '02', '03', '04', '07', '08', '09', '10', '11', '14'].map((tag) => `2026-09-${tag}`)
    const tage = daten.map((datum, i): Tag => (i < krank ? { datum, art, eintraege: [] } : makeArbeitstag(datum)))
    return buch([wie('freigegeben', '2026-09-01', '2026-09-14', { tage })])
  }
  test.each<[string, Buchobjekt, number, number]>([
    ['one of ten, at ten percent', zehnTage(1), 10, 0],
    ['two of ten', zehnTage(2), 10, 1],
    ['two of ten, where the chamber allows twenty', zehnTage(2), 20, 0],
    ['leave', zehnTage(5, 'urlaub'), 10, 0],
    ['other absence', zehnTage(2, 'sonstigeAbwesenheit'), 10, 1],
  ])('%s', (_name, objekt, fehlzeitenProzent, anzahl) =>
    expect(check('AN-009', objekt, '2026-09-14', { fehlzeitenProzent })).toHaveLength(anzahl),
  )

  it('tells numbers and no kinds', () => {
    expect(check('AN-009', zehnTage(2), '2026-09-14')).toEqual([
      'hinweis /ausbildungsnachweise 2 Fehltage bei 10 Arbeitstagen (20 %).',
    ])
  })
})

function ohneBeginn(): CreateBerichtsheft {
  const { ausbildungsbeginn: _beginn, ...heft } = makeHeft()
  return heft
}
