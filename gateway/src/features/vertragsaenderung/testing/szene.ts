import type { Ausbildungsvertrag, Vertragsaenderung, Vertragsantrag } from '@berichtsheft/core'
import { createVertrag, type Vertragsabweichung } from '@berichtsheft/core/testing'
import type { InjectOptions } from 'fastify'
import { expect } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import { createTestApp, type TestApp } from '../../../testing/create-test-app.ts'
import { createPersonToken, createTestPerson, createTestUnternehmen, type TestPerson } from '../../../testing/people.ts'
import { ensureBerufe } from '../../beruf/beruf.service.ts'

/** A person and the capacity in which he works. */
export type Rufer = readonly [TestPerson, string]

/** A number as letters, because names have no digits. */
const wordOf = (number: number): string =>
  String(number).replaceAll(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))

/** A company with its chamber, and contracts that are registered there. */
export interface Vertragsszene {
  readonly app: TestApp
  readonly firma: string
  readonly company: Rufer
  readonly clerk: Rufer
  readonly other: Rufer
  /** Somebody of another company. */
  readonly stranger: Rufer
  readonly call: (wer: Rufer, options: InjectOptions) => ReturnType<TestPerson['inject']>
  readonly post: (wer: Rufer, path: string, payload?: object, headers?: object) => ReturnType<TestPerson['inject']>
  /** A step that succeeds. */
  readonly good: <T = Vertragsaenderung>(wer: Rufer, path: string, payload?: object) => Promise<T>
  readonly read: <T = Ausbildungsvertrag>(wer: Rufer, path: string) => Promise<T>
  /** A contract of a new apprentice, registered at the present time of the clock. */
  readonly register: (make?: typeof createVertrag, rest?: Vertragsabweichung) => Promise<Registered>
  readonly mailsTo: (an: string) => Promise<string[]>
  readonly tokenFor: (an: string) => Promise<string>
  readonly events: (id: string) => Promise<string[]>
  readonly chainHolds: (id: string) => Promise<boolean>
  readonly tasks: (wer: Rufer, art: string) => Promise<string[]>
  readonly at: (instant: string) => void
}

/** A registered contract. */
export interface Registered {
  readonly id: string
  readonly nummer: string
  readonly vertrag: Vertragsantrag
  readonly email: string
}

