import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listPackages } from './fingerprint.mjs'
import { runPnpm } from './install.mjs'
import { runStep } from './step.mjs'

/** @typedef {import('./environment.mjs').Environment} Environment */
/** @typedef {import('./result.mjs').Result} Result */

/**
 * Packs every package that can be published, exactly as it would be, and lets publint and "are the types wrong" judge the archives.
 *
 * @param {string} root
 * @param {Environment} env
 * @returns {Promise<number[]>} an exit code per check
 */
export async function checkPackages(root, env) {
  const target = mkdtempSync(path.join(os.tmpdir(), 'berichtsheft-pack-'))
  try {
    const published = listPackages(root).filter((folder) => !readManifest(root, folder).private)
    const filters = published.map((folder) => `--filter=./${folder.replaceAll(path.sep, '/')}`)
    const packed = await runPnpm(
      'Packing packages',
      [...filters, 'exec', 'pnpm', 'pack', '--pack-destination', target],
      {
        root,
        env,
        capture: true,
      },
    )
    const codes = [packed]
    for (const archive of readdirSync(target).sort()) {
      const file = path.join(target, archive)
      const options = { env, cwd: root, capture: true }
      codes.push(await runStep(`publint ${archive}`, 'publint', ['run', file, '--strict'], options))
      codes.push(await runStep(`attw ${archive}`, 'attw', [file, '--profile', 'esm-only'], options))
    }
    return codes
  } finally {
    rmSync(target, { recursive: true, force: true })
  }
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {{ private?: boolean }}
 */
function readManifest(root, folder) {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
}
