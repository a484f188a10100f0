import { describe, expect, it, test } from 'vitest'
import type { Nachweislieferung } from '../../contract/ausbildungsnachweis.ts'
import type { Nachweisinhalt, Tag, Wochentexte } from '../../contract/nachweisinhalt.ts'
import type { Schritt } from '../../contract/nachweisverlauf.ts'
import { makeArbeitstag, makeHeft, makeWoche } from '../../testing/einzelbericht.ts'
import { nachweisregeln } from '../katalog.ts'
import { defineRegelkonfig, type Regelkonfig } from '../konfig.ts'
import type { Nachweis } from '../objekt.ts'
import { evaluate } from '../regel.ts'

const check = (id: string, nachweis: Nachweis, konfig: Partial<Regelkonfig> = {}, stichtag = '2027-01-31'): string[] =>
  evaluate(
    nachweisregeln.filter((regel) => regel.id === id),
    { berichtsheft: makeHeft(), nachweis },
    { stichtag, konfig: defineRegelkonfig(konfig) },
  ).map(({ schwere, pfad }) => `${schwere} ${pfad}`)

const mitVerlauf = (...verlauf: Schritt[]): Nachweislieferung => makeWoche({}, { verlauf })
const mitTag = (tag: Omit<Tag, 'datum'>): Nachweislieferung => makeWoche({ tage: [{ datum: '2026-12-14', ...tag }] })

test.each<[string, Nachweis, string[]]>([
  ['a name', mitVerlauf({ vorgang: 'freigegeben', durch: { name: 'Ada Muster' } }), []],
  ['a role', mitVerlauf({ vorgang: 'freigegeben', durch: { rolle: 'ausbilder' } }), []],
  ['a key', mitVerlauf({ vorgang: 'freigegeben', durch: { kennung: 'nutzer-17' } }), []],
  ['an empty person', mitVerlauf({ vorgang: 'freigegeben', durch: {} }), ['warnung /verlauf/0/durch']],
  ['nobody', mitVerlauf({ vorgang: 'freigegeben' }), ['warnung /verlauf/0/durch']],
  ['nobody, and not approved yet', mitVerlauf({ vorgang: 'eingereicht' }), []],
  ['nobody, and the step is not known', { ...makeWoche({}, { verlauf: [] }), status: 'freigegeben' }, []],
])('AN-003: approved by %s', (_name, nachweis, erwartet) => expect(check('AN-003', nachweis)).toEqual(erwartet))

describe('AN-011: illness', () => {
  test.each([
    ['', []],
    ['Krank', []],
    ['krankgeschrieben', []],
    [' Arbeitsunfähigkeit. ', []],
    ['AU', []],
    ['Grippe', ['warnung /inhalt/tage/0/eintraege/0/text']],
    ['krank (Rücken)', ['warnung /inhalt/tage/0/eintraege/0/text']],
  ])('with the text "%s"', (text, erwartet) => {
    expect(check('AN-011', mitTag({ art: 'krank', eintraege: [{ text }] }))).toEqual(erwartet)
    expect(check('AN-011', mitTag({ eintraege: [{ art: 'krank', text }] }))).toEqual(erwartet)
  })

  it('is not suspected behind other kinds, and its text is never repeated', () => {
    expect(check('AN-011', mitTag({ art: 'betrieb', eintraege: [{ text: 'Pflegedienst begleitet' }] }))).toEqual([])
    const [regel] = nachweisregeln.filter((r) => r.id === 'AN-011')
    const verstoesse = regel?.check(
      { nachweis: mitTag({ art: 'krank', eintraege: [{ text: 'Bandscheibe' }] }) },
      { stichtag: '2027-01-31', konfig: defineRegelkonfig({}) },
    )
    expect(JSON.stringify(verstoesse)).not.toContain('Bandscheibe')
  })
})

