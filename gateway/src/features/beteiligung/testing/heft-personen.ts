import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import type { TestApp, TestClient } from '../../../testing/create-test-app.ts'
import { makeKopf, makeNachweis } from '../../../testing/fixtures.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../../testing/people.ts'

/** A company with a book, its apprentice (linked and agreed), and the people who train. */
export interface Lehrbetrieb {
  readonly unternehmenId: string
  readonly kontext: string
  readonly heftId: string
  /** Keeps the book. */
  readonly vendor: TestClient
  readonly admin: TestPerson
  readonly azubi: TestPerson
  readonly beauftragte: TestPerson
  readonly ausbilder: TestPerson
  /** Sends a request of one of them for the company and expects a status. */
  readonly send: (
    wer: TestPerson,
    status: number,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers?: InjectOptions['headers'],
  ) => Promise<LightMyRequestResponse>
  /** Proposes a link and lets the apprentice agree; answers its id. */
  readonly link: (wer: TestPerson, art: string, zustimmend: TestPerson) => Promise<string>
  /** Has the apprentice write a weekly report and hand it in; answers its id. `woche` counts from the begin of training. */
  readonly submit: (woche: number) => Promise<string>
  readonly step: (
    wer: TestPerson,
    id: string,
    status: number,
    vorgang: string,
    kommentar?: string,
  ) => Promise<LightMyRequestResponse>
  /** Assigns the apprentice to somebody. */
  readonly plan: (
    kontoId: string,
    von: string,
    bis: string,
    status?: number,
    mehr?: object,
  ) => Promise<LightMyRequestResponse>
}

/** Pushes a book of a company, by a new vendor unless one is given. */
export const pushHeft = async (
  app: TestApp,
  unternehmenId: string,
  geburtsdatum = '2006-05-17',
  by?: TestClient,
): Promise<string> => {
  const { knr, identnummer } = await alsSystem(app.deps, (trx) =>
    trx('unternehmen').where({ id: unternehmenId }).first('knr', 'identnummer'),
  )
  const vendor = by ?? (await app.createVendor())
  const answer = await vendor.inject({
    method: 'POST',
    url: '/v1/berichtshefte',
    payload: makeKopf({ knr, geburtsdatum, unternehmen: { name: 'Werkstatt', identnummer } }),
  })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json().id
}

/** Makes a company in which people work on a book. */
export const createLehrbetrieb = async (app: TestApp, geburtsdatum?: string): Promise<Lehrbetrieb> => {
  const unternehmenId = await createTestUnternehmen(app)
  const kontext = `unternehmen:${unternehmenId}`
  const vendor = await app.createVendor()
  const heftId = await pushHeft(app, unternehmenId, geburtsdatum, vendor)
  const create = (rolle: 'ausbildungsadministrator' | 'azubi' | 'ausbildungsbeauftragter' | 'ausbilder') =>
    createTestPerson(app, { rollen: [{ rolle, unternehmenId }] })
  const [admin, azubi, beauftragte, ausbilder] = [
    await create('ausbildungsadministrator'),
    await create('azubi'),
    await create('ausbildungsbeauftragter'),
    await create('ausbilder'),
  ]
  const send: Lehrbetrieb['send'] = async (wer, status, method, url, payload, headers) => {
    const answer = await wer.inject(kontext, {
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      ...(headers === undefined ? {} : { headers }),
    })
    expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(status)
    return answer
  }
  const link: Lehrbetrieb['link'] = async (wer, art, zustimmend) => {
    const body = { berichtsheftId: heftId, kontoId: wer.kontoId, art }
    const { id } = (await send(admin, 201, 'POST', '/v1/beteiligungen', body)).json()
    const answer = await zustimmend.inject(undefined, { method: 'POST', url: `/v1/beteiligungen/${id}/zustimmung` })
    expect(answer.statusCode, answer.body).toBe(200)
    return id
  }
  await link(azubi, 'azubi', azubi)
  const step: Lehrbetrieb['step'] = (wer, id, status, vorgang, kommentar) =>
    send(wer, status, 'POST', `/v1/ausbildungsnachweise/${id}/schritte`, {
      vorgang,
      ...(kommentar === undefined ? {} : { kommentar }),
    })
  return {
    unternehmenId,
    kontext,
    heftId,
    vendor,
    admin,
    azubi,
    beauftragte,
    ausbilder,
    send,
    link,
    step,
    submit: async (woche) => {
      const { fremdId, inhalt } = makeNachweis(woche)
      const body = { berichtsheftId: heftId, fremdId, inhalt }
      const { id } = (await send(azubi, 201, 'POST', '/v1/ausbildungsnachweise', body)).json()
      await step(azubi, id, 201, 'eingereicht')
      return id
    },
    plan: (kontoId, von, bis, status = 201, mehr = {}) =>
      send(admin, status, 'POST', '/v1/einsaetze', {
        berichtsheftId: heftId,
        kontoId,
        von,
        bis,
        abteilung: 'Softwareentwicklung',
        ...mehr,
      }),
  }
}

/** Mails that were queued for a person, by their key, in alphabetical order. */
export const mailsTo = async ({ deps }: TestApp, { kontoId }: TestPerson): Promise<string[]> =>
  alsSystem(deps, (trx) => trx('mail').where({ konto_id: kontoId }).orderBy('text').pluck('text'))

/** Tasks that wait for a person: kind and object. */
export const tasksOf = async (wer: TestPerson): Promise<readonly (readonly [string, string])[]> =>
  (await wer.inject(undefined, { url: '/v1/aufgaben' }))
    .json()
    .eintraege.map(({ art, id }: { art: string; id: string }) => [art, id])
