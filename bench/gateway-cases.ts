import { setTimeout as sleep } from 'node:timers/promises'
import { writeXml } from '@berichtsheft/core/xml'
import { inTransaktion } from '../gateway/src/db/transaktion.ts'
import { withDocumentProcess } from '../gateway/src/features/uebermittlung/document-pool.ts'
import { transferHeft } from '../gateway/src/features/uebermittlung/uebermittlung.service.ts'
import { makeLieferung, makeNachweis } from '../gateway/src/testing/fixtures.ts'
import { makeRequest, runLoad } from './http-load.ts'
import { rssOf } from './process-usage.ts'
import { formatTable, type Section } from './report.ts'
import type { Bench } from './setup.ts'

const post = async (bench: Bench, path: string, body: unknown, type = 'application/json'): Promise<Response> => {
  const response = await fetch(`http://127.0.0.1:${bench.gateway.port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bench.vendorToken}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

const idleSeconds = Number(process.env.BENCH_IDLE_SECONDS ?? 30)

/** Resident memory of the gateway process: idle after its start and after one XML read, and the most of it under load. */
export const measureMemory = async (bench: Bench): Promise<Section> => {
  await sleep(idleSeconds * 1000)
  const started = rssOf(bench.gateway.pid)
  await (
    await post(bench, '/v1/lieferungen/strom', writeXml('lieferungen', [makeLieferung(10)]), 'application/xml')
  ).text()
  await sleep(idleSeconds * 1000)
  const idle = rssOf(bench.gateway.pid)
  const { id } = (await (await post(bench, '/v1/berichtshefte', makeLieferung(0).berichtsheft)).json()) as {
    id: string
  }
  let peak = idle
  const watch = setInterval(() => {
    peak = Math.max(peak, rssOf(bench.gateway.pid))
  }, 100)
  let n = 0
  const headers = { authorization: `Bearer ${bench.vendorToken}`, 'content-type': 'application/json' }
  await runLoad(bench.gateway.port, 16, 6000, 201, () =>
    makeRequest(
      'POST',
      '/v1/ausbildungsnachweise',
      headers,
      JSON.stringify({ berichtsheftId: id, ...makeNachweis(n++ % 150) }),
    ),
  )
  await runLoad(bench.gateway.port, 4, 4000, 200, () =>
    makeRequest('POST', '/v1/lieferungen', headers, JSON.stringify(makeLieferung(156))),
  )
  clearInterval(watch)
  return {
    title: 'Memory of the gateway process',
    lines: [
      ...formatTable(
        ['state', 'resident MB', 'aim'],
        [
          [`idle, ${idleSeconds} s after the start`, started.toFixed(0), ''],
          [`idle, ${idleSeconds} s after one XML read, which loads the XML library`, idle.toFixed(0), 'below 130'],
          ['most while reports and books are written', peak.toFixed(0), 'below 300'],
        ],
      ),
    ],
  }
}

/** Time of a transfer of 156 reports without PDF: read, checked, written as XML and JSON, signed, stored. */
export const measurePackage = async (bench: Bench): Promise<Section> => {
  const { deps } = bench
  const lieferung = await (await post(bench, '/v1/lieferungen', makeLieferung(156))).json()
  const berichtsheftId = (lieferung as { positionen: { id: string }[] }).positionen[0]?.id ?? ''
  const bau = { keyring: deps.keyring, iss: deps.config.PUBLIC_URL, withPdf: false }
  const times: number[] = []
  let cpu = process.cpuUsage()
  const rounds = 120
  for (let i = -20; i < rounds; i++) {
    const freigabe = await (
      await post(bench, '/v1/freigaben', {
        berichtsheftId,
        knr: '153',
        zweck: 'stichprobe',
        gueltigBis: '2099-12-31',
        freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
        unternehmen: 'Werkstatt Störtebeker GmbH',
      })
    ).json()
    if (i === 0) cpu = process.cpuUsage()
    const start = performance.now()
    await withDocumentProcess((write) =>
      inTransaktion(deps, bench.vendor, (trx) =>
        transferHeft(trx, bench.vendor, { freigabeId: (freigabe as { id: string }).id }, { ...bau, write }, deps.now()),
      ),
    )
    if (i >= 0) times.push(performance.now() - start)
  }
  const used = process.cpuUsage(cpu)
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(1)
  return {
    title: 'Package of 156 reports, built, signed and stored, without PDF',
    lines: [
      ...formatTable(
        ['transfers', 'p50 ms', 'p99 ms', 'CPU ms per transfer (with the release before it)'],
        [[String(rounds), at(0.5), at(0.99), ((used.user + used.system) / 1000 / rounds).toFixed(1)]],
      ),
      '',
      'Aims: p50 below 60 ms, p99 below 150 ms.',
    ],
  }
}
