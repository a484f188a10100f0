import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { rechte } from '@berichtsheft/core'
import { describe, expect, test } from 'vitest'
import { readTitles } from './test-titles.ts'

const folder = path.resolve(import.meta.dirname, '..', 'docs', 'guide')
const page = readFileSync(path.join(folder, 'meine-ihk-abdeckung.md'), 'utf8')

const zeilen = [...page.matchAll(/^\| ((?:MI|BH)-\d\d) \| (.*) \| (.*) \| (.*) \|$/gmu)].map(
  ([, id = '', satz = '', operationen = '', tests = '']) => ({
    id,
    satz,
    operationen,
    names: [...operationen.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    files: [...tests.matchAll(/\]\(([^)]+)\)/g)].map(([, file = '']) => path.resolve(folder, file)),
  }),
)

/** The ids that stand in the titles of a test file; `MI-45 to MI-50` names all six. */
const idsOf = (file: string): ReadonlySet<string> => {
  const titles = readTitles(file)
  const ids = new Set(titles.match(/\b(MI|BH)-\d\d\b/g) ?? [])
  for (const [, kind, from, to] of titles.matchAll(/\b(MI|BH)-(\d\d) to \1-(\d\d)\b/g))
    for (let i = Number(from); i <= Number(to); i++) ids.add(`${kind}-${String(i).padStart(2, '0')}`)
  return ids
}

describe('the page of rows of meine ihk', () => {
  test('has every row once, in order, each with what it is, its operations and its tests', () => {
    const number = (i: number) => String(i).padStart(2, '0')
    const expected = [
      ...Array.from({ length: 60 }, (_, i) => `MI-${number(i + 1)}`),
      ...Array.from({ length: 13 }, (_, i) => `BH-${number(i + 19)}`),
    ]
    expect(zeilen.map(({ id }) => id)).toEqual(expected)
    for (const { id, satz, operationen, names, files } of zeilen) {
      expect(satz, id).toMatch(/^[A-Z*].+/)
      expect(files.length, id).toBeGreaterThan(0)
      if (!/sign-in|the OpenAPI document/.test(operationen)) expect(names.length, id).toBeGreaterThan(0)
    }
  })

  test('names operations of the contract only', () => {
    const unknown = zeilen.flatMap(({ id, names }) =>
      names.filter((name) => !(name in rechte)).map((name) => `${id}: ${name}`),
    )
    expect(unknown).toEqual([])
  })

  const covered = zeilen.flatMap(({ id, files }) =>
    files.map((file) => [id, path.relative(folder, file), file] as const),
  )

  test.each(covered)('%s stands in a title of %s', (id, _name, file) => {
    expect(existsSync(file)).toBe(true)
    expect(file).toMatch(/\.test\.ts$/)
    expect(idsOf(file)).toContain(id)
  })
})
