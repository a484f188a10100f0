import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { allChecks } from './checks/all.ts'

/** The page that holds the table, between two marks. */
export const contractPage = new URL('../../../../docs/guide/adapter.md', import.meta.url)

const begin = '<!-- checks: made by `pnpm checks` in packages/sdk -->\n'
const end = '<!-- /checks -->\n'

/** The adapter contract as a table: each sentence with the check that keeps it. */
export const renderChecks = (): string =>
  [
    '| Check | What an adapter promises |',
    '|---|---|',
    ...allChecks.map(({ id, sentence }) => `| \`${id}\` | ${sentence} |`),
    '',
  ].join('\n')

/** The page with its table replaced. */
export const withChecks = (page: string): string => {
  const [before, rest = ''] = page.split(begin)
  const [, after = ''] = rest.split(end)
  return `${before}${begin}\n${renderChecks()}\n${end}${after}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(contractPage, withChecks(readFileSync(contractPage, 'utf8')))
}
