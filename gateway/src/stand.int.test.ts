import { randomUUID } from 'node:crypto'
import { ifMatchOperations, type ifNoneMatchOperations } from '@berichtsheft/core'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { freigabeFor, heute, post, pushHeft, release, request } from './features/anforderung/testing/vorgang.ts'
import { createTestApp, type TestApp, type TestClient } from './testing/create-test-app.ts'
import { makeKopf, makeNachweis } from './testing/fixtures.ts'

let app: TestApp
let vendor: TestClient
let other: TestClient
let kammer: TestClient
let betreiber: TestClient
beforeAll(async () => {
  app = await createTestApp({ now: heute })
  vendor = await app.createVendor()
  other = await app.createVendor('Anderer Anbieter AG')
  kammer = await app.createKammer()
  betreiber = await app.createBetreiber()
})
afterAll(() => app?.close())

/** An object that was changed after somebody read it, and how this one would change it. */
interface Scene {
  readonly url: string
  readonly reader: TestClient
  readonly writer: TestClient
  readonly method: 'PUT' | 'PATCH' | 'POST'
  readonly changeUrl: string
  readonly body: object
  /** Changes the object once more. */
  readonly disturb: () => Promise<unknown>
}

const nachweisScene = async (method: 'PUT' | 'POST', suffix: string, body: (inhalt: object) => object) => {
  const heftId = await pushHeft(vendor, 0)
  const { verlauf: _verlauf, ...nachweis } = makeNachweis(3)
  const created = await post(vendor, '/v1/ausbildungsnachweise', { berichtsheftId: heftId, ...nachweis })
  const url = `/v1/ausbildungsnachweise/${created.json().id}`
  const comment = { text: 'Gut', von: { rolle: 'ausbilder' } }
  return {
    url,
    reader: vendor,
    writer: vendor,
    method,
    changeUrl: `${url}${suffix}`,
    body: body(nachweis.inhalt),
    disturb: () => post(vendor, `${url}/kommentare`, comment),
  }
}

/** Operations of report books and vendors; those of people and companies are tested with their features. */
type Geprueft =
  | 'updateBerichtsheft'
  | 'updateAusbildungsnachweis'
  | 'createSchritt'
  | 'updateAnbieter'
  | 'withdrawAnforderung'
  | 'revokeFreigabe'

const scenes: Record<Geprueft, () => Promise<Scene>> = {
  updateBerichtsheft: async () => {
    const url = `/v1/berichtshefte/${await pushHeft(vendor, 1)}`
    const patch = (payload: object) => async () => {
      const { version } = (await vendor.inject({ url })).json()
      return vendor.inject({ method: 'PATCH', url, payload, headers: { 'if-match': `"${version}"` } })
    }
    const disturb = patch({ azubinummer: '153-77' })
    return {
      url,
      reader: vendor,
      writer: vendor,
      method: 'PATCH',
      changeUrl: url,
      body: { status: 'abgeschlossen' },
      disturb,
    }
  },
  updateAusbildungsnachweis: () =>
    nachweisScene('PUT', '', (inhalt) => ({ inhalt: { ...inhalt, abteilung: 'Vertrieb' } })),
  createSchritt: () =>
    nachweisScene('POST', '/schritte', () => ({ vorgang: 'eingereicht', durch: { rolle: 'auszubildende' } })),
  updateAnbieter: async () => {
    const { anbieterId } = await app.createVendor('Geänderter Anbieter')
    const url = `/v1/anbieter/${anbieterId}`
    const disturb = async () => {
      const { version } = (await betreiber.inject({ url })).json()
      const headers = { 'if-match': `"${version}"` }
      return betreiber.inject({ method: 'PATCH', url, payload: { status: 'gesperrt' }, headers })
    }
    return {
      url,
      reader: betreiber,
      writer: betreiber,
      method: 'PATCH',
      changeUrl: url,
      body: { status: 'aktiv' },
      disturb,
    }
  },
  withdrawAnforderung: async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    const url = `/v1/anforderungen/${id}`
    // The vendor reads it, which moves it on.
    const disturb = () => vendor.inject({ url })
    return { url, reader: kammer, writer: kammer, method: 'POST', changeUrl: `${url}/ruecknahme`, body: {}, disturb }
  },
  revokeFreigabe: async () => {
    const url = `/v1/freigaben/${(await release(vendor, await pushHeft(vendor, 1))).id}`
    const disturb = () => post(vendor, `${url}/widerruf`, { grund: 'Irrtum' })
    return { url, reader: vendor, writer: vendor, method: 'POST', changeUrl: `${url}/widerruf`, body: {}, disturb }
  },
}

