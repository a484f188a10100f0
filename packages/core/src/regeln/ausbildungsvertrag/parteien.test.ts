import { expect, test } from 'vitest'
import { kleinerKatalog } from '../../berufe/kleiner-katalog.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { findBeruf } from '../../domain/beruf.ts'
import { describeRegel } from '../../testing/regeltabelle.ts'
import { findVerstoesse, type Pruefumstand } from '../../testing/vertragsregel.ts'

const beginn = '2026-08-01'
const jung = { geburtsdatum: '2010-02-10' }
const maurer: Vertragsentwurf = { beruf: { kennung: 'maurer-1999', bezeichnung: 'Maurer' } }
const unbekannt: Pruefumstand = { beruf: { art: 'unbekannt', grund: 'beruf', moegliche: [] } }

describeRegel('DAV-001', [
  ['none', {}, ['fehler /beruf']],
  ['no name in it', { beruf: { fachrichtung: 'Systemintegration' } }, ['fehler /beruf']],
  ['in force', { ...maurer, beginn: '2026-07-31' }, []],
  ['repealed on the day of the begin', { ...maurer, beginn }, ['fehler /beruf/kennung']],
  ['no day to look it up for', maurer, []],
  [
    'by its name, not in the catalogue',
    { beruf: { bezeichnung: 'Einhornpfleger' }, beginn },
    ['hinweis /beruf/bezeichnung'],
    unbekannt,
  ],
  [
    'a rule of the chamber stands in no catalogue',
    { beruf: { bezeichnung: 'Fachpraktiker Küche', regelung: 'behinderung' }, beginn },
    [],
    unbekannt,
  ],
  [
    'before the oldest ordinance that is known',
    { beruf: { bezeichnung: 'Koch' }, beginn: '1990-08-01' },
    ['hinweis /beruf/bezeichnung'],
    { beruf: findBeruf(kleinerKatalog, { name: 'Koch' }, '1990-08-01') },
  ],
  [
    'two of one name',
    { beruf: { bezeichnung: 'Maurer' }, beginn },
    ['hinweis /beruf/bezeichnung'],
    {
      beruf: {
        art: 'unbekannt',
        grund: 'mehrdeutig',
        moegliche: kleinerKatalog.filter(({ bezeichnung }) => bezeichnung === 'Maurer'),
      },
    },
  ],
])

test('DAV-001 tells an ambiguous name from an unknown one, and from one of an unknown time', () => {
  const text = (grund: 'beruf' | 'datum' | 'mehrdeutig' | 'vorKatalog') =>
    findVerstoesse(
      'DAV-001',
      { beruf: { bezeichnung: 'Maurer' }, beginn },
      { beruf: { art: 'unbekannt', grund, moegliche: kleinerKatalog.slice(0, 1) } },
    )[0]?.textEnglisch
  expect(text('mehrdeutig')).toBe('"Maurer" is ambiguous: Bankkaufmann.')
  expect(text('beruf')).toContain('is not in the catalogue')
  expect([text('datum'), text('vorKatalog')].map((eine) => eine?.slice(0, 14))).toEqual([
    'Which ordinanc',
    'Which ordinanc',
  ])
})

test('DAV-001 names the last day of the ordinance and the occupation that took its place', () => {
  const [verstoss] = findVerstoesse('DAV-001', { ...maurer, beginn })
  expect(verstoss).toMatchObject({
    gefunden: 'in Kraft bis 31.07.2026',
    abhilfe: 'Wählen Sie den Nachfolgeberuf: Maurer.',
  })
})

const sonderregel: Vertragsentwurf = {
  beruf: { bezeichnung: 'Fachpraktiker Küche', regelung: 'behinderung' },
  azubi: jung,
  beginn,
}
describeRegel('DAV-002', [
  [
    '17 on the last day before the birthday',
    { ...maurer, azubi: { geburtsdatum: '2008-08-02' }, beginn },
    ['fehler /beruf'],
  ],
  ['18 on the birthday', { ...maurer, azubi: { geburtsdatum: '2008-08-01' }, beginn }, []],
  ['a minor in a recognised occupation', { ...maurer, azubi: jung, beginn: '2026-07-31' }, []],
  [
    'an occupation that no catalogue knows',
    { beruf: { bezeichnung: 'Einhornpfleger' }, azubi: jung, beginn },
    [],
    unbekannt,
  ],
  [
    'preparation for further schooling',
    { beruf: { kennung: 'maurer-1999', regelung: 'weitererBildungsgang' }, azubi: jung, beginn },
    [],
  ],
  ['a rule for persons with disabilities, without its basis', sonderregel, ['warnung /beruf/regelung']],
  ['with its basis', { ...sonderregel, dokumente: [{ art: 'behinderung' }] }, []],
  ['of age', { ...sonderregel, azubi: { geburtsdatum: '2000-02-10' } }, []],
])

