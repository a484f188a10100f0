import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createTestUnternehmen } from '../../testing/people.ts'
import { type Browser, createBrowser, type Seite } from './testing/browser.ts'
import { type Kontenprobe, passwort, registrierung, startKontenprobe, tokenOf } from './testing/konten.ts'

let probe: Kontenprobe
beforeAll(async () => {
  probe = await startKontenprobe()
})
afterAll(() => probe?.close())

/** Opens the page of a way, signing in on the way to it. */
const openAs = async (email: string, path: string, sprache = 'de'): Promise<{ browser: Browser; page: Seite }> => {
  const browser = createBrowser(probe.gateway.address, sprache)
  const page = await browser.submit(await browser.open(path), 'Anmelden', { email, passwort })
  return { browser, page }
}

const firma = { name: 'Wegweiser GmbH', strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' }
const rowsOf = (table: string, name: string): Promise<object[]> =>
  alsSystem(probe.gateway.deps, (trx) =>
    table === 'unternehmen'
      ? trx('unternehmen').where({ name }).select()
      : trx('mitgliedsanfrage as a')
          .join('unternehmen as u', 'u.id', 'a.unternehmen_id')
          .where('u.name', name)
          .select('a.*'),
  )

describe('after the registration both ways lead on (MI-23)', () => {
  it('from the confirmation, and from the page of the account', async () => {
    const email = 'wege@example.org'
    await probe.send('POST', '/v1/konten', registrierung(email))
    const token = tokenOf(await probe.mails.next(email))
    const browser = createBrowser(probe.gateway.address)
    const done = await browser.submit(await browser.open(`/konto/bestaetigung?token=${token}`), 'Bestätigen')
    expect(Object.values(done.links)).toEqual(expect.arrayContaining(['/konto/unternehmen', '/konto/beitritt']))
    const signIn = await browser.open(done.links['Ein Unternehmen registrieren'] ?? '')
    const form = await browser.submit(signIn, 'Anmelden', { email, passwort })
    expect(form.title).toContain('Ein Unternehmen registrieren')
    const account = await browser.open('/konto/sicherheit')
    const ways = await browser.open(account.links['So geht es weiter'] ?? '')
    for (const [text, title] of [
      ['Ein Unternehmen registrieren', 'Ein Unternehmen registrieren'],
      ['Den Beitritt zu einem Unternehmen anfragen', 'Den Beitritt zu einem Unternehmen anfragen'],
    ] as const)
      expect((await browser.open(ways.links[text] ?? '')).title).toContain(title)
  })

  it('a reset password or a link that is not good names none of them', async () => {
    const browser = createBrowser(probe.gateway.address)
    const bad = await browser.submit(await browser.open('/konto/bestaetigung?token=x'), 'Bestätigen')
    expect(Object.values(bad.links)).not.toContain('/konto/unternehmen')
  })

  it('registers a company by a form without a script; faults are told at their fields and keep what was entered', async () => {
    const email = await probe.createPerson('chef')
    const { browser, page } = await openAs(email, '/konto/unternehmen')
    const wrong = await browser.submit(page, 'Absenden', { ...firma, plz: '6815', knr: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Bitte prüfen Sie das Feld: Postleitzahl')
    expect(wrong.forms[0]?.fields).toMatchObject({ name: firma.name, plz: '6815' })
    const unclear = await browser.submit(wrong, 'Absenden', { ...firma, plz: '00001', ort: 'Nirgendwo', knr: '' })
    expect([unclear.status, unclear.text]).toEqual([422, expect.stringContaining('welche Kammer zuständig ist')])
    const sent = await browser.submit(unclear, 'Absenden', { ...firma, knr: '153', identnummer: '0000990001' })
    expect(sent.text).toContain('Ihr Unternehmen ist angemeldet')
    expect(await rowsOf('unternehmen', firma.name)).toMatchObject([{ knr: '153', status: 'beantragt', plz: '68159' }])
    const again = await browser.submit(await browser.open('/konto/unternehmen'), 'Absenden', {
      ...firma,
      knr: '153',
      identnummer: '0000990001',
    })
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('schon registriert')])
  })

  it('asks to join a company; data that fit none are refused without saying which is wrong', async () => {
    const id = await createTestUnternehmen(probe.gateway)
    const row = await alsSystem(probe.gateway.deps, (trx) => trx('unternehmen').where({ id }).first())
    const email = await probe.createPerson('lehrling')
    const { browser, page } = await openAs(email, '/konto/beitritt')
    const { name, strasse, hausnummer, plz, ort, identnummer, knr } = row
    const data = { name, strasse, hausnummer, plz, ort, identnummer, knr, rolle: 'azubi' }
    const foreign = await browser.submit(page, 'Absenden', { ...data, rolle: 'betreiber' })
    expect([foreign.status, foreign.text]).toEqual([422, expect.stringContaining('Ihre Rolle')])
    const other = await browser.submit(page, 'Absenden', { ...data, ort: 'Anderswo' })
    expect(other.status).toBe(422)
    const sent = await browser.submit(other, 'Absenden', data)
    expect(sent.text).toContain('Ihre Anfrage ist beim Unternehmen')
    expect(await rowsOf('mitgliedsanfrage', name)).toMatchObject([{ art: 'beitritt', rolle: 'azubi', status: 'offen' }])
  })

  it('is closed to forms of other sites, and shows what was entered as text', async () => {
    const email = await probe.createPerson('fremd')
    const { browser, page } = await openAs(email, '/konto/unternehmen')
    const attack = await browser.submit(page, 'Absenden', { ...firma, name: '"><script>x</script>', plz: '1' })
    expect(attack.markup).not.toContain('<script>x')
    const foreign = await browser.open('/konto/unternehmen', {
      method: 'POST',
      body: new URLSearchParams(firma),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
  })
})
