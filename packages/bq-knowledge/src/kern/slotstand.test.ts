import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Besetzung, commit, createBesetzung, type Darsteller, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { firstSeed } from '../testing/laufzahl.ts'
import { pullFrom } from './abgleich.ts'
import type { Aenderungssatz } from './aenderungssatz.ts'
import type { Knoten } from './knoten.ts'
import { headIdsOf, revertEntwuerfe } from './schreiber.ts'
import { canonicalProfiles, listKonflikte, readSlot } from './slotstand.ts'
import { addSatz, createWissensstand } from './stand.ts'
import { standHash } from './standhash.ts'

let besetzung: Besetzung
beforeAll(() => {
  besetzung = createBesetzung(3)
})

const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')
const sprachen = testslot('land:TR', 'allgemeines/amtssprachen')

/** Three nodes that all know a first statement. */
const openThree = async (): Promise<{ knoten: [Knoten, Knoten, Knoten]; leute: Darsteller[] }> => {
  const knoten = (await Promise.all([0, 1, 2].map(() => openTestknoten(besetzung)))) as [Knoten, Knoten, Knoten]
  const leute = besetzung.leute.map(([a]) => a)
  await commit(knoten[0], leute[0] as Darsteller, 'bearbeiter', neueAussage(slot, { wert: 8 }))
  await exchange(knoten)
  return { knoten, leute }
}

const exchange = async (knoten: readonly Knoten[]): Promise<void> => {
  for (let i = 0; i < 2; i++)
    for (const a of knoten) for (const b of knoten) if (a !== b) await pullFrom(a, b, { stufe: 'redaktion' })
}

const read = (knoten: Knoten, name = slot) => {
  const ort = knoten.stand.slots.get(name)
  if (!ort) throw new Error(`nobody wrote ${name}`)
  return readSlot(knoten.stand, ort, 'arbeit')
}

const edit = (knoten: Knoten, wer: Darsteller | undefined, wert: unknown, name = slot): Promise<Aenderungssatz> =>
  commit(knoten, wer as Darsteller, 'bearbeiter', [aenderung(name, wert, headIdsOf(knoten.stand, name))])

describe('concurrent changes of a register', () => {
  it('T4: the same value from two chambers is one value with two authors', async () => {
    const { knoten, leute } = await openThree()
    await edit(knoten[0], leute[0], { wert: 12 })
    await edit(knoten[1], leute[1], { wert: 12 })
    await exchange(knoten)
    for (const k of knoten) {
      expect(read(k)).toMatchObject({ stand: 'klar', werte: [{ wert: { wert: 12 }, kammern: ['101', '102'] }] })
      expect(listKonflikte(k.stand, 'arbeit')).toEqual([])
    }
  })

  it('T5: two different values are a conflict with both in it', async () => {
    const { knoten, leute } = await openThree()
    await edit(knoten[0], leute[0], { wert: 9 })
    await edit(knoten[1], leute[1], { wert: 12 })
    await exchange(knoten)
    for (const k of knoten) {
      expect(read(k).stand).toBe('konflikt')
      expect(
        read(k)
          .werte.map(({ wert }) => (wert as { wert: number }).wert)
          .sort(),
      ).toEqual([12, 9])
    }
  })

  it('T5: a change against a withdrawal is a conflict, in both orders', async () => {
    for (const [first, second] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { knoten, leute } = await openThree()
      await edit(knoten[first], leute[first], { wert: 9 })
      await edit(knoten[second], leute[second], { wert: null, grund: 'überholt' })
      await exchange(knoten)
      for (const k of knoten) expect(read(k).stand).toBe('konflikt')
    }
  })

  it('T5: a conflict of three is resolved by one change that names all of them', async () => {
    const { knoten, leute } = await openThree()
    for (const [i, wert] of [9, 10, 11].entries()) await edit(knoten[i] as Knoten, leute[i], { wert })
    await exchange(knoten)
    expect(read(knoten[2]).werte).toHaveLength(3)
    await edit(knoten[2], leute[2], { wert: 12 })
    await exchange(knoten)
    for (const k of knoten) expect(read(k)).toMatchObject({ stand: 'klar', werte: [{ wert: { wert: 12 } }] })
  })

  it('T5: a conflict that two resolve in different ways is a conflict again, of the two resolutions', async () => {
    const { knoten, leute } = await openThree()
    await edit(knoten[0], leute[0], { wert: 9 })
    await edit(knoten[1], leute[1], { wert: 10 })
    await exchange(knoten)
    await edit(knoten[0], leute[0], { wert: 11 })
    await edit(knoten[1], leute[1], { wert: 12 })
    await exchange(knoten)
    const hashes = new Set(knoten.map((k) => standHash(k.stand, 'arbeit')))
    expect(hashes.size).toBe(1)
    expect(
      read(knoten[2])
        .werte.map(({ wert }) => (wert as { wert: number }).wert)
        .sort(),
    ).toEqual([11, 12])
  })

  it('withdrawals with different reasons agree with each other', async () => {
    const { knoten, leute } = await openThree()
    await edit(knoten[0], leute[0], { wert: null, grund: 'überholt' })
    await edit(knoten[1], leute[1], { wert: null, grund: 'nie belegt' })
    await exchange(knoten)
    expect(read(knoten[2]).stand).toBe('zurueckgezogen')
  })

  it('taking a changeset back restores what its slots said before', async () => {
    const { knoten, leute } = await openThree()
    const satz = await edit(knoten[0], leute[0], { wert: 12 })
    await commit(knoten[0], leute[0] as Darsteller, 'bearbeiter', revertEntwuerfe(knoten[0].stand, satz.id, 'Irrtum'))
    expect(read(knoten[0])).toMatchObject({ stand: 'klar', werte: [{ wert: { wert: 8 } }] })
  })
})

