import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Kontenprobe, passwort, startKontenprobe, tokenOf } from '../anmeldung/testing/konten.ts'
import { eventually, isSubject, lookInto, problemOf } from './testing/look.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

const { mailsTo, bearer } = lookInto(() => probe)

describe('the own account (MI-02, MI-53 to MI-55)', () => {
  it('is changed with its version, and another version is answered with the account as it is', async () => {
    const headers = await bearer(await probe.createPerson('aendern'))
    const read = await probe.send('GET', '/v1/konten/ich', undefined, headers)
    const etag = String(read.headers.get('etag'))
    const patch = (body: object, more: Record<string, string>) =>
      probe.send('PATCH', '/v1/konten/ich', body, { ...headers, ...more })
    expect(await problemOf(await patch({ vorname: 'Anna' }, {}))).toEqual([428, 'precondition-required'])
    const changed = await patch({ vorname: 'Anna', sprache: 'en' }, { 'if-match': etag })
    expect([changed.status, await changed.json()]).toMatchObject([200, { vorname: 'Anna', sprache: 'en' }])
    const late = await patch({ vorname: 'Berta' }, { 'if-match': etag })
    expect([late.status, await late.json()]).toMatchObject([412, { stand: { vorname: 'Anna' } }])
    const known = await probe.send('GET', '/v1/konten/ich', undefined, {
      ...headers,
      'if-none-match': String(changed.headers.get('etag')),
    })
    expect(known.status).toBe(304)
  })

  it('gets a new address only by its link; the old one is told, and a foreign one is not revealed', async () => {
    const email = await probe.createPerson('umzug')
    const foreign = await probe.createPerson('fremde')
    const headers = await bearer(email)
    const change = (to: string, version: number) =>
      probe.send('PATCH', '/v1/konten/ich', { email: to }, { ...headers, 'if-match': `"${version}"` })
    const taken = await change(foreign, 2)
    expect([taken.status, await taken.json()]).toMatchObject([200, { email, neueEmail: foreign }])
    await probe.mails.next(foreign, isSubject('bereits ein Konto'))
    expect(mailsTo(foreign).some(({ mail }) => isSubject('neue E-Mail')(mail))).toBe(false)
    expect((await change('umgezogen@example.org', 3)).status).toBe(200)
    const token = tokenOf(await probe.mails.next('umgezogen@example.org'))
    expect((await probe.send('POST', '/v1/konten/emailbestaetigung', { token })).status).toBe(200)
    await probe.mails.next(email, isSubject('wurde geändert'))
    const now = await probe.send('GET', '/v1/konten/ich', undefined, headers)
    expect(await now.json()).toMatchObject({ email: 'umgezogen@example.org' })
  })

  it('gets a new password by the old one', async () => {
    const email = await probe.createPerson('wechsel')
    const headers = await bearer(email)
    const change = (altesPasswort: string, neuesPasswort: string) =>
      probe.send('POST', '/v1/konten/ich/passwort', { altesPasswort, neuesPasswort }, headers)
    expect(await problemOf(await change('falsch', 'Ein neues Passwort'))).toEqual([403, 'forbidden'])
    expect(await problemOf(await change(passwort, email))).toEqual([422, 'rule-violated'])
    expect((await change(passwort, 'Ein neues Passwort')).status).toBe(200)
    expect(await problemOf(await change(passwort, 'Noch ein Passwort!'))).toEqual([403, 'forbidden'])
  })

  it('is locked and unlocked by its person; nobody calls with it meanwhile', async () => {
    const email = await probe.createPerson('sperre')
    const headers = await bearer(email)
    const locked = await probe.send('POST', '/v1/konten/ich/sperre', { grund: 'Handy verloren' }, headers)
    expect([locked.status, await locked.json()]).toMatchObject([200, { status: 'gesperrt' }])
    expect((await probe.send('GET', '/v1/konten/ich', undefined, headers)).status).toBe(403)
    const first = tokenOf(await probe.mails.next(email, isSubject('gesperrt')))
    // Whoever has lost the mail gets another one by "forgotten password".
    await probe.send('POST', '/v1/konten/passwort/anforderung', { email })
    await eventually(() => mailsTo(email).filter(({ mail }) => isSubject('gesperrt')(mail)).length).toBe(2)
    const second = tokenOf(await probe.mails.next(email, isSubject('gesperrt')))
    expect(await problemOf(await probe.send('POST', '/v1/konten/entsperrung', { token: first }))).toEqual([410, 'gone'])
    expect((await probe.send('POST', '/v1/konten/entsperrung', { token: second })).status).toBe(200)
    expect((await probe.send('GET', '/v1/konten/ich', undefined, headers)).status).toBe(200)
  })

  it('belongs to people: machine clients have none', async () => {
    const kammer = await probe.gateway.createKammer()
    expect((await kammer.inject({ url: '/v1/konten/ich' })).statusCode).toBe(403)
    expect((await probe.send('GET', '/v1/konten/ich')).status).toBe(401)
  })
})
