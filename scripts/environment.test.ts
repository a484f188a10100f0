import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildEnvironment, findHome, findObstacle } from './environment.mjs'

describe('the environment of what we start', () => {
  test('has our programs first and the folder of the running Node last', () => {
    const { PATH = '' } = buildEnvironment({ PATH: '/bin:/usr/bin' }, '/clone with blank')
    expect(PATH.split(':')).toEqual([
      '/clone with blank/node_modules/.bin',
      '/bin',
      '/usr/bin',
      path.dirname(process.execPath),
    ])
    expect(buildEnvironment({}, '/c').PATH).toBe(`/c/node_modules/.bin:${path.dirname(process.execPath)}`)
  })

  test.each([
    'npm_lifecycle_event',
    'npm_config_local_prefix',
    'npm_config_cache',
    'npm_package_name',
    'NPM_CONFIG_PREFIX',
    'INIT_CWD',
    'NODE_ENV',
  ])('drops %s', (name) => {
    expect(buildEnvironment({ [name]: 'x' }, '/c')).not.toHaveProperty(name)
  })

  test.each([
    'npm_config_registry',
    'NPM_CONFIG_REGISTRY',
    'npm_config_https_proxy',
    'npm_config_cafile',
    'HOME',
    'DATABASE_URL',
    'npmrc',
  ])('keeps %s', (name) => {
    expect(buildEnvironment({ [name]: 'x' }, '/c')).toHaveProperty(name, 'x')
  })

  test('drops a setting of npm that is empty, which npm would take for one', () => {
    expect(buildEnvironment({ npm_config_noproxy: '' }, '/c')).not.toHaveProperty('npm_config_noproxy')
  })
})

describe('the machine', () => {
  test.each([
    ['18.20.0', 'linux', /too old/],
    ['20.18.3', 'linux', /too old/],
    ['20.19.0', 'linux', undefined],
    ['22.0.0', 'darwin', undefined],
    ['24.21.0', 'linux', undefined],
    ['24.21.0', 'win32', /WSL/],
  ])('Node %s on %s', (version, platform, answer) => {
    const found = findObstacle({ version, platform })
    if (answer) expect(found).toMatch(answer)
    else expect(found).toBeUndefined()
  })
})

test('a home folder that cannot be written to is replaced by one in the clone', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'berichtsheft-home-'))
  try {
    expect(findHome(root, root)).toBe(root)
    const own = findHome(root, path.join(root, 'missing'))
    expect(own).toBe(path.join(root, 'node_modules', '.home'))
    expect(existsSync(own)).toBe(true)
  } finally {
    rmSync(root, { recursive: true })
  }
})
