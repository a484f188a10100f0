import { describe, expect, it, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import {
  createHandwerksvertrag,
  createMinderjaehrigenvertrag,
  createVertrag,
} from '../../testing/ausbildungsvertrag.ts'
import { describeRegel, type Regelfall } from '../../testing/regeltabelle.ts'
import { findVerstoesse, type Pruefumstand, pruefeRegel } from '../../testing/vertragsregel.ts'
import { findNichtigeKlauseln } from '../klauseln.ts'
import { pruefeVertrag } from '../vertragspruefung.ts'

const beginn = '2026-08-01'
const jung = { geburtsdatum: '2010-02-10' }
const anschrift = { strasse: 'Am Salzkai', plz: '68159', ort: 'Mannheim' }
const person = { vorname: 'Tilda', familienname: 'Ehrlichmann', anschrift }
const massnahme = { partner: 'Gewürzhaus Nordmole OHG', inhalt: 'Buchhaltung', notwendig: true }
const nurDiese: Pruefumstand = { stammdaten: { vorlagen: new Set(['ausbildungsvertrag-2025']) } }

describe.each([
  ['DAV-011', 'ueberstundenregelung'],
  ['DAV-013', 'kuendigungsregelung'],
] as const)('%s', (regel, eigen) => {
  test.each<Regelfall>([
    ['nothing told', {}, [`fehler /vertragstext/${eigen}`]],
    ['denied', { vertragstext: { [eigen]: false } }, [`fehler /vertragstext/${eigen}`]],
    ['own text', { vertragstext: { [eigen]: true } }, []],
    ['any template', { vertragstext: { vorlage: 'vertrag-2011' } }, []],
    ['a template that the chamber knows', { vertragstext: { vorlage: 'ausbildungsvertrag-2025' } }, [], nurDiese],
    [
      'one that it does not know',
      { vertragstext: { vorlage: 'vertrag-2011' } },
      [`fehler /vertragstext/${eigen}`],
      nurDiese,
    ],
  ])('%s', (_name, vertrag, erwartet, umstand) => expect(pruefeRegel(regel, vertrag, umstand)).toEqual(erwartet))
})

describeRegel('DAV-012', [
  ['none', {}, ['fehler /urlaub']],
  ['an empty list', { urlaub: [] }, ['fehler /urlaub']],
  ['a year', { urlaub: [{ kalenderjahr: 2026, tage: 0 }] }, []],
  ['a year without days', { urlaub: [{ kalenderjahr: 2026 }] }, ['fehler /urlaub/0/tage']],
  [
    'days without a year',
    { urlaub: [{ kalenderjahr: 2026, tage: 13 }, { tage: 30 }] },
    ['fehler /urlaub/1/kalenderjahr'],
  ],
])

describeRegel('DAV-014', [
  ['nothing told', {}, ['fehler /tarif/geltung', 'fehler /betriebsvereinbarungen/vorhanden']],
  ['none of both', { tarif: { geltung: 'keine' }, betriebsvereinbarungen: { vorhanden: false } }, []],
  [
    'some without a reference',
    { tarif: { geltung: 'gebunden' }, betriebsvereinbarungen: { vorhanden: true } },
    ['fehler /betriebsvereinbarungen/hinweis'],
  ],
  [
    'some with a reference',
    { tarif: { geltung: 'geltungsbereich' }, betriebsvereinbarungen: { vorhanden: true, hinweis: 'Gleitzeit' } },
    [],
  ],
])

describeRegel('DAV-015', [
  ['none', {}, ['fehler /nachweisform']],
  ['written', { nachweisform: 'schriftlich' }, []],
  ['electronic', { nachweisform: 'elektronisch' }, []],
])

const abgefasst = (abschlussdatum: string, scan?: string): Vertragsentwurf => ({
  vertragsform: 'textform',
  beginn,
  abschlussdatum,
  ...(scan === undefined
    ? {}
    : {
        dokumente: [
          { art: 'antrag', datum: '2026-09-01' },
          { art: 'vertrag', datum: scan },
        ],
      }),
})
describeRegel('DAV-016', [
  ['no form', {}, ['fehler /vertragsform']],
  ['the day before the begin', abgefasst('2026-07-31'), []],
  ['on the day of the begin', abgefasst(beginn), ['warnung /abschlussdatum']],
  ['set down the day before', abgefasst('2026-05-18', '2026-07-31'), []],
  ['set down on the day of the begin', abgefasst('2026-05-18', beginn), ['warnung /dokumente/1/datum']],
])

const ohneEmpfang = { ...createMinderjaehrigenvertrag(), empfangsnachweise: [] }
const alleUnterschriften: Vertragsentwurf['unterschriften'] = [
  { partei: 'ausbildender' },
  { partei: 'azubi' },
  { partei: 'vertreter', vertreterNummer: 0 },
  { partei: 'vertreter', vertreterNummer: 1 },
]
const fehlt = 'fehler /empfangsnachweise'
describeRegel('DAV-017', [
  ['all receipts', createMinderjaehrigenvertrag(), []],
  ['none of a minor', ohneEmpfang, [fehlt, fehlt, fehlt]],
  [
    'none of somebody of age',
    createVertrag({ empfangsnachweise: [], vertreter: [{ art: '1', anschrift: person.anschrift }] }),
    [fehlt],
  ],
  [
    'the second parent is missing',
    { ...ohneEmpfang, empfangsnachweise: createMinderjaehrigenvertrag().empfangsnachweise?.slice(0, 2) ?? [] },
    [fehlt],
  ],
  ['concluded on 31 July 2024', { abschlussdatum: '2024-07-31' }, []],
  ['concluded on 1 August 2024', { abschlussdatum: '2024-08-01' }, [fehlt]],
  ['no day of the conclusion', {}, []],
  ['signatures', { ...ohneEmpfang, unterschriften: alleUnterschriften }, []],
  [
    'signatures where the chamber wants receipts',
    { ...ohneEmpfang, unterschriften: alleUnterschriften },
    [fehlt, fehlt, fehlt],
    { konfig: { unterschriftGiltAlsEmpfang: false } },
  ],
  ['the signature of one parent', { ...ohneEmpfang, unterschriften: alleUnterschriften.slice(0, 3) }, [fehlt]],
  ['a document for all', { ...ohneEmpfang, dokumente: [{ art: 'empfangsnachweis' }] }, []],
  [
    'a document of one parent',
    { ...ohneEmpfang, dokumente: [{ art: 'empfangsnachweis', bezug: '/vertreter/1' }] },
    [fehlt, fehlt],
  ],
  [
    'the only parent needs no number',
    {
      abschlussdatum: '2026-05-18',
      azubi: jung,
      vertreter: [{}],
      empfangsnachweise: [{ partei: 'azubi' }, { partei: 'vertreter' }],
    },
    [],
  ],
  [
    'one of two without a number',
    {
      abschlussdatum: '2026-05-18',
      azubi: jung,
      vertreter: [{}, {}],
      empfangsnachweise: [{ partei: 'azubi' }, { partei: 'vertreter' }],
    },
    [fehlt, fehlt],
  ],
])

const alt = (anders: Vertragsentwurf): Vertragsentwurf => ({
  abschlussdatum: '2024-07-31',
  beginn: '2024-08-01',
  ...anders,
})
describeRegel('DAV-018', [
  ['none', { beginn }, ['fehler /abschlussdatum']],
  ['on the day of the begin', { abschlussdatum: beginn, beginn }, []],
  ['the day after', { abschlussdatum: '2026-08-02', beginn }, ['warnung /abschlussdatum']],
  ['text form on 31 July 2024', alt({ vertragsform: 'textform' }), ['fehler /vertragsform']],
  ['text form on 1 August 2024', alt({ vertragsform: 'textform', abschlussdatum: '2024-08-01' }), []],
  [
    'in writing on 31 July 2024, not signed',
    alt({ vertragsform: 'schriftlich' }),
    ['fehler /unterschriften', 'fehler /unterschriften'],
  ],
  ['in writing on 1 August 2024, not signed', alt({ vertragsform: 'schriftlich', abschlussdatum: '2024-08-01' }), []],
  [
    'signed by both',
    alt({ vertragsform: 'schriftlich', unterschriften: [{ partei: 'ausbildender' }, { partei: 'azubi' }] }),
    [],
  ],
  [
    'signed, not by the mother',
    alt({
      vertragsform: 'schriftlich',
      azubi: jung,
      vertreter: [{ art: '2' }],
      unterschriften: alleUnterschriften.slice(0, 2),
    }),
    ['fehler /unterschriften'],
  ],
  ['the scan of it', alt({ vertragsform: 'schriftlich', dokumente: [{ art: 'vertrag' }] }), []],
])

const antrag: Vertragsentwurf = { abschlussdatum: '2026-05-18', beginn }
describeRegel('DAV-019', [
  ['nothing known of the arrival', antrag, []],
  ['after four weeks', antrag, [], { eingang: '2026-06-15' }],
  ['a day later', antrag, ['warnung /abschlussdatum'], { eingang: '2026-06-16' }],
  [
    'after the two weeks that the chamber sets',
    antrag,
    ['warnung /abschlussdatum'],
    { eingang: '2026-06-02', konfig: { antragsfristWochen: 2 } },
  ],
  ['on the day of the begin', { beginn }, [], { eingang: beginn }],
  ['the day after', { beginn }, ['warnung /beginn'], { eingang: '2026-08-02' }],
])

const noetig: Pruefumstand = { konfig: { unterschriftNoetig: true } }
const unterschrieben: Vertragsentwurf = {
  abschlussdatum: '2026-05-18',
  vertragsform: 'schriftlich',
  unterschriften: [{ partei: 'ausbildender' }, { partei: 'azubi' }],
  dokumente: [{ art: 'vertrag' }],
}
describeRegel('DAV-020', [
  ['text form', createVertrag(), []],
  [
    'text form where signatures are demanded',
    createVertrag(),
    ['fehler /dokumente', 'fehler /unterschriften', 'fehler /unterschriften'],
    noetig,
  ],
  ['signed and uploaded', unterschrieben, [], noetig],
  ['not uploaded', { ...unterschrieben, dokumente: [] }, ['fehler /dokumente'], noetig],
  [
    'one signature is missing',
    { ...unterschrieben, unterschriften: [{ partei: 'azubi' }] },
    ['fehler /unterschriften'],
    noetig,
  ],
  [
    'the same where none is demanded',
    { ...unterschrieben, unterschriften: [{ partei: 'azubi' }] },
    ['hinweis /unterschriften'],
  ],
  ['a craft', createHandwerksvertrag(), [], noetig],
  ['of 31 July 2024, by law (DAV-018)', alt({ vertragsform: 'schriftlich' }), []],
  [
    'of 1 August 2024',
    alt({ vertragsform: 'schriftlich', abschlussdatum: '2024-08-01' }),
    ['hinweis /unterschriften', 'hinweis /unterschriften'],
  ],
  ['of a day that is not known', { vertragsform: 'schriftlich' }, []],
])

test('DAV-020 names who has not signed', () => {
  const vertrag = { vertragsform: 'schriftlich' as const, abschlussdatum: '2026-05-18', azubi: jung, vertreter: [{}] }
  const verstoesse = findVerstoesse('DAV-020', vertrag)
  expect(verstoesse.map(({ text }) => text)).toEqual([
    'Eine Unterschrift fehlt: die Ausbildenden.',
    'Eine Unterschrift fehlt: die oder der Auszubildende.',
    'Eine Unterschrift fehlt: gesetzliche Vertretung 1.',
  ])
  expect(verstoesse.map(({ textEnglisch }) => textEnglisch)).toEqual([
    'A signature is missing: the company.',
    'A signature is missing: the apprentice.',
    'A signature is missing: legal representative 1.',
  ])
})

describe('DAV-021', () => {
  test.each([
    ['Der Auszubildende verpflichtet sich, nach der Ausbildung drei Jahre im Betrieb zu bleiben.', 'bindung'],
    ['Nach Abschluss der Ausbildung darf der Azubi zwei Jahre nicht für Wettbewerber tätig sein.', 'bindung'],
    ['Es gilt eine Bleibeverpflichtung von 24 Monaten.', 'bindung'],
    ['Die Eltern zahlen ein Lehrgeld von 100 Euro im Monat.', 'entgelt'],
    ['Bei Abbruch erstattet der Auszubildende dem Betrieb die Ausbildungskosten.', 'entgelt'],
    ['Bei Nichtantritt wird eine VERTRAGSSTRAFE von 500 Euro fällig.', 'vertragsstrafe'],
    ['Schadensersatzansprüche sind ausgeschlossen.', 'schadensersatz'],
    ['Die Schadenspauschale beträgt 200 Euro.', 'schadensersatz'],
  ])('%s', (text, art) => expect(findNichtigeKlauseln(text).map((klausel) => klausel.art)).toEqual([art]))

  test.each([
    ['Die Kosten der Fahrt zur Berufsschule trägt der Betrieb.'],
    ['Der Ausbildende erstattet dem Auszubildenden die Ausbildungskosten der Berufsschule.'],
    [
      'Der Ausbildende verpflichtet sich, den Auszubildenden nach der Ausbildung in ein Arbeitsverhältnis zu übernehmen.',
    ],
    ['Innerhalb der letzten sechs Monate verpflichtet sich der Auszubildende, nach der Ausbildung zu bleiben.'],
    ['Eine Vertragsstrafe wird nicht vereinbart.'],
    ['Ein Lehrgeld ist unzulässig und wird nicht erhoben.'],
    ['Schadensersatz wird nach dem Gesetz geleistet.'],
    ['Es gilt kein Wettbewerbsverbot.'],
    ['Der Azubi bleibt nach der Ausbildung herzlich willkommen.'],
    ['Arbeitskleidung wird gestellt. Die Reinigung übernimmt der Auszubildende.'],
  ])('nothing void: %s', (text) => expect(findNichtigeKlauseln(text)).toEqual([]))

  it('judges sentence by sentence, tells each kind once, and takes as long as the text', () => {
    const satz = 'Es gilt eine Vertragsstrafe'
    expect(findNichtigeKlauseln(`Keine Nebenabreden.\n${satz}; ${satz}.`)).toEqual([{ art: 'vertragsstrafe', satz }])
    expect(pruefeRegel('DAV-021', { sonstigeVereinbarungen: satz })).toEqual(['warnung /sonstigeVereinbarungen'])
    const dauer = () => {
      const vorher = performance.now()
      findNichtigeKlauseln('nach der ausbildung verpflicht '.repeat(650))
      return performance.now() - vorher
    }
    expect(Math.min(dauer(), dauer(), dauer())).toBeLessThan(50)
  })

  it('cuts a long sentence without cutting a character', () => {
    const [klausel] = findNichtigeKlauseln(`Vertragsstrafe ${'𝄞'.repeat(300)}`)
    expect([...(klausel?.satz ?? '')]).toHaveLength(200)
  })
})

const neuer: Vertragsentwurf['empfangsnachweise'] = [{ partei: 'azubi', zeitpunkt: '2027-01-11T10:00:00Z' }]
const geaendert = (anders: Vertragsentwurf): Vertragsentwurf => ({ ...createVertrag(), probezeitMonate: 3, ...anders })
const aenderung: Pruefumstand = { vorher: createVertrag() }
describeRegel('DAV-022', [
  ['no change message', geaendert({}), []],
  ['nothing changes', createVertrag(), [], aenderung],
  ['the old receipts and documents', geaendert({}), ['fehler /dokumente', 'fehler /empfangsnachweise'], aenderung],
  [
    'a new agreement, no receipt',
    geaendert({ dokumente: [{ art: 'aenderung' }] }),
    ['fehler /empfangsnachweise'],
    aenderung,
  ],
  ['a receipt, no new text', geaendert({ empfangsnachweise: neuer }), ['fehler /dokumente'], aenderung],
  ['both', geaendert({ empfangsnachweise: neuer, dokumente: [{ art: 'aenderung' }] }), [], aenderung],
  [
    'a receipt that names the text',
    geaendert({ empfangsnachweise: [{ partei: 'azubi', abfassung: 'a'.repeat(64) }] }),
    [],
    aenderung,
  ],
  [
    'a new signed contract',
    geaendert({ dokumente: [{ art: 'vertrag' }], unterschriften: [{ partei: 'azubi' }] }),
    [],
    aenderung,
  ],
  ['a new address', { ...createVertrag(), azubi: { ...createVertrag().azubi, anschrift } }, [], aenderung],
  ['another trainer', { ...createVertrag(), ausbilder: [{ familienname: 'Sørensen' }] }, [], aenderung],
])

const verbund = (anders: NonNullable<Vertragsentwurf['massnahmen']>[number]): Vertragsentwurf => ({
  massnahmen: [anders],
})
describeRegel('DAV-023', [
  ['none', {}, []],
  ['no joint training', verbund({ verbund: false }), []],
  ['nobody is responsible', verbund({ verbund: true, partner: 'X' }), ['warnung /massnahmen/0/verantwortung']],
  ['somebody is', verbund({ verbund: true, verantwortung: 'Frau Sørensen; insgesamt der Ausbildende' }), []],
])

test('DAV-024 and DAV-025 are told on demand; the contract is kept to the end of the third year', () => {
  expect(findVerstoesse('DAV-024', { ende: '2029-07-31' })).toMatchObject([
    { schwere: 'hinweis', text: expect.stringContaining('31.12.2032') },
  ])
  expect(findVerstoesse('DAV-024', { ende: '2029-12-31' })[0]?.text).toContain('31.12.2032')
  expect(findVerstoesse('DAV-024', { ende: '2030-01-01' })[0]?.text).toContain('31.12.2033')
  expect(pruefeRegel('DAV-024', {})).toEqual([])
  expect(pruefeRegel('DAV-025', {})).toEqual(['hinweis '])
})

test('the slots for documents about form, receipt and exceptions', () => {
  const slots = (vertrag: Vertragsentwurf, vorher?: Vertragsentwurf) =>
    pruefeVertrag(vertrag, { stichtag: '2026-05-18', ...(vorher && { vorher }) }).berechnung.dokumente.map(
      ({ regel, art, pflicht, bezug = '' }) => `${regel} ${art}${pflicht ? '!' : ''} ${bezug}`.trim(),
    )
  const plan = 'DAV-005 ausbildungsplan!'
  const scan = 'DAV-020 vertrag!'
  const schriftlich = (abschlussdatum: string): Vertragsentwurf => ({ vertragsform: 'schriftlich', abschlussdatum })
  expect(slots({})).toEqual([plan])
  expect(
    slots({ ausbildungsplan: { liegtVor: true }, vertragsform: 'textform', abschlussdatum: '2026-05-18' }),
  ).toEqual(['DAV-005 ausbildungsplan'])
  expect(slots(schriftlich('2024-07-31'))).toEqual([plan, scan])
  expect(slots(schriftlich('2024-08-01'))).toEqual([plan, 'DAV-017 empfangsnachweis /azubi', scan])
  expect(
    slots({ ...schriftlich('2026-05-18'), azubi: jung, vertreter: [{}], empfangsnachweise: [{ partei: 'azubi' }] }),
  ).toEqual([plan, 'DAV-017 empfangsnachweis /vertreter/0', scan])
  expect(slots({ massnahmen: [{ notwendig: false }, massnahme] })).toEqual([plan, 'DAV-007 massnahmen /massnahmen/1'])
  expect(slots({ beruf: { regelung: 'behinderung' } })).toEqual(['DAV-002 behinderung', plan])
  expect(slots({}, {})).toEqual([plan, 'DAV-022 aenderung'])
  expect(slots({ foerderung: { ueberwiegendOeffentlich: true } })).toEqual([plan, 'DAV-035 foerderung'])
  expect(slots({ foerderung: { ueberwiegendOeffentlich: false } })).toEqual([plan])
})