describe('concurrent changes of other places', () => {
  it('a set keeps what was added at the same time, and loses only what somebody saw and removed', async () => {
    const { knoten, leute } = await openThree()
    await commit(knoten[0], leute[0] as Darsteller, 'bearbeiter', neueAussage(sprachen, { wert: 'tr' }))
    await exchange(knoten)
    await edit(knoten[0], leute[0], { wert: null, grund: 'falsch' }, sprachen)
    await commit(knoten[1], leute[1] as Darsteller, 'bearbeiter', neueAussage(sprachen, { wert: 'ku' }))
    await commit(knoten[2], leute[2] as Darsteller, 'bearbeiter', neueAussage(sprachen, { wert: 'tr' }))
    await exchange(knoten)
    for (const k of knoten) {
      expect(read(k, sprachen).stand).toBe('klar')
      expect(read(k, sprachen).werte.map(({ wert }) => (wert as { wert: string }).wert)).toEqual(['ku', 'tr'])
    }
  })

  it('the order is the one with the lowest id, without alarm', async () => {
    const { knoten, leute } = await openThree()
    await edit(knoten[0], leute[0], 1, `${slot}/sort`)
    await edit(knoten[1], leute[1], 2, `${slot}/sort`)
    await exchange(knoten)
    const lowest = [...headIdsOf(knoten[0].stand, `${slot}/sort`)].sort()[0]
    for (const k of knoten) {
      expect(read(k, `${slot}/sort`)).toMatchObject({ stand: 'klar', werte: [{ aenderungen: [lowest] }] })
      expect(listKonflikte(k.stand, 'arbeit')).toEqual([])
    }
  })

  it('profiles that are the same hang together in any direction, and come apart when that is withdrawn', async () => {
    const { knoten, leute } = await openThree()
    await edit(knoten[0], leute[0], 'land:SY', 'land:TR/gleichAls')
    await edit(knoten[1], leute[1], 'land:TR', 'land:SY/gleichAls')
    await edit(knoten[2], leute[2], 'land:SY', 'land:PL/gleichAls')
    await exchange(knoten)
    for (const k of knoten) {
      expect([...canonicalProfiles(k.stand, 'arbeit')]).toEqual([
        ['land:PL', 'land:PL'],
        ['land:SY', 'land:PL'],
        ['land:TR', 'land:PL'],
      ])
    }
    await edit(knoten[2], leute[2], null, 'land:PL/gleichAls')
    expect(canonicalProfiles(knoten[2].stand, 'arbeit').get('land:TR')).toBe('land:SY')
  })

  it('a change that names one of another slot replaces nothing', async () => {
    const { knoten, leute } = await openThree()
    const [fremd = ''] = headIdsOf(knoten[0].stand, slot)
    const gefaelscht = fremd.replace(/[0-9a-f]{8}$/, (headIdsOf(knoten[0].stand, `${slot}/belege`)[0] ?? '').slice(-8))
    await commit(knoten[0], leute[0] as Darsteller, 'bearbeiter', [
      aenderung(`${slot}/belege`, { art: 'urkunde', titel: 'Urkunde', guete: 'unklar' }, [gefaelscht]),
    ])
    expect(headIdsOf(knoten[0].stand, slot)).toEqual([fremd])
    expect(headIdsOf(knoten[0].stand, `${slot}/belege`)).toHaveLength(2)
  })
})

describe('T3: the union of sets of changesets', () => {
  it('is commutative, associative and idempotent on states', async () => {
    const { knoten, leute } = await openThree()
    for (let i = 0; i < 12; i++) {
      const k = knoten[i % 3] as Knoten
      if (i % 4 === 3) await exchange(knoten.slice(0, 2))
      await edit(k, leute[i % 3], { wert: 6 + (i % 5) })
    }
    await exchange(knoten)
    const alle: Aenderungssatz[] = []
    for await (const satz of knoten[0].speicher.list()) if (satz.kopf.rolle === 'bearbeiter') alle.push(satz)
    const fold = (saetze: readonly Aenderungssatz[]): string => {
      const stand = createWissensstand()
      for (const satz of saetze) addSatz(stand, satz, satz.kopf.kammer)
      return standHash(stand, 'arbeit')
    }
    const part = fc.shuffledSubarray(alle)
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        const [ab, ba, abc, abc2, aa] = [
          [...a, ...b],
          [...b, ...a],
          [...a, ...b, ...c],
          [...b, ...c, ...a],
          [...a, ...a],
        ]
        expect(fold(ab)).toBe(fold(ba))
        expect(fold(abc)).toBe(fold(abc2))
        expect(fold(aa)).toBe(fold(a))
      }),
      { numRuns: 300, seed: firstSeed },
    )
    expect(fold(alle)).toBe(standHash(knoten[1].stand, 'arbeit'))
  })
})
