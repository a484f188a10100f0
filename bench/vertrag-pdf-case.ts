import type { Vertragsausfertigung } from '@berichtsheft/core'
import { makeVertrag } from '@berichtsheft/core/testing'
import { renderVertrag } from '../gateway/src/pdf/render-vertrag.ts'
import { formatTable, median, type Section } from './report.ts'

const ausfertigungen: readonly Vertragsausfertigung[] = ['antrag', 'ausbildender', 'azubi']
const anzahl = 20

/** CPU and wall time of each rendering of a contract, in a process that has drawn one before, as the gateway's processes have. */
export const measureVertragspdf = async (): Promise<Section> => {
  const rows: string[][] = []
  for (const ausfertigung of ausfertigungen) {
    const cpu: number[] = []
    const wall: number[] = []
    let bytes = 0
    for (let seed = -1; seed < anzahl; seed++) {
      const used = process.cpuUsage()
      const start = performance.now()
      const pdf = await renderVertrag({
        ausfertigung,
        vertrag: makeVertrag({ seed: Math.max(seed, 0) }),
        abfassung: 'a'.repeat(64),
        erstelltAm: '2026-11-20T10:00:00Z',
      })
      const { user, system } = process.cpuUsage(used)
      // The first one loads fonts and library.
      if (seed < 0) continue
      wall.push(performance.now() - start)
      cpu.push((user + system) / 1000)
      bytes = pdf.length
    }
    rows.push([
      ausfertigung,
      median(cpu).toFixed(0),
      median(wall).toFixed(0),
      Math.max(...wall).toFixed(0),
      `${Math.round(bytes / 1000)} kB`,
      'below 1000',
    ])
  }
  return {
    title: 'PDF of a training contract, tagged',
    lines: [
      ...formatTable(['rendering', 'median ms of CPU', 'median ms', 'slowest ms', 'size', 'aim'], rows),
      '',
      `${anzahl} contracts each.`,
    ],
  }
}
