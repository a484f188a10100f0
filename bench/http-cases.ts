import { randomUUID } from 'node:crypto'
import type { Lieferung } from '@berichtsheft/core'
import { createId } from '../gateway/src/ids.ts'
import { makeLieferung, makeNachweis } from '../gateway/src/testing/fixtures.ts'
import { type LoadResult, makeRequest, type RawRequest, runLoad } from './http-load.ts'
import { cpuOf, cpuOfTree } from './process-usage.ts'
import { formatTable, median, type Section } from './report.ts'
import type { Bench } from './setup.ts'

interface Side {
  readonly name: 'gateway' | 'floor'
  readonly port: number
  readonly pid: number
  readonly next: () => RawRequest
}

interface Case {
  readonly title: string
  readonly status: { readonly gateway: number; readonly floor: number }
  /** Least ratio of the gateway to the floor at 16 connections. */
  readonly aim: number
  readonly connections: readonly number[]
  readonly prepare: (bench: Bench) => Promise<{ readonly gateway: () => RawRequest; readonly floor: () => RawRequest }>
}

const books = 16
const weeks = 156

const headers = (bench: Bench) => ({ authorization: `Bearer ${bench.vendorToken}` })
const jsonHeaders = (bench: Bench) => ({ ...headers(bench), 'content-type': 'application/json' })

