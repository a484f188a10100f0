import { setTimeout as sleep } from 'node:timers/promises'
import { type Anforderungsstatus, anforderungZustand, canonicalize } from '@berichtsheft/core'
import { sha256, verifyKette, verifyPaket, verifySet } from '@berichtsheft/core/signatur'
import pg from 'pg'
import { expect } from 'vitest'
import { applicationRole } from '../../db/client.ts'
import { findBadSignatures, hasJwcrypto } from './jwcrypto.ts'
import type { Scene } from './scene.ts'
import type { Book } from './workload.ts'

type Ask = <R extends object>(sql: string, values?: readonly unknown[]) => Promise<R[]>

/** What is there, for assertions about how much a test has proven. */
export interface Inventory {
  readonly hefte: number
  readonly nachweise: number
  readonly ereignisse: number
  readonly meldungen: number
  readonly pakete: number
}

/**
 * Checks what holds after every case about faults (I1 to I8 of docs/guide/sicherheit.md) on the database of a scene: what was answered is there, unchanged and once;
 * every book whole or absent; states as the table allows them; every signature; every chain; every event told; nothing
 * seen across a tenant. A gateway must be running, because the outbox has to become empty.
 *
 * @param books all books that anybody tried to push; the database may hold no other
 */
export const expectInvariants = async (scene: Scene, books: readonly Book[]): Promise<Inventory> => {
  const client = new pg.Client({ connectionString: scene.databaseUrl })
  await client.connect()
  const ask: Ask = async (sql, values = []) => (await client.query(sql, [...values])).rows
  try {
    const { hefte, nachweise } = await expectBooks(ask, books)
    await expectStates(ask)
    const ereignisse = await expectChains(ask)
    const meldungen = await expectTold(ask)
    const pakete = await expectSignatures(ask, scene)
    await expectWalls(client, ask, scene)
    return { hefte, nachweise, ereignisse, meldungen, pakete }
  } finally {
    await client.end()
  }
}

/** I1 none lost, I2 none changed, I3 none doubled; every book whole or absent. */
const expectBooks = async (ask: Ask, books: readonly Book[]): Promise<{ hefte: number; nachweise: number }> => {
  const rows = await ask<{ anbieter: string; heft: string; nachweis: string | null; hash: string; echt: boolean }>(
    `select b.anbieter_id as anbieter, b.fremd_id as heft, n.fremd_id as nachweis, encode(n.hash, 'hex') as hash,
            n.hash = sha256(convert_to(n.inhalt, 'UTF8')) and n.anbieter_id = b.anbieter_id as echt
       from berichtsheft b left join ausbildungsnachweis n on n.berichtsheft_id = b.id`,
  )
  const stored = new Map<string, string[]>()
  for (const { anbieter, heft, nachweis, hash, echt } of rows) {
    const name = `${anbieter} ${heft}`
    const list = stored.get(name) ?? []
    if (nachweis !== null) list.push(`${nachweis} ${echt ? hash : 'changed'}`)
    stored.set(name, list)
  }
  let hefte = 0
  let nachweise = 0
  for (const { vendor, lieferung, answers } of books) {
    const name = `${vendor.anbieterId} ${lieferung.berichtsheft.fremdId}`
    const found = stored.get(name)
    stored.delete(name)
    if (found === undefined) {
      expect(answers, `${name} was acknowledged and is lost`).toEqual([])
      continue
    }
    const expected = lieferung.ausbildungsnachweise.map(
      ({ fremdId, inhalt }) => `${fremdId} ${sha256(canonicalize(inhalt))}`,
    )
    expect(found.sort(), `${name} is not whole`).toEqual(expected.sort())
    expect(new Set(answers).size, `${name} got different answers`).toBeLessThanOrEqual(1)
    hefte++
    nachweise += found.length
  }
  expect([...stored.keys()], 'books that nobody pushed').toEqual([])
  const [keys] = await ask<{ hefte: number; nachweise: number }>(
    `select count(*) filter (where art = 'h')::integer as hefte, count(*) filter (where art = 'n')::integer as nachweise from fremdschluessel`,
  )
  expect(keys).toEqual({ hefte, nachweise })
  return { hefte, nachweise }
}

