import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Aenderungssatz } from '@berichtsheft/bq-knowledge'
import {
  commit,
  createBesetzung,
  createTestdatenbank,
  type Darsteller,
  neueAussage,
  openTestknoten,
  type Testdatenbank,
  testslot,
} from '@berichtsheft/bq-knowledge/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { callKnoten, type Knotenprozess, pushKnoten, startKnotenprozesse } from './testing/knotenprozess.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly template: string; readonly prefix: string }
  }
}

const root = new URL('../../..', import.meta.url).pathname
const besetzung = createBesetzung(4)
const slot = testslot('land:TR', 'bildungssystem/pflichtschuljahre')

let folder: string
let prozesse: Knotenprozess[] = []
const datenbanken: Testdatenbank[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bq-drei-knoten-'))
  for (let i = 0; i < 3; i++) datenbanken.push(await createTestdatenbank(inject('postgres')))
  prozesse = await startKnotenprozesse(
    { root, folder, besetzung },
    datenbanken.map(({ url }) => url),
  )
})

afterAll(async () => {
  for (const prozess of prozesse) await prozess.end('SIGKILL')
  for (const datenbank of datenbanken) await datenbank.close()
  await rm(folder, { recursive: true, force: true })
})

const listGeltende = async ({ nr }: Knotenprozess): Promise<string[]> => {
  const result = await datenbanken[nr]?.pool.query<{ id: string }>('select id from bq.satz where aktiv')
  return (result?.rows ?? []).map(({ id }) => id)
}

interface Konflikt {
  readonly slot: string
  readonly werte: readonly { readonly wert: { readonly wert: number } }[]
}
const konflikteOf = async (prozess: Knotenprozess): Promise<[string, number[]][]> => {
  const { konflikte } = await callKnoten<{ konflikte: Konflikt[] }>(prozess, '/konflikte?sicht=arbeit')
  return konflikte.map(({ slot: place, werte }) => [place, werte.map(({ wert }) => wert.wert).sort((a, b) => a - b)])
}

describe('three nodes in processes of their own', () => {
  it('come to one state with the conflict in each, though one is killed in the middle of a push', {
    timeout: 180_000,
  }, async () => {
    const [a, b, c] = prozesse as [Knotenprozess, Knotenprozess, Knotenprozess]
    // A chamber without a node of its own has worked offline for a while.
    const offline = await openTestknoten(besetzung)
    const [fremder] = besetzung.leute[3] as readonly [Darsteller, Darsteller]
    const fremd: Aenderungssatz[] = []
    for (let i = 0; i < 600; i++) {
      const entwuerfe = neueAussage(testslot('land:PL', 'allgemeines/hauptstadt', String(i)), { wert: `Ort ${i}` })
      fremd.push(await commit(offline, fremder, 'bearbeiter', entwuerfe))
    }
    for (const prozess of prozesse) await pushKnoten(prozess, besetzung.zulassung)

    // Edited apart, nobody knows of the others.
    for (const [i, prozess] of prozesse.entries()) {
      await callKnoten(prozess, '/aenderungssaetze', { aenderungen: neueAussage(slot, { wert: 8 + i }) })
      expect(await konflikteOf(prozess)).toEqual([])
    }
    for (const prozess of prozesse) await prozess.end('SIGTERM')
    for (const prozess of prozesse) await prozess.start(0.2)

    // One is killed while it takes in a push, and it comes back.
    const answered = new Set<string>()
    let dead: Promise<unknown> | undefined
    await expect(
      pushKnoten(b, fremd, ({ id, ergebnis }) => {
        expect(['neu', 'bekannt']).toContain(ergebnis)
        answered.add(id)
        dead ??= b.end('SIGKILL')
      }),
    ).rejects.toThrow()
    await dead
    expect(answered.size).toBeGreaterThan(0)
    expect(answered.size).toBeLessThan(fremd.length)
    await b.start(0.2)
    const stored = new Set(await listGeltende(b))
    expect([...answered].filter((id) => !stored.has(id))).toEqual([])

    // The rest goes to another node: backwards, twice, and once broken off by the sender.
    const backwards = [...fremd].reverse()
    const controller = new AbortController()
    const broken = await fetch(`${c.adresse}/sync/fetch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ketten: {}, gabelungen: [], unvollstaendig: [] }),
      signal: controller.signal,
    })
    expect((await broken.body?.getReader().read())?.value?.length).toBeGreaterThan(0)
    controller.abort()
    await pushKnoten(c, [...backwards.slice(0, 300), ...backwards.slice(100)])

    const expected = 600 + besetzung.zulassung.length + 3
    const count = async (prozess: Knotenprozess) => (await listGeltende(prozess)).length
    await expect
      .poll(async () => [await count(a), await count(b), await count(c)], { timeout: 90_000, interval: 200 })
      .toEqual([expected, expected, expected])
    const states = await Promise.all(prozesse.map((prozess) => callKnoten<{ arbeit: string }>(prozess, '/sync/stand')))
    expect(new Set(states.map(({ arbeit }) => arbeit)).size).toBe(1)
    for (const prozess of prozesse) expect(await konflikteOf(prozess)).toEqual([[slot, [8, 9, 10]]])
  })

  it('end when they are told to', async () => {
    for (const prozess of prozesse) expect(await prozess.end('SIGTERM')).toBe(0)
  })
})
