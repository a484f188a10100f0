import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Vertragsaenderungsstatus } from '../contract/vertragsaenderung.ts'
import { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { Ausbildermeldung } from '../contract/vertragsperson-codes.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { createAusbilderwechsel, createVertrag, type Vertragsabweichung } from '../testing/ausbildungsvertrag.ts'
import { listSchemas } from '../testing/vertrag.ts'
import { aenderungsartOf, diffVertrag, needsNeueAbfassung } from './vertragsaenderung.ts'
import { ausbilderZustand, vertragsaenderungZustand } from './vertragsaenderung-zustand.ts'
import { checkUebergang, type Zustandsmaschine } from './zustandsmaschine.ts'

const codesOf = <T extends string>(liste: object): readonly T[] => Reflect.get(liste, 'enum')
const vertrag = createVertrag()
const anders = (teile: Vertragsabweichung) => diffVertrag(vertrag, createVertrag(teile))

describe('diffVertrag', () => {
  it('names the smallest parts with both values', () => {
    const { azubi, verguetungen } = vertrag
    expect(
      anders({
        azubi: { ...azubi, anschrift: { ...azubi.anschrift, hausnummer: '9' } },
        verguetungen: verguetungen.slice(0, 2),
        berufsschule: undefined,
        sonstigeVereinbarungen: 'Die Fahrkarte trägt der Betrieb.',
      }),
    ).toEqual([
      { pfad: '/azubi/anschrift/hausnummer', vorher: '17b', nachher: '9' },
      { pfad: '/verguetungen/2', vorher: { ausbildungsjahr: 3, betrag: 125_000 } },
      { pfad: '/berufsschule', vorher: { name: 'Heinrich-Lanz-Schule Mannheim' } },
      { pfad: '/sonstigeVereinbarungen', nachher: 'Die Fahrkarte trägt der Betrieb.' },
    ])
  })

  it('finds nothing between equal contracts, and the same places in both directions', () => {
    const entwurf = arbitraryFor(
      Vertragsentwurf,
      listSchemas().map(({ schema }) => schema),
    )
    fc.assert(
      fc.property(entwurf, entwurf, (a, b) => {
        expect(diffVertrag(a, structuredClone(a))).toEqual([])
        expect(
          diffVertrag(a, b)
            .map(({ pfad }) => pfad)
            .sort(),
        ).toEqual(
          diffVertrag(b, a)
            .map(({ pfad }) => pfad)
            .sort(),
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('a change', () => {
  const { azubi, ausbildender, ausbildungsstaetten } = vertrag
  const umgezogen = { ...azubi, anschrift: { ...azubi.anschrift, plz: '68161' } }
  test.each<[string, Vertragsabweichung, string | undefined]>([
    ['of nothing', {}, undefined],
    ['of the documents alone', { dokumente: [] }, undefined],
    ['of the examination alone', { nachuntersuchung: { datum: '2027-05-03' } }, undefined],
    ["of the apprentice's address", { azubi: umgezogen }, 'anschrift'],
    ["of the company's contact data", { ausbildender: { ...ausbildender, kontakt: {} } }, 'anschrift'],
    ['of the trainer', { ausbilder: createAusbilderwechsel().nachher.ausbilder }, 'ausbilder'],
    ['of trainer and address', { azubi: umgezogen, ausbilder: [] }, 'ausbilder'],
    [
      'of the training site, though it is an address',
      { ausbildungsstaetten: ausbildungsstaetten.map((staette) => ({ ...staette, ags: '08221000' })) },
      'aenderung',
    ],
    ['of the name of the apprentice', { azubi: { ...azubi, familienname: 'Nordhoff' } }, 'aenderung'],
    ['of the form of the book', { nachweisform: 'schriftlich' }, 'aenderung'],
    ['of the end', { ende: '2029-01-31' }, 'aenderung'],
    ['of hours and address', { azubi: umgezogen, arbeitszeiten: [] }, 'aenderung'],
  ])('%s', (_, teile, art) => {
    const unterschied = anders(teile)
    expect(aenderungsartOf(unterschied)).toBe(art)
    expect(needsNeueAbfassung(unterschied)).toBe(art === 'aenderung')
  })
})

const allowed = <Z extends string, D extends string>(maschine: Zustandsmaschine<Z, D>, durch: D, alle: readonly Z[]) =>
  alle.flatMap((von) =>
    alle
      .filter((nach) => checkUebergang(maschine, von, nach, durch, 'ein Grund') === undefined)
      .map((nach) => `${von}→${nach}`),
  )

describe('vertragsaenderungZustand', () => {
  const zustaende = codesOf<Vertragsaenderungsstatus>(Vertragsaenderungsstatus)
  test.each([
    [
      'antragsteller',
      'entwurf→eingereicht entwurf→zurBestaetigung entwurf→zurueckgezogen eingereicht→zurueckgezogen inPruefung→zurueckgezogen nachforderung→eingereicht nachforderung→zurueckgezogen zurBestaetigung→zurueckgezogen bestaetigt→eingereicht bestaetigt→zurueckgezogen',
    ],
    [
      'kammer',
      'eingereicht→inPruefung inPruefung→eingereicht inPruefung→nachforderung inPruefung→zurBestaetigung inPruefung→eingetragen inPruefung→abgelehnt nachforderung→abgelehnt zurBestaetigung→inPruefung bestaetigt→inPruefung bestaetigt→eingetragen',
    ],
    ['partei', 'zurBestaetigung→bestaetigt'],
    ['system', 'zurBestaetigung→bestaetigt bestaetigt→eingereicht'],
  ] as const)('lets %s do these steps and no others', (durch, schritte) => {
    expect(allowed(vertragsaenderungZustand, durch, zustaende)).toEqual(schritte.split(' '))
  })
})

describe('ausbilderZustand', () => {
  const zustaende = codesOf<Ausbildermeldung>(Ausbildermeldung)
  test.each([
    ['antragsteller', 'nichtGemeldet→gemeldet abgelehnt→gemeldet'],
    [
      'kammer',
      'gemeldet→inPruefung inPruefung→gemeldet inPruefung→anerkannt inPruefung→abgelehnt anerkannt→inPruefung',
    ],
  ] as const)('lets %s do these steps and no others', (durch, schritte) => {
    expect(allowed(ausbilderZustand, durch, zustaende)).toEqual(schritte.split(' '))
  })

  test.each([
    ['inPruefung', 'abgelehnt'],
    ['anerkannt', 'inPruefung'],
  ] as const)('%s → %s needs a reason', (von, nach) => {
    expect(checkUebergang(ausbilderZustand, von, nach, 'kammer', ' ')).toBe('kommentarFehlt')
  })
})
