import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { alsSystem, inTransaktion } from '../db/transaktion.ts'
import { toAngemeldeter } from '../features/anmeldung/angemeldeter.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { sendMail } from './mail.service.ts'
import { type Mailserver, startMailserver, verweisOf } from './testing/mail-server.ts'
import { type Mailweg, openMailweg } from './transport.ts'
import { deliverMails } from './zustellung.ts'

let app: TestApp
let server: Mailserver
let weg: Mailweg

const werte = { vorname: 'Ada', nachname: 'Störtebeker', verweis: 'https://ihk.example/k?t=1', stunden: '48' }
const queue = (an: string, change: Partial<typeof werte> = {}) =>
  alsSystem(app.deps, (trx) => sendMail(trx, { an, text: 'kontoBestaetigung', werte: { ...werte, ...change } }))
const rows = () => alsSystem(app.deps, (trx) => trx('mail').orderBy('erstellt_am').select('*'))

beforeAll(async () => {
  app = await createTestApp({ now: new Date('2026-11-20T09:00:00Z') })
  server = await startMailserver()
  weg = openMailweg({ ...app.deps.config, SMTP_URL: server.url, PUBLIC_URL: 'https://ihk.example' })
})
beforeEach(() => alsSystem(app.deps, (trx) => trx('mail').delete()))
afterAll(async () => {
  weg.close()
  await server.close()
  await app.close()
})

describe('a mail', () => {
  it('is delivered in the language asked for, and keeps none of its values', async () => {
    await alsSystem(app.deps, (trx) =>
      sendMail(trx, { an: 'ada@example.org', text: 'kontoBestaetigung', werte, sprache: 'en' }),
    )
    expect(await deliverMails(app.deps, weg)).toBe(false)
    const mail = await server.next('ada@example.org')
    expect(mail.subject).toBe('Please confirm your e-mail address')
    expect(mail.from).toMatchObject({ name: 'Berichtsheft', address: 'berichtsheft@localhost' })
    expect(mail.text).toContain('Hello Ada Störtebeker,')
    expect(verweisOf(mail)).toBe(werte.verweis)
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }))
    const [row] = await rows()
    expect(row).toMatchObject({ status: 'versendet', werte: {}, versuche: 1, naechster_versuch: null })
    expect(mail.messageId).toBe(`<${row.id}@ihk.example>`)
  })

  it('goes to an account at the address and in the language that the account has by then', async () => {
    const id = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'
    await alsSystem(app.deps, async (trx) => {
      const now = app.clock.now
      const konto = { id, email: 'alt@example.org', vorname: 'A', nachname: 'B', sprache: 'de', status: 'aktiv' }
      await trx('konto').insert({ ...konto, version: 1, erstellt_am: now, geaendert_am: now })
      await sendMail(trx, { an: id, text: 'kontoEntsperrt', werte: { vorname: 'A', nachname: 'B' } })
      await trx('konto').update({ email: 'neu@example.org', sprache: 'en' })
    })
    await deliverMails(app.deps, weg)
    expect((await server.next('neu@example.org')).subject).toBe('Your account is unlocked')
  })

  it('is not sent when the transaction is not committed', async () => {
    const failing = alsSystem(app.deps, async (trx) => {
      await sendMail(trx, { an: 'niemand@example.org', text: 'kontoBestaetigung', werte })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await rows()).toEqual([])
  })

  it('can be queued by any caller, who cannot read it afterwards', async () => {
    const kammer = await app.createKammer()
    const aufrufer = toAngemeldeter(kammer.clientId, { art: 'kammer', knr: '153' }, [])
    const seen = await inTransaktion(app.deps, aufrufer, async (trx) => {
      await sendMail(trx, { an: 'ada@example.org', text: 'kontoBestaetigung', werte })
      return trx('mail').select('*')
    })
    expect(seen).toEqual([])
    expect(await rows()).toHaveLength(1)
  })
})

it('that has ended leaves no link in the database: delivered, refused, given up, or without an account', async () => {
  const geheim = 'https://ihk.example/konto/passwort/neu?token=nur-im-postfach'
  const stored = async () => JSON.stringify(await rows())
  const mailTo = (an: string) => queue(an, { verweis: geheim })
  await mailTo('zugestellt@example.org')
  expect(await stored()).toContain(geheim) // it has to be kept until then
  await deliverMails(app.deps, weg)
  expect(verweisOf(await server.next('zugestellt@example.org'))).toBe(geheim)
  server.refuse(550)
  await mailTo('abgewiesen@example.org')
  await deliverMails(app.deps, weg)
  server.refuse(undefined)
  await mailTo('01934a5e-7c00-7a31-9b1c-2f0d6c1e5a99')
  await deliverMails(app.deps, weg)
  expect((await rows()).map(({ status }) => status).sort()).toEqual(['unzustellbar', 'unzustellbar', 'versendet'])
  expect(await stored()).not.toContain('nur-im-postfach')
  const dead = openMailweg({ ...app.deps.config, SMTP_URL: 'smtp://127.0.0.1:9' })
  await mailTo('aufgegeben@example.org')
  for (let i = 0; i < 9; i++) {
    await deliverMails(app.deps, dead)
    app.clock.now = new Date(app.clock.now.getTime() + 86_400_000)
  }
  dead.close()
  expect(await stored()).not.toContain('nur-im-postfach')
})

