import { describe, expect, it, test } from 'vitest'
import { handwerkskammern } from '../../codelisten/handwerkskammer.ts'
import { kammern } from '../../codelisten/kammer.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { findBetriebsnummerfehler, pruefziffernOf } from '../../domain/betriebsnummer.ts'
import {
  createFolgevertrag,
  createHandwerksvertrag,
  createMinderjaehrigenvertrag,
} from '../../testing/ausbildungsvertrag.ts'
import { describeRegel, type Regelfall } from '../../testing/regeltabelle.ts'
import { findVerstoesse, type Pruefumstand, pruefeRegel } from '../../testing/vertragsregel.ts'

const kontakt = { email: 'tilda.ehrlichmann@example.org' }
const anschrift = { strasse: 'Am Salzkai', plz: '68159', ort: 'Mannheim' }
const beginn = '2026-08-01'

describeRegel('DAV-030', [
  ['nothing told', {}, ['fehler /azubi/geburtsdatum', 'warnung /azubi/kontakt']],
  ['an e-mail address', { azubi: { geburtsdatum: '2006-03-14', kontakt } }, []],
  ['a telephone', { azubi: { geburtsdatum: '2006-03-14', kontakt: { telefon: '0621 170955' } } }, []],
  ['an empty contact', { azubi: { geburtsdatum: '2006-03-14', kontakt: {} } }, ['warnung /azubi/kontakt']],
])

const ganz: Vertragsentwurf['azubi'] = {
  geschlecht: 'x',
  staatsangehoerigkeiten: ['000'],
  schulabschluss: '~wert_nicht_bekannt',
  vorausbildungen: [{ art: 'unbekannt' }],
  studium: 'unbekannt',
  berufsvorbereitung: ['keine'],
}
describeRegel('DAV-031', [
  ['none and not known are answers', { azubi: ganz }, []],
  [
    'nothing told',
    {},
    [
      'fehler /azubi/geschlecht',
      'fehler /azubi/staatsangehoerigkeiten',
      'fehler /azubi/schulabschluss',
      'fehler /azubi/berufsvorbereitung',
      'fehler /azubi/vorausbildungen',
      'fehler /azubi/studium',
    ],
  ],
  [
    'no nationality in the list',
    { azubi: { ...ganz, staatsangehoerigkeiten: [] } },
    ['fehler /azubi/staatsangehoerigkeiten'],
  ],
  [
    'an earlier training of no kind',
    { azubi: { ...ganz, vorausbildungen: [{ beruf: 'Koch' }] } },
    ['fehler /azubi/vorausbildungen/0/art'],
  ],
])

const angerechnet = (
  grund: 'berufsausbildung' | 'stufenausbildung' | 'vorbildung',
  anschlussvertrag: Vertragsentwurf['anschlussvertrag'],
): Vertragsentwurf => ({
  anrechnungen: [{ grund, monate: 12 }],
  ...(anschlussvertrag && { anschlussvertrag }),
})
describeRegel('DAV-032', [
  ['nothing told', {}, ['fehler /anschlussvertrag/vorhanden']],
  ['none', { anschlussvertrag: { vorhanden: false } }, []],
  ['one that names its occupation', createFolgevertrag(), []],
  ['one that does not', { anschlussvertrag: { vorhanden: true } }, ['fehler /anschlussvertrag/beruf']],
  [
    'a finished training is credited, and no contract is followed',
    angerechnet('berufsausbildung', { vorhanden: false }),
    ['fehler /anschlussvertrag/vorhanden', 'fehler /anschlussvertrag/beruf'],
  ],
  [
    'a finished first stage, without its occupation',
    angerechnet('stufenausbildung', { vorhanden: true }),
    ['fehler /anschlussvertrag/beruf'],
  ],
  ['other learning is no finished training', angerechnet('vorbildung', { vorhanden: false }), []],
])

const vertreten = (abschlussdatum: string): Vertragsentwurf => ({
  abschlussdatum,
  azubi: { geburtsdatum: '2008-05-19' },
  vertreter: [{ kontakt }, {}],
})
describeRegel('DAV-033', [
  ['parents who can be reached', createMinderjaehrigenvertrag(), []],
  ['the last day under age', vertreten('2026-05-18'), ['fehler /vertreter/1/kontakt']],
  ['the first day of age', vertreten('2026-05-19'), []],
  ['an age that is not known', { vertreter: [{}] }, []],
])

describeRegel('DAV-034', [
  ['not told', {}, ['fehler /dualesStudium']],
  ['no', { dualesStudium: false }, []],
  ['yes', { dualesStudium: true }, []],
])

