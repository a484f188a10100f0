import type { FastifyInstance } from 'fastify'
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { alsSystem } from '../db/transaktion.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../testing/people.ts'

let app: TestApp
/** Another process on the same database, with its own memory of tokens. */
let other: FastifyInstance
let firma: string
let person: TestPerson

beforeAll(async () => {
  app = await createTestApp()
  other = (await buildApp(app.deps)).server
  firma = await createTestUnternehmen(app)
  person = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
})
afterAll(async () => {
  await other.close()
  await app.close()
})

/** A level at which a right can be taken away, and how it is given back. */
interface Ebene {
  readonly name: string
  readonly set: (trx: Knex, entzogen: boolean) => PromiseLike<unknown>
}

const ebenen: readonly Ebene[] = [
  {
    name: 'account',
    set: (trx, entzogen) =>
      trx('konto')
        .where({ id: person.kontoId })
        .update({ status: entzogen ? 'gesperrt' : 'aktiv' }),
  },
  {
    name: 'membership',
    set: (trx, entzogen) =>
      trx('mitgliedschaft')
        .where({ unternehmen_id: firma, konto_id: person.kontoId })
        .update({ status: entzogen ? 'entfernt' : 'aktiv' }),
  },
  {
    name: 'role',
    set: (trx, entzogen) =>
      trx('rollenzuweisung')
        .where({ konto_id: person.kontoId })
        .update({ entzogen_am: entzogen ? app.deps.now() : null }),
  },
  {
    name: 'days of the role',
    set: (trx, entzogen) =>
      trx('rollenzuweisung')
        .where({ konto_id: person.kontoId })
        .update({ gueltig_bis: entzogen ? '2020-12-31' : null }),
  },
  {
    name: 'company',
    set: (trx, entzogen) =>
      trx('unternehmen')
        .where({ id: firma })
        .update({ status: entzogen ? 'geloescht' : 'aktiv' }),
  },
  {
    name: 'application',
    set: (trx, entzogen) =>
      trx('anwendung')
        .where({ kennung: 'berichtsheft' })
        .update({ status: entzogen ? 'abgeschaltet' : 'angebunden' }),
  },
]

const set = (ebene: Ebene, entzogen: boolean) => alsSystem(app.deps, async (trx) => ebene.set(trx, entzogen))

let calls = 0
/** Whether the person gets in, at both processes alike. */
const read = async (): Promise<number> => {
  const headers = { authorization: `Bearer ${person.token}`, 'berichtsheft-kontext': `unternehmen:${firma}` }
  const here = await app.server.inject({ url: '/v1/berichtshefte', headers })
  const there = await other.inject({ url: '/v1/berichtshefte', headers })
  calls += 2
  expect(there.statusCode).toBe(here.statusCode)
  return here.statusCode
}

const subsets = Array.from({ length: 2 ** ebenen.length - 1 }, (_, i) =>
  ebenen.filter((_ebene, bit) => ((i + 1) >> bit) % 2 === 1),
)

describe('a right that is taken away at several levels (A08)', () => {
  it('comes back only when all of them are given back, in whatever order, at the next request', async () => {
    expect(await read()).toBe(200)
    for (const subset of subsets)
      for (const back of [subset, subset.toReversed()]) {
        for (const ebene of subset) {
          await set(ebene, true)
          expect([403, 404], `after ${ebene.name}`).toContain(await read())
        }
        for (const [i, ebene] of back.entries()) {
          await set(ebene, false)
          const left = back.slice(i + 1).map(({ name }) => name)
          if (left.length === 0) expect(await read()).toBe(200)
          else expect([403, 404], `${left.join(', ')} still taken`).toContain(await read())
        }
      }
    process.stdout.write(
      `revocation: ${subsets.length} combinations of ${ebenen.length} levels in both orders, ${calls} calls\n`,
    )
  }, 60_000)
})
