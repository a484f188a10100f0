import { describe, expect, it } from 'vitest'
import {
  asSchreiber,
  castVotes,
  collect,
  commit,
  createKleinesNetz,
  type Darsteller,
  grantEntwurf,
  openTestknoten,
} from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { report } from '../testing/laufzahl.ts'
import { fetchSaetze, pullFrom, pushSaetze, pushZeilen, standVectorOf, vectorOf } from './abgleich.ts'
import { checkBuendel, writeBuendel } from './buendel.ts'
import { type Knoten, openKnoten } from './knoten.ts'
import { proveAenderung, verifyNachweis } from './nachweis.ts'
import { createWissensschluessel } from './schluessel.ts'
import { headIdsOf } from './schreiber.ts'
import { aenderungIdOf } from './slot.ts'
import { standHash } from './standhash.ts'

const missed = 10_000
const alles = { stufe: 'redaktion' } as const
const none = { ketten: {}, gabelungen: [], unvollstaendig: [] }
const { besetzung, anna, carla } = createKleinesNetz()

const slots = Array.from({ length: 1_000 }, (_, i) => testslot('land:TR', 'bildungssystem/pflichtschuljahre', `${i}`))

const editOne = async (knoten: Knoten, wer: Darsteller, i: number): Promise<void> => {
  const slot = slots[i % slots.length] ?? ''
  const ersetzt = headIdsOf(knoten.stand, slot)
  const wert = { wert: 1 + (i % 29) }
  await commit(
    knoten,
    wer,
    'bearbeiter',
    ersetzt.length === 0 ? neueAussage(slot, wert) : [aenderung(slot, wert, ersetzt)],
  )
}
const hashOf = ({ stand }: Knoten) => standHash(stand, 'arbeit')
const bundleOf = (knoten: Knoten, have: Parameters<typeof writeBuendel>[1]) =>
  writeBuendel(knoten, have, alles, anna.schluessel, asSchreiber(anna, 'bearbeiter').sign)

describe('a node that was away', () => {
  it(`T15: catches up ${missed} changesets from a file, though the import breaks off and begins again`, async () => {
    const [a, away] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    for (let i = 0; i < 100; i++) await editOne(a, anna, i)
    await pullFrom(a, away, alles)
    const have = vectorOf(away)
    for (let i = 0; i < missed; i++) await editOne(a, anna, i)
    const text = await bundleOf(a, have)
    const read = checkBuendel(away, text)
    if ('fehler' in read) throw new Error(read.fehler)
    expect(read.manifest.anzahl).toBe(missed)

    const first = await collect(pushZeilen(away, read.zeilen.slice(0, 4_321)))
    const reopened = await openKnoten(besetzung.gruendung, away.speicher)
    expect(hashOf(reopened)).toBe(hashOf(away))
    const second = await collect(pushZeilen(reopened, read.zeilen))
    const count = (results: typeof first, code: string) => results.filter(({ ergebnis }) => ergebnis === code).length
    expect([count(first, 'neu'), count(second, 'bekannt'), count(second, 'neu')]).toEqual([
      4_321,
      4_321,
      missed - 4_321,
    ])
    expect(hashOf(reopened)).toBe(hashOf(a))
    expect(hashOf(reopened)).toBe(read.manifest.stand)
    expect(standVectorOf(reopened)).toEqual(read.manifest.vektor)
    expect(await collect(fetchSaetze(a, vectorOf(reopened), alles))).toEqual([])
    report(`T15: ${missed} changesets by file, broken off after 4321 and resumed`)
  }, 120_000)

  it('is told what is wrong with a file', async () => {
    const a = await openTestknoten(besetzung)
    for (let i = 0; i < 3; i++) await editOne(a, anna, i)
    const text = await bundleOf(a, none)
    expect('zeilen' in checkBuendel(a, text)).toBe(true)
    const other = await openTestknoten({
      ...besetzung,
      gruendung: { ...besetzung.gruendung, name: 'anderes' },
      zulassung: [],
    })
    const stranger = createWissensschluessel()
    const forged = await writeBuendel(
      a,
      none,
      alles,
      stranger.schluessel,
      asSchreiber({ ...anna, ...stranger }, 'bearbeiter').sign,
    )
    const fehler = (knoten: Knoten, file: string) => (checkBuendel(knoten, file) as { fehler?: string }).fehler
    expect(fehler(a, 'x')).toBe('manifest-falsch')
    expect(fehler(a, text.replace('"anzahl":', '"anzahl":1'))).toBe('sig-falsch')
    expect(fehler(a, text.slice(0, -10))).toBe('unvollstaendig')
    expect(fehler(a, forged)).toBe('unbekannter-schluessel')
    expect(fehler(other, text)).toBe('netz-fremd')
  })
})

describe('the exchange', () => {
  it('brings a key that was granted in a chain which comes after the one that needs it', async () => {
    const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    const neu: Darsteller = { ...createWissensschluessel(), person: 'neu', kammer: '104', knoten: 'ihk-104' }
    await castVotes(a, besetzung.administration.slice(0, 2), [grantEntwurf(neu, ['bearbeiter'])])
    await editOne(a, neu, 0)
    const backwards = (await collect(fetchSaetze(a, vectorOf(b), alles))).reverse()
    const results = await collect(pushSaetze(b, backwards))
    expect(results.map(({ ergebnis }) => ergebnis)).toContain('unbekannter-schluessel')
    await pullFrom(a, b, alles)
    expect(hashOf(b)).toBe(hashOf(a))
  })

  it('goes on past what is refused', async () => {
    const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    await editOne(a, anna, 0)
    await editOne(a, carla, 1)
    const saetze: unknown[] = await collect(fetchSaetze(a, vectorOf(b), alles))
    const results = await collect(pushSaetze(b, [null, { id: 'x' }, ...saetze, ...saetze]))
    expect(results.map(({ ergebnis }) => ergebnis)).toEqual([
      'form-falsch',
      'form-falsch',
      'neu',
      'neu',
      'bekannt',
      'bekannt',
    ])
  })
})

describe('a proof', () => {
  it('shows an auditor that a change is in a chain, and fails when anything in it was changed', async () => {
    const a = await openTestknoten(besetzung)
    for (let i = 0; i < 4; i++) await editOne(a, anna, i)
    const [first] = await collect(
      fetchSaetze(a, { ...none, ketten: vectorOf(await openTestknoten(besetzung)).ketten }, alles),
    )
    if (!first) throw new Error('nothing to prove')
    const proof = await proveAenderung(a, first.id, 1)
    if (!proof) throw new Error('no proof')
    expect(proof.kette).toHaveLength(4)
    expect(verifyNachweis(proof)).toBe(true)
    expect(verifyNachweis({ ...proof, blatt: { ...proof.blatt, wert: { wert: 99 } } as never })).toBe(false)
    expect(verifyNachweis({ ...proof, pfad: [] })).toBe(false)
    expect(verifyNachweis({ ...proof, kette: proof.kette.filter((_, i) => i !== 1) })).toBe(false)
    expect(verifyNachweis({ ...proof, kette: [] })).toBe(false)
    expect(await proveAenderung(a, first.id, 9)).toBeUndefined()
    expect(await proveAenderung(a, aenderungIdOf(first.id, 0, 'x'), 0)).toBeUndefined()
  })
})
