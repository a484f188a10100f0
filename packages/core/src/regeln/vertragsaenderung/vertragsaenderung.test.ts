import { describe, expect, it, test } from 'vitest'
import type { CreateVertragsaenderung, CreateVertragsaufloesung } from '../../contract/vertragsaenderung.ts'
import type { CreateVertragsloeschung } from '../../contract/vertragsende.ts'
import { diffVertrag } from '../../domain/vertragsaenderung.ts'
import {
  createAusbilderwechsel,
  createMinderjaehrigenvertrag,
  createTeilzeitvertrag,
  createVertrag,
  type Vertragsabweichung,
} from '../../testing/ausbildungsvertrag.ts'
import { type Aenderungslage, needsAbfassungOf, pruefeAenderung } from './aenderungspruefung.ts'
import { pruefeAufloesung } from './aufloesungspruefung.ts'
import { pruefeLoeschung } from './loeschungspruefung.ts'
import { nachuntersuchungsstand } from './nachuntersuchungsstand.ts'
import { spaetestesEndeOf } from './verlaengerung.ts'

const vorher = createVertrag()
/** The last day of the example: 2029-07-31. */
const { azubi } = vorher

const lageOf = (
  teile: Vertragsabweichung,
  antrag: Partial<CreateVertragsaenderung>,
  { stichtag = '2027-06-01', ...rest }: Partial<Aenderungslage> = {},
): Aenderungslage => ({
  vorher,
  stichtag,
  ...rest,
  aenderung: {
    art: 'aenderung',
    wirksamAb: '2027-06-01',
    antragDurch: ['ausbildender'],
    vertrag: createVertrag(teile),
    ...antrag,
  },
})
const findings = (lage: Aenderungslage): string[] => pruefeAenderung(lage).map(({ regel, pfad }) => `${regel} ${pfad}`)

const umgezogen: Vertragsabweichung = { azubi: { ...azubi, anschrift: { ...azubi.anschrift, hausnummer: '9' } } }
const gekuerzt: Vertragsabweichung = {
  ende: '2029-01-31',
  verkuerzungen: [{ grund: 'mittlererAbschluss', monate: 6, gemeinsamerAntrag: true }],
}
const beide = ['ausbildender', 'azubi'] as const
const verlaengerung = (grund: CreateVertragsaenderung['verlaengerungsgrund'], rest: object = {}) => ({
  art: 'verlaengerung' as const,
  wirksamAb: '2029-08-01',
  antragDurch: ['azubi' as const],
  ...(grund && { verlaengerungsgrund: grund }),
  ...rest,
})
const ziel = { anhoerung: true, begruendung: 'Längere Krankheit.' }

describe('DV-12 to DV-14: a change', () => {
  test.each<[string, Aenderungslage, string[]]>([
    ['of nothing', lageOf({}, {}), ['DV-12 /vertrag']],
    ['of the pay', lageOf({ probezeitMonate: 3 }, {}), []],
    ['of an address as such', lageOf(umgezogen, { art: 'anschrift' }), []],
    ['of an address as a change', lageOf(umgezogen, {}), []],
    ['of more than an address', lageOf({ ...umgezogen, probezeitMonate: 3 }, { art: 'anschrift' }), ['DV-13 /art']],
    [
      'of the trainer as an address',
      lageOf({ ausbilder: createAusbilderwechsel().nachher.ausbilder }, { art: 'anschrift' }),
      ['DV-13 /art'],
    ],
    ['of the trainer', lageOf({ ausbilder: createAusbilderwechsel().nachher.ausbilder }, { art: 'ausbilder' }), []],
    ['of more than the trainer', lageOf({ probezeitMonate: 3 }, { art: 'ausbilder' }), ['DV-14 /art']],
    ['of the chamber', lageOf({ knr: '107' }, {}), ['DV-12 /vertrag/knr']],
    ['from its first day on', lageOf({ probezeitMonate: 3 }, { wirksamAb: '2026-08-01' }), []],
    ['from before on', lageOf({ probezeitMonate: 3 }, { wirksamAb: '2026-07-31' }), ['DV-12 /wirksamAb']],
    ['of an address from before on', lageOf(umgezogen, { art: 'anschrift', wirksamAb: '2026-07-31' }), []],
    ['to its last day', lageOf({ probezeitMonate: 3 }, { wirksamAb: '2029-07-31' }), []],
    ['to the day after', lageOf({ probezeitMonate: 3 }, { wirksamAb: '2029-08-01' }), ['DV-12 /wirksamAb']],
    ['of the end alone', lageOf({ ende: '2029-06-30' }, {}), ['DV-12 /art']],
    ['of begin and end', lageOf({ beginn: '2026-09-01', ende: '2029-08-31' }, { wirksamAb: '2026-09-01' }), []],
  ])('%s', (_, lage, erwartet) => expect(findings(lage)).toEqual(erwartet))
})

