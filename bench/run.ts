/**
 * Measures the gateway against the floor in the same run, on the same PostgreSQL, in interleaved rounds.
 *
 *   pnpm bench                 all cases
 *   pnpm bench create list     some of them: create read list bulk berechtigung package xml vertrag vertrag-masse memory bq bq-suche
 *   BENCH_ROUNDS=5 BENCH_MS=4000 pnpm bench
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { measureBerechtigung } from './berechtigung-case.ts'
import { measureWissen } from './bq-case.ts'
import { measureSuche } from './bq-suche-case.ts'
import { measureMemory, measurePackage } from './gateway-cases.ts'
import { measureHttp } from './http-cases.ts'
import { renderReport, type Section } from './report.ts'
import { startBench } from './setup.ts'
import { measureVertrag } from './vertrag-case.ts'
import { measureVertragMasse } from './vertrag-masse-case.ts'
import { measureVertragspdf } from './vertrag-pdf-case.ts'
import { measureXml } from './xml-cases.ts'

const wanted = new Set(process.argv.slice(2))
const isWanted = (name: string) => wanted.size === 0 || wanted.has(name)
const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const milliseconds = Number(process.env.BENCH_MS ?? 3000)

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))

const sections: Section[] = []
const show = (section: Section) => {
  sections.push(section)
  console.log(`\n${section.title}\n${section.lines.join('\n')}`)
}

if (isWanted('xml')) show(await measureXml())
if (isWanted('vertrag')) show(measureVertrag())
if (isWanted('vertragspdf')) show(await measureVertragspdf())
if (isWanted('bq')) show(await measureWissen())
if (isWanted('bq-suche')) show(await measureSuche())
const serverCases = ['create', 'read', 'list', 'bulk'].filter(isWanted)
if (serverCases.length > 0 || ['package', 'memory', 'berechtigung', 'vertrag-masse'].some(isWanted)) {
  const bench = await startBench()
  try {
    if (isWanted('memory')) show(await measureMemory(bench))
    for (const name of serverCases) show(await measureHttp(bench, name, { rounds, milliseconds }))
    if (isWanted('berechtigung')) show(await measureBerechtigung(bench, { rounds, milliseconds }))
    if (isWanted('vertrag-masse')) show(await measureVertragMasse(bench))
    if (isWanted('package')) show(await measurePackage(bench))
  } finally {
    await bench.stop()
  }
}
if (wanted.size === 0) {
  const file = path.resolve(import.meta.dirname, '..', 'docs', 'benchmarks.md')
  writeFileSync(file, renderReport(sections, { rounds, milliseconds }))
  console.log(`\nwritten: ${file}`)
}
process.exit(0)
