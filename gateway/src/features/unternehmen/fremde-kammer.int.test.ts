import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { createTestPerson } from '../../testing/people.ts'
import { type Szene, setScene } from './testing/szene.ts'

let s: Szene
/** Ids of objects of chamber 153 and its companies. */
let objekte: Readonly<Record<'unternehmen' | 'brief' | 'antrag' | 'stammsatz', string>>
let fremde: readonly (readonly [string, (options: InjectOptions) => Promise<LightMyRequestResponse>])[]

beforeAll(async () => {
  s = await setScene()
  const { unternehmen, brief } = await s.approve('0000800001')
  const active = await s.activate('0000800002')
  const draft = await s.registrant.inject(`unternehmen:${active.id}`, {
    method: 'POST',
    url: `/v1/unternehmen/${active.id}/loeschantraege`,
    payload: { grund: 'Schließung' },
  })
  const { id: antrag, bestaetigung } = draft.json()
  const confirmed = await s.registrant.inject(`unternehmen:${active.id}`, {
    method: 'POST',
    url: `/v1/loeschantraege/${antrag}/bestaetigung`,
    payload: { bestaetigung },
  })
  expect(confirmed.statusCode, confirmed.body).toBe(200)
  const stammsatz = await s.addToRegister({ identnummer: '0000800003', name: 'Fremdes Register GmbH' })
  objekte = { unternehmen: unternehmen.id, brief: brief.id, antrag, stammsatz }
  const clerk = await createTestPerson(s.t, { rollen: [{ rolle: 'sachbearbeitung', knr: '107' }], stufe: 'mehrfaktor' })
  const system = await s.t.createKammer('107')
  const stranger = await createTestPerson(s.t)
  fremde = [
    ['a clerk of another chamber', (options) => clerk.inject('kammer:107', options)],
    ['a system of another chamber', (options) => system.inject(options)],
    ['another registrant', (options) => stranger.inject(undefined, options)],
  ]
})
afterAll(() => s.t.close())

const versuche = (id: (kind: keyof typeof objekte) => string): InjectOptions[] => [
  { method: 'GET', url: `/v1/unternehmen/${id('unternehmen')}` },
  { method: 'GET', url: `/v1/unternehmen/${id('unternehmen')}/abgleich` },
  { method: 'POST', url: `/v1/unternehmen/${id('unternehmen')}/zuweisung` },
  { method: 'DELETE', url: `/v1/unternehmen/${id('unternehmen')}/zuweisung` },
  {
    method: 'POST',
    url: `/v1/unternehmen/${id('unternehmen')}/entscheidung`,
    payload: { ergebnis: 'abgelehnt', grund: 'Nein' },
  },
  {
    method: 'PATCH',
    url: `/v1/unternehmen/${id('unternehmen')}`,
    payload: { hrNummer: 'HRB 1' },
    headers: { 'if-match': '"1"' },
  },
  {
    method: 'POST',
    url: `/v1/unternehmen/${id('unternehmen')}/aktivierung`,
    payload: { kennwort: 'AAAAA-AAAAA-AAAAA', identnummer: '0000800001', knr: '153' },
  },
  { method: 'POST', url: `/v1/unternehmen/${id('unternehmen')}/brief` },
  { method: 'POST', url: `/v1/unternehmen/${id('unternehmen')}/elster/pruefung`, payload: { grund: 'Nein' } },
  { method: 'GET', url: `/v1/briefe/${id('brief')}/datei` },
  { method: 'POST', url: `/v1/briefe/${id('brief')}/versand` },
  { method: 'GET', url: `/v1/loeschantraege/${id('antrag')}` },
  { method: 'POST', url: `/v1/loeschantraege/${id('antrag')}/entscheidung`, payload: { ergebnis: 'freigegeben' } },
  { method: 'POST', url: `/v1/loeschantraege/${id('antrag')}/widerruf` },
  { method: 'GET', url: `/v1/stammdaten/${id('stammsatz')}` },
]

const fingerprint = (): Promise<unknown> =>
  alsSystem(s.t.deps, async (trx) => {
    const { rows } = await trx.raw(
      `select md5(string_agg(t, '' order by t)) as hash from (
         select u::text as t from unternehmen u union all select r::text from unternehmensregistrierung r
         union all select b::text from brief b union all select l::text from loeschantrag l
         union all select a::text from aktivierungskennwort a union all select k::text from kette k) alles`,
    )
    return rows[0].hash
  })

describe('what belongs to another chamber or registrant (A02)', () => {
  it('is answered like what does not exist, by the same statements, and stays as it is', async () => {
    const before = await fingerprint()
    const missing = new Map(Object.values(objekte).map((id) => [id, createId(s.t.deps.now())]))
    const da = versuche((kind) => objekte[kind])
    const fort = versuche((kind) => missing.get(objekte[kind]) ?? '')
    for (const [name, send] of fremde)
      for (const [i, options] of da.entries()) {
        const other = fort[i]
        if (other === undefined) throw new Error('both lists are as long')
        const what = `${options.method} ${String(options.url)} for ${name}`
        await expectLikeMissing(
          what,
          () => send(options),
          () => send(other),
        )
      }
    expect(await fingerprint()).toBe(before)
  })
})
