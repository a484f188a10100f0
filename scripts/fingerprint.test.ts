import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashFiles, listPackages, listSources, newestFile } from './fingerprint.mjs'

let root = ''

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'berichtsheft-fingerprint-'))
})

afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text = ''): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

test('the hash changes with a content, a name and a border between files, and with nothing else', () => {
  write('a', 'xy')
  write('b', 'z')
  const hash = hashFiles(root, ['a', 'b'])
  utimesSync(path.join(root, 'a'), 1, 1)
  expect(hashFiles(root, ['a', 'b'])).toBe(hash)
  write('c', 'xy')
  expect(hashFiles(root, ['c', 'b'])).not.toBe(hash)
  write('a', 'x')
  write('b', 'yz')
  expect(hashFiles(root, ['a', 'b'])).not.toBe(hash)
})

test('sources are all files but tests, output and installed packages', () => {
  for (const file of [
    'p/package.json',
    'p/src/a.ts',
    'p/src/a.test.ts',
    'p/src/a.int.test.ts',
    'p/src/x/b.ts',
    'p/dist/a.js',
    'p/node_modules/q/i.js',
  ])
    write(file)
  expect(listSources(root, 'p')).toEqual(['p/package.json', 'p/src/a.ts', 'p/src/x/b.ts'])
})

test('packages are the folders with a package.json', () => {
  for (const file of [
    'packages/b/package.json',
    'packages/a/package.json',
    'packages/c/notes.txt',
    'gateway/package.json',
  ])
    write(file)
  expect(listPackages(root)).toEqual(['gateway', 'packages/a', 'packages/b'])
})

test('the newest file counts, at any depth, and an empty or missing folder has none', () => {
  expect(newestFile(path.join(root, 'dist'))).toBeUndefined()
  mkdirSync(path.join(root, 'dist', 'x'), { recursive: true })
  expect(newestFile(path.join(root, 'dist'))).toBeUndefined()
  write('dist/a')
  write('dist/x/b')
  utimesSync(path.join(root, 'dist', 'a'), 10, 10)
  utimesSync(path.join(root, 'dist', 'x', 'b'), 20, 20)
  expect(newestFile(path.join(root, 'dist'))).toBe(20_000)
})