describeRegel('DAV-035', [
  ['not told', {}, ['fehler /foerderung/ueberwiegendOeffentlich']],
  ['no', { foerderung: { ueberwiegendOeffentlich: false } }, []],
  ['yes, of no kind', { foerderung: { ueberwiegendOeffentlich: true } }, ['fehler /foerderung/art']],
  ['yes', { foerderung: { ueberwiegendOeffentlich: true, art: 'ausserbetrieblich' } }, []],
])

const staette = (anders: NonNullable<Vertragsentwurf['ausbildungsstaetten']>[number]): Vertragsentwurf => ({
  beginn,
  ausbildender: { oeffentlicherDienst: false },
  ausbildungsstaetten: [
    { ags: '08222000', betriebsnummer: '09912342', wirtschaftszweig: { schluessel: '62010' }, ...anders },
  ],
})
const ohneNummer = (tag: string): Vertragsentwurf => ({
  beginn: tag,
  ausbildender: { oeffentlicherDienst: false },
  ausbildungsstaetten: [{ ags: '08222000', wirtschaftszweig: { schluessel: '62010' } }],
})
describeRegel('DAV-036', [
  ['complete', staette({}), []],
  ['no Betriebsnummer, begin on 31 December 2020', ohneNummer('2020-12-31'), []],
  [
    'no Betriebsnummer, begin on 1 January 2021',
    ohneNummer('2021-01-01'),
    ['fehler /ausbildungsstaetten/0/betriebsnummer'],
  ],
  [
    'an activity without key',
    staette({ wirtschaftszweig: { fassung: 'wz2025' } }),
    ['warnung /ausbildungsstaetten/0/wirtschaftszweig'],
  ],
  [
    'nothing of the site',
    { ausbildender: { oeffentlicherDienst: false }, ausbildungsstaetten: [{}] },
    ['warnung /ausbildungsstaetten/0/ags', 'warnung /ausbildungsstaetten/0/wirtschaftszweig'],
  ],
  ['nothing of the public service', {}, ['fehler /ausbildender/oeffentlicherDienst']],
  ['told by every site', { ...staette({ oeffentlicherDienst: true }), ausbildender: {} }, []],
])

describeRegel('DAV-037', [
  ['nobody is DAV-160', {}, []],
  [
    'nothing of the second',
    { ausbilder: [{ vorname: 'J', familienname: 'W', kontakt, geschlecht: 'm', eignungsart: 'meister' }, {}] },
    [
      'fehler /ausbilder/1/vorname',
      'fehler /ausbilder/1/familienname',
      'warnung /ausbilder/1/kontakt',
      'warnung /ausbilder/1/geschlecht',
      'warnung /ausbilder/1/eignungsart',
    ],
  ],
])

describe('DAV-038', () => {
  test.each([
    ['0991234', [2, 7]],
    ['1510000', [3, 8]],
    ['1532345', [5, 0]],
  ])('the check digits of %s', (nummer, ziffern) => expect(pruefziffernOf(nummer)).toEqual(ziffern))

  test.each([
    ['09912342', undefined],
    ['09912347', undefined],
    ['15100003', undefined],
    ['15100008', undefined],
    ['15323455', undefined],
    ['15323450', undefined],
    ['09912343', 'pruefziffer'],
    ['15323451', 'pruefziffer'],
    ['00012342', 'vorsilbe'],
    ['10012342', 'vorsilbe'],
    ['11012342', 'vorsilbe'],
    ['9912342', 'form'],
    ['099123422', 'form'],
    ['0991234O', 'form'],
    ['', 'form'],
  ])('%s', (nummer, fehler) => expect(findBetriebsnummerfehler(nummer)).toBe(fehler))

  it('knows the first and the last prefix', () => {
    for (const vorsilbe of ['001', '099', '111', '999']) {
      const nummer = `${vorsilbe}1234`
      expect(findBetriebsnummerfehler(`${nummer}${pruefziffernOf(nummer)[0]}`)).toBeUndefined()
    }
  })

  test.each<Regelfall>([
    ['valid', { ausbildungsstaetten: [{ betriebsnummer: '09912347' }] }, []],
    [
      'a wrong check digit',
      { ausbildungsstaetten: [{ betriebsnummer: '09912343' }] },
      ['warnung /ausbildungsstaetten/0/betriebsnummer'],
    ],
    [
      'a wrong prefix of the company',
      { ausbildender: { betriebsnummer: '10512345' } },
      ['warnung /ausbildender/betriebsnummer'],
    ],
    [
      'seven digits',
      { ausbildungsstaetten: [{}, { betriebsnummer: '9912342' }] },
      ['fehler /ausbildungsstaetten/1/betriebsnummer'],
    ],
    ['not told', { ausbildungsstaetten: [{}] }, []],
  ])('%s', (_name, vertrag, erwartet) => expect(pruefeRegel('DAV-038', vertrag)).toEqual(erwartet))

  it('says which digits would be right', () =>
    expect(findVerstoesse('DAV-038', { ausbildungsstaetten: [{ betriebsnummer: '09912343' }] })).toMatchObject([
      { gefunden: '09912343', erwartet: '2 oder 7 als letzte Ziffer' },
    ]))
})

