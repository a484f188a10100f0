import { describe, expect, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { createAusbilderwechsel, createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { findVerstoesse, type Pruefumstand, pruefeRegel } from '../../testing/vertragsregel.ts'
import { pruefeVertrag } from '../vertragspruefung.ts'
import { azubisJeFachkraefte } from '../werte/ausbildungsverhaeltnis.ts'

type Fall = [name: string, vertrag: Vertragsentwurf, erwartet: string[], umstand?: Pruefumstand]
const check = (regel: string, faelle: readonly Fall[]) =>
  describe(regel, () => {
    test.each(faelle)('%s', (_name, vertrag, erwartet, umstand) =>
      expect(pruefeRegel(regel, vertrag, umstand)).toEqual(erwartet),
    )
  })

type Ausbilder = NonNullable<Vertragsentwurf['ausbilder']>[number]
const mit = (...ausbilder: Ausbilder[]): Vertragsentwurf => ({ ausbilder })

check('DAV-160', [
  ['one is named', mit({ familienname: 'Wendelin' }), []],
  ['nobody', mit(), ['fehler /ausbilder']],
  ['not told', {}, ['fehler /ausbilder']],
  ['an entry without a name', mit({ geburtsjahr: 1981 }), ['fehler /ausbilder']],
  ['the owner trains', { ausbilder: [], ausbildender: { bildetSelbstAus: true } }, []],
  ['the owner does not', { ausbilder: [], ausbildender: { bildetSelbstAus: false } }, ['fehler /ausbilder']],
])

const stelle = '/ausbilder/0/meldung'
const nachweise: NonNullable<Vertragsentwurf['dokumente']> = [
  { art: 'ausbilderdatenblatt' },
  { art: 'ausbilderabschluss' },
  { art: 'ausbildereignung', bezug: '/ausbilder/0' },
]
check('DAV-161', [
  ['accepted', mit({ meldung: 'anerkannt' }), []],
  ['nobody has asked', mit({}), []],
  ['not reported', mit({ meldung: 'nichtGemeldet' }), [`fehler ${stelle}`]],
  ['reported', mit({ meldung: 'gemeldet' }), [`fehler ${stelle}`]],
  [
    'reported with all proofs: until the decision',
    { ...mit({ meldung: 'gemeldet' }), dokumente: nachweise },
    [`fehler ${stelle}`],
  ],
  ['being checked', mit({ meldung: 'inPruefung' }), [`fehler ${stelle}`]],
  ['refused', mit({ meldung: 'abgelehnt' }), [`fehler ${stelle}`]],
  ['the second one', mit({ meldung: 'anerkannt' }, { meldung: 'abgelehnt' }), ['fehler /ausbilder/1/meldung']],
])

test('DAV-161 says what is missing, and what it waits for', () => {
  const of = (dokumente: Vertragsentwurf['dokumente'] = []) =>
    findVerstoesse('DAV-161', { ...mit({ meldung: 'gemeldet' }), dokumente })
  expect(of()).toMatchObject([{ erwartet: 'Ausbilderdatenblatt, Berufsabschluss, Ausbildereignung' }])
  expect(of(nachweise.slice(0, 2))).toMatchObject([{ erwartet: 'Ausbildereignung' }])
  expect(of([...nachweise.slice(0, 2), { art: 'ausbildereignung', bezug: '/ausbilder/1' }])).toMatchObject([
    { erwartet: 'Ausbildereignung' },
  ])
  expect(of(nachweise)).toMatchObject([{ gefunden: 'in Prüfung', erwartet: 'anerkannt' }])
})

test('DAV-161 opens three slots for a new trainer, none for one that is accepted', () => {
  const { dokumente } = pruefeVertrag(createAusbilderwechsel().nachher, { stichtag: '2026-05-18' }).berechnung
  const slot = { regel: 'DAV-161', pflicht: true, vorhanden: true, bezug: '/ausbilder/1' }
  expect(dokumente.filter(({ regel }) => regel === 'DAV-161')).toEqual([
    { ...slot, art: 'ausbilderdatenblatt' },
    { ...slot, art: 'ausbilderabschluss' },
    { ...slot, art: 'ausbildereignung' },
  ])
  const ohne = pruefeVertrag(createVertrag(), { stichtag: '2026-05-18' }).berechnung.dokumente
  expect(ohne.filter(({ regel }) => regel === 'DAV-161')).toEqual([])
})

const aevo = ['warnung /ausbilder/0/aevo']
check('DAV-162', [
  ['the examination', mit({ aevo: 'pruefung' }), []],
  ['other proof', mit({ aevo: 'andererNachweis' }), []],
  ['exempted', mit({ aevo: 'befreiung' }), []],
  ['none', mit({ eignungsart: 'berufsabschluss' }), aevo],
  ['none, known to the chamber', mit({ eignungsart: 'berufsabschluss', meldung: 'anerkannt' }), []],
  ['none, a master', mit({ eignungsart: 'meister' }), []],
  ['none, a liberal profession', mit({ eignungsart: 'freierBeruf' }), []],
  ['not needed, a liberal profession', mit({ eignungsart: 'freierBeruf', aevo: 'nichtNoetig' }), []],
  ['not needed, another degree', mit({ eignungsart: 'hochschulabschluss', aevo: 'nichtNoetig' }), aevo],
  ['protected, born in 1991', mit({ aevo: 'bestandsschutz', geburtsjahr: 1991 }), []],
  ['protected, born in 1992', mit({ aevo: 'bestandsschutz', geburtsjahr: 1992 }), aevo],
  ['protected, no year of birth', mit({ aevo: 'bestandsschutz' }), []],
  ['no trainers', {}, []],
])

test.each([
  [0, 0],
  [1, 1],
  [2, 1],
  [3, 2],
  [5, 2],
  [6, 3],
  [8, 3],
  [9, 4],
  [11, 4],
  [12, 5],
])('%i skilled workers for %i apprentices', (fachkraefte, azubis) =>
  expect(azubisJeFachkraefte(fachkraefte)).toBe(azubis),
)

const staette = (fachkraefte?: number, auszubildende?: number): Vertragsentwurf => ({
  ausbildungsstaetten: [
    { ...(fachkraefte !== undefined && { fachkraefte }), ...(auszubildende !== undefined && { auszubildende }) },
  ],
})
const zuViele = ['warnung /ausbildungsstaetten/0/auszubildende']
check('DAV-163', [
  ['2 skilled, 1 apprentice', staette(2, 1), []],
  ['2 skilled, 2 apprentices', staette(2, 2), zuViele],
  ['3 skilled, 2 apprentices', staette(3, 2), []],
  ['5 skilled, 3 apprentices', staette(5, 3), zuViele],
  ['6 skilled, 3 apprentices', staette(6, 3), []],
  ['8 skilled, 4 apprentices', staette(8, 4), zuViele],
  ['9 skilled, 4 apprentices', staette(9, 4), []],
  ['nobody skilled, the apprentice of the contract', staette(0), zuViele],
  ['one skilled, the apprentice of the contract', staette(1), []],
  ['skilled workers not told', staette(undefined, 9), []],
  ['part of the time: 3', mit({ hauptamtlich: false, auszubildende: 3 }), []],
  ['part of the time: 4', mit({ hauptamtlich: false, auszubildende: 4 }), ['warnung /ausbilder/0/auszubildende']],
  ['main task: 16', mit({ hauptamtlich: true, auszubildende: 16 }), []],
  ['main task: 17', mit({ hauptamtlich: true, auszubildende: 17 }), ['warnung /ausbilder/0/auszubildende']],
  ['task not told', mit({ auszubildende: 17 }), []],
  ['number not told', mit({ hauptamtlich: false }), []],
])

const teilweise: Vertragsentwurf = { ausbildungsstaetten: [{ eignung: 'geeignet' }, { eignung: 'teilweise' }] }
check('DAV-164', [
  ['suitable', { ausbildungsstaetten: [{ eignung: 'geeignet' }] }, []],
  ['not told: suitable', { ausbildungsstaetten: [{}] }, []],
  ['in part only', teilweise, ['fehler /massnahmen']],
  ['in part only, no measure', { ...teilweise, massnahmen: [] }, ['fehler /massnahmen']],
  ['a necessary measure', { ...teilweise, massnahmen: [{ notwendig: true }] }, []],
  ['an optional one', { ...teilweise, massnahmen: [{ notwendig: false }] }, ['fehler /massnahmen']],
  ['an optional and a necessary one', { ...teilweise, massnahmen: [{ notwendig: false }, { notwendig: true }] }, []],
])

const vorher = mit({ vorname: 'Jakob', familienname: 'Wendelin', geburtsjahr: 1981 })
const neu = (von?: string) => mit({ familienname: 'Sørensen', ...(von !== undefined && { von }) })
const von = ['warnung /ausbilder/0/von']
check('DAV-168', [
  ['no change message', neu('2027-03-01'), []],
  ['the same person', vorher, [], { vorher, eingang: '2030-01-01' }],
  ['reported before', neu('2027-03-01'), [], { vorher, eingang: '2027-02-01' }],
  ['14 days after', neu('2027-03-01'), [], { vorher, eingang: '2027-03-15' }],
  ['15 days after', neu('2027-03-01'), von, { vorher, eingang: '2027-03-16' }],
  [
    '15 days after, the chamber has 30',
    neu('2027-03-01'),
    [],
    { vorher, eingang: '2027-03-16', konfig: { ausbilderwechselTage: 30 } },
  ],
  ['no day', neu(), von, { vorher }],
  ['day of receipt not known', neu('2027-03-01'), [], { vorher }],
  [
    'the same key: another name only',
    mit({ fremdId: 'a7', familienname: 'Sørensen-Wendelin' }),
    [],
    { vorher: mit({ fremdId: 'a7', familienname: 'Wendelin' }) },
  ],
  [
    'another key: another person of the same name',
    mit({ fremdId: 'a8', familienname: 'Wendelin' }),
    von,
    { vorher: mit({ fremdId: 'a7', familienname: 'Wendelin' }) },
  ],
])

test('DAV-168 in the story of a change: in time, and late', () => {
  const { vorher: alt, nachher } = createAusbilderwechsel()
  expect(pruefeRegel('DAV-168', nachher, { vorher: alt, eingang: '2027-03-02' })).toEqual([])
  expect(findVerstoesse('DAV-168', nachher, { vorher: alt, eingang: '2027-04-02' })).toMatchObject([
    { pfad: '/ausbilder/1/von', gefunden: '02.04.2027', erwartet: 'höchstens 14 Tage nach dem 01.03.2027' },
  ])
})

test.each([
  ['DAV-166', '/ausbildungsstaetten'],
  ['DAV-167', '/ausbildender'],
  ['DAV-169', '/ausbildender'],
])('%s is a note for every contract', (regel, pfad) => expect(pruefeRegel(regel, {})).toEqual([`hinweis ${pfad}`]))

test('DAV-166 holds since 1 August 2024', () => {
  expect(pruefeRegel('DAV-166', {}, { stichtag: '2024-07-31' })).toEqual([])
  expect(pruefeRegel('DAV-166', {}, { stichtag: '2024-08-01' })).toHaveLength(1)
})
