import { describe, expect, it } from 'vitest'
import { Beteiligungsstatus } from '../contract/beteiligung.ts'
import { Nachweisstatus } from '../contract/nachweisverlauf.ts'
import { beteiligungZustand } from './beteiligung-zustand.ts'
import { nachweisZustand } from './nachweis-zustand.ts'
import { checkUebergang, type Zustandsmaschine } from './zustandsmaschine.ts'

const codesOf = <C extends string>(liste: { readonly static?: C } | object): readonly C[] => Reflect.get(liste, 'enum')

const allowed = <Z extends string, D extends string>(
  maschine: Zustandsmaschine<Z, D>,
  durch: D,
  states: readonly Z[],
) =>
  states.flatMap((von) =>
    states
      .filter((nach) => checkUebergang(maschine, von, nach, durch, 'ein Grund') === undefined)
      .map((nach) => `${von}→${nach}`),
  )

describe('nachweisZustand of people', () => {
  const states = codesOf<Nachweisstatus>(Nachweisstatus)
  it.each([
    [
      'auszubildende',
      [
        'entwurf→eingereicht',
        'zurueckgewiesen→entwurf',
        'zurueckgewiesen→eingereicht',
        'wiederGeoeffnet→entwurf',
        'wiederGeoeffnet→eingereicht',
      ],
    ],
    ['ausbildungsbeauftragter', ['eingereicht→stufe1Freigegeben', 'eingereicht→zurueckgewiesen']],
    [
      'ausbilder',
      [
        'eingereicht→freigegeben',
        'eingereicht→zurueckgewiesen',
        'stufe1Freigegeben→freigegeben',
        'stufe1Freigegeben→zurueckgewiesen',
        'freigegeben→wiederGeoeffnet',
      ],
    ],
  ] as const)('lets %s do these steps and no others', (durch, steps) => {
    expect([...allowed(nachweisZustand, durch, states)].sort()).toEqual([...steps].sort())
  })

  it('lets the vendor take every step that the table has', () => {
    expect(allowed(nachweisZustand, 'anbieter', states)).toHaveLength(nachweisZustand.uebergaenge.length)
  })

  it.each([
    ['eingereicht', 'zurueckgewiesen'],
    ['stufe1Freigegeben', 'zurueckgewiesen'],
    ['freigegeben', 'wiederGeoeffnet'],
  ] as const)('asks for a comment from %s to %s (BH-13)', (von, nach) => {
    for (const kommentar of [undefined, '', ' \n'])
      expect(checkUebergang(nachweisZustand, von, nach, 'ausbilder', kommentar)).toBe('kommentarFehlt')
  })
})

describe('beteiligungZustand', () => {
  const states = codesOf<Beteiligungsstatus>(Beteiligungsstatus)
  const beenden = ['vorgeschlagen→beendet', 'aktiv→beendet']
  it.each([
    ['azubi', ['vorgeschlagen→aktiv', ...beenden]],
    ['person', beenden],
    ['unternehmen', beenden],
    ['system', beenden],
  ] as const)('lets %s do these steps and no others', (durch, steps) => {
    expect(allowed(beteiligungZustand, durch, states)).toEqual(steps)
  })
})
