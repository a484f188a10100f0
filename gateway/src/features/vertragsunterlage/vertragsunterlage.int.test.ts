import { Readable } from 'node:stream'
import { type Ausbildungsvertrag, limits, type Vertragsunterlage, type Vertragsunterlagen } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import type { InjectOptions } from 'fastify'
import encodeQr from 'qr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { ablehnungstext } from '../../dokumente/ablehnung.ts'
import { writeFassungsmarke } from '../../dokumente/fassungsmarke.ts'
import { eicar, type FakeClamd, startFakeClamd } from '../../dokumente/testing/fake-clamd.ts'
import { feindlicheDateien } from '../../dokumente/testing/hostile-files.ts'
import { feindlicheNamen } from '../../dokumente/testing/hostile-names.ts'
import { makePng } from '../../dokumente/testing/make-bild.ts'
import { makePdf, onePage, updatePdf } from '../../dokumente/testing/make-pdf.ts'
import { teilgroesse } from '../../dokumente/tresor.ts'
import { createId } from '../../ids.ts'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { checkScan } from '../ausbildungsvertrag/scanpruefung.ts'

const url = '/v1/ausbildungsvertraege'
const { identnummer } = createVertrag().ausbildender
const unterschriften = [{ partei: 'ausbildender' }, { partei: 'azubi' }]

let clamd: FakeClamd
let t: TestApp
let firma: string
let person: TestPerson
let clerk: TestPerson
let admin: TestPerson
let nr = 0
let emptyDraft: string

type Caller = readonly [TestPerson, string]
const byCompany = (): Caller => [person, `unternehmen:${firma}`]
const byClerk = (): Caller => [clerk, 'kammer:153']
const call = ([wer, kontext]: Caller, options: InjectOptions) => wer.inject(kontext, options)
const good = async (wer: Caller, path: string, payload?: object): Promise<Ausbildungsvertrag> => {
  const answer = await call(wer, { method: 'POST', url: `${url}${path}`, ...(payload && { payload }) })
  expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(300)
  return answer.json()
}
const get = async (id: string): Promise<Ausbildungsvertrag> => (await call(byCompany(), { url: `${url}/${id}` })).json()

/** A contract like another one, for another apprentice. */
const next = (make: typeof createVertrag = createVertrag, rest: Parameters<typeof createVertrag>[0] = {}) => {
  const familienname = `Ehrlichmann ${String.fromCharCode(97 + (++nr % 26))}${'x'.repeat(Math.floor(nr / 26))}`
  return make({ azubi: { ...make().azubi, familienname }, empfangsnachweise: undefined, ...rest })
}
const draft = async (vertrag = next()): Promise<string> => (await good(byCompany(), '', { vertrag })).id
/** A written contract that was released for print. */
const printed = async (vertrag = next(createVertrag, { vertragsform: 'schriftlich' })) => {
  const id = await draft(vertrag)
  await good(byCompany(), `/${id}/einreichung`)
  await good(byClerk(), `/${id}/uebernahme`)
  const { abfassung } = await good(byClerk(), `/${id}/druckfreigabe`)
  return { id, abfassung: String(abfassung) }
}

