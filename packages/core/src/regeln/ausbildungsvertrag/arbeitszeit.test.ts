import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { findVerstoesse, type Pruefumstand, pruefeRegel } from '../../testing/vertragsregel.ts'
import { arbeitszeitregeln } from '../vertragskatalog/arbeitszeit.ts'

type Fall = [name: string, vertrag: Vertragsentwurf, erwartet: string[], umstand?: Pruefumstand]
const check = (regel: string, faelle: readonly Fall[]) =>
  describe(regel, () => {
    test.each(faelle)('%s', (_name, vertrag, erwartet, umstand) =>
      expect(pruefeRegel(regel, vertrag, umstand)).toEqual(erwartet),
    )
  })

type Zeit = NonNullable<Vertragsentwurf['arbeitszeiten']>[number]
const beginn = '2026-08-01'
const ende = '2029-07-31'
const minderjaehrig = { geburtsdatum: '2010-02-10' }
/** A minor from 2026-08-01 on, of age on 2028-02-10. */
const jung = (zeit: Zeit | Zeit[], anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  azubi: minderjaehrig,
  beginn,
  ende,
  arbeitszeiten: [zeit].flat(),
  ...anders,
})
const alt = (zeit: Zeit | Zeit[], anders: Vertragsentwurf = {}): Vertragsentwurf =>
  jung(zeit, { azubi: { geburtsdatum: '2006-03-14' }, ...anders })
const gebunden: Vertragsentwurf = { tarif: { geltung: 'gebunden' } }
const taeglich = '/arbeitszeiten/0/minutenTaeglich'
const woechentlich = '/arbeitszeiten/0/minutenWoechentlich'

check('DAV-120', [
  ['8 hours', jung({ minutenTaeglich: 480 }), []],
  ['a minute more', jung({ minutenTaeglich: 481 }), [`warnung ${taeglich}`]],
  ['a minute more, another day is shorter', jung({ minutenTaeglich: 481, kuerzererTag: true }), []],
  ['a minute more, no other day is', jung({ minutenTaeglich: 481, kuerzererTag: false }), [`warnung ${taeglich}`]],
  ['8½ hours', jung({ minutenTaeglich: 510 }), [`warnung ${taeglich}`]],
  ['8½ hours, another day is shorter', jung({ minutenTaeglich: 510, kuerzererTag: true }), []],
  ['more than 8½', jung({ minutenTaeglich: 511, kuerzererTag: true }), [`fehler ${taeglich}`]],
  ['an adult', alt({ minutenTaeglich: 511 }), []],
  ['no birth date', jung({ minutenTaeglich: 511 }, { azubi: {} }), []],
  ['no begin', { azubi: minderjaehrig, arbeitszeiten: [{ minutenTaeglich: 511 }] }, []],
  ['18 years on the first day', jung({ minutenTaeglich: 511 }, { azubi: { geburtsdatum: '2008-08-01' } }), []],
  [
    '18 years on the day after',
    jung({ minutenTaeglich: 511 }, { azubi: { geburtsdatum: '2008-08-02' } }),
    [`fehler ${taeglich}`],
  ],
  [
    'longer days from the 18th birthday on',
    jung([
      { minutenTaeglich: 480, bis: '2028-02-09' },
      { minutenTaeglich: 540, von: '2028-02-10' },
    ]),
    [],
  ],
  [
    'longer days a day earlier',
    jung([
      { minutenTaeglich: 480, bis: '2028-02-08' },
      { minutenTaeglich: 540, von: '2028-02-09' },
    ]),
    ['fehler /arbeitszeiten/1/minutenTaeglich'],
  ],
  [
    'part-time throughout: its hours count, not those of full-time',
    jung({ minutenTaeglich: 540 }, { zeitmodell: 'teilzeit', teilzeit: [{ minutenTaeglich: 360 }] }),
    [],
  ],
  [
    'long days in part-time',
    jung({ minutenTaeglich: 480 }, { zeitmodell: 'teilzeit', teilzeit: [{ minutenTaeglich: 540 }] }),
    ['fehler /teilzeit/0/minutenTaeglich'],
  ],
  [
    'part-time for a while: full-time counts, too',
    jung(
      { minutenTaeglich: 540 },
      { zeitmodell: 'teilzeit', teilzeit: [{ minutenTaeglich: 360, von: '2027-01-01', bis: '2027-12-31' }] },
    ),
    [`fehler ${taeglich}`],
  ],
  ['bound by an agreement: DAV-123', jung({ minutenTaeglich: 540 }, gebunden), []],
  ['bound, longer than any agreement may allow', jung({ minutenTaeglich: 541 }, gebunden), [`fehler ${taeglich}`]],
  [
    'bound, but nothing is balanced',
    jung({ minutenTaeglich: 540, ausgleich: false }, gebunden),
    [`fehler ${taeglich}`],
  ],
  [
    'only in the scope of an agreement',
    jung({ minutenTaeglich: 540 }, { tarif: { geltung: 'geltungsbereich' } }),
    [`fehler ${taeglich}`],
  ],
  ['agriculture, 16 years', jung({ minutenTaeglich: 540 }, { beruf: { kennung: 'winzer' } }), [`warnung ${taeglich}`]],
  [
    'agriculture, a minute more',
    jung({ minutenTaeglich: 541 }, { beruf: { kennung: 'winzer' } }),
    [`fehler ${taeglich}`],
  ],
  [
    'agriculture, 15 years',
    jung({ minutenTaeglich: 540 }, { beruf: { kennung: 'winzer' }, azubi: { geburtsdatum: '2010-08-02' } }),
    [`fehler ${taeglich}`],
  ],
  [
    'before the limits are known',
    jung({ minutenTaeglich: 600 }, { beginn: '2019-12-31', azubi: { geburtsdatum: '2003-01-01' } }),
    [],
  ],
  [
    'from the first known day on',
    jung({ minutenTaeglich: 600 }, { beginn: '2020-01-01', azubi: { geburtsdatum: '2003-01-01' } }),
    [`fehler ${taeglich}`],
  ],
])

