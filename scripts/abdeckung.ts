import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { rechte } from '@berichtsheft/core'
import { describe, expect, test } from 'vitest'
import { readTitles } from './test-titles.ts'

const folder = path.resolve(import.meta.dirname, '..', 'docs', 'guide')

/** The ids that stand in the titles of a test file; `MI-45 to MI-50` names all six. */
const idsOf = (file: string): ReadonlySet<string> => {
  const titles = readTitles(file)
  const ids = new Set(titles.match(/\b(MI|BH|DV)-\d\d\b/g) ?? [])
  for (const [, kind, from, to] of titles.matchAll(/\b(MI|BH|DV)-(\d\d) to \1-(\d\d)\b/g))
    for (let i = Number(from); i <= Number(to); i++) ids.add(`${kind}-${String(i).padStart(2, '0')}`)
  return ids
}

/** Ids of a kind with two digits, from a number on. */
export const idsFrom = (kind: string, from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${kind}-${String(from + i).padStart(2, '0')}`)

/**
 * Holds a page of the guide against contract and tests: every row once and in order, its operations in the contract, its id in
 * the titles of the tests that it names.
 *
 * @param name what the page is about
 * @param file the page, in docs/guide
 * @param expected ids of its rows
 */
export const describeAbdeckung = (name: string, file: string, expected: readonly string[]): void => {
  const page = readFileSync(path.join(folder, file), 'utf8')
  const zeilen = [...page.matchAll(/^\| ((?:MI|BH|DV)-\d\d) \| (.*) \| (.*) \| (.*) \|$/gmu)].map(
    ([, id = '', satz = '', operationen = '', tests = '']) => ({
      id,
      satz,
      operationen,
      names: [...operationen.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one),
      files: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, one = '']) => path.resolve(folder, one)),
    }),
  )

  describe(`the page of rows of ${name}`, () => {
    test('has every row once, in order, each with what it is, its operations and its tests', () => {
      expect(zeilen.map(({ id }) => id)).toEqual(expected)
      for (const { id, satz, operationen, names, files } of zeilen) {
        expect(satz, id).toMatch(/^[A-Z*].+/)
        expect(files.length, id).toBeGreaterThan(0)
        if (!/sign-in|the OpenAPI document/.test(operationen)) expect(names.length, id).toBeGreaterThan(0)
      }
    })

    test('names operations of the contract only', () => {
      const unknown = zeilen.flatMap(({ id, names }) =>
        names.filter((one) => !(one in rechte)).map((one) => `${id}: ${one}`),
      )
      expect(unknown).toEqual([])
    })

    const covered = zeilen.flatMap(({ id, files }) =>
      files.map((one) => [id, path.relative(folder, one), one] as const),
    )

    test.each(covered)('%s stands in a title of %s', (id, _name, one) => {
      expect(existsSync(one)).toBe(true)
      expect(one).toMatch(/\.test\.ts$/)
      expect(idsOf(one)).toContain(id)
    })
  })
}
