import { describe, expect, it, test } from 'vitest'
import { XmlError } from '../xml/xml-error.ts'
import { namesOfTitle, readName, toNominativ, toSchluessel } from './berufsname.ts'
import { GiiError } from './gii-norm.ts'
import { anlage, giiBeispiel, giiDoctype, liste, plantabelle, zeile } from './testing/gii-beispiel.ts'
import { readVerordnung } from './verordnung.ts'
import { readMonatsraum, readZelleZeit } from './zeitangabe.ts'

const onlyOf = (xml: string) => {
  const { berufe, bemerkungen } = readVerordnung(xml)
  const [beruf] = berufe
  if (!beruf || berufe.length !== 1) throw new Error(JSON.stringify(bemerkungen))
  return { ...beruf, bemerkungen }
}

describe('an ordinance', () => {
  it('gives the facts of its occupation', () => {
    const { fassung, bemerkungen } = onlyOf(giiBeispiel())
    expect(bemerkungen).toEqual([])
    expect(fassung).toEqual({
      schluessel: 'wolkenwart',
      bezeichnung: 'Wolkenwart',
      bezeichnungWeiblich: 'Wolkenwartin',
      bezeichnungKombiniert: 'Wolkenwart/Wolkenwartin',
      verordnung: {
        titel: 'Verordnung über die Berufsausbildung zum Wolkenwart und zur Wolkenwartin',
        kurztitel: null,
        abkuerzung: 'WolkAusbV',
        jurabk: 'WolkAusbV',
        bjnr: 'BJNR999900026',
        ausfertigungsdatum: '2026-03-01',
        fundstelle: 'BGBl I 2026, Nr. 1',
        stand: null,
        gueltigAb: '2026-08-01',
        quelle: 'A',
      },
      ausbildungsdauerMonate: 36,
      fachrichtungen: ['Schichtwolken'],
      schwerpunkte: [],
      rechtsgrundlage: 'BBiG',
      aufgehoben: false,
      plan: { positionen: 7, mitZeitrichtwert: 7, zeitform: 'richtwerte' },
    })
  })

  it('gives the positions of its plan with their times', () => {
    const plan = onlyOf(giiBeispiel()).rahmenplan
    expect(plan?.stand).toBe('2026-04-01')
    expect(plan?.abschnitte.map(({ kennung }) => kennung)).toEqual(['A', 'B'])
    expect(
      plan?.positionen.map(({ nr, text, berufsbildposition, zeitrichtwerte }) => [
        nr,
        berufsbildposition,
        text,
        zeitrichtwerte.map(({ gruppe, text: zeit }) => `${gruppe} ${zeit}`).join('; '),
      ]),
    ).toEqual([
      // A cell without a line under it shares the time below.
      ['A.1.a', 'Wolken beobachten', 'Höhe schätzen', 'g1 12'],
      ['A.1.b', 'Wolken beobachten', 'Farbe benennen', 'g1 12'],
      ['A.1.c', 'Wolken beobachten', 'Zug vorhersagen', 'g1 12'],
      ['A.2.a', 'Wolken lenken', 'Wind nutzen', 'g2 4 bis 6; g3 20'],
      ['A.2.b', 'Wolken lenken', 'Regen vermeiden', 'g2 4 bis 6; g3 20'],
      ['B.1.a', 'Umweltschutz', 'Luft rein halten', 'g4 während der gesamten Ausbildung'],
      ['B.2', 'Nebel', 'Nebel auflösen', 'g5 3*'],
    ])
    const [first, , , lenken, , umwelt, nebel] = plan?.positionen ?? []
    expect(first).toMatchObject({ bezug: '§ 4 Absatz 2 Nummer 1', fachrichtung: 'Schichtwolken' })
    expect(lenken?.einleitung).toBe('Beim Lenken, insbesondere')
    expect(lenken?.zeitrichtwerte).toMatchObject([
      { von: 4, bis: 6, einheit: 'Wochen', zeitraum: { vonMonat: 1, bisMonat: 18 } },
      { wochen: 20, abschnitt: '19. bis 36. Monat', zeitraum: { vonMonat: 19, bisMonat: 36 } },
    ])
    expect(umwelt).toMatchObject({ bereich: 'wahl', zeitrichtwerte: [{ gesamteAusbildung: true }] })
    expect(nebel?.zeitrichtwerte).toMatchObject([{ wochen: 3, fussnote: '*' }])
  })

  it('gives the footnotes of its plan', () => {
    const footnotes = `<P>– Sachliche Gliederung –</P>${plantabelle('Abschnitt A: X', zeile(['1', 'Regen', liste('Regen messen'), '4*', '']), '<row><entry namest="col1" nameend="col5">*) Mit anderem zusammen.</entry></row>')}<P>*) Am Ende.</P>`
    const { rahmenplan } = onlyOf(giiBeispiel({ anlagen: [anlage('Anlage', 'Ausbildungsrahmenplan', footnotes)] }))
    expect(rahmenplan?.hinweise).toEqual(['*) Mit anderem zusammen.', '*) Am Ende.'])
    expect(rahmenplan?.positionen).toHaveLength(1)
  })

  it('may have several occupations, of which each gets the annex that names it', () => {
    const rows = zeile(['1', 'Regen', liste('Regen messen'), '4', ''])
    const { berufe } = readVerordnung(
      giiBeispiel({
        titel: 'Verordnung über die Berufsausbildung im Himmelsbereich',
        paragraf1:
          'Die Ausbildungsberufe <DL><DT>1.</DT><DD><LA>Regenmacher/Regenmacherin,</LA></DD><DT>2.</DT><DD><LA>Fachkraft für Regenmacherbögen</LA></DD></DL>werden nach § 4 des Berufsbildungsgesetzes und § 25 der Handwerksordnung staatlich anerkannt.',
        dauer:
          '(1) Die Ausbildung zur Fachkraft für Regenmacherbögen dauert zwei Jahre. (2) Die Ausbildung zum Regenmacher und zur Regenmacherin dauert dreieinhalb Jahre.',
        anlagen: [
          anlage(
            'Anlage 1',
            'Ausbildungsrahmenplan für die Berufsausbildung zum Regenmacher',
            plantabelle('Abschnitt A: X', rows),
          ),
          anlage(
            'Anlage 2',
            'Ausbildungsrahmenplan für die Berufsausbildung zur Fachkraft für Regenmacherbögen',
            plantabelle('Abschnitt A: Y', rows, rows),
          ),
        ],
      }),
    )
    expect(
      berufe.map(({ fassung, rahmenplan }) => [
        fassung.schluessel,
        fassung.ausbildungsdauerMonate,
        fassung.rechtsgrundlage,
        rahmenplan?.positionen.map(({ nr }) => nr),
      ]),
    ).toEqual([
      ['regenmacher', 42, 'beide', ['A.1.a']],
      ['fachkraft-fuer-regenmacherboegen', 24, 'beide', ['A.1.a', 'A.1.a~2']],
    ])
  })

  it('says when it was repealed, or when it ends', () => {
    const stand =
      '<standangabe checked="ja"><standtyp>Aufh</standtyp><standkommentar>V aufgeh. durch Art. 2 V v. 1.2.2027 I Nr. 7 mWv 1.8.2027</standkommentar></standangabe>'
    expect(onlyOf(giiBeispiel({ stand })).fassung).toMatchObject({
      aufgehoben: true,
      aufgehobenZum: '2027-08-01',
      aufhebung: 'V aufgeh. durch Art. 2 V v. 1.2.2027 I Nr. 7 mWv 1.8.2027',
    })
    const inkraft =
      'Diese Verordnung tritt am 1. August 2026 in Kraft. Sie tritt mit Ablauf des 31. Juli 2029 außer Kraft.'
    expect(onlyOf(giiBeispiel({ inkraft })).fassung).toMatchObject({ aufgehoben: false, befristetBis: '2029-07-31' })
    expect(onlyOf(giiBeispiel({ inkraft: '(weggefallen)', fussnoten: '' })).fassung.verordnung.gueltigAb).toBeNull()
  })

  it('is not guessed: what is not understood is left out and told', () => {
    const { berufe, bemerkungen } = readVerordnung(giiBeispiel({ dauer: 'Die Dauer regelt ein anderes Gesetz.' }))
    expect(berufe).toEqual([])
    expect(bemerkungen).toMatchObject([{ schwere: 'fehler', beruf: 'Wolkenwart/Wolkenwartin' }])
    const without = readVerordnung(giiBeispiel({ titel: 'Verordnung', paragraf1: 'Es gibt nichts.' }))
    expect(without).toMatchObject({ berufe: [], bemerkungen: [{ schwere: 'fehler' }] })
    expect(onlyOf(giiBeispiel({ anlagen: [] })).bemerkungen).toMatchObject([{ schwere: 'warnung' }])
  })
})

