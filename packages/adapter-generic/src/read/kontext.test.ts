import { describe, expect, test } from 'vitest'
import { kontext, mapping, read, week, withText } from '../testing/probe.ts'

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