const fachinformatiker = (anders: NonNullable<Vertragsentwurf['beruf']>): Vertragsentwurf => ({
  beruf: { kennung: 'fachinformatiker', ...anders },
  beginn,
})
const kfz = (schwerpunkt?: string): Vertragsentwurf => ({
  beruf: { kennung: 'kraftfahrzeugmechatroniker', ...(schwerpunkt === undefined ? {} : { schwerpunkt }) },
  beginn,
})
const wahl: Pruefumstand = { stammdaten: { wahlqualifikationen: ['Sicherheit', 'Vertrieb'] } }
describeRegel('DAV-003', [
  ['a Fachrichtung of the ordinance', fachinformatiker({ fachrichtung: 'Systemintegration' }), []],
  ['in another spelling', fachinformatiker({ fachrichtung: 'daten- und  prozessanalyse' }), []],
  ['none', fachinformatiker({}), ['fehler /beruf/fachrichtung']],
  ['another one', fachinformatiker({ fachrichtung: 'Weltraumtechnik' }), ['fehler /beruf/fachrichtung']],
  ['no day to look it up for', { beruf: { kennung: 'fachinformatiker' } }, []],
  ['a rule for persons with disabilities chooses for itself', fachinformatiker({ regelung: 'behinderung' }), []],
  ['an occupation without any', { beruf: { kennung: 'tischler' }, beginn }, []],
  [
    'one where the ordinance has none',
    { beruf: { kennung: 'tischler', fachrichtung: 'Möbelbau' }, beginn },
    ['warnung /beruf/fachrichtung'],
  ],
  ['no Schwerpunkt yet', kfz(), ['warnung /beruf/schwerpunkt']],
  ['a Schwerpunkt', kfz('Personenkraftwagentechnik'), []],
  ['another Schwerpunkt', kfz('Raumschifftechnik'), ['warnung /beruf/schwerpunkt']],
  [
    'no Wahlqualifikation yet',
    { beruf: { kennung: 'tischler' }, beginn },
    ['warnung /beruf/wahlqualifikationen'],
    wahl,
  ],
  [
    'one of two',
    { beruf: { kennung: 'tischler', wahlqualifikationen: ['Vertrieb', 'Gartenbau'] }, beginn },
    ['warnung /beruf/wahlqualifikationen/1'],
    wahl,
  ],
  ['none where no plan is known', { beruf: { kennung: 'tischler', wahlqualifikationen: ['Gartenbau'] }, beginn }, []],
])

const anschrift = { strasse: 'Am Salzkai', plz: '68159', ort: 'Mannheim' }
const person = { vorname: 'Tilda', familienname: 'Ehrlichmann', anschrift }
const parteien = (anders: Vertragsentwurf = {}): Vertragsentwurf => ({
  ausbildender: { name: 'Werkstatt Störtebeker GmbH', anschrift },
  azubi: { ...person, geburtsdatum: '2008-05-19' },
  abschlussdatum: '2026-05-18',
  ...anders,
})
describeRegel('DAV-004', [
  [
    'an empty draft',
    {},
    [
      'fehler /ausbildender/name',
      'fehler /ausbildender/anschrift',
      'fehler /azubi/vorname',
      'fehler /azubi/familienname',
      'fehler /azubi/anschrift',
    ],
  ],
  ['complete', parteien({ vertreter: [person, { art: '4', einrichtung: 'Jugendamt Mannheim', anschrift }] }), []],
  [
    'no town, no postal code',
    parteien({ ausbildender: { name: 'X', anschrift: { strasse: 'Am Salzkai' } } }),
    ['fehler /ausbildender/anschrift/plz', 'fehler /ausbildender/anschrift/ort'],
  ],
  ['representatives: none is DAV-051', parteien(), []],
  [
    'the last day as a minor',
    parteien({ vertreter: [person, { art: '1', vorname: 'Ruben', anschrift }] }),
    ['fehler /vertreter/1/familienname'],
  ],
  ['of age on the day of the conclusion', parteien({ vertreter: [{}], abschlussdatum: '2026-05-19' }), []],
  [
    'a legal person without name',
    parteien({ vertreter: [{ art: '4', anschrift }] }),
    ['fehler /vertreter/0/einrichtung'],
  ],
])

