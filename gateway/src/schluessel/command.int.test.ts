import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childEnvironment } from '../testing/child-environment.ts'
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts'
import { usage } from './command.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(path.join(os.tmpdir(), 'schluessel-befehl-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database?.close()
})

const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** Runs the command as the operator does, as a process of its own. */
const run = (args: readonly string[], env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', main, ...args], {
    env: { ...childEnvironment, DATABASE_URL: database.url, DATA_DIR: folder, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const list = () =>
  run([])
    .stdout.trim()
    .split('\n')
    .map((line) => line.split('  '))

test('an operator lists, replaces and removes keys beside the running gateway', () => {
  const [token, paket] = list()
  expect([token, paket]).toEqual([
    ['token', expect.any(String), expect.any(String), 'signs'],
    ['paket', expect.any(String), expect.any(String), 'signs'],
  ])
  const { status, stdout } = run(['rotate', 'token'])
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^New key for token: [\w-]{43}\n$/)])
  expect(run(['remove', String(token?.[1])])).toEqual({ status: 0, stdout: `Removed: ${token?.[1]}\n`, stderr: '' })
  expect(list().map(([zweck, kid, , state]) => [zweck, kid === token?.[1], state])).toEqual([
    ['token', false, 'signs'],
    ['paket', false, 'signs'],
    ['cookie', false, 'signs'],
  ])
  expect(run(['hilfe'])).toEqual({ status: 2, stdout: '', stderr: `${usage}\n` })
}, 60_000)

test('with another wrapping key it says so', () => {
  const { status, stderr } = run([], { SCHLUESSEL: Buffer.alloc(32, 9).toString('base64url') })
  expect([status, stderr]).toEqual([1, expect.stringMatching(/was another SCHLUESSEL or key file used before/)])
})