const names = Object.keys(scenes) as Geprueft[]
const change = ({ writer, method, changeUrl, body }: Scene, etag?: string): Promise<LightMyRequestResponse> =>
  writer.inject({ method, url: changeUrl, payload: body, headers: etag === undefined ? {} : { 'if-match': etag } })
const etagOfAnswer = ({ headers }: LightMyRequestResponse): string => String(headers.etag)

describe('If-Match', () => {
  test.each(names)('%s: a stale ETag is answered with the present form, as reading it has it', async (name) => {
    const scene = await scenes[name]()
    const old = await scene.reader.inject({ url: scene.url })
    expect(old.statusCode).toBe(200)
    const disturbed = (await scene.disturb()) as LightMyRequestResponse
    expect(disturbed.statusCode, disturbed.body).toBeLessThan(300)
    const refused = await change(scene, etagOfAnswer(old))
    expect(refused.statusCode, refused.body).toBe(412)
    const present = await scene.reader.inject({ url: scene.url })
    expect(refused.json()).toMatchObject({ type: 'https://berichtsheft.example/probleme#precondition-failed' })
    expect(refused.json().stand).toEqual(present.json())
    expect(etagOfAnswer(refused)).toBe(etagOfAnswer(present))
    expect(etagOfAnswer(present)).not.toBe(etagOfAnswer(old))
  })

  test.each(names.filter((name) => name !== 'revokeFreigabe'))(
    '%s: the ETag and the version that the refusal tells are good for the next try',
    async (name) => {
      const scene = await scenes[name]()
      const { stand } = (await change(scene, '"4711"')).json()
      const done = await change(scene, `"${stand.version}"`)
      expect(done.statusCode, done.body).toBeLessThan(300)
      const next = await scenes[name]()
      const again = await change(next, etagOfAnswer(await change(next, '"4711"')))
      expect(again.statusCode, again.body).toBeLessThan(300)
    },
  )

  test.each(['*', 'W/"1"', '1', '"1", "2"', '"0"', '"x"'])(
    '%s is no version, and tells the present one',
    async (tag) => {
      const scene = await scenes.updateBerichtsheft()
      const refused = await change(scene, tag)
      expect(refused.statusCode).toBe(412)
      expect(refused.json().stand).toEqual((await vendor.inject({ url: scene.url })).json())
    },
  )

  test.each(names)('%s: without it, 428 or done, as the contract says', async (name) => {
    const answer = await change(await scenes[name]())
    expect(answer.statusCode === 428, answer.body).toBe(ifMatchOperations[name] === 'required')
    expect(answer.statusCode).not.toBe(412)
  })

  it('tells nobody about a foreign object', async () => {
    const scene = await scenes.updateBerichtsheft()
    const answer = await change({ ...scene, writer: other }, '"4711"')
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).not.toHaveProperty('stand')
  })

  it('tells a chamber whom its request is about, though the book is hidden from it', async () => {
    const { id } = await request(kammer, await pushHeft(vendor, 1))
    expect((await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {})).statusCode).toBe(200)
    const refused = await post(kammer, `/v1/anforderungen/${id}/ruecknahme`, {}, { 'if-match': '"1"' })
    expect(refused.json().stand).toMatchObject({ id, status: 'zurueckgezogen', azubi: 'Tilda Ehrlichmann' })
  })
})

