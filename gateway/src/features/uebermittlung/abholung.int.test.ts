import type { Uebermittlung } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { describe, expect, it } from 'vitest'
import {
  bodyOf,
  ereignisseOf,
  fetchPaket,
  get,
  heute,
  openScene,
  post,
  transferRequested,
} from '../anforderung/testing/vorgang.ts'

const scene = await openScene()
const { app, vendor, kammer } = scene

describe('fetching a package', () => {
  it('is noted once for the chamber, and not for the vendor', async () => {
    const { anforderung, uebermittlung } = await transferRequested(scene, 1)
    expect((await fetchPaket(vendor, uebermittlung.id)).statusCode).toBe(200)
    expect(await get<Uebermittlung>(vendor, `/v1/uebermittlungen/${uebermittlung.id}`)).not.toHaveProperty('abgeholtAm')
    const answers = await Promise.all([1, 2, 3].map(() => fetchPaket(kammer, uebermittlung.id)))
    expect(new Set(answers.map(({ rawPayload }) => sha256(rawPayload)))).toEqual(new Set([uebermittlung.paket.sha256]))
    expect(await get<Uebermittlung>(vendor, `/v1/uebermittlungen/${uebermittlung.id}`)).toMatchObject({
      abgeholtAm: heute.toISOString(),
    })
    expect((await ereignisseOf(app, anforderung.id)).filter((art) => art === 'uebermittlung.abgeholt')).toHaveLength(1)
  })

  it('ends for the chamber with the release', async () => {
    const { freigabe, uebermittlung } = await transferRequested(scene, 1)
    bodyOf(await post(vendor, `/v1/freigaben/${freigabe.id}/widerruf`, {}), 200)
    expect((await fetchPaket(kammer, uebermittlung.id)).statusCode).toBe(410)
    expect((await fetchPaket(vendor, uebermittlung.id)).statusCode).toBe(200)
  })

  it('sends a large package in slices', async () => {
    const { uebermittlung } = await transferRequested(scene, 1)
    const large = Buffer.alloc(9_000_001, 7)
    await app.deps.db.knex.transaction(async (trx) => {
      await trx.raw('select system_setzen(?)', [heute])
      await trx('datei').where({ id: uebermittlung.id }).update({ inhalt: large })
      await trx('uebermittlung')
        .where({ id: uebermittlung.id })
        .update({ groesse: large.length, sha256: sha256(large) })
    })
    const answer = await fetchPaket(kammer, uebermittlung.id)
    expect(sha256(answer.rawPayload)).toBe(sha256(large))
  })
})
