import {
  type Anforderung,
  type Anforderungsseite,
  Anforderungsstatus,
  anforderungZustand,
  type Uebermittlung,
} from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { expireFreigaben } from '../freigabe/freigabe.service.ts'
import { markZugestellt } from './anforderung.service.ts'
import { expireAnforderungen } from './anforderung-fristen.service.ts'
import { bodyOf, freigabeFor, get, heute, post, pushHeft, release, request } from './testing/vorgang.ts'

/** Every step of the table is taken through the doors that callers and jobs have, and no other step is possible. */

let app: TestApp
let vendor: TestClient
let kammer: TestClient
/** A trainer of the company of the books, who releases for it. */
let ausbilder: (url: string, payload: object) => Promise<unknown>

beforeAll(async () => {
  app = await createTestApp({ now: heute })
  vendor = await app.createVendor()
  kammer = await app.createKammer('153')
  const unternehmenId = await createTestUnternehmen(app, { identnummer: '0001234567' })
  const { inject } = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })
  ausbilder = (url, payload) => inject(`unternehmen:${unternehmenId}`, { method: 'POST', url, payload })
})
afterAll(() => app?.close())

/** A request on its way, with what came of it so far. */
interface Probe {
  readonly id: string
  readonly heftId: string
  freigabeId?: string
  uebermittlungId?: string
}

const later = new Date('2027-03-01T12:00:00Z')

const create = async (): Promise<Probe> => {
  app.clock.now = heute
  const heftId = await pushHeft(vendor, 1)
  return { id: (await request(kammer, heftId)).id, heftId }
}

const grant = async (probe: Probe): Promise<void> => {
  probe.freigabeId = (await release(vendor, probe.heftId, { anforderungId: probe.id })).id
}

const transfer = async (probe: Probe): Promise<void> => {
  const { freigabeId } = probe
  probe.uebermittlungId = bodyOf<Uebermittlung>(await post(vendor, '/v1/uebermittlungen', { freigabeId }), 201).id
}

const decide = ({ uebermittlungId }: Probe) =>
  post(kammer, '/v1/pruefergebnisse', { uebermittlungId, entscheidung: 'angenommen' })

/** Brings a new request into a state. */
const reach: Record<Anforderungsstatus, () => Promise<Probe>> = {
  angelegt: create,
  zugestellt: async () => {
    const probe = await create()
    await alsSystem(app.deps, (trx) => markZugestellt(trx, probe.id, heute))
    return probe
  },
  gelesen: async () => {
    const probe = await create()
    await get(vendor, `/v1/anforderungen/${probe.id}`)
    return probe
  },
  freigegeben: async () => {
    const probe = await create()
    await grant(probe)
    return probe
  },
  uebermittelt: async () => {
    const probe = await reach.freigegeben()
    await transfer(probe)
    return probe
  },
  geprueft: async () => {
    const probe = await reach.uebermittelt()
    bodyOf(await decide(probe), 201)
    return probe
  },
  ueberfaellig: async () => {
    const probe = await create()
    await expireAnforderungen(app.deps, later)
    return probe
  },
  zurueckgezogen: async () => {
    const probe = await create()
    bodyOf(await post(kammer, `/v1/anforderungen/${probe.id}/ruecknahme`, {}), 200)
    return probe
  },
}

const statusOf = async ({ id }: Probe): Promise<Anforderungsstatus> =>
  (await get<Anforderung>(kammer, `/v1/anforderungen/${id}`)).status

/** The ways in which a side can cause a state. */
const ways: Partial<Record<`${Anforderungsseite} ${Anforderungsstatus}`, (probe: Probe) => Promise<unknown>>> = {
  'system zugestellt': ({ id }) => alsSystem(app.deps, (trx) => markZugestellt(trx, id, heute)),
  'anbieter zugestellt': ({ heftId }) => get(vendor, `/v1/anforderungen?berichtsheftId=${heftId}`),
  'anbieter gelesen': async ({ id, freigabeId }) =>
    freigabeId === undefined
      ? get(vendor, `/v1/anforderungen/${id}`)
      : post(vendor, `/v1/freigaben/${freigabeId}/widerruf`, {}),
  'system gelesen': () => expireFreigaben(app.deps, new Date('2027-07-02T12:00:00Z')),
  'anbieter freigegeben': ({ id, heftId }) => post(vendor, '/v1/freigaben', freigabeFor(heftId, { anforderungId: id })),
  'unternehmen freigegeben': ({ id, heftId }) => ausbilder('/v1/freigaben', freigabeFor(heftId, { anforderungId: id })),
  'unternehmen gelesen': ({ freigabeId }) => ausbilder(`/v1/freigaben/${freigabeId}/widerruf`, {}),
  'anbieter uebermittelt': ({ freigabeId }) => post(vendor, '/v1/uebermittlungen', { freigabeId }),
  'kammer geprueft': decide,
  'system ueberfaellig': () => expireAnforderungen(app.deps, later),
  'kammer zurueckgezogen': ({ id }) => post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {}),
}

const states = (Anforderungsstatus as unknown as { enum: Anforderungsstatus[] }).enum

describe('every step of the table', () => {
  const steps = anforderungZustand.uebergaenge.flatMap(({ von, nach, durch }) =>
    // The gateway itself hands nothing over: the vendor does, and the door for it is the one of the vendor.
    durch.flatMap((seite) => (seite === 'system' && nach === 'uebermittelt' ? [] : [[von, nach, seite] as const])),
  )
  it.each(steps)('%s → %s by %s', async (von, nach, seite) => {
    const probe = await reach[von]()
    expect(await statusOf(probe)).toBe(von)
    const way = ways[`${seite} ${nach}`]
    expect(way, `no way to ${nach} for ${seite}`).toBeDefined()
    await way?.(probe)
    const { status, verlauf, version } = await get<Anforderung>(kammer, `/v1/anforderungen/${probe.id}`)
    expect(status).toBe(nach)
    expect(verlauf.at(-1)?.status).toBe(nach)
    expect(verlauf).toHaveLength(version)
  })
})

describe('no other step', () => {
  const allowed = (von: Anforderungsstatus, nach: Anforderungsstatus, seite: string) =>
    anforderungZustand.uebergaenge.some(
      (u) => u.von === von && u.nach === nach && (u.durch as string[]).includes(seite),
    )
  const attempts = states.flatMap((von) =>
    Object.keys(ways).flatMap((way) => {
      const [seite, nach] = way.split(' ') as [Anforderungsseite, Anforderungsstatus]
      return von === nach || allowed(von, nach, seite) ? [] : [[von, nach, seite] as const]
    }),
  )
  it.each(attempts)('%s does not become %s by %s', async (von, nach, seite) => {
    const probe = await reach[von]()
    const before = await get<Anforderung>(kammer, `/v1/anforderungen/${probe.id}`)
    await ways[`${seite} ${nach}`]?.(probe)
    const after = await get<Anforderung>(kammer, `/v1/anforderungen/${probe.id}`)
    expect(after).toEqual(before)
  })
})