const pdf = (text = ''): Buffer => makePdf(onePage('', `<< /Zweck (${text || nr}) >>`))
const upload = (
  id: string,
  bytes: Buffer,
  query: Record<string, string> = {},
  { wer = byCompany(), typ = 'application/pdf', dateiname = 'sonstiges.pdf' } = {},
) =>
  call(wer, {
    method: 'POST',
    url: `${url}/${id}/dokumente`,
    query,
    headers: {
      'content-type': typ,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(dateiname).replaceAll("'", '%27')}`,
    },
    payload: bytes,
  })
const stored = async (...args: Parameters<typeof upload>): Promise<Vertragsunterlage> => {
  t.clock.now = new Date(t.clock.now.getTime() + 1_000)
  const answer = await upload(...args)
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}
const listed = async (id: string, wer = byCompany()): Promise<Vertragsunterlagen> =>
  (await call(wer, { url: `${url}/${id}/dokumente` })).json()
const fetch = (id: string, dokumentId: string, wer = byCompany()) =>
  call(wer, { url: `${url}/${id}/dokumente/${dokumentId}` })
const remove = (id: string, dokumentId: string, wer = byCompany()) =>
  call(wer, { method: 'DELETE', url: `${url}/${id}/dokumente/${dokumentId}` })
const countIn = (table: string): Promise<number> =>
  alsSystem(t.deps, async (trx) => Number((await trx(table).count('* as n').first())?.n))
/** A scan of the printed page of a version. */
const scanOf = (vertragId: string, abfassung: string): Buffer => {
  const modules = encodeQr(writeFassungsmarke({ vertragId, abfassung }), 'raw', { ecc: 'medium', border: 2 })
  return makePng(400, 400, (x, y) => (modules[Math.floor(y / 4) - 20]?.[Math.floor(x / 4) - 20] ? 20 : 240))
}

beforeAll(async () => {
  clamd = await startFakeClamd()
  t = await createTestApp({ now: new Date('2026-05-18T10:00:00Z'), env: { SCANNER: clamd.address } })
  firma = await createTestUnternehmen(t, { identnummer })
  person = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: firma }] })
  clerk = await createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
  admin = await createTestPerson(t, { rollen: [{ rolle: 'kammeradministration', knr: '153' }] })
  emptyDraft = await draft()
})
afterAll(async () => {
  await t?.close()
  await clamd.close()
})

describe('slots (DV-06, DV-07, DV-09, DV-10)', () => {
  it('are opened by rules, filled by uploads, and named in the contract with hash and key', async () => {
    const id = await draft(next(createMinderjaehrigenvertrag, { dokumente: undefined }))
    const platz = async (art: string) => (await listed(id)).plaetze.find((one) => one.art === art)
    expect(await platz('erstuntersuchung')).toEqual({
      art: 'erstuntersuchung',
      regel: 'DAV-056',
      pflicht: true,
      vorhanden: false,
      dokumente: [],
    })
    const bytes = pdf()
    const answer = await stored(
      id,
      bytes,
      { art: 'erstuntersuchung', datum: '2026-05-06' },
      { dateiname: 'Bescheinigung Jörg.pdf' },
    )
    expect(answer).toMatchObject({
      vertragId: id,
      art: 'erstuntersuchung',
      dateiname: 'Bescheinigung_Jörg.pdf',
      medientyp: 'application/pdf',
      groesse: bytes.length,
      seiten: 1,
      sha256: sha256(bytes),
      datum: '2026-05-06',
    })
    expect(answer).not.toHaveProperty('fassung')
    expect(await platz('erstuntersuchung')).toMatchObject({ vorhanden: true, dokumente: [answer.id] })
    expect((await get(id)).vertrag.dokumente).toEqual([
      {
        art: 'erstuntersuchung',
        kennung: answer.id,
        dateiname: 'Bescheinigung_Jörg.pdf',
        sha256: sha256(bytes),
        datum: '2026-05-06',
      },
    ])
    // The same file in the same slot is one document.
    expect((await stored(id, bytes, { art: 'erstuntersuchung' })).id).toBe(answer.id)
    expect((await listed(id)).dokumente).toHaveLength(1)
  })

  it('that nobody opened take nothing, and the answer names those that are open', async () => {
    const id = await draft()
    const before = await countIn('tresordokument')
    const refused = await upload(id, pdf(), { art: 'familiengericht' })
    expect([refused.statusCode, refused.json().verstoesse]).toMatchObject([
      422,
      [{ regel: 'DV-07', pfad: '/art', gefunden: 'familiengericht', erwartet: expect.stringContaining('sonstiges') }],
    ])
    expect(
      (await upload(id, pdf(), { art: 'schulzeugnis', bezug: '/verkuerzungen/0' })).json().verstoesse,
    ).toMatchObject([{ pfad: '/bezug' }])
    expect(await countIn('tresordokument')).toBe(before)
    expect(await stored(id, pdf())).toMatchObject({ art: 'sonstiges' })
  })

  it('DV-09: of a contract on paper take the application from the chamber', async () => {
    const paper = await good(byClerk(), '', { vertrag: next(), eingangAm: '2026-05-15' })
    const scan = await stored(paper.id, pdf(), { art: 'antrag' }, { wer: byClerk() })
    expect((await listed(paper.id, byClerk())).dokumente).toMatchObject([{ id: scan.id, art: 'antrag' }])
    expect((await remove(paper.id, scan.id, byClerk())).statusCode).toBe(200)
  })

  it('are empty again after a removal, while the contract can be changed and by who uploaded only', async () => {
    const id = await draft()
    const { id: dokument } = await stored(id, pdf(), { art: 'schulzeugnis' })
    const teile = await countIn('tresorteil')
    const answer = await remove(id, dokument)
    expect(answer.json<Vertragsunterlagen>().dokumente).toEqual([])
    expect((await get(id)).vertrag.dokumente?.some(({ kennung }) => kennung === dokument)).toBe(false)
    expect(await countIn('tresorteil')).toBe(teile - 1)
    expect((await fetch(id, dokument)).statusCode).toBe(404)
    expect((await remove(id, dokument)).statusCode).toBe(404)
    const late = await stored(id, pdf(), { art: 'schulzeugnis' })
    await good(byCompany(), `/${id}/einreichung`)
    expect((await remove(id, late.id)).statusCode).toBe(409)
    expect((await remove(id, late.id, byClerk())).statusCode).toBe(409)
    await good(byCompany(), `/${id}/ruecknahme`, {})
    expect((await upload(id, pdf('spät'))).statusCode).toBe(409)
  })

  it('say what is in them whatever a change of the contract claims', async () => {
    const id = await draft()
    const { id: kennung, sha256: hash } = await stored(id, pdf(), { art: 'schulzeugnis' })
    const { vertrag, version } = await get(id)
    const put = (dokumente: object[]) =>
      call(byCompany(), {
        method: 'PUT',
        url: `${url}/${id}`,
        headers: { 'if-match': `"${version}"` },
        payload: { vertrag: { ...vertrag, dokumente } },
      })
    const entry = { art: 'schulzeugnis', kennung }
    const wrong = await put([{ ...entry, sha256: '0'.repeat(64) }])
    expect([wrong.statusCode, wrong.json().verstoesse]).toMatchObject([
      422,
      [{ regel: 'DV-07', pfad: '/vertrag/dokumente/0/sha256' }],
    ])
    expect((await put([{ ...entry, art: 'verkuerzung' }])).json().verstoesse).toMatchObject([
      { pfad: '/vertrag/dokumente/0/art' },
    ])
    // Forgotten ones come back; those that lie elsewhere stay.
    const kept = await put([{ art: 'ausbildungsplan', kennung: 'eigene-17' }])
    expect(kept.json<Ausbildungsvertrag>().vertrag.dokumente).toMatchObject([
      { kennung: 'eigene-17' },
      { kennung, sha256: hash },
    ])
  })

  it('take 60 documents in all', async () => {
    const dokumente = Array.from({ length: 59 }, (_, i) => ({ art: 'sonstiges' as const, kennung: `eigene-${i}` }))
    const id = await draft(next(createVertrag, { dokumente }))
    await stored(id, pdf('sechzig'))
    expect((await upload(id, pdf('einundsechzig'))).json().verstoesse).toMatchObject([
      { regel: 'DV-07', pfad: '/dokumente' },
    ])
  })
})

describe('B12: what is uploaded', () => {
  it('is downloaded and never shown, byte for byte, and the read is noted', async () => {
    const id = await draft()
    const bytes = makePdf(
      onePage('', `<< /Length ${3 * teilgroesse} >>\nstream\n${'x'.repeat(3 * teilgroesse)}\nendstream`),
    )
    const { id: dokument } = await stored(id, bytes, { sha256: sha256(bytes) })
    const answer = await fetch(id, dokument)
    expect(answer.rawPayload.equals(bytes)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': 'attachment; filename=sonstiges.pdf',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    await good(byCompany(), `/${id}/einreichung`)
    expect((await fetch(id, dokument, byClerk())).rawPayload.equals(bytes)).toBe(true)
    const noted = () =>
      alsSystem(t.deps, (trx) =>
        trx('zugriff').where({ vorgang: 'getVertragsunterlage', wer: clerk.kontoId }).pluck('status'),
      )
    await expect.poll(noted, { timeout: 5_000 }).toEqual([200])
  })

  // Each reason once; all files of each are tried beside the check itself.
  it.each(
    feindlicheDateien.filter(
      (one, i, all) => one.bytes.length > 0 && all.findIndex(({ grund }) => grund === one.grund) === i,
    ),
  )('refuses $name, says why in both languages, and keeps nothing', async ({ bytes, typ, grund }) => {
    const answer = await upload(emptyDraft, bytes, {}, { typ })
    expect([413, 415, 422]).toContain(answer.statusCode)
    const { de, en } = ablehnungstext(grund)
    expect(answer.json().verstoesse).toMatchObject([{ regel: 'DV-07', text: de, textEnglisch: en }])
    expect(await countOpen()).toBe(0)
    expect((await listed(emptyDraft)).dokumente).toEqual([])
  })
  const countOpen = (): Promise<number> =>
    alsSystem(t.deps, async (trx) =>
      Number((await trx('tresordokument').whereNull('uebernommen_am').count('* as n').first())?.n),
    )

  it.each([
    ['nothing', Buffer.alloc(0), {}, 'application/pdf', 400],
    ['a type that is not taken', pdf(), {}, 'image/svg+xml', 415],
    ['a PDF that calls itself a picture', pdf(), {}, 'image/png', 415],
    ['bytes of another hash', pdf(), { sha256: '0'.repeat(64) }, 'application/pdf', 422],
  ])('refuses %s', async (_name, bytes, query, typ, status) => {
    expect((await upload(await draft(), bytes, query, { typ })).statusCode).toBe(status)
    expect(await countOpen()).toBe(0)
  })

  it('is refused by the length that is said, before it is read', async () => {
    const answer = await call(byCompany(), {
      method: 'POST',
      url: `${url}/${emptyDraft}/dokumente`,
      headers: { 'content-type': 'application/pdf', 'content-length': String(limits.vertragsdokument + 1) },
      payload: Readable.from([pdf()]),
    })
    expect([answer.statusCode, await countOpen()]).toEqual([413, 0])
  })

  it('has a name that is safe: 25 hostile ones', async () => {
    const id = await draft()
    for (const [i, [name, safe]] of feindlicheNamen.slice(0, 25).entries()) {
      const answer = await stored(id, pdf(`name ${i}`), { art: 'schulzeugnis' }, { dateiname: name })
      expect(answer.dateiname.replace('schulzeugnis', 'zeugnis')).toBe(safe)
      const { headers } = await fetch(id, answer.id)
      expect(headers['content-disposition']).toMatch(/^attachment; filename=[A-Za-z0-9_-]+\.pdf$/)
    }
  })

  it('is looked through by the scanner before anybody can read it', async () => {
    const id = await draft()
    const before = clamd.seen.length
    const infected = makePdf(
      onePage('', `<< /Length ${eicar.length} >>\nstream\n${eicar.toString('latin1')}\nendstream`),
    )
    const answer = await upload(id, infected)
    expect([answer.statusCode, answer.json().verstoesse]).toMatchObject([
      422,
      [{ text: 'In der Datei wurde Schadsoftware gefunden: Eicar-Test-Signature' }],
    ])
    expect(clamd.seen.slice(before)).toEqual([infected.length])
    clamd.mode = 'hangUp'
    const down = await upload(id, pdf())
    clamd.mode = 'scan'
    expect([down.statusCode, down.headers['retry-after']]).toEqual([503, '30'])
    expect((await listed(id)).dokumente).toEqual([])
    expect(await countOpen()).toBe(0)
  })

  it('lies encrypted, and goes with its contract, key and all', async () => {
    const id = await draft()
    const canary = 'Zeugnis der Tilda Ehrlichmann'
    const { id: dokument } = await stored(id, makePdf(onePage('', `<< /Geheim (${canary}) >>`)))
    const rows = await alsSystem(t.deps, async (trx) => [
      ...(await trx('tresorteil').where({ dokument_id: dokument }).pluck<Buffer[]>('inhalt')),
    ])
    expect(rows.map((bytes) => bytes.includes('Ehrlichmann') || bytes.includes('%PDF'))).toEqual([false])
    await alsSystem(t.deps, (trx) => trx('ausbildungsvertrag').where({ id }).delete())
    for (const [table, column] of [
      ['tresordokument', 'id'],
      ['tresorteil', 'dokument_id'],
      ['vertragsunterlage', 'dokument_id'],
    ] as const)
      expect(await alsSystem(t.deps, (trx) => trx(table).where(column, dokument)), table).toEqual([])
  })

  it('A02: of somebody else is like one that does not exist', async () => {
    const id = await draft()
    const { id: dokument } = await stored(id, pdf())
    const neighbour = await createTestUnternehmen(t)
    const kontext = `unternehmen:${neighbour}`
    const stranger = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: neighbour }] })
    const none = createId(t.clock.now)
    for (const path of ['', `/${dokument}`])
      await expectLikeMissing(
        `GET ${path}`,
        () => stranger.inject(kontext, { url: `${url}/${id}/dokumente${path}` }),
        () => stranger.inject(kontext, { url: `${url}/${none}/dokumente${path}` }),
      )
    await expectLikeMissing(
      'POST',
      () => upload(id, pdf(), {}, { wer: [stranger, kontext] }),
      () => upload(none, pdf(), {}, { wer: [stranger, kontext] }),
    )
    expect((await remove(id, dokument, [stranger, kontext])).statusCode).toBe(404)
    // An own contract does not open a document of another one.
    const own = await draft()
    expect((await fetch(own, dokument)).statusCode).toBe(404)
    expect((await remove(own, dokument)).statusCode).toBe(404)
    // A chamber sees documents of what was handed in to it.
    expect((await fetch(id, dokument, byClerk())).statusCode).toBe(404)
    expect((await fetch(id, dokument)).statusCode).toBe(200)
  })
})

describe('DV-05: the signed scan', () => {
  const sign = (id: string, abfassung: string, kennung?: string) =>
    call(byCompany(), {
      method: 'POST',
      url: `${url}/${id}/unterzeichnung`,
      payload: {
        abfassung,
        unterschriften,
        ...(kennung === undefined ? {} : { dokument: { art: 'vertrag', kennung } }),
      },
    })
  const png = { typ: 'image/png' }

  it('of the released version is taken; one of another version or contract is refused, whatever is claimed', async () => {
    const { id, abfassung } = await printed()
    const right = await stored(id, scanOf(id, abfassung), { art: 'vertrag' }, png)
    const older = await stored(id, scanOf(id, 'cd'.repeat(32)), { art: 'vertrag' }, png)
    const other = await stored(id, scanOf(createId(t.clock.now), abfassung), { art: 'vertrag' }, png)
    expect([right, older, other].map(({ fassung }) => fassung)).toEqual(['passend', 'andere', 'andere'])
    for (const { id: wrong } of [older, other]) {
      const answer = await sign(id, abfassung, wrong)
      expect([answer.statusCode, answer.json().verstoesse]).toMatchObject([
        422,
        [{ regel: 'DV-05', pfad: '/dokument' }],
      ])
    }
    // Without a name the scan that came last counts.
    expect((await sign(id, abfassung)).statusCode).toBe(422)
    expect((await sign(id, abfassung, createId(t.clock.now))).json().verstoesse).toMatchObject([
      { pfad: '/dokument/kennung' },
    ])
    for (const { id: wrong } of [older, other]) expect((await remove(id, wrong)).statusCode).toBe(200)
    const signed = await sign(id, abfassung, right.id)
    expect(signed.json(), signed.body).toMatchObject({ status: 'unterzeichnet' })
    expect(signed.json().vertrag.dokumente.at(-1)).toMatchObject({
      art: 'vertrag',
      kennung: right.id,
      sha256: right.sha256,
    })
    expect((await sign(id, '0'.repeat(64), right.id)).statusCode).toBe(409)
  })

  it('may be the printed file itself, filled in or signed digitally', async () => {
    const { id, abfassung } = await printed()
    const print = await call(byCompany(), { url: `${url}/${id}/ausfertigungen/ausbildender` })
    expect(print.statusCode, print.body.slice(0, 200)).toBe(200)
    // A signature is added as a further version of some objects.
    const signature = updatePdf(print.rawPayload, [[9_999, '<< /Type /Sig /Filter /Adobe.PPKLite /Contents <00> >>']])
    expect((await stored(id, signature, { art: 'vertrag' })).fassung).toBe('passend')
    expect((await sign(id, abfassung)).json()).toMatchObject({ status: 'unterzeichnet' })
  })

  it('without a readable mark is taken with a note to the clerk, or refused, as the chamber wants it', async () => {
    const settings = (unlesbarerScan: string) =>
      call([admin, 'kammer:153'], {
        method: 'PUT',
        url: '/v1/vertragseinstellungen',
        payload: { vierAugen: false, unterschriftNoetig: false, antragsfristWochen: 4, unlesbarerScan },
      })
    expect((await settings('ablehnung')).json()).toMatchObject({ unlesbarerScan: 'ablehnung' })
    const { id, abfassung } = await printed()
    expect((await sign(id, abfassung)).json().verstoesse).toMatchObject([{ regel: 'DV-05' }])
    const blank = await stored(id, pdf('blank'), { art: 'vertrag' })
    expect(blank.fassung).toBe('unlesbar')
    expect((await sign(id, abfassung, blank.id)).statusCode).toBe(422)
    await settings('hinweis')
    expect((await sign(id, abfassung, blank.id)).json()).toMatchObject({ status: 'unterzeichnet' })
    const check = await call(byClerk(), { url: `${url}/${id}/pruefung` })
    expect(check.json().verstoesse).toContainEqual(
      expect.objectContaining({
        regel: 'DV-05',
        schwere: 'hinweis',
        pfad: expect.stringMatching(/^\/dokumente\/\d+$/),
      }),
    )
    const steps = await alsSystem(t.deps, (trx) => trx('ereignis').where({ aggregat_id: id }).pluck<string[]>('inhalt'))
    expect(
      steps.map((text: string) => JSON.parse(text)).find(({ art }) => art === 'vertrag.unterzeichnung').daten.scan,
    ).toBe('unlesbar')
  })

  it('of a change is compared with the version of the change', async () => {
    const { id, abfassung } = await printed()
    const { id: kennung } = await stored(id, scanOf(id, abfassung), { art: 'vertrag' }, png)
    const check = (version: string, named: string | undefined) =>
      alsSystem(t.deps, (trx) =>
        checkScan(trx, { vertragId: id, abfassung: version }, { art: 'vertrag', ...(named && { kennung: named }) }, {}),
      )
    expect(await check(abfassung, kennung)).toBe('passend')
    await expect(check('ef'.repeat(32), kennung)).rejects.toMatchObject({ slug: 'rule-violated' })
    // A key of the sender's own system names nothing here.
    expect(await check('ef'.repeat(32), 'eigene-1')).toBeUndefined()
  })

  it('DV-24: comes with the certificate of the first examination, where one is needed', async () => {
    const { vertreter = [], ...minor } = next(createMinderjaehrigenvertrag, {
      vertragsform: 'schriftlich',
      dokumente: [{ art: 'ausbildungsplan' }],
    })
    const { id, abfassung } = await printed({ ...minor, vertreter })
    const scan = await stored(id, scanOf(id, abfassung), { art: 'vertrag' }, png)
    expect((await sign(id, abfassung, scan.id)).json().verstoesse).toMatchObject([{ regel: 'DV-24' }])
    await stored(id, pdf('bescheinigung'), { art: 'erstuntersuchung' })
    expect((await sign(id, abfassung, scan.id)).json()).toMatchObject({ status: 'unterzeichnet' })
  })
})
