import { type Anforderung, type Lieferung, scopesOf, type UebermittlungSeite } from '@berichtsheft/core'
import { sha256, verifyPaket } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inTransaktion } from '../../db/transaktion.ts'
import type { TestClient } from '../../testing/create-test-app.ts'
import { makeNachweis } from '../../testing/fixtures.ts'
import {
  bodyOf,
  ereignisseOf,
  fetchPaket,
  get,
  heute,
  openScene,
  post,
  pushHeft,
  release,
  request,
  transfer,
  transferRequested,
  unknownId,
} from '../anforderung/testing/vorgang.ts'
import { toAngemeldeter } from '../anmeldung/angemeldeter.ts'
import { withDocumentProcess } from './document-pool.ts'
import { transferHeft } from './uebermittlung.service.ts'

const scene = await openScene()
const { app, vendor, other, kammer, fremdeKammer } = scene

const options = () => ({
  pinned: app.deps.keyring.jwks('paket').keys.map(({ kid }) => kid),
  readXml: (bytes: Uint8Array) => readXml(bytes).value as Lieferung,
})

describe('filters of transfers and releases', () => {
  it('go by company, occupation, year of training, exam date and decision, for both sides alike', async () => {
    const kopf = {
      unternehmen: { name: 'Übersichtswerk AG', identnummer: 'U-88' },
      beruf: { bezeichnung: 'Übersichter' },
      pruefungstermin: '2027-06-20',
    }
    const heftId = await pushHeft(vendor, 1, kopf)
    const freigabe = await release(vendor, heftId)
    const { id } = await transfer(vendor, freigabe.id)
    const ids = async (client: TestClient, url: string) =>
      (await get<{ eintraege: { id: string }[] }>(client, url)).eintraege.map((entry) => entry.id)
    const queries: [query: string, found: boolean][] = [
      ['unternehmen=U-88', true],
      ['beruf=%C3%9Cbersichter&ausbildungsjahr=3', true],
      ['beruf=%C3%9Cbersichter&ausbildungsjahr=2', false],
      ['pruefungVon=2027-06-20&pruefungBis=2027-06-20', true],
      ['unternehmen=U-88&pruefungVon=2027-06-21', false],
    ]
    for (const client of [vendor, kammer]) {
      for (const [query, found] of queries) {
        expect(await ids(client, `/v1/uebermittlungen?${query}`), query).toEqual(found ? [id] : [])
        expect(await ids(client, `/v1/freigaben?${query}`), query).toEqual(found ? [freigabe.id] : [])
      }
      expect(await ids(client, '/v1/uebermittlungen?unternehmen=U-88&entscheidung=angenommen')).toEqual([])
    }
    bodyOf(await post(kammer, '/v1/pruefergebnisse', { uebermittlungId: id, entscheidung: 'angenommen' }), 201)
    expect(await ids(kammer, '/v1/uebermittlungen?unternehmen=U-88&entscheidung=angenommen')).toEqual([id])
    expect(await ids(other, '/v1/uebermittlungen?unternehmen=U-88')).toEqual([])
    expect(await ids(fremdeKammer, '/v1/freigaben?unternehmen=U-88')).toEqual([])
  })
})

