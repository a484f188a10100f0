import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { kammern } from '../codelisten/kammer.ts'
import { isKammer } from '../codelisten/kammersuche.ts'
import { Loeschantragsstatus } from '../contract/loeschantrag.ts'
import { Unternehmensstatus } from '../contract/unternehmen.ts'
import { kennwortBits, kennwortZeichen, normalizeKennwort, toKennwort } from './aktivierungskennwort.ts'
import { isElsterPflicht } from './elsterpflicht.ts'
import { loeschantragZustand } from './loeschantrag-zustand.ts'
import { fruehesterTermin, isWiderrufbar, type Loeschfrist, widerrufbarBis } from './loeschfrist.ts'
import { findSitzkammer } from './sitzkammer.ts'
import { unternehmenZustand } from './unternehmen-zustand.ts'
import { checkUebergang, type Zustandsmaschine } from './zustandsmaschine.ts'

const statesOf = (schema: unknown): string[] => Reflect.get(schema as object, 'enum')

describe.each([
  ['company', unternehmenZustand as Zustandsmaschine<string, string>, statesOf(Unternehmensstatus)],
  ['deletion', loeschantragZustand as Zustandsmaschine<string, string>, statesOf(Loeschantragsstatus)],
] as const)('the state machine of a %s', (_name, maschine, states) => {
  it('names every state of the code list, and reaches each', () => {
    const reached = new Set(maschine.start)
    for (let size = 0; size !== reached.size; ) {
      size = reached.size
      for (const { von, nach } of maschine.uebergaenge) if (reached.has(von)) reached.add(nach)
    }
    expect([...reached].sort()).toEqual([...states].sort())
  })

  it('leaves every state but the end states, and those never', () => {
    for (const state of states) {
      const ways = maschine.uebergaenge.filter(({ von }) => von === state).length
      expect(ways > 0, state).toBe(!maschine.ende.includes(state))
    }
  })
})

test.each([
  ['inPruefung', 'abgelehnt', 'kammer', undefined, 'kommentarFehlt'],
  ['inPruefung', 'abgelehnt', 'kammer', '  ', 'kommentarFehlt'],
  ['inPruefung', 'abgelehnt', 'kammer', 'Kein Sitz im Bezirk', undefined],
  ['inPruefung', 'freigegeben', 'antragsteller', undefined, 'falscheSeite'],
  ['beantragt', 'freigegeben', 'kammer', undefined, 'unbekannterUebergang'],
  ['freigegeben', 'aktiv', 'antragsteller', undefined, 'unbekannterUebergang'],
  ['gesperrt', 'aktiv', 'antragsteller', undefined, 'unbekannterUebergang'],
  ['loeschungFreigegeben', 'geloescht', 'kammer', undefined, 'falscheSeite'],
] as const)('a company goes from %s to %s by %s with %j: %s', (von, nach, durch, grund, fehler) => {
  expect(checkUebergang(unternehmenZustand, von, nach, durch, grund)).toBe(fehler)
})

describe('a deletion', () => {
  const tage = { beantragt: '2026-11-20', freigegeben: '2026-12-01' }
  const abAntrag: Loeschfrist = { tage: 30, ab: 'antrag' }
  const abFreigabe: Loeschfrist = { tage: 30, ab: 'freigabe' }

  test.each([
    [abAntrag, '2026-12-20', true],
    [abAntrag, '2026-12-21', false],
    [abFreigabe, '2026-12-31', true],
    [abFreigabe, '2027-01-01', false],
  ])('with %j may be revoked on %s: %s', (frist, heute, erlaubt) => {
    expect(isWiderrufbar(widerrufbarBis(tage, frist), heute)).toBe(erlaubt)
  })

  test.each([
    [abAntrag, tage, '2026-12-21'],
    [abFreigabe, tage, '2027-01-01'],
    [abAntrag, { ...tage, freigegeben: '2027-02-01' }, '2027-02-02'],
    [{ tage: 0, ab: 'antrag' } as const, tage, '2026-12-02'],
  ])('with %j of %j happens on %s at the earliest', (frist, days, termin) => {
    expect(fruehesterTermin(days, frist)).toBe(termin)
  })

  it('whose period has not begun may be revoked at any time', () => {
    expect(widerrufbarBis({ beantragt: '2026-11-20' }, abFreigabe)).toBeUndefined()
    expect(isWiderrufbar(undefined, '2036-01-01')).toBe(true)
  })

  it('never happens on a day on which it may be revoked', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, fc.nat(90), fc.constantFrom('antrag', 'freigabe'), (a, b, days, ab) => {
        const [beantragt, freigegeben] = [a, b].sort() as [string, string]
        const frist = { tage: days, ab } as const
        const tage = { beantragt, freigegeben }
        expect(isWiderrufbar(widerrufbarBis(tage, frist), fruehesterTermin(tage, frist))).toBe(false)
      }),
    )
  })
})

test.each([
  ['2023-12-19', false],
  ['2023-12-20', true],
  ['2023-12-21', true],
])('a company that registers on %s needs the ELSTER check from 2023-12-20 on: %s', (tag, pflicht) => {
  expect(isElsterPflicht(tag, '2023-12-20')).toBe(pflicht)
})

describe('the chamber of a seat', () => {
  test.each([
    ['Ladenburg', ['153'], '153'],
    ['Ladenburg', [], undefined],
    ['Ladenburg', ['153', '115'], undefined],
    ['Mannheim', [], '153'],
    ['mannheim', ['153', '115'], '153'],
    ['Mannheim', ['115', '125'], undefined],
    ['Frankfurt am Main', [], '125'],
    ['Frankfurt', [], undefined],
    ['Berlin', [], '107'],
    ['Zwickau', [], undefined],
  ] as const)('of %s, whose postal code the chambers %j have, is %s', (ort, kammernDerPlz, knr) => {
    expect(findSitzkammer(ort, kammernDerPlz)).toBe(knr)
  })

  it('is one that exists', () => {
    expect(kammern.filter(({ knr, aktiv }) => isKammer(knr) !== aktiv)).toEqual([])
    expect(isKammer('999')).toBe(false)
  })
})

describe('an activation password', () => {
  const bytes = fc.uint8Array({ minLength: kennwortZeichen, maxLength: kennwortZeichen })

  it('has at least 60 bits and three groups of five', () => {
    expect(kennwortBits).toBeGreaterThanOrEqual(60)
    fc.assert(
      fc.property(bytes, (random) => {
        expect(toKennwort(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){2}$/)
      }),
    )
    expect(() => toKennwort(new Uint8Array(kennwortZeichen - 1))).toThrow(RangeError)
  })

  it('uses every character equally often', () => {
    const all = Array.from({ length: 256 }, (_, i) => toKennwort(new Uint8Array(kennwortZeichen).fill(i))[0])
    const counts = Object.values(Object.groupBy(all, (char) => char ?? '')).map((found) => found?.length)
    expect(new Set(counts)).toEqual(new Set([8]))
  })

  it('is the same however it is typed', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const kennwort = toKennwort(random)
        const typed = kennwort.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(normalizeKennwort(typed)).toBe(normalizeKennwort(kennwort))
      }),
    )
  })
})