describe('a time plan', () => {
  const positionen = plantabelle(
    'Abschnitt A: Himmel',
    zeile(['1.1', 'Regen machen', liste('Regen messen', 'Regen rufen'), '', '']),
    zeile(['2', 'Sonne', liste('Schatten werfen'), '', '']),
  )
  it('in words gives its spans to the positions that it names', () => {
    const text = anlage(
      'Anlage 2',
      'Ausbildungsrahmenplan - Zeitliche Gliederung -',
      `<Title>Erstes Ausbildungsjahr</Title><P>(1) In einem Zeitraum von insgesamt drei bis fünf Monaten sind schwerpunktmäßig die Fertigkeiten der Berufsbildpositionen <DL><DT>1.1</DT><DD>Regen machen, Lernziel b,</DD></DL>zu vermitteln und die der Berufsbildposition <DL><DT>2.</DT><DD>Sonne, Lernziele a und b,</DD></DL>fortzuführen.</P><Title>Zweites Ausbildungsjahr</Title><P>(1) In einem Zeitraum von zwei bis vier Monaten sind die Fertigkeiten der Berufsbildposition <DL><DT>1.1</DT><DD>Regen machen</DD></DL>zu vertiefen.</P>`,
    )
    const { rahmenplan, fassung } = onlyOf(
      giiBeispiel({ anlagen: [anlage('Anlage 1', 'Ausbildungsrahmenplan', positionen), text] }),
    )
    expect(fassung.plan).toEqual({ positionen: 3, mitZeitrichtwert: 3, zeitform: 'zeitraeume' })
    expect(rahmenplan?.positionen.map(({ zeitrichtwerte }) => zeitrichtwerte)).toMatchObject([
      [{ von: 2, bis: 4, modus: 'vertiefen', abschnitt: 'Zweites Ausbildungsjahr' }],
      // What is taught somewhere counts there.
      [{ von: 3, bis: 5, einheit: 'Monate', zeitraum: { vonMonat: 1, bisMonat: 12 } }],
      [{ von: 3, bis: 5, modus: 'fortfuehren' }],
    ])
    expect(rahmenplan?.zeitlicheGliederung).toHaveLength(2)
    expect(rahmenplan?.zeitlicheGliederungText?.map(({ text: absatz }) => absatz.slice(0, 22))).toEqual([
      'Erstes Ausbildungsjahr',
      '(1) In einem Zeitraum ',
      'Zweites Ausbildungsjah',
      '(1) In einem Zeitraum ',
    ])
  })

  it('in frames gives the time of a frame to what it repeats', () => {
    const frame = (nr: number, time: string, ...rows: readonly string[]) =>
      `<P>Zeitrahmen ${nr}</P>${plantabelle('', ...rows)
        .replace('Zeitliche Richtwerte<BR></BR> in Wochen im', 'Zeitrahmen in Monaten')
        .replaceAll(
          /<entry colname="col4">[^<]*(?:<BR><\/BR>[^<]*)?<\/entry><entry colname="col5">[^<]*(?:<BR><\/BR>[^<]*)?<\/entry>/g,
          `<entry namest="col4" nameend="col5">${time}</entry>`,
        )}`
    const text = anlage(
      'Anlage 2',
      'Ausbildungsrahmenplan - Zeitliche Gliederung -',
      `<P>1. Ausbildungsjahr</P>${frame(1, '2 bis 4', zeile(['1', 'Regen machen', liste('Regen messen'), '', '']))}`,
    )
    const { rahmenplan, fassung } = onlyOf(
      giiBeispiel({ anlagen: [anlage('Anlage 1', 'Ausbildungsrahmenplan', positionen), text] }),
    )
    expect(fassung.plan.zeitform).toBe('zeitrahmen')
    expect(rahmenplan?.positionen[0]?.zeitrichtwerte).toMatchObject([
      {
        von: 2,
        bis: 4,
        einheit: 'Monate',
        abschnitt: '1. Ausbildungsjahr – Zeitrahmen 1',
        zeitraum: { vonMonat: 1, bisMonat: 12 },
      },
    ])
    expect(rahmenplan?.positionen[2]?.zeitrichtwerte).toEqual([])
  })
})

