import { describe, expect, test } from 'vitest'
import { makeXlsx } from '../testing/make-xlsx.ts'
import { mapping, read } from '../testing/probe.ts'

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
