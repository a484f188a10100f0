import { describe, expect, it, test } from 'vitest'
import { findKammer, kammerCodeliste, kammern } from './kammer.ts'

describe('the list of chambers', () => {
  it('holds 79 chambers and 8 dissolved ones, each number once', () => {
    expect(kammern.filter((kammer) => kammer.aktiv)).toHaveLength(79)
    expect(kammern.filter((kammer) => !kammer.aktiv)).toHaveLength(8)
    expect(new Set(kammern.map((kammer) => kammer.knr)).size).toBe(87)
    for (const { knr } of kammern) expect(knr).toMatch(/^[0-9]{3}$/)
  })

  it('leads from every dissolved chamber to one that exists', () => {
    for (const kammer of kammern)
      if (!kammer.aktiv) expect(findKammer(kammer.nachfolger)).toMatchObject({ aktiv: true })
  })

  test.each([
    ['153', 'IHK Rhein-Neckar (Mannheim)', true],
    ['101', 'IHK Aachen', true],
    ['186', 'IHK Suhl', true],
    ['187', 'IHK Zwickau', false],
    ['105', 'IHK Berlin-Ost', false],
  ])('%s is %s', (knr, name, aktiv) => expect(findKammer(knr)).toMatchObject({ name, aktiv }))

  test.each(['100', '188', '000', '15'])('%s is no chamber', (knr) => expect(findKammer(knr)).toBeUndefined())

  it('is published as a code list with the same numbers', () => {
    expect(kammerCodeliste.eintraege.map((eintrag) => eintrag.code)).toEqual(kammern.map((kammer) => kammer.knr))
    expect(kammerCodeliste.eintraege.find((eintrag) => eintrag.code === '187')?.beschreibung).toBe(
      'Dissolved; its successor is IHK Chemnitz (123).',
    )
  })
})
