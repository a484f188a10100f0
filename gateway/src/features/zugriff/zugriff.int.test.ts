import type { Zugriff, ZugriffSeite } from '@berichtsheft/core'
import { describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { runAufraeumen } from '../../jobs/aufraeumen.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { get, openScene, pushHeft, release, request } from '../anforderung/testing/vorgang.ts'

const { app, vendor, other, kammer, fremdeKammer } = await openScene()

const zugriffeOf = async (heftId: string): Promise<Zugriff[]> =>
  (await get<ZugriffSeite>(vendor, `/v1/berichtshefte/${heftId}/zugriffe`)).eintraege

const summary = (zugriffe: readonly Zugriff[]): unknown[] =>
  zugriffe.map(({ vorgang, mandant, gewaehrt }) => [vorgang, mandant, gewaehrt])

describe('the record of access (D01)', () => {
  it('has one entry for each read of a chamber: head, list, report; refused ones too', async () => {
    const heftId = await pushHeft(vendor, 2)
    const read = (url: string, client = kammer) => client.inject({ method: 'GET', url })
    await read(`/v1/berichtshefte/${heftId}`)
    const anforderung = await request(kammer, heftId)
    await release(vendor, heftId, { anforderungId: anforderung.id })
    await read(`/v1/berichtshefte/${heftId}`)
    const list = await read(`/v1/ausbildungsnachweise?berichtsheftId=${heftId}`)
    await read(`/v1/ausbildungsnachweise/${list.json().eintraege[0].id}`)
    await read(`/v1/berichtshefte/${heftId}`, fremdeKammer)
    expect(summary(await zugriffeOf(heftId))).toEqual([
      ['getBerichtsheft', 'kammer:153', false],
      ['getBerichtsheft', 'kammer:153', true],
      ['listAusbildungsnachweise', 'kammer:153', true],
      ['getAusbildungsnachweis', 'kammer:153', true],
      ['getBerichtsheft', expect.stringMatching(/^kammer:(?!153)/), false],
    ])
  })

  it('names the person, and each book that a list has shown', async () => {
    const unternehmenId = await createTestUnternehmen(app, { identnummer: '0000777001' })
    const unternehmen = { name: 'Firma', identnummer: '0000777001' }
    const shown = [await pushHeft(vendor, 1, { unternehmen }), await pushHeft(vendor, 1, { unternehmen })]
    const elsewhere = await pushHeft(vendor, 1)
    const person = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })
    for (const accept of ['application/json', 'application/x-ndjson'])
      await person.inject(`unternehmen:${unternehmenId}`, {
        method: 'GET',
        url: '/v1/berichtshefte',
        headers: { accept },
      })
    for (const heftId of shown)
      expect((await zugriffeOf(heftId)).map(({ wer }) => wer)).toEqual([person.kontoId, person.kontoId])
    expect(await zugriffeOf(elsewhere)).toEqual([])
  })

  it('is read by those to whom the book belongs only, and holds no text', async () => {
    const heftId = await pushHeft(vendor, 1)
    await kammer.inject({ method: 'GET', url: `/v1/berichtshefte/${heftId}` })
    const url = `/v1/berichtshefte/${heftId}/zugriffe`
    expect((await other.inject({ method: 'GET', url })).statusCode).toBe(404)
    expect((await kammer.inject({ method: 'GET', url })).statusCode).toBe(403)
    const [first] = await zugriffeOf(heftId)
    expect(Object.keys(first ?? {}).sort()).toEqual(['gewaehrt', 'mandant', 'vorgang', 'wer', 'zeitpunkt'])
  })

  it('pages by cursor', async () => {
    const heftId = await pushHeft(vendor, 1)
    for (let i = 0; i < 5; i++) await kammer.inject({ method: 'GET', url: `/v1/berichtshefte/${heftId}` })
    const url = `/v1/berichtshefte/${heftId}/zugriffe?limit=2`
    const first = await get<ZugriffSeite>(vendor, url)
    const second = await get<ZugriffSeite>(vendor, `${url}&cursor=${first.naechsterCursor}`)
    const third = await get<ZugriffSeite>(vendor, `${url}&cursor=${second.naechsterCursor}`)
    expect([first, second, third].map(({ eintraege }) => eintraege.length)).toEqual([2, 2, 1])
    expect(third.naechsterCursor).toBeUndefined()
  })

  it('is kept for a year (D06)', async () => {
    const heftId = await pushHeft(vendor, 1)
    await kammer.inject({ method: 'GET', url: `/v1/berichtshefte/${heftId}` })
    expect(await zugriffeOf(heftId)).toHaveLength(1)
    const year = 365 * 86_400_000
    await runAufraeumen(app.deps, new Date(app.clock.now.getTime() + year))
    expect(await zugriffeOf(heftId)).toHaveLength(1)
    await runAufraeumen(app.deps, new Date(app.clock.now.getTime() + year + 1))
    expect(await zugriffeOf(heftId)).toHaveLength(0)
  })

  it('cannot be written or read past the gateway', async () => {
    await expect(app.deps.db.pool.query('select count(*)::integer as n from zugriff')).resolves.toMatchObject({
      rows: [{ n: 0 }],
    })
    await expect(
      alsSystem(app.deps, (trx) => trx('zugriff').update({ wer: 'niemand' })),
      'entries are never changed',
    ).rejects.toThrow(/permission denied/)
  })
})
