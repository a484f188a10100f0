import { type AdapterSource, memorySource } from '@berichtsheft/sdk'
import { describe, expect, test } from 'vitest'
import { readWith } from '../testing/examples.ts'
import { remarkLines } from '../testing/expected.ts'
import { makeXlsx } from '../testing/make-xlsx.ts'

const kontext = { fremdId: 'azubi-1', art: 'ausbildung', azubi: { name: 'Tilda Ehrlichmann' }, knr: '153' } as const

/** A mapping of one JSON file with reports, with parts of its report replaced. */
const mapping = (
  report: string,
  inputs = '  reports:\n    file: reports.json\n    format: json\n',
  book = '  {}\n',
) => `version: 1
name: probe
title: Probe
system: Probe
inputs:
${inputs}berichtsheft:
${book}ausbildungsnachweis:
  records: $reports
  fremdId: '"r" & id'
  zeitraum:
    von: von
    bis: bis
${report}`

const read = async (text: string, files: Record<string, unknown>, context: AdapterSource['kontext'] = kontext) => {
  const contents = Object.fromEntries(
    Object.entries(files).map(([name, value]) => [
      name,
      value instanceof Uint8Array || typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  const { lieferungen, bemerkungen } = await readWith({ mapping: text }, memorySource(contents, context))
  return {
    lieferungen,
    reports: lieferungen.flatMap(({ ausbildungsnachweise }) => ausbildungsnachweise),
    lines: remarkLines(bemerkungen),
  }
}

const week = (id: number, von: string, bis: string, rest: object = {}) => ({ id, von, bis, text: 'Ablage', ...rest })
const withText = mapping('  wochentexte:\n    ohneArt: text\n')

describe('periods', () => {
  test.each([
    ['2026-12-14', '2026-12-14', 'tag', []],
    ['2026-12-14', '2026-12-20', 'woche', []],
    [
      '2026-12-14',
      '2026-12-21',
      'woche',
      ['warnung reports.json#/0 [r1]: Der Zeitraum umfasst 8 Tage, mehr als eine Woche; er bleibt ein Nachweis.'],
    ],
    [
      '2026-12-01',
      '2026-12-31',
      'woche',
      ['warnung reports.json#/0 [r1]: Der Zeitraum umfasst 31 Tage, mehr als eine Woche; er bleibt ein Nachweis.'],
    ],
  ])('from %s to %s it is a %s', async (von, bis, art, remarks) => {
    const { reports, lines } = await read(withText, { 'reports.json': [week(1, von, bis)] })
    expect(reports[0]?.inhalt.berichtsart).toBe(art)
    expect(lines).toEqual(remarks)
  })

  test.each([
    [
      '2026-12-01',
      '2027-01-01',
      'fehler reports.json#/0: Der Nachweis wurde nicht übernommen, weil sein Zeitraum 32 Tage umfasst (höchstens 31).',
    ],
    [
      '2026-12-14',
      '2026-12-13',
      'fehler reports.json#/0: Der Nachweis wurde nicht übernommen, weil sein Zeitraum vor seinem Anfang endet.',
    ],
    [
      '2026-12-14',
      '',
      'fehler reports.json#/0: Der Nachweis wurde nicht übernommen, weil „zeitraum.bis“ fehlt oder nicht lesbar ist.',
    ],
  ])('from %s to %s it is left out', async (von, bis, remark) => {
    const { reports, lines } = await read(withText, { 'reports.json': [week(1, von, bis)] })
    expect(reports).toEqual([])
    expect(lines).toContain(remark)
  })

  test('those that overlap are remarked, those that touch are not', async () => {
    const { lines } = await read(withText, {
      'reports.json': [
        week(1, '2026-12-14', '2026-12-20'),
        week(2, '2026-12-20', '2026-12-27'),
        week(3, '2026-12-28', '2027-01-03'),
      ],
    })
    expect(lines.filter((line) => line.includes('überschneidet'))).toEqual([
      'warnung reports.json#/1 [r2]: Der Zeitraum überschneidet sich mit dem des Nachweises r1.',
    ])
  })

  test('reports come in the order of their periods, whatever the order of the file', async () => {
    const { reports } = await read(withText, {
      'reports.json': [
        week(3, '2026-12-28', '2027-01-03'),
        week(1, '2026-03-23', '2026-03-29'),
        week(2, '2026-12-14', '2026-12-20'),
      ],
    })
    expect(reports.map(({ fremdId }) => fremdId)).toEqual(['r1', 'r2', 'r3'])
  })
})

describe('keys', () => {
  test('a report that stands twice is taken once; another one of the same key is an error', async () => {
    const first = week(1, '2026-12-14', '2026-12-20')
    const { reports, lines } = await read(withText, { 'reports.json': [first, first, { ...first, text: 'anders' }] })
    expect(reports).toHaveLength(1)
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'hinweis reports.json#/1 [r1]',
      'fehler reports.json#/2 [r1]',
    ])
  })

  test('a key that does not fit the contract is written in ASCII, a missing one is an error', async () => {
    const { reports, lines } = await read(withText.replace('\'"r" & id\'', 'key'), {
      'reports.json': [week(1, '2026-12-14', '2026-12-20', { key: 'Über 1' }), week(2, '2026-12-21', '2026-12-27')],
    })
    expect(reports.map(({ fremdId }) => fremdId)).toEqual(['%C3%9Cber%201'])
    expect(lines).toContain(
      'fehler reports.json#/1: Der Nachweis wurde nicht übernommen, weil „fremdId“ fehlt oder nicht lesbar ist.',
    )
  })
})

describe('context', () => {
  test.each(['fremdId', 'art', 'azubi', 'knr'])('without %s nothing is read', async (field) => {
    const { [field as 'knr']: _missing, ...rest } = kontext
    await expect(read(withText, { 'reports.json': [week(1, '2026-12-14', '2026-12-20')] }, rest)).rejects.toMatchObject(
      {
        kind: 'rejected',
        stelle: `kontext#/${field}`,
      },
    )
  })

  test('a context that does not fit the contract is refused with its place', async () => {
    const files = { 'reports.json': [week(1, '2026-12-14', '2026-12-20')] }
    await expect(read(withText, files, { ...kontext, knr: '15' })).rejects.toThrow('kontext#/knr')
    await expect(read(withText, files, { ...kontext, knrr: '153' } as typeof kontext)).rejects.toThrow('knrr')
  })

  test('where the file says otherwise, the file counts and the difference is remarked', async () => {
    const text = mapping('  wochentexte:\n    ohneArt: text\n', undefined, '  records: $reports[0]\n  azubi: name\n')
    const { lieferungen, lines } = await read(text, {
      'reports.json': [week(1, '2026-12-14', '2026-12-20', { name: 'Ben Özgür' })],
    })
    expect(lieferungen[0]?.berichtsheft.azubi).toEqual({ name: 'Ben Özgür' })
    expect(lines).toContain('warnung reports.json#/0: „azubi“ steht anders im Kontext des Imports; es gilt die Datei.')
  })

  test('data of one person that are given for several books are remarked', async () => {
    const inputs =
      '  reports:\n    file: reports.json\n    format: json\n  people:\n    file: people.json\n    format: json\n'
    const text = mapping(
      '  join:\n    who: id\n  wochentexte:\n    ohneArt: text\n',
      inputs,
      '  records: $people\n  fremdId: id\n  azubi: name\n',
    )
    const people = [
      { id: 'a', name: 'Ida' },
      { id: 'b', name: 'Ben' },
    ]
    const { lieferungen, lines } = await read(
      text,
      { 'reports.json': [], 'people.json': people },
      {
        art: 'ausbildung',
        knr: '153',
        geburtsdatum: '2009-01-01',
      },
    )
    expect(lieferungen).toHaveLength(2)
    expect(lines).toEqual([
      'warnung reports.json: Für „reports“ hält die Datei keine Sätze.',
      'warnung kontext#/geburtsdatum: Der Kontext des Imports nennt „geburtsdatum“ für 2 Berichtshefte zugleich.',
    ])
  })

  test('records of one key but of two people are not mixed', async () => {
    const text = mapping(
      '  wochentexte:\n    ohneArt: text\n',
      undefined,
      '  records: $reports\n  azubi: name\n',
    ).replace('records: $reports\n  fremdId', 'fremdId')
    const { lieferungen, lines } = await read(
      text,
      {
        'reports.json': [
          week(1, '2026-12-14', '2026-12-20', { name: 'Ida' }),
          week(2, '2026-12-21', '2026-12-27', { name: 'Ben' }),
        ],
      },
      { fremdId: 'azubi-1', art: 'ausbildung', knr: '153' },
    )
    expect(lieferungen.map(({ berichtsheft }) => berichtsheft.azubi.name)).toEqual(['Ida'])
    expect(lines[0]).toContain('einer anderen Person')
  })

  test('a record without a name makes no book, and is remarked', async () => {
    const text = mapping('  wochentexte:\n    ohneArt: text\n', undefined, '  records: $reports[0]\n  azubi: name\n')
    const { azubi: _azubi, ...rest } = kontext
    const { lieferungen, lines } = await read(
      text,
      { 'reports.json': [week(1, '2026-12-14', '2026-12-20', { name: 'Ida 🙂' })] },
      rest,
    )
    expect(lieferungen).toEqual([])
    expect(lines[0]).toBe(
      'warnung reports.json#/0/name: „Ida 🙂“ ist für „berichtsheft.azubi“ nicht lesbar (Name nach DIN 91379) und wurde nicht übernommen.',
    )
    expect(lines[1]).toBe(
      'fehler reports.json#/0: Das Berichtsheft wurde nicht übernommen, weil „azubi“ fehlt oder nicht lesbar ist.',
    )
  })
})

describe('days and entries', () => {
  const withDays = mapping(`  tage:
    records: tage
    datum: d
    art:
      value: a
      table: {B: betrieb, S: schule, '-': null}
    minuten:
      value: m
      duration: minuten
    eintraege:
      - text: t
        minuten:
          value: h
          duration: stunden
`)
  const one = async (...tage: object[]) => {
    const { reports, lines } = await read(withDays, {
      'reports.json': [week(1, '2026-12-14', '2026-12-20', { text: undefined, tage })],
    })
    return { tage: reports[0]?.inhalt.tage, lines }
  }

  test('records of the same day become one day, days come in their order', async () => {
    const { tage, lines } = await one(
      { d: '2026-12-15', t: 'b' },
      { d: '2026-12-14', a: 'B', t: 'a', h: 1 },
      { d: '2026-12-15', m: 60, t: 'c' },
    )
    expect(tage).toEqual([
      { datum: '2026-12-14', art: 'betrieb', eintraege: [{ text: 'a', minuten: 60 }] },
      { datum: '2026-12-15', minuten: 60, eintraege: [{ text: 'b' }, { text: 'c' }] },
    ])
    expect(lines).toEqual([])
  })

  test.each<[string, object[], object[] | undefined, string[]]>([
    [
      'two kinds of one day',
      [
        { d: '2026-12-14', a: 'B', t: 'a' },
        { d: '2026-12-14', a: 'S', t: 'b' },
      ],
      [{ datum: '2026-12-14', art: 'betrieb', eintraege: [{ text: 'a' }, { text: 'b' }] }],
      [
        'warnung reports.json#/0/tage/1 [r1]: Für den 2026-12-14 gibt es verschiedene Werte für „art“; übernommen wurde der erste.',
      ],
    ],
    [
      'a kind that nobody knows',
      [{ d: '2026-12-14', a: 'X', t: 'a' }],
      [{ datum: '2026-12-14', eintraege: [{ text: 'a' }] }],
      ['warnung reports.json#/0/tage/0/a [r1]: „X“ ist für „tage.art“ nicht bekannt und wurde nicht übernommen.'],
    ],
    [
      'a kind that is left out on purpose',
      [{ d: '2026-12-14', a: '-', t: 'a' }],
      [{ datum: '2026-12-14', eintraege: [{ text: 'a' }] }],
      [],
    ],
    [
      'a method as a kind',
      [{ d: '2026-12-14', a: 'toString', t: 'a' }],
      [{ datum: '2026-12-14', eintraege: [{ text: 'a' }] }],
      [
        'warnung reports.json#/0/tage/0/a [r1]: „toString“ ist für „tage.art“ nicht bekannt und wurde nicht übernommen.',
      ],
    ],
    [
      'a day outside of the period',
      [{ d: '2026-12-21', t: 'a' }],
      [{ datum: '2026-12-21', eintraege: [{ text: 'a' }] }],
      ['warnung reports.json#/0/tage/0 [r1]: Der Tag 2026-12-21 liegt außerhalb des Zeitraums seines Nachweises.'],
    ],
    [
      'the longest day',
      [{ d: '2026-12-14', m: 1440, t: 'a' }],
      [{ datum: '2026-12-14', minuten: 1440, eintraege: [{ text: 'a' }] }],
      [],
    ],
    [
      'a day that is too long',
      [{ d: '2026-12-14', m: 1441, t: 'a' }],
      [{ datum: '2026-12-14', eintraege: [{ text: 'a' }] }],
      [
        'warnung reports.json#/0/tage/0 [r1]: 1441 Minuten sind für „minuten“ zu viel für einen Tag und wurden nicht übernommen.',
      ],
    ],
    [
      'hours that are rounded',
      [{ d: '2026-12-14', t: 'a', h: 0.33 }],
      [{ datum: '2026-12-14', eintraege: [{ text: 'a', minuten: 20 }] }],
      [],
    ],
    [
      'the same entry twice',
      [
        { d: '2026-12-14', t: 'a' },
        { d: '2026-12-14', t: 'a' },
      ],
      [{ datum: '2026-12-14', eintraege: [{ text: 'a' }, { text: 'a' }] }],
      ['hinweis reports.json#/0/tage/1 [r1]: Der Eintrag steht an diesem Tag zweimal gleich; beide wurden übernommen.'],
    ],
    [
      'an entry without a text',
      [{ d: '2026-12-14', h: 1 }],
      [{ datum: '2026-12-14', eintraege: [{ text: '', minuten: 60 }] }],
      ['warnung reports.json#/0 [r1]: Am 2026-12-14 steht ein Eintrag ohne Text.'],
    ],
    [
      'characters that nobody can show',
      [{ d: '2026-12-14', t: 'a\u0007b' }],
      [{ datum: '2026-12-14', eintraege: [{ text: 'ab' }] }],
      [
        'warnung reports.json#/0/tage/0/t [r1]: Aus „tage.eintraege.text“ wurden 1 nicht darstellbare Zeichen entfernt.',
      ],
    ],
  ])('%s', async (_name, records, expected, remarks) => {
    const { tage, lines } = await one(...records)
    expect(tage).toEqual(expected)
    expect(lines).toEqual(remarks)
  })

  test('a text that is too long is cut, and that is an error', async () => {
    const { tage, lines } = await one(
      { d: '2026-12-14', t: 'x'.repeat(20_000) },
      { d: '2026-12-15', t: 'x'.repeat(20_001) },
    )
    expect(tage?.map(({ eintraege }) => eintraege[0]?.text.length)).toEqual([20_000, 20_000])
    expect(lines).toEqual([
      'fehler reports.json#/0/tage/1/t [r1]: „tage.eintraege.text“ ist länger als 20000 Zeichen und wurde gekürzt.',
    ])
  })

  test('a day holds a hundred entries', async () => {
    const records = Array.from({ length: 101 }, (_, index) => ({ d: '2026-12-14', t: `a${index}` }))
    const { tage, lines } = await one(...records)
    expect(tage?.[0]?.eintraege).toHaveLength(100)
    expect(lines[0]).toMatch(/^fehler reports\.json#\/0\/tage\/100 \[r1\]/)
  })

  test('a report without any content is left out, unless the mapping keeps it', async () => {
    const files = { 'reports.json': [week(1, '2026-12-14', '2026-12-20', { text: '' })] }
    expect((await read(withText, files)).lines).toEqual([
      'hinweis reports.json#/0 [r1]: Der Entwurf ist leer und wurde nicht übernommen.',
    ])
    expect((await read(`${withText}  keepEmpty: true\n`, files)).reports).toHaveLength(1)
  })
})

describe('what is not mapped', () => {
  test('fields, also inside of others, are named once with their number and first place; credentials without a value', async () => {
    const { lines } = await read(withText, {
      'reports.json': [
        week(1, '2026-12-14', '2026-12-20', { note: 'x', who: { name: 'Ida', passwordHash: 'geheim-1' }, empty: '' }),
        week(2, '2026-12-21', '2026-12-27', { note: 'y' }),
      ],
    })
    expect(lines).toEqual([
      'warnung reports.json#/0/note: Das Feld „reports.note“ (2 Werte) ist nicht zugeordnet und wurde nicht übernommen.',
      'warnung reports.json#/0/who: Das Feld „reports.who“ (1 Wert) ist nicht zugeordnet und wurde nicht übernommen.',
    ])
    expect(lines.join()).not.toContain('geheim-1')
  })

  test('credentials cannot be reached by an expression', async () => {
    const { reports, lines } = await read(withText.replace('ohneArt: text', 'ohneArt: text & password'), {
      'reports.json': [week(1, '2026-12-14', '2026-12-20', { password: 'geheim-1' })],
    })
    expect(reports[0]?.inhalt.wochentexte).toEqual({ ohneArt: 'Ablage' })
    expect(lines).toEqual([
      'hinweis reports.json#/0/password: Das Feld „reports.password“ (1 Wert) hält Zugangsdaten; sie werden nie gelesen.',
    ])
  })

  test('files and sheets that no input describes are named', async () => {
    const inputs = '  reports:\n    file: "*.xlsx"\n    format: xlsx\n    sheet: Berichte\n'
    const workbook = makeXlsx({
      Berichte: [
        ['id', 'von', 'bis', 'text'],
        [1, '2026-12-14', '2026-12-20', 'a'],
      ],
      Notizen: [['x']],
      Leer: [],
    })
    const { reports, lines } = await read(mapping('  wochentexte:\n    ohneArt: text\n', inputs), {
      'b.xlsx': workbook,
      'c.txt': 'x',
    })
    expect(reports).toHaveLength(1)
    expect(lines).toEqual([
      'warnung c.txt: Die Datei gehört zu keiner Eingabe der Abbildung und wurde nicht gelesen.',
      'warnung b.xlsx!Notizen: Das Blatt „Notizen“ wurde nicht gelesen.',
    ])
  })

  test('a file that is missing, and one too many, are refused with the names of those that are there', async () => {
    await expect(read(withText, { 'x.json': [] })).rejects.toThrow(
      'the file reports.json is missing; there are: x.json',
    )
    const inputs = '  reports:\n    file: "*.json"\n    format: json\n'
    await expect(read(mapping('', inputs), { 'a.json': [], 'b.json': [] })).rejects.toThrow(
      'only one file may fit *.json; there are: a.json, b.json',
    )
  })
})

describe('formats that are to come', () => {
  test('the date in the path of the file', async () => {
    const inputs = `  reports:
    pattern: '(?<jahr>\\d{4})/(?<kw>\\d{1,2})/(?<tag>[1-7])\\.json$'
    format: json
    many: true
`
    const text = mapping('', inputs)
      .replace(/ {2}records: \$reports[\s\S]*$/, '')
      .concat(`  records: $reports
  group: _datei.jahr & "-" & _datei.kw
  fremdId: $kopf.fremdId & "/" & $von
  zeitraum:
    von: {value: '$isoDate(rows[0]._datei.jahr, rows[0]._datei.kw, 1)', derived: Woche aus dem Pfad}
    bis: {value: '$isoDate(rows[0]._datei.jahr, rows[0]._datei.kw, 7)', derived: Woche aus dem Pfad}
  tage:
    records: rows
    datum: $isoDate(_datei.jahr, _datei.kw, _datei.tag)
    eintraege:
      - text: MdData
  verlauf:
    # Approved stands at every day: the week is approved when every day is.
    - when: $not(false in rows.Metadata.Approved)
      vorgang: {constant: freigegeben}
`)
    const day = (MdData: string, Approved: boolean) => ({ MdData, Metadata: { Approved } })
    const { reports } = await read(text, {
      'export/2026/53/5.json': day('Inventur', true),
      'export/2026/53/1.json': day('Ablage', true),
      'export/2027/1/1.json': day('Post', false),
    })
    expect(
      reports.map(({ fremdId, inhalt, verlauf }) => [fremdId, inhalt.tage?.map(({ datum }) => datum), verlauf]),
    ).toEqual([
      ['azubi-1/2026-12-28', ['2026-12-28', '2027-01-01'], [{ vorgang: 'freigegeben' }]],
      ['azubi-1/2027-01-04', ['2027-01-04'], undefined],
    ])
  })

  test('days by position, minutes of a begin, an end and a pause, and tuples', async () => {
    const text = mapping(`  tage:
    records: '$map(tage, function($tag, $index){ {"tag": $tag, "datum": $addDays($von, $index)} })'
    skip:
      - when: $exists(tag.frei)
        text: Der Tag war frei.
        textEnglish: The day was off.
    datum: datum
    minuten:
      value: tag.(ende - start - pause)
      derived: Ende weniger Beginn und Pause
    eintraege:
      # Lists in lists would run together, so each tuple becomes an object.
      - records: '$map(tag.taetigkeiten, function($tuple){ {"text": $tuple[1], "dauer": $tuple[2]} })'
        text: text
        minuten:
          value: dauer
          duration: h:mm
`)
    const { reports } = await read(text, {
      'reports.json': [
        {
          id: 1,
          von: '2018-12-31',
          bis: '2019-01-04',
          tage: [
            { start: 480, ende: 990, pause: 30, taetigkeiten: [['x', 'Ablage', '7:30']] },
            { frei: 'Neujahr' },
            {
              start: 480,
              ende: 960,
              pause: 45,
              taetigkeiten: [
                ['x', 'Post', '2:00'],
                ['x', 'Lager', '5:15'],
              ],
            },
          ],
        },
      ],
    })
    expect(reports[0]?.inhalt.tage).toEqual([
      { datum: '2018-12-31', minuten: 480, eintraege: [{ text: 'Ablage', minuten: 450 }] },
      {
        datum: '2019-01-02',
        minuten: 435,
        eintraege: [
          { text: 'Post', minuten: 120 },
          { text: 'Lager', minuten: 315 },
        ],
      },
    ])
  })

  test('cells by their letters, where a table has no header', async () => {
    const inputs = '  reports:\n    file: "*.xlsx"\n    format: xlsx\n    header: 0\n    lookup: true\n'
    const text = mapping('', inputs)
      .replace(/ {2}records: \$reports[\s\S]*$/, '')
      .concat(`  records: '{"rows": $reports}'
  fremdId: $kopf.fremdId & "/" & $von
  zeitraum:
    von: {value: 'rows[B = "Woche"].C', date: serial}
    bis: {value: '$sunday(rows[B = "Woche"].C)', derived: Sonntag der Woche}
  tage:
    records: rows[A = "Tag"]
    datum: {value: B, date: serial}
    eintraege:
      - text: C
`)
    const workbook = makeXlsx({
      Blatt: [
        ['Name', 'Ida'],
        [undefined, 'Woche', '2026-12-14'],
        ['Tag', 46370, 'Ablage'],
        ['Tag', 46371, 'Post'],
      ],
    })
    const { reports } = await read(text, { 'b.xlsx': workbook })
    expect(reports[0]?.inhalt.tage).toEqual([
      { datum: '2026-12-14', eintraege: [{ text: 'Ablage' }] },
      { datum: '2026-12-15', eintraege: [{ text: 'Post' }] },
    ])
  })
})

test('a book of three years with three thousand activities is read in seconds', async () => {
  const weeks = Array.from({ length: 156 }, (_, index) => {
    const von = new Date(Date.UTC(2024, 0, 1) + index * 7 * 86_400_000)
    const bis = new Date(von.getTime() + 6 * 86_400_000)
    const german = (day: Date) => day.toISOString().slice(0, 10).split('-').reverse().join('.')
    return {
      id: index,
      azubiId: 1,
      startDate: german(von),
      endDate: german(bis),
      signedByAzubi: true,
      signedByAusbilder: true,
      ausbilderId: 2,
    }
  })
  const activities = weeks.flatMap(({ startDate }) =>
    Array.from({ length: 20 }, (_, index) => ({
      id: index,
      userId: 1,
      date: startDate,
      activity: `Tätigkeit ${index}`,
      durationHours: 1,
    })),
  )
  const users = [
    { id: 1, fullName: 'Ida Müllerschön', isAzubi: true },
    { id: 2, fullName: 'Arne Hülsmann', isAzubi: false },
  ]
  const files = { 'users.json': users, 'nachweise.json': weeks, 'activities.json': activities }
  const source = memorySource(
    Object.fromEntries(Object.entries(files).map(([name, value]) => [name, JSON.stringify(value)])),
    { knr: '153' },
  )
  const start = performance.now()
  const { lieferungen } = await readWith({ konfiguration: 'json-three-files' }, source)
  expect(lieferungen[0]?.ausbildungsnachweise.map(({ inhalt }) => inhalt.tage?.[0]?.eintraege.length)).toEqual(
    weeks.map(() => 20),
  )
  expect(performance.now() - start).toBeLessThan(15_000)
}, 30_000)
