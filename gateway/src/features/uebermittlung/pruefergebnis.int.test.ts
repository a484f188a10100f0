import type { Anforderung, Uebermittlung } from '@berichtsheft/core'
import { describe, expect, it } from 'vitest'
import type { TestClient } from '../../testing/create-test-app.ts'
import { expireAnforderungen } from '../anforderung/anforderung-fristen.service.ts'
import {
  bodyOf,
  ereignisseOf,
  findings,
  get,
  heute,
  openScene,
  post,
  pushHeft,
  release,
  transfer,
  transferRequested,
  unknownId,
} from '../anforderung/testing/vorgang.ts'

const scene = await openScene()
const { app, vendor, kammer } = scene

describe('the result of the check', () => {
  const decide = (client: TestClient, body: object) => post(client, '/v1/pruefergebnisse', body)

  it('ends the request as checked', async () => {
    const { anforderung, uebermittlung } = await transferRequested(scene, 1)
    const result = bodyOf<Uebermittlung>(
      await decide(kammer, { uebermittlungId: uebermittlung.id, entscheidung: 'angenommen' }),
      201,
    )
    expect(result.pruefergebnis).toMatchObject({ entscheidung: 'angenommen', geprueftAm: heute.toISOString() })
    expect(await get<Anforderung>(vendor, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({ status: 'geprueft' })
    expect((await ereignisseOf(app, anforderung.id)).at(-1)).toBe('anforderung.geprueft')
    expect((await decide(kammer, { uebermittlungId: uebermittlung.id, entscheidung: 'angenommen' })).statusCode).toBe(
      409,
    )
    expect((await post(kammer, `/v1/anforderungen/${anforderung.id}/ruecknahme`, {})).statusCode).toBe(409)
  })

  it('names defects of reports of the transfer, also after the release has ended', async () => {
    const { heftId, freigabe, uebermittlung } = await transferRequested(scene, 1)
    const { eintraege } = await get<{ eintraege: { id: string }[] }>(
      vendor,
      `/v1/ausbildungsnachweise?berichtsheftId=${heftId}`,
    )
    bodyOf(await post(vendor, `/v1/freigaben/${freigabe.id}/widerruf`, {}), 200)
    const beanstandungen = [{ nachweisId: eintraege[0]?.id, text: 'Mittwoch fehlt.' }, { text: 'Es fehlt der März.' }]
    const body = {
      uebermittlungId: uebermittlung.id,
      entscheidung: 'beanstandet',
      beanstandungen,
      nachfrist: '2026-12-24',
    }
    expect(bodyOf<Uebermittlung>(await decide(kammer, body), 201).pruefergebnis).toMatchObject({
      beanstandungen,
      nachfrist: '2026-12-24',
    })
  })

  it('is told by the book where there was no request', async () => {
    const heftId = await pushHeft(vendor, 1)
    const uebermittlung = await transfer(vendor, (await release(vendor, heftId)).id)
    bodyOf(await decide(kammer, { uebermittlungId: uebermittlung.id, entscheidung: 'angenommen' }), 201)
    expect((await ereignisseOf(app, heftId)).at(-1)).toBe('uebermittlung.geprueft')
  })

  it.each([
    ['no defect', { entscheidung: 'beanstandet' }, ['BH-16 /beanstandungen']],
    ['an empty list of defects', { entscheidung: 'beanstandet', beanstandungen: [] }, ['BH-16 /beanstandungen']],
    [
      'a blank defect',
      { entscheidung: 'beanstandet', beanstandungen: [{ text: ' ' }] },
      ['BH-16 /beanstandungen/0/text'],
    ],
    [
      'defects of an accepted book',
      { entscheidung: 'angenommen', beanstandungen: [{ text: 'x' }] },
      ['BH-16 /beanstandungen'],
    ],
    ['a deadline for an accepted book', { entscheidung: 'angenommen', nachfrist: '2026-12-24' }, ['BH-16 /nachfrist']],
    [
      'a deadline today',
      { entscheidung: 'beanstandet', beanstandungen: [{ text: 'x' }], nachfrist: '2026-11-20' },
      ['BH-16 /nachfrist'],
    ],
    [
      'a report of nowhere',
      { entscheidung: 'beanstandet', beanstandungen: [{ text: 'x', nachweisId: unknownId }] },
      ['BH-16 /beanstandungen/0/nachweisId'],
    ],
  ])('refuses %s', async (_what, body, expected) => {
    const { uebermittlung } = await transferRequested(scene, 1)
    expect(findings(bodyOf(await decide(kammer, { uebermittlungId: uebermittlung.id, ...body }), 422))).toEqual(
      expected,
    )
  })

  it('refuses grades and other words that are not asked for', async () => {
    const { uebermittlung } = await transferRequested(scene, 1)
    const answer = await decide(kammer, { uebermittlungId: uebermittlung.id, entscheidung: 'angenommen', note: 2 })
    expect(answer.statusCode).toBe(400)
    expect(findings(answer.json())).toEqual(['SCHEMA /note'])
  })

  it('comes in time, else the request ends as overdue by the chamber', async () => {
    const { anforderung, uebermittlung } = await transferRequested(scene, 1)
    app.clock.now = new Date('2027-02-18T12:00:00Z')
    await expireAnforderungen(app.deps, app.clock.now)
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({
      status: 'uebermittelt',
    })
    app.clock.now = new Date('2027-02-19T12:00:00Z')
    await expireAnforderungen(app.deps, app.clock.now)
    expect(await get<Anforderung>(kammer, `/v1/anforderungen/${anforderung.id}`)).toMatchObject({
      status: 'ueberfaellig',
      saeumig: 'kammer',
    })
    expect((await decide(kammer, { uebermittlungId: uebermittlung.id, entscheidung: 'angenommen' })).statusCode).toBe(
      409,
    )
  })
})
