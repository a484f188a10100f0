import { describe, expect, it } from 'vitest'
import {
  asSchreiber,
  castVotes,
  collect,
  createKleinesNetz,
  type Darsteller,
  grantEntwurf,
  openTestknoten,
  testzeit,
} from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { fetchSaetze, pullFrom, vectorOf } from './abgleich.ts'
import type { Aenderungssatz } from './aenderungssatz.ts'
import { type Knoten, openKnoten, receiveSatz } from './knoten.ts'
import { createWissensschluessel } from './schluessel.ts'
import { headIdsOf, writeSatz } from './schreiber.ts'
import { createSpeicher } from './speicher.ts'
import { standHash } from './standhash.ts'

const { besetzung, anna, bernd, carla } = createKleinesNetz()

const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
const alles = { stufe: 'redaktion' } as const

const sign = (knoten: Knoten, wer: Darsteller, wert: number): Aenderungssatz => {
  const ersetzt = headIdsOf(knoten.stand, slot)
  const entwuerfe = ersetzt.length === 0 ? neueAussage(slot, { wert }) : [aenderung(slot, { wert }, ersetzt)]
  return writeSatz(knoten.netz, asSchreiber(wer, 'bearbeiter'), entwuerfe, { erstelltAm: testzeit })
}
const edit = async (knoten: Knoten, wer: Darsteller, wert: number): Promise<Aenderungssatz> => {
  const satz = sign(knoten, wer, wert)
  expect((await receiveSatz(knoten, satz)).ergebnis).toBe('neu')
  return satz
}
const revoke = (wer: Darsteller, bisNr: number, kopf?: string) => [
  { slot: `netz/widerruf/${wer.schluessel}`, ersetzt: [], wert: null, angaben: kopf ? { bisNr, kopf } : { bisNr } },
]
const pathOf = (knoten: Knoten, name = 'ihk-101') => knoten.netz.ketten.get(name)?.pfad ?? []
const forkOf = (knoten: Knoten, name = 'ihk-101') => knoten.netz.ketten.get(name)?.gabelung
const hashes = (knoten: readonly Knoten[]) => new Set(knoten.map(({ stand }) => standHash(stand, 'arbeit')))

