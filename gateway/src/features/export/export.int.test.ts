import { type CreateExport, canonicalize, type Export, type Lieferung } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'
import { describe, expect, it } from 'vitest'
import type { TestClient } from '../../testing/create-test-app.ts'
import { makeLieferung } from '../../testing/fixtures.ts'
import {
  bodyOf,
  get,
  heute,
  openScene,
  post,
  pushHeft,
  release,
  request,
  unknownId,
} from '../anforderung/testing/vorgang.ts'
import { buildExport } from './export.service.ts'

const { app, vendor, other, kammer } = await openScene()

const order = async (client: TestClient, body: CreateExport): Promise<Export> =>
  bodyOf(await post(client, '/v1/exporte', body), 202)

const fetchFile = (client: TestClient, id: string) => client.inject({ url: `/v1/exporte/${id}/datei` })

const finish = async (client: TestClient, body: CreateExport) => {
  const { id } = await order(client, body)
  await buildExport(app.deps, id)
  return { id, answer: await fetchFile(client, id) }
}

describe('exporting a book', () => {
  it('goes from ordered over made to fetched, and serves the very texts that were delivered', async () => {
    const lieferung = makeLieferung(3)
    const { positionen } = bodyOf<{ positionen: { id: string }[] }>(
      await post(vendor, '/v1/lieferungen', lieferung),
      200,
    )
    const berichtsheftId = positionen[0]?.id ?? ''
    const ordered = await order(vendor, { berichtsheftId, format: 'json' })
    expect(ordered).toMatchObject({ status: 'angefordert', fortschritt: 0, verfuegbarBis: '2026-11-21T10:00:00.000Z' })
    expect((await fetchFile(vendor, ordered.id)).statusCode).toBe(409)
    await buildExport(app.deps, ordered.id)
    const made = await get<Export>(vendor, `/v1/exporte/${ordered.id}`)
    expect(made).toMatchObject({ status: 'erzeugt', fortschritt: 100 })
    const answer = await fetchFile(vendor, ordered.id)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="berichtsheft-${ordered.id}.json"`,
      'content-length': `${made.groesse}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(sha256(answer.rawPayload)).toBe(made.sha256)
    expect(answer.body).toBe(canonicalize(lieferung))
    expect(await get<Export>(vendor, `/v1/exporte/${ordered.id}`)).toMatchObject({ status: 'abgeholt' })
    expect((await fetchFile(vendor, ordered.id)).rawPayload).toEqual(answer.rawPayload)
  })

  it('writes XML that reads back as the same book', async () => {
    const lieferung = makeLieferung(2)
    const { positionen } = bodyOf<{ positionen: { id: string }[] }>(
      await post(vendor, '/v1/lieferungen', lieferung),
      200,
    )
    const { answer } = await finish(vendor, { berichtsheftId: positionen[0]?.id ?? '', format: 'xml' })
    expect(answer.headers['content-type']).toBe('application/xml')
    expect(canonicalize(readXml(answer.rawPayload).value)).toBe(canonicalize(lieferung))
  })

  it('draws a PDF', async () => {
    const { answer } = await finish(vendor, { berichtsheftId: await pushHeft(vendor, 2), format: 'pdf' })
    expect(answer.headers['content-type']).toBe('application/pdf')
    expect(answer.rawPayload.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7')
  })

  it('holds a period, where one was named', async () => {
    const zeitraum = { von: '2024-09-09', bis: '2024-09-16' }
    const { answer } = await finish(vendor, { berichtsheftId: await pushHeft(vendor, 4), format: 'json', zeitraum })
    const { ausbildungsnachweise } = answer.json() as Lieferung
    expect(ausbildungsnachweise.map(({ inhalt }) => inhalt.zeitraum.von)).toEqual(['2024-09-09', '2024-09-16'])
  })

  it('refuses a period that ends before it begins', async () => {
    const body = {
      berichtsheftId: await pushHeft(vendor, 1),
      format: 'json',
      zeitraum: { von: '2026-02-01', bis: '2026-01-31' },
    }
    expect(bodyOf<{ verstoesse: object[] }>(await post(vendor, '/v1/exporte', body), 422).verstoesse).toMatchObject([
      { pfad: '/zeitraum/bis' },
    ])
  })

  it('may be made twice at the same time: one file is stored', async () => {
    const { id } = await order(vendor, { berichtsheftId: await pushHeft(vendor, 1), format: 'json' })
    await Promise.all([buildExport(app.deps, id), buildExport(app.deps, id), buildExport(app.deps, id)])
    expect((await fetchFile(vendor, id)).statusCode).toBe(200)
  })

  it('is gone after its time', async () => {
    const { id } = await finish(vendor, { berichtsheftId: await pushHeft(vendor, 1), format: 'json' })
    app.clock.now = new Date(heute.getTime() + 24 * 3_600_000)
    expect((await fetchFile(vendor, id)).statusCode).toBe(410)
  })

  it('that nobody made in time has failed, and says so', async () => {
    const { id } = await order(vendor, { berichtsheftId: await pushHeft(vendor, 1), format: 'json' })
    app.clock.now = new Date(heute.getTime() + 25 * 3_600_000)
    await buildExport(app.deps, id)
    expect(await get<Export>(vendor, `/v1/exporte/${id}`)).toMatchObject({ status: 'fehlgeschlagen' })
    expect((await fetchFile(vendor, id)).statusCode).toBe(409)
  })

  it('fails openly when what is stored cannot be read', async () => {
    const berichtsheftId = await pushHeft(vendor, 1)
    await app.deps.db.knex.transaction(async (trx) => {
      await trx.raw('select system_setzen(?)', [heute])
      await trx('ausbildungsnachweis').where({ berichtsheft_id: berichtsheftId }).update({ inhalt: '{' })
    })
    const { id } = await order(vendor, { berichtsheftId, format: 'xml' })
    await expect(buildExport(app.deps, id)).rejects.toThrow()
    expect(await get<Export>(vendor, `/v1/exporte/${id}`)).toMatchObject({ status: 'fehlgeschlagen' })
  })
})

describe('a chamber', () => {
  const fremdIds = (body: unknown) => (body as Lieferung).ausbildungsnachweise.map(({ inhalt }) => inhalt.zeitraum.von)

  it('exports what is released to it, from all releases that hold', async () => {
    const berichtsheftId = await pushHeft(vendor, 5)
    await release(vendor, berichtsheftId, { umfang: { von: '2024-09-02', bis: '2024-09-08' } })
    await release(vendor, berichtsheftId, { umfang: { von: '2024-09-23', bis: '2024-09-29' } })
    const { answer } = await finish(kammer, { berichtsheftId, format: 'json' })
    expect(fremdIds(answer.json())).toEqual(['2024-09-02', '2024-09-23'])
    const part = await finish(kammer, {
      berichtsheftId,
      format: 'json',
      zeitraum: { von: '2024-09-20', bis: '2024-10-30' },
    })
    expect(fremdIds(part.answer.json())).toEqual(['2024-09-23'])
  })

  it('exports nothing of a book that it only requested, and does not know other books', async () => {
    const berichtsheftId = await pushHeft(vendor, 1)
    expect((await post(kammer, '/v1/exporte', { berichtsheftId, format: 'json' })).statusCode).toBe(404)
    await request(kammer, berichtsheftId)
    expect((await post(kammer, '/v1/exporte', { berichtsheftId, format: 'json' })).statusCode).toBe(403)
  })

  it('loses its file with the release', async () => {
    const berichtsheftId = await pushHeft(vendor, 2)
    const wide = await release(vendor, berichtsheftId)
    await release(vendor, berichtsheftId, { umfang: { von: '2024-09-02', bis: '2024-09-08' } })
    const { id, answer } = await finish(kammer, { berichtsheftId, format: 'json' })
    expect(fremdIds(answer.json())).toHaveLength(2)
    const own = await finish(vendor, { berichtsheftId, format: 'json' })
    bodyOf(await post(vendor, `/v1/freigaben/${wide.id}/widerruf`, {}), 200)
    expect((await fetchFile(kammer, id)).statusCode).toBe(410)
    expect((await fetchFile(vendor, own.id)).statusCode).toBe(200)
    expect(fremdIds((await finish(kammer, { berichtsheftId, format: 'json' })).answer.json())).toHaveLength(1)
  })

  it('loses its file at the end of the last day of the first release', async () => {
    const berichtsheftId = await pushHeft(vendor, 1)
    await release(vendor, berichtsheftId, { gueltigBis: '2026-11-20' })
    const { id } = await finish(kammer, { berichtsheftId, format: 'json' })
    expect(await get<Export>(kammer, `/v1/exporte/${id}`)).toMatchObject({ verfuegbarBis: '2026-11-20T23:00:00.000Z' })
    app.clock.now = new Date('2026-11-20T23:00:00Z')
    expect((await fetchFile(kammer, id)).statusCode).toBe(410)
  })

  it('gets nothing when the release ends while the file is made', async () => {
    const berichtsheftId = await pushHeft(vendor, 1)
    const { id: freigabeId } = await release(vendor, berichtsheftId)
    const { id } = await order(kammer, { berichtsheftId, format: 'pdf' })
    await Promise.all([buildExport(app.deps, id), post(vendor, `/v1/freigaben/${freigabeId}/widerruf`, {})])
    expect([409, 410]).toContain((await fetchFile(kammer, id)).statusCode)
  })
})

describe('others', () => {
  it('find neither book nor export', async () => {
    const berichtsheftId = await pushHeft(vendor, 1)
    await release(vendor, berichtsheftId)
    const { id } = await finish(vendor, { berichtsheftId, format: 'json' })
    for (const stranger of [other, kammer]) {
      for (const target of [id, unknownId]) {
        expect((await stranger.inject({ url: `/v1/exporte/${target}` })).statusCode).toBe(404)
        expect((await fetchFile(stranger, target)).statusCode).toBe(404)
      }
    }
    expect((await post(other, '/v1/exporte', { berichtsheftId, format: 'json' })).statusCode).toBe(404)
    const theirs = await finish(kammer, { berichtsheftId, format: 'json' })
    expect((await fetchFile(vendor, theirs.id)).statusCode).toBe(404)
  })
})