/** I4: requests went only ways that the table of states knows, none skipped, none repeated. */
const expectStates = async (ask: Ask): Promise<void> => {
  const rows = await ask<{ id: string; status: string; verlauf: { status: Anforderungsstatus }[]; arten: string[] }>(
    `select a.id, a.status, a.verlauf,
            array(select e.inhalt::jsonb ->> 'art' from ereignis e where e.aggregat_id = a.id order by e.nr) as arten
       from anforderung a`,
  )
  for (const { id, status, verlauf, arten } of rows) {
    const states = verlauf.map((schritt) => schritt.status)
    expect(states[0], id).toBe('angelegt')
    expect(states.at(-1), id).toBe(status)
    states.slice(1).forEach((nach, i) => {
      const von = states[i]
      expect(
        anforderungZustand.uebergaenge.some((u) => u.von === von && u.nach === nach),
        `${id}: ${von} → ${nach}`,
      ).toBe(true)
    })
    const told = arten.flatMap((art) => /^anforderung\.(?!nichtAbgeholt)(.*)$/.exec(art)?.[1] ?? [])
    expect(told, `${id}: states and events`).toEqual(states)
  }
}

interface EventRow {
  readonly aggregat_id: string
  readonly nr: string
  readonly inhalt: string
  readonly hash: string
}

/** I6: every chain is intact, and every change of a report has exactly one entry. */
const expectChains = async (ask: Ask): Promise<number> => {
  const rows = await ask<EventRow>(
    `select aggregat_id, nr, inhalt, encode(hash, 'hex') as hash from ereignis order by aggregat_id, nr`,
  )
  const chains = Map.groupBy(rows, (row) => row.aggregat_id)
  const ends = await ask<{ aggregat_id: string; nr: string; hash: string }>(
    `select aggregat_id, nr, encode(hash, 'hex') as hash from kette`,
  )
  expect(ends.length).toBe(chains.size)
  const entries = new Map<string, number>()
  for (const { aggregat_id, nr, hash } of ends) {
    const chain = chains.get(aggregat_id) ?? []
    expect(chain.at(-1), `end of the chain ${aggregat_id}`).toMatchObject({ nr, hash })
    const glieder = chain.map((row) => ({ nr: Number(row.nr), text: row.inhalt, hash: row.hash }))
    expect(verifyKette(glieder), `chain ${aggregat_id}`).toMatchObject({ gueltig: true })
    expect(glieder.map((glied) => glied.nr)).toEqual(glieder.map((_, i) => i + 1))
    for (const { inhalt } of chain) {
      const { art, objekt } = JSON.parse(inhalt) as { art: string; objekt: string }
      if (art.startsWith('nachweis.')) entries.set(objekt, (entries.get(objekt) ?? 0) + 1)
    }
  }
  const versions = await ask<{ id: string; version: number }>('select id, version from ausbildungsnachweis')
  expect(
    versions.filter(({ id, version }) => entries.get(id) !== version),
    'changes without their entry',
  ).toEqual([])
  expect(entries.size, 'entries without their report').toBe(versions.length)
  return rows.length
}

const dispatchLimit = 20_000

/** I7: every event reached each of its recipients, once, in the order of its chain, in lists without gaps. */
const expectTold = async (ask: Ask): Promise<number> => {
  const deadline = performance.now() + dispatchLimit
  for (;;) {
    const [open] = await ask<{ n: number }>('select count(*)::integer as n from ausgang')
    if (open?.n === 0) break
    expect(performance.now(), `${open?.n} events still wait in the outbox`).toBeLessThan(deadline)
    await sleep(50)
  }
  const events = await ask<{ aggregat_id: string; inhalt: string }>(
    `select aggregat_id, inhalt from ereignis where inhalt like '%"empfaenger"%' order by aggregat_id, nr`,
  )
  const expected = events.flatMap(({ aggregat_id, inhalt }) => {
    const { art, objekt, empfaenger } = JSON.parse(inhalt) as { art: string; objekt: string; empfaenger: string[] }
    return empfaenger.map((mandant) => ({ list: `${mandant} ${aggregat_id}`, line: `${art} ${objekt}` }))
  })
  const told = await ask<{ mandant: string; aggregat_id: string; folge: string; art: string; objekt_id: string }>(
    'select mandant, aggregat_id, folge, art, objekt_id from meldung order by mandant, folge',
  )
  const lines = (items: readonly { list: string; line: string }[]) =>
    Object.fromEntries(
      [...Map.groupBy(items, ({ list }) => list)].map(([list, all]) => [list, all.map(({ line }) => line)]),
    )
  expect(
    lines(told.map((row) => ({ list: `${row.mandant} ${row.aggregat_id}`, line: `${row.art} ${row.objekt_id}` }))),
  ).toEqual(lines(expected))
  for (const [mandant, list] of Map.groupBy(told, (row) => row.mandant)) {
    expect(
      list.map(({ folge }) => Number(folge)),
      `list of ${mandant}`,
    ).toEqual(list.map((_, i) => i + 1))
  }
  return told.length
}