describe('AN-020: kept at least weekly', () => {
  const vom = (von: string, bis: string, ...daten: string[]): Nachweislieferung =>
    makeWoche({ zeitraum: { von, bis }, tage: daten.map((datum) => makeArbeitstag(datum)) })

  test.each([
    ['a week without days', vom('2026-12-14', '2026-12-20'), []],
    [
      'a day more than a week, without days',
      vom('2026-12-14', '2026-12-21'),
      ['fehler /inhalt/zeitraum', 'fehler /inhalt/zeitraum'],
    ],
    ['two weeks with a day in each', vom('2026-12-14', '2026-12-27', '2026-12-15', '2026-12-24'), []],
    [
      'two weeks with days in one',
      vom('2026-12-14', '2026-12-27', '2026-12-15', '2026-12-16'),
      ['fehler /inhalt/zeitraum'],
    ],
    ['a week and the weekend before', vom('2026-12-12', '2026-12-20', '2026-12-15'), []],
  ])('%s', (_name, nachweis, erwartet) => expect(check('AN-020', nachweis)).toEqual(erwartet))

  it('or daily, where the chamber wants it', () => {
    const konfig = { fuehrung: 'taeglich' } as const
    expect(check('AN-020', makeWoche(), konfig)).toEqual([])
    expect(check('AN-020', vom('2026-12-14', '2026-12-20', '2026-12-14', '2026-12-15'), konfig)).toHaveLength(3)
    expect(check('AN-020', vom('2026-12-19', '2026-12-20'), konfig)).toEqual([])
    expect(check('AN-020', mitTag({ eintraege: [] }), konfig)).toHaveLength(5)
    expect(check('AN-020', mitTag({ art: 'urlaub', eintraege: [] }), konfig)).toHaveLength(4)
  })
})

test.each<[string, Schritt, string[]]>([
  ['the apprentice', { vorgang: 'eingereicht', durch: { rolle: 'auszubildende' } }, []],
  ['the system of the vendor', { vorgang: 'eingereicht', durch: { rolle: 'anbieter' } }, []],
  ['an unknown person', { vorgang: 'eingereicht' }, []],
  ['the trainer', { vorgang: 'eingereicht', durch: { rolle: 'ausbilder' } }, ['hinweis /verlauf/0/durch/rolle']],
  ['the trainer, who approves', { vorgang: 'freigegeben', durch: { rolle: 'ausbilder' } }, []],
])('AN-021: handed in by %s', (_name, schritt, erwartet) =>
  expect(check('AN-021', mitVerlauf(schritt))).toEqual(erwartet),
)

describe('AN-022: head data', () => {
  const ohne = (...namen: ('ausbildungsjahr' | 'abteilung')[]): Nachweislieferung => {
    const nachweis = makeWoche()
    for (const name of namen) delete nachweis.inhalt[name]
    return nachweis
  }
  test.each<[string, Nachweislieferung, Partial<Regelkonfig>, string[]]>([
    ['all there', makeWoche(), { abteilungNoetig: true }, []],
    ['no year', ohne('ausbildungsjahr'), {}, ['fehler /inhalt/ausbildungsjahr']],
    ['no department', ohne('abteilung'), {}, ['hinweis /inhalt/abteilung']],
    ['no department, where it is needed', ohne('abteilung'), { abteilungNoetig: true }, ['fehler /inhalt/abteilung']],
    ['a blank department', makeWoche({ abteilung: ' ' }), {}, ['hinweis /inhalt/abteilung']],
    ['a name of one letter', makeWoche({ azubi: 'Ł' }), {}, []],
    ['a blank name', makeWoche({ azubi: '  ' }), {}, ['fehler /inhalt/azubi']],
    [
      'nothing at all',
      { ...ohne('ausbildungsjahr', 'abteilung') },
      {},
      ['fehler /inhalt/ausbildungsjahr', 'hinweis /inhalt/abteilung'],
    ],
  ])('%s', (_name, nachweis, konfig, erwartet) => expect(check('AN-022', nachweis, konfig)).toEqual(erwartet))
})