check('DAV-121', [
  ['40 hours', jung({ minutenWoechentlich: 2400 }), []],
  ['a minute more', jung({ minutenWoechentlich: 2401 }), [`fehler ${woechentlich}`]],
  ['an adult', alt({ minutenWoechentlich: 2401 }), []],
  ['bound by an agreement: DAV-123', jung({ minutenWoechentlich: 2640 }, gebunden), []],
  ['bound, a minute more than 44', jung({ minutenWoechentlich: 2641 }, gebunden), [`fehler ${woechentlich}`]],
  [
    'bound, 44 hours but long days: both are too long',
    jung({ minutenWoechentlich: 2640, minutenTaeglich: 541 }, gebunden),
    [`fehler ${woechentlich}`],
  ],
  [
    'harvest, 42½ hours',
    jung({ minutenWoechentlich: 2550 }, { beruf: { kennung: 'landwirt' } }),
    [`warnung ${woechentlich}`],
  ],
  [
    'harvest, a minute more',
    jung({ minutenWoechentlich: 2551 }, { beruf: { kennung: 'landwirt' } }),
    [`fehler ${woechentlich}`],
  ],
  [
    '38½ hours up to the birthday, 40 from then on',
    jung([
      { minutenWoechentlich: 2400, bis: '2028-02-09' },
      { minutenWoechentlich: 2700, von: '2028-02-10' },
    ]),
    [],
  ],
])

check('DAV-122', [
  ['five days', jung({ tageJeWoche: 5 }), []],
  ['half a day more', jung({ tageJeWoche: 5, halberTag: true }), ['fehler /arbeitszeiten/0/tageJeWoche']],
  ['six days', jung({ tageJeWoche: 6 }), ['fehler /arbeitszeiten/0/tageJeWoche']],
  ['six days of an adult', alt({ tageJeWoche: 6 }), []],
  ['bound, 5½ days: DAV-123', jung({ tageJeWoche: 5, halberTag: true }, gebunden), []],
  ['bound, six days', jung({ tageJeWoche: 6 }, gebunden), ['fehler /arbeitszeiten/0/tageJeWoche']],
  [
    'in part-time, too',
    jung({ tageJeWoche: 6 }, { zeitmodell: 'teilzeit', teilzeit: [{ minutenTaeglich: 300 }] }),
    ['fehler /arbeitszeiten/0/tageJeWoche'],
  ],
])