describe('DV-25, DAV-074: a shortening', () => {
  const antrag = { art: 'verkuerzung' as const, antragDurch: [...beide] }
  test.each<[string, Aenderungslage, string[]]>([
    ['of both', lageOf(gekuerzt, antrag), []],
    ['of the company alone', lageOf(gekuerzt, { ...antrag, antragDurch: ['ausbildender'] }), ['DAV-074 /antragDurch']],
    ['of the apprentice alone', lageOf(gekuerzt, { ...antrag, antragDurch: ['azubi'] }), ['DAV-074 /antragDurch']],
    ['without its months', lageOf({ ende: '2029-01-31' }, antrag), ['DAV-074 /vertrag/verkuerzungen']],
    ['to the same day', lageOf({ ...gekuerzt, ende: '2029-07-31' }, antrag), ['DAV-074 /vertrag/ende']],
    ['to the day before', lageOf({ ...gekuerzt, ende: '2029-07-30' }, antrag), []],
    ['to today', lageOf(gekuerzt, antrag, { stichtag: '2029-01-31' }), []],
    ['to yesterday', lageOf(gekuerzt, antrag, { stichtag: '2029-02-01' }), ['DAV-074 /vertrag/ende']],
    [
      'of somebody who is 18 today',
      lageOf({ ...gekuerzt, azubi: { ...azubi, geburtsdatum: '2009-06-01' } }, antrag),
      [],
    ],
    [
      'of somebody who is 18 tomorrow, without the representatives',
      lageOf({ ...gekuerzt, azubi: { ...azubi, geburtsdatum: '2009-06-02' } }, antrag),
      ['DAV-074 /antragDurch'],
    ],
    [
      'of a minor with the representatives',
      lageOf(
        { ...gekuerzt, azubi: { ...azubi, geburtsdatum: '2009-06-02' } },
        { ...antrag, antragDurch: [...beide, 'vertreter'] },
      ),
      [],
    ],
  ])('%s', (_, lage, erwartet) => expect(findings(lage)).toEqual(erwartet))
})

