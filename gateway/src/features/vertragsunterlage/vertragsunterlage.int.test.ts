import { Readable } from 'node:stream'
import { type Ausbildungsvertrag, limits, type Vertragsunterlagen } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { createMinderjaehrigenvertrag, createVertrag } from '@berichtsheft/core/testing'
import { describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { ablehnungstext } from '../../dokumente/ablehnung.ts'
import { eicar } from '../../dokumente/testing/fake-clamd.ts'
import { feindlicheDateien } from '../../dokumente/testing/hostile-files.ts'
import { feindlicheNamen } from '../../dokumente/testing/hostile-names.ts'
import { makePdf, onePage } from '../../dokumente/testing/make-pdf.ts'
import { teilgroesse } from '../../dokumente/tresor.ts'
import { createId } from '../../ids.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { createTestPerson, createTestUnternehmen } from '../../testing/people.ts'
import { openUnterlagenszene, url } from './testing/szene.ts'

const {
  t,
  clamd,
  clerk,
  byCompany,
  byClerk,
  call,
  good,
  get,
  next,
  draft,
  pdf,
  upload,
  stored,
  listed,
  fetch,
  remove,
  countIn,
} = await openUnterlagenszene()
const emptyDraft = await draft()

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
