import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { type Kontenprobe, registrierung, startKontenprobe, tokenOf } from '../anmeldung/testing/konten.ts'
import { eventually, isSubject, lookInto, problemOf, told } from './testing/look.ts'
import { idOf } from './testing/person.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

const { deps, mailsTo, bearer } = lookInto(() => probe)
const age = (zweck: string, kontoId: string, milliseconds: number) =>
  alsSystem(deps(), (trx) =>
    trx('kontotoken')
      .where({ zweck, konto_id: kontoId })
      .update({ ablauf: new Date(Date.now() + milliseconds) }),
  )

describe('a link (MI-22, BH-29)', () => {
  const paths = ['bestaetigung', 'emailbestaetigung', 'entsperrung'] as const
  const reset = (token: string) => ({ token, passwort: 'Ein anderes Passwort' })
  const follow = (path: string, token: string) =>
    path === 'passwort/ruecksetzung'
      ? probe.send('POST', '/v1/konten/passwort/ruecksetzung', reset(token))
      : probe.send('POST', `/v1/konten/${path}`, { token })

  /** An account with an open link of each kind. */
  const linkOf = async (path: string, name: string): Promise<{ token: string; id: string; email: string }> => {
    if (path === 'bestaetigung') {
      const email = `${name}@example.org`
      await probe.send('POST', '/v1/konten', registrierung(email))
      return { token: tokenOf(await probe.mails.next(email)), id: await idOf(deps(), email), email }
    }
    const email = await probe.createPerson(name)
    const id = await idOf(deps(), email)
    const headers = await bearer(email)
    if (path === 'emailbestaetigung') {
      const to = `neu-${email}`
      const changed = await probe.send('PATCH', '/v1/konten/ich', { email: to }, { ...headers, 'if-match': '"2"' })
      expect(await changed.json()).toMatchObject({ email, neueEmail: to })
      return { token: tokenOf(await probe.mails.next(to)), id, email }
    }
    if (path === 'entsperrung') {
      await probe.send('POST', '/v1/konten/ich/sperre', { grund: 'Urlaub' }, headers)
      return { token: tokenOf(await probe.mails.next(email, isSubject('gesperrt'))), id, email }
    }
    await probe.send('POST', '/v1/konten/passwort/anforderung', { email })
    return { token: tokenOf(await probe.mails.next(email, isSubject('Neues Passwort'))), id, email }
  }
  const zweckOf: Record<string, string> = {
    bestaetigung: 'bestaetigung',
    emailbestaetigung: 'emailWechsel',
    entsperrung: 'entsperrung',
    'passwort/ruecksetzung': 'passwort',
  }
  const all = [...paths, 'passwort/ruecksetzung']

  test.each(all)('of %s is good once, also for two at the same time', async (path) => {
    const { token } = await linkOf(path, `einmal-${path.length}`)
    const both = await Promise.all([follow(path, token), follow(path, token), follow(path, token)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410, 410])
    expect(await problemOf(await follow(path, token))).toEqual([410, 'gone'])
  })

  test.each(all)('of %s is good to its last millisecond', async (path) => {
    const { token, id } = await linkOf(path, `ablauf-${path.length}`)
    await age(zweckOf[path] ?? '', id, 0)
    expect(await problemOf(await follow(path, token))).toEqual([410, 'gone'])
  })

  test.each(all)('that is guessed, cut or of another kind is unknown to %s', async (path) => {
    const other = path === 'entsperrung' ? 'passwort/ruecksetzung' : 'entsperrung'
    const { token } = await linkOf(other, `fremd-${path.length}`)
    expect(await problemOf(await follow(path, token))).toEqual([404, 'not-found'])
    expect(await problemOf(await follow(path, 'A'.repeat(43)))).toEqual([404, 'not-found'])
    expect((await follow(path, token.slice(1))).status).toBe(400)
    // It was not used up by the wrong door.
    expect((await follow(other, token)).status).toBe(200)
  })

  it('of a registration that has expired is replaced by a new mail, once', async () => {
    const { token, id, email } = await linkOf('bestaetigung', 'erneuert')
    await age('bestaetigung', id, -1)
    expect(await problemOf(await follow('bestaetigung', token))).toEqual([410, 'gone'])
    expect(await problemOf(await follow('bestaetigung', token))).toEqual([410, 'gone'])
    await eventually(() => mailsTo(email).length).toBe(2)
    const fresh = tokenOf(mailsTo(email)[1]?.mail as never)
    expect((await follow('bestaetigung', fresh)).status).toBe(200)
    expect(mailsTo(email)).toHaveLength(2)
  })

  it('for a password replaces the one before, and a refused password leaves it good', async () => {
    const { token: old, email } = await linkOf('passwort/ruecksetzung', 'zweimal')
    await probe.send('POST', '/v1/konten/passwort/anforderung', { email })
    await eventually(() => mailsTo(email).filter(({ mail }) => isSubject('Neues Passwort')(mail)).length).toBe(2)
    const token = tokenOf(await probe.mails.next(email, isSubject('Neues Passwort')))
    expect(await problemOf(await follow('passwort/ruecksetzung', old))).toEqual([410, 'gone'])
    const refused = await probe.send('POST', '/v1/konten/passwort/ruecksetzung', { token, passwort: email })
    expect(await problemOf(refused)).toEqual([422, 'rule-violated'])
    expect((await follow('passwort/ruecksetzung', token)).status).toBe(200)
    await probe.mails.next(email, isSubject('Ihr Passwort wurde geändert'))
  })
})

describe('nobody learns whether an account exists', () => {
  it('from the answer to a forgotten password: same status, body and headers', async () => {
    const active = await probe.createPerson('gibtes')
    const waiting = 'wartend@example.org'
    await probe.send('POST', '/v1/konten', registrierung(waiting))
    const ask = async (email: string) => told(await probe.send('POST', '/v1/konten/passwort/anforderung', { email }))
    const nobody = await ask('gibtesnicht@example.org')
    expect(nobody.status).toBe(202)
    for (const email of [active, active.toUpperCase(), waiting]) expect(await ask(email)).toEqual(nobody)
    expect(mailsTo('gibtesnicht@example.org')).toEqual([])
  })

  it('nor from its time: no answer comes before all that may have to be done is done', async () => {
    const active = await probe.createPerson('zeit')
    for (const email of [active, 'niemand@example.org']) {
      const since = performance.now()
      await probe.send('POST', '/v1/konten/passwort/anforderung', { email })
      expect(performance.now() - since).toBeGreaterThan(290)
    }
  })
})