check('DAV-123', [
  [
    'nothing longer than usual',
    jung({ minutenTaeglich: 480, minutenWoechentlich: 2400, tageJeWoche: 5 }, gebunden),
    [],
  ],
  ['9 hours', jung({ minutenTaeglich: 540 }, gebunden), ['warnung /arbeitszeiten/0']],
  ['a minute more than 9', jung({ minutenTaeglich: 541 }, gebunden), []],
  ['8½ hours with a shorter day', jung({ minutenTaeglich: 510, kuerzererTag: true }, gebunden), []],
  ['8½ hours without', jung({ minutenTaeglich: 510 }, gebunden), ['warnung /arbeitszeiten/0']],
  ['44 hours', jung({ minutenWoechentlich: 2640 }, gebunden), ['warnung /arbeitszeiten/0']],
  ['a minute more than 44', jung({ minutenWoechentlich: 2641 }, gebunden), []],
  ['5½ days', jung({ tageJeWoche: 5, halberTag: true }, gebunden), ['warnung /arbeitszeiten/0']],
  ['six days', jung({ tageJeWoche: 6 }, gebunden), []],
  ['balanced', jung({ minutenTaeglich: 540, ausgleich: true }, gebunden), ['warnung /arbeitszeiten/0']],
  ['not balanced', jung({ minutenTaeglich: 540, ausgleich: false }, gebunden), []],
  ['an adult', alt({ minutenTaeglich: 540 }, gebunden), []],
  ['not bound', jung({ minutenTaeglich: 540 }, { tarif: { geltung: 'keine' } }), []],
  [
    'of part-time',
    jung([], { ...gebunden, zeitmodell: 'teilzeit', teilzeit: [{ minutenTaeglich: 540 }] }),
    ['warnung /teilzeit/0'],
  ],
])

const hof: Vertragsentwurf = {
  ausbildungsstaetten: [{ wirtschaftszweig: { schluessel: '01110', fassung: 'wz2008' } }],
}
check('DAV-124', [
  ['a gardener of 16 years', jung({}, { beruf: { kennung: 'gaertner' } }), ['hinweis /arbeitszeiten']],
  ['a farm', jung({}, hof), ['hinweis /arbeitszeiten']],
  ['fishing is none', jung({}, { ausbildungsstaetten: [{ wirtschaftszweig: { schluessel: '03110' } }] }), []],
  [
    '16 years on the first day',
    jung({}, { ...hof, azubi: { geburtsdatum: '2010-08-01' } }),
    ['hinweis /arbeitszeiten'],
  ],
  ['16 years on the day after', jung({}, { ...hof, azubi: { geburtsdatum: '2010-08-02' } }), []],
  ['an adult', alt({}, hof), []],
  ['another occupation', jung({}, { beruf: { kennung: 'tischler' } }), []],
])

const pausen = (minutenTaeglich: number, pausenMinuten: number) => jung({ minutenTaeglich, pausenMinuten })
const zuKurz = ['hinweis /arbeitszeiten/0/pausenMinuten']
check('DAV-125', [
  ['4½ hours without', pausen(270, 0), []],
  ['a minute more', pausen(271, 0), zuKurz],
  ['29 minutes', pausen(271, 29), zuKurz],
  ['30 minutes', pausen(271, 30), []],
  ['6 hours with 30 minutes', pausen(360, 30), []],
  ['a minute more than 6 hours', pausen(361, 30), zuKurz],
  ['59 minutes', pausen(361, 59), zuKurz],
  ['60 minutes', pausen(361, 60), []],
  ['not told', jung({ minutenTaeglich: 480 }), []],
  ['an adult', alt({ minutenTaeglich: 480, pausenMinuten: 30 }), []],
])