/** Starts a server with a company, its people, and two clerks. @param knr the chamber */
export const openVertragsszene = async (now: string, knr = '153'): Promise<Vertragsszene> => {
  const app = await createTestApp({ now: new Date(now) })
  await ensureBerufe(app.deps)
  const { identnummer } = createVertrag().ausbildender
  const firma = await createTestUnternehmen(app, { identnummer, knr })
  const person = await createTestPerson(app, { rollen: [{ rolle: 'antragsteller', unternehmenId: firma }] })
  const staff = () => createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr }] })
  const nachbar = await createTestUnternehmen(app)
  const fremd = await createTestPerson(app, { rollen: [{ rolle: 'antragsteller', unternehmenId: nachbar }] })
  const company: Rufer = [person, `unternehmen:${firma}`]
  const clerk: Rufer = [await staff(), `kammer:${knr}`]
  const other: Rufer = [await staff(), `kammer:${knr}`]
  let nr = 0

  // A new token each time, because tests move the clock by years.
  const inject = async ({ kontoId }: TestPerson, kontext: string | undefined, options: InjectOptions) =>
    app.server.inject({
      ...options,
      headers: {
        authorization: `Bearer ${await createPersonToken(app.deps, kontoId)}`,
        ...(kontext && { 'berichtsheft-kontext': kontext }),
        ...options.headers,
      },
    })
  const call = ([wer, kontext]: Rufer, options: InjectOptions) => inject(wer, kontext, options)
  const post = (wer: Rufer, path: string, payload?: object, headers: object = {}) =>
    call(wer, { method: 'POST', url: `/v1${path}`, headers: { ...headers }, ...(payload && { payload }) })
  const good = async <T>(wer: Rufer, path: string, payload?: object): Promise<T> => {
    const answer = await post(wer, path, payload)
    expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(300)
    return answer.json()
  }
  const read = async <T>(wer: Rufer, path: string): Promise<T> => {
    const answer = await call(wer, { url: `/v1${path}` })
    expect(answer.statusCode, `${path} ${answer.body}`).toBe(200)
    return answer.json()
  }
  const system = <T>(sql: string, values: readonly string[]): Promise<T[]> =>
    alsSystem(app.deps, async (trx) => (await trx.raw(sql, [...values])).rows)

  const register: Vertragsszene['register'] = async (make = createVertrag, rest = {}) => {
    const base = make(rest)
    const email = `azubi${++nr}@person.example`
    const vertrag = make({
      ...rest,
      knr,
      azubi: { ...base.azubi, familienname: `Ehrlichmann ${wordOf(nr)}`, kontakt: { email } },
    })
    const papers = { vertrag, eingangAm: app.clock.now.toISOString().slice(0, 10) }
    const { id } = await good<Ausbildungsvertrag>(clerk, '/ausbildungsvertraege', papers)
    const { verstoesse } = await read<{ verstoesse: { regel: string; pfad: string; schwere: string }[] }>(
      clerk,
      `/ausbildungsvertraege/${id}/pruefung`,
    )
    for (const { regel, pfad, schwere } of verstoesse)
      if (schwere === 'fehler')
        await good(clerk, `/ausbildungsvertraege/${id}/uebergehungen`, { regel, pfad, grund: 'Altfall' })
    const done = await good<Ausbildungsvertrag>(clerk, `/ausbildungsvertraege/${id}/eintragung`)
    // A paper belongs to nobody but the chamber; the company takes it over with its account.
    await system('update ausbildungsvertrag set unternehmen_id = ?, antragsteller = ? where id = ? returning id', [
      firma,
      person.kontoId,
      id,
    ])
    return { id, nummer: String(done.eintragungsnummer), vertrag, email }
  }

  const mailRows = (an: string) =>
    system<{ text: string; werte: Record<string, string> }>(
      'select text, werte from mail where an = ? or konto_id::text = ? order by erstellt_am',
      [an, an],
    )
  return {
    app,
    firma,
    company,
    clerk,
    other,
    stranger: [fremd, `unternehmen:${nachbar}`],
    call,
    post,
    good,
    read,
    register,
    mailsTo: async (an) => (await mailRows(an)).map(({ text }) => text),
    tokenFor: async (an) => {
      const link = (await mailRows(an)).findLast(({ text }) => text === 'vertragEmpfang')
      return new URL(String(link?.werte.verweis)).searchParams.get('token') ?? ''
    },
    events: async (id) =>
      (await system<{ inhalt: string }>('select inhalt from ereignis where aggregat_id = ? order by nr', [id])).map(
        ({ inhalt }) => JSON.parse(inhalt).art,
      ),
    chainHolds: async (id) => {
      const [row] = await system<{ ok: boolean; complete: boolean }>(
        `with recursive e as (
           select nr, hash, sha256(decode(repeat('00', 32), 'hex') || int8send(nr) || convert_to(inhalt, 'UTF8')) = hash as ok
             from ereignis where aggregat_id = ? and nr = 1
           union all
           select n.nr, n.hash, e.ok and sha256(e.hash || int8send(n.nr) || convert_to(n.inhalt, 'UTF8')) = n.hash
             from e join ereignis n on n.aggregat_id = ? and n.nr = e.nr + 1)
         select bool_and(ok) as ok, max(nr) = (select nr from kette where aggregat_id = ?) as complete from e`,
        [id, id, id],
      )
      return row?.ok === true && row.complete === true
    },
    tasks: async ([wer], art) =>
      (await inject(wer, undefined, { url: `/v1/aufgaben?art=${art}&limit=200` }))
        .json()
        .eintraege.map(({ id }: { id: string }) => id),
    at: (instant) => {
      app.clock.now = new Date(instant)
    },
  }
}
