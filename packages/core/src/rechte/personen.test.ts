import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rolle } from '../contract/rolle.ts'
import { checkPerson, type Handelnder, kontextOfRolle, type Personenrecht, tragendeRollen } from './personen.ts'

const erlaubt: readonly Personenrecht[] = [
  { kontext: 'kammer', rollen: ['sachbearbeitung', 'ausbildungsberatung'] },
  { kontext: 'kammer', rollen: ['kammeradministration'], stufe: 'mehrfaktor' },
  { kontext: 'konto' },
]
const person = (change: Partial<Handelnder> = {}): Handelnder => ({
  kontoId: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77',
  stufe: 'normal',
  kontext: 'kammer',
  rollen: ['sachbearbeitung'],
  ...change,
})

describe('checkPerson', () => {
  it.each([
    ['a role that is named', person(), undefined],
    ['one of two roles', person({ rollen: ['azubi', 'ausbildungsberatung'] }), undefined],
    [
      'another role',
      person({ rollen: ['pruefungsausschuss'] }),
      { grund: 'rolle', rollen: ['sachbearbeitung', 'ausbildungsberatung', 'kammeradministration'] },
    ],
    ['no role', person({ rollen: [] }), expect.objectContaining({ grund: 'rolle' })],
    [
      'the right role elsewhere',
      person({ kontext: 'unternehmen' }),
      { grund: 'kontext', kontexte: ['kammer', 'konto'] },
    ],
    ['the own account without a role', person({ kontext: 'konto', rollen: [] }), undefined],
    ['a role that asks for two factors, with one', person({ rollen: ['kammeradministration'] }), { grund: 'stufe' }],
    ['the same with two', person({ rollen: ['kammeradministration'], stufe: 'mehrfaktor' }), undefined],
    [
      'two roles of which the weaker is enough',
      person({ rollen: ['kammeradministration', 'sachbearbeitung'] }),
      undefined,
    ],
  ])('%s', (_name, wer, fehler) => {
    expect(checkPerson(erlaubt, wer, ['person'])).toEqual(fehler)
  })

  it('refuses an application that may not act for the person', () => {
    expect(checkPerson(erlaubt, person(), ['openid'])).toEqual({ grund: 'scope', scope: 'person' })
  })

  it('carries what it allows: without the roles that carry it, the same person is refused', () => {
    const rollen = fc.subarray(Object.keys(kontextOfRolle) as Rolle[])
    fc.assert(
      fc.property(rollen, fc.constantFrom('normal', 'mehrfaktor'), (held, stufe) => {
        const wer = person({ rollen: held, stufe })
        const carried = tragendeRollen(erlaubt, wer)
        expect(checkPerson(erlaubt, wer, ['person']) === undefined).toBe(carried.length > 0)
        const rest = person({ rollen: held.filter((rolle) => !carried.includes(rolle)), stufe })
        expect(checkPerson(erlaubt, rest, ['person'])).toBeDefined()
      }),
    )
  })
})
