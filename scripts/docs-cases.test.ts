import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTitles } from './test-titles.ts'

const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'docs', 'guide')
const page = readFileSync(path.join(folder, 'sicherheit.md'), 'utf8')

const cases = [...page.matchAll(/^\| ([ABCD]\d\d) \| (.*) \| (.*) \|$/gmu)].map(
  ([, id = '', sentence = '', tests = '']) => ({
    id,
    sentence,
    files: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, file = '']) => path.resolve(folder, file)),
  }),
)

/** Test files of the gateway and of core, where the cases are. */
const listTests = (): string[] =>
  ['gateway/src', 'packages/core/src', 'scripts'].flatMap((below) =>
    readdirSync(path.join(root, below), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => path.join(below, file)),
  )

describe('the page of cases', () => {
  test('has every case once, in order, each with one sentence', () => {
    const expected = Object.entries({ A: 10, B: 14, C: 10, D: 6 }).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`),
    )
    expect(cases.map(({ id }) => id)).toEqual(expected)
    for (const { id, sentence } of cases) expect(sentence, id).toMatch(/^[A-Z0-9].*\.$/)
  })

  test('has a test for every case', () => {
    const uncovered = cases.filter(({ files }) => files.length === 0).map(({ id }) => id)
    expect(uncovered).toEqual([])
  })

  test.each(listTests())('names %s with every case in its titles', (file) => {
    const own = new Set(readTitles(path.join(root, file)).match(/\b[ABCD](0[1-9]|1[0-4])\b/g))
    const missing = cases.filter(({ id, files }) => own.has(id) && !files.includes(path.join(root, file)))
    expect(missing.map(({ id }) => id)).toEqual([])
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
