import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { Section } from './report.ts'

/** Runs the measurement of the XML side in a process of its own, so that its memory is its own. */
export const measureXml = async (): Promise<Section> => {
  const file = path.join(import.meta.dirname, 'xml.ts')
  const output = execFileSync(process.execPath, ['--conditions=source', file], {
    encoding: 'utf8',
    maxBuffer: 1_000_000,
  })
  return {
    title: 'XML on one core (MB of XML per second of CPU)',
    lines: [
      '```',
      ...output.trim().split('\n'),
      '```',
      '',
      'Aims: read a book at 30 MB/s, a 200 MB stream at 15 MB/s with flat memory, write at 20 MB/s.',
    ],
  }
}
