import { describe, expect, it } from 'vitest'
import { castVotes, collect, commit, createKleinesNetz, type Darsteller, openTestknoten } from '../testing/besetzung.ts'
import { aenderung, neueAussage, testslot } from '../testing/entwuerfe.ts'
import { fetchSaetze, pullFrom, vectorOf } from './abgleich.ts'
import type { Aenderungssatz } from './aenderungssatz.ts'
import { type Knoten, openKnoten, receiveSatz } from './knoten.ts'
import { checkSatz } from './pruefung.ts'
import { headIdsOf } from './schreiber.ts'
import { aenderungIdOf } from './slot.ts'
import { readSlot } from './slotstand.ts'
import { createSpeicher } from './speicher.ts'
import { standHash } from './standhash.ts'
import { redactSatz } from './teilsicht.ts'

const { besetzung, anna, carla } = createKleinesNetz()

const slot = testslot('land:TR', 'kontakte/kontakt')
const geheim = 'Frau Mustermann, Durchwahl 4711'
const alles = { stufe: 'redaktion' } as const
const none = { ketten: {}, gabelungen: [], unvollstaendig: [] }

const dump = async ({ speicher }: Knoten): Promise<string> => JSON.stringify(await collect(speicher.list()))
const read = ({ stand }: Knoten, name = slot) => {
  const ort = stand.slots.get(name)
  if (!ort) throw new Error(`nobody wrote ${name}`)
  return readSlot(stand, ort, 'arbeit')
}
const order = (ziel: string, name = 'schwaerzung') => ({
  slot: name,
  ersetzt: [],
  wert: null,
  angaben: { ziel, grund: 'personenbezug' },
})

/** Two nodes that know a statement with personal data, and what was said about it. */
const openTwo = async (): Promise<{ a: Knoten; b: Knoten; ziel: string; satz: Aenderungssatz }> => {
  const [a, b] = [await openTestknoten(besetzung), await openTestknoten(besetzung)]
  const satz = await commit(
    a,
    anna,
    'bearbeiter',
    neueAussage(slot, { wert: { stelle: 'Ministerium', hinweis: geheim } }),
  )
  await pullFrom(a, b, alles)
  return { a, b, ziel: aenderungIdOf(satz.id, 0, slot), satz }
}

describe('T12: a content that is removed everywhere', () => {
  it('cannot be found any more, in log, view, exchange or file, while chain and tree still verify', async () => {
    const { a, b, ziel } = await openTwo()
    expect(await dump(b)).toContain(geheim)
    await commit(a, anna, 'bearbeiter', [order(ziel)])
    await pullFrom(a, b, alles)
    for (const knoten of [a, b]) {
      expect(await dump(knoten)).not.toContain('Durchwahl 4711')
      expect(JSON.stringify(await collect(fetchSaetze(knoten, none, alles)))).not.toContain('Durchwahl 4711')
      expect(read(knoten)).toMatchObject({ stand: 'klar', werte: [{ geschwaerzt: true, aenderungen: [ziel] }] })
      expect(read(knoten).werte[0]).not.toHaveProperty('wert')
      for (const satz of await collect(knoten.speicher.list())) expect(checkSatz(satz).gueltig).toBe(true)
      expect(knoten.unvollstaendig.size).toBe(0)
    }
    expect(standHash(a.stand, 'arbeit')).toBe(standHash(b.stand, 'arbeit'))
  })

  it('gives a new node the same state, whichever comes first: order, redacted or full copy', async () => {
    const { a, b, ziel, satz } = await openTwo()
    await commit(a, anna, 'bearbeiter', [order(ziel)])
    const late = await openTestknoten(besetzung)
    await pullFrom(a, late, alles)
    const fed = await openTestknoten(besetzung)
    // The redacted copy comes first, then somebody who has not heard of the order sends the full one.
    for (const one of await collect(fetchSaetze(a, vectorOf(fed), alles))) await receiveSatz(fed, one)
    expect((await receiveSatz(fed, satz)).ergebnis).toBe('bekannt')
    const full = await openTestknoten(besetzung)
    await pullFrom(b, full, alles)
    await pullFrom(a, full, alles)
    const reopened = await openKnoten(besetzung.gruendung, a.speicher)
    for (const knoten of [late, fed, full, reopened]) {
      expect(await dump(knoten)).not.toContain('Durchwahl 4711')
      expect(standHash(knoten.stand, 'arbeit')).toBe(standHash(a.stand, 'arbeit'))
    }
  })

  it('still has its place: a later change replaces it like any other', async () => {
    const { a, ziel } = await openTwo()
    await commit(a, anna, 'bearbeiter', [order(ziel)])
    await commit(a, anna, 'bearbeiter', [
      aenderung(slot, { wert: { stelle: 'Ministerium' } }, headIdsOf(a.stand, slot)),
    ])
    expect(read(a).werte.map(({ wert }) => wert)).toEqual([{ wert: { stelle: 'Ministerium' } }])
  })

  it('needs the chamber of its author, or the votes of enough members of the administration', async () => {
    const { a, b, ziel } = await openTwo()
    await commit(b, carla, 'bearbeiter', [order(ziel)])
    await pullFrom(b, a, alles)
    expect(read(a).werte[0]).toHaveProperty('wert')
    const [one, two] = besetzung.administration as [Darsteller, Darsteller]
    await castVotes(a, [one], [order(ziel, 'netz/schwaerzung')])
    expect(read(a).werte[0]).toHaveProperty('wert')
    await castVotes(a, [two], [order(ziel, 'netz/schwaerzung')])
    expect(read(a).werte[0]?.geschwaerzt).toBe(true)
    expect(await dump(a)).not.toContain('Durchwahl 4711')
    await pullFrom(a, b, alles)
    expect(await dump(b)).not.toContain('Durchwahl 4711')
    expect(standHash(a.stand, 'arbeit')).toBe(standHash(b.stand, 'arbeit'))
  })

  it('may be a message, too', async () => {
    const a = await openTestknoten(besetzung)
    const satz = await commit(a, anna, 'bearbeiter', neueAussage(slot, { wert: { stelle: 'Amt' } }), {
      nachricht: geheim,
    })
    await commit(a, anna, 'bearbeiter', [order(aenderungIdOf(satz.id, 2, 'nachricht'))])
    expect(await dump(a)).not.toContain('Durchwahl 4711')
  })

  it('control: taking a value out without the order leaves a gap that the next exchange fills', async () => {
    const { a, b, satz } = await openTwo()
    const c = await openTestknoten(besetzung)
    await receiveSatz(
      c,
      redactSatz(satz, (i) => i === 0),
    )
    expect([...c.unvollstaendig]).toEqual([satz.id])
    expect(standHash(c.stand, 'arbeit')).toBe(standHash(b.stand, 'arbeit'))
    await pullFrom(a, c, alles)
    expect(c.unvollstaendig.size).toBe(0)
    expect(read(c)).toEqual(read(a))
    await openKnoten(besetzung.gruendung, createSpeicher())
  })
})
