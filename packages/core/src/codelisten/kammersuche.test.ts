import { describe, expect, it } from 'vitest'
import { handwerkskammern } from './handwerkskammer.ts'
import { kammern } from './kammer.ts'
import { checkKammernummer, isHandwerkskammernummer, isKammer, nameOfKammer } from './kammersuche.ts'

describe('chambers of either kind', () => {
  it.each([
    ['153', 'IHK Rhein-Neckar (Mannheim)', true],
    ['105', 'IHK Berlin-Ost', false],
    ['00002', 'Handwerkskammer Dresden', true],
    ['00010', undefined, false],
    ['02', undefined, false],
    ['1530', undefined, false],
  ])('%s is %s', (knr, name, exists) => expect([nameOfKammer(knr), isKammer(knr)]).toEqual([name, exists]))

  it('have numbers that tell their kind', () => {
    for (const { knr } of kammern) expect(isHandwerkskammernummer(knr)).toBe(false)
    for (const { nummer } of handwerkskammern) expect(isHandwerkskammernummer(nummer)).toBe(true)
  })

  it('are refused with the successor when they are dissolved, else as unknown (DAV-040, DAV-041)', () => {
    expect(checkKammernummer('107', '/knr')).toBeUndefined()
    expect(checkKammernummer('00002', '/knr')).toBeUndefined()
    expect(checkKammernummer('00099', '/knr')).toMatchObject({ regel: 'DAV-040', pfad: '/knr' })
    for (const kammer of kammern)
      expect(checkKammernummer(kammer.knr, '/knr')?.erwartet).toBe(kammer.aktiv ? undefined : kammer.nachfolger)
    expect(checkKammernummer('105', '/knr')).toMatchObject({
      regel: 'DAV-041',
      gefunden: '105',
      erwartet: '107',
      text: 'Die IHK Berlin-Ost (105) ist aufgelöst; zuständig ist die IHK Berlin (107).',
    })
  })
})
