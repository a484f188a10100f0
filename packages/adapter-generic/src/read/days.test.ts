import { describe, expect, test } from 'vitest'
import { mapping, read, week, withText } from '../testing/probe.ts'

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