/** I5: every event token and every package verifies, with a second tool where it is installed. */
const expectSignatures = async (ask: Ask, { jwks, iss }: Scene): Promise<number> => {
  const tokens = await ask<{ id: string; mandant: string; token: string }>('select id, mandant, token from meldung')
  for (const { mandant, token } of tokens) await verifySet(token, jwks, { iss, aud: mandant })
  const packages = await ask<{ id: string; inhalt: Buffer }>(
    `select d.id, d.inhalt from datei d join uebermittlung u on u.id = d.id and u.sha256 = encode(sha256(d.inhalt), 'hex')`,
  )
  const [transfers] = await ask<{ n: number }>('select count(*)::integer as n from uebermittlung')
  expect(packages.length, 'transfers without their package').toBe(transfers?.n)
  const pinned = jwks.keys.map(({ kid }) => kid)
  for (const { id, inhalt } of packages) {
    const { gueltig, befunde } = await verifyPaket(inhalt, { pinned })
    const faults = befunde.filter(({ schwere }) => schwere === 'fehler')
    expect({ id, gueltig, faults }).toEqual({ id, gueltig: true, faults: [] })
  }
  if (hasJwcrypto) {
    const named = tokens.map(({ id, token }) => [id, token] as const)
    expect(
      findBadSignatures(
        jwks,
        named,
        packages.map(({ id, inhalt }) => [id, inhalt] as const),
      ),
    ).toEqual([])
  }
  return packages.length
}

/** I8: as the application sees it, no participant sees a row of another, and without a caller every table is empty. */
const expectWalls = async (client: pg.Client, ask: Ask, { vendors, kammern }: Scene): Promise<void> => {
  await client.query(`set role ${applicationRole}`)
  try {
    for (const { clientId, anbieterId } of vendors) {
      await client.query('begin')
      await client.query('select mandant_setzen($1, now())', [clientId])
      const foreign = await ask<object>(
        `select id from ausbildungsnachweis where anbieter_id <> $1 union all select id from berichtsheft where anbieter_id <> $1
         union all select id from anforderung where anbieter_id <> $1 union all select id from freigabe where anbieter_id <> $1
         union all select id from uebermittlung where anbieter_id <> $1 union all select id from meldung where mandant <> 'anbieter:' || $1`,
        [anbieterId],
      )
      expect(foreign, `what ${anbieterId} sees of others`).toEqual([])
      await client.query('rollback')
    }
    for (const { clientId, knr } of kammern) {
      await client.query('begin')
      await client.query('select mandant_setzen($1, now())', [clientId])
      const foreign = await ask<object>(
        `select id from berichtsheft where knr <> $1 union all select id from anforderung where knr <> $1
         union all select id from uebermittlung where knr <> $1 union all select id from meldung where mandant <> 'kammer:' || $1
         union all select n.id from ausbildungsnachweis n where not exists (select from freigabe f where f.berichtsheft_id = n.berichtsheft_id and f.knr = $1)`,
        [knr],
      )
      expect(foreign, `what chamber ${knr} sees of others`).toEqual([])
      await client.query('rollback')
    }
    expect(await ask('select 1 from ausbildungsnachweis union all select 1 from berichtsheft')).toEqual([])
  } finally {
    await client.query('rollback')
    await client.query('reset role')
  }
}