describe('DAV-084, DAV-085, DAV-092: a lengthening', () => {
  const teilzeit = createTeilzeitvertrag()
  const mehr = (ende: string) => ({ ende })
  test.each<[string, Aenderungslage, string[]]>([
    ['without a reason', lageOf(mehr('2030-01-31'), verlaengerung(undefined)), ['DAV-085 /verlaengerungsgrund']],
    [
      'to the same day',
      lageOf(umgezogen, verlaengerung('elternzeit', { wirksamAb: '2029-07-31' })),
      ['DAV-085 /vertrag/ende'],
    ],
    ['to the goal', lageOf(mehr('2030-01-31'), verlaengerung('ausbildungsziel', ziel)), []],
    [
      'to the goal, nobody heard',
      lageOf(mehr('2030-01-31'), verlaengerung('ausbildungsziel', { ...ziel, anhoerung: false })),
      ['DAV-085 /anhoerung'],
    ],
    [
      'to the goal, no reasons',
      lageOf(mehr('2030-01-31'), verlaengerung('ausbildungsziel', { ...ziel, begruendung: ' \n' })),
      ['DAV-085 /begruendung'],
    ],
    [
      'to the goal, asked for by the company',
      lageOf(mehr('2030-01-31'), verlaengerung('ausbildungsziel', { ...ziel, antragDurch: ['ausbildender'] })),
      ['DAV-085 /antragDurch'],
    ],
    [
      'to the goal, on the last day',
      lageOf(mehr('2030-01-31'), verlaengerung('ausbildungsziel', { ...ziel, antragsdatum: '2029-07-31' })),
      [],
    ],
    [
      'to the goal, a day too late',
      lageOf(mehr('2030-01-31'), verlaengerung('ausbildungsziel', { ...ziel, antragsdatum: '2029-08-01' })),
      ['DAV-085 /antragsdatum'],
    ],
    ['after a failed exam, by a year', lageOf(mehr('2030-07-31'), verlaengerung('pruefungNichtBestanden')), []],
    [
      'after a failed exam, by a year and a day',
      lageOf(mehr('2030-08-01'), verlaengerung('pruefungNichtBestanden')),
      ['DAV-092 /vertrag/ende'],
    ],
    [
      'after a second failed exam, within the year',
      lageOf(mehr('2029-12-31'), verlaengerung('pruefungNichtBestanden'), { endeVorWiederholung: '2028-12-31' }),
      [],
    ],
    [
      'after a second failed exam, beyond the year',
      lageOf(mehr('2030-01-01'), verlaengerung('pruefungNichtBestanden'), { endeVorWiederholung: '2028-12-31' }),
      ['DAV-092 /vertrag/ende'],
    ],
    [
      'of part-time, demanded',
      {
        vorher: teilzeit,
        stichtag: '2027-06-01',
        aenderung: {
          ...verlaengerung('teilzeit'),
          vertrag: createTeilzeitvertrag({ ende: '2029-12-31', verlaengerungVerlangt: true }),
        },
      },
      [],
    ],
    [
      'of full-time, not demanded',
      lageOf(mehr('2029-12-31'), verlaengerung('teilzeit')),
      ['DAV-084 /vertrag/zeitmodell', 'DAV-084 /vertrag/verlaengerungVerlangt'],
    ],
    [
      'for parental leave, told by the company',
      lageOf(mehr('2031-07-31'), verlaengerung('elternzeit', { antragDurch: ['ausbildender'] })),
      [],
    ],
  ])('%s', (_, lage, erwartet) => expect(findings(lage)).toEqual(erwartet))

  it('says how far it may reach, where the law says it', () => {
    expect(spaetestesEndeOf(lageOf({}, verlaengerung('pruefungNichtBestanden')))).toBe('2030-07-31')
    expect(spaetestesEndeOf(lageOf({}, verlaengerung('ausbildungsziel')))).toBeUndefined()
  })
})

test.each([
  ['aenderung', { ende: '2030-01-31' }, true],
  ['verlaengerung', { ende: '2030-01-31' }, false],
  ['verkuerzung', gekuerzt, false],
  ['verlaengerung', { ende: '2030-01-31', probezeitMonate: 3 }, true],
  ['anschrift', umgezogen, false],
] as const)('DAV-022: %s of %o needs a new text: %s', (art, teile, erwartet) => {
  expect(needsAbfassungOf(art, diffVertrag(vorher, createVertrag(teile)))).toBe(erwartet)
})

describe('DAV-093: a dissolution', () => {
  const ende = (datum: string, rest: Partial<CreateVertragsaufloesung> = {}): CreateVertragsaufloesung => ({
    datum,
    grund: 'probezeit',
    durch: ['azubi'],
    ...rest,
  })
  test.each<[string, CreateVertragsaufloesung, string[]]>([
    ['on the last day of the probation', ende('2026-11-30'), []],
    ['the day after it', ende('2026-12-01'), ['warnung /datum']],
    ['on the first day', ende('2026-08-01'), []],
    ['before it', ende('2026-07-31'), ['fehler /datum']],
    ['before it, never begun', ende('2026-07-31', { grund: 'nichtAngetreten' }), []],
    ['on the first day, never begun', ende('2026-08-01', { grund: 'nichtAngetreten' }), []],
    ['on the second day, never begun', ende('2026-08-02', { grund: 'nichtAngetreten' }), ['fehler /datum']],
    ['on the last day', ende('2029-07-31', { grund: 'betriebsaufgabe' }), []],
    ['after the last day', ende('2029-08-01', { grund: 'betriebsaufgabe' }), ['fehler /datum']],
    ['by nobody', { datum: '2026-10-01', grund: 'wichtigerGrund' }, ['fehler /durch']],
    ['by nobody, which is told elsewhere', { datum: '2026-10-01', grund: 'betriebsaufgabe' }, []],
    [
      'by the company, who changes the occupation',
      ende('2027-01-01', { grund: 'berufsaufgabe', durch: ['ausbildender'] }),
      ['fehler /durch'],
    ],
    ['by agreement of one', ende('2027-01-01', { grund: 'einvernehmen', durch: ['azubi'] }), ['fehler /durch']],
    ['by agreement of both', ende('2027-01-01', { grund: 'einvernehmen', durch: [...beide] }), []],
  ])('%s', (_, aufloesung, erwartet) => {
    expect(pruefeAufloesung(vorher, aufloesung).map(({ schwere, pfad }) => `${schwere} ${pfad}`)).toEqual(erwartet)
  })
})

