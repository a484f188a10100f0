import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { createMinderjaehrigenvertrag, createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { makeVertrag } from '../../testing/gueltiger-vertrag.ts'
import { findVerstoesse, pruefeRegel } from '../../testing/vertragsregel.ts'
import { pruefeVertrag } from '../vertragspruefung.ts'

type Fall = [name: string, vertrag: Vertragsentwurf, erwartet: string[]]
const check = (regel: string, faelle: readonly Fall[]) =>
  describe(regel, () => {
    test.each(faelle)('%s', (_name, vertrag, erwartet) => expect(pruefeRegel(regel, vertrag)).toEqual(erwartet))
  })

type Urlaub = NonNullable<Vertragsentwurf['urlaub']>[number]
const alt = '2000-05-05'
const tage = '/urlaub/0/tage'
/** A whole calendar year with this entry, five days a week. */
const jahr = (urlaub: Urlaub, geburtsdatum = alt, anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  azubi: { geburtsdatum },
  beginn: '2027-01-01',
  ende: '2027-12-31',
  arbeitszeiten: [{ tageJeWoche: 5 }],
  urlaub: [{ kalenderjahr: 2027, einheit: 'arbeitstage', ...urlaub }],
  ...anders,
})
const von = (beginn: string, urlaub: Urlaub): Vertragsentwurf => jahr(urlaub, alt, { beginn })
const unterTage = { arbeitszeiten: [{ tageJeWoche: 5, unterTage: true }] }

check('DAV-141', [
  ['27 + 3 Werktage are 25 Arbeitstage', jahr({ tage: 25 }, '2010-06-01', unterTage), []],
  ['a day less', jahr({ tage: 24 }, '2010-06-01', unterTage), [`warnung ${tage}`]],
  ['as much as without them', jahr({ tage: 23 }, '2010-06-01', unterTage), [`warnung ${tage}`]],
  ['less than without them: DAV-146', jahr({ tage: 22 }, '2010-06-01', unterTage), []],
  ['not underground', jahr({ tage: 23 }, '2010-06-01'), []],
  ['18 on 1 January', jahr({ tage: 20 }, '2009-01-01', unterTage), []],
  ['18 on 2 January: 28 Werktage are 23.33', jahr({ tage: 22 }, '2009-01-02', unterTage), [`warnung ${tage}`]],
  ['the same with a day more', jahr({ tage: 23 }, '2009-01-02', unterTage), []],
])

check('DAV-146', [
  ['an adult with 20 Arbeitstage', jahr({ tage: 20 }), []],
  ['a day less', jahr({ tage: 19 }), [`fehler ${tage}`]],
  ['24 Werktage', jahr({ tage: 24, einheit: 'werktage' }), []],
  ['23 Werktage', jahr({ tage: 23, einheit: 'werktage' }), [`fehler ${tage}`]],
  ['27 Werktage are 22.5, so 23', jahr({ tage: 23 }, '2010-06-01'), []],
  ['22 are too few', jahr({ tage: 22 }, '2010-06-01'), [`fehler ${tage}`]],
  ['25 Werktage are 20.83, so 21', jahr({ tage: 21 }, '2009-06-01'), []],
  ['20 are too few', jahr({ tage: 20 }, '2009-06-01'), [`fehler ${tage}`]],
  ['30 Werktage are 25', jahr({ tage: 25 }, '2012-06-01'), []],
  ['24 are too few', jahr({ tage: 24 }, '2012-06-01'), [`fehler ${tage}`]],
  ['18 on 1 January', jahr({ tage: 20 }, '2009-01-01'), []],
  ['18 on 2 January', jahr({ tage: 20 }, '2009-01-02'), [`fehler ${tage}`]],
  ['four days a week: 16', jahr({ tage: 16 }, alt, { arbeitszeiten: [{ tageJeWoche: 4 }] }), []],
  ['four days a week: 15', jahr({ tage: 15 }, alt, { arbeitszeiten: [{ tageJeWoche: 4 }] }), [`fehler ${tage}`]],
  ['begin on 30 June: the whole year', von('2027-06-30', { tage: 19 }), [`fehler ${tage}`]],
  ['begin on 1 July: 10', von('2027-07-01', { tage: 10 }), []],
  ['begin on 1 July: 9', von('2027-07-01', { tage: 9 }), [`fehler ${tage}`]],
  ['begin on 1 August: 8.33, so 8', von('2027-08-01', { tage: 8 }), []],
  ['begin on 1 August: 7', von('2027-08-01', { tage: 7 }), [`fehler ${tage}`]],
  ['begin on 15 August: four months are 6.67, so 7', von('2027-08-15', { tage: 7 }), []],
  ['a month less than that, where the begin is within a month', von('2027-08-15', { tage: 5 }), [`hinweis ${tage}`]],
  ['more than a month less', von('2027-08-15', { tage: 4 }), [`fehler ${tage}`]],
  ['begin on 2 December: nothing', von('2027-12-02', { tage: 0 }), []],
  ['end on 30 June: half of it', jahr({ kalenderjahr: 2028, tage: 10 }, alt, { ende: '2028-06-30' }), []],
  ['a day less than that', jahr({ kalenderjahr: 2028, tage: 9 }, alt, { ende: '2028-06-30' }), [`fehler ${tage}`]],
  ['end on 1 July: all of it', jahr({ kalenderjahr: 2028, tage: 19 }, alt, { ende: '2028-07-01' }), [`fehler ${tage}`]],
  ['a year that the training does not touch: DAV-152', jahr({ kalenderjahr: 2026, tage: 0 }), []],
  ['no days', jahr({}), []],
  ['no unit', { ...jahr({}), urlaub: [{ kalenderjahr: 2027, tage: 0 }] }, []],
  ['no birth date', { ...jahr({ tage: 0 }), azubi: {} }, []],
  ['Arbeitstage of an unknown week', jahr({ tage: 0 }, alt, { arbeitszeiten: [] }), []],
  [
    'a year that is entered twice: DAV-152',
    {
      ...jahr({}),
      urlaub: [
        { kalenderjahr: 2027, tage: 1, einheit: 'arbeitstage' },
        { kalenderjahr: 2027, tage: 1, einheit: 'arbeitstage' },
      ],
    },
    [],
  ],
])