describe('approvals', () => {
  it('are signed when they are given, and the package proves them without a doubt', async () => {
    const heftId = await pushHeft(vendor, 0)
    const { verlauf: _verlauf, ...nachweis } = makeNachweis(0)
    const { id } = bodyOf<{ id: string }>(
      await post(vendor, '/v1/ausbildungsnachweise', { berichtsheftId: heftId, ...nachweis }),
      201,
    )
    const durch = { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' }
    for (const vorgang of ['eingereicht', 'stufe1Freigegeben', 'freigegeben']) {
      bodyOf(await post(vendor, `/v1/ausbildungsnachweise/${id}/schritte`, { vorgang, durch }), 201)
    }
    const uebermittlung = await transfer(vendor, (await release(vendor, heftId)).id)
    const paket = (await fetchPaket(kammer, uebermittlung.id)).rawPayload
    const check = await verifyPaket(paket, options())
    expect(check.befunde).toEqual([])
    expect(check.gueltig).toBe(true)
    const files = unzipSync(paket)
    expect(JSON.parse(strFromU8(files['freigaben.json'] ?? new Uint8Array()))).toHaveLength(2)
    expect(strFromU8(files['kette.json'] ?? new Uint8Array())).not.toContain('Störtebeker')
  })
})

describe('handing a book over', () => {
  it('builds a package that verifies offline, XML and PDF included, and moves the request on', async () => {
    const { heftId, anforderung, freigabe, uebermittlung } = await transferRequested(scene, 3)
    expect(uebermittlung).toMatchObject({
      knr: '153',
      berichtsheftId: heftId,
      freigabeId: freigabe.id,
      anforderungId: anforderung.id,
      anzahlNachweise: 3,
      paket: { dateiname: `berichtsheft-${uebermittlung.id}.zip` },
    })
    const answer = await fetchPaket(kammer, uebermittlung.id)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="berichtsheft-${uebermittlung.id}.zip"`,
      'content-length': `${uebermittlung.paket.groesse}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(sha256(answer.rawPayload)).toBe(uebermittlung.paket.sha256)
    const check = await verifyPaket(answer.rawPayload, options())
    expect(check.befunde.filter(({ schwere }) => schwere === 'fehler')).toEqual([])
    expect(check).toMatchObject({
      gueltig: true,
      vertrauen: 'gepinnt',
      uebersicht: {
        uebermittlungId: uebermittlung.id,
        knr: '153',
        anzahlNachweise: 3,
        azubi: 'Tilda Ehrlichmann',
        rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      },
    })
    const done = await get<Anforderung>(kammer, `/v1/anforderungen/${anforderung.id}`)
    expect(done).toMatchObject({ status: 'uebermittelt', uebermittlungId: uebermittlung.id })
    expect((await ereignisseOf(app, anforderung.id)).slice(-2)).toEqual([
      'anforderung.uebermittelt',
      'uebermittlung.abgeholt',
    ])
  })

  it('names the report and the field that was altered', async () => {
    const { uebermittlung } = await transferRequested(scene, 2)
    const { rawPayload } = await fetchPaket(kammer, uebermittlung.id)
    const files = unzipSync(rawPayload)
    const text = strFromU8(files['berichtsheft.json'] ?? new Uint8Array())
    const altered = zipSync({ ...files, 'berichtsheft.json': strToU8(text.replace('Lernfeld 2', 'Lernfeld 9')) })
    const check = await verifyPaket(altered, options())
    expect(check.gueltig).toBe(false)
    const named = check.befunde.filter(({ nachweis }) => nachweis !== undefined)
    expect(named.map(({ pfad }) => pfad)).toContain('/inhalt/tage/3/eintraege/0/text')
    expect(named[0]?.nachweis).toMatchObject({ nr: 2 })
  })

  it('transfers only what was released, and tells the findings of the check', async () => {
    const heftId = await pushHeft(vendor, 4)
    const freigabe = await release(vendor, heftId, { umfang: { von: '2024-09-09', bis: '2024-09-22' } })
    const uebermittlung = await transfer(vendor, freigabe.id)
    expect(uebermittlung).toMatchObject({ anzahlNachweise: 2, zeitraum: { von: '2024-09-09', bis: '2024-09-22' } })
    expect(uebermittlung).not.toHaveProperty('anforderungId')
    expect(uebermittlung.verstoesse.map(({ regel }) => regel)).toContain('AN-005')
    expect((await ereignisseOf(app, heftId)).at(-1)).toBe('uebermittlung.erstellt')
  })

  it('transfers a book without reports, too: the chamber decides what that means', async () => {
    const freigabe = await release(vendor, await pushHeft(vendor, 0))
    const uebermittlung = await transfer(vendor, freigabe.id)
    expect(uebermittlung.anzahlNachweise).toBe(0)
    expect(uebermittlung.verstoesse.map(({ regel }) => regel)).toContain('K1')
    const check = await verifyPaket((await fetchPaket(kammer, uebermittlung.id)).rawPayload, options())
    expect(check.gueltig).toBe(true)
  })

  it('needs a release that holds', async () => {
    const freigabe = await release(vendor, await pushHeft(vendor, 1), { gueltigBis: '2026-11-20' })
    bodyOf(await post(vendor, `/v1/freigaben/${freigabe.id}/widerruf`, {}), 200)
    expect((await post(vendor, '/v1/uebermittlungen', { freigabeId: freigabe.id })).statusCode).toBe(409)
    const expired = await release(vendor, await pushHeft(vendor, 1), { gueltigBis: '2026-11-20' })
    app.clock.now = new Date('2026-11-21T10:00:00Z')
    expect((await post(vendor, '/v1/uebermittlungen', { freigabeId: expired.id })).statusCode).toBe(409)
  })

  it('answers a request once, however often it is asked for at the same time', async () => {
    const heftId = await pushHeft(vendor, 1)
    const anforderung = await request(kammer, heftId)
    const { id: freigabeId } = await release(vendor, heftId, { anforderungId: anforderung.id })
    const answers = await Promise.all([1, 2, 3].map(() => post(vendor, '/v1/uebermittlungen', { freigabeId })))
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409, 409])
    const { eintraege } = await get<UebermittlungSeite>(kammer, `/v1/uebermittlungen?anforderungId=${anforderung.id}`)
    expect(eintraege).toHaveLength(1)
  })

  it('repeats the answer under the same key and builds one package', async () => {
    const { id: freigabeId } = await release(vendor, await pushHeft(vendor, 1))
    const send = () => post(vendor, '/v1/uebermittlungen', { freigabeId }, { 'idempotency-key': freigabeId })
    const answers = await Promise.all([send(), send(), send()])
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(
      (await get<UebermittlungSeite>(vendor, '/v1/uebermittlungen?limit=200')).eintraege.filter(
        (entry) => entry.freigabeId === freigabeId,
      ),
    ).toHaveLength(1)
  })

  it('and the withdrawal of its release at the same time: one of them comes first', async () => {
    for (let i = 0; i < 4; i++) {
      const heftId = await pushHeft(vendor, 1)
      const anforderung = await request(kammer, heftId)
      const { id: freigabeId } = await release(vendor, heftId, { anforderungId: anforderung.id })
      const [sent, revoked] = await Promise.all([
        post(vendor, '/v1/uebermittlungen', { freigabeId }),
        post(vendor, `/v1/freigaben/${freigabeId}/widerruf`, {}),
      ])
      expect(revoked?.statusCode).toBe(200)
      const { status } = await get<Anforderung>(kammer, `/v1/anforderungen/${anforderung.id}`)
      expect([sent?.statusCode, status]).toEqual(sent?.statusCode === 201 ? [201, 'uebermittelt'] : [409, 'gelesen'])
    }
  })

  it('leaves nothing behind when the package cannot be built', async () => {
    const heftId = await pushHeft(vendor, 1)
    const anforderung = await request(kammer, heftId)
    const { id: freigabeId } = await release(vendor, heftId, { anforderungId: anforderung.id })
    const owner = app.deps.db.knex
    await owner.transaction(async (trx) => {
      await trx.raw('select system_setzen(?)', [heute])
      await trx('ausbildungsnachweis')
        .where({ berichtsheft_id: heftId })
        .update({ hash: Buffer.alloc(32) })
    })
    expect((await post(vendor, '/v1/uebermittlungen', { freigabeId })).statusCode).toBe(500)
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({
      status: 'freigegeben',
    })
    expect((await get<UebermittlungSeite>(vendor, `/v1/uebermittlungen?berichtsheftId=${heftId}`)).eintraege).toEqual(
      [],
    )
    expect(await ereignisseOf(app, anforderung.id)).not.toContain('anforderung.uebermittelt')
  })
})

