// Plain JavaScript that runs on Node 20.19: this is what a newcomer has before anything is installed.
import { accessSync, constants, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** @typedef {Record<string, string | undefined>} Environment */

/** Settings of npm that say how to reach a registry; they are the user's, all others describe the npm that called us. */
const keptNpmSettings =
  /^npm_config_(registry|https?_proxy|proxy|noproxy|cafile|ca|strict_ssl|userconfig|globalconfig)$/i

/**
 * The environment of every program we start: without what npm tells its scripts (it would steer the package manager),
 * and with the workspace's own programs first, so that `node` is the one from the lockfile once that is installed.
 *
 * @param {Environment} env
 * @param {string} root
 * @returns {Environment}
 */
export function buildEnvironment(env, root) {
  const kept = Object.entries(env).filter(([name, value]) =>
    keptNpmSettings.test(name) ? value !== '' : !/^(npm_|INIT_CWD$|NODE_ENV$)/i.test(name),
  )
  // The folder of the running Node comes last: it holds npx even where PATH does not.
  const search = [path.join(root, 'node_modules', '.bin'), env.PATH, path.dirname(process.execPath)]
  return { ...Object.fromEntries(kept), PATH: search.filter(Boolean).join(path.delimiter) }
}

/**
 * A home folder that can be written to, for the caches of npm and pnpm: the user's own, else one inside the clone (as in a container with a made-up user).
 *
 * @param {string} root
 * @returns {string}
 */
export function findHome(root, home = os.homedir()) {
  try {
    accessSync(home, constants.W_OK)
    return home
  } catch {
    const own = path.join(root, 'node_modules', '.home')
    mkdirSync(own, { recursive: true })
    return own
  }
}

/**
 * Why this machine cannot run the commands, in words for the user; undefined when it can.
 *
 * @param {{ version: string, platform: string }} machine version as `process.versions.node` gives it
 * @returns {string | undefined}
 */
export function findObstacle({ version, platform }) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    return `Node ${version} is too old: 20.19 or later is needed to start, the rest is installed from there.`
  }
  if (platform === 'win32') return 'There is no embedded PostgreSQL for Windows here: run this inside WSL.'
  return undefined
}
