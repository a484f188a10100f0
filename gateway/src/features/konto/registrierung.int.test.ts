import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Kontenprobe, readJson, registrierung, startKontenprobe, tokenOf } from '../anmeldung/testing/konten.ts'
import { eventually, isSubject, lookInto, problemOf, told } from './testing/look.ts'
import { idOf } from './testing/person.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

const { deps, mailsTo, tableOf } = lookInto(() => probe)

describe('a registration (MI-01, MI-20 to MI-22)', () => {
  it('waits for the mailed link, keeps the version and instant of the accepted notice, and is in the chain', async () => {
    const email = 'neu@example.org'
    const before = Date.now()
    expect((await probe.send('POST', '/v1/konten', registrierung(email))).status).toBe(202)
    const mail = await probe.mails.next(email)
    const id = await idOf(deps(), email)
    expect(await tableOf('konto', { id })).toMatchObject([{ status: 'zurBestaetigung' }])
    expect(await tableOf('kontogeheimnis', { konto_id: id })).toEqual([])
    const confirmed = await probe.send('POST', '/v1/konten/bestaetigung', { token: tokenOf(mail) })
    expect([confirmed.status, await confirmed.json()]).toMatchObject([
      200,
      { textEnglisch: expect.stringContaining('sign in') },
    ])
    expect(await tableOf('konto', { id })).toMatchObject([{ status: 'aktiv', version: 2 }])
    const [zustimmung] = await tableOf('kontozustimmung', { konto_id: id })
    expect(zustimmung.version).toBe('2026-11')
    expect(zustimmung.zeitpunkt.getTime()).toBeGreaterThanOrEqual(before)
    const chain = await tableOf('ereignis', { aggregat_id: id })
    expect(chain.map(({ inhalt }) => JSON.parse(inhalt).art)).toEqual(['konto.angelegt', 'konto.bestaetigt'])
    expect(JSON.stringify(chain)).not.toMatch(/example\.org|Tilda|Ehrlichmann/)
  })

  it('keeps only hashes of password and link', async () => {
    const email = await probe.createPerson('hash')
    const [geheimnis] = await tableOf('kontogeheimnis', { konto_id: await idOf(deps(), email) })
    expect(geheimnis.passwort).toMatch(/^\$argon2id\$/)
    const mail = mailsTo(email)[0]?.mail
    const everything = JSON.stringify([await tableOf('kontotoken'), await tableOf('mail')])
    expect(everything).not.toContain(tokenOf(mail as never))
  })

  test.each([
    ['quotes', '"tilda e"@example.org'],
    ['umlauts', 'jürgen@example.org'],
    ['an umlaut domain', 'j@müller.example'],
    ['10,000 characters', `${'a'.repeat(10_000)}@example.org`],
    ['255 characters', `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(11)}`],
    ['a line break and a header', 'a@example.org\r\nBcc: b@example.org'],
    ['two addresses', 'a@example.org,b@example.org'],
    ['angle brackets', 'A <a@example.org>'],
    ['no domain', 'a@'],
    ['two at signs', 'a@b@example.org'],
    ['a blank', 'a b@example.org'],
    ['dots in a row', 'a..b@example.org'],
  ])('refuses an address with %s, and says where', async (_name, email) => {
    const answer = await probe.send('POST', '/v1/konten', registrierung(email))
    const body = await readJson(answer)
    expect([answer.status, body.verstoesse?.[0]?.pfad]).toEqual([400, '/email'])
  })

  test.each([
    ['a short password', { passwort: 'kurz' }, 400, '/passwort'],
    [
      'the address as password',
      { email: 'lange.adresse@example.org', passwort: 'lange.adresse@example.org' },
      422,
      '/passwort',
    ],
    ['one character repeated', { passwort: 'aaaaaaaaaaaaaaaa' }, 422, '/passwort'],
    ['an old information notice', { informationspflichten: '2020-01' }, 422, '/informationspflichten'],
    ['no information notice', { informationspflichten: undefined }, 400, '/informationspflichten'],
    ['a name of control characters', { vorname: 'A\u0007' }, 400, '/vorname'],
    ['an unknown language', { sprache: 'fr' }, 400, '/sprache'],
    ['an unknown field', { rolle: 'betreiber' }, 400, '/rolle'],
  ])('refuses %s', async (_name, change, status, pfad) => {
    const answer = await probe.send('POST', '/v1/konten', registrierung('niemand@example.org', change))
    const body = await readJson(answer)
    expect([answer.status, body.verstoesse?.[0]?.pfad]).toEqual([status, pfad])
    expect(mailsTo('niemand@example.org')).toEqual([])
  })

  it('of an address that has an account changes nothing, and its owner is told', async () => {
    const email = await probe.createPerson('vorhanden')
    const fresh = await told(await probe.send('POST', '/v1/konten', registrierung('frisch@example.org')))
    const known = await told(
      await probe.send('POST', '/v1/konten', registrierung('VORHANDEN@example.org', { vorname: 'Boese' })),
    )
    expect(known).toEqual(fresh)
    await probe.mails.next(email, isSubject('bereits ein Konto'))
    expect(await tableOf('konto', { id: await idOf(deps(), email) })).toMatchObject([{ vorname: 'Tilda' }])
  })

  it('cannot put its own password on an address that somebody else confirms', async () => {
    const email = 'zwei@example.org'
    await probe.send('POST', '/v1/konten', registrierung(email))
    const own = tokenOf(await probe.mails.next(email))
    await probe.send(
      'POST',
      '/v1/konten',
      registrierung(email, { passwort: 'Angreifer wartet hier', vorname: 'Boese' }),
    )
    await eventually(() => mailsTo(email).length).toBe(2)
    const foreign = tokenOf(mailsTo(email)[1]?.mail as never)
    expect((await probe.send('POST', '/v1/konten/bestaetigung', { token: own })).status).toBe(200)
    expect(await problemOf(await probe.send('POST', '/v1/konten/bestaetigung', { token: foreign }))).toEqual([
      410,
      'gone',
    ])
    const id = await idOf(deps(), email)
    expect(await tableOf('konto', { id })).toMatchObject([{ vorname: 'Tilda' }])
  })

  it('sends at most five mails in an hour to one address, and says the same', async () => {
    const email = 'flut@example.org'
    const answers: unknown[] = []
    for (let i = 0; i < 7; i++) answers.push(await told(await probe.send('POST', '/v1/konten', registrierung(email))))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    await eventually(() => mailsTo(email).length).toBe(5)
    expect(await tableOf('mail', { an: email })).toHaveLength(5)
  })
})
