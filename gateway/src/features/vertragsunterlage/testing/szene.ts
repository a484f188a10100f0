import type { Ausbildungsvertrag, Vertragsunterlage, Vertragsunterlagen } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import type { InjectOptions } from 'fastify'
import { afterAll, expect } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import { startFakeClamd } from '../../../dokumente/testing/fake-clamd.ts'
import { makePdf, onePage } from '../../../dokumente/testing/make-pdf.ts'
import { createTestApp } from '../../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../../testing/people.ts'

/** Address of the contracts. */
export const url = '/v1/ausbildungsvertraege'

/** Somebody, and for whom. */
export type Caller = readonly [TestPerson, string]

type Answer = ReturnType<TestPerson['inject']>

/** A gateway with a scanner, a company and its chamber, and what they do with contracts and documents. */
export const openUnterlagenszene = async () => {
  const { identnummer } = createVertrag().ausbildender
  const clamd = await startFakeClamd()
  const t = await createTestApp({ now: new Date('2026-05-18T10:00:00Z'), env: { SCANNER: clamd.address } })
  afterAll(async () => {
    await t.close()
    await clamd.close()
  })
  const firma = await createTestUnternehmen(t, { identnummer })
  const person = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: firma }] })
  const clerk = await createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
  const admin = await createTestPerson(t, { rollen: [{ rolle: 'kammeradministration', knr: '153' }] })
  let nr = 0

  const byCompany = (): Caller => [person, `unternehmen:${firma}`]
  const byClerk = (): Caller => [clerk, 'kammer:153']
  const call = ([wer, kontext]: Caller, options: InjectOptions): Answer => wer.inject(kontext, options)
  const good = async (wer: Caller, path: string, payload?: object): Promise<Ausbildungsvertrag> => {
    const answer = await call(wer, { method: 'POST', url: `${url}${path}`, ...(payload && { payload }) })
    expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(300)
    return answer.json()
  }
  const get = async (id: string): Promise<Ausbildungsvertrag> =>
    (await call(byCompany(), { url: `${url}/${id}` })).json()

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
  ): Answer =>
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
  const fetch = (id: string, dokumentId: string, wer = byCompany()): Answer =>
    call(wer, { url: `${url}/${id}/dokumente/${dokumentId}` })
  const remove = (id: string, dokumentId: string, wer = byCompany()): Answer =>
    call(wer, { method: 'DELETE', url: `${url}/${id}/dokumente/${dokumentId}` })
  const countIn = (table: string): Promise<number> =>
    alsSystem(t.deps, async (trx) => Number((await trx(table).count('* as n').first())?.n))

  return {
    t,
    clamd,
    clerk,
    admin,
    byCompany,
    byClerk,
    call,
    good,
    get,
    next,
    draft,
    printed,
    pdf,
    upload,
    stored,
    listed,
    fetch,
    remove,
    countIn,
  }
}
