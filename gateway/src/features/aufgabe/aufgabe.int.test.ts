import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'

let app: TestApp
const firmen: string[] = []
let chefin: TestPerson
let gast: TestPerson

beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T09:00:00Z') })
  for (let i = 0; i < 3; i++) firmen.push(await createTestUnternehmen(app))
  const [eine = '', andere = '', fremde = ''] = firmen
  chefin = await createTestPerson(app, {
    rollen: [
      { rolle: 'unternehmensadministrator', unternehmenId: eine },
      { rolle: 'unternehmensadministrator', unternehmenId: andere },
      { rolle: 'ausbilder', unternehmenId: fremde, gueltigBis: '2026-12-20' },
    ],
  })
  app.clock.now = new Date(app.clock.now.getTime() + 1_000)
  const fremder = await createTestPerson(app, {
    rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: fremde }],
  })
  gast = await createTestPerson(app, { email: 'gast@person.example' })
  for (const [person, unternehmenId] of [
    [chefin, eine],
    [fremder, fremde],
  ] as const) {
    const mitglied = await createTestPerson(app, {
      rollen: [
        { rolle: 'azubi', unternehmenId, gueltigBis: '2026-12-20' },
        { rolle: 'berufsschule', unternehmenId, gueltigBis: '2026-12-21' },
      ],
    })
    app.clock.now = new Date(app.clock.now.getTime() + 1_000)
    await mitglied.inject(undefined, {
      method: 'POST',
      url: '/v1/rollenanfragen',
      payload: { unternehmenId, anwendung: 'berichtsheft', rolle: 'ausbilder' },
    })
    app.clock.now = new Date(app.clock.now.getTime() + 1_000)
    for (const email of ['gast@person.example', `${unternehmenId}@person.example`])
      await person.inject(`unternehmen:${unternehmenId}`, {
        method: 'POST',
        url: `/v1/unternehmen/${unternehmenId}/einladungen`,
        payload: { email, anwendung: 'berichtsheft', rolle: 'azubi' },
      })
  }
  const mail = await alsSystem(app.deps, (trx) =>
    trx('mail')
      .where({ an: `${eine}@person.example` })
      .first('werte'),
  )
  app.clock.now = new Date(app.clock.now.getTime() + 1_000)
  const neu = await createTestPerson(app, { email: `${eine}@person.example` })
  await neu.inject(undefined, {
    method: 'POST',
    url: '/v1/einladungen/annahme',
    payload: { token: new URL(mail.werte.verweis).searchParams.get('token') },
  })
})
afterAll(() => app.close())

const list = async (person: TestPerson, kontext?: string, query = ''): Promise<{ art: string; kontext: string }[]> => {
  const answer = await person.inject(kontext, { url: `/v1/aufgaben${query}` })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().eintraege
}

describe('the own task list', () => {
  it('holds what waits in every capacity, and nothing of others', async () => {
    const aufgaben = await list(chefin)
    expect(aufgaben.map(({ art, kontext }) => [art, kontext])).toEqual([
      ['rolleEndet', 'konto'],
      ['rolleEndet', `unternehmen:${firmen[0]}`],
      ['rollenanfrage', `unternehmen:${firmen[0]}`],
      ['einladungGenehmigen', `unternehmen:${firmen[0]}`],
    ])
    // The role ends at the end of its last day in Berlin.
    expect(aufgaben[0]).toMatchObject({ bis: '2026-12-20T23:00:00.000Z' })
  })

  it('holds what waits in one capacity when the request names it', async () => {
    expect((await list(chefin, `unternehmen:${firmen[0]}`)).map(({ art }) => art)).toEqual([
      'rolleEndet',
      'rollenanfrage',
      'einladungGenehmigen',
    ])
    expect(await list(chefin, `unternehmen:${firmen[1]}`)).toEqual([])
    expect(await list(chefin, `unternehmen:${firmen[2]}`)).toEqual([])
    expect(await list(chefin, 'unternehmen:*')).toHaveLength(3)
  })

  it('names invitations until they expire', async () => {
    const aufgaben = await list(gast)
    expect(aufgaben.map(({ art }) => art)).toEqual(['einladungAnnehmen', 'einladungAnnehmen'])
    expect(aufgaben[0]).toMatchObject({
      unternehmen: 'Werkstatt Störtebeker GmbH',
      bis: expect.stringContaining('2026-12-04'),
    })
  })

  it('is read by kind and page by page, in the same order', async () => {
    expect((await list(chefin, undefined, '?art=rollenanfrage')).map(({ art }) => art)).toEqual(['rollenanfrage'])
    const alle: unknown[] = []
    let cursor = ''
    do {
      const answer = await chefin.inject(undefined, { url: `/v1/aufgaben?limit=1${cursor}` })
      alle.push(...answer.json().eintraege)
      const next: string | undefined = answer.json().naechsterCursor
      cursor = next === undefined ? '' : `&cursor=${next}`
    } while (cursor !== '')
    expect(alle).toEqual(await list(chefin))
    const lines = await chefin.inject(undefined, { url: '/v1/aufgaben', headers: { accept: 'application/x-ndjson' } })
    expect(
      lines.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(alle)
  })
})
