import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { toDatum } from '../../domain/kalender.ts'
import { createMinderjaehrigenvertrag } from '../../testing/ausbildungsvertrag.ts'
import { describeRegel } from '../../testing/regeltabelle.ts'
import { findVerstoesse } from '../../testing/vertragsregel.ts'
import { createVertragsobjekt } from '../vertragsobjekt.ts'
import { pruefeVertrag } from '../vertragspruefung.ts'
import { computeNachuntersuchung } from '../vertragsrechnung/nachuntersuchung.ts'

const beginn = '2026-08-01'
const jung = { geburtsdatum: '2010-02-10' }
const elter = { vorname: 'Ada', familienname: 'Ehrlichmann' }

describe('DAV-050: the day of birth counts', () => {
  test.each([
    ['the day before the 18th birthday', '2008-05-19', '2026-05-18', true],
    ['the 18th birthday', '2008-05-18', '2026-05-18', false],
    ['born on 29 February, on 28 February', '2008-02-29', '2026-02-28', true],
    ['born on 29 February, on 1 March', '2008-02-29', '2026-03-01', false],
    ['born on 1 January, on 31 December', '2009-01-01', '2026-12-31', true],
    ['born on 1 January, on 1 January', '2009-01-01', '2027-01-01', false],
  ])('%s', (_name, geburtsdatum, abschlussdatum, minderjaehrig) =>
    expect(createVertragsobjekt({ azubi: { geburtsdatum }, abschlussdatum }).lage.minderjaehrigBeiAbschluss).toBe(
      minderjaehrig,
    ),
  )

  it('tells under age at the begin only as far as the conclusion follows from it', () => {
    const of = (tag: string) => createVertragsobjekt({ azubi: jung, beginn: tag }).lage.minderjaehrigBeiAbschluss
    expect([of('2028-02-09'), of('2028-02-10')]).toEqual([true, undefined])
    expect(createVertragsobjekt({ azubi: jung }).lage.minderjaehrigBeiAbschluss).toBeUndefined()
  })
})

const am = (abschlussdatum: string, anders: Vertragsentwurf): Vertragsentwurf => ({
  abschlussdatum,
  azubi: { geburtsdatum: '2008-05-19' },
  ...anders,
})
describeRegel('DAV-051', [
  ['nothing told', {}, ['fehler /vertretung']],
  ['the last day under age', am('2026-05-18', { vertretung: 'keine' }), ['fehler /vertretung', 'fehler /vertreter']],
  ['the first day of age', am('2026-05-19', { vertretung: 'keine' }), []],
  ['nobody entered', am('2026-05-18', { vertretung: 'eltern', vertreter: [] }), ['fehler /vertreter']],
  ['a guardian', am('2026-05-18', { vertretung: 'vormund', vertreter: [elter] }), []],
  ['a minor with two parents', createMinderjaehrigenvertrag(), []],
  ['an age that is not known', { vertretung: 'keine' }, []],
])

const vertreten = (vertretung: 'eltern' | 'mutter' | 'vater', anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  abschlussdatum: '2026-05-18',
  azubi: jung,
  vertretung,
  vertreter: [{ art: '2', ...elter }],
  ...anders,
})
describeRegel('DAV-052', [
  ['both', createMinderjaehrigenvertrag(), []],
  ['one of the parents', vertreten('eltern'), ['fehler /vertreter']],
  ['two mothers', vertreten('eltern', { vertreter: [{ art: '2' }, { art: '2' }] }), []],
  ['nobody is DAV-051', vertreten('eltern', { vertreter: [] }), []],
  ['the mother alone, undeclared', vertreten('mutter'), ['warnung /vertreter/0/alleinsorge']],
  [
    'the father alone, denied',
    vertreten('vater', { vertreter: [{ art: '1', alleinsorge: false }] }),
    ['warnung /vertreter/0/alleinsorge'],
  ],
  ['declared', vertreten('mutter', { vertreter: [{ art: '2', alleinsorge: true }] }), []],
  ['a document', vertreten('mutter', { dokumente: [{ art: 'sorgeerklaerung' }] }), []],
  ['of age', vertreten('mutter', { azubi: { geburtsdatum: '2008-05-18' } }), []],
])

