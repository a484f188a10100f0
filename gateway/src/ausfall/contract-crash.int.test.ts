import type { Ausbildungsvertrag, Vertragspruefung } from '@berichtsheft/core'
import { createVertrag } from '@berichtsheft/core/testing'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/create-test-database.ts'
import type { JournalClient } from './testing/client.ts'
import { count, measured } from './testing/counts.ts'
import { findFreePort } from './testing/gateway-process.ts'
import { expectInvariants } from './testing/invariants.ts'
import { openProxy, type Passing } from './testing/proxy.ts'
import { openScene, type Scene } from './testing/scene.ts'

const url = '/v1/ausbildungsvertraege'
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const open = async (): Promise<Scene> => {
  const own = await createTestDatabase()
  closing.push(own.close)
  const scene = await openScene(own.url)
  closing.push(scene.close)
  return scene
}

let nr = 0
/** A contract of an apprentice of its own. */
const next = () => {
  const letters = [...String(++nr)].map((digit) => String.fromCharCode(97 + Number(digit))).join('')
  const { azubi } = createVertrag()
  return createVertrag({
    azubi: { ...azubi, familienname: `Ehrlichmann ${letters}`, kontakt: { email: `azubi${nr}@person.example` } },
    empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' }],
  })
}

/** Clients of the vendor and the chamber of a scene, at one address. */
interface Parties {
  readonly vendor: JournalClient
  readonly kammer: JournalClient
}
const partiesOf = (scene: Scene, address?: string): Parties => ({
  vendor: scene.vendors[0].connect(address),
  kammer: scene.kammern[0].connect(address),
})

const good = async <T>(client: JournalClient, path: string, body?: object): Promise<T> => {
  const key = `${path}-${Math.random()}`
  const call = await client.sendUntilAnswered(
    'POST',
    path,
    { key, ...(body && { body: JSON.stringify(body) }) },
    60_000,
  )
  expect(call.status, `${path} ${call.body}`).toBeLessThan(300)
  return JSON.parse(call.body ?? '') as T
}

/** A contract in the hands of the chamber that nothing keeps from being registered. */
const ready = async ({ vendor, kammer }: Parties): Promise<string> => {
  const { id } = await good<Ausbildungsvertrag>(vendor, url, { vertrag: next() })
  await good(vendor, `${url}/${id}/einreichung`)
  await good(kammer, `${url}/${id}/uebernahme`)
  const found = await kammer.send('GET', `${url}/${id}/pruefung`)
  // The clock runs: what has come too late by now is settled with the reason.
  for (const { regel, pfad, schwere } of (JSON.parse(found.body ?? '') as Vertragspruefung).verstoesse)
    if (schwere === 'fehler') await good(kammer, `${url}/${id}/uebergehungen`, { regel, pfad, grund: 'Probe' })
  return id
}

const ask = async <R extends object>(scene: Scene, sql: string, values: readonly unknown[] = []): Promise<R[]> => {
  const client = new pg.Client({ connectionString: scene.databaseUrl })
  await client.connect()
  try {
    return (await client.query(sql, [...values])).rows as R[]
  } finally {
    await client.end()
  }
}

/** What a registration leaves: state, number, event, letters, mails. All of it is there, or nothing. */
const expectWhole = async (scene: Scene, id: string): Promise<boolean> => {
  const [row] = await ask<Record<'status' | 'nummer' | 'ereignisse' | 'briefe' | 'mails', string | number | null>>(
    scene,
    `select v.status, v.eintragungsnummer as nummer,
            (select count(*)::integer from ereignis e where e.aggregat_id = v.id and e.inhalt like '%"vertrag.eintragung"%') as ereignisse,
            (select count(*)::integer from vertragsbrief b where b.vertrag_id = v.id) as briefe,
            (select count(*)::integer from mail m where m.text = 'vertragEintragungMitgeteilt'
               and m.an = v.vertrag::json -> 'azubi' -> 'kontakt' ->> 'email') as mails
       from ausbildungsvertrag v where v.id = $1`,
    [id],
  )
  const isDone = row?.status === 'eingetragen'
  expect({ ...row, nummer: row?.nummer !== null, briefe: Number(row?.briefe) > 0 }).toEqual({
    status: isDone ? 'eingetragen' : 'inPruefung',
    nummer: isDone,
    ereignisse: isDone ? 1 : 0,
    briefe: isDone,
    mails: isDone ? 1 : 0,
  })
  return isDone
}

/** Numbers of the chamber in their order: from 1 on, none missing, none twice. */
const expectGapless = async (scene: Scene, expected: number): Promise<void> => {
  const rows = await ask<{ nummer: string }>(
    scene,
    'select eintragungsnummer as nummer from ausbildungsvertrag where eintragungsnummer is not null order by 1',
  )
  const jahr = rows[0]?.nummer.slice(0, 4)
  expect(rows.map(({ nummer }) => nummer)).toEqual(
    Array.from({ length: expected }, (_, i) => `${jahr}-153-${String(i + 1).padStart(6, '0')}`),
  )
}

