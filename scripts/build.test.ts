import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { build } from './build.mjs'
import { install } from './install.mjs'

let root = ''

/** A workspace of one package, and an `npx` that writes down what it is asked for, installs nothing and builds one file. */
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'berichtsheft build-'))
  const files = {
    'package.json': '{ "packageManager": "pnpm@1.2.3+sha512.abc" }',
    'pnpm-lock.yaml': '',
    'pnpm-workspace.yaml': '',
    'tsconfig.base.json': '{}',
    'packages/README': '',
    'gateway/package.json': '{}',
    'gateway/src/app.ts': '1',
    'node_modules/.keep': '',
    'bin/fails': '0',
    'bin/calls': '',
  }
  for (const [file, text] of Object.entries(files)) write(file, text)
  const npx = `#!/bin/sh
cd "${root}"
echo "$*" >> bin/calls
if [ "$4" = build ] || [ "$4" = build:js ]; then mkdir -p gateway/dist; echo x > gateway/dist/app.js; fi
exit $(cat bin/fails)`
  writeFileSync(path.join(root, 'bin', 'npx'), npx, { mode: 0o755 })
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true })
})

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

const env = () => ({ ...process.env, PATH: `${path.join(root, 'bin')}:${process.env.PATH}` })
const calls = () =>
  readFileSync(path.join(root, 'bin', 'calls'), 'utf8')
    .split('\n')
    .filter(Boolean)

describe('building', () => {
  const js = '--yes pnpm@1.2.3 run build:js'
  const full = '--yes pnpm@1.2.3 run build'

  test('happens once for the same sources', async () => {
    expect(await build(root, env(), 'js')).toBe(0)
    expect(await build(root, env(), 'js')).toBe(0)
    expect(calls()).toEqual([js])
  })

  test('happens again when a source changes, not when a test does', async () => {
    await build(root, env(), 'js')
    write('gateway/src/app.test.ts', 'test')
    await build(root, env(), 'js')
    expect(calls()).toEqual([js])
    write('gateway/src/app.ts', '2')
    await build(root, env(), 'js')
    expect(calls()).toEqual([js, js])
  })

  test('with types serves both purposes, without them only one', async () => {
    await build(root, env(), 'full')
    await build(root, env(), 'js')
    expect(calls()).toEqual([full])
    write('gateway/src/app.ts', '2')
    await build(root, env(), 'js')
    await build(root, env(), 'full')
    expect(calls()).toEqual([full, js, full])
  })

  test('with types counts no more once its output was replaced', async () => {
    await build(root, env(), 'full')
    write('gateway/src/app.ts', '2')
    await build(root, env(), 'js')
    write('gateway/src/app.ts', '1')
    await build(root, env(), 'full')
    expect(calls()).toEqual([full, js, full])
  })

  test('happens again when the output is gone or was built by hand', async () => {
    await build(root, env(), 'js')
    rmSync(path.join(root, 'gateway', 'dist'), { recursive: true })
    await build(root, env(), 'js')
    expect(calls()).toEqual([js, js])
    const later = Date.now() / 1000 + 60
    utimesSync(path.join(root, 'gateway', 'dist', 'app.js'), later, later)
    await build(root, env(), 'js')
    expect(calls()).toEqual([js, js, js])
  })

  test('that failed is tried again', async () => {
    write('bin/fails', '3')
    expect(await build(root, env(), 'js')).toBe(3)
    write('bin/fails', '0')
    expect(await build(root, env(), 'js')).toBe(0)
    expect(calls()).toEqual([js, js])
  })
})

describe('installing', () => {
  const call = '--yes pnpm@1.2.3 install --frozen-lockfile --reporter=append-only'

  test('happens once for the same lockfile and manifests', async () => {
    expect(await install(root, env())).toBe(0)
    expect(await install(root, env())).toBe(0)
    expect(calls()).toEqual([call])
  })

  test.each(['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'gateway/package.json'])(
    'happens again when %s changes',
    async (file) => {
      await install(root, env())
      write(file, '{ "name": "x" }')
      await install(root, env())
      expect(calls()).toEqual([call, call])
    },
  )

  test('that failed is tried again', async () => {
    write('bin/fails', '5')
    expect(await install(root, env())).toBe(5)
    expect(existsSync(path.join(root, 'node_modules', '.install-stamp'))).toBe(false)
    write('bin/fails', '0')
    expect(await install(root, env())).toBe(0)
    expect(calls()).toEqual([call, call])
  })
})
