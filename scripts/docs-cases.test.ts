import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const folder = path.resolve(import.meta.dirname, '..', 'docs', 'guide')
const page = readFileSync(path.join(folder, 'sicherheit.md'), 'utf8')

const cases = [...page.matchAll(/^\| ([ABCD]\d\d) \| (.*) \| (.*) \|$/gmu)].map(
  ([, id = '', sentence = '', tests = '']) => ({
    id,
    sentence,
    files: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, file = '']) => path.resolve(folder, file)),
  }),
)

/** Texts that stand in the titles of a test file: after `describe(`, `test(` and the like, and the cases of a table beside it. */
const readTitles = (file: string): string => {
  const source = readFileSync(file, 'utf8')
  const titles = [...source.matchAll(/(?:^|[\s.\])}])(?:describe|test|it)(?:\.\w+)*\(\s*(['`])(.*?)\1/gsu)]
  // `test.each(table)('…')`: the title follows the table.
  const ofTables = [...source.matchAll(/\]?\)\(\s*(['`])(.*?)\1,/gsu)]
  const rows = [
    ...[...source.matchAll(/from '(\.\/[a-z-]+-cases\.ts)'/g)].map(([, beside = '']) =>
      readFileSync(path.resolve(path.dirname(file), beside), 'utf8'),
    ),
    source,
  ].flatMap((text) => [...text.matchAll(/^\s*(?:\[|\{ id: |id: )?['`]([ABCD]\d\d\b.*?)['`]/gmu)])
  return [...titles, ...ofTables].map(([, , title]) => title).join('\n') + rows.map(([, row]) => `\n${row}`).join('')
}

describe('the page of cases', () => {
  test('has every case once, in order, each with one sentence', () => {
    const expected = Object.entries({ A: 10, B: 14, C: 10, D: 6 }).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`),
    )
    expect(cases.map(({ id }) => id)).toEqual(expected)
    for (const { id, sentence } of cases) expect(sentence, id).toMatch(/^[A-Z0-9].*\.$/)
  })

  test('names no more cases without a test than before', () => {
    expect(cases.filter(({ files }) => files.length === 0).map(({ id }) => id)).toEqual(['D01', 'D02', 'D03'])
  })

  const covered = cases.flatMap(({ id, files }) =>
    files.map((file) => [id, path.relative(folder, file), file] as const),
  )

  test.each(covered)('%s stands in a title of %s', (id, _name, file) => {
    expect(existsSync(file)).toBe(true)
    expect(file).toMatch(/\.test\.ts$/)
    expect(readTitles(file)).toMatch(new RegExp(`\\b${id}\\b`))
  })
})
