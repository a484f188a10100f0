// What `npm start` and `npm test` run: it needs nothing but Node 20.19 and npm, and brings everything else.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildEnvironment, findHome, findObstacle } from './environment.mjs'
import { install } from './install.mjs'
import { start } from './start.mjs'
import { InterruptedError, say } from './step.mjs'
import { soak, test } from './test.mjs'

const usage = `Usage: node scripts/run.mjs <command> [arguments]

  start   install, build and run the gateway with its demo
  test    install, build and run every check and test; arguments go to Vitest
  check   the same and whether a changeset is present, as before a merge
  soak    the long forms of the tests; arguments go to Vitest`

if (process.env.npm_lifecycle_event) endWithParent()
process.exitCode = await main(process.argv.slice(2))

/**
 * @param {readonly string[]} words
 * @returns {Promise<number>} the exit code
 */
async function main([command, ...args]) {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
  const commands = {
    start: () => start(root, env, args),
    test: () => test(root, env, { args, needsChangeset: false }),
    check: () => test(root, env, { args, needsChangeset: true }),
    soak: () => soak(root, env, args),
  }
  const run = Object.entries(commands).find(([name]) => name === command)?.[1]
  if (!run) {
    console.error(usage)
    return 2
  }
  const obstacle = findObstacle({ version: process.versions.node, platform: process.platform })
  if (obstacle) {
    console.error(obstacle)
    return 1
  }
  const env = buildEnvironment({ ...process.env, HOME: findHome(root) }, root)
  try {
    const installed = await install(root, env)
    return installed === 0 ? await run() : installed
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error
    say('Interrupted')
    return error.exitCode
  }
}

/** When npm is killed in a way that it cannot pass on, what it started ends as if by SIGTERM instead of holding port and database. */
function endWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