test.each([
  ['1. bis 18. Monat', 1, 18],
  ['19. bis 36. Monat', 19, 36],
  ['3. und 4. Ausbildungsjahr', 25, 42],
  ['2. Ausbildungshalbjahr', 7, 12],
  ['86. bis 182. Woche', 21, 42],
  ['2. Ausbildungsjahr, 1. Halbjahr', 13, 18],
  ['2. Ausbildungsjahr, 2. Halbjahr, 3. und 4. Ausbildungsjahr', 19, 42],
  ['Zweites Ausbildungsjahr', 13, 24],
])('the heading %s means the months %i to %i', (heading, vonMonat, bisMonat) => {
  expect(readMonatsraum(heading, 42)).toEqual({ vonMonat, bisMonat })
})

test.each([
  ['12', { wochen: 12, einheit: 'Wochen' }],
  ['6*)', { wochen: 6, fussnote: '*)' }],
  ['0,5', { wochen: 0, halbeWoche: true }],
  ['3,5', { wochen: 3, halbeWoche: true }],
  ['0,3', {}],
  ['X', {}],
  ['12 12', {}],
])('the cell %s is read without a guess', (text, angabe) => {
  expect(readZelleZeit(text, undefined, 36, 'Wochen')).toEqual({
    text,
    ...('wochen' in angabe ? { einheit: 'Wochen' } : {}),
    ...angabe,
  })
})