check('DAV-126', [
  ['8 hours', alt({ minutenTaeglich: 480 }), []],
  ['a minute more', alt({ minutenTaeglich: 481 }), [`warnung ${taeglich}`]],
  ['a minute more, balanced', alt({ minutenTaeglich: 481, ausgleich: true }), []],
  ['10 hours, balanced', alt({ minutenTaeglich: 600, ausgleich: true }), []],
  ['10 hours, not balanced', alt({ minutenTaeglich: 600, ausgleich: false }), [`warnung ${taeglich}`]],
  ['more than 10 hours', alt({ minutenTaeglich: 601, ausgleich: true }), [`fehler ${taeglich}`]],
  [
    'more than 10 hours, where the chamber only warns',
    alt({ minutenTaeglich: 601 }),
    [`warnung ${taeglich}`],
    { konfig: { ueberlangeZeitIstFehler: false } },
  ],
  ['40 hours', alt({ minutenWoechentlich: 2400 }), []],
  ['a minute more than 40', alt({ minutenWoechentlich: 2401 }), [`warnung ${woechentlich}`]],
  ['48 hours', alt({ minutenWoechentlich: 2880 }), [`warnung ${woechentlich}`]],
  ['a minute more than 48', alt({ minutenWoechentlich: 2881 }), [`fehler ${woechentlich}`]],
  [
    'a minute more than 48, where the chamber only warns',
    alt({ minutenWoechentlich: 2881 }),
    [`warnung ${woechentlich}`],
    { konfig: { ueberlangeZeitIstFehler: false } },
  ],
  ['a minor: DAV-120 and DAV-121', jung({ minutenTaeglich: 601, minutenWoechentlich: 2881 }), []],
  [
    'from the 18th birthday on',
    jung([{ bis: '2028-02-09' }, { von: '2028-02-10', minutenTaeglich: 601 }]),
    ['fehler /arbeitszeiten/1/minutenTaeglich'],
  ],
  ['no birth date', alt({ minutenTaeglich: 601 }, { azubi: {} }), []],
  [
    'part-time',
    alt([], { zeitmodell: 'teilzeit', teilzeit: [{ minutenTaeglich: 601, minutenWoechentlich: 1200 }] }),
    ['fehler /teilzeit/0/minutenTaeglich'],
  ],
])

const woche = (minutenWoechentlich: number, anders: Zeit = {}): Vertragsentwurf => ({
  arbeitszeiten: [{ minutenTaeglich: 480, tageJeWoche: 5, minutenWoechentlich, ...anders }],
})
check('DAV-127', [
  ['5 × 8 = 40 hours', woche(2400), []],
  ['half an hour less', woche(2370), []],
  ['a minute less than that', woche(2369), [`warnung ${woechentlich}`]],
  ['half an hour more', woche(2430), []],
  ['a minute more than that', woche(2431), [`warnung ${woechentlich}`]],
  ['5½ days', woche(2640, { halberTag: true }), []],
  ['a shorter day', woche(2160, { kuerzererTag: true }), []],
  ['a shorter day of a minute', woche(1921, { kuerzererTag: true }), []],
  ['a day less is not a shorter one', woche(1920, { kuerzererTag: true }), [`warnung ${woechentlich}`]],
  ['more with a shorter day', woche(2431, { kuerzererTag: true }), [`warnung ${woechentlich}`]],
  ['no days', { arbeitszeiten: [{ minutenTaeglich: 480, minutenWoechentlich: 600 }] }, []],
  ['no daily time', { arbeitszeiten: [{ tageJeWoche: 5, minutenWoechentlich: 600 }] }, []],
  ['no week', { arbeitszeiten: [{ tageJeWoche: 5, minutenTaeglich: 600 }] }, []],
])

check('DAV-128', [['any contract', {}, ['hinweis /arbeitszeiten']]])
check('DAV-129', [
  ['a minor', jung({}), ['hinweis /arbeitszeiten']],
  ['an adult', alt({}), []],
  ['not known', {}, []],
])

test('the paragraph of the weekly limit is told with what was found and expected', () => {
  expect(findVerstoesse('DAV-121', jung({ minutenWoechentlich: 2460 }))).toMatchObject([
    { rechtsgrundlage: 'JArbSchG § 8 Abs. 1 und 3', gefunden: '41:00 Stunden', erwartet: 'höchstens 40:00 Stunden' },
  ])
})

test('a section has at most one finding about its day, and shorter days never have more', () => {
  const minuten = fc.integer({ min: 0, max: 1440 })
  const ids = arbeitszeitregeln.map(({ id }) => id).filter((id) => id <= 'DAV-126' && id !== 'DAV-125')
  const gewicht = (vertrag: Vertragsentwurf) =>
    ids
      .flatMap((id) => pruefeRegel(id, vertrag))
      .reduce((summe, fund) => summe + (fund.startsWith('fehler') ? 10 : 1), 0)
  fc.assert(
    fc.property(minuten, minuten, fc.boolean(), fc.boolean(), fc.boolean(), (a, b, istJung, kuerzererTag, tarif) => {
      const of = (minutenTaeglich: number) =>
        (istJung ? jung : alt)({ minutenTaeglich, kuerzererTag }, tarif ? gebunden : {})
      expect(gewicht(of(Math.min(a, b)))).toBeLessThanOrEqual(gewicht(of(Math.max(a, b))))
      expect(ids.flatMap((id) => pruefeRegel(id, of(a))).length).toBeLessThanOrEqual(1)
    }),
  )
})