/** Born on 2010-02-10, begun on 2026-08-01: 16 then, 18 on 2028-02-10. */
const jung = createMinderjaehrigenvertrag()

describe('DAV-060: a deletion', () => {
  const tag = '2027-12-01'
  const ohne: CreateVertragsloeschung = { anlass: 'nachuntersuchung', grund: 'x', pruefungsanmeldungAm: '2027-11-15' }
  const faellig = { vertrag: jung, loeschung: ohne, stichtag: tag, maengelfrist: '2027-11-30' }
  const mangel: CreateVertragsloeschung = { anlass: 'voraussetzungen', grund: 'x' }
  test.each([
    ['for the missing examination, after exam and deadline', faellig, []],
    ['on the last day of the deadline', { ...faellig, maengelfrist: tag }, ['DV-03 /maengelfrist']],
    ['without a deadline', { vertrag: jung, loeschung: ohne, stichtag: tag }, ['DV-03 /maengelfrist']],
    [
      'on the day of the application to the exam',
      { ...faellig, loeschung: { ...ohne, pruefungsanmeldungAm: tag } },
      [],
    ],
    [
      'the day before',
      { ...faellig, loeschung: { ...ohne, pruefungsanmeldungAm: '2027-12-02' } },
      ['DAV-060 /pruefungsanmeldungAm'],
    ],
    ['of somebody of age', { ...faellig, vertrag: vorher }, ['DAV-060 /anlass']],
    [
      'with the certificate',
      { ...faellig, vertrag: createMinderjaehrigenvertrag({ nachuntersuchung: { datum: '2027-06-01' } }) },
      ['DAV-060 /anlass'],
    ],
    ['for another defect, after the deadline', { ...faellig, loeschung: mangel }, []],
    ['for another defect, without one', { vertrag: jung, loeschung: mangel, stichtag: tag }, ['DV-03 /maengelfrist']],
    ['for one that cannot be mended', { vertrag: jung, loeschung: { ...mangel, unbehebbar: true }, stichtag: tag }, []],
  ] as const)('%s', (_, lage, erwartet) => {
    expect(pruefeLoeschung(lage).map(({ regel, pfad }) => `${regel} ${pfad}`)).toEqual(erwartet)
  })
})

describe('DAV-059: the second examination', () => {
  test.each([
    ['2027-04-30', undefined, '2027-05-01'],
    ['2027-05-01', 9, '2027-08-01'],
    ['2027-07-31', 9, '2027-08-01'],
    ['2027-08-01', 12, '2027-09-01'],
    ['2027-08-31', 12, '2027-09-01'],
    ['2027-09-01', 13, '2027-10-01'],
    ['2027-09-30', 13, '2027-10-01'],
    ['2027-10-01', 14, undefined],
    ['2028-02-09', 14, undefined],
  ] as const)('on %s the reminder after %s months is due, the next on %s', (stichtag, stufe, naechsteAm) => {
    const stand = nachuntersuchungsstand(jung, stichtag)
    expect([stand?.stufe, stand?.naechsteAm]).toEqual([stufe, naechsteAm])
  })

  test.each([
    ['of age by then', jung, '2028-02-10'],
    ['of age from the begin on', vorher, '2027-05-01'],
    ['shown', createMinderjaehrigenvertrag({ nachuntersuchung: { datum: '2027-06-01' } }), '2027-10-01'],
    ['among the documents', createMinderjaehrigenvertrag({ dokumente: [{ art: 'nachuntersuchung' }] }), '2027-10-01'],
  ] as const)('needs no reminder: %s', (_, vertrag, stichtag) => {
    expect(nachuntersuchungsstand(vertrag, stichtag)).toBeUndefined()
  })
})
