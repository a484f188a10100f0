import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Texts that stand in the titles of a test file: after `describe(`, `test(` and the like, and the cases of a table beside it. */
export const readTitles = (file: string): string => {
  const source = readFileSync(file, 'utf8')
  const titles = [...source.matchAll(/(?:^|[\s.\])}])(?:describe|test|it)(?:\.\w+)*\(\s*(['`"])(.*?)\1/gsu)]
  // `test.each(table)('…')`: the title follows the table.
  const ofTables = [...source.matchAll(/\]?\)\(\s*(['`"])(.*?)\1,/gsu)]
  const rows = [
    ...[...source.matchAll(/from '(\.\/[a-z-]+-cases\.ts)'/g)].map(([, beside = '']) =>
      readFileSync(path.resolve(path.dirname(file), beside), 'utf8'),
    ),
    source,
  ].flatMap((text) => [...text.matchAll(/^\s*(?:\[|\{ id: |id: )?['`]([ABCD]\d\d\b.*?)['`]/gmu)])
  return [...titles, ...ofTables].map(([, , title]) => title).join('\n') + rows.map(([, row]) => `\n${row}`).join('')
}
