import type { Loeschantrag } from '@berichtsheft/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { renderMail } from '../../mail/render-mail.ts'
import { mailtexte } from '../../mail/texte/index.ts'
import { createTestPerson, type TestPerson } from '../../testing/people.ts'
import { imAmt, type Szene, setScene } from '../unternehmen/testing/szene.ts'

/** What strangers and clumsy people send to the operations of meine ihk: one clear problem each. */

let s: Szene
let firma: string
let leiterin: TestPerson
let betreiber: TestPerson
beforeAll(async () => {
  s = await setScene()
  firma = (await s.activate('0000950001')).id
  leiterin = await createTestPerson(s.t, {
    rollen: [{ rolle: 'kammeradministration', knr: '153' }],
    stufe: 'mehrfaktor',
  })
  betreiber = await createTestPerson(s.t, { rollen: [{ rolle: 'betreiber' }], stufe: 'mehrfaktor' })
})
afterAll(() => s.t.close())

const post = (wer: TestPerson, kontext: string | undefined, url: string, payload?: object) =>
  wer.inject(kontext, { method: 'POST', url, ...(payload === undefined ? {} : { payload }) })
const vorOrt = () => `unternehmen:${firma}`

const addresses = [
  ['quotes', '"a b"@person.example'],
  ['umlauts', 'çiğdem@münchen.example'],
  ['10,000 characters', `${'a'.repeat(10_000)}@person.example`],
  ['a header', 'a@person.example\r\nBcc: b@person.example'],
  ['two addresses', 'a@person.example,b@person.example'],
  ['a template', '$'.concat('{7*7}@person.example x')],
] as const

describe.each(addresses)('an address with %s', (_name, email) => {
  it.each([
    ['a new address of the own account', () => konto({ email })],
    [
      'a forgotten password',
      () => s.t.server.inject({ method: 'POST', url: '/v1/konten/passwort/anforderung', payload: { email } }),
    ],
    [
      'an invitation',
      () =>
        post(s.registrant, vorOrt(), `/v1/unternehmen/${firma}/einladungen`, {
          email,
          anwendung: 'berichtsheft',
          rolle: 'azubi',
        }),
    ],
    [
      'a role',
      () => post(leiterin, imAmt, '/v1/rollenzuweisungen', { email, anwendung: 'kammer', rolle: 'sachbearbeitung' }),
    ],
  ])('is refused as %s, and the answer says where', async (_operation, send) => {
    const answer = await send()
    expect([answer.statusCode, answer.json().verstoesse?.[0]?.pfad], answer.body.slice(0, 300)).toEqual([400, '/email'])
    expect(answer.body.length).toBeLessThan(5_000)
  })
})

const konto = (payload: object) =>
  s.registrant.inject(undefined, {
    method: 'PATCH',
    url: '/v1/konten/ich',
    payload,
    headers: { 'if-match': '"1"' },
  })

