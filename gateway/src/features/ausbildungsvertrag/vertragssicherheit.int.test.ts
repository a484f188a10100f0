import * as core from '@berichtsheft/core'
import { type Ausbildungsvertrag, beispielkoerper, type OperationDefinition } from '@berichtsheft/core'
import { createVertrag, type Vertragsabweichung } from '@berichtsheft/core/testing'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { count } from '../../ausfall/testing/counts.ts'
import { alsSystem } from '../../db/transaktion.ts'
import { createId } from '../../ids.ts'
import { expectLikeMissing } from '../../testing/foreign-objects.ts'
import { createTestPerson, type TestPerson } from '../../testing/people.ts'
import { openVertragsszene, type Rufer, type Vertragsszene } from '../vertragsaenderung/testing/szene.ts'

const url = '/ausbildungsvertraege'
const receipts: Vertragsabweichung = {
  empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' }],
}

let s: Vertragsszene
beforeAll(async () => {
  s = await openVertragsszene('2026-05-18T10:00:00Z')
})
afterAll(() => s?.app.close())

let nr = 0
const next = () => {
  const { azubi } = createVertrag()
  const familienname = `Ehrlichmann ${String.fromCharCode(97 + (++nr % 26))}${String.fromCharCode(97 + Math.floor(nr / 26))}`
  return createVertrag({ azubi: { ...azubi, familienname, kontakt: { email: `a${nr}@person.example` } }, ...receipts })
}
const submitted = async (wer: Rufer = s.company): Promise<string> => {
  const { id } = await s.good<Ausbildungsvertrag>(wer, url, { vertrag: next() })
  await s.good(wer, `${url}/${id}/einreichung`)
  return id
}
const taken = async (clerk: Rufer): Promise<string> => {
  const id = await submitted()
  await s.good(clerk, `${url}/${id}/uebernahme`)
  return id
}
const stateOf = async (id: string) => {
  const row = await alsSystem(s.app.deps, (trx) => trx('ausbildungsvertrag').where({ id }).first('*'))
  return { status: row.status, nummer: row.eintragungsnummer, events: await s.events(id) }
}

/** Every operation on one contract, one of its parts, a change of it, or a trainer; uploads of files have a test of their own. */
const operationen = Object.values(core).flatMap((wert): OperationDefinition[] =>
  typeof wert === 'object' && wert !== null && 'url' in wert && 'schema' in wert && 'method' in wert
    ? [wert as unknown as OperationDefinition]
    : [],
)
const betroffen = operationen.filter(
  ({ url: address, schema }) =>
    schema.consumes === undefined && /^\/v1\/(ausbildungsvertraege|ausbildereignungen|vertrags\w+)\/:/.test(address),
)

describe('contracts of somebody else (A02)', () => {
  it('are answered by every operation like contracts that do not exist, and stay as they are', async () => {
    const { id } = await s.register()
    const draft = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag: next() })
    const trainer = await s.good<{ id: string }>(
      s.company,
      '/ausbildereignungen',
      beispielkoerper.CreateAusbildereignung,
    )
    const ferne = await createTestPerson(s.app, { rollen: [{ rolle: 'sachbearbeitung', knr: '107' }] })
    const vendor = await s.app.createVendor()
    const kammer = await s.app.createKammer('107')
    const fremde: readonly (readonly [string, (options: InjectOptions) => ReturnType<TestPerson['inject']>])[] = [
      ['another company', (options) => s.call(s.stranger, options)],
      ['a clerk of another chamber', (options) => ferne.inject('kammer:107', options)],
      ['another vendor', (options) => vendor.inject(options)],
      ['the system of another chamber', (options) => kammer.inject(options)],
    ]
    const fingerprint = () =>
      alsSystem(s.app.deps, async (trx) => {
        const { rows } = await trx.raw(
          `select md5(string_agg(t, '' order by t)) as hash from (select v::text as t from ausbildungsvertrag v
             union all select a::text from ausbildereignung a union all select k::text from kette k) alles`,
        )
        return rows[0].hash
      })
    const before = await fingerprint()
    expect(betroffen.length).toBeGreaterThan(30)
    let asked = 0
    for (const { method, url: address, schema } of betroffen) {
      const ref = String((schema.body as { $ref?: string } | undefined)?.$ref ?? '')
      const payload: unknown = Reflect.get(beispielkoerper, ref)
      const targets = address.includes('/ausbildereignungen/') ? [trainer.id] : [id, draft.id]
      for (const target of targets) {
        const other = createId(s.app.clock.now)
        const requestOf = (one: string): InjectOptions => ({
          method,
          url: address
            .replace(/:[a-zA-Z]+/, one)
            .replace(':ausfertigung', 'azubi')
            .replace(':nummer', '0206')
            .replaceAll(/:[a-zA-Z]+/g, other),
          headers: { 'if-match': '"1"' },
          ...(payload === undefined ? {} : { payload: payload as object }),
        })
        for (const [name, send] of target === draft.id ? fremde.slice(0, 1) : fremde) {
          const what = `${method} ${address} for ${name}`
          asked += await expectLikeMissing(
            what,
            () => send(requestOf(target)),
            () => send(requestOf(createId(s.app.clock.now))),
          )
        }
      }
    }
    expect(await fingerprint()).toBe(before)
    expect(asked).toBeGreaterThan(betroffen.length)
  }, 120_000)
})

