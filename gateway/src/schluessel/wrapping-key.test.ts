import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSecretFile, loadWrappingKey } from './wrapping-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'wrapping-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.alloc(32, 5)

test('the first start makes a key that only its owner may read, and every later start finds it', () => {
  const DATA_DIR = path.join(folder, 'data')
  const made = loadWrappingKey({ DATA_DIR })
  expect(made).toHaveLength(32)
  expect(statSync(path.join(DATA_DIR, 'schluessel.key')).mode & 0o777).toBe(0o600)
  expect(loadWrappingKey({ DATA_DIR })).toEqual(made)
  expect(readdirSync(DATA_DIR)).toEqual(['schluessel.key'])
})

test('a given key is taken from the setting or from the file that the setting names', () => {
  const file = path.join(folder, 'geheim')
  writeFileSync(file, `${bytes.toString('base64url')}\n`)
  expect(loadWrappingKey({ DATA_DIR: folder, SCHLUESSEL: bytes.toString('base64url') })).toEqual(bytes)
  expect(loadWrappingKey({ DATA_DIR: folder, SCHLUESSEL_DATEI: file })).toEqual(bytes)
  expect(readdirSync(folder)).toEqual(['geheim'])
})

test.for([
  ['both settings', () => ({ SCHLUESSEL: bytes.toString('hex'), SCHLUESSEL_DATEI: 'x' }), /one of them has to go/],
  ['31 bytes', () => ({ SCHLUESSEL: bytes.subarray(1).toString('base64url') }), /SCHLUESSEL does not hold 32 bytes/],
  ['33 bytes', () => ({ SCHLUESSEL: Buffer.alloc(33).toString('base64url') }), /SCHLUESSEL does not hold 32 bytes/],
  ['a file that is not there', () => ({ SCHLUESSEL_DATEI: path.join(folder, 'nirgends') }), /ENOENT/],
] as const)('%s is refused', ([, settings, message]) => {
  expect(() => loadWrappingKey({ DATA_DIR: folder, ...settings() })).toThrow(message)
})

test('a damaged key file is refused without repeating its content', () => {
  writeFileSync(path.join(folder, 'schluessel.key'), 'sehr-geheim')
  expect(() => loadWrappingKey({ DATA_DIR: folder })).toThrow(/schluessel\.key does not hold/)
  expect(() => loadWrappingKey({ DATA_DIR: folder })).not.toThrow(/sehr-geheim/)
})

test('a file that is there is left as it is', () => {
  const file = path.join(folder, 'tief', 'drin', 'datei')
  expect(createSecretFile(file, () => 'eins')).toBe(true)
  expect(createSecretFile(file, () => 'zwei')).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('eins')
})
