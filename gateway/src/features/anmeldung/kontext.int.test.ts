import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alsSystem, inTransaktion } from '../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../testing/create-test-app.ts'
import { makeLieferung } from '../../testing/fixtures.ts'
import { createTestPerson, createTestUnternehmen, type TestPerson } from '../../testing/people.ts'
import { ausweisOf } from './angemeldeter.ts'

let app: TestApp
let vendor: TestClient
/** Two companies of chamber 153 with one book each, and one of chamber 107. */
let firma: string
let nachbar: string
let ferne: string
const hefte = new Map<string, string>()

const pushBook = async (unternehmenId: string, knr: string): Promise<void> => {
  const identnummer = await alsSystem(app.deps, (trx) =>
    trx('unternehmen').where({ id: unternehmenId }).first('identnummer'),
  )
  const { berichtsheft, ausbildungsnachweise } = makeLieferung(2)
  const answer = await vendor.inject({
    method: 'POST',
    url: '/v1/lieferungen',
    payload: {
      berichtsheft: { ...berichtsheft, knr, unternehmen: { name: 'Firma', identnummer: identnummer?.identnummer } },
      ausbildungsnachweise,
    },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  hefte.set(unternehmenId, answer.json().positionen[0].id)
}

beforeAll(async () => {
  app = await createTestApp()
  vendor = await app.createVendor()
  firma = await createTestUnternehmen(app)
  nachbar = await createTestUnternehmen(app)
  ferne = await createTestUnternehmen(app, { knr: '107' })
  await pushBook(firma, '153')
  await pushBook(nachbar, '153')
  await pushBook(ferne, '107')
})
afterAll(() => app.close())

const listIds = async (person: TestPerson, kontext: string): Promise<string[]> => {
  const answer = await person.inject(kontext, { method: 'GET', url: '/v1/berichtshefte' })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json().eintraege.map(({ id }: { id: string }) => id)
}

it.each(['konto', 'unternehmen'] as const)(
  'the transaction of a person (%s) reads no event of anybody',
  async (art) => {
    const { kontoId } = await createTestPerson(app, { rollen: [{ rolle: 'azubi', unternehmenId: firma }] })
    const bereich = art === 'konto' ? `konto:${kontoId}` : `unternehmen:${firma}`
    const wer = {
      clientId: kontoId,
      ausweis: ausweisOf(kontoId, bereich, ['azubi'], false),
      art,
      mandant: bereich,
      scopes: [],
    }
    const seen = await inTransaktion(app.deps, wer, async (trx) => [await trx('ereignis'), await trx('ausgang')])
    expect(seen).toEqual([[], []])
    expect(await alsSystem(app.deps, (trx) => trx('ereignis').limit(1))).toHaveLength(1)
  },
)

describe('the context of a request (BH-21)', () => {
  it('opens the books of one company, or of all in which the role is held, and no others', async () => {
    const ausbilder = await createTestPerson(app, {
      rollen: [
        { rolle: 'ausbilder', unternehmenId: firma },
        { rolle: 'ausbilder', unternehmenId: ferne },
        { rolle: 'unternehmensadministrator', unternehmenId: nachbar },
      ],
    })
    expect(await listIds(ausbilder, `unternehmen:${firma}`)).toEqual([hefte.get(firma)])
    expect((await listIds(ausbilder, 'unternehmen:*')).sort()).toEqual([hefte.get(firma), hefte.get(ferne)].sort())
    const foreign = await ausbilder.inject(`unternehmen:${firma}`, {
      method: 'GET',
      url: `/v1/berichtshefte/${hefte.get(nachbar)}`,
    })
    expect(foreign.statusCode).toBe(404)
  })

  it('reads the reports of the company on the fast path, too', async () => {
    const ausbilder = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const list = await ausbilder.inject(`unternehmen:${firma}`, {
      method: 'GET',
      url: `/v1/ausbildungsnachweise?berichtsheftId=${hefte.get(firma)}`,
    })
    const [first] = list.json().eintraege
    expect(list.json().eintraege).toHaveLength(2)
    const one = { method: 'GET', url: `/v1/ausbildungsnachweise/${first.id}` } as const
    expect((await ausbilder.inject(`unternehmen:${firma}`, one)).statusCode).toBe(200)
    const stranger = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: nachbar }] })
    expect((await stranger.inject(`unternehmen:${nachbar}`, one)).statusCode).toBe(404)
  })

  it.each([
    ['no role but membership (MI-15)', () => ({ mitgliedIn: [firma] }), 403, 'role-required'],
    [
      'an administrator without a role of the application (MI-16)',
      () => ({ rollen: [{ rolle: 'unternehmensadministrator' as const, unternehmenId: firma }] }),
      403,
      'role-required',
    ],
    ['no membership', () => ({}), 404, 'not-found'],
    [
      'a role from tomorrow on',
      () => ({ rollen: [{ rolle: 'ausbilder' as const, unternehmenId: firma, gueltigVon: '2999-01-01' }] }),
      403,
      'role-required',
    ],
    [
      'a role until yesterday',
      () => ({ rollen: [{ rolle: 'ausbilder' as const, unternehmenId: firma, gueltigBis: '2020-01-02' }] }),
      403,
      'role-required',
    ],
  ])('refuses a person with %s', async (_name, options, status, slug) => {
    const person = await createTestPerson(app, options())
    const answer = await person.inject(`unternehmen:${firma}`, { method: 'GET', url: '/v1/berichtshefte' })
    expect([answer.statusCode, answer.json().type.split('#')[1]]).toEqual([status, slug])
  })

  it('asks for a context where the own account is none', async () => {
    const person = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const answer = await person.inject(undefined, { method: 'GET', url: '/v1/berichtshefte' })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().detail).toContain('unternehmen')
  })

  it.each(['unternehmen', 'kammer:1', 'kammer:153,kammer:107', 'betreiber:1', "unternehmen:*' or 1=1"])(
    'does not read the context %s',
    async (kontext) => {
      const person = await createTestPerson(app, {})
      const answer = await person.inject(kontext, { method: 'GET', url: '/v1/berichtshefte' })
      expect(answer.statusCode).toBe(400)
    },
  )

  it('lets a clerk do what the chamber may, in the own district only', async () => {
    const clerk = await createTestPerson(app, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }] })
    const own = await clerk.inject('kammer:153', { method: 'GET', url: '/v1/anforderungen' })
    expect(own.statusCode, own.body).toBe(200)
    const other = await clerk.inject('kammer:107', { method: 'GET', url: '/v1/anforderungen' })
    expect(other.json().type).toContain('role-required')
    const member = await createTestPerson(app, { rollen: [{ rolle: 'pruefungsausschuss', knr: '153' }] })
    const withdraw = await member.inject('kammer:153', {
      method: 'POST',
      url: '/v1/sammelanforderungen',
      payload: { zweck: 'stichprobe' },
    })
    expect(withdraw.json().type).toContain('role-required')
  })
})