describe('four eyes (A10)', () => {
  it('never let anybody decide as a clerk about what he handed in for a company, in any step', async () => {
    const both = await createTestPerson(s.app, {
      rollen: [
        { rolle: 'antragsteller', unternehmenId: s.firma },
        { rolle: 'sachbearbeitung', knr: '153' },
      ],
    })
    const asCompany: Rufer = [both, `unternehmen:${s.firma}`]
    const asClerk: Rufer = [both, 'kammer:153']
    const written = await submitted(asCompany)
    // Written by somebody else of the company, handed in by this person.
    const { id: handedIn } = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag: next() })
    await s.good(asCompany, `${url}/${handedIn}/einreichung`)
    for (const id of [written, handedIn]) {
      const before = await stateOf(id)
      for (const step of ['uebernahme', 'eintragung', 'druckfreigabe', 'bestaetigungsfreigabe', 'eintragungsvorschlag'])
        expect((await s.post(asClerk, `${url}/${id}/${step}`)).statusCode, step).toBe(403)
      expect((await s.post(asClerk, `${url}/${id}/ablehnung`, { grund: 'Nein' })).statusCode).toBe(403)
      expect(await stateOf(id)).toEqual(before)
      await s.good(s.clerk, `${url}/${id}/uebernahme`)
      expect((await s.post(asClerk, `${url}/${id}/eintragung`)).statusCode).toBe(403)
      expect(await s.good(s.clerk, `${url}/${id}/eintragung`)).toMatchObject({ status: 'eingetragen' })
    }
    // The same for a change that somebody else of the company wrote, and this person handed in.
    const registered = await s.register()
    const change = await s.good<{ id: string }>(s.company, `${url}/${registered.id}/aenderungen`, {
      art: 'aenderung',
      wirksamAb: '2026-09-01',
      antragDurch: ['ausbildender'],
      vertrag: { ...registered.vertrag, probezeitMonate: 3 },
    })
    const steps = `/vertragsaenderungen/${change.id}`
    await s.good(asCompany, `${steps}/einreichung`)
    for (const step of ['uebernahme', 'eintragung', 'druckfreigabe'])
      expect((await s.post(asClerk, `${steps}/${step}`)).statusCode, step).toBe(403)
    expect(await s.good(s.clerk, `${steps}/uebernahme`)).toMatchObject({ status: 'inPruefung' })
    // About others the same person decides as any clerk.
    const other = await taken(asClerk)
    expect(await s.good(asClerk, `${url}/${other}/eintragung`)).toMatchObject({ status: 'eingetragen' })
  })
})

describe('races (A10)', () => {
  const rounds = count(8, 200)

  it(`of the removal of a right and a registration: wholly before, or not at all, ${rounds} times`, async () => {
    let used = 0
    for (let round = 0; round < rounds; round++) {
      const clerk: Rufer = [
        await createTestPerson(s.app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] }),
        'kammer:153',
      ]
      const id = await taken(clerk)
      const remove = () =>
        alsSystem(s.app.deps, (trx) =>
          trx('rollenzuweisung').where({ konto_id: clerk[0].kontoId }).update({ entzogen_am: s.app.clock.now }),
        )
      const [answer] = await Promise.all([
        s.post(clerk, `${url}/${id}/eintragung`),
        new Promise((resolve) => setTimeout(resolve, (round % 8) * 3)).then(remove),
      ])
      const { status, nummer, events } = await stateOf(id)
      const isDone = answer.statusCode === 200
      if (isDone) used++
      else expect([403, 404], answer.body).toContain(answer.statusCode)
      expect([status === 'eingetragen', nummer !== null, events.includes('vertrag.eintragung')]).toEqual([
        isDone,
        isDone,
        isDone,
      ])
      expect((await s.post(clerk, `${url}/${id}/rueckgabe`, {})).statusCode).toBe(403)
    }
    process.stdout.write(`the contract was registered before the right was removed in ${used} of ${rounds} races\n`)
    const numbers: string[] = await alsSystem(s.app.deps, (trx) =>
      trx('ausbildungsvertrag')
        .whereNotNull('eintragungsnummer')
        .where({ knr: '153' })
        .orderBy('eintragungsnummer')
        .pluck('eintragungsnummer'),
    )
    expect(numbers).toEqual(numbers.map((_, i) => `2026-153-${String(i + 1).padStart(6, '0')}`))
  }, 240_000)

  it('of two clerks: one takes the contract, one registers it, and the other is told', async () => {
    for (let round = 0; round < count(3, 50); round++) {
      const id = await submitted()
      const claims = await Promise.all([s.clerk, s.other].map((wer) => s.post(wer, `${url}/${id}/uebernahme`)))
      expect(claims.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
      const owner = claims[0]?.statusCode === 200 ? s.clerk : s.other
      const etag = `"${claims.find(({ statusCode }) => statusCode === 200)?.json().version}"`
      const presses = await Promise.all(
        [owner, owner, owner].map((wer) => s.post(wer, `${url}/${id}/eintragung`, undefined, { 'if-match': etag })),
      )
      expect(presses.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412])
      expect((await s.events(id)).filter((art) => art === 'vertrag.eintragung')).toHaveLength(1)
    }
  })
})