test.each([
  ['zum Bankkaufmann und zur Bankkauffrau', [['Bankkaufmann', 'Bankkauffrau']]],
  [
    'zum Fachangestellten für Dienste und zur Fachangestellten für Dienste',
    [['Fachangestellter für Dienste', 'Fachangestellte für Dienste']],
  ],
  ['zum Bergbautechnologen/zur Bergbautechnologin', [['Bergbautechnologe', 'Bergbautechnologin']]],
  [
    'zum Verkäufer und zur Verkäuferin sowie zum Kaufmann im Einzelhandel und zur Kauffrau im Einzelhandel',
    [
      ['Verkäufer', 'Verkäuferin'],
      ['Kaufmann im Einzelhandel', 'Kauffrau im Einzelhandel'],
    ],
  ],
  ['zur Fachkraft für Wasserwirtschaft', [['Fachkraft für Wasserwirtschaft', null]]],
])('the title "%s" names its occupations', (title, names) => {
  expect(namesOfTitle(title).map(({ bezeichnung, bezeichnungWeiblich }) => [bezeichnung, bezeichnungWeiblich])).toEqual(
    names,
  )
})

test('names are divided where the female form begins', () => {
  expect(readName('Elektroniker für Geräte und Systeme/Elektronikerin für Geräte und Systeme')).toEqual({
    bezeichnung: 'Elektroniker für Geräte und Systeme',
    bezeichnungWeiblich: 'Elektronikerin für Geräte und Systeme',
  })
  expect(readName('Fachkraft für Kurier-, Express- und Postdienstleistungen').bezeichnungWeiblich).toBeNull()
  expect(readName('Koch und Köchin').bezeichnungWeiblich).toBe('Köchin')
  expect(toNominativ('Pharmazeutisch-kaufmännischen Angestellten', 'maennlich')).toBe(
    'Pharmazeutisch-kaufmännischer Angestellter',
  )
  expect(toSchluessel('Straßen- und Wärmebauer (Süd)')).toBe('strassen-und-waermebauer-sued')
})