describe('the look-up of roles (MI-58)', () => {
  it('answers requests at the same time together, each with what its own person may do where it was asked', async () => {
    const firmen = [firma, nachbar, ferne]
    const leute = await Promise.all(
      Array.from({ length: 9 }, async (_, i) => {
        const unternehmenId = String(firmen[i % 3])
        return { unternehmenId, ...(await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId }] })) }
      }),
    )
    const clerk = await createTestPerson(app, {
      rollen: [{ rolle: 'sachbearbeitung', knr: '107' }],
      stufe: 'mehrfaktor',
    })
    const asked = leute.flatMap((person) =>
      [...firmen, '*'].map(async (wo) => {
        const answer = await person.inject(`unternehmen:${wo}`, { url: '/v1/berichtshefte' })
        const own = wo === person.unternehmenId || wo === '*'
        expect([wo, answer.statusCode]).toEqual([wo, own ? 200 : 404])
        if (own)
          expect(answer.json().eintraege.map(({ id }: { id: string }) => id)).toEqual([hefte.get(person.unternehmenId)])
      }),
    )
    const kammer = ['107', '153'].map(async (knr) => {
      const answer = await clerk.inject(`kammer:${knr}`, { url: '/v1/berichtshefte' })
      expect([knr, answer.statusCode]).toEqual([knr, knr === '107' ? 200 : 403])
    })
    await Promise.all([...asked, ...kammer])
  })

  it('reads as much for a person of 1,000 companies as for one of a single one', async () => {
    const buffers = async (kontoId: string, unternehmenId: string): Promise<number> => {
      const { rows } = await app.deps.db.pool.query(
        `explain (analyze, buffers, format json) select * from person_rollen_in('${kontoId}', 'unternehmen:${unternehmenId}', now())`,
      )
      const [{ Plan: plan }] = rows[0]['QUERY PLAN']
      expect(plan['Actual Rows']).toBe(1)
      return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    }
    const one = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const many = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    await alsSystem(app.deps, (trx) =>
      trx.raw(
        `with u as (insert into unternehmen (id, knr, name, strasse, hausnummer, plz, ort, status, version, erstellt_am, geaendert_am)
           select gen_random_uuid(), '153', 'Firma ' || i, 'Weg', '1', '20457', 'Hamburg', 'aktiv', 1, now(), now() from generate_series(1, 1000) i returning id),
         m as (insert into mitgliedschaft (unternehmen_id, konto_id, status, version, erstellt_am, geaendert_am)
           select id, :konto, 'aktiv', 1, now(), now() from u)
         insert into rollenzuweisung (id, konto_id, unternehmen_id, anwendung, rolle, gueltig_von, vergeben_am)
           select gen_random_uuid(), :konto, id, 'berichtsheft', 'ausbilder', '2020-01-01', now() from u`,
        { konto: many.kontoId },
      ),
    )
    const owner = new pg.Client({ connectionString: app.databaseUrl })
    await owner.connect()
    await owner.query('analyze rollenzuweisung; analyze mitgliedschaft; analyze unternehmen; analyze konto')
    await owner.end()
    for (const person of [one, many]) await buffers(person.kontoId, firma)
    const [few, lots] = [await buffers(one.kontoId, firma), await buffers(many.kontoId, firma)]
    expect(lots).toBeLessThanOrEqual(few + 5)
    const answer = await many.inject(`unternehmen:${firma}`, { url: '/v1/berichtshefte' })
    expect(answer.json().eintraege).toHaveLength(1)
  })
})

