import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { kleinerKatalog } from '../berufe/kleiner-katalog.ts'
import { Datum } from '../contract/common.ts'
import { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { arbitraryFor } from '../testing/arbitrary.ts'
import { createFolgevertrag, createTeilzeitvertrag, createVertrag } from '../testing/ausbildungsvertrag.ts'
import { makeEntwurf, makeVertrag } from '../testing/gueltiger-vertrag.ts'
import { createPruefer, listSchemas } from '../testing/vertrag.ts'
import { pruefeVertrag } from './vertragspruefung.ts'

const stichtag = '2026-05-18'
const isPruefung = createPruefer().forId('Vertragspruefung')
const schemas = listSchemas().map(({ schema }) => schema)
const entwurf = arbitraryFor(Vertragsentwurf, schemas) as fc.Arbitrary<Vertragsentwurf>
const tag = arbitraryFor(Datum, schemas) as fc.Arbitrary<Datum>
const expectValid = (pruefung: unknown): void =>
  expect(isPruefung(pruefung), JSON.stringify(isPruefung.errors?.slice(0, 3))).toBe(true)

describe('the check of a contract', () => {
  it('judges everything that the schema allows, and its answer has the form of the contract', () => {
    fc.assert(
      fc.property(entwurf, tag, fc.option(entwurf, { nil: undefined }), (vertrag, am, vorher) => {
        const umfeld = { katalog: kleinerKatalog, merkblatt: true, ...(vorher && { vorher, eingang: am }) }
        expectValid(pruefeVertrag(vertrag, { stichtag: am, ...umfeld }))
      }),
      { numRuns: 60 },
    )
  })

  it('judges drafts with parts missing, and gives the same answer twice', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const vertrag = makeEntwurf({ seed })
        const pruefung = pruefeVertrag(vertrag, { stichtag, katalog: kleinerKatalog })
        expectValid(pruefung)
        expect(pruefeVertrag(structuredClone(vertrag), { stichtag, katalog: kleinerKatalog })).toEqual(pruefung)
      }),
      { numRuns: 60 },
    )
  })

  it('agrees with contracts that were computed in another way', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const vertrag = makeVertrag({ seed })
        const { verstoesse, berechnung } = pruefeVertrag(vertrag, { stichtag, katalog: kleinerKatalog })
        expect(berechnung.dauer?.ende).toBe(vertrag.ende)
        // Part-time ends when it ends: far from an examination that is a warning, and rightly so.
        expect(verstoesse.filter(({ regel, schwere }) => schwere !== 'hinweis' && regel !== 'DAV-087')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('finds nothing but what is missing in an empty draft, and computes nothing', () => {
    const { verstoesse, berechnung } = pruefeVertrag({}, { stichtag, katalog: kleinerKatalog })
    expect(verstoesse.filter(({ gefunden }) => gefunden !== undefined)).toEqual([])
    expect(berechnung).toEqual({ urlaub: [], mindestverguetung: [], dokumente: berechnung.dokumente })
  })

  it('tells the notes that hold for every contract only where asked', () => {
    const regeln = (merkblatt: boolean) =>
      pruefeVertrag(createVertrag(), { stichtag, merkblatt }).verstoesse.map(({ regel }) => regel)
    expect(regeln(false)).not.toContain('DAV-093')
    expect(regeln(true)).toEqual(expect.arrayContaining(['DAV-089', 'DAV-092', 'DAV-093', 'DAV-109']))
  })

  test.each([
    ['by its key', { kennung: 'koch', bezeichnung: 'Koch' }],
    ['by its name', { bezeichnung: 'Köchin' }],
  ])('looks the occupation up %s', (_name, beruf) => {
    const vertrag = createVertrag({ beruf, dauerMonate: 24 })
    const regeln = (katalog: typeof kleinerKatalog | undefined) =>
      pruefeVertrag(vertrag, { stichtag, ...(katalog && { katalog }) }).verstoesse.map(({ regel }) => regel)
    expect(regeln(kleinerKatalog)).toContain('DAV-070')
    expect(regeln(undefined)).not.toContain('DAV-070')
  })
})

describe('computed values', () => {
  const of = (vertrag: Vertragsentwurf) => pruefeVertrag(vertrag, { stichtag, katalog: kleinerKatalog }).berechnung

  it('are age, full age, duration and least pay', () => {
    expect(of(createVertrag())).toMatchObject({
      alterBeiBeginn: 20,
      volljaehrigAb: '2024-03-14',
      dauer: { monate: 36, ende: '2029-07-31' },
      mindestverguetung: [
        { ausbildungsjahr: 1, betrag: 72_400 },
        { ausbildungsjahr: 2, betrag: 85_400 },
        { ausbildungsjahr: 3, betrag: 97_700 },
      ],
    })
  })

  it('of part-time have the share and the least pay for it', () => {
    expect(of(createTeilzeitvertrag())).toMatchObject({
      dauer: { monate: 36, teilzeitanteil: { zaehler: 7, nenner: 10 } },
      mindestverguetung: [{ betrag: 50_680 }, { betrag: 59_780 }, { betrag: 68_390 }],
    })
  })

  it('begin with the year after what was credited', () => {
    expect(of(createFolgevertrag()).mindestverguetung).toEqual([{ ausbildungsjahr: 3, betrag: 97_700 }])
  })

  it('leave the least pay of an unknown year open', () => {
    const { mindestverguetung } = of({ beginn: '2027-08-01', dauerMonate: 24 })
    expect(mindestverguetung).toEqual([{ ausbildungsjahr: 1 }, { ausbildungsjahr: 2 }])
  })

  it('name the slots that the rules have opened, and whether they are filled', () => {
    const { dokumente } = of({
      anrechnungen: [
        { grund: 'vorbildung', monate: 6 },
        { grund: 'vorbildung', monate: 6 },
      ],
      sachbezuege: [{ art: 'verpflegung', betrag: 34_500 }],
      dokumente: [{ art: 'anrechnung', bezug: '/anrechnungen/1' }],
    })
    expect(dokumente.filter(({ art }) => art === 'anrechnung' || art === 'sachbezuege')).toEqual([
      { art: 'anrechnung', regel: 'DAV-073', pflicht: true, vorhanden: false, bezug: '/anrechnungen/0' },
      { art: 'anrechnung', regel: 'DAV-073', pflicht: true, vorhanden: true, bezug: '/anrechnungen/1' },
      { art: 'sachbezuege', regel: 'DAV-108', pflicht: true, vorhanden: false },
    ])
  })
})