describe('what goes into mails', () => {
  it.each([
    ['a name of a company', 'Gut GmbH\r\nBcc: opfer@example.org'],
    ['a name of a company', 'Gut GmbH\u0000'],
  ])('has no line breaks and control characters: %s', async (_field, name) => {
    const payload = { name, knr: '153', anschrift: { strasse: 'Weg', plz: '68159', ort: 'Mannheim' } }
    const answer = await post(s.registrant, undefined, '/v1/unternehmen', payload)
    expect([answer.statusCode, answer.json().verstoesse[0].pfad]).toEqual([400, '/name'])
  })

  it('a reason with lines, markup and templates stays text, and never comes into the subject', async () => {
    const vorlage = '$'.concat('{7*7}')
    const grund = `Zeile\nBcc: opfer@example.org\n\n<img src=x onerror=alert(1)> ${vorlage} {{7*7}} <%= 7*7 %>`
    const name = 'R&D "Süd" GmbH'
    const { id } = await s.register({ name })
    await post(s.clerk, imAmt, `/v1/unternehmen/${id}/zuweisung`)
    const decided = await post(s.clerk, imAmt, `/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'abgelehnt', grund })
    expect(decided.statusCode, decided.body).toBe(200)
    const row = await alsSystem(s.t.deps, (trx) =>
      trx('mail').where({ konto_id: s.registrant.kontoId, text: 'unternehmenAbgelehnt' }).first('werte'),
    )
    const mail = renderMail(mailtexte.unternehmenAbgelehnt, 'de', row.werte)
    expect(mail.betreff).not.toMatch(/[\r\n]|Bcc|49/)
    expect(mail.html).not.toMatch(/<img|R&D/)
    expect(mail.text).toContain(vorlage)
  })
})

describe('an invitation to an address whose account was deleted', () => {
  it('is sent like any other, and opens the company for whoever has the address now', async () => {
    const email = 'gegangen@person.example'
    const former = await createTestPerson(s.t, { email })
    expect((await former.inject(undefined, { method: 'DELETE', url: '/v1/konten/ich' })).statusCode).toBe(200)
    const payload = { email, anwendung: 'berichtsheft', rolle: 'azubi' }
    const invited = await post(s.registrant, vorOrt(), `/v1/unternehmen/${firma}/einladungen`, payload)
    expect(invited.json(), invited.body).toMatchObject({ status: 'versendet', email })
    const row = await alsSystem(s.t.deps, (trx) =>
      trx('mail').whereRaw("text like 'einladung%' and an = ?", [email]).first('werte'),
    )
    const token = /token=([\w-]{43})/.exec(JSON.stringify(row.werte))?.[1]
    expect((await post(former, undefined, '/v1/einladungen/annahme', { token })).statusCode).toBe(403)
    const heir = await createTestPerson(s.t, { email })
    expect((await post(heir, undefined, '/v1/einladungen/annahme', { token })).statusCode).toBe(200)
  })
})

describe('two at once', () => {
  const codes = (answers: readonly { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode).sort()

  it('activate with the right password: once', async () => {
    const { unternehmen, brief, kennwort } = await s.approve('0000950002')
    await post(s.clerk, imAmt, `/v1/briefe/${brief.id}/versand`)
    const payload = { kennwort, identnummer: '0000950002', knr: '153' }
    const activate = () => post(s.registrant, undefined, `/v1/unternehmen/${unternehmen.id}/aktivierung`, payload)
    expect(codes(await Promise.all([activate(), activate()]))).toEqual([200, 409])
  })

  it('post a letter: once', async () => {
    const { brief } = await s.approve('0000950003')
    const send = () => post(s.clerk, imAmt, `/v1/briefe/${brief.id}/versand`)
    expect(codes(await Promise.all([send(), send()]))).toEqual([200, 409])
  })

  it('decide about a registration and give it back: one of both', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await s.register({ name: `Rennen ${round} GmbH` })
      await post(s.clerk, imAmt, `/v1/unternehmen/${id}/zuweisung`)
      const answers = await Promise.all([
        post(s.clerk, imAmt, `/v1/unternehmen/${id}/entscheidung`, { ergebnis: 'abgelehnt', grund: 'Nein' }),
        s.other.inject(imAmt, { method: 'DELETE', url: `/v1/unternehmen/${id}/zuweisung` }),
      ])
      expect(codes(answers), answers.map(({ body }) => body).join()).toEqual([200, 409])
    }
  })

  it('confirm and give up a draft of a deletion, then decide and revoke it: one of both each time', async () => {
    const zweite = await createTestPerson(s.t, {
      rollen: [{ rolle: 'unternehmensadministrator', unternehmenId: firma }],
    })
    for (let round = 0; round < 4; round++) {
      const made = await post(s.registrant, vorOrt(), `/v1/unternehmen/${firma}/loeschantraege`, { grund: 'Schluss' })
      const { id, bestaetigung }: Loeschantrag = made.json()
      const url = `/v1/loeschantraege/${id}`
      const first = await Promise.all([
        post(s.registrant, vorOrt(), `${url}/bestaetigung`, { bestaetigung }),
        post(zweite, vorOrt(), `${url}/bestaetigung`, { bestaetigung }),
      ])
      expect(codes(first), first.map(({ body }) => body).join()).toEqual([200, 409])
      const second = await Promise.all([
        post(s.clerk, imAmt, `${url}/entscheidung`, { ergebnis: 'abgelehnt', grund: 'Noch Verträge' }),
        round % 2 === 0
          ? post(s.other, imAmt, `${url}/entscheidung`, { ergebnis: 'freigegeben' })
          : post(zweite, vorOrt(), `${url}/widerruf`),
      ])
      expect(codes(second), second.map(({ body }) => body).join()).toEqual([200, 409])
      const { status } = (await s.registrant.inject(vorOrt(), { url })).json()
      if (status === 'freigegeben') await post(zweite, vorOrt(), `${url}/widerruf`)
    }
  })
})

describe('taking over accounts', () => {
  it('refuses an address that is none, and takes the others', async () => {
    const nutzer = (email: string, altBenutzer: string) => ({ email, altBenutzer, vorname: 'Ada', nachname: 'Alt' })
    const payload = { konten: [nutzer('a b@person.example', 'ada')] }
    const answer = await post(betreiber, 'betreiber', '/v1/kontouebernahmen', payload)
    expect([400, 422]).toContain(answer.statusCode)
    expect(answer.json().verstoesse.length).toBeGreaterThan(0)
  })
})
