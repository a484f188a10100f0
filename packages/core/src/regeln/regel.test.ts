import { describe, expect, it, test } from 'vitest'
import type { Schwere } from '../contract/problem.ts'
import { makeWoche } from '../testing/einzelbericht.ts'
import { defineRegelkonfig, standardRegelkonfig } from './konfig.ts'
import { defineRegel, evaluate, giltAm, keine, meldung, type Pruefkontext, toRegel } from './regel.ts'

const objekt = { nachweis: makeWoche() }
const kontext: Pruefkontext = { stichtag: '2026-12-31', konfig: standardRegelkonfig }

const makeRegel = (
  id: string,
  funde: readonly Schwere[],
  anders: { vertraulich?: boolean; gueltigVon?: string; gueltigBis?: string } = {},
) =>
  defineRegel({
    id,
    name: 'eine-regel',
    schwere: 'fehler',
    gegenstand: 'ausbildungsnachweis',
    wirkung: 'befund',
    rechtsgrundlage: 'BBiG § 13',
    gueltigVon: '2020-01-01',
    beschreibung: { de: 'Etwas gilt.', en: 'Something holds.' },
    texte: {
      gefunden: meldung<{ nummer: number }>(
        ({ nummer }) => `Fund ${nummer}`,
        ({ nummer }) => `finding ${nummer}`,
      ),
    },
    check: (_objekt, _kontext, verstoss) =>
      funde.length === 0
        ? keine
        : funde.map((schwere, nummer) => verstoss('gefunden', `/${nummer}`, { nummer }, schwere)),
    ...anders,
  })

describe('a rule', () => {
  it('makes findings with its id, source and both languages, and weighs them as it weighs itself unless told', () => {
    const regel = defineRegel({
      ...makeRegel('BN-900', []),
      texte: {
        leer: meldung(
          () => 'Leer.',
          () => 'Empty.',
        ),
      },
      check: (_objekt, _kontext, verstoss) => [verstoss('leer', '/inhalt', {}), verstoss('leer', '', {}, 'hinweis')],
    })
    expect(evaluate([regel], objekt, kontext)).toEqual([
      {
        regel: 'BN-900',
        schwere: 'fehler',
        pfad: '/inhalt',
        rechtsgrundlage: 'BBiG § 13',
        text: 'Leer.',
        textEnglisch: 'Empty.',
      },
      {
        regel: 'BN-900',
        schwere: 'hinweis',
        pfad: '',
        rechtsgrundlage: 'BBiG § 13',
        text: 'Leer.',
        textEnglisch: 'Empty.',
      },
    ])
  })

  test.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('valid from 2026-01-01 to 2026-12-31 holds on %s: %s', (stichtag, gilt) => {
    const regel = makeRegel('BN-900', ['fehler'], { gueltigVon: '2026-01-01', gueltigBis: '2026-12-31' })
    expect(giltAm(regel, stichtag)).toBe(gilt)
    expect(evaluate([regel], objekt, { ...kontext, stichtag })).toHaveLength(gilt ? 1 : 0)
    expect(toRegel(regel)).toMatchObject({ gueltigVon: '2026-01-01', gueltigBis: '2026-12-31', wirkung: 'befund' })
  })

  it('without an end holds for ever and is published without one', () => {
    expect(giltAm(makeRegel('BN-900', []), '2199-12-31')).toBe(true)
    expect(toRegel(makeRegel('BN-900', []))).not.toHaveProperty('gueltigBis')
  })

  it('that is confidential is told to the company, and to a chamber only where it asks', () => {
    const regel = makeRegel('K4', ['hinweis'], { vertraulich: true })
    const count = (anders: Partial<Pruefkontext>) => evaluate([regel], objekt, { ...kontext, ...anders }).length
    expect(count({})).toBe(1)
    expect(count({ empfaenger: 'betrieb' })).toBe(1)
    expect(count({ empfaenger: 'kammer' })).toBe(0)
    expect(count({ empfaenger: 'kammer', konfig: defineRegelkonfig({ arbeitszeitAnKammer: true }) })).toBe(1)
  })
})

describe('a check against several rules', () => {
  it('returns all findings, worst first, and keeps the order of rules and places within a weight', () => {
    const regeln = [
      makeRegel('BN-901', ['hinweis', 'fehler']),
      makeRegel('BN-902', ['warnung', 'fehler', 'hinweis']),
      makeRegel('BN-903', []),
      makeRegel('BN-904', ['fehler', 'warnung']),
    ]
    expect(evaluate(regeln, objekt, kontext).map(({ regel, schwere, pfad }) => `${schwere} ${regel}${pfad}`)).toEqual([
      'fehler BN-901/1',
      'fehler BN-902/1',
      'fehler BN-904/0',
      'warnung BN-902/0',
      'warnung BN-904/1',
      'hinweis BN-901/0',
      'hinweis BN-902/2',
    ])
  })
})