describe('keys', () => {
  it('are granted by the votes of enough chambers, not of one chamber twice', async () => {
    const knoten = await openTestknoten(besetzung)
    const neu: Darsteller = { ...createWissensschluessel(), person: 'neu', kammer: '104', knoten: 'ihk-104' }
    const [one, two] = besetzung.administration as [Darsteller, Darsteller]
    const grant = [grantEntwurf(neu, ['bearbeiter'])]
    await castVotes(knoten, [one, one], grant)
    expect((await receiveSatz(knoten, sign(knoten, neu, 8))).ergebnis).toBe('unbekannter-schluessel')
    await castVotes(knoten, [two], [grantEntwurf({ ...neu, kammer: '105' }, ['bearbeiter'])])
    expect((await receiveSatz(knoten, sign(knoten, neu, 8))).ergebnis).toBe('unbekannter-schluessel')
    await castVotes(knoten, [two], grant)
    await edit(knoten, neu, 8)
  })

  it('count from the number on that they were granted for', async () => {
    const knoten = await openTestknoten(besetzung)
    const neu: Darsteller = { ...createWissensschluessel(), person: 'neu', kammer: '101', knoten: 'ihk-101' }
    await castVotes(knoten, besetzung.administration.slice(0, 2), [grantEntwurf(neu, ['bearbeiter'], 2)])
    expect((await receiveSatz(knoten, sign(knoten, neu, 8))).ergebnis).toBe('schluessel-abgelaufen')
    await edit(knoten, anna, 8)
    await edit(knoten, neu, 9)
  })

  it('count up to the number that their revocation names, whenever it comes to be known', async () => {
    const [early, late] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    const saetze = [await edit(late, anna, 8), await edit(late, anna, 9), await edit(late, anna, 12)] as const
    await castVotes(early, besetzung.administration.slice(0, 2), revoke(anna, 2))
    const answers = []
    for (const satz of saetze) answers.push((await receiveSatz(early, satz)).ergebnis)
    expect(answers).toEqual(['neu', 'neu', 'schluessel-abgelaufen'])
    expect(hashes([early, late]).size).toBe(2)
    await pullFrom(early, late, alles)
    expect(hashes([early, late]).size).toBe(1)
    expect(pathOf(late)).toHaveLength(2)
  })

  it('of two revocations the earlier number counts', async () => {
    const knoten = await openTestknoten(besetzung)
    for (const wert of [8, 9, 12]) await edit(knoten, anna, wert)
    const two = besetzung.administration.slice(0, 2)
    await castVotes(knoten, two, revoke(anna, 1))
    await castVotes(knoten, two, revoke(anna, 2))
    expect(pathOf(knoten)).toHaveLength(1)
  })

  it('of the administration can be granted and revoked; votes before the revocation stay', async () => {
    const knoten = await openTestknoten(besetzung)
    const [one, two, three] = besetzung.administration as [Darsteller, Darsteller, Darsteller]
    const key = createWissensschluessel()
    const vierte: Darsteller = { ...key, person: 'verwaltung-904', kammer: '904', knoten: `netz.${key.schluessel}` }
    expect(await castVotes(knoten, [vierte], revoke(anna, 0))).toEqual(['unbekannter-schluessel'])
    await castVotes(knoten, [one, two], [grantEntwurf(vierte, ['netzadministration'])])
    const neu: Darsteller = { ...createWissensschluessel(), person: 'neu', kammer: '104', knoten: 'ihk-104' }
    await castVotes(knoten, [vierte, three], [grantEntwurf(neu, ['bearbeiter'])])
    await edit(knoten, neu, 8)
    await castVotes(knoten, [one, two], revoke(vierte, 1))
    expect(pathOf(knoten, 'ihk-104')).toHaveLength(1)
    const another: Darsteller = { ...createWissensschluessel(), person: 'x', kammer: '105', knoten: 'ihk-105' }
    await castVotes(knoten, [vierte, three], [grantEntwurf(another, ['bearbeiter'])])
    expect((await receiveSatz(knoten, sign(knoten, another, 8))).ergebnis).toBe('unbekannter-schluessel')
  })

  it('of two members that have each other revoked are both revoked, in any order', async () => {
    const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    const [one, two, three] = besetzung.administration as [Darsteller, Darsteller, Darsteller]
    await castVotes(a, [one, three], revoke(two, 1))
    await castVotes(b, [two], revoke(one, 1))
    await pullFrom(a, b, alles)
    await pullFrom(b, a, alles)
    // Three can vote once more for the other one; nothing depends on who came first.
    await castVotes(a, [three], revoke(one, 1))
    await pullFrom(a, b, alles)
    for (const { netz } of [a, b]) {
      expect([one, two].map(({ schluessel }) => netz.zulassungen.get(schluessel)?.[0]?.bisNr)).toEqual([1, 1])
    }
    expect(hashes([a, b]).size).toBe(1)
  })
})

