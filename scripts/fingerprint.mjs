import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const notSource = new Set(['node_modules', 'dist', 'coverage', '.data'])

/**
 * One hash over names and contents of files; equal exactly when nothing changed.
 *
 * @param {string} root
 * @param {readonly string[]} files relative to root
 * @returns {string}
 */
export function hashFiles(root, files) {
  const hash = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(path.join(root, file))
    // Lengths keep the end of one file apart from the beginning of the next.
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * Every file below a folder that a build may read, sorted; tests are none of them.
 *
 * @param {string} root
 * @param {string} folder relative to root
 * @returns {string[]} relative to root
 */
export function listSources(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) return notSource.has(entry.name) ? [] : listSources(root, file)
      return entry.isFile() && !entry.name.endsWith('.test.ts') ? [file] : []
    })
    .sort()
}

/**
 * The folders of the workspace that hold a package.
 *
 * @param {string} root
 * @returns {string[]} relative to root
 */
export function listPackages(root) {
  const packages = readdirSync(path.join(root, 'packages')).map((name) => path.join('packages', name))
  return [...packages, 'gateway'].filter((folder) => existsSync(path.join(root, folder, 'package.json'))).sort()
}

/**
 * When the newest file below a folder was written, in milliseconds; undefined when the folder holds none.
 *
 * @param {string} folder
 * @returns {number | undefined}
 */
export function newestFile(folder) {
  if (!existsSync(folder)) return undefined
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs)
  return times.length === 0 ? undefined : Math.max(...times)
}
