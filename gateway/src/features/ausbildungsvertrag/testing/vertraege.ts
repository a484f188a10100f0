import type { Ausbildungsvertrag, Vertragsantrag, Vertragsentwurf } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import type { InjectOptions } from 'fastify'
import { expect } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../../testing/people.ts'
import { ensureBerufe } from '../../beruf/beruf.service.ts'

const url = '/v1/ausbildungsvertraege'
const imAmt = 'kammer:153'

/** A number as letters, because names have no digits. */
const wordOf = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))

/** A person and the capacity in which he works. */
export type Caller = readonly [TestPerson, string]

type Answer = ReturnType<TestPerson['inject']>

/** A gateway with a company, who files contracts for it, and two clerks of its chamber; with what tests do to contracts. */
export interface Vertraege {
  readonly t: TestApp
  readonly firma: string
  readonly person: TestPerson
  readonly clerk: TestPerson
  readonly other: TestPerson
  readonly identnummer: string | undefined
  /** The same contract again, for another apprentice, so that it is another one. */
  readonly next: (make?: typeof createVertrag, rest?: Parameters<typeof createVertrag>[0]) => Vertragsantrag
  readonly byCompany: () => Caller
  readonly byClerk: () => Caller
  readonly byOther: () => Caller
  readonly call: (wer: Caller, options: InjectOptions) => Answer
  readonly post: (wer: Caller, path: string, payload?: object, headers?: object) => Answer
  /** A step that succeeds. */
  readonly good: (wer: Caller, path: string, payload?: object) => Promise<Ausbildungsvertrag>
  readonly draft: (vertrag: Vertragsentwurf, wer?: Caller) => Promise<Ausbildungsvertrag>
  readonly submitted: (vertrag?: Vertragsentwurf) => Promise<string>
  readonly taken: (vertrag?: Vertragsentwurf) => Promise<string>
  readonly get: (id: string, wer?: Caller) => Promise<Ausbildungsvertrag>
  readonly list: (query: string, wer?: Caller) => Promise<string[]>
  readonly mailsTo: (an: string) => Promise<{ text: string; werte: Record<string, string> }[]>
  readonly tokenFor: (an: string) => Promise<string>
  readonly confirm: (token: string) => Answer
  readonly events: (id: string) => Promise<string[]>
  readonly tasks: (wer: Caller, art: string) => Promise<string[]>
}

/** Opens it. */
export const openVertraege = async (): Promise<Vertraege> => {
  const { identnummer } = createVertrag().ausbildender
  const t = await createTestApp({ now: new Date('2026-05-18T10:00:00Z') })
  await ensureBerufe(t.deps)
  const firma = await createTestUnternehmen(t, { identnummer })
  const person = await createTestPerson(t, { rollen: [{ rolle: 'antragsteller', unternehmenId: firma }] })
  const staff = () => createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
  const [clerk, other] = [await staff(), await staff()]
  let nr = 0

  /** The same contract again, for another apprentice, so that it is another one. */
  const next = (make: typeof createVertrag = createVertrag, rest: Parameters<typeof createVertrag>[0] = {}) => {
    const { azubi } = make()
    return make({
      azubi: { ...azubi, familienname: `Ehrlichmann ${wordOf(++nr)}`, kontakt: { email: `azubi${nr}@person.example` } },
      empfangsnachweise: undefined,
      ...rest,
    })
  }

  const byCompany = (): Caller => [person, `unternehmen:${firma}`]
  const byClerk = (): Caller => [clerk, imAmt]
  const byOther = (): Caller => [other, imAmt]

  const call = ([wer, kontext]: Caller, options: InjectOptions) => wer.inject(kontext, options)
  const post = (wer: Caller, path: string, payload?: object, headers = {}) =>
    call(wer, { method: 'POST', url: `${url}${path}`, headers, ...(payload && { payload }) })
  const good = async (wer: Caller, path: string, payload?: object): Promise<Ausbildungsvertrag> => {
    const answer = await post(wer, path, payload)
    expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(300)
    return answer.json()
  }
  const draft = (vertrag: Vertragsentwurf, wer = byCompany()) => good(wer, '', { vertrag })
  const submitted = async (vertrag: Vertragsentwurf = next()): Promise<string> => {
    const { id } = await draft(vertrag)
    await good(byCompany(), `/${id}/einreichung`)
    return id
  }
  const taken = async (vertrag?: Vertragsentwurf): Promise<string> => {
    const id = await submitted(vertrag)
    await good(byClerk(), `/${id}/uebernahme`)
    return id
  }
  const get = async (id: string, wer = byCompany()): Promise<Ausbildungsvertrag> =>
    (await call(wer, { url: `${url}/${id}` })).json()
  const list = async (query: string, wer = byCompany()): Promise<string[]> =>
    (await call(wer, { url: `${url}?${query}` })).json().eintraege.map(({ id }: { id: string }) => id)
  const mailsTo = (an: string): Promise<{ text: string; werte: Record<string, string> }[]> =>
    alsSystem(t.deps, (trx) => trx('mail').where({ an }).orWhereRaw('konto_id::text = ?', [an]).select('text', 'werte'))
  const tokenFor = async (an: string): Promise<string> => {
    const links = (await mailsTo(an)).filter(({ text }) => text === 'vertragEmpfang')
    return new URL(String(links.at(-1)?.werte.verweis)).searchParams.get('token') ?? ''
  }
  const confirm = (token: string) =>
    t.server.inject({ method: 'POST', url: '/v1/empfangsbestaetigungen', payload: { token } })
  const events = async (id: string): Promise<string[]> =>
    (
      await alsSystem(t.deps, (trx) =>
        trx('ereignis').where({ aggregat_id: id }).orderBy('nr').pluck<string[]>('inhalt'),
      )
    ).map((inhalt: string) => JSON.parse(inhalt).art)
  const tasks = async ([wer]: Caller, art: string): Promise<string[]> =>
    (await wer.inject(undefined, { url: `/v1/aufgaben?art=${art}&limit=200` }))
      .json()
      .eintraege.map(({ id }: { id: string }) => id)

  return {
    ...{ t, firma, person, clerk, other, identnummer },
    ...{ next, byCompany, byClerk, byOther, call, post, good, draft, submitted, taken, get, list },
    ...{ mailsTo, tokenFor, confirm, events, tasks },
  }
}