const vormund = (anders: Vertragsentwurf): Vertragsentwurf => ({
  abschlussdatum: '2026-05-18',
  azubi: jung,
  vertretung: 'vormund',
  vertreter: [elter],
  beginn,
  ...anders,
})
describeRegel('DAV-053', [
  ['twelve months', vormund({ ende: '2027-07-31' }), []],
  ['a day more', vormund({ ende: '2027-08-01' }), ['fehler /vertretung']],
  ['by the computed end', vormund({ dauerMonate: 36 }), ['fehler /vertretung']],
  ['an end that is not known', vormund({}), []],
  ['approved', vormund({ ende: '2029-07-31', dokumente: [{ art: 'familiengericht' }] }), []],
  ['parents', vormund({ ende: '2029-07-31', vertretung: 'eltern' }), []],
  ['of age', vormund({ ende: '2029-07-31', azubi: { geburtsdatum: '2008-05-18' } }), []],
])

describeRegel('DAV-054', [
  ['17 at the begin', { azubi: { geburtsdatum: '2008-08-02' }, beginn }, ['hinweis /vertretung']],
  ['18 at the begin', { azubi: { geburtsdatum: '2008-08-01' }, beginn }, []],
])
test('DAV-054 is not told to a company that did not ask', () =>
  expect(
    pruefeVertrag(createMinderjaehrigenvertrag(), { stichtag: '2026-05-18' }).verstoesse.map(({ regel }) => regel),
  ).not.toContain('DAV-054'))

describeRegel('DAV-055', [
  ['an own child', { ausbildender: { kindDesAusbildenden: true } }, ['hinweis /ausbildender/kindDesAusbildenden']],
  ['somebody else', { ausbildender: { kindDesAusbildenden: false } }, []],
  ['not told', {}, []],
])

const untersucht = (datum: string | undefined, anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  azubi: jung,
  beginn,
  ...(datum === undefined ? {} : { erstuntersuchung: { datum } }),
  dokumente: [{ art: 'erstuntersuchung' }],
  ...anders,
})
describeRegel('DAV-056', [
  ['14 months and a day before', untersucht('2025-05-31'), ['fehler /erstuntersuchung/datum']],
  ['exactly 14 months before', untersucht('2025-06-01'), []],
  ['on the day of the begin', untersucht(beginn), []],
  ['the day after', untersucht('2026-08-02'), ['fehler /erstuntersuchung/datum']],
  ['14 months before a day that February has not', untersucht('2025-02-28', { beginn: '2026-04-30' }), []],
  ['a day earlier', untersucht('2025-02-27', { beginn: '2026-04-30' }), ['fehler /erstuntersuchung/datum']],
  ['no day', untersucht(undefined), ['fehler /erstuntersuchung/datum']],
  ['no certificate', untersucht('2026-05-06', { dokumente: [] }), ['fehler /erstuntersuchung']],
  ['neither', untersucht(undefined, { dokumente: [] }), ['fehler /erstuntersuchung', 'fehler /erstuntersuchung/datum']],
  [
    '17 at the begin',
    untersucht(undefined, { azubi: { geburtsdatum: '2008-08-02' } }),
    ['fehler /erstuntersuchung/datum'],
  ],
  ['18 at the begin', untersucht(undefined, { azubi: { geburtsdatum: '2008-08-01' } }), []],
  ['a begin that is not known', { azubi: jung }, []],
])

describeRegel('DAV-057', [
  ['no certificate', { dokumente: [{ art: 'vertrag' }] }, []],
  [
    'two certificates',
    { dokumente: [{ art: 'erstuntersuchung' }, { art: 'vertrag' }, { art: 'nachuntersuchung' }] },
    ['hinweis /dokumente/0', 'hinweis /dokumente/2'],
  ],
])

const nach = (datum?: string, geburtsdatum = '2010-02-10'): Vertragsentwurf => ({
  azubi: { geburtsdatum },
  beginn,
  ...(datum === undefined ? {} : { nachuntersuchung: { datum } }),
})
describeRegel('DAV-059', [
  ['still under age after a year', nach(undefined, '2009-08-02'), ['hinweis /nachuntersuchung']],
  ['of age when the year is over', nach(undefined, '2009-08-01'), []],
  ['more than three months old', nach('2027-04-30'), ['hinweis /nachuntersuchung/datum']],
  ['exactly three months', nach('2027-05-01'), []],
  ['on the last day', nach('2027-07-31'), []],
  ['a day later', nach('2027-08-01'), ['hinweis /nachuntersuchung/datum']],
  ['nothing known', { beginn }, []],
])

