import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { createVertrag } from '../testing/ausbildungsvertrag.ts'
import { listSchemas } from '../testing/vertrag.ts'
import { isGleich } from './vertragsaenderung.ts'
import { mergeVertrag } from './vertragszusammenfuehrung.ts'

const vorher = createVertrag()
const { azubi } = vorher
const umgezogen = { ...azubi, anschrift: { ...azubi.anschrift, hausnummer: '9' } }

describe('mergeVertrag', () => {
  it('puts two changes of different places together, also of one person', () => {
    const nachher = createVertrag({ probezeitMonate: 3, azubi: { ...azubi, familienname: 'Nordhoff' } })
    const jetzt = createVertrag({ azubi: umgezogen, nachuntersuchung: { datum: '2027-06-01' } })
    expect(mergeVertrag(vorher, nachher, jetzt)).toEqual({
      vertrag: { ...jetzt, probezeitMonate: 3, azubi: { ...umgezogen, familienname: 'Nordhoff' } },
    })
  })

  it('names the places that both changed differently; the same change twice is none', () => {
    const nachher = createVertrag({ probezeitMonate: 3, verguetungen: [] })
    const jetzt = createVertrag({ probezeitMonate: 2, verguetungen: [] })
    expect(mergeVertrag(vorher, nachher, jetzt)).toEqual({ konflikte: ['/probezeitMonate'] })
  })

  it('joins documents, each once, and takes away what the change takes away', () => {
    const [plan] = vorher.dokumente ?? []
    const nachher = createVertrag({ dokumente: [{ art: 'aenderung' }], berufsschule: undefined })
    const jetzt = createVertrag({ dokumente: [...(vorher.dokumente ?? []), { art: 'nachuntersuchung' }] })
    const ergebnis = mergeVertrag(vorher, nachher, jetzt)
    expect(ergebnis).toMatchObject({
      vertrag: { dokumente: [plan, { art: 'nachuntersuchung' }, { art: 'aenderung' }] },
    })
    expect('vertrag' in ergebnis && ergebnis.vertrag).not.toHaveProperty('berufsschule')
  })

  it('is the change where nothing else changed, and the present contract where the change changes nothing', () => {
    const entwurf = arbitraryFor(
      Vertragsentwurf,
      listSchemas().map(({ schema }) => schema),
    ).map(({ dokumente: _documents, ...rest }) => rest)
    fc.assert(
      fc.property(entwurf, entwurf, (a, b) => {
        const [change, none] = [mergeVertrag(a, b, a), mergeVertrag(a, a, b)]
        expect('vertrag' in change && isGleich(change.vertrag, b)).toBe(true)
        expect('vertrag' in none && isGleich(none.vertrag, b)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})