describe('AN-023: three sections', () => {
  const nurTexte = (wochentexte?: Wochentexte): Nachweislieferung => {
    const { tage: _tage, ...inhalt } = makeWoche().inhalt
    return { fremdId: 'x', inhalt: { ...inhalt, ...(wochentexte ? { wochentexte } : {}) } }
  }
  const tage = (liste: readonly Omit<Tag, 'datum'>[], wochentexte?: Wochentexte): Nachweislieferung => {
    const inhalt: Partial<Nachweisinhalt> = {
      tage: liste.map((tag, i) => ({ datum: `2026-12-${14 + i}`, ...tag })),
      ...(wochentexte ? { wochentexte } : {}),
    }
    return makeWoche(inhalt)
  }
  const leer = (...namen: string[]): string[] => namen.map((name) => `fehler /inhalt/wochentexte/${name}`)

  test.each<[string, Nachweislieferung, string[]]>([
    ['nothing', nurTexte(), ['fehler /inhalt']],
    ['blanks', nurTexte({ betrieb: ' ' }), ['fehler /inhalt']],
    ['a reason alone', nurTexte({ leerGrund: 'Elternzeit' }), []],
    ['all three', nurTexte({ betrieb: 'a', unterweisung: 'b', schule: 'c' }), []],
    ['one of three', nurTexte({ betrieb: 'a' }), leer('unterweisung', 'schule')],
    ['one of three with a reason', nurTexte({ betrieb: 'a', leerGrund: 'Ferien, keine Unterweisung' }), []],
    [
      'a text of an unknown kind',
      nurTexte({ ohneArt: 'a', betrieb: 'b', unterweisung: 'c', schule: 'd' }),
      ['fehler /inhalt/wochentexte/ohneArt'],
    ],
    ['days of work that say so', tage([{ art: 'betrieb', eintraege: [{ text: 'a' }] }]), []],
    [
      'entries that say so',
      tage([
        {
          eintraege: [
            { art: 'betrieb', text: 'a' },
            { art: 'schule', text: 'b' },
          ],
        },
      ]),
      [],
    ],
    [
      'entries of an unknown kind',
      tage([{ art: 'betrieb', eintraege: [{ text: 'a' }] }, { eintraege: [{ text: 'b' }] }]),
      ['fehler /inhalt/tage/1/eintraege/0'],
    ],
    [
      'an empty entry of an unknown kind',
      tage([{ art: 'betrieb', eintraege: [{ text: 'a' }] }, { eintraege: [{ text: ' ' }] }]),
      [],
    ],
    ['a week of leave', tage([{ art: 'urlaub', eintraege: [] }]), []],
    ['a day of school without a text', tage([{ art: 'schule', eintraege: [] }]), ['fehler /inhalt/tage/0']],
    [
      'a day of school whose text is the one of the week',
      tage([{ art: 'schule', eintraege: [] }], { schule: 'LF 5' }),
      [],
    ],
    [
      'work and school named, only work told',
      tage([
        { art: 'betrieb', eintraege: [{ text: 'a' }] },
        { art: 'schule', eintraege: [] },
      ]),
      ['fehler /inhalt/tage/1'],
    ],
    ['days that say nothing', tage([{ eintraege: [] }]), ['fehler /inhalt']],
  ])('%s', (_name, nachweis, erwartet) => expect(check('AN-023', nachweis)).toEqual(erwartet))
})

describe('AN-024: times are visible', () => {
  const { tage: _tage, ...ohneTage } = makeWoche().inhalt
  test.each<[string, Nachweislieferung, string[]]>([
    ['by the entries', makeWoche(), []],
    ['by the day', mitTag({ art: 'betrieb', minuten: 450, eintraege: [{ text: 'a' }] }), []],
    [
      'of some entries',
      mitTag({ art: 'betrieb', eintraege: [{ text: 'a', minuten: 60 }, { text: 'b' }] }),
      ['warnung /inhalt/tage/0'],
    ],
    ['not of attendance', mitTag({ art: 'schule', eintraege: [] }), ['warnung /inhalt/tage/0']],
    ['not of absence', mitTag({ art: 'krank', eintraege: [] }), []],
    ['not of a day that says nothing', mitTag({ eintraege: [] }), []],
    [
      'not of texts of the week',
      { fremdId: 'x', inhalt: { ...ohneTage, wochentexte: { betrieb: 'a' } } },
      ['warnung /inhalt/tage'],
    ],
    ['of nothing', { fremdId: 'x', inhalt: ohneTage }, []],
  ])('%s', (_name, nachweis, erwartet) => expect(check('AN-024', nachweis)).toEqual(erwartet))

  it('is told once per report, with the number of further days', () => {
    const tage = (makeWoche().inhalt.tage ?? []).map(({ datum }) => ({
      datum,
      art: 'betrieb' as const,
      eintraege: [{ text: 'a' }],
    }))
    expect(check('AN-024', makeWoche({ tage }))).toEqual(['warnung /inhalt/tage/0'])
  })
})