describe('what is in a value stays in the text', () => {
  test.each([
    ['line breaks and headers', 'Ada\r\nBcc: opfer@example.org\r\nX-Evil: 1\r\n\r\n<b>Betrug</b>'],
    ['umlauts and quotes', 'Jürgen "Jott" O’Groß'],
    ['10,000 characters', 'ä'.repeat(10_000)],
    ['template syntax', '$'.concat('{process.exit()} {{7*7}} <%= 1 %>')],
    ['SMTP end of data', 'a\r\n.\r\nMAIL FROM:<x@y.example>\r\n'],
  ])('%s', async (_name, vorname) => {
    const an = `probe${server.eingaenge.length}@example.org`
    await queue(an, { vorname })
    await deliverMails(app.deps, weg)
    const mail = await server.next(an)
    const eingang = server.eingaenge.find((one) => one.mail === mail)
    expect(eingang?.an).toEqual([an])
    expect(mail.headers.map(({ key }) => key).sort()).toEqual(
      [
        'auto-submitted',
        'content-language',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ].sort(),
    )
    expect(mail.to).toMatchObject([{ address: an }])
    expect(mail.subject).toBe('Bitte bestätigen Sie Ihre E-Mail-Adresse · Please confirm your e-mail address')
    const lines = (text: string) => text.replaceAll('\r\n', '\n')
    expect(lines(mail.text ?? '')).toContain(lines(`Guten Tag ${vorname} Störtebeker,`))
    expect(mail.html).not.toContain('<b>')
  })
})

describe('a mail server', () => {
  it('that refuses the address for good ends the mail', async () => {
    server.refuse(550)
    await queue('unbekannt@example.org')
    await deliverMails(app.deps, weg)
    server.refuse(undefined)
    const [row] = await rows()
    expect(row).toMatchObject({ status: 'unzustellbar', werte: {}, versuche: 1 })
    expect(row.letzter_fehler).toContain('refused by the test')
  })

  it('that refuses for now is asked again a minute later, and not before', async () => {
    server.refuse(451)
    await queue('spaeter@example.org')
    await deliverMails(app.deps, weg)
    server.refuse(undefined)
    expect((await rows())[0]).toMatchObject({ status: 'offen', versuche: 1 })
    app.clock.now = new Date(app.clock.now.getTime() + 59_999)
    await deliverMails(app.deps, weg)
    expect((await rows())[0]).toMatchObject({ status: 'offen', versuche: 1 })
    app.clock.now = new Date(app.clock.now.getTime() + 1)
    await deliverMails(app.deps, weg)
    expect((await rows())[0]).toMatchObject({ status: 'versendet', versuche: 2 })
    await server.next('spaeter@example.org')
  })

  it('that does not answer is tried nine times, then the mail is given up', async () => {
    const dead = openMailweg({ ...app.deps.config, SMTP_URL: 'smtp://127.0.0.1:9' })
    await queue('nie@example.org')
    for (let i = 0; i < 12; i++) {
      await deliverMails(app.deps, dead)
      app.clock.now = new Date(app.clock.now.getTime() + 86_400_000)
    }
    dead.close()
    expect((await rows())[0]).toMatchObject({ status: 'unzustellbar', versuche: 9, werte: {} })
  })

  it('gets each mail once, though several processes deliver', async () => {
    for (let i = 0; i < 45; i++) await queue(`viele${i}@example.org`)
    const drain = async () => {
      while (await deliverMails(app.deps, weg));
    }
    await Promise.all([drain(), drain(), drain()])
    const arrived = server.eingaenge.flatMap(({ an }) => an).filter((an) => an.startsWith('viele'))
    expect(arrived.sort()).toEqual(Array.from({ length: 45 }, (_, i) => `viele${i}@example.org`).sort())
  })
})

it('becomes a file without a mail server, which only this user may read', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mails-'))
  const files = openMailweg({ ...app.deps.config, DATA_DIR: folder })
  await queue('neuling@example.org')
  await deliverMails(app.deps, files)
  const [name, ...more] = readdirSync(path.join(folder, 'mails'))
  expect(more).toEqual([])
  const file = path.join(folder, 'mails', String(name))
  expect(name).toMatch(/^\d{8}T\d{6}-[0-9a-f-]{36}\.eml$/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const mail = await PostalMime.parse(readFileSync(file))
  expect(mail.to).toMatchObject([{ address: 'neuling@example.org' }])
  expect(verweisOf(mail)).toBe(werte.verweis)
  rmSync(folder, { recursive: true })
})