describeRegel('DAV-005', [
  ['nothing told', {}, ['fehler /ausbildungsplan']],
  ['not attached', { ausbildungsplan: { beigefuegt: false } }, ['fehler /ausbildungsplan']],
  ['the chamber has it', { ausbildungsplan: { liegtVor: true } }, []],
  ['under a key', { ausbildungsplan: { verweis: 'plan-7' } }, []],
  ['uploaded', { dokumente: [{ art: 'ausbildungsplan' }] }, []],
  ['announced only', { ausbildungsplan: { beigefuegt: true } }, ['warnung /ausbildungsplan/beigefuegt']],
])

describeRegel('DAV-006', [
  ['nothing told', {}, ['fehler /beginn', 'fehler /dauerMonate', 'fehler /ende']],
  ['ends on the day after its begin', { beginn, dauerMonate: 36, ende: '2026-08-02' }, []],
  ['ends on its first day', { beginn, dauerMonate: 36, ende: beginn }, ['fehler /ende']],
  ['ends before', { beginn, dauerMonate: 36, ende: '2026-07-31' }, ['fehler /ende']],
])

test('DAV-006 proposes the computed end', () =>
  expect(findVerstoesse('DAV-006', { beginn, dauerMonate: 36 })).toMatchObject([{ erwartet: '31.07.2029' }]))

const massnahme = { partner: 'Gewürzhaus Nordmole OHG', inhalt: 'Buchhaltung', notwendig: true }
const mit = (teil: NonNullable<Vertragsentwurf['massnahmen']>[number]): Vertragsentwurf => ({
  ausbildungsstaetten: [{ anschrift }],
  massnahmen: [teil],
})
describeRegel('DAV-007', [
  ['none told', {}, ['fehler /ausbildungsstaetten']],
  ['an empty list', { ausbildungsstaetten: [] }, ['fehler /ausbildungsstaetten']],
  ['a site', { ausbildungsstaetten: [{}] }, []],
  ['a necessary measure', mit({ ...massnahme, anschrift }), []],
  ['without address', mit(massnahme), ['warnung /massnahmen/0/anschrift']],
  [
    'without town',
    mit({ ...massnahme, anschrift: { strasse: 'Nordmole', plz: '55118' } }),
    ['warnung /massnahmen/0/anschrift/ort'],
  ],
  ['without partner', mit({ notwendig: true, anschrift }), ['warnung /massnahmen/0/partner']],
  ['an optional one', mit({ notwendig: false }), []],
])

describeRegel('DAV-008', [
  ['none', {}, ['fehler /arbeitszeiten']],
  ['weekly only', { arbeitszeiten: [{ minutenWoechentlich: 2400 }] }, ['fehler /arbeitszeiten/0/minutenTaeglich']],
  ['zero minutes', { arbeitszeiten: [{ minutenTaeglich: 0 }] }, ['fehler /arbeitszeiten/0/minutenTaeglich']],
  ['a minute', { arbeitszeiten: [{ minutenTaeglich: 1 }] }, []],
  [
    'the second without',
    { arbeitszeiten: [{ minutenTaeglich: 480 }, {}] },
    ['fehler /arbeitszeiten/1/minutenTaeglich'],
  ],
])

describeRegel('DAV-009', [
  ['none', {}, ['fehler /probezeitMonate']],
  ['zero is DAV-088', { probezeitMonate: 0 }, []],
])

describeRegel('DAV-010', [
  ['none', {}, ['fehler /verguetungen']],
  ['an empty list', { verguetungen: [] }, ['fehler /verguetungen']],
  ['an amount with its year', { verguetungen: [{ ausbildungsjahr: 1, betrag: 100_000 }] }, []],
  ['an amount of no year', { verguetungen: [{ betrag: 100_000 }] }, ['fehler /verguetungen/0/ausbildungsjahr']],
  [
    'a benefit without kind, one without value',
    { verguetungen: [{ ausbildungsjahr: 1 }], sachbezuege: [{ betrag: 1 }, { art: 'unterkunft' }] },
    ['fehler /sachbezuege/0/art', 'fehler /sachbezuege/1/betrag'],
  ],
])
