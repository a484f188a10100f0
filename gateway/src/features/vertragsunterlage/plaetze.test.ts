import type { Dokumentart, Dokumentbedarf } from '@berichtsheft/core'
import { expect, test } from 'vitest'
import { findPlatz, listPlaetze, type Platzlage } from './plaetze.ts'

const bedarf = (art: Dokumentart, rest: Partial<Dokumentbedarf> = {}): Dokumentbedarf => ({
  art,
  regel: 'DAV-056',
  pflicht: true,
  vorhanden: false,
  ...rest,
})
const lage = (rest: Partial<Platzlage> = {}): Platzlage => ({
  status: 'entwurf',
  herkunft: 'online',
  bedarf: [],
  vorhanden: new Set(),
  ...rest,
})
const arten = (rest: Partial<Platzlage>): string[] => listPlaetze(lage(rest)).map(({ art, regel }) => `${art} ${regel}`)
const always = ['ausbildungsplan DV-06', 'schulzeugnis DV-07', 'sonstiges DV-07']

test.each<[string, Partial<Platzlage>, readonly string[]]>([
  ['a draft', {}, always],
  ['a rule', { bedarf: [bedarf('erstuntersuchung')] }, ['erstuntersuchung DAV-056', ...always]],
  [
    'a rule that asks for the plan',
    { bedarf: [bedarf('ausbildungsplan', { regel: 'DAV-005' })] },
    ['ausbildungsplan DAV-005', ...always.slice(1)],
  ],
  ['the release for print', { status: 'freigegebenZumDruck' }, ['vertrag DV-05', ...always]],
  ['the check before it', { status: 'inPruefung' }, always],
  ['paper', { herkunft: 'papier' }, [...always.slice(0, 2), 'antrag DV-09', 'vertrag DV-09', 'sonstiges DV-07']],
  ['the registration', { status: 'eingetragen' }, [...always.slice(0, 2), 'aenderung DV-12', 'sonstiges DV-07']],
  [
    'a request of the chamber',
    { status: 'nachforderung', nachforderung: { dokumentarten: ['foerderung'] } },
    ['foerderung DV-03', ...always],
  ],
])('DV-05 to DV-10: slots that are open by %s', (_what, rest, expected) => {
  expect(arten(rest)).toEqual(expected)
})

test('DV-07: slots of several parts are told apart; two rules for one slot are one', () => {
  const plaetze = listPlaetze(
    lage({
      bedarf: [
        bedarf('verkuerzung', { regel: 'DAV-074', bezug: '/verkuerzungen/0' }),
        bedarf('verkuerzung', { regel: 'DAV-074', bezug: '/verkuerzungen/1', pflicht: false }),
        bedarf('vertrag', { regel: 'DAV-020', pflicht: false }),
        bedarf('vertrag', { regel: 'DAV-018' }),
      ],
      status: 'freigegebenZumDruck',
      vorhanden: new Set<Dokumentart>(['schulzeugnis']),
    }),
  )
  expect(plaetze.filter(({ art }) => art === 'vertrag')).toEqual([
    { art: 'vertrag', regel: 'DAV-020', pflicht: true, vorhanden: false },
  ])
  expect(plaetze.find(({ art }) => art === 'schulzeugnis')).toMatchObject({ vorhanden: true })
  expect(findPlatz(plaetze, 'verkuerzung', '/verkuerzungen/1')).toMatchObject({ pflicht: false })
  expect(findPlatz(plaetze, 'verkuerzung', undefined)).toBeDefined()
  expect(findPlatz(plaetze, 'verkuerzung', '/verkuerzungen/2')).toBeUndefined()
  expect(findPlatz(plaetze, 'sonstiges', '/verkuerzungen/0')).toBeUndefined()
  expect(findPlatz(plaetze, 'behinderung', undefined)).toBeUndefined()
})