check('DAV-147', [
  ['exactly 20', jahr({ tage: 20 }), []],
  ['8 of 8.33', von('2027-08-01', { tage: 8 }), [`hinweis ${tage}`]],
  ['9 of 8.33', von('2027-08-01', { tage: 9 }), []],
  ['7 of 8.33: DAV-146', von('2027-08-01', { tage: 7 }), []],
  ['7 of 6.67', von('2027-09-01', { tage: 7 }), []],
  ['23 of 22.5', jahr({ tage: 23 }, '2010-06-01'), []],
])

const woche = (tageJeWoche: number, einheit: 'werktage' | 'arbeitstage', halberTag = false) =>
  jahr({ tage: 30, einheit }, alt, { arbeitszeiten: [{ tageJeWoche, halberTag }] })
const einheit = ['warnung /urlaub/0/einheit']
check('DAV-148', [
  ['six days in Werktagen', woche(6, 'werktage'), []],
  ['six days in Arbeitstagen', woche(6, 'arbeitstage'), einheit],
  ['5½ days in Arbeitstagen', woche(5, 'arbeitstage', true), []],
  ['5½ days in Werktagen', woche(5, 'werktage', true), []],
  ['five days in Arbeitstagen', woche(5, 'arbeitstage'), []],
  ['five days in Werktagen', woche(5, 'werktage'), []],
  ['4½ days in Werktagen', woche(4, 'werktage', true), einheit],
  ['four days in Arbeitstagen', woche(4, 'arbeitstage'), []],
  ['days not known', jahr({ tage: 30, einheit: 'werktage' }, alt, { arbeitszeiten: [] }), []],
])

const tarif = (urlaubstage?: number): Vertragsentwurf => ({
  tarif: { geltung: 'gebunden', ...(urlaubstage === undefined ? {} : { urlaubstage }) },
})
check('DAV-149', [
  ['as the agreement', jahr({ tage: 30 }, alt, tarif(30)), []],
  ['a day less', jahr({ tage: 29 }, alt, tarif(30)), [`hinweis ${tage}`]],
  ['not bound', jahr({ tage: 29 }, alt, { tarif: { geltung: 'geltungsbereich', urlaubstage: 30 } }), []],
  ['the agreement does not say', jahr({ tage: 29 }, alt, tarif()), []],
  ['not a whole year at the begin', jahr({ tage: 29 }, alt, { ...tarif(30), beginn: '2027-01-02' }), []],
  ['not a whole year at the end', jahr({ tage: 29 }, alt, { ...tarif(30), ende: '2027-12-30' }), []],
])

const schwer = (urlaub: Urlaub, anders: Vertragsentwurf['azubi'] = {}): Vertragsentwurf =>
  jahr({ tage: 30, ...urlaub }, alt, { azubi: { geburtsdatum: alt, schwerbehindert: true, ...anders } })
const zusatz = ['warnung /urlaub/0/zusatztage']
check('DAV-150', [
  ['five days more', schwer({ zusatztage: 5 }), []],
  ['four', schwer({ zusatztage: 4 }), zusatz],
  ['none', schwer({}), zusatz],
  ['not told', schwer({}, { schwerbehindert: false }), []],
  ['voluntary', jahr({ tage: 30 }), []],
  ['since 1 July: 2.5, so three', schwer({ zusatztage: 3 }, { schwerbehindertSeit: '2027-07-01' }), []],
  ['since 1 July: two', schwer({ zusatztage: 2 }, { schwerbehindertSeit: '2027-07-01' }), zusatz],
  ['since 2 July: 2.08, so two', schwer({ zusatztage: 2 }, { schwerbehindertSeit: '2027-07-02' }), []],
  ['since 2 July: one', schwer({ zusatztage: 1 }, { schwerbehindertSeit: '2027-07-02' }), zusatz],
  ['since the year after', schwer({}, { schwerbehindertSeit: '2028-01-01' }), []],
])

