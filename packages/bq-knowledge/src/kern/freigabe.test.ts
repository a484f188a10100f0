import { describe, expect, it } from 'vitest'
import {
  asSchreiber,
  commit,
  createKleinesNetz,
  type Darsteller,
  openTestknoten,
  testzeit,
} from '../testing/besetzung.ts'
import { aenderung, gesetzblatt, neueAussage, testslot, vermerk } from '../testing/entwuerfe.ts'
import { isFreigegeben, publicHeadsOf, publishedHeadsOf } from './freigabe.ts'
import { type Knoten, receiveSatz } from './knoten.ts'
import type { Richtlinie } from './netzangaben.ts'
import { headIdsOf, writeSatz } from './schreiber.ts'
import { aenderungIdOf } from './slot.ts'
import { findAenderung, idOf } from './stand.ts'

const { besetzung, anna, bernd, carla, dora } = createKleinesNetz()

const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')

const propose = async (beleg = gesetzblatt, name = slot): Promise<{ knoten: Knoten; ids: string[] }> => {
  const knoten = await openTestknoten(besetzung)
  const wert = name.includes('gesetz') ? 'Gesetz Nr. 3308' : 8
  const satz = await commit(knoten, anna, 'bearbeiter', neueAussage(name, { wert }, beleg))
  return { knoten, ids: [aenderungIdOf(satz.id, 0, name), aenderungIdOf(satz.id, 1, `${name}/belege`)] }
}

const review = (knoten: Knoten, wer: Darsteller, ...args: Parameters<typeof vermerk>) =>
  commit(knoten, wer, 'pruefer', [vermerk(...args)])

const published = ({ stand }: Knoten, name = slot): string[] => {
  const ort = stand.slots.get(name)
  return ort ? publishedHeadsOf(stand, ort).map(idOf) : []
}
const shown = ({ stand }: Knoten, name = slot): string[] => {
  const ort = stand.slots.get(name)
  return ort ? publicHeadsOf(stand, ort).map(idOf) : []
}

const vote = async (knoten: Knoten, abschnitt: string, richtlinie: Richtlinie): Promise<void> => {
  for (const verwalter of besetzung.administration.slice(0, 2)) {
    const entwurf = { slot: `netz/richtlinie/${abschnitt}`, ersetzt: [], wert: null, angaben: richtlinie }
    const satz = writeSatz(knoten.netz, asSchreiber(verwalter, 'netzadministration'), [entwurf], {
      erstelltAm: testzeit,
    })
    expect((await receiveSatz(knoten, satz)).ergebnis).toBe('neu')
  }
}

describe('T7: four eyes', () => {
  it('another chamber approves', async () => {
    const { knoten, ids } = await propose()
    expect(published(knoten)).toEqual([])
    await review(knoten, carla, ids)
    expect(published(knoten)).toEqual([ids[0]])
    expect(shown(knoten)).toEqual([ids[0]])
  })

  it('nobody approves what is their own', async () => {
    const { knoten, ids } = await propose()
    await review(knoten, anna, ids)
    expect(published(knoten)).toEqual([])
  })

  it('nobody of the own chamber approves', async () => {
    const { knoten, ids } = await propose()
    await review(knoten, bernd, ids)
    expect(published(knoten)).toEqual([])
  })

  it('the own chamber approves where it is the Leitkammer, but still not the author', async () => {
    const { knoten, ids } = await propose()
    const leitkammer = { slot: 'land:TR/leitkammer', ersetzt: [], wert: null, angaben: { kammern: ['101'], ab: {} } }
    await commit(knoten, carla, 'redaktion', [leitkammer])
    await review(knoten, anna, ids)
    expect(published(knoten)).toEqual([])
    await review(knoten, bernd, ids)
    expect(published(knoten)).toEqual([ids[0]])
  })

  it('an assignment of the Leitkammer counts from its number on, not before', async () => {
    for (const [ab, expected] of [
      [3, 0],
      [2, 1],
    ] as const) {
      const { knoten, ids } = await propose()
      const angaben = { kammern: ['101'], ab: { 'ihk-101': ab } }
      await commit(knoten, carla, 'redaktion', [{ slot: 'land:TR/leitkammer', ersetzt: [], wert: null, angaben }])
      await review(knoten, bernd, ids) // number 2 of the chain of 101
      expect(published(knoten)).toHaveLength(expected)
    }
  })

  it('an approval that its reviewer replaced counts no longer', async () => {
    const { knoten, ids } = await propose()
    const first = await review(knoten, carla, ids)
    await review(knoten, carla, ids, 'rueckfrage', [aenderungIdOf(first.id, 0, 'pruefvermerk')])
    expect(published(knoten)).toEqual([])
  })

  it('somebody else cannot replace the refusal of a reviewer', async () => {
    const { knoten, ids } = await propose()
    const nein = await review(knoten, carla, ids, 'nein')
    await review(knoten, dora, ids, 'frei', [aenderungIdOf(nein.id, 0, 'pruefvermerk')])
    expect(published(knoten)).toEqual([])
  })

  it('an approval beside a refusal publishes nothing, a question beside it changes nothing', async () => {
    const { knoten, ids } = await propose()
    await review(knoten, carla, ids)
    await review(knoten, dora, ids, 'rueckfrage')
    expect(published(knoten)).toHaveLength(1)
    await review(knoten, dora, ids, 'nein')
    expect(published(knoten)).toEqual([])
  })

  it('two contradicting verdicts of the same person publish nothing', async () => {
    const { knoten, ids } = await propose()
    await review(knoten, carla, ids, 'nein')
    await review(knoten, carla, ids, 'frei')
    expect(published(knoten)).toEqual([])
  })

  it('the Redaktion publishes nothing alone', async () => {
    const knoten = await openTestknoten(besetzung)
    const satz = await commit(knoten, carla, 'redaktion', neueAussage(slot, { wert: 8 }))
    await review(knoten, carla, [aenderungIdOf(satz.id, 0, slot)])
    expect(published(knoten)).toEqual([])
  })
})

