import type { Uebernahmeliste, UebernahmeSeite } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { createPersonToken, createTestUnternehmen } from '../../testing/people.ts'

let app: TestApp
let betreiber: TestClient
let firma: string

beforeAll(async () => {
  app = await createTestApp()
  betreiber = await app.createBetreiber()
  firma = await createTestUnternehmen(app, { identnummer: '0000778001' })
})
afterAll(() => app.close())

const konto = (benutzername: string, change: object = {}) => ({
  benutzername,
  email: `${benutzername}@alt.example`,
  vorname: 'Tilda',
  nachname: 'Ehrlichmann',
  sprache: 'de',
  rollen: [],
  ...change,
})

const takeOver = async (konten: readonly object[]): Promise<Uebernahmeliste['konten']> => {
  const answer = await betreiber.inject({ method: 'POST', url: '/v1/kontouebernahmen', payload: { konten } })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().konten
}

const mailsTo = (kontoId: string | undefined) =>
  alsSystem(app.deps, (trx) => trx('mail').where({ konto_id: kontoId }).select('text', 'werte'))

describe('taking over accounts of an old system (BH-25 to BH-28)', () => {
  it('makes an account with the roles of before, and asks once for a new password', async () => {
    const ausbilder = { anwendung: 'berichtsheft', rolle: 'ausbilder', knr: '153', identnummer: '0000778001' }
    const [taken] = await takeOver([konto('t.ehrlichmann', { rollen: [ausbilder] })])
    expect(taken).toMatchObject({ benutzername: 't.ehrlichmann', ergebnis: 'uebernommen' })
    expect(await mailsTo(taken?.kontoId)).toMatchObject([
      { text: 'kontoUebernommen', werte: { benutzername: 't.ehrlichmann' } },
    ])
    const token = await createPersonToken(app.deps, taken?.kontoId ?? '')
    const books = await app.server.inject({
      method: 'GET',
      url: '/v1/berichtshefte',
      headers: { authorization: `Bearer ${token}`, 'berichtsheft-kontext': `unternehmen:${firma}` },
    })
    expect(books.statusCode, books.body).toBe(200)
    const geheimnis = await alsSystem(app.deps, (trx) =>
      trx('kontogeheimnis').where({ konto_id: taken?.kontoId }).whereNotNull('passwort').first(),
    )
    expect(geheimnis, 'nobody can sign in before a password is set').toBeUndefined()
  })

  it('may be repeated: nothing changes and nobody is mailed again', async () => {
    const [first] = await takeOver([konto('zweimal')])
    const [second] = await takeOver([konto('zweimal', { vorname: 'Anders' })])
    expect(second).toMatchObject({ ergebnis: 'unveraendert', kontoId: first?.kontoId })
    expect(await mailsTo(first?.kontoId)).toHaveLength(1)
  })

  it('takes over none of those that share an address, lists them, and takes them with addresses of their own', async () => {
    const shared = [konto('buero1', { email: 'buero@alt.example' }), konto('buero2', { email: 'Buero@alt.example' })]
    expect((await takeOver(shared)).map(({ ergebnis }) => ergebnis)).toEqual(['emailDoppelt', 'emailDoppelt'])
    const list = async () =>
      (
        await betreiber.inject({ method: 'GET', url: '/v1/kontouebernahmen?ergebnis=emailDoppelt' })
      ).json<UebernahmeSeite>()
    expect((await list()).eintraege.map(({ benutzername }) => benutzername).sort()).toEqual(['buero1', 'buero2'])
    const apart = await takeOver([konto('buero1', { email: 'buero@alt.example' }), konto('buero2')])
    expect(apart.map(({ ergebnis }) => ergebnis)).toEqual(['uebernommen', 'uebernommen'])
    expect((await list()).eintraege).toEqual([])
  })

  it('leaves an account alone whose address it is', async () => {
    await takeOver([konto('erste', { email: 'vergeben@alt.example' })])
    const [second] = await takeOver([konto('zweite', { email: 'VERGEBEN@alt.example' })])
    expect(second).toMatchObject({ ergebnis: 'emailVergeben' })
    expect(second?.kontoId).toBeUndefined()
  })

  it('names companies that are not active here, and gives no role for the operator', async () => {
    const [taken] = await takeOver([
      konto('ohne', {
        rollen: [
          { anwendung: 'berichtsheft', rolle: 'azubi', knr: '153', identnummer: '9999' },
          { anwendung: 'betrieb', rolle: 'betreiber', knr: '153' },
          { anwendung: 'kammer', rolle: 'sachbearbeitung', knr: '107' },
        ],
      }),
    ])
    expect(taken?.ohneUnternehmen).toEqual(['153 9999', '153'])
    const rollen = await alsSystem(app.deps, (trx) =>
      trx('rollenzuweisung').where({ konto_id: taken?.kontoId }).select('rolle', 'knr'),
    )
    expect(rollen).toEqual([{ rolle: 'sachbearbeitung', knr: '107' }])
  })

  it('is for the operator only', async () => {
    const kammer = await app.createKammer()
    const answer = await kammer.inject({
      method: 'POST',
      url: '/v1/kontouebernahmen',
      payload: { konten: [konto('x')] },
    })
    expect(answer.statusCode).toBe(403)
  })
})