check('DAV-151', [
  ['a minor', createMinderjaehrigenvertrag(), ['hinweis /urlaub']],
  ['an adult', createVertrag(), []],
])

const jahre = (...kalenderjahre: number[]): Vertragsentwurf => ({
  beginn: '2026-08-01',
  ende: '2029-07-31',
  urlaub: kalenderjahre.map((kalenderjahr) => ({ kalenderjahr, tage: 30, einheit: 'arbeitstage' as const })),
})
check('DAV-152', [
  ['all of them', jahre(2026, 2027, 2028, 2029), []],
  ['in another order', jahre(2029, 2026, 2028, 2027), []],
  ['one is missing', jahre(2026, 2027, 2029), ['fehler /urlaub']],
  ['the first is missing', jahre(2027, 2028, 2029), ['fehler /urlaub']],
  ['the year before', jahre(2025, 2026, 2027, 2028, 2029), ['fehler /urlaub/0/kalenderjahr']],
  ['the year after', jahre(2026, 2027, 2028, 2029, 2030), ['fehler /urlaub/4/kalenderjahr']],
  ['one twice', jahre(2026, 2027, 2027, 2028, 2029), ['fehler /urlaub/2/kalenderjahr']],
  ['two findings', jahre(2026, 2027, 2028, 2030), ['fehler /urlaub', 'fehler /urlaub/3/kalenderjahr']],
  ['none at all: DAV-012', jahre(), []],
  ['begin on 1 January', { ...jahre(2027, 2028, 2029), beginn: '2027-01-01' }, []],
  ['begin on 31 December', { ...jahre(2027, 2028, 2029), beginn: '2026-12-31' }, ['fehler /urlaub']],
  [
    'the computed end counts where none is entered',
    { beginn: '2026-08-01', dauerMonate: 24, urlaub: jahre(2026, 2027).urlaub ?? [] },
    ['fehler /urlaub'],
  ],
  ['neither begin nor end', { urlaub: jahre(2026, 2026).urlaub ?? [] }, ['fehler /urlaub/1/kalenderjahr']],
])

test('missing years are named, many of them in short', () => {
  expect(findVerstoesse('DAV-152', jahre(2026, 2029))).toMatchObject([{ erwartet: '2027, 2028' }])
  const lang: Vertragsentwurf = { ...jahre(1950), beginn: '1950-01-01', ende: '2199-12-31' }
  const [verstoss] = findVerstoesse('DAV-152', lang)
  expect(verstoss?.erwartet).toMatch(/^1951, .*1962 … \(249\)$/u)
})

test('a finding explains how the leave follows from the law', () => {
  expect(findVerstoesse('DAV-146', von('2027-08-01', { tage: 7 }))).toMatchObject([
    {
      gefunden: '7 Arbeitstage',
      erwartet: 'mindestens 8 Arbeitstage (24 × 5/6 × 5/12 = 8,33)',
      abhilfe: 'Tragen Sie für 2027 mindestens 8 Tage ein.',
    },
  ])
})

test('the paragraph of the refusal is the one of the crafts for their contracts', () => {
  const verstoss = (rechtsgrundlage: 'bbig' | 'hwo') =>
    findVerstoesse('DAV-146', { ...jahr({ tage: 19 }), rechtsgrundlage })[0]?.rechtsgrundlage
  expect(verstoss('bbig')).toMatch(/^BBiG § 35/u)
  expect(verstoss('hwo')).toMatch(/^HwO § 29/u)
})

describe('the computed leave', () => {
  const stichtag = '2026-05-18'
  const funde = (vertrag: Vertragsentwurf) =>
    pruefeVertrag(vertrag, { stichtag }).verstoesse.filter(
      ({ regel, schwere }) => /^DAV-1(4|5)/u.test(regel) && schwere !== 'hinweis',
    )

  it('is enough for the rules when it is entered, and a day less is not', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, schwerbehindert) => {
        const vertrag = makeVertrag({ seed })
        const azubi = { ...vertrag.azubi, schwerbehindert }
        const { urlaub: gesetz } = pruefeVertrag({ ...vertrag, azubi }, { stichtag }).berechnung
        const urlaub = gesetz.map(({ kalenderjahr, tage: jeJahr, einheit: je, zusatztage }) => ({
          kalenderjahr,
          tage: jeJahr,
          einheit: je,
          ...(zusatztage !== undefined && { zusatztage }),
        }))
        expect(funde({ ...vertrag, azubi, urlaub })).toEqual([])
        const weniger = urlaub.map((angabe) => ({ ...angabe, tage: Math.max(0, angabe.tage - 1) }))
        const betroffen = urlaub.filter((angabe) => angabe.tage > 0).length
        const unter = pruefeVertrag({ ...vertrag, azubi, urlaub: weniger }, { stichtag }).verstoesse
        expect(unter.filter(({ regel }) => regel === 'DAV-146')).toHaveLength(betroffen)
      }),
      { numRuns: 60 },
    )
  })
})