const anOrt = (ort: string, betriebsnummer = '09912342'): Vertragsentwurf => ({
  ausbildender: { betriebsnummer: '09912342', anschrift: { ort: 'Mannheim' } },
  ausbildungsstaetten: [{ betriebsnummer, anschrift: { ort } }],
})
describeRegel('DAV-039', [
  ['the same town', anOrt('MANNHEIM'), []],
  ['another town', anOrt('Heidelberg'), ['warnung /ausbildungsstaetten/0/betriebsnummer']],
  ['another town and number', anOrt('Heidelberg', '09912347'), []],
  ['a head office that is not known', { ausbildungsstaetten: [{ betriebsnummer: '09912342' }] }, []],
  [
    'a head office without town',
    { ausbildender: { betriebsnummer: '09912342' }, ausbildungsstaetten: [{ betriebsnummer: '09912342', anschrift }] },
    [],
  ],
  [
    'no number at all',
    { ausbildender: { anschrift }, ausbildungsstaetten: [{ anschrift: { ort: 'Heidelberg' } }] },
    [],
  ],
])

const ihk = (knr: string): Vertragsentwurf => ({ rechtsgrundlage: 'bbig', kammerart: 'ihk', knr })
const hwk = (knr: string): Vertragsentwurf => ({ rechtsgrundlage: 'hwo', kammerart: 'hwk', knr })
describeRegel('DAV-040', [
  ['nothing told', {}, ['fehler /rechtsgrundlage', 'fehler /kammerart', 'fehler /knr']],
  ['an IHK', ihk('153'), []],
  ['a number beside the list', ihk('188'), ['fehler /knr']],
  ['a dissolved one is DAV-041', ihk('187'), []],
  ['five digits of an IHK', ihk('00065'), ['fehler /knr']],
  ['an HWK', hwk('00065'), []],
  ['three digits of an HWK', hwk('153'), ['fehler /knr']],
  ['an HWK beside the list', hwk('00010'), ['fehler /knr']],
  ['a craft at an IHK', { ...ihk('153'), rechtsgrundlage: 'hwo' }, ['fehler /kammerart']],
  ['a BBiG occupation at an HWK', { ...hwk('00065'), rechtsgrundlage: 'bbig' }, []],
  ['no kind, a known number', { rechtsgrundlage: 'bbig', knr: '153' }, ['fehler /kammerart']],
  ['no kind, an unknown number', { rechtsgrundlage: 'bbig', knr: '00010' }, ['fehler /kammerart', 'fehler /knr']],
  ['the chamber addressed', ihk('153'), [], { stammdaten: { knr: '153' } }],
  ['another chamber addressed', ihk('153'), ['fehler /knr'], { stammdaten: { knr: '138' } }],
])

test('DAV-040 and DAV-041 know all 79 chambers, the 8 dissolved ones with their successors, and the 53 of the crafts', () => {
  const aufgeloest = kammern.filter(({ knr }) => pruefeRegel('DAV-041', ihk(knr)).length > 0)
  expect(kammern.filter(({ knr }) => pruefeRegel('DAV-040', ihk(knr)).length === 0)).toHaveLength(87)
  expect(kammern.length - aufgeloest.length).toBe(79)
  expect(aufgeloest.map(({ knr }) => [knr, findVerstoesse('DAV-041', ihk(knr))[0]?.erwartet])).toEqual([
    ['105', '107'],
    ['113', '112'],
    ['127', '129'],
    ['147', '104'],
    ['167', '181'],
    ['173', '181'],
    ['178', '117'],
    ['187', '123'],
  ])
  expect(handwerkskammern.filter(({ nummer }) => pruefeRegel('DAV-040', hwk(nummer)).length === 0)).toHaveLength(53)
})

describeRegel('DAV-041', [
  ['not told', {}, []],
  ['a chamber that exists', ihk('123'), []],
  ['a dissolved one', ihk('187'), ['fehler /knr']],
])

