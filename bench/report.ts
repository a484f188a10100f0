import os from 'node:os'

/** A part of the report. */
export interface Section {
  readonly title: string
  readonly lines: readonly string[]
}

/** Middle value; the mean of the two middle ones for an even count. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** A Markdown table. */
export const formatTable = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
]

/** The whole report as Markdown. */
export const renderReport = (
  sections: readonly Section[],
  { rounds, milliseconds }: { rounds: number; milliseconds: number },
): string =>
  [
    '# Benchmarks',
    '',
    'Command: `pnpm bench` (after `pnpm build:js`). Gateway and floor run in the same run on the same PostgreSQL, in interleaved',
    `rounds (${rounds} rounds of ${milliseconds} ms per side and number of connections); ratios are the median of paired rounds. The floor is`,
    'a bare Fastify + pg handler (`bench/floor.ts`) that verifies the token, validates the body and inserts with a chain per book and an outbox',
    'in one SQL function. CPU is per request, of the server process and of all PostgreSQL processes. The load generator shares the cores.',
    '',
    `Machine: ${os.cpus().length} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.arch()}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.`,
    '',
    ...sections.flatMap(({ title, lines }) => [`## ${title}`, '', ...lines, '']),
  ].join('\n')