describe('a role that is taken away (A08, A10)', () => {
  const remove = (kontoId: string) =>
    alsSystem(app.deps, (trx) =>
      trx('rollenzuweisung').where({ konto_id: kontoId }).update({ entzogen_am: app.deps.now() }),
    )

  it.each([
    ['the role', (kontoId: string) => remove(kontoId)],
    [
      'the membership',
      (kontoId: string) =>
        alsSystem(app.deps, (trx) => trx('mitgliedschaft').where({ konto_id: kontoId }).update({ status: 'entfernt' })),
    ],
    [
      'the account',
      (kontoId: string) =>
        alsSystem(app.deps, (trx) => trx('konto').where({ id: kontoId }).update({ status: 'gesperrt' })),
    ],
  ])('ends access with the next request: %s', async (_name, take) => {
    const person = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const get = () => person.inject(`unternehmen:${firma}`, { method: 'GET', url: '/v1/berichtshefte' })
    expect((await get()).statusCode).toBe(200)
    await take(person.kontoId)
    expect([403, 404]).toContain((await get()).statusCode)
  })

  it('waits for a change that began before it, and ends one that begins after it', async () => {
    const person = await createTestPerson(app, { rollen: [{ rolle: 'ausbilder', unternehmenId: firma }] })
    const wer = {
      clientId: person.kontoId,
      art: 'unternehmen' as const,
      mandant: `unternehmen:${firma}`,
      ausweis: ausweisOf(person.kontoId, `unternehmen:${firma}`, ['ausbilder'], true),
      scopes: ['person'],
    }
    const order: string[] = []
    let removal: Promise<unknown> = Promise.resolve()
    await inTransaktion(app.deps, wer, async () => {
      removal = remove(person.kontoId).then(() => order.push('removed'))
      await new Promise((resolve) => setTimeout(resolve, 200))
      order.push('changed')
    })
    await removal
    expect(order).toEqual(['changed', 'removed'])
    await expect(inTransaktion(app.deps, wer, async () => order.push('again'))).rejects.toThrow()
    expect(order).toEqual(['changed', 'removed'])
  })

  it('leaves no row to a connection that names nobody (A04)', async () => {
    const { rows } = await app.deps.db.pool.query(
      'select (select count(*) from konto) + (select count(*) from unternehmen) + (select count(*) from rollenzuweisung) as n',
    )
    expect(Number(rows[0].n)).toBe(0)
  })
})
