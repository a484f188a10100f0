import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashFiles, listPackages } from './fingerprint.mjs'
import { runStep, say } from './step.mjs'

/** @typedef {import('./environment.mjs').Environment} Environment */

/**
 * Installs exactly what the lockfile says, with the package manager that package.json pins, unless that was done before.
 *
 * @param {string} root
 * @param {Environment} env
 * @returns {Promise<number>} the exit code
 */
export async function install(root, env) {
  const stamp = path.join(root, 'node_modules', '.install-stamp')
  const manifests = listPackages(root).map((folder) => path.join(folder, 'package.json'))
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]
  // Native packages are chosen by platform, so a folder carried to another machine counts as not installed.
  const hash = `${hashFiles(root, files)} ${process.platform}-${process.arch}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 0

  const title = existsSync(stamp) ? 'Installing what changed' : 'Installing packages (about 200 MB the first time)'
  rmSync(stamp, { force: true })
  const code = await runPnpm(title, ['install', '--frozen-lockfile', '--reporter=append-only'], { root, env })
  if (code === 0) writeFileSync(stamp, hash)
  else say('The npm registry must be reachable, and pnpm-lock.yaml must fit every package.json; see the lines above.')
  return code
}

/**
 * Runs the pinned package manager as one step; `capture` holds its output back unless it fails.
 *
 * @param {string} title
 * @param {readonly string[]} args
 * @param {{ root: string, env: Environment, capture?: boolean }} options
 * @returns {Promise<number>} the exit code
 */
export function runPnpm(title, args, { root, env, capture = false }) {
  /** @type {{ packageManager: string }} */
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  // The part after "+" is a checksum for corepack, which npx does not understand.
  const command = ['--yes', packageManager.replace(/\+.*$/, ''), ...args]
  const quiet = { npm_config_update_notifier: 'false', npm_config_loglevel: 'error', npm_config_fund: 'false' }
  return runStep(title, 'npx', command, { env: { ...env, ...quiet }, cwd: root, capture })
}