describe('If-None-Match', () => {
  const byOperation = {
    getBerichtsheft: 'updateBerichtsheft',
    getAusbildungsnachweis: 'createSchritt',
    getAnforderung: 'withdrawAnforderung',
    getFreigabe: 'revokeFreigabe',
    getAnbieter: 'updateAnbieter',
  } as const satisfies Partial<Record<(typeof ifNoneMatchOperations)[number], Geprueft>>
  const readers = Object.keys(byOperation) as (keyof typeof byOperation)[]

  test.each(readers)('%s: 304 without a body until the object changes', async (name) => {
    const { url, reader, disturb } = await scenes[byOperation[name]]()
    const read = await reader.inject({ url })
    const etag = etagOfAnswer(read)
    for (const tags of [etag, `W/${etag}`, `"abc", ${etag}`, '*']) {
      const known = await reader.inject({ url, headers: { 'if-none-match': tags } })
      expect(known.statusCode, tags).toBe(304)
      expect(known.body).toBe('')
      expect(known.headers).toMatchObject({ etag, 'cache-control': 'no-store' })
      expect(known.headers).not.toHaveProperty('content-type')
    }
    for (const tags of ['"abc"', etag.slice(1, -1), '']) {
      expect((await reader.inject({ url, headers: { 'if-none-match': tags } })).statusCode, tags).toBe(200)
    }
    await disturb()
    const changed = await reader.inject({ url, headers: { 'if-none-match': etag } })
    expect(changed.statusCode).toBe(200)
    expect(changed.json()).not.toEqual(read.json())
  })

  it('tells of a book that it got a report, though its head is the same', async () => {
    const id = await pushHeft(vendor, 1)
    const url = `/v1/berichtshefte/${id}`
    const read = await vendor.inject({ url })
    await post(vendor, '/v1/ausbildungsnachweise', { berichtsheftId: id, ...makeNachweis(9) })
    const again = await vendor.inject({ url, headers: { 'if-none-match': etagOfAnswer(read) } })
    expect(again.json()).toMatchObject({ version: 1, anzahlNachweise: 2 })
    // The change of the head is as good as before.
    const changed = await vendor.inject({
      method: 'PATCH',
      url,
      payload: { azubinummer: '153-78' },
      headers: { 'if-match': etagOfAnswer(read) },
    })
    expect(changed.statusCode).toBe(200)
  })

  it('tells of a request that the apprentice has another name', async () => {
    const heftId = await pushHeft(vendor, 1)
    const url = `/v1/anforderungen/${(await request(kammer, heftId)).id}`
    const etag = etagOfAnswer(await kammer.inject({ url }))
    const headers = { 'if-match': '"1"' }
    const payload = { azubi: { name: 'Tilda Störtebeker' } }
    await vendor.inject({ method: 'PATCH', url: `/v1/berichtshefte/${heftId}`, payload, headers })
    const again = await kammer.inject({ url, headers: { 'if-none-match': etag } })
    expect(again.json()).toMatchObject({ version: 1, azubi: 'Tilda Störtebeker' })
  })

  it('tells that a release has run out, before and after the job writes it down', async () => {
    const { id } = await release(vendor, await pushHeft(vendor, 1), { gueltigBis: '2026-11-21' })
    const url = `/v1/freigaben/${id}`
    const etag = etagOfAnswer(await vendor.inject({ url }))
    app.clock.now = new Date('2026-11-22T10:00:00Z')
    try {
      const late = await vendor.inject({ url, headers: { 'if-none-match': etag } })
      expect(late.json()).toMatchObject({ status: 'abgelaufen', version: 2 })
      const { expireFreigaben } = await import('./features/freigabe/freigabe.service.ts')
      expect(await expireFreigaben(app.deps, app.clock.now)).toBeGreaterThan(0)
      expect(etagOfAnswer(await vendor.inject({ url }))).toBe(etagOfAnswer(late))
    } finally {
      app.clock.now = heute
    }
  })

  it('is 404 for what the caller may not see', async () => {
    const url = `/v1/berichtshefte/${await pushHeft(vendor, 1)}`
    expect((await other.inject({ url, headers: { 'if-none-match': '*' } })).statusCode).toBe(404)
    expect(
      (await vendor.inject({ url: `/v1/freigaben/${randomUUID()}`, headers: { 'if-none-match': '*' } })).statusCode,
    ).toBe(400)
  })
})

it('answers of writes carry the ETag that reading has', async () => {
  const heft = await post(vendor, '/v1/berichtshefte', makeKopf())
  const freigabe = await post(vendor, '/v1/freigaben', freigabeFor(heft.json().id))
  for (const { headers } of [heft, freigabe]) {
    expect((await vendor.inject({ url: String(headers.location) })).headers.etag).toBe(headers.etag)
  }
})
