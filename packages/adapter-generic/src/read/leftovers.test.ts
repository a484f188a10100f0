import { describe, expect, test } from 'vitest'
import { makeXlsx } from '../testing/make-xlsx.ts'
import { mapping, read, week, withText } from '../testing/probe.ts'

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
