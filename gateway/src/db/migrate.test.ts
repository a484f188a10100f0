import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkMigrationNames } from './migrate.ts'
import { migrations } from './migrations/index.ts'

describe('the list of migrations', () => {
  test('holds every file of the folder, in order', () => {
    const files = readdirSync(path.join(import.meta.dirname, 'migrations')).filter((name) => /^\d/.test(name))
    expect(migrations.map(({ name }) => `${name}.ts`)).toEqual(files.toSorted())
    checkMigrationNames(migrations.map(({ name }) => name))
  })

  test('never goes backward', () => {
    expect(migrations.filter((migration) => 'down' in migration)).toEqual([])
  })
})

describe('the names of migrations', () => {
  test.each([
    [[]],
    [['20260901090000_create_anbieter']],
    [['20260901090000_create_anbieter', '20260901090001_add_x2']],
  ])('%j pass', (names) => {
    expect(() => checkMigrationNames(names)).not.toThrow()
  })

  test.each([
    [['2026090109000_create_anbieter'], /not named/],
    [['202609010900000_create_anbieter'], /not named/],
    [['20260901090000_createAnbieter'], /not named/],
    [['20260901090000_create_anbieter.ts'], /not named/],
    [['20260901090000'], /not named/],
    [['20260901090001_b', '20260901090000_a'], /20260901090000_a stands after/],
    [['20260901090000_a', '20260901090000_a'], /stands after/],
  ])('%j are refused', (names, message) => {
    expect(() => checkMigrationNames(names)).toThrow(message)
  })
})
