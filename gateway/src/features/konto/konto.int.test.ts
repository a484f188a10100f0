import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createPersonToken } from '../../testing/people.ts'
import {
  type Kontenprobe,
  passwort,
  readJson,
  registrierung,
  startKontenprobe,
  tokenOf,
} from '../anmeldung/testing/konten.ts'
import { auskunftsquellen } from './auskunft.service.ts'
import { idOf } from './testing/person.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

const deps = () => probe.gateway.deps
const bearer = async (email: string) => ({
  authorization: `Bearer ${await createPersonToken(deps(), await idOf(deps(), email))}`,
})
/** Mails take a moment on a busy machine. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 10_000 })
const tableOf = (table: string, where: object = {}) => alsSystem(deps(), (trx) => trx(table).where(where).select('*'))
const mailsTo = (email: string) => probe.mails.eingaenge.filter(({ an }) => an.includes(email))
const isSubject = (part: string) => (mail: { subject?: string | undefined }) => mail.subject?.includes(part) === true
const age = (zweck: string, kontoId: string, milliseconds: number) =>
  alsSystem(deps(), (trx) =>
    trx('kontotoken')
      .where({ zweck, konto_id: kontoId })
      .update({ ablauf: new Date(Date.now() + milliseconds) }),
  )
const problemOf = async (answer: Response) => [answer.status, (await readJson(answer)).type?.split('#')[1]]
/** What an answer tells, without what is different for every answer. */
const told = async (answer: Response) => {
  const { instance: _instance, ...body } = await readJson(answer)
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'retry-after'].includes(name)))
  return { status: answer.status, body, headers }
}

