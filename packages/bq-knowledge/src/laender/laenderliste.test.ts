import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { profilPattern } from '../kern/slot.ts'
import { findLand, listLaender } from './laenderliste.ts'

const folder = new URL('../../../../../shared/data/bq/', import.meta.url)
const hasData = existsSync(folder)
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T

describe('the list of countries', () => {
  it('has every code of ISO 3166-1, Kosovo, and former states, each once and fit to name a profile', () => {
    const codes = listLaender().map(({ code }) => code)
    expect(codes).toEqual([...new Set(codes)].sort())
    expect(codes.filter((code) => !new RegExp(profilPattern).test(`land:${code}`))).toEqual([])
    const byStatus = Object.groupBy(listLaender(), ({ status }) => status)
    expect([byStatus.aktuell?.length, byStatus.benutzerdefiniert?.length, byStatus.ehemalig?.length]).toEqual([
      249, 1, 10,
    ])
  })

  test.each([
    ['TR', 'Türkei', 'Türkiye'],
    ['SY', 'Syrien', 'Syria'],
    ['CI', 'Côte d’Ivoire', 'Côte d’Ivoire'],
    ['XK', 'Kosovo', 'Kosovo'],
    ['SUHH', 'Sowjetunion', 'Soviet Union'],
  ])('%s is called %s and %s', (code, nameDe, nameEn) => {
    expect(findLand(code)).toMatchObject({ nameDe, nameEn })
  })

  it('names successors that are countries themselves', () => {
    const unknown = listLaender().flatMap(({ nachfolger }) => nachfolger.filter((code) => !findLand(code)))
    expect(unknown).toEqual([])
    expect(findLand('YUCS')?.nachfolger).toContain('BA')
    expect(findLand('XX')).toBeUndefined()
  })

  it.skipIf(!hasData)('agrees with the collected list in codes and names [needs ../shared]', () => {
    const { laender } = read<{
      laender: { alpha2: string; alpha3: string; numerisch: string; nameDe: string; nameEn: string }[]
    }>('laender.json')
    expect(laender).toHaveLength(249)
    for (const { alpha2, alpha3, numerisch, nameDe, nameEn } of laender)
      expect(findLand(alpha2), alpha2).toMatchObject({ alpha3, numerisch, nameDe, nameEn })
  })
})