const post = async (bench: Bench, port: number, path: string, body: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: jsonHeaders(bench),
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

/** Books with all their reports on both sides; answers their ids and the ids of their reports. */
const fillBooks = async (bench: Bench) => {
  const gateway: { heft: string; nachweise: string[] }[] = []
  const floor: { heft: string; nachweise: string[] }[] = []
  for (let i = 0; i < books; i++) {
    const lieferung = makeLieferung(weeks)
    const answer = (await post(bench, bench.gateway.port, '/v1/lieferungen', lieferung)) as unknown as {
      positionen: { id: string }[]
    }
    const [heft, ...nachweise] = answer.positionen.map(({ id }) => id)
    gateway.push({ heft: heft ?? '', nachweise })
    await post(bench, bench.floor.port, '/bulk', lieferung)
  }
  const { rows } = await bench.query(
    'select heft, array_agg(id::text) as nachweise from floor.nachweis group by heft having count(*) = $1 limit $2',
    [weeks, books],
  )
  for (const row of rows) floor.push(row)
  await bench.query('vacuum analyze')
  return { gateway, floor }
}

const cycle = <T>(items: readonly T[]): (() => T) => {
  let i = 0
  return () => items[i++ % items.length] as T
}

const reports = Array.from({ length: 200 }, (_, i) => makeNachweis(i))

const cases: Record<string, Case> = {
  create: {
    title: `Create one weekly report (${Math.round(JSON.stringify(reports[0]?.inhalt).length / 100) / 10} kB of text)`,
    status: { gateway: 201, floor: 201 },
    aim: 0.7,
    connections: [1, 16],
    prepare: async (bench) => {
      const hefte = await Promise.all(
        Array.from({ length: books }, () =>
          post(bench, bench.gateway.port, '/v1/berichtshefte', makeLieferung(0).berichtsheft),
        ),
      )
      const floorHefte = Array.from({ length: books }, () => createId(new Date()))
      await bench.query("insert into floor.kette select unnest($1::uuid[]), 0, decode(repeat('00', 32), 'hex')", [
        floorHefte,
      ])
      const nextReport = cycle(reports)
      const side = (path: string, nextHeft: () => string) => () =>
        makeRequest(
          'POST',
          path,
          jsonHeaders(bench),
          JSON.stringify({ berichtsheftId: nextHeft(), ...nextReport(), fremdId: randomUUID() }),
        )
      return {
        gateway: side('/v1/ausbildungsnachweise', cycle(hefte.map(({ id }) => String(id)))),
        floor: side('/create', cycle(floorHefte)),
      }
    },
  },
  read: {
    title: 'Read one report',
    status: { gateway: 200, floor: 200 },
    aim: 0.8,
    connections: [1, 16],
    prepare: async (bench) => {
      const filled = await fillBooks(bench)
      const side = (path: string, ids: readonly string[]) =>
        cycle(ids.map((id) => makeRequest('GET', `${path}${id}`, headers(bench))))
      return {
        gateway: side(
          '/v1/ausbildungsnachweise/',
          filled.gateway.flatMap(({ nachweise }) => nachweise),
        ),
        floor: side(
          '/read/',
          filled.floor.flatMap(({ nachweise }) => nachweise),
        ),
      }
    },
  },
  list: {
    title: `List a book of ${weeks} reports`,
    status: { gateway: 200, floor: 200 },
    aim: 0.8,
    connections: [1, 16],
    prepare: async (bench) => {
      const filled = await fillBooks(bench)
      return {
        gateway: cycle(
          filled.gateway.map(({ heft }) =>
            makeRequest('GET', `/v1/ausbildungsnachweise?berichtsheftId=${heft}&limit=200`, headers(bench)),
          ),
        ),
        floor: cycle(filled.floor.map(({ heft }) => makeRequest('GET', `/list/${heft}`, headers(bench)))),
      }
    },
  },
  bulk: {
    title: `Push a book of ${weeks} reports in one request`,
    status: { gateway: 200, floor: 200 },
    aim: 0.7,
    connections: [1, 16],
    prepare: async (bench) => {
      const template: Lieferung = makeLieferung(weeks)
      const side = (path: string) => () =>
        makeRequest(
          'POST',
          path,
          jsonHeaders(bench),
          JSON.stringify({
            berichtsheft: { ...template.berichtsheft, fremdId: randomUUID() },
            ausbildungsnachweise: template.ausbildungsnachweise.map((n) => ({ ...n, fremdId: randomUUID() })),
          }),
        )
      return { gateway: side('/v1/lieferungen'), floor: side('/bulk') }
    },
  },
}

/** Runs one case: both sides in turn, round by round, and the ratio of each pair. */
export const measureHttp = async (
  bench: Bench,
  name: string,
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
): Promise<Section> => {
  const found = cases[name]
  if (!found) throw new Error(`there is no case ${name}`)
  const next = await found.prepare(bench)
  const sides: Side[] = [
    { name: 'floor', ...bench.floor, next: next.floor },
    { name: 'gateway', ...bench.gateway, next: next.gateway },
  ]
  const rows: string[][] = []
  const notes: string[] = []
  for (const connections of found.connections) {
    const results: Record<Side['name'], Measured[]> = { floor: [], gateway: [] }
    for (const side of sides)
      await measure(bench, side, connections, Math.min(1000, milliseconds), found.status[side.name])
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? sides : [...sides].reverse()
      for (const side of order)
        results[side.name].push(await measure(bench, side, connections, milliseconds, found.status[side.name]))
    }
    const ratio = median(results.gateway.map((g, i) => g.perSecond / (results.floor[i]?.perSecond ?? Number.NaN)))
    for (const side of sides) {
      const measured = results[side.name]
      const of = (pick: (m: Measured) => number) => median(measured.map(pick))
      rows.push([
        String(connections),
        side.name,
        of((m) => m.perSecond).toFixed(0),
        of((m) => m.p50).toFixed(2),
        of((m) => m.p99).toFixed(2),
        of((m) => m.serverCpu).toFixed(3),
        of((m) => m.postgresCpu).toFixed(3),
        side.name === 'gateway' ? `**${ratio.toFixed(2)}**` : '1',
      ])
    }
    if (connections === 16)
      notes.push(
        `At 16 connections the gateway reaches ${(ratio * 100).toFixed(0)} % of the floor (aim: at least ${found.aim * 100} %).`,
      )
  }
  const table = formatTable(
    ['connections', 'side', 'requests/s', 'p50 ms', 'p99 ms', 'server CPU ms', 'PostgreSQL CPU ms', 'ratio'],
    rows,
  )
  return { title: found.title, lines: [...table, '', ...notes] }
}

type Measured = LoadResult & { readonly serverCpu: number; readonly postgresCpu: number }

const measure = async (
  bench: Bench,
  side: Side,
  connections: number,
  milliseconds: number,
  status: number,
): Promise<Measured> => {
  const server = cpuOf(side.pid)
  const postgres = cpuOfTree(bench.postgresPid)
  const result = await runLoad(side.port, connections, milliseconds, status, side.next)
  return {
    ...result,
    serverCpu: (cpuOf(side.pid) - server) / result.requests,
    postgresCpu: (cpuOfTree(bench.postgresPid) - postgres) / result.requests,
  }
}