const isOfGateway = ({ application }: Passing): boolean => application === 'berichtsheft-gateway'

describe('C02: kill -9 in the registration of a contract', () => {
  test(
    'at each statement, before and after it passed: state, number, event, letters and mails are there together or not at all',
    async () => {
      const scene = await open()
      const proxy = await openProxy(scene.databaseUrl)
      closing.push(proxy.close)
      let gateway = await scene.start({ databaseUrl: proxy.url })
      const parties = partiesOf(scene)
      const states = { whole: 0, absent: 0 }
      let registered = 0
      /** Kills before the nth statement of one registration, or once its COMMIT has passed; answers how many it had otherwise. */
      const killAt = async (when: number | 'commit'): Promise<number | undefined> => {
        const id = await ready(parties)
        let seen = 0
        proxy.decide = (passing) => {
          if (!isOfGateway(passing)) return 'pass'
          seen++
          if (when === 'commit' ? !/^commit/i.test(passing.sql) : seen !== when) return 'pass'
          if (when !== 'commit') {
            gateway.signal('SIGKILL')
            return 'cut'
          }
          setTimeout(() => gateway.signal('SIGKILL'), 3)
          return 'swallow'
        }
        const call = await parties.kammer.send('POST', `${url}/${id}/eintragung`)
        proxy.decide = () => 'pass'
        registered++
        if (call.status !== undefined) {
          expect(call.status, call.body).toBe(200)
          expect(await expectWhole(scene, id)).toBe(true)
          return seen
        }
        await gateway.kill()
        gateway = await scene.start({ databaseUrl: proxy.url })
        const isDone = await expectWhole(scene, id)
        states[isDone ? 'whole' : 'absent']++
        // Whoever repeats it gets the registration, once.
        const again = await parties.kammer.send('POST', `${url}/${id}/eintragung`)
        expect(again.status, again.body).toBe(isDone ? 409 : 200)
        expect(await expectWhole(scene, id)).toBe(true)
        return undefined
      }
      const statements = (await killAt(1_000)) ?? 0
      expect(statements).toBeGreaterThan(5)
      const stride = count(Math.floor(statements / 2), 1)
      for (let nth = stride; nth <= statements; nth += stride) await killAt(nth)
      // Once COMMIT has passed the contract is registered, though nobody was told.
      await killAt('commit')
      expect(states.whole).toBeGreaterThan(0)
      expect(states.absent).toBeGreaterThan(0)
      await expectGapless(scene, registered)
      await expectInvariants(scene, [])
      measured('C02 registration at each statement', { statements, ...states })
    },
    count(120_000, 400_000),
  )

  test(
    'of one of two gateways: numbers have no gap, whatever was undone',
    async () => {
      const scene = await open()
      const first = await scene.start()
      const port = await findFreePort()
      const second = await scene.start({ port })
      const [here, there] = [partiesOf(scene), partiesOf(scene, second.address)]
      const ids: string[] = []
      for (let i = 0; i < count(8, 60); i++) ids.push(await ready(i % 2 === 0 ? here : there))
      // Others are undone because somebody has not confirmed the receipt.
      const undone: string[] = []
      for (let i = 0; i < count(2, 20); i++) {
        const { empfangsnachweise: _receipts, ...vertrag } = next()
        const { id } = await good<Ausbildungsvertrag>(here.vendor, url, { vertrag })
        await good(here.vendor, `${url}/${id}/einreichung`)
        await good(here.kammer, `${url}/${id}/uebernahme`)
        undone.push(id)
      }
      const running = Promise.all(
        [...ids, ...undone].map((id, i) => (i % 2 === 0 ? here : there).kammer.send('POST', `${url}/${id}/eintragung`)),
      )
      setTimeout(() => second.signal('SIGKILL'), 60)
      const calls = await running
      await second.kill()
      let done = 0
      for (const [i, id] of ids.entries()) {
        const isDone = await expectWhole(scene, id)
        if (calls[i]?.status === 200) expect(isDone).toBe(true)
        if (isDone) done++
      }
      for (const id of undone) expect(await expectWhole(scene, id)).toBe(false)
      await expectGapless(scene, done)
      for (const id of ids) await here.kammer.send('POST', `${url}/${id}/eintragung`)
      await expectGapless(scene, ids.length)
      await expectInvariants(scene, [])
      measured('C02 registrations of two gateways', { contracts: ids.length, before: done })
      await first.kill()
    },
    count(120_000, 400_000),
  )
})
