import { describe, expect, test } from 'vitest'
import { matchesSuche, suchform } from './suche.ts'

describe('T18: searching by script and transliteration', () => {
  const names = [
    'الثانوية العامة',
    'aṯ-ṯānawīya al-ʿāmma',
    'Szkoła branżowa I stopnia',
    'Ustalık Belgesi',
    'Meister für Gewerbe',
  ]
  test.each([
    ['الثانوية العامة', 'الثانوية العامة'],
    ['الثانويه', 'الثانوية العامة'],
    ['الثَّانَوِيَّة', 'الثانوية العامة'],
    ['aṯ-ṯānawīya', 'aṯ-ṯānawīya al-ʿāmma'],
    ['at tanawiya', 'aṯ-ṯānawīya al-ʿāmma'],
    ['al-amma', 'aṯ-ṯānawīya al-ʿāmma'],
    ['branżowa', 'Szkoła branżowa I stopnia'],
    ['branzowa', 'Szkoła branżowa I stopnia'],
    ['SZKOLA', 'Szkoła branżowa I stopnia'],
    ['ustalik', 'Ustalık Belgesi'],
    ['USTALIK', 'Ustalık Belgesi'],
    ['fur gewerbe', 'Meister für Gewerbe'],
    ['fu\u0308r', 'Meister für Gewerbe'],
  ])('%s finds %s alone', (anfrage, name) => {
    expect(names.filter((text) => matchesSuche(text, anfrage))).toEqual([name])
  })

  test('what is composed and what is not has the same form', () => {
    for (const name of names) expect(suchform(name.normalize('NFD'))).toBe(suchform(name.normalize('NFC')))
  })

  test.each([['xyz'], ['stopnia szkola x'], ['zkola']])('%s finds nothing', (anfrage) => {
    expect(names.filter((text) => matchesSuche(text, anfrage))).toEqual([])
  })
})