const inOrt = (...orte: string[]): Vertragsentwurf => ({
  ...ihk('153'),
  ausbildungsstaetten: orte.map((ort) => ({ anschrift: { ort } })),
})
describeRegel('DAV-042', [
  ['the town of the chamber', inOrt('Mannheim'), []],
  ['the town of another one', inOrt('Karlsruhe'), ['warnung /knr']],
  ['a town that no chamber is named after', inOrt('Weinheim'), []],
  ['one site in the district', inOrt('Karlsruhe', 'Mannheim'), []],
  ['one site whose district is not known', inOrt('Karlsruhe', 'Weinheim'), []],
  ['the chamber knows better', inOrt('Mannheim'), ['warnung /knr'], { stammdaten: { zustaendigeKnr: '138' } }],
  ['and knows that it is right', inOrt('Karlsruhe'), [], { stammdaten: { zustaendigeKnr: '153' } }],
  ['crafts', { ...inOrt('Karlsruhe'), kammerart: 'hwk', knr: '00065' }, []],
  ['the public service', { ...inOrt('Karlsruhe'), ausbildender: { oeffentlicherDienst: true } }, []],
  ['a dissolved chamber is DAV-041', { ...inOrt('Karlsruhe'), knr: '187' }, []],
  ['no site', ihk('153'), []],
  ['a craft with the number of an IHK is DAV-040', { ...inOrt('Karlsruhe'), rechtsgrundlage: 'hwo' }, []],
  ['an HWK with the number of an IHK is DAV-040', { ...inOrt('Karlsruhe'), kammerart: 'hwk' }, []],
  ['no chamber', { ausbildungsstaetten: [{ anschrift }] }, []],
])

describeRegel('DAV-043', [
  ['none', {}, ['fehler /ausbildender/identnummer']],
  ['any text', { ausbildender: { identnummer: '000-A' } }, []],
])

describeRegel('DAV-044', [
  ['no site is DAV-007', {}, []],
  ['complete', { ausbildungsstaetten: [{ anschrift }] }, []],
  [
    'the second has none',
    { ausbildender: { anschrift }, ausbildungsstaetten: [{ anschrift }, {}] },
    ['fehler /ausbildungsstaetten/1/anschrift'],
  ],
  [
    'no postal code',
    { ausbildungsstaetten: [{ anschrift: { strasse: 'Am Salzkai', ort: 'Mannheim' } }] },
    ['fehler /ausbildungsstaetten/0/anschrift/plz'],
  ],
])

const liste: Pruefumstand = { stammdaten: { berufsschulen: new Set(['BS-1']) } }
describeRegel('DAV-046', [
  ['none', {}, ['warnung /berufsschule']],
  ['no name and no key', { berufsschule: { anschrift } }, ['warnung /berufsschule']],
  ['a name, no list is known', { berufsschule: { name: 'Heinrich-Lanz-Schule' } }, []],
  ['of the list', { berufsschule: { name: 'Heinrich-Lanz-Schule', schluessel: 'BS-1' } }, [], liste],
  [
    'a key beside the list',
    { berufsschule: { name: 'X', schluessel: 'BS-2' } },
    ['warnung /berufsschule/schluessel'],
    liste,
  ],
  ['a name only', { berufsschule: { name: 'X' } }, ['warnung /berufsschule/name'], liste],
  ['another one with a reason', { berufsschule: { name: 'X', abweichung: 'Wohnort' } }, [], liste],
])

describeRegel('DAV-047', [
  ['a company', { ...ihk('153'), ausbildender: { oeffentlicherDienst: false } }, []],
  [
    'an authority',
    { ...ihk('153'), ausbildender: { oeffentlicherDienst: true } },
    ['warnung /ausbildender/oeffentlicherDienst'],
  ],
  [
    'a site of one',
    { ...ihk('153'), ausbildungsstaetten: [{}, { oeffentlicherDienst: true }] },
    ['warnung /ausbildungsstaetten/1/oeffentlicherDienst'],
  ],
  [
    'a craft stays with its chamber',
    { ...createHandwerksvertrag(), ausbildender: { oeffentlicherDienst: true } },
    ['hinweis /ausbildender/oeffentlicherDienst'],
  ],
  [
    'a craft by its act alone',
    { rechtsgrundlage: 'hwo', ausbildender: { oeffentlicherDienst: true } },
    ['hinweis /ausbildender/oeffentlicherDienst'],
  ],
  [
    'a BBiG occupation at an HWK',
    { rechtsgrundlage: 'bbig', kammerart: 'hwk', ausbildender: { oeffentlicherDienst: true } },
    ['hinweis /ausbildender/oeffentlicherDienst'],
  ],
])