describe('T9: a node that signs two continuations', () => {
  /** Two nodes that each know another second changeset of the chain of 101. */
  const openForked = async () => {
    const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    const first = await edit(a, anna, 8)
    await receiveSatz(b, first)
    const branchA = [await edit(a, anna, 9), await edit(a, anna, 10)]
    const branchB = [await edit(b, bernd, 11), await edit(b, anna, 12)]
    return { a, b, first, branchA, branchB }
  }
  const settle = async (...knoten: Knoten[]) => {
    for (let i = 0; i < 3; i++) for (const x of knoten) for (const y of knoten) if (x !== y) await pullFrom(x, y, alles)
  }

  it('is cut off at the same number everywhere, and everybody holds the proof', async () => {
    const { a, b, first, branchA, branchB } = await openForked()
    const fresh = await openTestknoten(besetzung)
    await settle(a, b, fresh)
    const zweige = [branchA[0]?.id, branchB[0]?.id].sort()
    for (const knoten of [a, b, fresh]) {
      expect(pathOf(knoten)).toEqual([first.id])
      expect(forkOf(knoten)).toEqual({ nr: 2, zweige })
      expect(vectorOf(knoten).gabelungen).toEqual([{ knoten: 'ihk-101', nr: 2, zweige }])
    }
    expect(hashes([a, b, fresh]).size).toBe(1)
    // Once both can prove it, the branches are not sent again and again.
    expect(await collect(fetchSaetze(a, vectorOf(b), alles))).toEqual([])
  })

  it('adds nothing to the chain afterwards, and other chains go on', async () => {
    const { a, b, branchA } = await openForked()
    await settle(a, b)
    const last = branchA[1] as Aenderungssatz
    expect((await receiveSatz(b, last)).ergebnis).toBe('gabelung')
    await edit(b, carla, 12)
    await settle(a, b)
    expect(hashes([a, b]).size).toBe(1)
  })

  it('come to light too when both continuations had to wait for what is before them', async () => {
    const a = await openTestknoten(besetzung)
    const first = await edit(a, anna, 8)
    const [one, two] = [sign(a, anna, 9), sign(a, anna, 10)]
    const b = await openTestknoten(besetzung)
    const answers = []
    for (const satz of [one, two, first]) answers.push((await receiveSatz(b, satz)).ergebnis)
    expect(answers).toEqual(['wartet', 'wartet', 'neu'])
    expect(forkOf(b)).toEqual({ nr: 2, zweige: [one.id, two.id].sort() })
    expect(pathOf(b)).toEqual([first.id])
  })

  it('comes back with the branch that a revocation names, and with a chain of a new epoch', async () => {
    const { a, b, first, branchA } = await openForked()
    await settle(a, b)
    const ids = branchA.map(({ id }) => id)
    await castVotes(b, besetzung.administration.slice(0, 2), revoke(anna, 3, ids[1]))
    await settle(a, b)
    for (const knoten of [a, b]) expect(pathOf(knoten)).toEqual([first.id, ...ids])
    const wieder: Darsteller = { ...createWissensschluessel(), person: anna.person, kammer: '101', knoten: 'ihk-101.2' }
    await castVotes(b, besetzung.administration.slice(0, 2), [grantEntwurf(wieder, ['bearbeiter'])])
    await edit(b, wieder, 12)
    await settle(a, b)
    expect(hashes([a, b]).size).toBe(1)
  })

  it('a member of the administration that votes two ways loses both votes', async () => {
    const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
    const [one, two] = besetzung.administration as [Darsteller, Darsteller]
    await edit(a, anna, 8)
    await edit(a, anna, 9)
    await castVotes(a, [one], revoke(anna, 1))
    await castVotes(b, [one], revoke(bernd, 0))
    await castVotes(a, [two], revoke(anna, 1))
    expect(pathOf(a)).toHaveLength(1)
    await settle(a, b)
    for (const knoten of [a, b]) {
      expect(pathOf(knoten)).toHaveLength(2)
      expect(forkOf(knoten, one.knoten)?.nr).toBe(2)
    }
    expect(hashes([a, b]).size).toBe(1)
  })

  it('a node that is opened again over its log is where it was', async () => {
    const { a, b } = await openForked()
    await settle(a, b)
    const again = await openKnoten(besetzung.gruendung, a.speicher)
    expect(forkOf(again)).toEqual(forkOf(a))
    expect(hashes([a, again]).size).toBe(1)
    const empty = await openKnoten(besetzung.gruendung, createSpeicher())
    await pullFrom(again, empty, alles)
    expect(hashes([a, empty]).size).toBe(1)
  })
})
