import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build } from './build.mjs'
import { checkPackages } from './check-packages.mjs'
import { addResults, closingLines } from './result.mjs'
import { InterruptedError, runProgram, runStep, say, seconds } from './step.mjs'

/** @typedef {import('./environment.mjs').Environment} Environment */
/** @typedef {import('./result.mjs').Result} Result */

/** @type {Result} */
const nothing = { passed: 0, failed: 0, skipped: [] }

/**
 * Everything that can be checked: types, style, unused code, every test, the packages as they would be published. One failing step does not hide the next.
 *
 * @param {string} root
 * @param {Environment} env
 * @param {{ args: readonly string[], needsChangeset: boolean }} options `args` go to Vitest
 * @returns {Promise<number>} 0 when nothing failed
 */
export async function test(root, env, { args, needsChangeset }) {
  const since = performance.now()
  const options = { env, cwd: root, capture: true }
  // Both take a core for a minute and neither reads what the other writes.
  const [built, typed] = await Promise.all([
    build(root, env, 'full'),
    runStep('Checking types', 'tsc', ['-b'], options),
  ])
  const codes = [
    built,
    typed,
    await runStep('Checking style', 'biome', ['check', '--error-on-warnings', '.'], options),
    await runStep('Looking for unused code', 'knip', [], options),
  ]
  const tests = await runTests(root, env, args)
  const packages =
    built === 0 ? asResult(await checkPackages(root, env)) : skip('check of the packages, without a build')
  const changeset = needsChangeset ? await checkChangeset(root, env) : nothing
  return close(addResults([asResult(codes), tests, packages, changeset]), since)
}

/**
 * The long forms of the tests, with `SOAK=1`.
 *
 * @param {string} root
 * @param {Environment} env
 * @param {readonly string[]} args go to Vitest
 * @returns {Promise<number>} 0 when nothing failed
 */
export async function soak(root, env, args) {
  const since = performance.now()
  const built = await build(root, env, 'full')
  return close(addResults([asResult([built]), await runTests(root, { ...env, SOAK: '1' }, args)]), since)
}

/**
 * @param {string} root
 * @param {Environment} env
 * @param {readonly string[]} args
 * @returns {Promise<Result>}
 */
async function runTests(root, env, args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'berichtsheft-result-'))
  const file = path.join(folder, 'result.json')
  const servers = chooseServers(env)
  say(`Running tests, PostgreSQL: ${servers.TEST_POSTGRES} …`)
  const start = performance.now()
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/test-reporter.mjs']
    const { code, output, interrupted } = await runProgram(
      'vitest',
      ['run', '--allowOnly=false', ...reporters, ...args],
      {
        env: {
          ...env,
          TEST_POSTGRES: servers.TEST_POSTGRES,
          TEST_RESULT_FILE: file,
          // Tests start gateways and command lines by the hundred; each finds the compiled modules of the one before.
          NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
        },
        cwd: root,
      },
    )
    if (interrupted) throw new InterruptedError(code === 0 ? 130 : code)
    if (output !== '') console.log(output)
    say(`Running tests: ${code === 0 ? 'done in' : 'FAILED after'} ${seconds(start)}`)
    /** @type {Result} */
    const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : nothing
    // A run that failed without a failed test, or that never came to its end, has failed all the same.
    const result = code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
    return addResults([result, { ...nothing, skipped: servers.skipped }])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The tests with a database run on the embedded PostgreSQL and once more on the oldest supported one, where Debian's package is present.
 *
 * @param {Environment} env
 */
function chooseServers(env) {
  if (env.TEST_POSTGRES || env.TEST_DATABASE_URL) return { TEST_POSTGRES: env.TEST_POSTGRES ?? 'npm', skipped: [] }
  if (existsSync(env.PG15_BIN ?? '/usr/lib/postgresql/15/bin')) return { TEST_POSTGRES: 'npm,15', skipped: [] }
  return { TEST_POSTGRES: 'npm', skipped: skip('postgresql-15').skipped }
}

/**
 * @param {string} root
 * @param {Environment} env
 * @returns {Promise<Result>}
 */
async function checkChangeset(root, env) {
  const main = await runProgram('git', ['rev-parse', '--verify', '--quiet', 'main'], { env, cwd: root, capture: true })
  if (main.code !== 0) return skip('changeset, there is no branch main to compare with')
  return asResult([
    await runStep('Looking for a changeset', 'changeset', ['status'], { env, cwd: root, capture: true }),
  ])
}

/** @param {readonly number[]} codes @returns {Result} */
function asResult(codes) {
  const failed = codes.filter((code) => code !== 0).length
  return { passed: codes.length - failed, failed, skipped: [] }
}

/** @param {string} reason @returns {Result} */
function skip(reason) {
  return { ...nothing, skipped: [{ name: reason, reason }] }
}

/** @param {Result} result @param {number} since */
function close(result, since) {
  say(`All of it took ${seconds(since)}`)
  for (const line of closingLines(result)) console.log(line)
  return result.failed === 0 ? 0 : 1
}