describe('a registration', () => {
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

describe('a link', () => {
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

  it('nor from its time', async () => {
    const active = await probe.createPerson('zeit')
    const time = async (email: string) => {
      const since = performance.now()
      await probe.send('POST', '/v1/konten/passwort/anforderung', { email })
      return performance.now() - since
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let i = 0; i < 4; i++) {
      known.push(await time(active))
      unknown.push(await time(`niemand${i}@example.org`))
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[1] ?? 0
    expect(Math.abs(median(known) - median(unknown))).toBeLessThan(60)
  })
})

describe('the own account', () => {
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

describe('the end of an account', () => {
  const company = (id: string, name: string, admins: readonly string[]) =>
    alsSystem(deps(), async (trx) => {
      const now = new Date()
      const times = { version: 1, erstellt_am: now, geaendert_am: now }
      const address = { strasse: 'Hafen', hausnummer: '1', plz: '20095', ort: 'Hamburg' }
      await trx('unternehmen').insert({ id, knr: '153', name, ...address, status: 'aktiv', ...times })
      for (const [i, konto_id] of admins.entries()) {
        await trx('mitgliedschaft').insert({ unternehmen_id: id, konto_id, status: 'aktiv', ...times })
        await trx('rollenzuweisung').insert({
          id: `${id.slice(0, -3)}${i}${id.slice(-2)}`,
          konto_id,
          unternehmen_id: id,
          anwendung: 'meine-ihk',
          rolle: 'unternehmensadministrator',
          gueltig_von: '2020-01-01',
          vergeben_am: now,
        })
      }
    })

  it('is refused to the last administrator, with the company and the way out', async () => {
    const [email, other] = [await probe.createPerson('letzter'), await probe.createPerson('zweiter')]
    const [id, otherId] = [await idOf(deps(), email), await idOf(deps(), other)]
    await company('01934a5e-7c00-7a31-9b1c-2f0d6c1e5b01', 'Werft Störtebeker', [id])
    await company('01934a5e-7c00-7a31-9b1c-2f0d6c1e5c02', 'Kontor Zu Zweit', [id, otherId])
    const answer = await probe.send('DELETE', '/v1/konten/ich', undefined, await bearer(email))
    const body = await readJson(answer)
    expect(answer.status).toBe(409)
    expect(body.verstoesse).toHaveLength(1)
    expect(body.verstoesse?.[0]).toMatchObject({ regel: 'MI-56', text: expect.stringContaining('Werft Störtebeker') })
    expect(body.verstoesse?.[0]?.textEnglisch).toContain('First add another one')
  })

  it('of two administrators who leave at once, one stays', async () => {
    const people = [await probe.createPerson('geht1'), await probe.createPerson('geht2')]
    const ids = await Promise.all(people.map((email) => idOf(deps(), email)))
    await company('01934a5e-7c00-7a31-9b1c-2f0d6c1e5d03', 'Letzte Hand GmbH', ids)
    const answers = await Promise.all(
      people.map(async (email) => probe.send('DELETE', '/v1/konten/ich', undefined, await bearer(email))),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('leaves nothing that names the person, ends roles, and gives the address back', async () => {
    const email = await probe.createPerson('abschied')
    const id = await idOf(deps(), email)
    const stay = await idOf(deps(), await probe.createPerson('bleibt'))
    await company('01934a5e-7c00-7a31-9b1c-2f0d6c1e5e04', 'Zurück AG', [stay, id])
    const headers = await bearer(email)
    const answer = await probe.send('DELETE', '/v1/konten/ich', undefined, headers)
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        aufbewahrt: expect.arrayContaining([
          expect.objectContaining({ rechtsgrundlage: expect.stringContaining('DSGVO') }),
        ]),
      },
    ])
    await probe.mails.next(email, isSubject('gelöscht'))
    await eventually(async () => (await tableOf('mail', { status: 'offen' })).length).toBe(0)
    const left = JSON.stringify([
      await tableOf('konto', { id }),
      await tableOf('rollenzuweisung', { konto_id: id }),
      await tableOf('ereignis', { aggregat_id: id }),
      await tableOf('kontogeheimnis', { konto_id: id }),
      await tableOf('kontotoken', { konto_id: id }),
    ])
    expect(left).not.toMatch(/abschied|Tilda|Ehrlichmann|argon2/)
    expect(await tableOf('mitgliedschaft', { konto_id: id })).toMatchObject([{ status: 'entfernt' }])
    expect((await probe.send('GET', '/v1/konten/ich', undefined, headers)).status).toBe(403)
    const again = await probe.createPerson('abschied')
    expect(await idOf(deps(), again)).not.toBe(id)
  })

  it('D02: before it all own data can be had as one file, without secrets and without anybody else', async () => {
    const email = await probe.createPerson('auskunft')
    const id = await idOf(deps(), email)
    const colleague = await probe.createPerson('kanarienvogel')
    await company('01934a5e-7c00-7a31-9b1c-2f0d6c1e5f05', 'Auskunft KG', [id, await idOf(deps(), colleague)])
    const answer = await probe.send('GET', '/v1/konten/ich/auskunft', undefined, await bearer(email))
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="auskunft.json"')
    const { konto, daten } = await readJson(answer)
    expect(konto).toMatchObject({ id, email, vorname: 'Tilda' })
    expect(daten).toMatchObject({
      zustimmungen: [{ version: '2026-11' }],
      mitgliedschaften: [{ name: 'Auskunft KG', status: 'aktiv' }],
      rollen: [{ rolle: 'unternehmensadministrator' }],
      mails: [{ text: 'kontoBestaetigung' }],
      ereignisse: [{ inhalt: { art: 'konto.angelegt' } }, { inhalt: { art: 'konto.bestaetigt' } }],
    })
    expect(JSON.stringify(daten)).not.toMatch(/argon2|"hash"/)
    expect(JSON.stringify(daten)).not.toContain('kanarienvogel')
  })

  it('which looks into every table that refers to accounts', async () => {
    const { rows } = await alsSystem(deps(), (trx) =>
      trx.raw(
        `select distinct c.conrelid::regclass::text as table from pg_constraint c where c.contype = 'f' and c.confrelid = 'konto'::regclass`,
      ),
    )
    const asked = Object.values(auskunftsquellen).join(' ')
    const tables = (rows as { table: string }[]).map(({ table }) => table)
    expect(tables.length).toBeGreaterThan(8)
    expect(tables.filter((table) => !new RegExp(`from ${table}\\b`).test(asked))).toEqual([])
  })
})