describe('AN-025: looked through within a month', () => {
  const freigegeben = (datum: string): Nachweislieferung => mitVerlauf({ vorgang: 'freigegeben', datum })

  test.each<[string, Nachweis, Partial<Regelkonfig>, string, string[]]>([
    ['on the day', freigegeben('2027-01-20'), {}, '2027-03-01', []],
    ['a day later', freigegeben('2027-01-21'), {}, '2027-03-01', ['warnung /verlauf/0/datum']],
    [
      'a day later, where the chamber gives two months',
      freigegeben('2027-01-21'),
      { freigabeMonate: 2 },
      '2027-03-01',
      [],
    ],
    ['handed in, on the last day', mitVerlauf({ vorgang: 'eingereicht' }), {}, '2027-01-20', []],
    ['handed in, a day later', mitVerlauf({ vorgang: 'eingereicht' }), {}, '2027-01-21', ['warnung /verlauf']],
    ['of an unknown state', makeWoche({}, { verlauf: [] }), {}, '2027-01-21', []],
    ['approved on an unknown day', mitVerlauf({ vorgang: 'freigegeben' }), {}, '2027-01-21', []],
    [
      'late, then opened and approved again',
      mitVerlauf(
        { vorgang: 'freigegeben', datum: '2027-01-10' },
        { vorgang: 'wiederGeoeffnet', datum: '2027-02-01' },
        { vorgang: 'freigegeben', datum: '2027-02-02' },
      ),
      {},
      '2027-03-01',
      [],
    ],
    [
      'of a week of leave',
      makeWoche(
        { tage: [{ datum: '2026-12-14', art: 'urlaub', eintraege: [] }] },
        { verlauf: [{ vorgang: 'eingereicht' }] },
      ),
      {},
      '2027-03-01',
      [],
    ],
    [
      'of a week whose end is the 31st',
      {
        ...freigegeben('2027-02-28'),
        inhalt: { ...makeWoche().inhalt, zeitraum: { von: '2027-01-25', bis: '2027-01-31' } },
      },
      {},
      '2027-03-01',
      [],
    ],
    [
      'of that week, a day later',
      {
        ...freigegeben('2027-03-01'),
        inhalt: { ...makeWoche().inhalt, zeitraum: { von: '2027-01-25', bis: '2027-01-31' } },
      },
      {},
      '2027-03-01',
      ['warnung /verlauf/0/datum'],
    ],
  ])('a report %s', (_name, nachweis, konfig, stichtag, erwartet) =>
    expect(check('AN-025', nachweis, konfig, stichtag)).toEqual(erwartet),
  )

  it('says nothing about times before the recommendation', () => {
    const nachweis = {
      ...freigegeben('2019-01-01'),
      inhalt: { ...makeWoche().inhalt, zeitraum: { von: '2018-09-03', bis: '2018-09-09' } },
    }
    expect(check('AN-025', nachweis)).toEqual([])
  })
})

describe('AN-026: times of entry and approval', () => {
  const zeitpunkt = '2026-12-19T09:00:00Z'
  test.each<[string, Nachweis, string[]]>([
    ['both', mitVerlauf({ vorgang: 'eingereicht', zeitpunkt }, { vorgang: 'freigegeben', zeitpunkt }), []],
    [
      'days only',
      mitVerlauf({ vorgang: 'eingereicht', datum: '2026-12-19' }, { vorgang: 'freigegeben', datum: '2026-12-19' }),
      ['warnung /verlauf/0/zeitpunkt', 'warnung /verlauf/1/zeitpunkt'],
    ],
    [
      'no time of the approval',
      mitVerlauf({ vorgang: 'eingereicht', zeitpunkt }, { vorgang: 'freigegeben' }),
      ['fehler /verlauf/1/zeitpunkt'],
    ],
    ['no entry', mitVerlauf({ vorgang: 'freigegeben', zeitpunkt }), ['fehler /verlauf']],
    [
      'approved, as the gateway says, without steps',
      { ...makeWoche({}, { verlauf: [] }), status: 'freigegeben' },
      ['fehler /verlauf', 'fehler /verlauf'],
    ],
    ['an unknown state', makeWoche({}, { verlauf: [] }), ['fehler /verlauf']],
    ['a draft', mitVerlauf({ vorgang: 'entwurf' }), []],
    ['handed in', mitVerlauf({ vorgang: 'eingereicht' }), []],
  ])('%s', (_name, nachweis, erwartet) => expect(check('AN-026', nachweis)).toEqual(erwartet))
})

describe('AN-029: no grades', () => {
  test.each([
    ['Note: 2', true],
    ['note 1-', true],
    ['Gesamtnote: gut', true],
    ['Note befriedigend', true],
    ['85 von 100 Punkten', true],
    ['Gut gemacht, bitte mehr Einzelheiten.', false],
    ['Siehe Fußnote 3', false],
    ['Bitte notiere 5 Beispiele', false],
    ['Note 12 gibt es nicht', false],
    ['', false],
  ])('in the comment "%s": %s', (text, benotet) => {
    expect(check('AN-029', makeWoche({}, { kommentare: [{ text }] }))).toEqual(
      benotet ? ['hinweis /kommentare/0/text'] : [],
    )
    expect(check('AN-029', mitVerlauf({ vorgang: 'freigegeben', kommentar: text }))).toEqual(
      benotet ? ['hinweis /verlauf/0/kommentar'] : [],
    )
  })

  it('does not concern what apprentices write', () => {
    expect(check('AN-029', mitTag({ art: 'schule', eintraege: [{ text: 'Klassenarbeit zurück, Note: 2' }] }))).toEqual(
      [],
    )
  })
})
