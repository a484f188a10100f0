import { createMinderjaehrigenvertrag } from '@berichtsheft/core/testing'
import encodeQr from 'qr'
import { describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { writeFassungsmarke } from '../../dokumente/fassungsmarke.ts'
import { makePng } from '../../dokumente/testing/make-bild.ts'
import { updatePdf } from '../../dokumente/testing/make-pdf.ts'
import { createId } from '../../ids.ts'
import { checkScan } from '../ausbildungsvertrag/scanpruefung.ts'
import { openUnterlagenszene, url } from './testing/szene.ts'

const { t, admin, byCompany, byClerk, call, next, printed, pdf, stored, remove } = await openUnterlagenszene()
const unterschriften = [{ partei: 'ausbildender' }, { partei: 'azubi' }]

/** A scan of the printed page of a version. */
const scanOf = (vertragId: string, abfassung: string): Buffer => {
  const modules = encodeQr(writeFassungsmarke({ vertragId, abfassung }), 'raw', { ecc: 'medium', border: 2 })
  return makePng(400, 400, (x, y) => (modules[Math.floor(y / 4) - 20]?.[Math.floor(x / 4) - 20] ? 20 : 240))
}

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