describe('policies', () => {
  it('two reviewers where the section asks for two, for what was written from then on', async () => {
    const before = await propose()
    await vote(before.knoten, 'bildungssystem', {
      version: 1,
      mindestens: 2,
      andereKammer: true,
      amtlich: false,
      ab: { 'ihk-101': 2 },
    })
    await review(before.knoten, carla, before.ids)
    expect(published(before.knoten)).toHaveLength(1)

    const after = await propose()
    await vote(after.knoten, 'bildungssystem', {
      version: 1,
      mindestens: 2,
      andereKammer: true,
      amtlich: false,
      ab: { 'ihk-101': 1 },
    })
    await review(after.knoten, carla, after.ids)
    expect(published(after.knoten)).toEqual([])
    await review(after.knoten, dora, after.ids)
    expect(published(after.knoten)).toHaveLength(1)
  })

  it('the higher version holds, and a policy for all sections where there is no own one', async () => {
    const { knoten, ids } = await propose()
    await vote(knoten, '*', { version: 1, mindestens: 2, andereKammer: true, amtlich: false, ab: {} })
    await vote(knoten, '*', { version: 2, mindestens: 1, andereKammer: false, amtlich: false, ab: {} })
    await review(knoten, bernd, ids)
    expect(published(knoten)).toHaveLength(1)
  })

  it('law is shown only with an official source', async () => {
    const gesetz = testslot('land:TR', 'rechtsgrundlagen/gesetz')
    const weak = await propose({ ...gesetzblatt, guete: 'sekundaer' }, gesetz)
    await review(weak.knoten, carla, weak.ids)
    expect([published(weak.knoten, gesetz).length, shown(weak.knoten, gesetz).length]).toEqual([1, 0])
    const strong = await propose(gesetzblatt, gesetz)
    await review(strong.knoten, carla, strong.ids)
    expect(shown(strong.knoten, gesetz)).toHaveLength(1)
  })

  it('a statement is shown only with a citation that was approved, too', async () => {
    const { knoten, ids } = await propose()
    await review(knoten, carla, ids.slice(0, 1))
    expect([published(knoten).length, shown(knoten).length]).toEqual([1, 0])
    await review(knoten, dora, ids.slice(1))
    expect(shown(knoten)).toHaveLength(1)
  })
})

describe('T6: succession', () => {
  it('what was approved, then replaced by something refused, then by something approved, does not come back', async () => {
    const { knoten, ids } = await propose()
    await review(knoten, carla, ids)
    const b = await commit(knoten, anna, 'bearbeiter', [aenderung(slot, { wert: 9 }, headIdsOf(knoten.stand, slot))])
    await review(knoten, carla, [aenderungIdOf(b.id, 0, slot)], 'nein')
    expect(published(knoten)).toEqual([ids[0]])
    const c = await commit(knoten, anna, 'bearbeiter', [aenderung(slot, { wert: 12 }, headIdsOf(knoten.stand, slot))])
    const cId = aenderungIdOf(c.id, 0, slot)
    await review(knoten, carla, [cId])
    expect(published(knoten)).toEqual([cId])
    expect(isFreigegeben(knoten.stand, findAenderung(knoten.stand, ids[0] ?? '') as never)).toBe(true)
  })
})