describe('a hostile file', () => {
  const inside = '<P>Himmel</P>'
  const bomb = `<!DOCTYPE dokumente [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
  const withText = (text: string): string => giiBeispiel({ anlagen: [anlage('Anlage', 'X', text)] })

  it('may carry the declaration of the collection, which nobody fetches', () => {
    expect(readVerordnung(giiBeispiel({ doctype: `${giiDoctype}\n` }))).toEqual(readVerordnung(giiBeispiel()))
    expect(readVerordnung(giiBeispiel({ doctype: giiDoctype.replace('http:', 'https:') })).berufe).toHaveLength(1)
  })

  test.each([
    ['billion laughs', 'doctype', () => giiBeispiel({ doctype: bomb, paragraf1: '&c;' })],
    [
      'another DTD',
      'doctype',
      () => giiBeispiel({ doctype: giiDoctype.replace('www.gesetze', 'evil.example/gesetze') }),
    ],
    ['a DTD on a file', 'doctype', () => giiBeispiel({ doctype: '<!DOCTYPE dokumente SYSTEM "file:///etc/passwd">' })],
    [
      'an internal subset beside the right DTD',
      'doctype',
      () => giiBeispiel({ doctype: giiDoctype.replace('>', ' [<!ENTITY x "y">]>') }),
    ],
    ['two declarations', 'doctype', () => giiBeispiel({ doctype: `${giiDoctype}${giiDoctype}` })],
    ['a declaration inside', 'doctype', () => withText(giiDoctype)],
    ['an entity that nobody declared', 'malformed', () => withText('<P>&leak;</P>')],
    ['deep nesting', 'too-deep', () => withText(`${'<B>'.repeat(100)}${'</B>'.repeat(100)}`)],
    ['many elements', 'too-many-elements', () => withText('<BR/>'.repeat(200_001))],
    ['a processing instruction', 'processing-instruction', () => withText('<?php x ?>')],
    ['an open element', 'malformed', () => giiBeispiel().slice(0, -20)],
    ['5 MB', 'too-large', () => withText('x'.repeat(5_000_000))],
    ['no XML', 'malformed', () => inside.slice(1)],
  ] as const)('with %s is refused as %s', (_name, code, make) => {
    const since = performance.now()
    expect(() => readVerordnung(make())).toThrow(expect.objectContaining({ name: 'XmlError', code }))
    expect(performance.now() - since).toBeLessThan(3_000)
  })

  it('that is no ordinance is refused with the reason', () => {
    expect(() => readVerordnung('<html><body>Seite</body></html>')).toThrow(GiiError)
    expect(() => readVerordnung('<dokumente doknr="BJNR999900026"></dokumente>')).toThrow('has no jurabk')
    expect(() => readVerordnung(inside)).not.toThrow(XmlError)
  })

  const row = '<row><entry>1</entry><entry>B</entry><entry>a) C</entry><entry>1</entry></row>'
  const head = '<row><entry>Lfd. Nr.</entry><entry>Teil</entry><entry>Texte</entry><entry>Wochen</entry></row>'
  const table = (rows: string): string =>
    withText(`<table><tgroup cols="4"><tbody>${head}${rows}</tbody></tgroup></table>`)

  test.each([
    ['20,001 rows', () => table(row.repeat(20_001)), 'more than 20000 rows'],
    ['a cell of 40,000 characters', () => table(row.replace('B', 'b'.repeat(40_000))), 'more than 30000 characters'],
    [
      'cells over all rows',
      () => table(row.replaceAll('<entry>', '<entry morerows="9999">').repeat(300)),
      'cover more than 30000 rows',
    ],
    ['3,001 positions', () => table(row.repeat(3_001)), 'more than 3000 positions'],
    [
      'a time plan of 200,000 characters',
      () =>
        giiBeispiel({
          anlagen: [
            anlage('Anlage 1', 'Plan', plantabelle('A', zeile(['1', 'X', 'Y', '', '']))),
            anlage('Anlage 2', 'Zeitliche Gliederung', 'x '.repeat(100_000)),
          ],
        }),
      'more than 100000 characters',
    ],
  ])('with %s is refused in time, with the limit', (_name, make, message) => {
    const since = performance.now()
    expect(() => readVerordnung(make())).toThrow(message)
    expect(performance.now() - since).toBeLessThan(4_000)
  })

  test.each([
    ' ',
    '*',
    '1',
    'a',
    '(§ ',
    '/ ',
    '-',
    'zum ',
    'auf dem a / auf der ',
    'Fachrichtung A ',
    '1. bis ',
    'Lernziel a, ',
  ])('with long runs of "%s" is read or refused in time', (run) => {
    const long = run.repeat(Math.floor(9_000 / run.length))
    const cells = zeile([long, long, liste(long, long), long, long])
    const xml = giiBeispiel({
      titel: `Verordnung über die Berufsausbildung ${long}`,
      paragraf1: `Der Ausbildungsberuf ${long} <DL><DT>1.</DT><DD>${long}</DD></DL>`,
      dauer: long,
      inkraft: long,
      fussnoten: long,
      anlagen: [
        anlage('Anlage 1', long, `<P>${long}</P>${plantabelle(long, cells, cells)}`),
        anlage('Anlage 2', 'Zeitliche Gliederung', `<P>In einem Zeitraum von drei bis fünf Monaten ${long}</P>`),
      ],
    })
    const since = performance.now()
    readVerordnung(xml)
    expect(performance.now() - since).toBeLessThan(3_000)
  })

  it('cannot make a table larger than its text', () => {
    const withHead = (attributes: string) =>
      withText(
        `<table><tgroup cols="999999999"><tbody><row><entry ${attributes}>Lfd. Nr.</entry><entry>B</entry><entry>C</entry></row></tbody></tgroup></table>`,
      )
    for (const attributes of ['morerows="999999999"', 'namest="x" nameend="y"', 'colname="col9"', 'morerows="-1"'])
      expect(readVerordnung(withHead(attributes)).berufe).toHaveLength(1)
  })
})
