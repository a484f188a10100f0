import { describe, expect, it, test } from 'vitest'
import { findHandwerkskammer, handwerkskammerCodeliste, handwerkskammern } from './handwerkskammer.ts'
import { findKammer } from './kammer.ts'

describe('the list of chambers of crafts', () => {
  it('holds 53 chambers of five digits, each once and in order, and no IHK', () => {
    const nummern = handwerkskammern.map(({ nummer }) => nummer)
    expect(new Set(nummern).size).toBe(53)
    expect(nummern).toEqual([...nummern].sort())
    for (const nummer of nummern) {
      expect(nummer).toMatch(/^[0-9]{5}$/)
      expect(findKammer(nummer)).toBeUndefined()
    }
  })

  test.each([
    ['00065', 'Handwerkskammer Mannheim-Rhein-Neckar-Odenwald'],
    ['00015', 'Handwerkskammer Halle (Saale)'],
    ['00074', 'Handwerkskammer für München und Oberbayern'],
  ])('%s is %s', (nummer, name) => expect(findHandwerkskammer(nummer)?.name).toBe(name))

  test.each(['00010', '65', '065', '153'])('%s is none', (nummer) =>
    expect(findHandwerkskammer(nummer)).toBeUndefined(),
  )

  it('is published under its official URI with the same numbers', () => {
    expect(handwerkskammerCodeliste.kennung).toBe('urn:xoev-de:xunternehmen:codeliste:handwerkskammern')
    expect(handwerkskammerCodeliste.eintraege.map(({ code }) => code)).toEqual(
      handwerkskammern.map(({ nummer }) => nummer),
    )
  })
})