describe('a connection that dies', () => {
  it('between the package and the commit leaves nothing, and the next try succeeds', async () => {
    const heftId = await pushHeft(vendor, 1)
    const anforderung = await request(kammer, heftId)
    const { id: freigabeId } = await release(vendor, heftId, { anforderungId: anforderung.id })
    const { keyring, config } = app.deps
    const aufrufer = toAngemeldeter(vendor.clientId, vendor, scopesOf.anbieter)
    const dying = withDocumentProcess((write) =>
      inTransaktion(app.deps, aufrufer, async (trx) => {
        const made = await transferHeft(
          trx,
          aufrufer,
          { freigabeId },
          { keyring, iss: config.PUBLIC_URL, write },
          heute,
        )
        await trx.raw('select pg_terminate_backend(pg_backend_pid())')
        return made
      }),
    )
    await expect(dying).rejects.toThrow()
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({
      status: 'freigegeben',
    })
    expect((await get<UebermittlungSeite>(vendor, `/v1/uebermittlungen?berichtsheftId=${heftId}`)).eintraege).toEqual(
      [],
    )
    expect((await ereignisseOf(app, anforderung.id)).at(-1)).toBe('anforderung.freigegeben')
    await transfer(vendor, freigabeId)
    expect((await ereignisseOf(app, anforderung.id)).at(-1)).toBe('anforderung.uebermittelt')
  })
})

describe('others', () => {
  it('find no transfer: a foreign one is like an unknown one', async () => {
    const { freigabe, uebermittlung } = await transferRequested(scene, 1)
    const answers = await Promise.all(
      [uebermittlung.id, unknownId].flatMap((id) => [
        other.inject({ url: `/v1/uebermittlungen/${id}` }),
        fetchPaket(other, id),
        fremdeKammer.inject({ url: `/v1/uebermittlungen/${id}` }),
        fetchPaket(fremdeKammer, id),
        post(fremdeKammer, '/v1/pruefergebnisse', { uebermittlungId: id, entscheidung: 'angenommen' }),
      ]),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(404))
    for (const id of [freigabe.id, unknownId]) {
      expect((await post(other, '/v1/uebermittlungen', { freigabeId: id })).statusCode).toBe(404)
    }
    expect((await get<UebermittlungSeite>(other, '/v1/uebermittlungen')).eintraege).toEqual([])
    expect((await get<UebermittlungSeite>(fremdeKammer, '/v1/uebermittlungen')).eintraege).toEqual([])
    expect((await post(kammer, '/v1/uebermittlungen', { freigabeId: freigabe.id })).statusCode).toBe(403)
    expect(
      (await post(vendor, '/v1/pruefergebnisse', { uebermittlungId: uebermittlung.id, entscheidung: 'angenommen' }))
        .statusCode,
    ).toBe(403)
  })
})