describe('the days of the examination after a year', () => {
  test.each([
    ['from the first of a month', '2026-08-01', ['2027-05-01', '2027-07-31', '2027-08-31', '2027-10-01']],
    ['from within a month', '2026-09-15', ['2027-06-15', '2027-09-14', '2027-10-14', '2027-11-15']],
    ['from 31 August', '2026-08-31', ['2027-05-31', '2027-08-30', '2027-09-30', '2027-10-31']],
    ['from 29 February', '2028-02-29', ['2028-11-29', '2029-02-28', '2029-03-28', '2029-04-29']],
  ])('%s', (_name, tag, tage) => {
    const plan = computeNachuntersuchung(tag, '2031-01-01')
    expect(Object.values(plan ?? {})).toEqual(tage)
  })

  it('are unknown without begin or age, and after the last year that can be written', () => {
    expect(computeNachuntersuchung(undefined, '2028-02-10')).toBeUndefined()
    expect(computeNachuntersuchung(beginn, undefined)).toBeUndefined()
    expect(computeNachuntersuchung('2198-10-31', '2199-12-31')?.verbotAb).toBe('2199-12-31')
    expect(computeNachuntersuchung('2198-11-01', '2199-12-31')).toBeUndefined()
  })

  it('follow each other and are planned for minors only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 60_000 }), fc.integer({ min: -400, max: 2000 }), (start, bisAlter) => {
        const tag = toDatum(start)
        const volljaehrigAb = toDatum(start + bisAlter)
        const plan = computeNachuntersuchung(tag, volljaehrigAb)
        if (plan === undefined) return bisAlter <= 366
        const { hinweisAm, bis, aufforderungBis, verbotAb } = plan
        const tage = [tag, hinweisAm, bis, aufforderungBis, verbotAb]
        return bisAlter > 365 && tage.every((einer, i) => i === 0 || (tage[i - 1] ?? '') < einer)
      }),
    )
  })

  it('are told with the computed values', () => {
    const of = (geburtsdatum: string) =>
      pruefeVertrag(nach(undefined, geburtsdatum), { stichtag: '2026-05-18' }).berechnung.nachuntersuchungBis
    expect([of('2009-08-02'), of('2009-08-01')]).toEqual(['2027-07-31', undefined])
    expect(findVerstoesse('DAV-059', nach())[0]).toMatchObject({ erwartet: 'Bescheinigung bis 31.07.2027' })
  })
})

const schulpflichtig = (geburtsdatum: string, anders: Vertragsentwurf['azubi'] = {}): Vertragsentwurf => ({
  azubi: { geburtsdatum, ...anders },
  beginn,
})
describeRegel('DAV-061', [
  ['14 at the begin', schulpflichtig('2011-08-02'), ['warnung /azubi/geburtsdatum']],
  ['15 at the begin', schulpflichtig('2011-08-01'), []],
  [
    '15, still at school',
    schulpflichtig('2011-08-01', { vollzeitschulpflichtig: true }),
    ['warnung /azubi/vollzeitschulpflichtig'],
  ],
  ['15, done with school', schulpflichtig('2011-08-01', { vollzeitschulpflichtig: false }), []],
  ['14, says done', schulpflichtig('2011-08-02', { vollzeitschulpflichtig: false }), ['warnung /azubi/geburtsdatum']],
  ['14 with a proof', { ...schulpflichtig('2011-08-02'), dokumente: [{ art: 'vollzeitschulpflicht' }] }, []],
])

describeRegel('DAV-062', [
  ['12', schulpflichtig('2013-08-02'), ['warnung /azubi/geburtsdatum']],
  ['13', schulpflichtig('2013-08-01'), []],
  ['70', schulpflichtig('1955-08-02'), []],
  ['71', schulpflichtig('1955-08-01'), ['warnung /azubi/geburtsdatum']],
  ['not told', {}, []],
])

test('the slots for documents of a minor', () => {
  const slots = (vertrag: Vertragsentwurf) =>
    pruefeVertrag(vertrag, { stichtag: '2026-05-18' }).berechnung.dokumente.map(
      ({ art, pflicht, vorhanden }) => `${art}${pflicht ? '!' : ''} ${vorhanden ? 'da' : 'fehlt'}`,
    )
  expect(slots(createMinderjaehrigenvertrag())).toEqual([
    'ausbildungsplan! da',
    'erstuntersuchung! da',
    'nachuntersuchung fehlt',
  ])
  expect(slots(vormund({ ende: '2029-07-31' }))).toEqual([
    'ausbildungsplan! fehlt',
    'familiengericht! fehlt',
    'erstuntersuchung! fehlt',
    'nachuntersuchung fehlt',
  ])
  expect(
    slots({
      azubi: { geburtsdatum: '2012-01-01', vollzeitschulpflichtig: true },
      abschlussdatum: beginn,
      vertretung: 'mutter',
    }),
  ).toEqual(['ausbildungsplan! fehlt', 'sorgeerklaerung fehlt', 'vollzeitschulpflicht fehlt'])
})
