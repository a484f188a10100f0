import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashFiles, listPackages, listSources, newestFile } from './fingerprint.mjs'
import { runPnpm } from './install.mjs'

/** @typedef {import('./environment.mjs').Environment} Environment */
/** @typedef {'js' | 'full'} BuildKind what runs, or that and the type declarations */

/**
 * Builds every package, unless its sources are the ones that the present output was built from.
 *
 * @param {string} root
 * @param {Environment} env
 * @param {BuildKind} kind
 * @returns {Promise<number>} the exit code
 */
export async function build(root, env, kind) {
  const stamp = path.join(root, 'node_modules', '.cache', 'berichtsheft', 'build')
  const packages = listPackages(root)
  const shared = ['package.json', 'pnpm-lock.yaml', 'tsconfig.base.json']
  const hash = hashFiles(root, [...shared, ...packages.flatMap((folder) => listSources(root, folder))])
  const outputs = packages.map((folder) => path.join(root, folder, 'dist'))
  if (isFresh(stamp, outputs, hash, kind)) return 0

  rmSync(stamp, { force: true }) // a build that is interrupted leaves none
  const title = kind === 'full' ? 'Building packages with their types' : 'Building packages'
  const code = await runPnpm(title, ['run', kind === 'full' ? 'build' : 'build:js'], { root, env, capture: true })
  if (code !== 0) return code
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, `${kind} ${hash}`)
  return 0
}

/**
 * @param {string} stamp
 * @param {readonly string[]} outputs
 * @param {string} hash
 * @param {BuildKind} kind
 */
function isFresh(stamp, outputs, hash, kind) {
  if (!existsSync(stamp)) return false
  const [built, from] = readFileSync(stamp, 'utf8').split(' ')
  if (from !== hash || (kind === 'full' && built !== 'full')) return false
  const stamped = statSync(stamp).mtimeMs
  // Output that is missing, or that somebody built by hand since, does not belong to the stamp.
  return outputs.every((folder) => (newestFile(folder) ?? Number.POSITIVE_INFINITY) <= stamped)
}
